"""Whatever is asked, a library answers: no error, what it did is told, and typed tones come first."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.library.making import index, make_corpus
from tests.library.naive import read, scan
from tui.library.library import Library
from tui.model.result import ListFilter
from tui.search.parsing import MAX_CHARACTERS, MAX_WORDS, parse

ARTICLES = 12
ODD = {
    "ten thousand alternatives": " OR ".join(f"đê{number}" for number in range(10_000)),
    "deep": "(" * 5_000 + "đê" + ")" * 5_000,
    "typos": "đê~ " * 2_000,
    "far apart": '"đê biển"~' + "9" * 5_000,
    "days": "ngày:99999 từ:0000 đến:9999-99-99 ngày:-5 ngày:²/²/² ngày:99999999 năm qua",
    "numbers": "số:>1e999 số:nan số:>½ số:1..",
    "a million digits": "số:>" + "9" * 1_000_000,
    "lone surrogates": "\ud800 đê \udfff nơi:\ud800 người:\udfff nhãn:\udcff",
    "nothing to see": "\x00đê\ufeff\u200d\u200b\u2060",
    "marks": "e" + "\u0323\u0302\u0301" * 400,
    "one long word": "đ" * 100_000,
    "one sign": "-",
    "quotes": '"' * 5_001,
    "patterns": '.*[a-z]+(đê|b)*\\d{1,9}^$? "đê.* b.*"',
    "of the store": "%_' OR 1=1; -- [a]*? nơi:% người:'",
    "colons": "a:b::c:" * 10_000,
    "fields alone": "nơi:" * 500,
    "emoji": "👩‍👩‍👧‍👦🇻🇳 đê",
    "right to left": "\u202eđê\u2067 סער",
    "letters apart": "ẞ ß ﬁ İ ı ǅ ŉ ﷺ ½ ² Ⅳ ٣ 漢字 đê_biển d'Or Å",
    "100 KB": "khánh thành đê biển " * 5_000,
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A few articles with their facts."""
    folder = tmp_path_factory.mktemp("asked")
    index(make_corpus(folder / "bai", ARTICLES), folder / "library.db")
    return Library.open(folder / "library.db")


def ask_everything(library: Library, typed: str) -> None:
    """Put it to all that takes a query."""
    for tones in ("auto", "exact", "folded"):
        found = library.find_text(typed, 5, tones=tones)
        assert len(found.articles) <= 5
        assert found.total_articles >= len(found.articles)
        assert len(found.understood.terms) <= MAX_WORDS
        for hit in found.articles:
            text = library.text(hit.head.id)
            assert text is not None
            assert all(0 <= span.start < span.stop <= len(text.text) for span in hit.spans)
    assert len(library.find_names(typed, 5).hits) <= 5
    assert library.count(ListFilter(text=typed)) <= ARTICLES
    library.find_all(typed)
    for cursor in {0, 1, len(typed) // 2, len(typed)}:
        library.complete(typed, cursor)


@pytest.mark.parametrize("name", ODD)
def test_the_worst_is_answered(library: Library, name: str) -> None:
    """What was typed bounds nothing: what is read of it is bounded."""
    query = parse(ODD[name])
    assert len(query.text) <= MAX_CHARACTERS
    assert sum(len(term.words) for term in query.terms) <= MAX_WORDS
    ask_everything(library, ODD[name])


PIECES = st.sampled_from(
    [piece for piece in ODD.values() if len(piece) < 100]
    + ["nơi:", "người:", "số:", "ngày:", "là:", "OR", "NOT", "đê", "biển", "ubnd", "Lạc Thị", *'"()~-:*|,; ']
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=6).map("".join) | st.text(max_size=40))
def test_anything_is_answered(library: Library, typed: str) -> None:
    """Pieces of queries in any order, and any text at all."""
    ask_everything(library, typed)


SPOKEN = "đê đe dê bến bền ben cá ca xã xa thành thanh thánh đường duong vườn chợ cho hộ họ dân dẫn lợi"
WORDS = st.sampled_from(SPOKEN.split())


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, min_size=1, max_size=3).map(" ".join))
def test_all_with_the_tones_as_typed_come_before_any_other(library: Library, typed: str) -> None:
    """By a scan of the texts, not by what the answer says of itself; among equals the better score first."""
    found = library.find_text(f'"{typed}"', ARTICLES, expand=False)
    exact = []
    for hit in found.articles:
        text = library.text(hit.head.id)
        assert text is not None
        exact.append(bool(scan(read(unicodedata.normalize("NFC", text.text)), typed)[1]))
    assert exact == [hit.exact for hit in found.articles]
    assert exact == sorted(exact, reverse=True)
    for same in (True, False):
        scores = [hit.score for hit in found.articles if hit.exact is same]
        assert scores == sorted(scores, reverse=True)
