"""What the line of the search may go on with: the name of a field, or one of the values the corpus has."""

from __future__ import annotations

from typing import Protocol

from textual.message_pump import MessagePump

from tui.app.messages import Completed
from tui.app.widgets.box import LineRow
from tui.app.widgets.line_input import LineInput
from tui.i18n import current_language, ngettext
from tui.i18n import gettext as _
from tui.model.query import Candidate, Completion
from tui.model.record import record
from tui.present.kinds import number
from tui.present.lines import Line, run
from tui.search.completing import at_cursor, fields_beginning

MOST_ROWS = 5
"""Values shown above what the search has found."""


class CompletionAsks(Protocol):
    """What is asked of the library."""

    def complete(self, asker: MessagePump, text: str, caret: int) -> None:
        """Answered by `Completed`."""
        ...


@record
class Complete:
    """Put this into the line, in place of what is typed at the caret."""

    candidate: Candidate


class Completer:
    """What may follow in one line; an answer to another text than stands there is dropped."""

    def __init__(self, asks: CompletionAsks) -> None:
        self._asks = asks
        self._of: tuple[str, int] = "", 0
        self._known = Completion(0, 0)

    @property
    def _candidates(self) -> tuple[Candidate, ...]:
        """None of them is typed already."""
        typed = self._of[0][self._known.start : self._known.stop]
        return tuple(one for one in self._known.candidates if one.insert != typed)

    def ask(self, asker: MessagePump, line: LineInput) -> None:
        """Look what may follow at the caret; names of fields are known at once."""
        self._of, self._known = (line.text, line.caret), Completion(0, 0)
        at = at_cursor(*self._of)
        if at.field is not None:
            self._asks.complete(asker, *self._of)
        elif line.at_end:
            names = [f"{meaning.words}:" for meaning in fields_beginning(at.typed, current_language())]
            found = tuple(Candidate(name, name) for name in names)
            self._known = Completion(at.start, at.stop, None, found)

    def forget(self) -> None:
        """Nothing may follow."""
        self._of, self._known = ("", 0), Completion(0, 0)

    def take(self, message: Completed) -> bool:
        """True when the answer is of the text in the line, and is shown now."""
        if (message.text, message.caret) != self._of:
            return False
        self._known = message.completion
        return bool(self._candidates)

    def ghost(self, line: LineInput) -> str:
        """Shown after the caret: what the right arrow puts there."""
        return f"→ {self._candidates[0].shown}" if self._candidates and line.at_end else ""

    def rows(self) -> list[LineRow]:
        """The values to choose from, most articles first."""
        if self._known.field is None or not self._candidates:
            return []
        heading = LineRow((run(_("Goes on with").upper(), "heading"),))
        return [heading, *map(_row, self._candidates[:MOST_ROWS]), LineRow(())]

    def put(self, line: LineInput, candidate: Candidate | None = None) -> bool:
        """Put a candidate, or else the first, into the line; False where there is none."""
        if candidate is None:
            candidate = self._candidates[0] if self._candidates and line.at_end else None
        if candidate is None or (line.text, line.caret) != self._of:
            return False
        text = self._of[0]
        line.set(text[: self._known.start] + candidate.insert + text[self._known.stop :])
        line.caret = min(len(line.text), self._known.start + len(candidate.insert))
        return True


def _row(candidate: Candidate) -> LineRow:
    aside: Line = ()
    if candidate.count:
        told = ngettext("%s article", "%s articles", candidate.count) % number(candidate.count)
        aside = (run(told, "dim"),)
    return LineRow((run(candidate.shown, "strong"),), Complete(candidate), aside)
