"""The filter of the list: words to type, and below them the facets of what passes, to choose from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from textual import events, on
from textual.timer import Timer

from tui.app.messages import FacetsRead, Failed, SearchesRead, ValuesRead
from tui.app.widgets.box import LineRow
from tui.app.widgets.facet_asks import FacetAsks
from tui.app.widgets.month_bars import MonthBars
from tui.app.widgets.naming import NamingFinder
from tui.i18n import gettext as _
from tui.i18n import ngettext
from tui.model.facet import FacetChoice, FacetField, Facets, NamedValue
from tui.model.own import ListedSearch, SavedSearch
from tui.model.result import ListFilter, SortOrder
from tui.present.facets import (
    MANY,
    FacetRow,
    Months,
    MoreOf,
    OtherNames,
    Proposed,
    chip_at,
    chips_line,
    chips_text,
    facet_rows,
    named_rows,
    shown_value,
)
from tui.present.kinds import number
from tui.present.lines import Line, Run, cut_line, line, run
from tui.present.saved import filter_query, saved_aside, saved_line

LONGEST_PROPOSAL = 40
"""Letters of a name that is proposed for a list."""
_PATIENCE = 0.2
"""Seconds an answer may take before the box says that it is counting."""


class FacetBox(NamingFinder):
    """Letters go into the words; from `down` on, keys choose among the facets."""

    def __init__(
        self,
        asks: FacetAsks,
        where: ListFilter,
        on_change: Callable[[ListFilter], None],
        *,
        order: SortOrder = "newest",
        id: str | None = None,
    ) -> None:
        super().__init__(asks, text=where.text, id=id)
        self.input.selected = bool(where.text)
        self.where = where
        self._kept = where
        """What giving up goes back to: the words are only tried while they are typed."""
        self._asks = asks
        self._on_change = on_change
        self.facets: Facets | None = None
        self.choosing = False
        """True while the cursor is among the facets; else letters go into the line."""
        self._then = any(choice.field == "place_then" for choice in where.chosen)
        self._opened: frozenset[FacetField] = frozenset()
        self._waiting: Timer | None = None
        self._slow = False
        self._problem = ""
        self._bars = MonthBars()
        self._values: tuple[NamedValue, ...] = ()
        """What the words may name."""
        self._values_of: ListFilter | None = None
        """The filter with those words."""
        self._order: SortOrder = order
        self._saved: tuple[ListedSearch, ...] = ()
        self._taken: FacetChoice | None = None
        """What was chosen last, until the counts without or with it are here: the cursor stays on it."""

    def on_mount(self) -> None:
        """Count what the list holds now, and offer the lists that were saved."""
        self._ask()
        self._asks.searches(self)

    @on(SearchesRead)
    def _take_searches(self, message: SearchesRead) -> None:
        message.stop()
        self._saved = tuple(one for one in message.saved if one.search.scope == "list")
        if self.facets is not None:
            self._show()

    def to_save(self) -> SavedSearch | None:
        if not (self.where.text.strip() or self.where.chosen):
            return None
        words, chosen = self.where.text, self.where.chosen
        query = filter_query(self.where) or chips_text(chosen)
        name = " ".join(shown_value(one.field, one.name) for one in chosen if not one.excluded)
        name = (f"{words} {name}".strip() or query)[:LONGEST_PROPOSAL]
        return SavedSearch(name, query, "list", self._order, words=words, chosen=chosen)

    def was_saved(self) -> None:
        self._kept = self.where
        self._asks.searches(self)

    # what stands around the rows

    def label(self) -> Line:
        return line(Run(_("Filter"), "label"))

    def counts(self) -> Line:
        if self._slow:
            return line(Run(_("counting…"), "warning"))
        if self.facets is None:
            return ()
        total = self.facets.total
        return line(run(ngettext("%s article", "%s articles", total) % number(total)))

    def hints(self) -> Line:
        if self.naming is not None:
            return self.naming_hints()
        if isinstance(self._target, SavedSearch) and self.choosing:
            keys = [_("Enter this list"), _("F2 rename"), _("x forget"), _("Esc close")]
        elif self.choosing:
            keys = [_("Enter with"), _("x without"), _("F all again"), _("F2 save"), _("Esc close")]
        else:
            enter = _("Enter takes the name") if self._only_names else _("Enter keeps")
            keys = [enter, _("↓ choose"), _("F2 save"), _("Esc gives up")]
        return line(Run(" · ".join(keys), "dim"))

    def prompt(self) -> Line:
        return self.naming_prompt() if self.naming is not None else (Run("f ", "key"),)

    def placeholder(self) -> str:
        return _("words of a row (title, outlet, place, day), or a name to choose")

    def header(self, cells: int) -> Sequence[Line]:
        if self._problem:
            return (cut_line((Run("⚠ ", "error"), run(self._problem)), cells),)
        if self.told:
            return (cut_line(self.told, cells),)
        return (cut_line(chips_line(self.where.chosen), cells),) if self.where.chosen else ()

    # asking

    def typed(self) -> None:
        """Other words: another list."""
        self.told = ()
        if self.naming is not None:
            return
        self._change(replace(self.where, text=self.input.text), kept=False)

    def _change(self, where: ListFilter, *, kept: bool = True) -> None:
        self.where = where
        if kept:
            self._kept = where
        self._on_change(where)
        self._ask()

    def _ask(self) -> None:
        if self._waiting is None:
            self._waiting = self.set_timer(_PATIENCE, self._say_counting)
        self._asks.facets(self, self.where, MANY)

    def _say_counting(self) -> None:
        self._slow = True
        self.redraw()

    def reload(self) -> None:
        """The library has changed."""
        self._ask()

    @on(FacetsRead)
    def _take(self, message: FacetsRead) -> None:
        message.stop()
        if message.where != self.where or message.facets is None:
            return
        self._settled()
        self.facets = message.facets
        if not self.where.text.strip():
            self._values = ()
        self._show()
        self._taken = None

    @on(ValuesRead)
    def _take_values(self, message: ValuesRead) -> None:
        message.stop()
        if message.where == self.where:
            self._values_of = message.where
            self._values = message.values
            self._show()

    @on(Failed)
    def _say_failed(self, message: Failed) -> None:
        message.stop()
        self._settled()
        self._problem = message.reason
        self.redraw()

    def _settled(self) -> None:
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting, self._slow, self._problem = None, False, ""

    def _show(self) -> None:
        """The rows anew, the cursor on the same one where it still is."""
        if self.facets is None:
            return
        row = self.view.chosen
        before, place = (row.target, self.view.cursor) if row is not None else (None, None)
        before = self._taken or before
        rows: list[FacetRow | LineRow] = [*named_rows(self._values, self.where.text), *self._saved_rows()]
        counted = facet_rows(self.facets, self.where.chosen, then=self._then, opened=self._opened)
        rows += counted or [LineRow((run(_("No article passes the filter."), "dim"),))]
        at = next(
            (i for i, row in enumerate(rows) if before is not None and _same(row.target, before)), place
        )
        self.set_rows(rows, cursor=at, top=self.view.top)
        self._place_cursor()

    def _saved_rows(self) -> Iterator[LineRow]:
        if not self._saved:
            return
        yield LineRow((run(_("Saved").upper(), "heading"),))
        for listed in self._saved:
            yield LineRow(saved_line(listed), listed.search, saved_aside(listed))
        yield LineRow(())

    def _place_cursor(self) -> None:
        """No row is marked while letters are typed."""
        if not self.choosing:
            self.view.cursor = None
        self.redraw()

    # choosing

    def pressed(self, key: str) -> bool:
        """Keys that mean something else among the facets than in a line."""
        if self.naming is not None or key == "f2":
            return self.pressed_naming(key)
        if not self.choosing:
            return self._pressed_in_line(key)
        if isinstance(self._target, Months) and self._bars.pressed(key):
            self.redraw()
            return True
        match key:
            case "up" | "ctrl+p" if self._at_first:
                self._leave()
            case "escape" if self._bars.begin is not None:
                self._bars.begin = None
                self.redraw()
            case "enter" | "space":
                self.choose()
            case "x" | "minus" | "delete":
                self._take_value(excluded=True)
            case "F":
                self._clear()
            case "tab" | "shift+tab":
                self._next_heading(1 if key == "tab" else -1)
            case "escape":
                self._close(self._kept)
            case _:
                return False
        return True

    def _pressed_in_line(self, key: str) -> bool:
        match key:
            case "down" | "ctrl+n" | "pagedown" | "tab":
                self._enter()
            case "enter" if self._only_names:
                self._use_proposed(self._first_named)
            case "enter":
                self._close(self.where)
            case "escape":
                self._close(self._kept)
            case _:
                return False
        return True

    def on_key(self, event: events.Key) -> None:
        """A letter that is no key here begins to type again."""
        if self.choosing and self.naming is None and event.key not in _KEYS and event.is_printable:
            self._leave()
        super().on_key(event)

    @property
    def _only_names(self) -> bool:
        """True where the words stand in no row, but something is called so."""
        here = self.facets is not None and not self.facets.total and self._values_of == self.where
        return here and bool(self._values)

    @property
    def _first_named(self) -> FacetChoice:
        first = self._values[0]
        field, value = first.field, first.value
        if len(value.parts) == 1:  # a province of today, named by one that went into it
            field, value = "place_then", value.parts[0]
        return FacetChoice(field, value.key, value.name)

    @property
    def _target(self) -> object | None:
        row = self.view.chosen
        return row.target if row is not None else None

    @property
    def _at_first(self) -> bool:
        first = next((at for at, row in enumerate(self.view.rows) if row.target is not None), None)
        return self.view.cursor == first

    def _enter(self) -> None:
        if any(row.target is not None for row in self.view.rows):
            self.choosing = True
            self._kept = self.where
            self.set_rows(self.view.rows, cursor=0)

    def _leave(self) -> None:
        self.choosing, self._bars.begin = False, None
        self.view.top = 0
        self._place_cursor()

    def _next_heading(self, by: int) -> None:
        """To the first value of the next facet, or of this one, then of the one before."""
        rows = self.view.rows
        firsts = [
            at
            for at, row in enumerate(rows)
            if row.target is not None and (at == 0 or rows[at - 1].target is None)
        ]
        here = self.view.cursor or 0
        later = [at for at in firsts if at > here]
        earlier = [at for at in firsts if at < here]
        to = (later[0] if later else firsts[0]) if by > 0 else (earlier[-1] if earlier else firsts[-1])
        self.set_rows(rows, cursor=to, top=self.view.top)

    def choose(self) -> None:
        """Enter, and a second click: with this value, or without this choice again."""
        if not self.choosing:
            self.choosing = True
        match self._target:
            case FacetChoice() | Proposed():
                self._take_value(excluded=False)
            case MoreOf(field):
                self._opened |= {field}
                self._show()
            case OtherNames():
                self._then = not self._then
                self._show()
            case Months():
                self._mark_month()
            case SavedSearch() as search:
                self._use_saved(search)

    def _use_saved(self, search: SavedSearch) -> None:
        where = search.filter
        if where is not None:
            self._asks.see_search(search)
            self.input.set(where.text)
            self._change(replace(where, folded=self.where.folded, likeness=self.where.likeness))

    def _use_proposed(self, choice: FacetChoice) -> None:
        """The value instead of the words that named it; the next words go on."""
        self.input.set("")
        self._leave()
        self._values = ()
        others = [one for one in self.where.chosen if (one.field, one.key) != (choice.field, choice.key)]
        self._change(replace(self.where, text="", chosen=(*others, choice)))
        self._show()

    def _take_value(self, *, excluded: bool) -> None:
        target = self._target
        if isinstance(target, SavedSearch):
            self.forget(target, "x")
            return
        if isinstance(target, Months):
            target = self._bars.stretch()
        if isinstance(target, Proposed):
            self._use_proposed(replace(target.choice, excluded=excluded))
        elif isinstance(target, FacetChoice):
            self._bars.begin = None
            self._toggle(replace(target, excluded=excluded))

    def _toggle(self, choice: FacetChoice) -> None:
        others = [one for one in self.where.chosen if (one.field, one.key) != (choice.field, choice.key)]
        self._taken = choice
        chosen = others if choice in self.where.chosen else [*others, choice]
        self._change(replace(self.where, chosen=tuple(chosen)))
        self._show()

    def _clear(self) -> None:
        self.input.set("")
        self._change(ListFilter(folded=self.where.folded, likeness=self.where.likeness))
        self._show()

    def _close(self, where: ListFilter) -> None:
        if where != self.where:
            self._on_change(where)
        self.post_message(self.Closed(self))

    # months

    def _mark_month(self) -> None:
        if not self._bars.columns:
            return
        if self._bars.begin is None:
            self._bars.begin = self._bars.at
            self.redraw()
        else:
            self._take_value(excluded=False)

    # drawing

    def draw_row(self, row: FacetRow | LineRow, cells: int) -> Sequence[Line]:
        if isinstance(row.target, Months) and self.facets is not None:
            cursor = self.choosing and isinstance(self._target, Months)
            return self._bars.draw(self.facets.of("month"), cells, cursor=cursor)
        return super().draw_row(LineRow(row.line, row.target, row.aside), cells)

    def on_click(self, event: events.Click) -> None:
        """A click on a value chooses it, on a month begins a stretch or ends it; the right button excludes.

        A click on a chip gives it back.
        """
        event.stop()
        if event.y == _CHIPS_AT and not (self._problem or self.told):
            at_chip = chip_at(self.where.chosen, event.x - 2)
            if at_chip is not None:
                self._toggle(at_chip)
                return
        if not self._body_top <= event.y < self._body_top + self._body_height:
            self._leave()
            return
        at = self.view.top + event.y - self._body_top
        index = self.view.row_at(at)
        if index is None or self.view.rows[index].target is None:
            return
        self.choosing = True
        self.set_rows(self.view.rows, cursor=index, top=self.view.top)
        if isinstance(self._target, Months):
            self._bars.point(event.x - 3, self.size.width - 5)
        if event.button == RIGHT_BUTTON:
            self._take_value(excluded=True)
        else:
            self.choose()


_CHIPS_AT = 2
"""Line of the box that holds the chips: below the border and what is typed into."""
RIGHT_BUTTON = 3
_KEYS = frozenset({"x", "minus", "space", "F"})
"""Printable keys that mean something among the facets."""


def _same(target: object | None, before: object) -> bool:
    """True for the row that was under the cursor, chosen meanwhile or not."""
    if isinstance(target, FacetChoice) and isinstance(before, FacetChoice):
        return (target.field, target.key) == (before.field, before.key)
    return target == before
