"""The rows of the article list and the cards of the related articles."""

from __future__ import annotations

from tui.i18n import N_, ngettext
from tui.i18n import gettext as _
from tui.model.result import ArticleHead, Reason, ReasonKind, Related
from tui.present.dates import short_date
from tui.present.kinds import GLYPHS, number
from tui.present.lines import Line, Run, beside, cut_line, cut_text, pad_line, run, wrap_line
from tui.text.cells import pad

OUTLET_CELLS = 6
"""Room for the outlet in a row of one line."""
WIDE_OUTLET_CELLS = 10
"""The same from `WIDE_ROW` cells on."""
WIDE_ROW = 90
DATE_CELLS = 9
TITLE_LIMIT = 300
"""Code points of a title that take part in a row."""

_REASONS: dict[ReasonKind, str] = {
    "duplicate": N_("Same article"),
    "echo": N_("Same passage"),
    "person": N_("Same person"),
    "organisation": N_("Same organisation"),
    "event": N_("Same event"),
    "place": N_("Same place"),
    "date": N_("Same day"),
    "topic": N_("Same topic"),
    "terms": N_("Same terms"),
}
_REASON_SIGNS: dict[ReasonKind, str] = {
    "duplicate": "≡",
    "echo": "≋",
    "person": GLYPHS["person"],
    "organisation": GLYPHS["organisation"],
    "event": GLYPHS["event"],
    "place": GLYPHS["place"],
    "date": GLYPHS["date"],
    "topic": GLYPHS["topic"],
    "terms": "∼",
}
_REASON_ROLES: dict[ReasonKind, str] = {
    "duplicate": "echo",
    "echo": "echo",
    "person": "person",
    "organisation": "organisation",
    "event": "event",
    "place": "place",
    "date": "date",
    "topic": "topic",
    "terms": "dim",
}


def reason_name(kind: ReasonKind) -> str:
    """Why, in two words, in the language in force: `Same person`."""
    return _(_REASONS[kind])


def reason_text(reason: Reason) -> str:
    """Why, in one line: `same person: Nguyễn Văn Kỷ`."""
    return f"{reason_name(reason.kind).lower()}: {reason.text}"


def title_runs(head: ArticleHead, role: str = "") -> Line:
    """The title, with ‹inferred› in front of one that the page does not print."""
    title = run(head.title[:TITLE_LIMIT] or "—", role)
    if not head.title_inferred:
        return (title,)
    return (run(_("‹inferred›") + " ", "inferred"), title)


def place_text(head: ArticleHead) -> str:
    """The place, and the province it belongs to since July 2025 where that has another name."""
    if not head.place:
        return ""
    place = short_place(head.place)
    return f"{place} → {short_place(head.place_now)}" if head.place_now else place


def short_place(name: str) -> str:
    """A place as the press writes it where room is short.

    >>> short_place("Thành phố Hồ Chí Minh"), short_place("Huế")
    ('TP Hồ Chí Minh', 'Huế')
    """
    return "TP " + name[10:] if name.startswith("Thành phố ") else name


def counts_text(head: ArticleHead) -> str:
    """`2 people · ❝2`, or that the facts are not read yet."""
    if not head.facts_ready:
        return _("facts not read yet")
    parts = []
    if head.people_count:
        parts.append(ngettext("%d person", "%d people", head.people_count) % head.people_count)
    if head.statement_count:
        parts.append(f"❝{number(head.statement_count)}")
    return " · ".join(parts)


def _stamp(head: ArticleHead, *, open_here: bool) -> Line:
    """`▶● ~28/08/24 `: opened, unread, date."""
    date = short_date(head.dated, inferred=head.date_inferred)
    return (
        Run("▶" if open_here else " ", "accent"),
        Run(" " if head.read else "●", "accent"),
        run(pad(date, DATE_CELLS, align_right=True), "dim"),
        Run(" "),
    )


def star_runs(head: ArticleHead) -> Line:
    """`★ ` before the title of an article the reader gave one."""
    return (Run("★ ", "star"),) if head.star else ()


def mark_runs(head: ArticleHead) -> Line:
    """`✎2 #cần đọc`: the reader's notes beside an article, and its tags."""
    parts = [f"✎{number(head.note_count)}"] if head.note_count else []
    parts += [f"#{tag}" for tag in head.tags]
    return (run(" ".join(parts), "accent"),) if parts else ()


