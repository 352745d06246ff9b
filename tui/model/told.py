"""What a corpus tells of names and statements, a row each, for other programs."""

from __future__ import annotations

from typing import Literal

from tui.model.fact import Confidence, Kind
from tui.model.record import record
from tui.model.span import Span


@record
class OfficeTold:
    """An office of a person, merged over its spellings."""

    position: str
    organisation: str | None
    former: bool
    first: str | None
    """The earliest day of an article that gives it, as ISO 8601; None where none has a day."""
    last: str | None
    outlets: tuple[str, ...]
    """Who gives it, those with most articles first."""
    articles: int


@record
class NameTold:
    """A person, an organisation or a place, over the whole corpus."""

    key: str
    name: str
    kind: Kind
    titles: tuple[tuple[str, int], ...]
    """(rank or degree, articles that give it), the commonest first."""
    forms: tuple[str, ...]
    """Every way it is written, the commonest first."""
    offices: tuple[OfficeTold, ...]
    """The latest given first."""
    articles: int
    mentions: int
    confidence: Confidence
    """`low` for what may be anybody: a given name, initials, a byline."""


@record
class StatementTold:
    """A statement as one article reports it."""

    speaker: str
    speaker_key: str | None
    verb: str | None
    kind: Literal["direct", "indirect", "directive"]
    text: str
    dated: str | None
    outlet: str | None
    title: str
    file: str
    span: Span
    """Code points of the clean text of `file`."""
