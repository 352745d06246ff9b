"""`docbao figures`: figures across articles by what they measure, and which of them compare."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from tui.cli import output
from tui.cli.arguments import positive
from tui.cli.corpora import add_corpus_option, config_of, paths_of, resolve
from tui.cli.opened import opened
from tui.i18n import gettext as _
from tui.i18n import ngettext
from tui.model.measure import FIGURE_SORTS, BoardAsked
from tui.present.kinds import number
from tui.text.cells import cut, pad, width
from tui.text.folding import fold
from tui.text.shown import shown_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.library.library import Library
    from tui.model.measure import MeasureGroup, MeasureHead, MeasureRow
    from tui.model.result import ArticleHead

MOST_MEASURES = 40
_PLACE_CELLS, _PERIOD_CELLS, _CHANGE_CELLS, _TARGET_CELLS = 26, 22, 11, 22


def configure(parser: ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument(
        "query", metavar="QUERY", nargs="?", default="", help=_("only figures of the articles this finds")
    )
    parser.add_argument("--measure", metavar="M", help=_("the figures of this measure: “viec lam”"))
    parser.add_argument("--place", metavar="P", default="", help=_("only figures of this place or province"))
    parser.add_argument("--sort", choices=FIGURE_SORTS, default="value", help=_("order of the figures"))
    parser.add_argument(
        "--limit", metavar="N", type=positive, help=_("at most so many measures, or figures of each kind")
    )
    parser.add_argument("--format", choices=("table", "json", "jsonl", "csv"), default="table")
    add_corpus_option(parser)


def run(arguments: Namespace) -> int:
    """Print the measures, or the figures of one; 1 when there are none."""
    paths = paths_of(arguments)
    config_of(arguments, paths)
    library = opened(resolve(arguments.corpus), paths)
    asked = BoardAsked(query=arguments.query, place=arguments.place)
    try:
        heads = library.figure_board().heads(asked)
        if arguments.measure is None:
            return _print_measures(heads, arguments)
        found = measures_like(heads, arguments.measure)
        if not found:
            output.say(_("no figure measures “%s”") % shown_line(arguments.measure))
            return 1
        groups = library.figure_board().groups(found[0].name, asked, arguments.sort)
        return _print_figures(library, found, groups, arguments)
    finally:
        library.close()


def measures_like(heads: Sequence[MeasureHead], typed: str) -> list[MeasureHead]:
    """The measures whose name holds the words typed, with no regard to marks; the one called so first."""
    wanted = fold(typed).split()
    found = [head for head in heads if all(word in fold(head.name) for word in wanted)]
    return sorted(found, key=lambda head: fold(head.name).split() != wanted)


# measures


def _print_measures(heads: Sequence[MeasureHead], arguments: Namespace) -> int:
    table = arguments.format == "table"
    shown = heads[: arguments.limit or (MOST_MEASURES if table else None)]
    if arguments.format == "json":
        output.print_json([_head_json(head) for head in shown], indent=2)
    elif arguments.format == "jsonl":
        for head in shown:
            output.print_json(_head_json(head))
    elif arguments.format == "csv":
        output.print_row(("measure", "unit", "figures", "articles", "places"))
        for head in shown:
            output.print_row(_head_json(head).values())
    else:
        _print_measure_table(shown, len(heads))
    return 0 if heads else 1


def _head_json(head: MeasureHead) -> dict[str, object]:
    return {
        "measure": head.name,
        "unit": head.unit,
        "figures": head.figure_count,
        "articles": head.article_count,
        "places": head.place_count,
    }


def _print_measure_table(shown: Sequence[MeasureHead], total: int) -> None:
    if not shown:
        output.say(_("no figure measures anything here"))
        return
    places, figures, measure = _("places"), _("figures"), _("measure")
    output.print_line(f"{places:>8} {figures:>8}  {measure}")
    for head in shown:
        told = number(head.place_count) if head.place_count > 1 else "·"
        output.print_line(f"{told:>8} {number(head.figure_count):>8}  {head.name} · {head.unit}")
    told = ngettext("%s measure", "%s measures", total) % number(total)
    if len(shown) < total:
        told = _("{shown} of {total}; --limit N shows more").format(shown=number(len(shown)), total=told)
    output.say(told)


# figures of one measure


def _print_figures(
    library: Library, found: Sequence[MeasureHead], groups: Sequence[MeasureGroup], arguments: Namespace
) -> int:
    from tui.export import figures as export

    if arguments.format == "table":
        _print_table(library, found, groups, arguments.limit)
        return 0 if groups else 1
    limited = [_limited(group, arguments.limit) for group in groups]
    rows = export.exported(library.figure_board().detail, limited)
    if arguments.format == "json":
        output.print_json(_groups_json(library, found[0].name, limited), indent=2)
    else:
        writer = export.as_jsonl if arguments.format == "jsonl" else export.as_csv
        for part in writer(rows):
            output.write(part)
    return 0 if groups else 1


def _limited(group: MeasureGroup, limit: int | None) -> MeasureGroup:
    from dataclasses import replace

    return replace(group, rows=group.rows[:limit])


def _groups_json(library: Library, name: str, groups: Sequence[MeasureGroup]) -> dict[str, object]:
    from tui.export import figures as export
    from tui.related.comparing import compares

    return {
        "measure": name,
        "groups": [
            {
                "unit": group.unit,
                "kind": group.kind,
                "months": group.months if group.months >= 0 else None,
                "scope": group.scope or None,
                "compares": compares(group),
                "why_not": list(group.why_not),
                "figures": [one.as_json() for one in export.exported(library.figure_board().detail, [group])],
            }
            for group in groups
        ],
    }


def _print_table(
    library: Library, found: Sequence[MeasureHead], groups: Sequence[MeasureGroup], limit: int | None
) -> None:
    from tui.present.measures import group_text, why_not

    output.print_line(found[0].name)
    for group in groups:
        output.write("\n")
        output.print_line(group_text(group))
        reason = why_not(group, groups[0])
        if reason:
            output.print_line(f"  ≠ {reason}")
        rows = group.rows[:limit]
        heads = {head.id: head for head in library.heads_of(tuple(row.sources[0][0] for row in rows))}
        room = max((width(_amount(row)) for row in rows), default=0)
        for row in rows:
            output.print_line(_row_text(row, heads.get(row.sources[0][0]), room))
        if len(rows) < len(group.rows):
            output.print_line("  " + _("… %s more") % number(len(group.rows) - len(rows)))
    others = [head.name for head in found[1:6]]
    if others:
        output.say(_("also: %s") % shown_line(", ".join(others)))


def _amount(row: MeasureRow) -> str:
    from tui.present.measures import row_amount

    return row_amount(row)


def _row_text(row: MeasureRow, head: ArticleHead | None, room: int) -> str:
    from tui.present.measures import change_text, period_text, place_text, target_text

    amount = _amount(row)
    cells = [
        " " * (room - width(amount)) + amount,
        pad(cut(place_text(row.place, far=row.place_far), _PLACE_CELLS), _PLACE_CELLS),
        pad(cut(period_text(row.start, row.months, far=row.period_far), _PERIOD_CELLS), _PERIOD_CELLS),
        pad(change_text(row), _CHANGE_CELLS),
        pad(target_text(row), _TARGET_CELLS),
        head.file if head else "",
    ]
    more = f" ×{number(len(row.sources))}" if len(row.sources) > 1 else ""
    return "  " + "  ".join(cells) + more
