"""What stamps, signatures and tags say, by the cases of `tests/cases/metadata.yaml`."""

from __future__ import annotations

from typing import Any

import pytest

from tests.corpus.samples import LEXICON, load_cases
from tui.corpus.metadata import is_name, press_of
from tui.corpus.outlets import outlets_of

CASES: dict[str, list[dict[str, Any]]] = load_cases("metadata.yaml")
PRESS = press_of(LEXICON)
OUTLETS = outlets_of(LEXICON)


@pytest.mark.parametrize("case", CASES["stamps"], ids=lambda case: case["line"])
def test_a_stamp_gives_the_date_it_states_and_nothing_more(case: dict[str, Any]) -> None:
    """A whole date alone, or with a time or weekday and at most names beside it; a sentence is no stamp."""
    stamp = PRESS.stamp(case["line"])
    assert (stamp.value if stamp else None) == case["value"]
    if stamp is not None:
        assert stamp.evidence.of(case["line"]) == case["evidence"]
        assert (stamp.byline, stamp.outlet) == (case.get("byline"), case.get("outlet"))


@pytest.mark.parametrize("case", CASES["crawler_stamps"], ids=lambda case: case["line"])
def test_a_crawler_stamp_is_a_key_and_an_iso_date_at_the_head(case: dict[str, Any]) -> None:
    """As precise as written: a month stays a month."""
    stamp = PRESS.crawler_stamp(case["line"])
    assert (stamp.value if stamp else None) == case["value"]
    assert stamp is None or stamp.evidence.of(case["line"]) == case["evidence"]


@pytest.mark.parametrize("case", CASES["signatures"], ids=lambda case: case["line"])
def test_a_signature_names_writer_agency_and_source(case: dict[str, Any]) -> None:
    """Who wrote it, which agency or paper it is from, under which address; a sentence is no signature."""
    found = PRESS.signature(case["line"])
    if case.get("none"):
        assert found is None
        return
    assert found is not None
    said = (found.byline, found.agency, found.outlet, found.url, found.sure)
    assert said == (*(case.get(key) for key in ("byline", "agency", "outlet", "url")), case.get("sure", True))


@pytest.mark.parametrize("case", CASES["tags"], ids=lambda case: case["text"])
def test_a_tag_before_the_first_sentence_names_the_paper(case: dict[str, Any]) -> None:
    """In brackets or before a dash; a word that only looks alike names none."""
    assert OUTLETS.tag(case["text"]) == (case.get("outlet"), case.get("agency"))


def test_the_outlet_of_an_address_is_found_below_subdomains() -> None:
    """The longest known ending of the host decides; a look-alike does not."""
    assert OUTLETS.at("https://thethao.tuoitre.vn/bai.htm") == "Tuổi Trẻ"
    assert OUTLETS.at("https://tuoitre.vn.vidu.example/bai.htm") is None
    assert OUTLETS.at("https://khongphaituoitre.vn/") is None
    assert OUTLETS.at("http://user@vnexpress.net/x") == "VnExpress"


def test_names_of_writers_are_told_from_other_lines() -> None:
    """Every word begins with a capital; initials and capitals pass, figures and sentences do not."""
    assert all(map(is_name, ["Vi Mận", "VI MẬN", "V.M", "Nguyễn Thị Ngọc Ánh"]))
    assert not any(map(is_name, ["Vi mận", "Đội 2", "Một Hai Ba Bốn Năm Sáu", "", "Vi Mận!"]))
