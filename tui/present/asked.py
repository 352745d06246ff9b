"""How a query was read, in words: what must hold, what could not be read, how it was looked up."""

from __future__ import annotations

from collections.abc import Iterable

from tui.i18n import N_, current_language, ngettext
from tui.i18n import gettext as _
from tui.model.query import (
    All,
    Clause,
    Field,
    FieldName,
    Not,
    NoteKind,
    QueryNote,
    Remark,
    State,
    StateName,
    Term,
    Value,
)
from tui.present.kinds import number
from tui.search.query_words import words_for

MOST = 6
"""Notes and conditions that are told; a line holds fewer."""
LONGEST = 200

_STATES: dict[StateName, str] = {
    "unread": N_("not read yet"),
    "read": N_("read"),
    "star": N_("starred"),
    "note": N_("with notes"),
    "tagged": N_("with tags"),
    "undated": N_("without a date"),
}
_NOTES: dict[NoteKind, str] = {
    "cut": N_("too long: only its beginning was read"),
    "many": N_("too many words: the rest was left out"),
    "deep": N_("parentheses too deep: “{typed}” was passed over"),
    "quote": N_("a quote has no other: read without it"),
    "parenthesis": N_("a parenthesis has no other: read without it"),
    "field": N_("“{typed}:” is no field, read as words"),
    "empty": N_("“{typed}:” has no value yet"),
    "lone": N_("“{typed}” has nothing to work on"),
    "day": N_("“{typed}” is no day, read as words"),
    "number": N_("“{typed}” is no number, read as words"),
    "state": N_("“{typed}” is no mark, read as words"),
    "capitals": N_("all in capitals: “{typed}” is a word here"),
}


def conditions_of(clauses: Iterable[Clause]) -> list[str]:
    """What must hold beside the free words, one text each: `person: kỷ`, `without “hội nghị”`."""
    return [clause_text(clause)[:LONGEST] for clause in clauses]


def clause_text(clause: Clause) -> str:
    """One condition in the language in force."""
    if isinstance(clause, Term):
        return _term(clause)
    if isinstance(clause, Field):
        return _field(clause)
    if isinstance(clause, Not):
        return _("without {what}").format(what=_within(clause.clause))
    joined = " " + (_("and") if isinstance(clause, All) else _("or")) + " "
    return joined.join(_within(part) for part in clause.clauses)


def _within(clause: Clause) -> str:
    text = clause_text(clause)
    return text if isinstance(clause, Term | Field | Not) else f"({text})"


def _term(term: Term) -> str:
    words = " ".join(word.typed for word in term.words)
    last = term.words[-1]
    if term.within is not None:
        told = ngettext(
            "“{words}” at most {count} word apart", "“{words}” at most {count} words apart", term.within
        )
        return told.format(words=words, count=number(term.within))
    if last.slips:
        told = ngettext("like “{words}” ({count} letter)", "like “{words}” ({count} letters)", last.slips)
        return told.format(words=words, count=number(last.slips))
    return _("beginning with “{words}”").format(words=words) if last.begun else f"“{words}”"


def _field(field: Field) -> str:
    values = (" " + _("or") + " ").join(_value(value) for value in field.values)
    if field.name == "is":
        return values
    label = field_label(field.name)
    return f"{label} {values}" if field.name in ("from", "to") else f"{label}: {values}"


def field_label(name: FieldName) -> str:
    """What a field is called in the language in force, as it can be typed."""
    return words_for("field", name, current_language())


def _value(value: Value) -> str:
    if isinstance(value, State):
        return _(_STATES[value.name])
    return value.typed


def note_text(note: QueryNote) -> str:
    """What became of something that could not be read as it stands."""
    told = _(_NOTES[note.kind]).format(typed=note.typed)
    if note.kind == "field" and note.nearest:
        return told + " · " + _("did you mean “{name}:”?").format(name=note.nearest)
    return told


def remark_text(remark: Remark) -> str:
    """How a field was looked up, where that is not plain."""
    if remark.kind == "merged":
        return _("{place} with what belongs to it since July 2025: {parts}").format(
            place=remark.typed, parts=", ".join(remark.found)
        )
    if remark.kind == "inferred":
        told = ngettext(
            "{count} article counts by an inferred day",
            "{count} articles count by an inferred day",
            remark.count,
        )
        return told.format(count=number(remark.count))
    if remark.kind == "bounded" or remark.field is None:
        told = _("“{words}”: only the {count} articles where they seem nearest were read")
        return told.format(words=remark.typed, count=number(remark.count))
    return _("{field}: nothing is “{typed}”").format(field=field_label(remark.field), typed=remark.typed)


def told_of(notes: Iterable[QueryNote], remarks: Iterable[Remark]) -> list[str]:
    """Both, the most telling first."""
    return [*(note_text(note) for note in notes), *(remark_text(remark) for remark in remarks)][:MOST]
