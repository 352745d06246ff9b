"""The text of the open article on the main screen: laid out, marked, and as it came."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, cast

from textual import on

from tui.app import messages
from tui.app.screens.captions import Captions
from tui.app.session import HitWalk
from tui.app.widgets.fact_sidebar import FactSidebar
from tui.app.widgets.reading_view import ReadingView
from tui.i18n import gettext as _
from tui.model.span import Span
from tui.present.page import AT_ONCE, NARROWEST, WIDEST, Page, Spot, lay_out, lay_out_original, same_place

if TYPE_CHECKING:
    from tui.app.reader import Reader
    from tui.model.article import Dropped
    from tui.present.highlight import Mark


MOST_SOUGHT = 1_000
"""Places marked in the page as it came."""


class TextScreen(Captions):
    """Shows `stored` in the reading view: clean or as it came, with evidence and hits."""

    def __init__(self, *, corpus_name: str) -> None:
        super().__init__(corpus_name=corpus_name)
        self.measure = WIDEST
        self._marks: tuple[Mark, ...] = ()
        self._original: str | None = None
        """The page as it came, while it is shown."""
        self._left_at = Spot(0)
        """What was the first visible line of the clean text before the page as it came."""
        self._dropped: tuple[Dropped, ...] = ()
        self._sought = ""
        """Words to show in the page as it came, once it is there."""
        self._awaited: Spot | None = None
        """What to show once a long article is laid out whole."""

    @property
    def reader_app(self) -> Reader:
        """The app, with its queries and its history."""
        return cast("Reader", self.app)

    # laid out

    def lay_out(self, spot: Spot | None) -> None:
        """Lay the text out for the pane as it is, from `spot` on; None keeps the first visible line.

        A long text is laid out by a worker; of a new one its beginning shows meanwhile.
        """
        stored = self.stored
        if stored is None:
            return
        from tui.present.highlight import marks_of
        from tui.present.labels import head_lines

        room = self.reader.room
        measure = min(self.measure, room)
        if self._original is not None:
            self._show(partial(lay_out_original, self._original, self._dropped), (), spot)
            return
        make = partial(
            lay_out,
            stored.article,
            title=stored.head.title if stored.article.title is None else "",
            title_note=_("‹inferred›"),
            head=head_lines(stored, cells=measure),
        )
        short = len(stored.article.text) <= AT_ONCE
        self._marks = marks_of(stored.extraction) if short else ()
        self._show(make, self._marks, spot)

    def _show(self, make: Callable[..., Page], marks: tuple[Mark, ...], spot: Spot | None) -> None:
        assert self.stored is not None
        echoes = () if self._original is not None else self.stored.echoes
        self.reader.set_echoes(tuple(dict.fromkeys(echo.span for echo in echoes)))
        made = partial(make, cells=self.reader.room, measure=min(self.measure, self.reader.room))
        text = self.stored.article.text if self._original is None else self._original
        if len(text) <= AT_ONCE:
            self.reader.show(made(), marks, spot=spot)
            return
        shown = self.reader.page.complete and self.reader.page.text is text
        far = spot is not None and spot.offset > AT_ONCE
        self._awaited = spot if shown or far else None
        if not shown:
            self.reader.show(made(limit=AT_ONCE), marks, spot=Spot(AT_ONCE) if far else spot or Spot(0))
        self.reader_app.queries.lay_out(self, self.stored, made, original=self._original is not None)

    @on(messages.LaidOut)
    def _take_page(self, message: messages.LaidOut) -> None:
        message.stop()
        if self.stored is None or message.article != self.stored.head.id:
            return
        if message.original == (self._original is not None):
            self._marks = message.marks
            self.reader.show(message.page, message.marks, spot=self._awaited)
            self._awaited = None
            self.describe_reader()

    @on(ReadingView.Remeasured)
    def _remeasure(self, message: ReadingView.Remeasured) -> None:
        message.stop()
        if message.by:
            self.measure = max(NARROWEST, min(WIDEST, self.measure + message.by))
            self.say(_("Lines of %d columns") % min(self.measure, self.reader.room), "hint")
            self.reader_app.queries.keep_setting("measure", self.measure)
        self.lay_out(self.reader.kept_spot)

    # evidence and hits

    @on(FactSidebar.Pointed)
    def _point(self, message: FactSidebar.Pointed) -> None:
        message.stop()
        if self.stored is None or self.facts.stored is None:
            return
        if self._original is not None:
            self.action_view_original()
        from tui.present.facts import evidence_text

        self.point_at(message.span)
        self.say(evidence_text(self.stored, message.row, message.at))

    def point_at(self, span: Span) -> None:
        """Mark the sentence of a passage and bring it into view; what was selected is it no more."""
        if self.stored is None:
            return
        self.reader.select(None)
        from tui.present.highlight import evidence_sentence

        sentence = evidence_sentence(self.stored.article, span)
        self.reader.set_evidence(sentence)
        self.reader.reveal(sentence)

    def begin_hits(self, hits: HitWalk) -> None:
        """Walk these hits from now on."""
        self.hits = hits
        self.show_hits()

    def show_hits(self, *, reveal: bool = True) -> None:
        """Mark the hits of the open article; `reveal` brings the current one into view."""
        from tui.present.highlight import spans_as_marks

        article = self.stored.head.id if self.stored else None
        spans = self.hits.spans_in(article) if self._original is None else ()
        current = self.hits.current_in(article)
        self.reader.set_hits(spans_as_marks(spans, current=current))
        if reveal and current is not None and spans:
            self.reader.reveal(Span(*spans[current]))
        self.describe_reader()

    # the page as it came

    def action_view_original(self) -> None:
        """The page as it came, or the clean text again."""
        if self.stored is None:
            return
        if self._original is not None:
            self._original = None
            self.lay_out(self._left_at)
            self.show_hits(reveal=False)
            self.say_summary()
            self.describe()
            return
        article = self.stored.article
        self.reader_app.queries.original(
            self, self.stored.head.id, self.stored.head.file, article.digest, article.dropped
        )

    def view_dropped(self, words: str) -> None:
        """The page as it came, at the first of the words that cleaning left out."""
        self._sought = words
        if self._original is None:
            self.action_view_original()

    @on(messages.OriginalRead)
    def _take_original(self, message: messages.OriginalRead) -> None:
        message.stop()
        if self.stored is None or message.article != self.stored.head.id:
            return
        text, dropped = message.text, message.dropped
        if text is None:
            problem = {
                "gone": _("The file is gone or cannot be read: only what was left out is shown."),
                "changed": _("The file has changed since it was indexed: only what was left out is shown."),
            }[message.problem]
            self.say(problem, "warning")
            text, placed = "", []
            for piece in dropped:
                placed.append(replace(piece, start=len(text)))
                text += piece.text + "\n\n"
            dropped = tuple(placed)
        else:
            told = _(
                "The page as the file has it; what was left out is struck through. v for the clean text."
            )
            self.say(told, "dim")
        if self._original is None:
            self._left_at = self.reader.first_spot
        self._original, self._dropped = text, dropped
        self.reader.set_evidence(None)
        self.reader.set_hits(())
        self.lay_out(Spot(same_place(self.stored.article.text, self._left_at.offset, text)))
        self._show_sought(text, dropped)
        self.describe()

    def _show_sought(self, text: str, dropped: tuple[Dropped, ...]) -> None:
        """Mark the words looked for in what was left out, and bring the first into view."""
        words, self._sought = self._sought, ""
        if not words:
            return
        from tui.present.highlight import find_folded, spans_as_marks

        pieces = [Span(piece.start, piece.start + len(piece.text)) for piece in dropped]
        found = [s for s in find_folded(text, words, limit=MOST_SOUGHT) if any(s.overlaps(p) for p in pieces)]
        self.reader.set_hits(spans_as_marks(found, current=0))
        if found:
            self.reader.reveal(found[0])

    @property
    def clean_offset(self) -> int:
        """First visible code point of the clean text; of before, while the page as it came is shown."""
        return self.clean_spot.offset

    @property
    def clean_spot(self) -> Spot:
        """First visible line of the clean text; of before, while the page as it came is shown."""
        return self.reader.first_spot if self._original is None else self._left_at

    @property
    def shows_original(self) -> bool:
        """True while the page as it came is in the reading view."""
        return self._original is not None
