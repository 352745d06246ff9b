"""Days as machines write them: ISO 8601, RFC 822, and what Vietnamese pages put in their tags."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

HERE = timezone(timedelta(hours=7))
"""Vietnam's time: a moment given in another zone is told as the day readers there had."""
FIRST_YEAR, LAST_YEAR = 1945, 2100

_ISO = re.compile(
    r"(?P<y>(?:19|20)\d\d)[-/](?P<m>\d\d?)(?:[-/](?P<d>\d\d?))?"
    r"(?:[T ](?P<time>\d\d?:\d\d(?::\d\d)?)(?:\.\d{1,9})?\s?(?P<zone>Z|[+-]\d\d:?\d\d)?)?"
)
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}Z?)?\Z")
_LOCAL = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>(?:19|20)\d\d)"
    r"(?P<pm>[ ,]{1,3}\d\d?:\d\d(?::\d\d)? [AP]M)?"
    r"|(?<!\d)(?P<wd>\d{1,2}) tháng (?P<wm>\d{1,2}),? (?:năm )?(?P<wy>(?:19|20)\d\d)"
)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?\Z")


def iso_day(text: str) -> str | None:
    """The day (month where no day is given) that `text` tells, in ISO 8601; None where it tells none.

    A moment with a zone is told as the day in Vietnam; `m/d/yyyy` with AM or PM is read the American way.

    >>> iso_day("2024-05-28T23:30:00Z"), iso_day("28/05/2024 23:30"), iso_day("5/28/2024 11:30:00 PM")
    ('2024-05-29', '2024-05-28', '2024-05-28')
    """
    text = text.strip()[:60]
    if _EPOCH.match(text):
        return _valid(datetime.fromtimestamp(int(text[:10]), HERE).date())
    compact = _COMPACT.match(text)
    if compact:
        return _made(*(int(part) for part in compact.groups()))
    iso = _ISO.match(text)
    if iso:
        return _iso(iso)
    local = _LOCAL.search(text)
    if local:
        day, month, year = (int(local[a] or local[b]) for a, b in (("d", "wd"), ("m", "wm"), ("y", "wy")))
        return _made(year, day, month) if local["pm"] else _made(year, month, day)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _valid((moment.astimezone(HERE) if moment.tzinfo else moment).date())


def _iso(match: re.Match[str]) -> str | None:
    year, month = int(match["y"]), int(match["m"])
    if match["d"] is None:
        return f"{year}-{month:02}" if 1 <= month <= 12 and FIRST_YEAR <= year <= LAST_YEAR else None
    day = _made(year, month, int(match["d"]))
    if day is None or match["zone"] is None:
        return day
    try:
        zone = match["zone"].replace("Z", "+00:00")
        moment = datetime.fromisoformat(f"{day}T{match['time'].zfill(5)}{zone}")
    except ValueError:
        return day
    return _valid(moment.astimezone(HERE).date())


def _made(year: int, month: int, day: int) -> str | None:
    try:
        return _valid(date(year, month, day))
    except ValueError:
        return None


def _valid(day: date) -> str | None:
    return day.isoformat() if FIRST_YEAR <= day.year <= LAST_YEAR else None
