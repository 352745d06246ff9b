"""The page of a name: its offices over time, what it said, where it stands, who stands beside it."""

from __future__ import annotations

from collections.abc import Sequence

from tui.i18n import gettext as _
from tui.i18n import ngettext
from tui.model.fact import KINDS, Confidence, Kind
from tui.model.record import record
from tui.model.result import Citation, EntityPage, LinkKind, LinkReason, RoleHeld, StatementHeld
from tui.model.span import Span
from tui.present.dates import cited_day, short_date
from tui.present.facts import figure_line
from tui.present.kinds import GLYPHS, kind_heading, kind_name, number
from tui.present.lines import Line, Run, beside, cut_line, cut_text, pad_line, run, wrap_line
from tui.present.plot import plot
from tui.present.timeline import Timeline, month_bars
from tui.text.cells import pad, width

STATEMENT_LIMIT = 1200
"""Code points of a statement on the page; the article holds the whole."""
NAME_LIMIT = 300
_REASONS = 3
"""Reasons in the head of the page; all of them have rows of their own."""
LISTED = 12
"""Rows of a section that may be long, where all sections stand in one column."""
_BODY_LINES = 4
"""Lines of the body beside a timeline."""
_PLOT_ROWS = 4
"""Lines of the highest bar of the plot of months."""
_TIMELINE_FROM = 64
"""Cells from which a timeline stands beside the offices."""


@record
class OpenCitation:
    """Open an article at the sentence that says it."""

    article_id: int
    span: Span


@record
class OpenName:
    """Open the page of another name."""

    key: str


@record
class ListArticles:
    """Show all articles of the name in the list."""

    key: str
    name: str
    kind: Kind


PageTarget = OpenCitation | OpenName | ListArticles

PLACES_PER_SECTION = 100_000
SECTIONS = ("offices", "statements", "articles", "beside", "links", "namesakes", "figures", "list")


@record
class PageRow:
    """A row of the page: its lines, and where Enter leads; without a target the cursor passes over it."""

    lines: tuple[Line, ...]
    target: PageTarget | None = None
    place: int = -1
    """Which thing of the page it is: section * `PLACES_PER_SECTION` + index there; the same in every layout.
    -1 for a row that is none."""

    @property
    def height(self) -> int:
        """Lines it takes."""
        return len(self.lines)


def _place(section: str, index: int) -> int:
    return SECTIONS.index(section) * PLACES_PER_SECTION + index


def row_of_place(rows: Sequence[PageRow], place: int) -> int | None:
    """Index of the row that shows a thing of the page; None if none does."""
    return next((index for index, row in enumerate(rows) if row.place == place and row.target), None)


def crumbs(page: EntityPage) -> Line:
    """What stands over the page: kind and name."""
    return (run(kind_heading(page.kind) + " ▸ ", "dim"), run(page.name[:NAME_LIMIT], "strong"))


def counts(page: EntityPage) -> str:
    """`3 articles · 4 mentions · 3 statements`, whatever of it there is."""
    parts = [ngettext("%s article", "%s articles", page.article_count) % number(page.article_count)]
    if page.mention_count is not None:
        parts.append(ngettext("%s mention", "%s mentions", page.mention_count) % number(page.mention_count))
    if not page.whole:
        parts.append(_("reading…"))
    elif page.statements:
        count = len(page.statements)
        parts.append(ngettext("%s statement", "%s statements", count) % number(count))
    return " · ".join(parts)


def certainty(confidence: Confidence) -> str:
    """The sign and word for how sure the extractor is of the name."""
    words: dict[Confidence, str] = {
        "high": "● " + _("certain"),
        "medium": "◐ " + _("likely"),
        "low": "○ " + _("doubtful"),
    }
    return words[confidence]


def head_rows(page: EntityPage, cells: int) -> list[PageRow]:
    """Who this is: name and kind, ranks with the share of articles that give them, other ways to name it."""
    name = (Run(GLYPHS[page.kind] + " ", page.kind), run(page.name[:NAME_LIMIT], "title"))
    rows = [PageRow((beside(name, (run(kind_name(page.kind), "dim"),), cells),))]
    if page.titles:
        parts: list[Run] = []
        for title, count in page.titles[:4]:
            parts += [run(", " if parts else ""), run(title[:80], "strong")]
            if page.whole:
                share = {"some": number(count), "all": number(page.article_count)}
                parts.append(run(" " + _("in %(some)s of %(all)s articles") % share, "dim"))
        rows.append(PageRow(tuple(wrap_line(tuple(parts), cells, indent=2))))
    others = [form for form in page.forms if form != page.name][:8]
    if others:
        text = _("Also written:") + " "
        forms = run(" · ".join(f"“{cut_text(form, 60)}”" for form in others), "dim")
        rows.append(PageRow(tuple(wrap_line((run(text, "dim"), forms), cells, indent=2)[:3])))
    if not page.settled:
        waiting = _("Namesakes are not told apart yet: the corpus is being indexed.")
        rows.append(PageRow(tuple(wrap_line((run("ⓘ " + waiting, "dim"),), cells, indent=2))))
    if page.links:
        why = [run(_("One person because") + ": ", "dim"), *_reason(page.links[0])]
        for reason in page.links[1:_REASONS]:
            why += [run(" · ", "dim"), *_reason(reason)]
        if len(page.links) > _REASONS:
            why.append(run(" · …", "dim"))
        rows.append(PageRow(tuple(_at_most(2, wrap_line(tuple(why), cells, indent=2), cells))))
    return rows


