"""What the reader says against the machine: a fact is none, two names are one, one name is two."""

from __future__ import annotations

from typing import Literal

from tui.model.article import Article
from tui.model.fact import Fact, Kind, Organisation, Person, Place, Role
from tui.model.own import Subject
from tui.model.record import record

CorrectionKind = Literal["reject", "merge", "split", "rename"]
CORRECTION_KINDS: tuple[CorrectionKind, ...] = ("reject", "merge", "split", "rename")
LONGEST_QUOTE = 2_000
"""Code points of the evidence of a rejected fact that are kept."""
CorrectedKind = Kind | Literal["role"]
"""What is corrected: a fact of a kind, or one office of a person."""


@record
class Correction:
    """One correction. It holds wherever the thing it is about stands, in any corpus."""

    id: str
    """Eight hexadecimal digits; never given twice."""
    kind: CorrectionKind
    fact: CorrectedKind
    name: str
    """What it is about, as it was shown then."""
    key: str = ""
    """Key of the name in the library then; of the person whose office it is; empty for a fact without a
    name."""
    about: Subject | None = None
    """The article a rejected fact stands in; None where it is rejected everywhere, and for names."""
    quote: str = ""
    """The evidence of a rejected fact in its words, `LONGEST_QUOTE` at most."""
    start: int = 0
    """Where the evidence stood in the text then: tells it from equal words."""
    articles: tuple[str, ...] = ()
    """First 12 digits of the digests of the articles it is limited to; empty for all."""
    into: str = ""
    """Key of the name that it is from now on; of a rejected fact nothing."""
    shown: str = ""
    """The name that is shown from now on; of a rejected office its position."""
    joined: tuple[str, ...] = ()
    """Of a person who was one of several namesakes: first digits, as in `articles`, of those that are of one
    from now on."""
    article_count: int = 0
    """Articles it was about when it was made."""
    number: int = 0
    """Corrections are made in this order, and hold in it."""
    turn: int = 0
    """Grows with every correction that is made, undone or redone: the greatest is the last."""
    created: str = ""
    """ISO 8601, UTC, to the second, as the clock said."""
    changed: str = ""
    """When it was last undone or redone."""
    undone: bool = False


def rejection(
    article: Article, about: Subject, kind: CorrectedKind, fact: Fact | Role, *, name: str, key: str = ""
) -> Correction:
    """That a fact of an article is none; `key` is that of the person where it is an office."""
    key = fact.key if isinstance(fact, Person | Organisation | Place) else key if kind == "role" else ""
    return Correction(
        "",
        "reject",
        kind,
        name,
        key=key,
        about=about,
        quote=fact.evidence.of(article.text)[:LONGEST_QUOTE],
        shown=fact.position if isinstance(fact, Role) else "",
        start=fact.evidence.start,
        article_count=1,
    )
