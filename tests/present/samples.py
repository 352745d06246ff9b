"""Invented answers of a library, for pages and overlays; no name here is a real person's."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tui.model.result import (
    ArticleHead,
    ArticleHits,
    Citation,
    EntityPage,
    NameHit,
    NamesResult,
    RoleHeld,
    Snippet,
    StatementHeld,
    TextResult,
    Understood,
)
from tui.model.span import Span


def head(number: int, title: str, dated: str | None = "2024-05-29", **changes: object) -> ArticleHead:
    """A row of a list with everything but its title made up."""
    values: dict[str, object] = {
        "id": number,
        "digest": f"{number:032x}",
        "file": f"{number:03d}.txt",
        "title": title,
        "title_inferred": False,
        "dated": dated,
        "date_inferred": False,
        "outlet": "Báo Sông",
        "place": "Vĩnh Hà",
        "place_now": None,
        "people_count": 2,
        "statement_count": 1,
        "fact_count": 9,
        "words": 640,
        "facts_ready": True,
        "read": False,
    }
    return ArticleHead(**{**values, **changes})  # type: ignore[arg-type]


_SNIPPET = "…bàn giao cây cầu cho thị trấn Vĩnh Hà trước mùa lũ, đúng hẹn với người dân…"


def hits(number: int, title: str, count: int, *, exact: bool = True, **changes: object) -> ArticleHits:
    """An article with `count` hits of a three-letter word, every hundred letters."""
    spans = tuple(Span(100 * i + 13, 100 * i + 21) for i in range(count))
    start = _SNIPPET.index("cây cầu")
    snippet = Snippet(_SNIPPET, (Span(start, start + 7),))
    return ArticleHits(head(number, title, **changes), 9.0 / (number + 1), spans, snippet, exact)  # type: ignore[arg-type]


def text_result(
    *articles: ArticleHits, query: str = "cay cau", folded: bool = True, **changes: object
) -> TextResult:
    """An answer of these articles."""
    values: dict[str, object] = {
        "understood": Understood(query, tuple(query.split()), folded),
        "articles": articles,
        "total_articles": len(articles),
        "total_hits": sum(len(found.spans) for found in articles),
    }
    return TextResult(**{**values, **changes})  # type: ignore[arg-type]


def names_result(query: str = "le ha") -> NamesResult:
    """Two people and a place near `query`."""
    return NamesResult(
        query,
        (
            NameHit(
                "person:lê thu hạ", "Lê Thu Hạ", "person", 100.0, "Thiếu tá · Trưởng trạm Vĩnh Hà", 3, 14
            ),
            NameHit("place:vĩnh hà", "Vĩnh Hà", "place", 71.0, "thị trấn", 2, 5),
            NameHit("person:lê hàm", "Lê Hàm", "person", 84.0, "", 1, 1),
        ),
    )


def citation(number: int, dated: str | None, outlet: str | None, title: str) -> Citation:
    """A place in an article."""
    return Citation(number, f"{number:032x}", dated, outlet, title, Span(40 * number, 40 * number + 30))


BRIDGE = citation(1, "2024-04-26", None, "Khởi công cây cầu Vĩnh Hà")
FLOOD = citation(2, "2024-05-29", "Báo Sông", "Trạm Vĩnh Hà sẵn sàng trước mùa lũ")
OPENED = citation(3, "2024-08-28", "Tin Miền Tây", "Thông xe cây cầu Vĩnh Hà sau bốn tháng thi công")


def entity_page(**changes: object) -> EntityPage:
    """The page of a station chief who does not exist."""
    values: dict[str, object] = {
        "key": "person:lê thu hạ",
        "name": "Lê Thu Hạ",
        "kind": "person",
        "titles": (("Thiếu tá", 3),),
        "forms": ("Lê Thu Hạ", "bà Hạ", "Thiếu tá Lê Thu Hạ"),
        "roles": (
            RoleHeld(
                "Trưởng trạm",
                "Trạm Cảnh sát đường thủy Vĩnh Hà",
                False,
                "2024-04-26",
                "2024-08-28",
                (BRIDGE, FLOOD, OPENED),
            ),
            RoleHeld("Phó ban Phòng chống thiên tai", None, False, "2024-05-29", "2024-05-29", (FLOOD,)),
            RoleHeld("giáo viên", "Trường Vĩnh Hà 2", True, "2024-08-28", "2024-08-28", (OPENED,)),
        ),
        "statements": (
            StatementHeld(
                "cây cầu này nối hai bờ, gắn liền với đời sống người dân nên mọi việc phải xong trước lũ",
                "khẳng định",
                (BRIDGE, OPENED),
            ),
            StatementHeld("đề nghị các hộ ven sông kê cao đồ đạc", "đề nghị", (FLOOD,)),
        ),
        "articles": (OPENED, FLOOD, BRIDGE),
        "mention_count": 14,
        "beside": (
            ("person:trần văn ụt", "Trần Văn Ụt", "person", 2),
            ("organisation:trạm vĩnh hà", "Trạm Cảnh sát đường thủy Vĩnh Hà", "organisation", 3),
            ("place:vĩnh hà", "Vĩnh Hà", "place", 3),
            ("person:đỗ thị mơ", "Đỗ Thị Mơ", "person", 1),
        ),
    }
    page: dict[str, Any] = {**values, **changes}
    page.setdefault("article_count", len(page["articles"]))
    months = Counter(cited.dated[:7] for cited in page["articles"] if cited.dated and len(cited.dated) > 4)
    page.setdefault("months", tuple(sorted(months.items())))
    return EntityPage(**page)
