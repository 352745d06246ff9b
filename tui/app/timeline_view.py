"""What the timeline shows, for the history. No toolkit."""

from __future__ import annotations

from tui.app.session import View
from tui.model.chronology import Series, Step
from tui.model.record import record
from tui.model.result import ListFilter


@record
class TimelineView(View):
    """Articles, events or statements of a list over time."""

    where: ListFilter = ListFilter()
    name: str = ""
    """Whose articles they are, where it is the timeline of a name."""
    step: Step = "month"
    series: Series = "articles"
    when: str = ""
    """The step under the cursor; empty for the last one."""
