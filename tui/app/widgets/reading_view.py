"""The text being read: lines of a page, what stands out in them, and where the reader is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from tui.app.framed import Framed
from tui.app.keys import bindings_of
from tui.app.paint import strip_of, styles_of
from tui.app.widgets.selectable import SelectableView
from tui.model.record import record
from tui.present.lines import Line, Run
from tui.present.page import Page, Spot

if TYPE_CHECKING:
    from tui.model.span import Span
    from tui.present.highlight import Mark
    from tui.present.page import PageLine

GUTTER = 3
"""Cells left of the text: a blank, the bar of the evidence, a blank."""
KEPT_STRIPS = 1000


class ReadingView(SelectableView, Framed, can_focus=True, inherit_bindings=False):
    """Draws a `Page`; marks by kind lie under the hits, the evidence has a bar and a tint.

    What is selected lies over them all; while keys move its end, that end shows, and its line has a sign.
    """

    BINDINGS = [*bindings_of("select"), *bindings_of("reader")]
    ALLOW_MAXIMIZE = True

    @record(frozen=False)
    class Scrolled(Message):
        """Another line is the first visible one."""

        view: ReadingView

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, ReadingView.Scrolled)

        @property
        def control(self) -> ReadingView:
            return self.view

    @record(frozen=False)
    class Turned(Message):
        """The reader asks for the article after or before this one."""

        view: ReadingView
        by: int

        @property
        def control(self) -> ReadingView:
            return self.view

    @record(frozen=False)
    class Remeasured(Message):
        """The pane has another width, or the reader wants longer or shorter lines: lay out again."""

        view: ReadingView
        by: int = 0
        """Columns to add to the measure."""

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, ReadingView.Remeasured) and not message.by

        @property
        def control(self) -> ReadingView:
            return self.view

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.page = Page("", (), 1)
        self.notice: tuple[Line, ...] = ()
        """Drawn while there is no page."""
        self._marks: Sequence[Mark] = ()
        self._hits: Sequence[Mark] = ()
        self._evidence: Span | None = None
        self._echoes: Sequence[Span] = ()
        self._strips: dict[tuple[int, int], Strip] = {}
        self._anchor: Spot | None = None
        self._laid_out_for = 0

    # what is shown

    @property
    def room(self) -> int:
        """Cells there are for text."""
        return max(10, self.size.width - GUTTER - 1)

    def show(self, page: Page, marks: Sequence[Mark], *, spot: Spot | None = None) -> None:
        """Show `page` from `spot` on; None keeps the first visible line.

        A selection stays as long as the text is the same.
        """
        if page.text != self.page.text:
            self.select(None)
        self.page = page
        self._marks = marks
        self._laid_out_for = self.room
        self.redraw()
        self.virtual_size = Size(self.size.width, len(page.lines))
        if spot is not None:
            self._anchor = spot
        if self._anchor is not None:
            self._go_to_anchor()
            self.call_after_refresh(self._go_to_anchor)

    def set_hits(self, hits: Sequence[Mark]) -> None:
        """Mark the hits of a search, or none."""
        if tuple(hits) != tuple(self._hits):
            self._hits = hits
            self.redraw()

    def set_echoes(self, spans: Sequence[Span]) -> None:
        """Passages of the page that stand in other articles too: each line of them has a sign."""
        if tuple(spans) != tuple(self._echoes):
            self._echoes = spans
            self.redraw()

    @property
    def in_sight(self) -> tuple[int, int]:
        """First code point on the screen, and the one behind the last."""
        top = self.scroll_offset.y
        last = max(0, min(top + self.size.height, len(self.page.lines)) - 1)
        stop = self.page.lines[last].stop if self.page.lines else 0
        return self.page.offset_of(top), stop

    def set_evidence(self, span: Span | None) -> None:
        """Give this passage a bar and a tint."""
        if span != self._evidence:
            self._evidence = span
            self.redraw()

    @property
    def evidence(self) -> Span | None:
        """The passage with the bar."""
        return self._evidence

    def redraw(self) -> None:
        """Draw every line anew."""
        self._strips.clear()
        self.refresh()

    # where the reader is

    @property
    def first_offset(self) -> int:
        """Code point of the first visible line; 0 while the head shows."""
        top = self.scroll_offset.y
        return 0 if top == 0 else self.page.offset_of(top)

    @property
    def first_spot(self) -> Spot:
        """Where exactly the first visible line is."""
        return self.page.spot_of(self.scroll_offset.y)

    @property
    def kept_spot(self) -> Spot:
        """What stays the first visible line however often the text is laid out again."""
        return self.first_spot if self._anchor is None else self._anchor

    @property
    def progress(self) -> float:
        """Share of the page that is above the lower edge of the pane: 0 to 1."""
        lines = len(self.page.lines)
        if not lines:
            return 0.0
        return min(1.0, (self.scroll_offset.y + self.size.height) / lines)

    @property
    def at_end(self) -> bool:
        """True when the last line shows."""
        return self.scroll_offset.y + self.size.height >= len(self.page.lines)

    def show_offset(self, offset: int) -> None:
        """Make the line of code point `offset` the first visible one."""
        self.show_spot(Spot(offset))

    def show_spot(self, spot: Spot) -> None:
        """Make this line the first visible one."""
        self._anchor = spot
        self._go_to_anchor()

    def reveal(self, span: Span) -> None:
        """Scroll as little as needed to show a passage, a third from the top where it was out of view."""
        first, last = self.page.line_of(span.start), self.page.line_of(max(span.start, span.stop - 1))
        top, height = self.scroll_offset.y, self.size.height
        if not (top <= first and last < top + height):
            self._scroll(max(0, first - height // 3))

    def scroll_to_line(self, line: int) -> None:
        """Make this line the first visible one, for a selection that goes beyond the edge."""
        self._scroll(line)

    def _go_to_anchor(self) -> None:
        if self._anchor is not None and self.size.height:
            self._scroll(self.page.line_at(self._anchor), keep_anchor=True)

    def _scroll(self, y: int, *, keep_anchor: bool = False) -> None:
        if not keep_anchor:
            self._anchor = None
        self.scroll_to(y=y, animate=False, force=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell the screen, for the percentage in the border."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.post_message(self.Scrolled(self))

    def on_resize(self) -> None:
        """Lay out again for the new width; the first visible sentence stays."""
        self.draw_frame()
        if self._anchor is None:
            self._anchor = self.first_spot
        if self.room != self._laid_out_for:
            self.post_message(self.Remeasured(self))
        else:
            self.call_after_refresh(self._go_to_anchor)
        self.post_message(self.Scrolled(self))

    # keys

    def scroll_lines(self, by: int) -> None:
        """Scroll by lines, for a key pressed in another pane."""
        self._scroll(max(0, self.scroll_offset.y + by))

    def action_nav_down(self) -> None:
        """One line down."""
        self.scroll_lines(1)

    def action_nav_up(self) -> None:
        """One line up."""
        self.scroll_lines(-1)

    def action_nav_top(self) -> None:
        """To the beginning."""
        self._scroll(0)

    def action_nav_bottom(self) -> None:
        """To the end."""
        self._scroll(len(self.page.lines))

    def action_nav_half_down(self) -> None:
        """Half a page down."""
        self.scroll_lines(max(1, self.size.height // 2))

    def action_nav_half_up(self) -> None:
        """Half a page up."""
        self.scroll_lines(-max(1, self.size.height // 2))

    def action_read_page_down(self) -> None:
        """A page down, one line kept; at the end the next article."""
        if self.at_end:
            self.post_message(self.Turned(self, 1))
        else:
            self.scroll_lines(max(1, self.size.height - 1))

    def action_read_page_up(self) -> None:
        """A page up, one line kept."""
        self.scroll_lines(-max(1, self.size.height - 1))

    def action_other_down(self) -> None:
        """The next article of the list."""
        self.post_message(self.Turned(self, 1))

    def action_other_up(self) -> None:
        """The previous article of the list."""
        self.post_message(self.Turned(self, -1))

    def action_read_wider(self) -> None:
        """Longer lines."""
        self.post_message(self.Remeasured(self, 4))

    def action_read_narrower(self) -> None:
        """Shorter lines."""
        self.post_message(self.Remeasured(self, -4))

    # selecting

    @property
    def selectable_marks(self) -> Sequence[Mark]:
        """Names, days and figures."""
        return self._marks

    def margin(self) -> int:
        """Cells left of the text: it stands in the middle of a wide pane."""
        return max(GUTTER, (self.size.width - self.page.measure) // 2)

    def sentence_in_sight(self) -> Span | None:
        """The evidence where it shows, else the first sentence that begins in view."""
        from tui.present.selecting import sentence_at, word_after

        lines = self.page.lines[self.scroll_offset.y : self.scroll_offset.y + self.size.height]
        with_text = [line for line in lines if line.stop > line.start]
        if not with_text:
            return None
        first, stop = with_text[0].start, with_text[-1].stop
        if self._evidence is not None and self._evidence.start < stop and first < self._evidence.stop:
            return self._evidence
        here = sentence_at(self.page.text, first)
        after = word_after(self.page.text, here.stop)
        if here.start < first and after is not None and after.start < stop:
            return sentence_at(self.page.text, after.start)
        return here

    # drawing

    def render_line(self, y: int) -> Strip:
        """Line `y` of what is visible."""
        width = self.size.width
        if not self.page.lines:
            return self._notice_line(y, width)
        index = y + self.scroll_offset.y
        if index >= len(self.page.lines):
            return Strip.blank(width, self.rich_style)
        strip = self._strips.get((index, width))
        if strip is None:
            if len(self._strips) > KEPT_STRIPS:
                self._strips.clear()
            strip = self._strips[index, width] = self._draw(index, width)
        return strip

    def _draw(self, index: int, width: int) -> Strip:
        page, styles = self.page, styles_of(self.app)
        line = page.lines[index]
        margin = self.margin()
        base = self.rich_style
        if line.head >= 0:
            return strip_of((Run(" " * margin), *page.head[line.head]), width, base, styles)
        runs = self._runs_of(line)
        tinted = self._in_evidence(line.start, line.stop)
        sign = "▶" if self._has_cursor(line) else "▌" if tinted else "≋" if self._is_echo(line) else ""
        left: Line = (Run(" " * margin),)
        if sign:
            left = (Run(" " * (margin - 2)), Run(sign, "echo" if sign == "≋" else "gutter"))
        if not tinted:
            return strip_of((*left, *((Run(" "),) if sign else ()), *runs), width, base, styles)
        start = strip_of(left, margin - 1, base, styles)
        cells = min(page.measure + 2, width - margin + 1)
        text = strip_of((Run(" "), *runs), cells, base + styles["evidence"], styles)
        return Strip.join([start, text, Strip.blank(width - margin + 1 - cells, base)])

    def _is_echo(self, line: PageLine) -> bool:
        """True for a line of a passage that stands in another article too."""
        if line.start >= line.stop:
            return False
        return any(span.start < line.stop and line.start < span.stop for span in self._echoes)

    def _runs_of(self, line: PageLine) -> Line:
        """The text of a line: marks, hits over them, and over both what is selected."""
        from tui.present.highlight import runs_of

        text = self.page.text
        marks = () if line.role == "title" else self._marks
        chosen = self.selected
        if chosen is None or chosen.stop <= line.start or line.stop <= chosen.start:
            return runs_of(text, line.start, line.stop, line.role, marks, self._hits)
        start, stop = max(chosen.start, line.start), min(chosen.stop, line.stop)
        head = (
            self.selection.head if self.selecting and self.selection else chosen._replace(stop=chosen.start)
        )
        cursor, behind = max(start, min(head.start, stop)), max(start, min(head.stop, stop))
        return (
            *runs_of(text, line.start, start, line.role, marks, self._hits),
            *runs_of(text, start, cursor, "selected", ()),
            *runs_of(text, cursor, behind, "selected-end", ()),
            *runs_of(text, behind, stop, "selected", ()),
            *runs_of(text, stop, line.stop, line.role, marks, self._hits),
        )

    def _has_cursor(self, line: PageLine) -> bool:
        """True for the line with the end that keys move."""
        return (
            self.selecting
            and self.selection is not None
            and line.start <= self.selection.edge < max(line.stop, line.start)
        )

    def _in_evidence(self, start: int, stop: int) -> bool:
        span = self._evidence
        return span is not None and start < stop and span.start < stop and start < span.stop

    def _notice_line(self, y: int, width: int) -> Strip:
        top = max(0, (self.size.height - len(self.notice)) // 3)
        line = self.notice[y - top] if 0 <= y - top < len(self.notice) else ()
        return strip_of(line, width, self.rich_style, styles_of(self.app))
