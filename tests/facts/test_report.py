"""Facts as JSON: the promise of the command line, and the form the library keeps."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.facts.marked import article, lexicon
from tui.facts.extract import extract
from tui.facts.report import facts_json
from tui.facts.stored import extraction_from_list, extraction_to_list
from tui.model import fact as model
from tui.model.article import Article, Dropped
from tui.model.span import Span

TEXT = """
Ngày 28-8, Ban Chỉ đạo 35 huyện Mộc Đà tổ chức Hội nghị tập huấn công tác dân vận năm 2024 cho 60 đồng chí.
Ông Tăng Văn Dư, Phó Chủ tịch UBND huyện, cho biết vụ này {sản lượng} tăng 5,73% so với cùng kỳ năm 2023.
Đại biểu nghe chuyên đề “Giữ rừng đầu nguồn” theo Nghị quyết 27-NQ/TW, giá 5 đến 7 triệu đồng.
"""

KEYS = {
    "people": {"name", "titles", "forms", "mentions", "roles"},
    "organisations": {"name", "canonical", "forms"},
    "places": {"name", "level", "province_then", "province_now"},
    "dates": {"text", "value", "inferred"},
    "figures": {
        "text", "value", "unit", "what", "change", "compared_to", "approx", "target", "period",
    },
    "events": {"name", "date", "place", "organisers", "chair", "attendance"},
    "topics": {"text"},
    "statements": {"speaker", "verb", "text", "kind"},
    "documents": {"text"},
}  # fmt: skip
"""What each list promises beside evidence, rule and confidence."""


def reported(**changes: Any) -> dict[str, Any]:
    subject = article(TEXT, **changes)
    return facts_json(subject, extract(subject, lexicon()))


def test_every_promised_key_is_there() -> None:
    """Scripts rely on the keys, whether or not an article has anything to put under them."""
    empty = article("")
    for report in (reported(), facts_json(empty, model.Extraction())):
        assert {
            "file", "title", "title_inferred", "published", "dated", "byline", "outlet", "agency", "url",
            "captions", "boilerplate", "mentions", *KEYS,
        } <= set(report)  # fmt: skip


def test_every_fact_carries_what_it_promises_and_its_evidence() -> None:
    """Evidence is a passage of the clean text, with its place."""
    report = reported()
    text = article(TEXT).text
    for kind, keys in KEYS.items():
        if kind != "places":
            assert report[kind], kind
        for fact in report[kind]:
            assert keys | {"evidence", "rule", "confidence"} <= set(fact)
            evidence = fact["evidence"]
            assert text[evidence["start"] : evidence["stop"]] == evidence["text"] != ""


def test_numbers_are_json_numbers_and_ranges_are_pairs() -> None:
    """An int where the value is whole, else a float; a range is [low, high]."""
    values = {fact["text"]: fact["value"] for fact in json.loads(json.dumps(reported()["figures"]))}
    assert values["tăng 5,73%"] == 5.73
    assert values["60 đồng chí"] == 60
    assert isinstance(values["60 đồng chí"], int)
    assert values["5 đến 7 triệu đồng"] == [5000000, 7000000]


def test_an_inferred_year_says_from_what() -> None:
    """In words, as the promise shows them."""
    inferred = {fact["text"]: fact["inferred"] for fact in reported()["dates"]}
    assert inferred["Ngày 28-8"] == "year from the event"
    assert inferred["năm 2024"] is None


def test_an_inferred_day_is_marked_and_is_not_the_day_of_publication() -> None:
    """`published` is what the page says, or null; `dated` says from what it was inferred."""
    inferred = reported()
    assert inferred["published"] is None
    assert (inferred["dated"]["value"], inferred["dated"]["from"]) == ("2024-08-28", "event")
    stated = reported(published="2024-08-29")
    assert stated["published"] == {"value": "2024-08-29", "evidence": "2024-08-29"}
    assert (stated["dated"]["value"], stated["dated"]["from"]) == ("2024-08-29", "published")


def test_an_article_with_a_title_has_no_inferred_one() -> None:
    """Only a missing headline is made up for."""
    assert reported(title="Tin xã")["title_inferred"] is None
    assert reported()["title_inferred"].startswith("Hội nghị tập huấn công tác dân vận năm 2024")


def test_the_text_is_added_only_when_asked_for() -> None:
    """Offsets count code points of it."""
    subject = article(TEXT)
    assert "text" not in facts_json(subject, model.Extraction())
    assert facts_json(subject, model.Extraction(), with_text=True)["text"] == subject.text


def test_what_cleaning_left_out_is_told_as_boilerplate() -> None:
    """Each piece as it stood in the source."""
    base = article("Xã họp.")
    subject = Article(
        base.file, base.text, base.paragraphs, base.digest, base.loader, base.encoding,
        dropped=(Dropped("share", "Chia sẻ:", 9),),
    )  # fmt: skip
    assert facts_json(subject, model.Extraction())["boilerplate"] == ["Chia sẻ:"]


# ---------------------------------------------------------------- the library's form

texts = st.text(max_size=12)
maybe = st.none() | texts
spans = st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)).map(lambda pair: Span(*pair))
amounts = st.decimals(allow_nan=False, allow_infinity=False, places=4)
years = st.integers(1000, 2100)
some_texts = st.lists(texts, max_size=3).map(tuple)
some_spans = st.lists(spans, max_size=3).map(tuple)
sure = st.sampled_from(("high", "medium", "low"))


def many(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=2).map(tuple)


roles = st.builds(model.Role, texts, maybe, spans, texts, sure, st.booleans(), st.booleans())
extractions = st.builds(
    model.Extraction,
    people=many(
        st.builds(
            model.Person, texts, texts, spans, texts, sure, some_texts, some_texts, some_texts, some_spans,
            many(roles),
        )
    ),
    organisations=many(
        st.builds(model.Organisation, texts, texts, texts, spans, texts, sure, some_texts, some_spans)
    ),
    places=many(
        st.builds(model.Place, texts, texts, texts, spans, texts, sure, maybe, maybe, some_texts, some_spans)
    ),
    dates=many(st.builds(model.DateFact, texts, maybe, spans, texts, sure, maybe)),
    figures=many(
        st.builds(
            model.Figure, texts, amounts | st.tuples(amounts, amounts), texts, spans, texts, sure, maybe,
            st.sampled_from((None, "increase", "decrease")), maybe, st.sampled_from((None, ">", "<", "~")),
            st.none() | amounts, maybe,
        )
    ),
    events=many(
        st.builds(
            model.Event, texts, spans, texts, sure, maybe, maybe, some_texts, maybe,
            st.none() | st.integers(0, 10**6),
        )
    ),
    statements=many(
        st.builds(
            model.Statement, texts, maybe, maybe, texts, st.sampled_from(("direct", "indirect", "directive")),
            spans, texts, sure, st.booleans(),
        )
    ),
    topics=many(st.builds(model.Topic, texts, spans, texts, sure)),
    documents=many(st.builds(model.Document, texts, spans, texts, sure, maybe, st.none() | years)),
    dated=st.none()
    | st.builds(model.Dated, texts, st.sampled_from(("published", "event", "text")), st.none() | spans),
    title_inferred=maybe,
    place=maybe,
)  # fmt: skip


@given(extractions)
def test_an_extraction_comes_back_from_storage_whole(extraction: model.Extraction) -> None:
    """Through JSON text, with every digit of every number."""
    stored = json.dumps(extraction_to_list(extraction), ensure_ascii=False)
    assert extraction_from_list(json.loads(stored)) == extraction


def test_storage_keeps_no_defaults() -> None:
    """An article without facts costs next to nothing."""
    assert extraction_to_list(model.Extraction()) == []
    fact = model.Figure("5 hộ", Decimal(5), "hộ", Span(0, 4), "figure.count")
    assert extraction_to_list(model.Extraction(figures=(fact,)))[4:] == [
        [["5 hộ", "5", "hộ", [0, 4], "figure.count"]]
    ]
