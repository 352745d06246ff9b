"""Facts of one article: typed statements, each tied to the span that supports it.

Every fact carries `evidence` (a span of `Article.text`), the `rule` that fired (a short dotted name,
such as `role.apposition`) and a `confidence`. Numbers are `Decimal`, never floats.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from tui.model.record import record
from tui.model.span import Span

Kind = Literal[
    "person",
    "organisation",
    "place",
    "date",
    "figure",
    "event",
    "statement",
    "topic",
    "document",
]
KINDS: tuple[Kind, ...] = (
    "person",
    "organisation",
    "place",
    "date",
    "figure",
    "event",
    "statement",
    "topic",
    "document",
)
"""All kinds, in the order of the sidebar."""

NAMED_KINDS: tuple[Kind, ...] = ("person", "organisation", "place")
"""Kinds whose facts are entities: one thing, named in many articles."""

Confidence = Literal["high", "medium", "low"]


@record
class Role:
    """An office a person holds, as one place in the text says it."""

    position: str
    """As printed: `Phó Chủ tịch Thường trực`."""
    organisation: str | None
    """The body as printed, with the place supplied where the text elides it; None if unnamed."""
    evidence: Span
    rule: str
    confidence: Confidence = "high"
    former: bool = False
    acting: bool = False


@record
class Person:
    """A person the article names."""

    key: str
    """Entity key: `text.folding.entity_key("person", name)`."""
    name: str
    """The bare name, without honorific, rank or office."""
    evidence: Span
    """The first mention."""
    rule: str
    confidence: Confidence = "high"
    titles: tuple[str, ...] = ()
    """Ranks and degrees as printed: `Thiếu tướng`, `PGS.TS`; honorifics are none."""
    honorifics: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    """Every way the text names this person, office in front included, in order of appearance."""
    mentions: tuple[Span, ...] = ()
    """Bare names and resolved short forms (`ông Hè`), in order."""
    roles: tuple[Role, ...] = ()
    rules: tuple[str, ...] = ()
    """What found each of `mentions`; empty where `rule` found them all."""
    told: str = ""
    """Its key in the library by the reader's word; empty where that follows from the text."""


@record
class Organisation:
    """A body the article names."""

    key: str
    """Entity key of `canonical`."""
    name: str
    """The longest exact form in the article."""
    canonical: str
    """`name` with abbreviations expanded and the place supplied from the article."""
    evidence: Span
    rule: str
    confidence: Confidence = "high"
    forms: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    rules: tuple[str, ...] = ()
    """What found each of `mentions`; empty where `rule` found them all."""
    told: str = ""
    """Its key in the library by the reader's word; empty where that follows from the text."""


@record
class Place:
    """A place the article names; inside an organisation's name it counts as a mention too."""

    key: str
    name: str
    level: str
    """`country`, `province`, `city` (at province level), `district`, `ward` or `other`."""
    evidence: Span
    rule: str
    confidence: Confidence = "high"
    province_then: str | None = None
    """Province before 2025-07-01 (of 63)."""
    province_now: str | None = None
    """Province since 2025-07-01 (of 34)."""
    forms: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    rules: tuple[str, ...] = ()
    """What found each of `mentions`; empty where `rule` found them all."""
    told: str = ""
    """Its key in the library by the reader's word; empty where that follows from the text."""


@record
class DateFact:
    """A date or period the article names."""

    text: str
    value: str | None
    """ISO 8601: `2024-08-28`, `2024-01`, `2024`, an interval `2024-01/2024-06`, `--04-18` without a year."""
    evidence: Span
    rule: str
    confidence: Confidence = "high"
    inferred: str | None = None
    """A key of `present.labels` that says which part was inferred and from what; None if all was given."""


@record
class Figure:
    """A number that counts or measures something."""

    text: str
    value: Decimal | tuple[Decimal, Decimal]
    """Scaled (`24 tỷ đồng` = 24000000000); a range is `(low, high)`."""
    unit: str
    evidence: Span
    rule: str
    confidence: Confidence = "high"
    what: str | None = None
    """What is measured, in the words of the text."""
    change: Literal["increase", "decrease"] | None = None
    compared_to: str | None = None
    approx: Literal[">", "<", "~"] | None = None
    target: Decimal | None = None
    """The second number of `651/547`: what was planned."""
    period: str | None = None
    """In the words of the text: `quý I`, `6 tháng đầu năm 2024`, `hàng tháng`."""