def section(title: str, count: int | None = None, aside: str = "", *, cells: int) -> PageRow:
    """The heading of a section, with its count and a word at the right edge."""
    runs: list[Run] = [run(title.upper(), "heading")]
    if count is not None:
        runs.append(run(f"  {number(count)}", "dim"))
    return PageRow((beside(tuple(runs), (run(aside, "dim"),) if aside else (), cells),))


def namesake_rows(page: EntityPage, cells: int, *, limit: int) -> list[PageRow]:
    """Other people of the same name with what tells them apart, each a way to its page."""
    if not page.namesakes:
        return []
    rows = [section(_("Others of the same name"), len(page.namesakes), cells=cells)]
    for index, other in enumerate(page.namesakes[:limit]):
        left = (
            Run(GLYPHS[page.kind] + " ", page.kind),
            run(other.name[:NAME_LIMIT]),
            run(f" · {other.office[:NAME_LIMIT]}" if other.office else "", "dim"),
        )
        count = ngettext("%s article", "%s articles", other.article_count) % number(other.article_count)
        line = beside(left, (run(count, "dim"),), cells)
        rows.append(PageRow((line,), OpenName(other.key), _place("namesakes", index)))
    return rows + _more(len(page.namesakes) - limit)


def link_rows(page: EntityPage, cells: int, *, limit: int) -> list[PageRow]:
    """Why the articles are of one person: each shared fact with the days of two articles that share it.

    Enter opens the first of the two.
    """
    if not page.links:
        return []
    rows = [section(_("One person because"), len(page.links), cells=cells)]
    for index, reason in enumerate(page.links[:limit]):
        line = beside(_reason(reason), (Run(_two_days(reason), "dim"),), cells)
        target = OpenCitation(reason.first.article_id, reason.first.span)
        rows.append(PageRow((line,), target, _place("links", index)))
    return rows + _more(len(page.links) - limit)


def _reason(reason: LinkReason) -> Line:
    words: dict[LinkKind, str] = {
        "copy": _("the same text in two files"),
        "office": _("same office"),
        "body": _("office at the same body"),
        "organisation": _("same organisation"),
        "place": _("same place"),
        "person": _("named beside the same person"),
        "title": _("same title"),
        "rare": _("rare name"),
    }
    count = ngettext("%s article", "%s articles", reason.article_count) % number(reason.article_count)
    text = (run(f" {reason.text[:NAME_LIMIT]}", "strong"),) if reason.text else ()
    return (run(words[reason.kind], "dim"), *text, run(f" ({count})", "dim"))


def _two_days(reason: LinkReason) -> str:
    """The days of the two articles, the newer first; one where they agree or only one is known."""
    days = [
        short_date(cited.dated, inferred=cited.date_inferred)
        for cited in (reason.first, reason.second)
        if cited.dated
    ]
    return " ↔ ".join(dict.fromkeys(days))


def _more(count: int) -> list[PageRow]:
    if count <= 0:
        return []
    return [
        PageRow(((run("  " + ngettext("… and %s more", "… and %s more", count) % number(count), "dim"),),))
    ]


def next_namesake(page: EntityPage) -> str | None:
    """Key of the next person of the same name, all of them in turn; None where there is no other."""
    keys = sorted(other.key for other in page.namesakes)
    return next((key for key in keys if key > page.key), keys[0]) if keys else None


