"""A query as read: words to rank by, and what else must hold."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from tui.model.record import record

FieldName = Literal[
    "person", "organisation", "place", "outlet", "date", "from", "to", "tag", "figure", "title", "is"
]  # fmt: skip
FIELD_NAMES: tuple[FieldName, ...] = (
    "person", "organisation", "place", "outlet", "date", "from", "to", "tag", "figure", "title", "is",
)  # fmt: skip
"""In the order they are explained."""
StateName = Literal["unread", "read", "star", "note", "tagged", "undated"]
"""What `is:` asks: the reader's marks, and whether the article has a day."""
Tones = Literal["auto", "exact", "folded"]
"""`auto`: typed tones first, other tones after them; `exact`: only as typed; `folded`: tones do not count."""
TONES: tuple[Tones, ...] = ("auto", "exact", "folded")
Unit = Literal["day", "week", "month", "quarter", "year"]
NoteKind = Literal[
    "cut", "many", "deep", "quote", "parenthesis", "field", "empty", "lone", "day", "number", "state",
    "capitals",
]  # fmt: skip
"""What became of something that cannot be read as it stands.

`cut`: the query is longer than is read; `many`: it has more words or fields than take part; `deep`:
parentheses within too many others; `quote`, `parenthesis`: one is open, or closes nothing; `field`: no field
is called so; `empty`: a field without a value; `lone`: an operator with nothing to work on; `day`, `number`,
`state`: the value of a field is none; `capitals`: operators in a query all in capitals are words.
"""


@record
class Word:
    """One word of a query."""

    typed: str
    folded: str
    toned: str | None
    """The form a hit must have to be exact; None where the word was typed without marks."""
    begun: bool = False
    """The word is the beginning of one: `ngu*`."""
    slips: int = 0
    """Letters that may be wrong: 1 for `kỷ~`."""


@record
class Term:
    """Words that must stand together, in this order."""

    words: tuple[Word, ...]
    quoted: bool = False
    within: int | None = None
    """They may stand in any order, within so many words of one another."""

    @property
    def special(self) -> bool:
        """True when more than these very words count: beginnings, slips, words near one another."""
        return self.within is not None or any(word.begun or word.slips for word in self.words)


@record
class Named:
    """A name as the value of a field: folded unless typed with tones; all its words must be in the name."""

    typed: str
    words: tuple[Word, ...]


@record
class Moment:
    """A day, a month, a quarter or a year: by its number, or by how long ago it is."""

    iso: str = ""
    """`2024-08-28`, `2024-08`, `2024-Q3`, `2024`; `--08-28` or `--08` for the last one that has begun."""
    unit: Unit = "day"
    back: int = 0
    """Where `iso` is empty: how many units ago it was; 0 is the present one."""
    count: int = 0
    """So many units up to today instead: `7 ngày qua` are 7."""


@record
class Days:
    """Days as the value of a field."""

    typed: str
    first: Moment | None
    """Without it, all days up to `last`."""
    last: Moment | None
    after: bool = False
    """The days of `first` are left out."""
    before: bool = False
    """The days of `last` are left out."""


@record
class Amount:
    """Numbers as the value of a field."""

    typed: str
    low: Decimal | None
    high: Decimal | None
    above: bool = False
    """`low` itself is left out."""
    below: bool = False
    """`high` itself is left out."""
    unit: tuple[Word, ...] = ()
    """What is counted or measured; nothing for anything."""


@record
class State:
    """A mark as the value of a field."""

    typed: str
    name: StateName


Value = Named | Days | Amount | State


@record
class Field:
    """A condition on what is known of an article: one of `values` holds."""

    name: FieldName
    values: tuple[Value, ...]


@record
class Not:
    """What must not hold."""

    clause: Clause


@record
class All:
    """Everything in it holds."""

    clauses: tuple[Clause, ...]


@record
class Any:
    """Something in it holds."""

    clauses: tuple[Clause, ...]


Clause = Term | Field | Not | All | Any


@record
class QueryNote:
    """What became of something in a query that could not be read as it stands."""

    kind: NoteKind
    typed: str = ""
    """What it is about, as typed, cut to a few dozen characters."""
    nearest: str = ""
    """For `field` the name that is most like it, if any is."""


@record
class Query:
    """A query as read."""

    text: str
    """As typed: NFC, cut to the length that is read."""
    terms: tuple[Term, ...]
    """Free words and phrases, ranked together."""
    ignored: tuple[str, ...] = ()
    """Words past those that take part, as typed; at most as many again."""
    clauses: tuple[Clause, ...] = ()
    """What must hold besides."""
    notes: tuple[QueryNote, ...] = ()

    @property
    def words(self) -> tuple[Word, ...]:
        """All free words, in order."""
        return tuple(word for term in self.terms for word in term.words)

    @property
    def toned(self) -> bool:
        """True when at least one free word was typed with marks."""
        return any(word.toned is not None for word in self.words)


RemarkKind = Literal["merged", "inferred", "nothing", "bounded"]
"""`merged`: a province of today was looked for with those it was made of; `inferred`: articles count by a day
that was inferred; `nothing`: nothing in the corpus is called so, or counted so; `bounded`: more
articles have all of several words than were read to see how near to one another they stand."""


@record
class Remark:
    """What the reader should know of how a field was looked up."""

    kind: RemarkKind
    field: FieldName | None
    typed: str
    found: tuple[str, ...] = ()
    """For `merged` the provinces that belong to it today."""
    count: int = 0
    """For `inferred` the number of articles, for `bounded` of those that were read."""


@record
class Candidate:
    """What a query may go on with at the cursor."""

    insert: str
    """What to put in place of what is typed there: `người:`, `"Lạc Thị Kỷ"`."""
    shown: str
    count: int = 0
    """Articles that have it; 0 where they were not counted."""


@record
class Completion:
    """What a query may go on with: `candidates` in place of `[start, stop)`."""

    start: int
    stop: int
    field: FieldName | None = None
    """The field whose values these are; None for names of fields."""
    candidates: tuple[Candidate, ...] = ()
