"""How an article is filed: day, title and place, inferred where the page gives none."""

from __future__ import annotations

import pytest

from tests.facts.marked import article
from tui.facts.filing import file_under
from tui.model.fact import DateFact, Event, Extraction, Place
from tui.model.span import Span


def day(text: str, value: str, start: int, rule: str = "date.day") -> DateFact:
    return DateFact(text, value, Span(start, start + len(text)), rule)


def place(name: str, *starts: int, level: str = "province") -> Place:
    spans = tuple(Span(start, start + len(name)) for start in starts)
    return Place(f"place:{name}", name, level, spans[0], "test", mentions=spans)


def meeting(name: str, date: str | None = None, organisers: tuple[str, ...] = ()) -> Event:
    return Event(name, Span(0, 4), "event.reported", date=date, organisers=organisers)


def test_the_stamp_comes_first() -> None:
    """What the page states is never outdone by what is inferred."""
    subject = article("Xã họp ngày 7/3/2024.", published="2024-03-09")
    filed = file_under(
        subject,
        Extraction(dates=(day("7/3/2024", "2024-03-07", 12),), events=(meeting("Hội nghị", "2024-03-07"),)),
    )
    assert filed.dated is not None
    assert (filed.dated.value, filed.dated.origin) == ("2024-03-09", "published")


def test_without_a_stamp_the_event_gives_the_day_and_its_evidence() -> None:
    """The evidence is where the day stands, not the name of the event."""
    subject = article("Ngày 7/3, xã họp hội nghị.")
    filed = file_under(
        subject,
        Extraction(dates=(day("Ngày 7/3", "2024-03-07", 0),), events=(meeting("Hội nghị", "2024-03-07"),)),
    )
    assert filed.dated is not None
    assert (filed.dated.value, filed.dated.origin, filed.dated.evidence) == (
        "2024-03-07",
        "event",
        Span(0, 8),
    )


def test_an_event_over_several_days_files_under_the_last() -> None:
    """A report is written when it is over."""
    filed = file_under(article("Hội chợ."), Extraction(events=(meeting("Hội chợ", "2024-03-07/2024-03-10"),)))
    assert filed.dated is not None
    assert filed.dated.value == "2024-03-10"


@pytest.mark.parametrize(
    ("text", "value", "filed_under"),
    [
        ("Ngày 7/3/2024 xã họp bàn làm đường.", "2024-03-07", "2024-03-07"),
        ("Dự kiến ngày 7/3/2024 xã họp bàn làm đường.", "2024-03-07", None),
        ("Ngày 7/3 xã họp bàn làm đường.", "--03-07", None),
    ],
)
def test_a_day_told_at_the_beginning_dates_an_article_without_event(
    text: str, value: str, filed_under: str | None
) -> None:
    """Plans and days without a year do not."""
    start = text.lower().index("ngày")
    filed = file_under(article(text), Extraction(dates=(day(text[start : start + 8], value, start),)))
    assert (filed.dated.value if filed.dated else None) == filed_under


def test_history_further_down_does_not_date_an_article() -> None:
    """Only what stands near the beginning is news."""
    text = "Bia đá dựng giữa làng. " * 60 + "Ngày 7/3/1954 có trận đánh."
    filed = file_under(article(text), Extraction(dates=(day("7/3/1954", "1954-03-07", text.index("7/3")),)))
    assert filed.dated is None


def test_a_missing_title_is_the_event_with_the_place_it_concerns() -> None:
    """The place is named with its level, and not twice."""
    subject = article("Hội nghị tập huấn công tác hòa giải. Hậu Giang đã họp.")
    event = meeting("hội nghị tập huấn công tác hòa giải")
    filed = file_under(subject, Extraction(events=(event,), places=(place("Hậu Giang", 37),)))
    assert filed.title_inferred == "Hội nghị tập huấn công tác hòa giải tỉnh Hậu Giang"
    named = meeting("Hội nghị tập huấn tỉnh Hậu Giang")
    filed = file_under(subject, Extraction(events=(named,), places=(place("Hậu Giang", 37),)))
    assert filed.title_inferred == "Hội nghị tập huấn tỉnh Hậu Giang"


def test_a_printed_title_is_never_replaced() -> None:
    """Nor is one made up for an article without an event."""
    titled = article("Xã họp.", title="Tin xã")
    assert file_under(titled, Extraction(events=(meeting("Hội nghị"),))).title_inferred is None
    assert file_under(article("Xã họp."), Extraction()).title_inferred is None


def test_the_place_is_that_of_the_title_then_of_the_organiser_then_the_most_named() -> None:
    """Only provinces and cities at their level; districts are too small for the list."""
    subject = article("Hà Giang, Sơn La, Sơn La. Mộc Đà, Mộc Đà, Mộc Đà.")
    places = (place("Hà Giang", 0), place("Sơn La", 10, 18), place("Mộc Đà", 26, 34, 42, level="district"))
    assert file_under(subject, Extraction(places=places)).place == "Sơn La"
    organised = Extraction(places=places, events=(meeting("Hội chợ", organisers=("UBND tỉnh Hà Giang",)),))
    assert file_under(subject, organised).place == "Hà Giang"
    titled = article("Sơn La, Sơn La.", title="Hà Giang được mùa")
    assert (
        file_under(titled, Extraction(places=(place("Hà Giang", 0), place("Sơn La", 18, 26)))).place
        == "Hà Giang"
    )
    assert file_under(subject, Extraction(places=places[2:])).place is None
