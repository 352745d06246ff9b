"""Selecting text of a page: by mouse from letter to letter, by keys from word to word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from textual import events
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.timer import Timer

from tui.model.record import record
from tui.present.page import Page

if TYPE_CHECKING:
    from tui.model.span import Span
    from tui.present.highlight import Mark
    from tui.present.selecting import Selection

Grain = Literal["letter", "word", "sentence", "paragraph"]
_GRAINS: tuple[Grain, ...] = ("letter", "word", "sentence", "paragraph")
"""What one, two, three and four clicks take hold of."""
_SCROLL_EVERY = 0.05
"""Seconds between two steps of scrolling while the mouse is held beyond the edge."""
_MOST_AT_ONCE = 8
"""Lines of one such step, however far outside the mouse is."""


class SelectableView(ScrollView, inherit_bindings=False):
    """Keeps a selection of the text of `page`, and tells the screen of every change of it."""

    ALLOW_SELECT = False
    page: Page

    @record(frozen=False)
    class Selected(Message):
        """Something else is selected, or nothing any more."""

        view: SelectableView

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, SelectableView.Selected)

        @property
        def control(self) -> SelectableView:
            return self.view

    @record(frozen=False)
    class CopyWanted(Message):
        """The selected text is to be copied as it stands."""

        view: SelectableView

        @property
        def control(self) -> SelectableView:
            return self.view

    selection: Selection | None = None
    selecting = False
    """True while keys move the end of the selection."""
    _cell = 0
    """The cell the head keeps to when it goes from line to line."""
    _pressed: tuple[tuple[int, int], Span, Grain] | None = None
    """Where the button went down, what was there, and by what the mouse selects."""
    _dragged = False
    _pointer = (0, 0)
    _timer: Timer | None = None
    _clicked: tuple[float, tuple[int, int], int] = (0.0, (-1, -1), 0)
    """When and where the last click was, and which in a row."""

    # what the view that draws has to know

    @property
    def selectable_marks(self) -> Sequence[Mark]:
        """Names that a double click takes whole."""
        return ()

    def margin(self) -> int:
        """Cells left of the text."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Draw every line anew."""
        raise NotImplementedError

    def scroll_to_line(self, line: int) -> None:
        """Make this line the first visible one."""
        raise NotImplementedError

    def sentence_in_sight(self) -> Span | None:
        """The sentence a selection by keys begins with."""
        raise NotImplementedError

    # what is selected

    @property
    def selected(self) -> Span | None:
        """The selected range of `page.text`, without white space at its ends; None where that is nothing."""
        if self.selection is None:
            return None
        from tui.present.selecting import trimmed

        span = trimmed(self.page.text, self.selection.span)
        return span if span.length else None

    def select(self, selection: Selection | None, *, by_keys: bool | None = None) -> None:
        """Select this; None selects nothing, and ends selecting by keys."""
        selecting = self.selecting if by_keys is None else by_keys
        if selection is None:
            selecting = False
        if (selection, selecting) != (self.selection, self.selecting):
            self.selection, self.selecting = selection, selecting
            self.redraw()
            self.post_message(self.Selected(self))

    # the mouse

    def _place_of(self, event: events.MouseEvent) -> tuple[int, int]:
        """Line of the page and cell of its text under the mouse; beyond the edge the nearest visible line."""
        row = event.y - self.gutter.top
        row = max(0, min(row, self.size.height - 1))
        return row + self.scroll_offset.y, event.x - self.gutter.left - self.margin()

    def _unit(self, place: tuple[int, int], grain: Grain) -> Span:
        from tui.present import selecting

        letter = selecting.letter_at(self.page, *place)
        text = self.page.text
        if grain == "letter" or not text:
            return letter
        at = min(letter.start, len(text) - 1)
        if not letter.length and at > 0 and not text[at - 1].isspace():
            at -= 1  # behind the end of a line the last word of it is meant
        if grain == "word":
            return selecting.word_at(text, at, self.selectable_marks)
        return selecting.sentence_at(text, at) if grain == "sentence" else selecting.paragraph_at(text, at)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of what is under the mouse; with shift the selection goes on to there."""
        if event.button != 1 or not self.page.lines:
            return
        place = self._place_of(event)
        self._dragged = False
        if event.shift and self.selection is not None:
            self._pressed = (place, self.selection.anchor, "letter")
            self._drag_to(place)
        else:
            at, where, count = self._clicked
            again = where == place and event.time - at <= self.app.CLICK_CHAIN_TIME_THRESHOLD
            grain = _GRAINS[min(count if again else 0, len(_GRAINS) - 1)]
            self._pressed = (place, self._unit(place, grain), grain)
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select as far as the mouse is; beyond the edge the text scrolls along."""
        if self._pressed is None:
            return
        self._pointer = (event.x, event.y)
        place = self._place_of(event)
        if self._dragged or place != self._pressed[0]:
            self._drag_to(place)
        outside = self._lines_outside()
        if outside and self._timer is None:
            self._timer = self.set_interval(_SCROLL_EVERY, self._scroll_along)
        elif not outside:
            self._stop_scrolling()

    def _drag_to(self, place: tuple[int, int]) -> None:
        from tui.present.selecting import Selection

        assert self._pressed is not None
        self._dragged = True
        self.select(Selection(self._pressed[1], self._unit(place, self._pressed[2])), by_keys=False)

    def _lines_outside(self) -> int:
        """How many lines beyond the edge the mouse is held, negative above it."""
        row = self._pointer[1] - self.gutter.top
        return row if row < 0 else max(0, row - self.size.height + 1)

    def _scroll_along(self) -> None:
        outside = self._lines_outside()
        if self._pressed is None or not outside:
            self._stop_scrolling()
            return
        by = max(-_MOST_AT_ONCE, min(_MOST_AT_ONCE, outside))
        last = max(0, len(self.page.lines) - self.size.height)
        top = max(0, min(self.scroll_offset.y + by, last))
        self.scroll_to_line(top)
        line = top if by < 0 else top + self.size.height - 1
        self._drag_to((line, self._pointer[0] - self.gutter.left - self.margin()))

    def _stop_scrolling(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go; what is selected stays."""
        if self._pressed is not None and event.button == 1:
            self._let_go()

    def on_mouse_release(self) -> None:
        """The mouse belongs to somebody else."""
        self._stop_scrolling()
        self._pressed = None

    def _let_go(self) -> None:
        self._pressed = None
        self._stop_scrolling()
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """One click gives up the selection, two take the word, three the sentence, four the paragraph."""
        if event.button != 1 or self._dragged or not self.page.lines:
            self._clicked = (0.0, (-1, -1), 0)
            return
        from tui.present.selecting import Selection

        place = self._place_of(event)
        self._clicked = (event.time, place, event.chain)
        line = self.page.lines[min(place[0], len(self.page.lines) - 1)]
        if event.chain == 1 or line.stop <= line.start:
            self.select(None)
            return
        unit = self._unit(place, _GRAINS[min(event.chain, len(_GRAINS)) - 1])
        self.select(Selection(unit, unit), by_keys=False)

    # the keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys that move the end of a selection are others while there is none."""
        if action.startswith("select_"):
            return self.selecting
        return super().check_action(action, parameters)

    def begin_selecting(self) -> None:
        """Go on with what is selected, else with the sentence in sight."""
        from tui.present.selecting import whole

        if self.selection is None or self.selected is None:
            sentence = self.sentence_in_sight()
            if sentence is None:
                return
            self.select(whole(self.page.text, sentence), by_keys=True)
        else:
            self.select(self.selection, by_keys=True)
        self._remember_cell()
        self._keep_in_sight()

    def _remember_cell(self) -> None:
        from tui.present.selecting import place_of

        if self.selection is not None:
            self._cell = place_of(self.page, self.selection.edge)[1]

    def _keep_in_sight(self) -> None:
        if self.selection is None:
            return
        line = self.page.line_of(self.selection.edge)
        top, height = self.scroll_offset.y, self.size.height
        if line < top:
            self.scroll_to_line(line)
        elif line >= top + height:
            self.scroll_to_line(line - height + 1)

    def _move(self, selection: Selection, *, keep_cell: bool = False) -> None:
        self.select(selection, by_keys=True)
        if not keep_cell:
            self._remember_cell()
        self._keep_in_sight()

    def _by_word(self, by: int) -> None:
        from tui.present.selecting import by_word

        if self.selection is not None:
            self._move(by_word(self.page.text, self.selection, by))

    def _by_line(self, by: int) -> None:
        from tui.present.selecting import by_line

        if self.selection is not None:
            self._move(by_line(self.page, self.selection, by, self._cell), keep_cell=True)

    def _by_block(self, by: int, grain: Grain) -> None:
        from tui.present.selecting import by_block, paragraph_at, sentence_at

        if self.selection is not None:
            block = sentence_at if grain == "sentence" else paragraph_at
            self._move(by_block(self.page.text, self.selection, by, block))

    def action_select_right(self) -> None:
        """One word on."""
        self._by_word(1)

    def action_select_left(self) -> None:
        """One word back."""
        self._by_word(-1)

    def action_select_down(self) -> None:
        """One line down."""
        self._by_line(1)

    def action_select_up(self) -> None:
        """One line up."""
        self._by_line(-1)

    def action_select_page_down(self) -> None:
        """A page down, one line kept."""
        self._by_line(max(1, self.size.height - 1))

    def action_select_page_up(self) -> None:
        """A page up, one line kept."""
        self._by_line(-max(1, self.size.height - 1))

    def action_select_sentence(self) -> None:
        """To the end of the sentence, then of the next."""
        self._by_block(1, "sentence")

    def action_select_sentence_back(self) -> None:
        """One sentence less, or to the beginning of it."""
        self._by_block(-1, "sentence")

    def action_select_paragraph(self) -> None:
        """To the end of the paragraph, then of the next."""
        self._by_block(1, "paragraph")

    def action_select_paragraph_back(self) -> None:
        """One paragraph less, or to the beginning of it."""
        self._by_block(-1, "paragraph")

    def action_select_other_end(self) -> None:
        """Move the other end from now on."""
        if self.selection is not None:
            self._move(self.selection.turned())

    def action_select_top(self) -> None:
        """As far as the first word."""
        from tui.present.selecting import word_after

        first = word_after(self.page.text, 0)
        if self.selection is not None and first is not None:
            self._move(self.selection._replace(head=first))

    def action_select_bottom(self) -> None:
        """As far as the last word."""
        from tui.present.selecting import word_before

        last = word_before(self.page.text, self.page.lines[-1].stop) if self.page.lines else None
        if self.selection is not None and last is not None:
            self._move(self.selection._replace(head=last))

    def action_select_copy(self) -> None:
        """Copy what is selected, as it stands."""
        self.post_message(self.CopyWanted(self))
