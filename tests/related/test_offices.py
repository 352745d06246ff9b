"""One office in several spellings is one; two offices are two."""

from __future__ import annotations

import pytest

from tui.related.offices import OfficeSeen, merge_offices

LONG_FORMS = {"UBND": "Ủy ban nhân dân", "BCĐ": "Ban Chỉ đạo"}.items()


def merged(
    *seen: tuple[str, str | None] | tuple[str, str | None, bool],
) -> list[tuple[str, str | None, list[int]]]:
    items = [
        OfficeSeen(item[0], item[1], len(item) > 2 and bool(item[2]), number)
        for number, item in enumerate(seen)
    ]
    offices = merge_offices(items, long_forms=LONG_FORMS)
    return [(office.position, office.organisation, list(office.sources)) for office in offices]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Phó Chủ tịch", "UBND huyện Lam Kha"), ("phó chủ tịch", "Ủy ban nhân dân huyện Lam Kha")),
        (("Phó Chánh", "Văn phòng Đê điều tỉnh"), ("Phó Chánh Văn phòng", "Văn phòng Đê điều")),
        (("Trưởng ban", "Ban Chỉ đạo về bến cá"), ("Trưởng Ban", "BCĐ công tác bến cá")),
        (("Giám đốc", "Sở Xây dựng"), ("Giám đốc", "Sở Xây dựng tỉnh Vĩnh Mơ")),
        (("Giám đốc", "Sở Xây dựng"), ("Giám đốc", None)),
    ],
)
def test_spellings_of_one_office_are_one(one: tuple[str, str | None], other: tuple[str, str | None]) -> None:
    """Abbreviated, shortened, with the shared word on either side, without the organisation."""
    assert len(merged(one, other)) == 1
    assert len(merged(other, one)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Phó Chủ tịch", "UBND huyện Lam Kha"), ("Phó Chủ tịch", "UBND huyện Vĩnh Mơ")),
        (("Phó Chủ tịch", "UBND huyện Lam Kha"), ("Phó Chủ tịch Thường trực", "UBND huyện Lam Kha")),
        (("Chủ tịch", "UBND huyện Lam Kha"), ("Phó Chủ tịch", "UBND huyện Lam Kha")),
        (("Giám đốc", "Sở Xây dựng", True), ("Giám đốc", "Sở Xây dựng", False)),
        (("Giám đốc", None), ("Phó Giám đốc", None)),
    ],
)
def test_other_offices_stay_apart(one: tuple[str, str | None], other: tuple[str, str | None]) -> None:
    """Another place, another rank, a former one."""
    assert len(merged(one, other)) == 2


def test_the_fullest_spelling_names_the_office() -> None:
    """What most articles leave out, one gives."""
    found = merged(("Giám đốc", "Sở Xây dựng"), ("Giám đốc", "Sở Xây dựng tỉnh Vĩnh Mơ"), ("Giám đốc", None))
    assert found == [("Giám đốc", "Sở Xây dựng tỉnh Vĩnh Mơ", [0, 1, 2])]


def test_without_its_organisation_an_office_may_be_either_of_two() -> None:
    """Nothing says which, so it stays by itself, unless one is cited far more often."""
    two = [("Giám đốc", "Sở Xây dựng"), ("Giám đốc", "Bến cá Lam Kha"), ("Giám đốc", None)]
    assert len(merged(*two)) == 3
    often = [("Giám đốc", "Sở Xây dựng")] * 4 + two
    assert [office[1] for office in merged(*often)] == ["Sở Xây dựng", "Bến cá Lam Kha"]


def test_offices_stand_in_the_order_they_were_first_cited() -> None:
    """The caller gives the newest first and gets it first."""
    found = merged(("Bí thư", "Huyện ủy"), ("Chủ tịch", "UBND huyện"), ("Bí thư", "Huyện ủy Lam Kha"))
    assert [office[0] for office in found] == ["Bí thư", "Chủ tịch"]
    assert found[0][2] == [0, 2]
