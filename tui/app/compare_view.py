"""Which two articles are compared, for the history. No toolkit."""

from __future__ import annotations

from tui.app.session import View
from tui.model.record import record
from tui.model.span import Span


@record
class CompareView(View):
    """Two articles, whole or at a passage of the left one."""

    left: int = 0
    """Rows of the library."""
    right: int = 0
    span: Span | None = None
    """The passage that is looked at, in the left article."""
