"""The network of names: who stands beside whom, how often and how closely."""

from __future__ import annotations

from tui.model.fact import Kind
from tui.model.record import record
from tui.model.result import ArticleHead
from tui.model.span import Span

TIED_KINDS: tuple[Kind, ...] = ("person", "organisation", "place")
"""What is in the network, in this order."""
USUAL_KINDS: tuple[Kind, ...] = ("person", "organisation")
"""What is shown unless something else is wanted."""


@record
class NetworkName:
    """One name of the network."""

    key: str
    name: str
    kind: Kind
    articles: int
    """Articles that name it; copies of one article count once."""
    ties: int = 0
    """Other names that it stands together with."""
    beside: str = ""
    """What tells it from others of the same name in one list."""


@record
class Tie:
    """Two names that stand together: one that was asked for, and this other one."""

    other: NetworkName
    together: int
    """Articles that name both; copies of one article count once."""
    weight: float
    """See `related.ties.tie_weight`."""
    first: str | None
    """The earliest day of an article that names both, as ISO 8601; None where none has a day."""
    last: str | None
    sentences: int | None = None
    """Sentences that hold both; None where they were not counted."""


@record
class NetworkBoard:
    """The names of some articles, those with most ties first."""

    names: tuple[NetworkName, ...]
    total: int
    """Names of the kinds that were asked for; `names` are those with a tie, at most
    `library.network.MOST_LISTED`."""
    articles: int
    """Articles counted; copies of one article count once."""
    copies: int
    """Articles that were not counted for being copies."""
    cut: int
    """Articles with so many names that not all of them were taken to stand together."""
    unread: int = 0
    """Articles that were left out because there are so many; those counted are the newest."""


@record
class Ties:
    """What one name stands together with, the closest first."""

    name: NetworkName
    ties: tuple[Tie, ...]
    """At most `library.network.MOST_TIES`; `name.ties` counts all."""
    sentences_of: int = 0
    """Articles whose sentences were looked at, the newest; 0 where none were."""
    of: int = 0
    """Articles that name it."""


@record
class TieSentence:
    """A sentence that holds both names."""

    text: str
    marks: tuple[Span, ...]
    """Where the two names stand in `text`."""
    span: Span
    """Where the first of them stands in the article."""


@record
class TieArticle:
    """An article that names both, with the sentences that hold both."""

    head: ArticleHead
    sentences: tuple[TieSentence, ...]
    span: Span | None
    """Where Enter leads: the place where the two stand nearest to one another."""
    copies: int = 0
    """Other articles that are copies of it."""


@record
class TieEvidence:
    """Where two names stand together, newest articles first."""

    one: NetworkName
    other: NetworkName
    articles: tuple[TieArticle, ...]
    total: int
    """Articles that name both; `articles` are at most `library.network_sentences.MOST_SHOWN` of them."""


@record
class Edge:
    """A tie between any two names."""

    one: str
    """Key of the name in more articles; of two in as many the one whose key comes first."""
    other: str
    together: int
    weight: float
    first: str | None
    last: str | None
    sentences: int | None = None


def in_order(one: NetworkName, other: NetworkName) -> tuple[NetworkName, NetworkName]:
    """The two ends of an edge."""
    return (one, other) if (-one.articles, one.key) <= (-other.articles, other.key) else (other, one)


@record
class NetworkGraph:
    """The closest ties of a network and the names they tie, for other programs."""

    names: tuple[NetworkName, ...]
    """Their `ties` are those in `edges`; those with most of them first."""
    edges: tuple[Edge, ...]
    """The closest first."""
    total: int
    """Ties there are; `edges` may be fewer."""
    articles: int
    """Articles that were counted; copies of one article count once."""


def star(ties: Ties) -> NetworkGraph:
    """One name and what it stands together with, as a network."""
    edges = []
    for tie in ties.ties:
        one, other = in_order(ties.name, tie.other)
        edges.append(
            Edge(one.key, other.key, tie.together, round(tie.weight, 4), tie.first, tie.last, tie.sentences)
        )
    names = (ties.name, *(tie.other for tie in ties.ties))
    return NetworkGraph(names, tuple(edges), ties.name.ties, ties.of)