def row_in_one_line(head: ArticleHead, cells: int, *, open_here: bool) -> Line:
    """A row for a list over the text: everything in one line."""
    room = WIDE_OUTLET_CELLS if cells >= WIDE_ROW else OUTLET_CELLS
    outlet = run(pad(cut_text(head.outlet or "?", room), room) + " ", "dim")
    row = (*_stamp(head, open_here=open_here), outlet, *_title(head))
    return beside(row, cut_line(mark_runs(head), cells // 4), cells)


def _title(head: ArticleHead) -> Line:
    """The title with the signs that stand before it."""
    return (*star_runs(head), *copy_runs(head), *title_runs(head, "read" if head.read else "unread"))


def copy_runs(head: ArticleHead) -> Line:
    """`≡3 ` before the best of three copies, `≡92% ` before a copy of another article; else nothing."""
    if head.copies:
        return (Run(f"≡{number(head.copies)} ", "echo"),)
    return (Run(f"≡{head.likeness}% ", "dim"),) if head.likeness else ()


LINES_OF_A_ROW = 4
"""Height of a row beside the text: stamp, two lines of title, place and counts."""


def row_in_lines(head: ArticleHead, cells: int, *, open_here: bool) -> list[Line]:
    """A row for a list beside the text: stamp, title in two lines at most, place and counts."""
    wide = cells >= 46
    stamp = (*_stamp(head, open_here=open_here), run(head.outlet or "?", "dim"))
    first = beside(stamp, (run(place_text(head), "place"),) if wide and head.place else (), cells)
    title = wrap_line(_title(head), cells - 3)
    if len(title) > 2:
        rest = " ".join("".join(part.text for part in line_) for line_ in title[1:])
        title = [title[0], (Run(cut_text(rest, cells - 3), title[1][0].role),)]
    about = [] if wide or not head.place else [run(place_text(head), "place")]
    counts = counts_text(head)
    if counts:
        about.append(run((" · " if about else "") + counts, "dim"))
    if marks := mark_runs(head):
        about += [Run(" · " if about else "", "dim"), *marks]
    lines = [first, *((Run("  "), *line_) for line_ in title)]
    if about:
        lines.append((Run("  "), *about))
    return lines


def reason_runs(related: Related) -> Line:
    """`≋ SAME PASSAGE` of the heaviest reason."""
    reason = related.reasons[0]
    role = _REASON_ROLES[reason.kind]
    return (Run(_REASON_SIGNS[reason.kind] + " ", role), run(reason_name(reason.kind).upper(), role))


def where_text(head: ArticleHead) -> str:
    """`26/04/24 · QĐND`."""
    return f"{short_date(head.dated, inferred=head.date_inferred)} · {head.outlet or '?'}"


def card(related: Related, cells: int, rows: int) -> list[Line]:
    """A card of `cells` columns: why first, then which article; `rows` lines at most, four at least."""
    reason = related.reasons[0]
    more = [run(reason_text(other), "dim") for other in related.reasons[1:]]
    stamp = where_text(related.head)
    if cells >= 46:
        lines: list[Line] = [(*reason_runs(related), Run(" · ", "dim"), run(reason.text))]
        if related.head.place:
            stamp += " · " + related.head.place
    else:
        lines = [reason_runs(related), (run(reason.text),)]
    lines.append((run(stamp, "dim"),))
    title = wrap_line(title_runs(related.head, "read" if related.head.read else "unread"), cells)
    room = max(1, min(2, rows - len(lines)))
    if len(title) > room:
        rest = " ".join("".join(part.text for part in line_) for line_ in title[room - 1 :])
        title = [*title[: room - 1], (Run(cut_text(rest, cells), title[-1][0].role),)]
    lines.extend(title)
    lines.extend((other,) for other in more[: max(0, rows - len(lines))])
    return [pad_line(line_, cells) for line_ in lines[:rows]]


def related_rows(related: Related, cells: int) -> list[Line]:
    """A row of the opened strip: why, then which article, in two lines."""
    reason = related.reasons[0]
    also = " · ".join(other.text for other in related.reasons[1:3])
    why = (Run(" "), *reason_runs(related), Run("  "), run(reason.text))
    first = beside(why, (run(cut_text(also, cells // 3), "dim"),) if also else (), cells)
    head = related.head
    stamp = pad(short_date(head.dated, inferred=head.date_inferred), DATE_CELLS)
    outlet = pad(cut_text(head.outlet or "?", OUTLET_CELLS), OUTLET_CELLS)
    title = title_runs(head, "read" if head.read else "unread")
    return [first, (Run("   "), run(f"{stamp} {outlet} ", "dim"), *title)]


def related_line(related: tuple[Related, ...], at: int) -> Line:
    """The related articles in one line: which is next, why, and its title."""
    if not related:
        return (run(_("[4] Related"), "dim"), run("  " + _("none in this corpus"), "dim"))
    shown = related[min(at, len(related) - 1)]
    reason = shown.reasons[0]
    count = f" {min(at, len(related) - 1) + 1}/{number(len(related))} ▸ "
    return (
        run(_("[4] Related"), "strong"),
        run(count, "dim"),
        *reason_runs(shown),
        run(f" {reason.text} · {short_date(shown.head.dated, inferred=shown.head.date_inferred)} ", "dim"),
        *title_runs(shown.head),
    )