@record
class Event:
    """Something that took place: a meeting, a ceremony, a campaign."""

    name: str
    evidence: Span
    rule: str
    confidence: Confidence = "high"
    date: str | None = None
    place: str | None = None
    organisers: tuple[str, ...] = ()
    chair: str | None = None
    attendance: int | None = None


@record
class Statement:
    """What somebody is reported to have said."""

    speaker: str
    """The bare name where the speaker is known, else the form in the text."""
    speaker_key: str | None
    """Entity key of the speaker when it is a known person or organisation."""
    verb: str | None
    """The verb of saying as printed; None for the later sentences of one speech."""
    text: str
    kind: Literal["direct", "indirect", "directive"]
    evidence: Span
    """The content itself."""
    rule: str
    confidence: Confidence = "high"
    continuation: bool = False
    """A later sentence of the same speech, without its own verb of saying."""


@record
class Topic:
    """The title of a lecture or theme (chuyên đề)."""

    text: str
    evidence: Span
    rule: str
    confidence: Confidence = "high"


@record
class Document:
    """A law, resolution, decree, decision or report the article cites."""

    text: str
    evidence: Span
    rule: str
    confidence: Confidence = "high"
    number: str | None = None
    year: int | None = None


Fact = Person | Organisation | Place | DateFact | Figure | Event | Statement | Topic | Document


def rules_of(rule: str, found_by: Sequence[str]) -> tuple[str, ...]:
    """The field `rules` of a fact by `rule` whose mentions were `found_by` these, in their order."""
    return () if all(other == rule for other in found_by) else tuple(found_by)


def rule_at(fact: Fact | Role, span: Span) -> str:
    """What found the occurrence of `fact` at `span`: a name is found by one rule here, by another there."""
    if isinstance(fact, Person | Organisation | Place) and fact.rules:
        found = dict(zip(fact.mentions, fact.rules, strict=True))
        return found.get(span, fact.rule)
    return fact.rule


DateOrigin = Literal["published", "event", "text"]
"""`published`: the page says so; else inferred from the event or from the latest date in the text."""


@record
class Dated:
    """The day an article is filed under."""

    value: str
    """ISO 8601 day, month or year."""
    origin: DateOrigin
    evidence: Span | None = None


@record
class Extraction:
    """All facts of one article, each kind in the order of the text."""

    people: tuple[Person, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    places: tuple[Place, ...] = ()
    dates: tuple[DateFact, ...] = ()
    figures: tuple[Figure, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    topics: tuple[Topic, ...] = ()
    documents: tuple[Document, ...] = ()
    dated: Dated | None = None
    title_inferred: str | None = None
    """A title made of the main event, for an article without one; None if nothing better is known."""
    place: str | None = None
    """The place the article is about (a province name of the time), for the list."""
    read_until: int | None = None
    """Code points of the text that facts come from; None when that is all of it."""

    def of_kind(self, kind: Kind) -> tuple[Fact, ...]:
        """Facts of one kind, in the order of the text."""
        by_kind: dict[Kind, tuple[Fact, ...]] = {
            "person": self.people,
            "organisation": self.organisations,
            "place": self.places,
            "date": self.dates,
            "figure": self.figures,
            "event": self.events,
            "statement": self.statements,
            "topic": self.topics,
            "document": self.documents,
        }
        return by_kind[kind]

    @property
    def fact_count(self) -> int:
        """Number of facts of all kinds; a role counts with its person."""
        return sum(len(self.of_kind(kind)) for kind in KINDS)


@record
class Mention:
    """One occurrence of a fact in the text, for highlighting and for the names index."""

    span: Span
    kind: Kind
    key: str
    """Entity key for `NAMED_KINDS`, empty for the others."""


def mentions(extraction: Extraction) -> tuple[Mention, ...]:
    """Every highlightable occurrence, sorted by start; names first where two begin together."""
    found: list[Mention] = []
    for person in extraction.people:
        found.extend(Mention(span, "person", person.key) for span in person.mentions)
    for organisation in extraction.organisations:
        found.extend(Mention(span, "organisation", organisation.key) for span in organisation.mentions)
    for place in extraction.places:
        found.extend(Mention(span, "place", place.key) for span in place.mentions)
    found.extend(Mention(fact.evidence, "date", "") for fact in extraction.dates)
    found.extend(Mention(fact.evidence, "figure", "") for fact in extraction.figures)
    return tuple(sorted(found, key=lambda m: (m.span.start, -m.span.stop)))
