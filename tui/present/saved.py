"""Saved searches and queries of the past as rows, and the filter of a list as a query."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from tui.i18n import current_language, ngettext
from tui.i18n import gettext as _
from tui.model.facet import SINGLE, FacetChoice, FacetField
from tui.model.fact import Kind
from tui.model.own import ListedSearch
from tui.model.query import FieldName, StateName
from tui.model.result import ListFilter
from tui.present.kinds import number
from tui.present.lines import Line, Run, cut_text, run
from tui.search.query_words import Language, words_for

_FIELDS: dict[FacetField, FieldName] = {
    "person": "person",
    "organisation": "organisation",
    "place_now": "place",
    "place_then": "place",
    "outlet": "outlet",
    "month": "date",
    "tag": "tag",
}
_STATES: dict[str, StateName] = {"unread": "unread", "read": "read", "star": "star"}


def saved_line(listed: ListedSearch) -> Line:
    """`▣ Bến cá  ben ca`: the name, and what it stands for."""
    search = listed.search
    sign = "≡ " if search.scope == "list" else "/ "
    return (
        Run(sign, "key"),
        run(cut_text(search.name, 40), "strong"),
        run("  " + cut_text(search.query, 120), "dim"),
    )


def saved_aside(listed: ListedSearch) -> Line:
    """`12 articles · 3 new`; nothing while they are not counted."""
    if listed.count is None:
        return ()
    told = run(ngettext("%s article", "%s articles", listed.count) % number(listed.count), "dim")
    if not listed.fresh:
        return (told,)
    return (told, run(" · " + _("%s new") % number(listed.fresh), "accent"))


def filter_query(where: ListFilter) -> str:
    """The filter of a list as a query, in the language in force; what has no word there is left out.

    >>> ky = FacetChoice("person", "person:nguyễn văn kỷ", "Nguyễn Văn Kỷ")
    >>> qdnd = FacetChoice("outlet", "QĐND", "QĐND", excluded=True)
    >>> filter_query(ListFilter("tập huấn", chosen=(ky, qdnd, FacetChoice("month", "2024-03", "2024-03"))))
    'tập huấn person:"Nguyễn Văn Kỷ" date:2024-03 -outlet:"QĐND"'
    """
    language: Language = "vi" if current_language() == "vi" else "en"
    ordered = sorted(where.chosen, key=lambda choice: choice.excluded)
    parts = [" ".join(where.text.split())]
    for (excluded, field), group in groupby(ordered, key=lambda choice: (choice.excluded, choice.field)):
        choices = [choice for choice in group if choice.key]
        if field in SINGLE and not excluded:
            parts.append(_clause(field, choices, language))
        else:
            minus = "-" if excluded else ""
            parts += [minus + _clause(field, [choice], language) for choice in choices]
    return " ".join(part for part in parts if part.strip("-"))


def filter_for(kind: Kind, key: str, name: str) -> ListFilter:
    """The filter of a list that lets through the articles which name a person, a body or a place.

    >>> filter_for("place", "place:vĩnh hà", "Vĩnh Hà").text
    'place:"Vĩnh Hà"'
    """
    if kind in ("person", "organisation"):
        field: FacetField = "person" if kind == "person" else "organisation"
        return ListFilter(chosen=(FacetChoice(field, key, name),))
    language: Language = "vi" if current_language() == "vi" else "en"
    return ListFilter(f'{words_for("field", "place", language)}:"{name.replace(chr(34), " ")}"')


def _clause(field: FacetField, choices: Sequence[FacetChoice], language: Language) -> str:
    if field == "mark":
        values = [
            f'"{words_for("state", _STATES[one.key], language)}"' for one in choices if one.key in _STATES
        ]
        name: FieldName = "is"
    elif field == "month":
        values, name = [choice.key for choice in choices], "date"
    else:
        values = [f'"{choice.name.replace(chr(34), " ")}"' for choice in choices]
        name = _FIELDS[field]
    return f"{words_for('field', name, language)}:{','.join(values)}" if values else ""
