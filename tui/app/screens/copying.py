"""Selecting and copying on the main screen: what is selected is told, `y` opens the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on

from tui.app.screens.hits import HitScreen
from tui.app.widgets.selectable import SelectableView
from tui.i18n import gettext as _
from tui.i18n import ngettext
from tui.present.kinds import number
from tui.present.selecting import word_count

if TYPE_CHECKING:
    from tui.app.screens.copy_menu import Offer
    from tui.model.span import Span


class CopyScreen(HitScreen):
    """Copies what is selected, the statement or sentence in sight, the fact, or the article."""

    _told_selected = ""
    """What the status line says of the selection."""

    # selecting

    def action_text_select(self) -> None:
        """Select by keys, in the text, or no more; a drawer that lies over it is closed."""
        if self.reader.selecting and self.pane == "reader":
            self.reader.select(None)
            return
        if not self.shape.side_by_side:
            self.facts_shown[False] = False
        self.go_to("reader")
        if self.reader.size.height:
            self.reader.begin_selecting()
        else:
            self.call_after_refresh(self.reader.begin_selecting)

    @on(SelectableView.Selected)
    def _tell_selected(self, message: SelectableView.Selected) -> None:
        message.stop()
        span = self.reader.selected
        if span is None:
            if self.status.withdraw(self._told_selected):
                self.say_summary()
            self._told_selected = ""
        else:
            self._told_selected = self._selected_text(span)
            self.say(self._told_selected, "dim")
        self.describe_keys()

    def _selected_text(self, span: Span) -> str:
        count = word_count(self.reader.page.text, span)
        told = ngettext("%s word selected", "%s words selected", count) % number(count)
        by_keys, by_mouse = (
            _("Enter copies · y how · o other end · Esc ends"),
            _("y copies · V keys · Esc ends"),
        )
        return f"{told} · {by_keys if self.reader.selecting else by_mouse}"

    @on(SelectableView.CopyWanted)
    def _copy_selected(self, message: SelectableView.CopyWanted) -> None:
        message.stop()
        self._copy_text()

    def _copy_text(self) -> None:
        span = self.reader.selected
        if span is not None:
            self.reader_app.copy(self, span.of(self.reader.page.text))
        self.reader.select(None)

    def action_copy_text(self) -> None:
        """What ctrl+c does where text is selected; else it says how the program is left."""
        if self.reader.selected is not None:
            self._copy_text()
        else:
            self.app.action_help_quit()

    def close_one(self) -> bool:
        """Give up the selection first."""
        if self.reader.selection is not None:
            self.reader.select(None)
            return True
        return super().close_one()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A click into another pane gives up the selection."""
        if event.widget in (self.articles, self.facts, self.strip, self.related_list):
            self.reader.select(None)

    # copying

    def action_article_copy(self) -> None:
        """Choose what to copy, and how."""
        from tui.app.screens.copy_menu import open_copy_menu

        offers = self._offers()
        if offers:
            open_copy_menu(self.reader_app, self, offers)

    def _offers(self) -> list[Offer]:
        stored = self.stored
        if stored is None:
            return []
        from tui.app.screens.copy_menu import source_offers
        from tui.present.citing import source_of

        span = self.reader.selected
        first = self._selected_offers(span) if span is not None else self._quote_offers()
        return [*first, *source_offers(source_of(stored), stored.article.text), *self._fact_offers()]

    def _selected_offers(self, span: Span) -> list[Offer]:
        from tui.app.screens.copy_menu import PREVIEW, Offer, quote_label
        from tui.present.citing import quote, quote_span, source_of
        from tui.present.lines import cut_text

        assert self.stored is not None
        words = span.of(self.reader.page.text)
        if self.shows_original:
            quoted = quote(words, source_of(self.stored))
        else:
            quoted = quote_span(self.stored, span)
        text = _("What is selected: %s") % f"“{cut_text(words, PREVIEW)}”"
        return [Offer("y", text, words), Offer("q", quote_label(words), quoted)]

    def _quote_offers(self) -> list[Offer]:
        from tui.app.screens.copy_menu import Offer, quote_label
        from tui.present.citing import quote_at

        span = self._pointed_at
        if self.stored is None or span is None:
            return []
        return [Offer("q", quote_label(span.of(self.stored.article.text)), quote_at(self.stored, span))]

    @property
    def _pointed_at(self) -> Span | None:
        """The statement the facts point at, else the evidence or the sentence in sight."""
        from tui.model.fact import Statement

        if self.shows_original:
            return None
        row, evidence = self.facts.current, self.reader.evidence
        if row is not None and isinstance(row.fact, Statement):
            said = row.fact.evidence
            if self.pane == "facts" or (evidence is not None and evidence.overlaps(said)):
                return said
        return self.reader.sentence_in_sight()

    def _fact_offers(self) -> list[Offer]:
        from tui.app.screens.copy_menu import PREVIEW, Offer
        from tui.present.citing import fact_text, quote_fact
        from tui.present.highlight import evidence_sentence
        from tui.present.lines import cut_text

        row = self.facts.current
        if self.stored is None or row is None or row.fact is None or not self.facts.display:
            return []
        at = row.evidence[min(self.facts.at, len(row.evidence) - 1)]
        sentence = evidence_sentence(self.stored.article, at)
        label = _("The fact: %s") % cut_text(fact_text(row.fact), PREVIEW)
        return [Offer("f", label, quote_fact(self.stored, row.fact, sentence))]
