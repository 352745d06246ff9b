"""From text to people: short articles, extracted and linked as the program does it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.library.making import lexicon
from tests.library.memory import add, empty_library, finish
from tui.corpus.cleaning import clean
from tui.facts.extract import extract
from tui.library.pages import entity_page
from tui.model.article import RawArticle

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "linking.yaml").read_text(encoding="utf-8"))
FILLER = (
    "Hà Nội sáng nay có mưa nhỏ, trời rét về đêm và sáng.",
    "Giá vàng trong nước hôm nay đi ngang, người mua thưa thớt ở Hà Nội.",
    "Đội tuyển tập buổi đầu tiên trên sân cỏ ở Hà Nội.",
)


@pytest.mark.parametrize("case", CASES, ids=[case["it"] for case in CASES])
def test_articles_of_one_name_are_put_together_as_a_reader_would(case: dict[str, object]) -> None:
    """Among other articles, as in any corpus."""
    texts = [str(text) for text in case["texts"]]  # type: ignore[attr-defined]
    connection = empty_library()
    for number, text in enumerate((*texts, *FILLER), 1):
        raw = RawArticle(
            f"{number}.txt", f"Tin số {number}\n{text}\n", "plain", "utf-8", f"{number * 7919:032x}"[::-1]
        )
        article = clean(raw, lexicon())
        add(connection, article, extract(article, lexicon()))
    finish(connection)
    found: dict[str, list[int]] = {}
    for key, file in connection.execute(
        "SELECT key, file FROM named JOIN entities ON entities.id = entity"
        " JOIN articles ON articles.id = article WHERE kind = 'person' AND name = ?",
        (case["name"],),
    ):
        found.setdefault(key, []).append(int(file.partition(".")[0]))
    assert sorted(map(sorted, found.values())) == case["people"]
    if "because" in case:
        page = entity_page(connection, next(iter(found)))
        assert page is not None
        assert case["because"] in [[reason.kind, reason.text] for reason in page.links]
