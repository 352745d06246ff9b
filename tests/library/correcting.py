"""A small library to correct, made of invented articles, and all its rows without their numbers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.library.making import lexicon
from tui.corpus.cleaning import clean
from tui.corpus.reader import read, scan
from tui.facts.extract import extract
from tui.library import sources
from tui.library.corrected import Corrections
from tui.library.correcting import catch_up
from tui.library.library import Library
from tui.library.sources import Found
from tui.library.storing import prepare_facts, prepare_text
from tui.model.article import Article
from tui.model.correction import Correction
from tui.model.fact import Extraction

TEXTS = {
    "1.txt": """Khánh thành đê biển ở xã Vĩnh Mơ
Ngày 3/4/2031, UBND tỉnh Bắc Ninh tổ chức lễ khánh thành đê biển.
Ông Nguyễn Văn Nam, Chủ tịch UBND tỉnh Bắc Ninh, cho biết công trình có vốn 30 tỷ đồng.
Theo bà Lạc Thị Mây Thu, Giám đốc Sở Xây dựng tỉnh Bắc Ninh, đã có 270 hộ dân được hưởng lợi.
""",
    "2.txt": """Mở thêm trạm y tế ở Bắc Ninh
Ngày 5/4/2031, ông Nguyễn Văn Nam, Chủ tịch UBND tỉnh Bắc Ninh, thăm trạm y tế mới tại Bắc Giang.
Bà Lạc Thị Mây Thu cho biết trạm có 12 giường bệnh. Ông Nguyễn Văn Nạm cũng có mặt.
""",
    "3.txt": """Nghệ nhân gốm giữ nghề ở Quảng Trị
Ngày 7/5/2031, nghệ nhân Nguyễn Văn Nam ở tỉnh Quảng Trị giới thiệu 40 bình gốm.
Ông Nam cho biết nghề gốm đã có 200 năm.
""",
    "4.txt": """Nghệ nhân gốm nhận giải thưởng
Ngày 9/6/2031, nghệ nhân Nguyễn Văn Nam ở tỉnh Quảng Trị nhận giải thưởng 50 triệu đồng.
Hội Nghệ nhân tỉnh Quảng Trị và bà Lạc Mây Thu chúc mừng.
""",
    "5.txt": """Họp bàn về chợ nổi
Ngày 2/7/2031, ông Nguyễn Văn Nạm và bà Lạc Mây Thu họp với Sở Xây dựng tỉnh Bắc Ninh tại Bắc Giang.
Bà Thu nói: “Chợ nổi sẽ có 90 ghe.” Anh Tùng và chị Hoa cùng dự.
""",
    "6.txt": """Hội chợ quê ở Bắc Giang
Ngày 4/8/2031, anh Tùng bán 300 kg vải tại tỉnh Bắc Giang. Sở Xây dựng tỉnh Bắc Giang cấp phép.
""",
}

Facts = Sequence[tuple[Article, Extraction]]

_found: list[tuple[Article, Extraction]] = []


def found(folder: Path) -> Facts:
    """The articles with what the extractor finds in them, as files in `folder`."""
    folder.mkdir(exist_ok=True)
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    if not _found:
        for file in scan(folder):
            for raw in read(file)[0]:
                article = clean(raw, lexicon())
                _found.append((article, extract(article, lexicon())))
    return _found


def build(path: Path, facts: Facts, corrections: Iterable[Correction] = ()) -> Path:
    """A library of these articles, made with corrections from the first."""
    library = Library.open(path, write=True)
    connection = library.connection
    version = sources.current_version(connection, "test")
    known = Corrections(corrections)
    for _step in sources.committed(connection, catch_up(connection, known.all)):
        pass
    with sources.transaction(connection):
        for article, extraction in facts:
            found = Found(article.file, Path(article.file), 1, 1, 1)
            sources.store_source(connection, found, version, [prepare_text(article)], [])
            article_id = library.find_id(article.file)
            assert article_id is not None
            sources.store_facts(connection, article_id, prepare_facts(article, extraction, known), version)
    for _step in sources.finish(connection):
        pass
    library.close()
    return path


def correct(path: Path, corrections: Sequence[Correction]) -> None:
    """Bring corrections into a library that stands."""
    library = Library.open(path, write=True)
    for _step in sources.committed(library.connection, catch_up(library.connection, corrections)):
        pass
    library.close()


_ROWS = {
    "heads": "SELECT file, title, dated, place, place_now, people_count, statement_count, fact_count,"
    " filter_text, newest, oldest, by_title, by_outlet, by_place FROM articles",
    "named": "SELECT file, key, kind, name, full, mentions, start, stop, telling, forms, titles FROM named"
    " JOIN articles ON articles.id = article JOIN entities ON entities.id = entity",
    "entities": "SELECT entities.key, kind, entities.articles, full_names.key FROM entities"
    " LEFT JOIN full_names ON full_names.id = base",
    "roles": "SELECT file, key, number, position, organisation, former, start, stop FROM roles"
    " JOIN articles ON articles.id = article JOIN entities ON entities.id = entity",
    "statements": "SELECT file, key, number, verb, start, stop FROM statements"
    " JOIN articles ON articles.id = article JOIN entities ON entities.id = entity",
    "witnesses": "SELECT file, key, sex, provinces FROM witnesses JOIN articles ON articles.id = article"
    " JOIN full_names ON full_names.id = name",
    "grounded": "SELECT file, full_names.key, grounds.kind, grounds.key, text FROM grounded"
    " JOIN articles ON articles.id = article JOIN full_names ON full_names.id = name"
    " JOIN grounds ON grounds.id = ground",
    "grounds": "SELECT kind, key, articles FROM grounds",
    "full_names": "SELECT key, articles FROM full_names",
    "merged": "SELECT entities.key, one.file, other.file, merged.kind, merged.key, text FROM merged"
    " JOIN entities ON entities.id = entity JOIN articles AS one ON one.id = article"
    " JOIN articles AS other ON other.id = other",
    "traits": "SELECT file, kind, key, text FROM traits JOIN articles ON articles.id = article",
    "figures": "SELECT file, length(packed) FROM figures JOIN articles ON articles.id = article",
    "measured": "SELECT file, hex(packed) FROM measured JOIN articles ON articles.id = article",
    "happenings": "SELECT file, number, day, own FROM happenings JOIN articles ON articles.id = article",
    "corrected": "SELECT correction, file FROM corrected JOIN articles ON articles.id = article",
    "corrections": "SELECT number, packed FROM corrections",
    "uncorrected": "SELECT article FROM uncorrected",
    "unlinked": "SELECT kind, id FROM unlinked",
    "anchors": "SELECT sort, page, key, file FROM anchors",
    "whole": "SELECT anchored = generation FROM state",
}


def rows(path: Path) -> dict[str, list[object]]:
    """All that a library says of its articles, without the numbers of its rows."""
    connection = sqlite3.connect(path)
    try:
        return {name: sorted(connection.execute(query), key=repr) for name, query in _ROWS.items()}
    finally:
        connection.close()