def role_rows(page: EntityPage, cells: int) -> list[PageRow]:
    """Offices over time: bars where there is room, else the first and the last date, and the outlets."""
    if not page.roles:
        return []
    if cells < _TIMELINE_FROM:
        return [_role_in_words(role, index, cells) for index, role in enumerate(page.roles)]
    office = max(28, min(44, cells * 2 // 5))
    outlets = 18
    timeline = Timeline(
        [date for role in page.roles for date in (role.first, role.last)], cells - office - outlets - 4
    )
    rows = [PageRow(((Run(" " * (office + 2)), Run(timeline.axis(), "dim")),))]
    for index, role in enumerate(page.roles):
        names = _office_lines(role, office)
        bar = (Run("  "), Run(timeline.bar(role.first, role.last), "person"), Run("  "))
        source = (Run(_outlets(role.sources, outlets), "dim"),)
        first = (*pad_line(names[0], office), *bar, *source)
        lines = (pad_line(first, cells), *names[1:])
        rows.append(PageRow(lines, _first_source(role.sources), _place("offices", index)))
    rows.append(PageRow(((),)))
    explanation = _("├──┤ runs from the first to the latest mention in this corpus; it is no term of office.")
    rows.append(PageRow(tuple(wrap_line((run("ⓘ " + explanation, "dim"),), cells, indent=2))))
    return rows


def _office(role: RoleHeld) -> tuple[Run, ...]:
    words = (run(_("former") + " ", "dim"),) if role.former else ()
    return (*words, run(role.position[:NAME_LIMIT]))


def _office_lines(role: RoleHeld, cells: int) -> list[Line]:
    lines = _at_most(3, wrap_line(_office(role), cells, indent=2), cells)
    if role.organisation:
        body = (run("  " + role.organisation[:NAME_LIMIT], "organisation"),)
        lines += _at_most(_BODY_LINES, wrap_line(body, cells, indent=2), cells)
    return lines


def _at_most(count: int, lines: list[Line], cells: int) -> list[Line]:
    """The first `count` lines; `…` ends the last one where more were to come."""
    if len(lines) <= count:
        return lines
    last = (*cut_line(lines[count - 1], cells - 1), Run("…", "dim"))
    return [*lines[: count - 1], last]


def _role_in_words(role: RoleHeld, index: int, cells: int) -> PageRow:
    when = cited_day(role.first, role.sources)
    if role.last != role.first:
        when += " ─ " + cited_day(role.last, role.sources)
    last = (Run("  " + when), Run("  " + _outlets(role.sources, 30), "dim"))
    return PageRow((*_office_lines(role, cells), last), _first_source(role.sources), _place("offices", index))


def _outlets(sources: Sequence[Citation], cells: int) -> str:
    """The outlets, each once, as many as fit whole; then how many more."""
    names = list(dict.fromkeys(cut_text(source.outlet or "?", cells) for source in sources))
    for count in range(len(names), 1, -1):
        more = f" +{len(names) - count}" if count < len(names) else ""
        text = " · ".join(names[:count]) + more
        if width(text) <= cells:
            return text
    more = f" +{len(names) - 1}" if len(names) > 1 else ""
    return cut_text(names[0], cells - len(more)) + more if names else ""


def _first_source(sources: Sequence[Citation]) -> OpenCitation | None:
    return OpenCitation(sources[0].article_id, sources[0].span) if sources else None


def month_rows(page: EntityPage, cells: int) -> list[PageRow]:
    """Articles by month in one line; nothing where fewer than two are dated."""
    if sum(count for _month, count in page.months) < 2:
        return []
    label = _("By month") + "  "
    dates = [month for month, count in page.months for _each in range(count)]
    return [PageRow(((run(label, "dim"), Run(month_bars(dates, cells - width(label)), "accent")),))]


def plot_rows(page: EntityPage, cells: int) -> list[PageRow]:
    """Articles by month as a plot; nothing where fewer than two are dated."""
    if sum(count for _month, count in page.months) < 2:
        return []
    return [PageRow((line,)) for line in plot(page.months, cells, _PLOT_ROWS)] or month_rows(page, cells)


def statement_rows(page: EntityPage, cells: int, *, whole: bool) -> list[PageRow]:
    """Statements, each followed by its articles; in one line each unless `whole`."""
    rows: list[PageRow] = []
    for index, said in enumerate(page.statements):
        if not said.citations:
            continue
        place = _place("statements", index)
        rows.extend(_statement_whole(said, place, cells) if whole else [_statement_short(said, place, cells)])
    return rows


def _sign(said: StatementHeld) -> Run:
    return Run("≋ ", "echo") if len(said.citations) > 1 else Run("❝ ", "statement")


def _statement_short(said: StatementHeld, place: int, cells: int) -> PageRow:
    dates = " = ".join(short_date(cited.dated, inferred=cited.date_inferred) for cited in said.citations[:3])
    text = (_sign(said), run(f"“{said.text[:STATEMENT_LIMIT]}”", "statement"))
    return PageRow((beside(text, (Run(dates, "dim"),), cells),), _first_source(said.citations), place)


def _statement_whole(said: StatementHeld, place: int, cells: int) -> list[PageRow]:
    text = said.text[:STATEMENT_LIMIT] + ("…" if len(said.text) > STATEMENT_LIMIT else "")
    lines = wrap_line((_sign(said), run(f"“{text}”", "statement")), cells, indent=2)
    if said.verb:
        lines.append((run("    " + _("verb: %s") % said.verb[:60], "dim"),))
    rows = [PageRow(tuple(lines), _first_source(said.citations), place)]
    for index, cited in enumerate(said.citations):
        again = _("← word for word") if index else ""
        rows.append(_cited(cited, cells, indent=4, aside=again, place=place))
    rows.append(PageRow(((),)))
    return rows


def _cited(cited: Citation, cells: int, *, indent: int, aside: str = "", place: int = -1) -> PageRow:
    outlet = 14 if cells >= 60 else 8
    where = (
        Run(" " * indent),
        Run(pad(short_date(cited.dated, inferred=cited.date_inferred), 10)),
        Run(pad(cut_text(cited.outlet or "?", outlet), outlet) + " ", "dim"),
        *((Run(_("‹inferred›") + " ", "dim"),) if cited.title_inferred else ()),
        run(cited.title[:NAME_LIMIT]),
    )
    right = (run(aside, "echo"),) if aside else ()
    return PageRow((beside(where, right, cells),), OpenCitation(cited.article_id, cited.span), place)


def article_rows(page: EntityPage, cells: int) -> list[PageRow]:
    """The articles that name it, newest first; Enter opens each at the first mention."""
    rows = [
        _cited(cited, cells, indent=0, place=_place("articles", index))
        for index, cited in enumerate(page.articles)
    ]
    if page.article_count > len(page.articles):
        text = _("All %s articles in the list") % number(page.article_count)
        line = (Run("  … ", "dim"), run(text, "accent"))
        rows.append(PageRow((line,), ListArticles(page.key, page.name, page.kind), _place("list", 0)))
    return rows


def figure_rows(page: EntityPage, cells: int, *, limit: int) -> list[PageRow]:
    """Figures the name gave, with what they count; Enter opens the sentence of the newest article."""
    rows = []
    for index, given in enumerate(page.figures[:limit]):
        figure, cited = given.figure, given.citations[0]
        left = figure_line(figure)
        day = short_date(cited.dated, inferred=cited.date_inferred)
        more = f" +{number(len(given.citations) - 1)}" if len(given.citations) > 1 else ""
        line = beside(left, (run(day + more, "dim"),), cells)
        rows.append(PageRow((line,), OpenCitation(cited.article_id, cited.span), _place("figures", index)))
    return rows + _more(len(page.figures) - limit)


def beside_rows(page: EntityPage, cells: int, *, limit: int = 40) -> list[PageRow]:
    """Names of the same articles under a heading a kind, with a bar for how many they share."""
    rows: list[PageRow] = []
    top = max((shared for *_rest, shared in page.beside), default=1)
    for kind in KINDS:
        names = [(index, *entry) for index, entry in enumerate(page.beside) if entry[2] == kind][:limit]
        if not names:
            continue
        rows.append(section(kind_heading(kind), cells=cells))
        for index, key, name, _kind, shared in names:
            bar = Run("▇" * max(1, shared * 6 // top), kind)
            count = Run(" " + number(shared).rjust(3), "dim")
            left = (Run(GLYPHS[kind] + " ", kind), run(name[:NAME_LIMIT]))
            rows.append(PageRow((beside(left, (bar, count), cells),), OpenName(key), _place("beside", index)))
    return rows


def page_rows(page: EntityPage, cells: int) -> list[PageRow]:
    """The whole page in one column, for a terminal that has no room for panes."""
    blank = PageRow(((),))
    rows = head_rows(page, cells)
    if page.namesakes:
        rows += [blank, *namesake_rows(page, cells, limit=LISTED)]
    if page.roles:
        rows += [blank, section(_("Offices over time"), cells=cells), *role_rows(page, cells)]
    months = month_rows(page, cells)
    if months:
        rows += [blank, *months]
    if page.statements:
        heading = section(_("Statements"), len(page.statements), cells=cells)
        rows += [blank, heading, *statement_rows(page, cells, whole=False)]
    if page.figures:
        heading = section(_("Figures given"), len(page.figures), cells=cells)
        rows += [blank, heading, *figure_rows(page, cells, limit=LISTED)]
    rows += [blank, section(_("Articles"), page.article_count, cells=cells), *article_rows(page, cells)]
    if page.beside:
        rows += [blank, section(_("Seen together"), len(page.beside), cells=cells)]
        rows += beside_rows(page, cells, limit=LISTED)
    if page.links:
        rows += [blank, *link_rows(page, cells, limit=LISTED)]
    return rows
