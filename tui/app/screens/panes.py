"""The panes of the main screen: which of them show, how wide they are, where the focus goes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.getters import query_one
from textual.screen import Screen
from textual.widget import Widget

from tui.app.keys import bindings_of
from tui.app.layout import SIZES, Layout, PaneSizes, layout_for, pane_sizes
from tui.app.paint import LineWidget
from tui.app.session import PANES, Pane
from tui.app.widgets.article_list import ArticleList
from tui.app.widgets.bars import CrumbsBar, KeyBar, StatusBar
from tui.app.widgets.fact_sidebar import FactSidebar
from tui.app.widgets.reading_view import ReadingView
from tui.app.widgets.related_strip import RelatedList, RelatedStrip
from tui.i18n import gettext as _
from tui.present.lines import Line, run

if TYPE_CHECKING:
    from tui.app.widgets.prompt_bar import PromptBar


class PaneScreen(Screen[None]):
    """Four panes between a line of crumbs and the lines of status and keys."""

    BINDINGS = bindings_of("main")
    AUTO_FOCUS = "ArticleList"

    articles = query_one("#list", ArticleList)
    reader = query_one("#reader", ReadingView)
    facts = query_one("#facts", FactSidebar)
    strip = query_one("#strip", RelatedStrip)
    crumbs = query_one("#crumbs", CrumbsBar)
    status = query_one("#status", StatusBar)
    key_bar = query_one("#keys", KeyBar)
    notice = query_one("#notice", LineWidget)

    def __init__(self) -> None:
        super().__init__()
        self.shape = Layout("three", cards=True)
        self.sizes = PaneSizes(0, 0, 0)
        """Of the panes as they were last arranged; they stand so a moment later."""
        self.related_list = RelatedList(id="related")
        self._prompt: PromptBar | None = None
        self.pane: Pane = "list"
        """The pane that has the focus, or had it last."""
        self.zoomed = False
        self.facts_shown = {True: True, False: False}
        """Whether the facts show: beside the text, and as a drawer over it."""
        self.related_open = False
        """The related articles lie over the text as a list."""
        self._more = {"list": 0, "facts": 0}
        self._asking = False
        self._before_prompt: Pane = "list"
        self.asked_from = ""
        """The words that were in force when words were asked for: giving up goes back to them."""

    def compose(self) -> ComposeResult:
        """What the first paint needs; `set_shape` says what of it shows."""
        yield CrumbsBar(id="crumbs")
        yield LineWidget(id="notice")
        with Container(id="panes"):
            yield ArticleList(id="list")
            yield ReadingView(id="reader")
            yield FactSidebar(id="facts")
        yield RelatedStrip(id="strip")
        yield StatusBar(id="status")
        yield KeyBar(id="keys")

    def complete(self) -> None:
        """Add what the first paint did without."""
        self.query_one("#panes").mount(self.related_list)
        self.rearrange()

    @property
    def prompt(self) -> PromptBar:
        """The line to type into; it is made when it is first asked for."""
        if self._prompt is None:
            from tui.app.widgets.prompt_bar import PromptBar

            self._prompt = PromptBar(id="prompt")
            self.mount(self._prompt, after=self.status)
        return self._prompt

    # arranging

    def on_resize(self, event: events.Resize) -> None:
        """Another window: other panes, the same article, line and focus."""
        self.set_shape(event.size.width, event.size.height)

    def set_shape(self, columns: int, rows: int) -> None:
        """Show the panes that fit a window of `columns` x `rows`."""
        shape = self.shape = layout_for(columns, rows)
        for size in SIZES:
            self.set_class(size == shape.size, f"-{size}")
        side = shape.side_by_side
        shown = self.panes_shown()
        self.articles.display = "list" in shown
        self.reader.display = "reader" in shown
        self.facts.display = "facts" in shown
        self.related_list.display = "related" in shown and not (shape.cards and not self.zoomed)
        self.strip.set_cards(shape.cards)
        self.strip.display = shape.size not in ("none", "xs") and not self.zoomed
        self.articles.set_tall(side and not (self.zoomed and self.pane == "list"), airy=shape.size == "wide")
        self.facts.set_quotes(shape.size == "wide")
        sizes = self.sizes = pane_sizes(
            shape,
            columns,
            rows,
            self.articles.count,
            more_list=self._more["list"],
            more_facts=self._more["facts"],
        )
        alone = len(shown) == 1
        self.articles.styles.width = sizes.list_width if side and not alone else "1fr"
        self.articles.styles.height = sizes.list_height if shape.size == "stack" and not alone else "1fr"
        self.facts.styles.width = "1fr" if alone else sizes.facts_width
        self.related_list.styles.height = (
            "1fr" if alone else min(2 * max(2, self.related_list.count) + 2, rows - 6)
        )
        self.set_class(not side and not alone, "-drawers")
        small = shape.size in ("none", "xs")
        self.crumbs.display = not small
        self.notice.display = small
        self.status.display = shape.size != "none" and not self._asking
        if self._prompt is not None:
            self._prompt.display = self._asking
        self.key_bar.display = not small
        self.notice.show_lines(self._notice_line(columns, rows))
        if self.pane == "related" and shape.cards and self.related_open:
            self.related_open = False
        self._keep_focus()

    def rearrange(self) -> None:
        """Arrange again in the window as it is."""
        self.set_shape(self.size.width, self.size.height)

    def _notice_line(self, columns: int, rows: int) -> Line:
        if self.shape.size == "none":
            return (run(_("Window too small"), "warning"),)
        text = _("%(columns)s×%(rows)s is small: only %(pane)s · Tab next")
        told = {"columns": columns, "rows": rows, "pane": self.pane_name}
        return (run(" ⓘ ", "warning"), run(text % told, "dim"))

    @property
    def pane_name(self) -> str:
        """The number and name of the pane that has the focus."""
        names: dict[Pane, str] = {
            "list": _("[1] Articles"),
            "reader": _("[2] Text"),
            "facts": _("[3] Facts"),
            "related": _("[4] Related"),
        }
        return names[self.pane]

    def panes_shown(self) -> tuple[Pane, ...]:
        """The panes that show, in the order of the focus."""
        if self.shape.size == "none":
            return ()
        if self.shape.size == "xs" or self.zoomed:
            return (self.pane,)
        shown: list[Pane] = ["list", "reader"]
        if self.facts_shown[self.shape.side_by_side]:
            shown.append("facts")
        if self.related_open and not self.shape.cards:
            shown.append("related")
        return tuple(shown)

    # the focus

    def widget_of(self, pane: Pane) -> Widget:
        """The widget that is this pane in the layout in force."""
        if pane == "related":
            cards = self.shape.cards and not self.zoomed
            return self.strip if cards else self.related_list
        widgets: dict[Pane, Widget] = {"list": self.articles, "reader": self.reader, "facts": self.facts}
        return widgets[pane]

    def pane_of(self, widget: Widget | None) -> Pane | None:
        """The pane a widget is."""
        if widget in (self.strip, self.related_list):
            return "related"
        return next((pane for pane in PANES if widget is self.widget_of(pane)), None)

    def go_to(self, pane: Pane) -> None:
        """Give a pane the focus, and show it where it does not show."""
        if pane == "facts" and not self.facts_shown[self.shape.side_by_side] and self.shape.size != "xs":
            self.facts_shown[self.shape.side_by_side] = True
        if pane == "related" and not self.shape.cards:
            self.related_open = True
        changed = pane != self.pane
        self.pane = pane
        if changed and pane != "related" and self.related_open:
            self.related_open = False
        self.rearrange()
        self.widget_of(pane).focus(scroll_visible=False)

    def _keep_focus(self) -> None:
        """The focus never rests on a pane that does not show."""
        if self._asking or self.shape.size == "none":
            return
        focused = self.pane_of(self.focused)
        wanted = self.widget_of(self.pane)
        if focused != self.pane or self.focused is not wanted:
            if not wanted.display or not wanted.can_focus:
                self.pane = "reader"
                wanted = self.reader
            if self.focused is not None or self.is_current:
                wanted.focus(scroll_visible=False)

    def on_descendant_focus(self) -> None:
        """Follow the focus, wherever a key or the mouse has put it."""
        pane = self.pane_of(self.focused)
        if pane is not None and pane != self.pane:
            self.pane = pane
        self.focus_moved()

    def focus_moved(self) -> None:
        """The focus is on another pane."""

    def _cycle(self, by: int) -> None:
        order: list[Pane] = list(self.panes_shown())
        if self.shape.size == "xs":
            order = ["list", "reader", "facts", "related"]
        elif self.shape.cards and not self.zoomed:
            order.append("related")
        place = order.index(self.pane) if self.pane in order else 0
        self.go_to(order[(place + by) % len(order)])

    def action_focus_next(self) -> None:
        """The next pane."""
        self._cycle(1)

    def action_focus_prev(self) -> None:
        """The pane before."""
        self._cycle(-1)

    def action_focus_list(self) -> None:
        """The list."""
        self.go_to("list")

    def action_focus_reader(self) -> None:
        """The text."""
        self.go_to("reader")

    def action_focus_facts(self) -> None:
        """The facts; a drawer opens."""
        self.go_to("facts")

    def action_focus_related(self) -> None:
        """The related articles; in a small window they open as a list."""
        self.go_to("related")

    def _sideways(self, by: int) -> None:
        if self.pane == "related" and self.shape.cards and self.strip.move(by):
            return
        order = [pane for pane in self.panes_shown() if pane != "related"]
        if self.pane in order:
            place = order.index(self.pane) + by
            if 0 <= place < len(order):
                self.go_to(order[place])
        elif self.pane == "related" and not self.shape.cards:
            self.go_to("reader")

    def action_focus_left(self) -> None:
        """The pane, or the card, to the left."""
        self._sideways(-1)

    def action_focus_right(self) -> None:
        """The pane, or the card, to the right."""
        self._sideways(1)

    # showing, hiding, sizing

    def action_pane_facts_toggle(self) -> None:
        """Show the facts and go there, or hide them."""
        if self.shape.size == "xs":
            self.go_to("reader" if self.pane == "facts" else "facts")
            return
        side = self.shape.side_by_side
        if self.facts_shown[side]:
            self.facts_shown[side] = False
            self.go_to("reader" if self.pane == "facts" else self.pane)
        else:
            self.facts_shown[side] = True
            self.go_to(self.pane if side else "facts")

    def action_pane_zoom(self) -> None:
        """The pane alone, or all of them again."""
        self.zoomed = not self.zoomed
        if self.zoomed and self.pane == "related":
            self.related_open = not self.shape.cards
        self.rearrange()

    def _widen(self, by: int) -> None:
        if self.pane == "reader":
            self._more["list"] -= by
        elif self.pane in self._more:
            self._more[self.pane] += by
        self.use_widths(self._more)
        self.widths_changed(dict(self._more))
        self.rearrange()

    def use_widths(self, widths: Mapping[str, object]) -> None:
        """Cells added to the panes, by their names; what is none is left out."""
        for name in self._more:
            value = widths.get(name)
            if isinstance(value, int):
                self._more[name] = max(-40, min(80, value))

    def widths_changed(self, widths: dict[str, int]) -> None:
        """The reader wants the panes this wide."""

    def action_pane_grow(self) -> None:
        """The pane wider."""
        self._widen(4)

    def action_pane_shrink(self) -> None:
        """The pane narrower."""
        self._widen(-4)

    def close_one(self) -> bool:
        """Close what lies on top: a drawer, then the zoom; False when nothing does."""
        if self.related_open:
            self.related_open = False
            self.go_to("reader")
        elif self.zoomed:
            self.action_pane_zoom()
        elif not self.shape.side_by_side and self.shape.size == "stack" and self.facts_shown[False]:
            self.facts_shown[False] = False
            self.go_to("reader")
        else:
            return False
        return True

    # the prompt

    def ask(self, purpose: str, label: str, text: str = "") -> None:
        """Ask for words in the place of the status line."""
        self._before_prompt = self.pane
        self.asked_from = text
        self._asking = True
        self.prompt.ask(purpose, label, text)
        self.rearrange()
        self.prompt.focus()

    def end_asking(self) -> None:
        """The status line again, the focus where it was."""
        self._asking = False
        self.go_to(self._before_prompt)
