"""The network of names in words and lines: ties with their weight, and the sentences that hold both names."""

from __future__ import annotations

from tui.i18n import ngettext
from tui.present.dates import short_date
from tui.present.kinds import number


def days_text(first: str | None, last: str | None) -> str:
    """`05/03/31–07/03/31`; one day alone; empty where no article has one.

    >>> days_text("2031-03-05", "2031-03-07"), days_text("2031-03-05", "2031-03-05"), days_text(None, None)
    ('05/03/31–07/03/31', '05/03/31', '')
    """
    if not first or not last:
        return ""
    return short_date(first) if first == last else f"{short_date(first)}–{short_date(last)}"


def tie_text(weight: float, together: int, sentences: int | None, first: str | None, last: str | None) -> str:
    """A tie in columns: weight in percent, articles, sentences, first and last day; all ties as wide."""
    articles = ngettext("%s article", "%s articles", together) % number(together)
    counted = (
        "" if sentences is None else ngettext("%s sentence", "%s sentences", sentences) % number(sentences)
    )
    return f"{weight:4.0%}  {articles:<10} {counted:<12} {days_text(first, last):<17}"
