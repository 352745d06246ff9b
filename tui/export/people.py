"""The names of a corpus for other programs: who they are, which offices they held, and who says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from tui.export.markdown import escaped_line
from tui.export.table import csv_line
from tui.i18n import gettext as _
from tui.i18n import ngettext
from tui.model.told import NameTold, OfficeTold
from tui.present.dates import long_date
from tui.present.kinds import number
from tui.text.json_text import json_text

COLUMNS = ("name", "kind", "titles", "offices", "articles", "mentions", "forms", "confidence", "key")
"""Of the table; several of one cell are separated by `; `."""


def name_json(told: NameTold) -> dict[str, object]:
    """One name as an object; the days are of articles that give an office."""
    return {
        "name": told.name,
        "kind": told.kind,
        "titles": [{"title": title, "articles": count} for title, count in told.titles],
        "offices": [
            {
                "position": office.position,
                "organisation": office.organisation,
                "former": office.former,
                "first": office.first,
                "last": office.last,
                "outlets": list(office.outlets),
                "articles": office.articles,
            }
            for office in told.offices
        ],
        "articles": told.articles,
        "mentions": told.mentions,
        "forms": list(told.forms),
        "confidence": told.confidence,
        "key": told.key,
    }


def as_jsonl(names: Iterable[NameTold]) -> Iterator[str]:
    """One object a line."""
    for told in names:
        yield json_text(name_json(told)) + "\n"


def as_csv(names: Iterable[NameTold]) -> Iterator[str]:
    """`COLUMNS`, with a head; of an office its days and outlets stand in brackets."""
    yield csv_line(COLUMNS)
    for told in names:
        cells = {
            **name_json(told),
            "titles": "; ".join(title for title, _count in told.titles),
            "offices": "; ".join(_office(office) for office in told.offices),
            "forms": "; ".join(told.forms),
        }
        yield csv_line(cells[column] for column in COLUMNS)


def _office(office: OfficeTold) -> str:
    """`Giám đốc | Sở Mưa (2031-03-02/2031-05-01, Báo A)`."""
    days = office.first if office.first == office.last else f"{office.first}/{office.last}"
    about = ", ".join(part for part in (_("former") if office.former else "", days, *office.outlets) if part)
    named = " | ".join(part for part in (office.position, office.organisation) if part)
    return f"{named} ({about})" if about else named


def as_markdown(names: Iterable[NameTold]) -> Iterator[str]:
    """A section for each name, with a list of offices."""
    yield "# " + _("Names") + "\n"
    for told in names:
        yield f"\n## {escaped_line(told.name)}\n\n"
        parts = [escaped_line(title) for title, _count in told.titles]
        parts.append(ngettext("%s article", "%s articles", told.articles) % number(told.articles))
        parts.append(ngettext("%s mention", "%s mentions", told.mentions) % number(told.mentions))
        yield " · ".join(parts) + "\n"
        for index, office in enumerate(told.offices):
            named = ", ".join(part for part in (office.position, office.organisation) if part)
            days = " – ".join(dict.fromkeys(long_date(day) for day in (office.first, office.last) if day))
            about = [_("former") if office.former else "", days, *office.outlets]
            told_of = " · ".join(escaped_line(part) for part in about if part)
            yield (
                ("\n" if not index else "")
                + f"- {escaped_line(named)}"
                + (f" — {told_of}" if told_of else "")
            )
            yield "\n"


Writer = Callable[[Iterable[NameTold]], Iterator[str]]
WRITERS: dict[str, Writer] = {"csv": as_csv, "jsonl": as_jsonl, "markdown": as_markdown}
