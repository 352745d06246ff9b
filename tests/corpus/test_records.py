"""Records: JSON, JSON Lines, tables and Parquet; columns found or told, and what is refused of them."""

from __future__ import annotations

import gzip
import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.corpus.packing import everything, run
from tui.corpus.loaders.columns import key_of, recognised
from tui.corpus.loaders.records import flat_text, line_of
from tui.corpus.options import Options
from tui.model.article import FIELDS
from tui.text.encoding import MISREAD

RECORDS: list[dict[str, Any]] = [
    {
        "title": f"Giá muối lần {number}",
        "description": f"Sapo thứ {number}.",
        "content": f"<p>Đoạn một của bài {number}.</p><p>Đoạn hai.</p>",
        "author": {"name": "Lê Mơ"},
        "publishedAt": "2024-05-28T23:30:00Z",
        "source": "Báo Mây",
        "url": f"https://may.example/{number}",
        "category": ["Kinh tế", "Thị trường"],
    }
    for number in (1, 2, 3)
]
TEXT = "Giá muối lần 1\n\nSapo thứ 1.\n\nĐoạn một của bài 1.\n\nĐoạn hai."


def put(folder: Path, name: str, text: str, encoding: str = "utf-8") -> None:
    (folder / name).write_bytes(text.encode(encoding))


SHAPES = {
    "array.json": json.dumps(RECORDS, ensure_ascii=False, indent=2),
    "held.json": json.dumps({"meta": {"count": 3}, "data": {"articles": RECORDS}}),
    "keyed.json": json.dumps({"a": RECORDS[0], "b": RECORDS[1], "c": RECORDS[2]}),
    "lines.json": "\n".join(json.dumps(record) for record in RECORDS),
    "lines.jsonl": "\n\n".join(json.dumps(record) for record in RECORDS) + "\n",
    "array.ndjson": json.dumps(RECORDS, indent=1),
    "array.jsonl": json.dumps(RECORDS),
    "bom.json": "\ufeff" + json.dumps(RECORDS, ensure_ascii=False),
}


@pytest.mark.parametrize("name", SHAPES)
def test_objects_are_articles_however_json_holds_them(tmp_path: Path, name: str) -> None:
    """A list, a list under a key, objects by key, a line each; numbered in order, fields told apart."""
    put(tmp_path, name, SHAPES[name])
    found, refused = everything(tmp_path)
    assert refused == []
    assert list(found) == [name, f"{name}#2", f"{name}#3"]
    first = found[name]
    assert first.text == TEXT
    assert {field: getattr(first.fields, field) for field in FIELDS} == {
        "title": "Giá muối lần 1",
        "lead": "Sapo thứ 1.",
        "byline": "Lê Mơ",
        "outlet": "Báo Mây",
        "agency": None,
        "url": "https://may.example/1",
        "published": "2024-05-29",
        "section": "Kinh tế, Thị trường",
    }
    assert len({article.digest for article in found.values()}) == 3


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
@pytest.mark.parametrize("name", ["array.json", "lines.jsonl"])
def test_marks_of_encodings_are_heeded(tmp_path: Path, name: str, encoding: str) -> None:
    """As programs of Windows write them."""
    put(tmp_path, name, SHAPES[name], encoding)
    assert len(everything(tmp_path)[0]) == 3


def test_an_object_alone_is_an_article(tmp_path: Path) -> None:
    """Its text may be a list of paragraphs."""
    put(tmp_path, "một.json", json.dumps({"headline": "Tin", "body": ["Một.", {"text": "Hai."}], "n": 5}))
    found, _refused = everything(tmp_path)
    assert [(article.file, article.text) for article in found.values()] == [
        ("một.json", "Tin\n\nMột.\n\nHai.")
    ]


def test_bad_lines_are_refused_by_number_and_many_are_summed_up(tmp_path: Path) -> None:
    """The good ones keep their number in the file, whatever stands between them."""
    lines = [json.dumps(RECORDS[0]), "{", json.dumps(RECORDS[1]), *["{}"] * 20, json.dumps(RECORDS[2])]
    put(tmp_path, "a.jsonl", "\n".join(lines))
    found, refused = everything(tmp_path)
    assert list(found) == ["a.jsonl", "a.jsonl#3", "a.jsonl#24"]
    assert [(r.reason, r.detail) for r in refused] == [
        ("bad-record", "2"),
        ("row-without-text", "4"),
        ("row-without-text", "5"),
        ("row-without-text", "6"),
        ("rows-without-text", "17, 7…"),
    ]


def test_json_that_breaks_off_gives_what_stands_before(tmp_path: Path) -> None:
    """And one line."""
    put(tmp_path, "a.json", SHAPES["array.json"][:-150])
    put(tmp_path, "b.json", SHAPES["array.json"].replace('"title": "Giá muối lần 3"', '"title" "x"'))
    found, refused = everything(tmp_path)
    assert list(found) == ["a.json", "a.json#2", "b.json", "b.json#2"]
    assert [(r.file, r.reason) for r in refused] == [("a.json", "damaged"), ("b.json", "damaged")]


def test_json_that_holds_no_article_says_so(tmp_path: Path) -> None:
    """Maps, settings, numbers: one line a file, not one an object."""
    shape = {"type": "Point", "coordinates": [1, 2]}
    put(tmp_path, "map.json", json.dumps({"type": "FeatureCollection", "features": [shape] * 50}))
    put(tmp_path, "none.json", "[1, 2, 3]")
    put(tmp_path, "word.json", '"x"')
    found, refused = everything(tmp_path)
    assert found == {}
    assert {r.file for r in refused} == {"map.json", "none.json", "word.json"}
    assert len(refused) <= 6


CSV = (
    "Tiêu đề;Nội dung;Ngày đăng;Tác giả\r\n"
    'Một;"dòng 1\r\ndòng ""2""; hết";29/5/2024;Lê Mơ\r\n'
    "Hai;Bài hai;1/2/2023;\r\n"
)


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_tables_are_read_whatever_separates_their_cells(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    """Quoted line ends and delimiters, marks of encodings, Vietnamese names of columns and days."""
    text = CSV.replace("; hết", "\0").replace(";", delimiter).replace("\0", "; hết")
    put(tmp_path, "bảng.csv", text, encoding)
    found, refused = everything(tmp_path)
    assert refused == []
    first = found["bảng.csv"]
    assert first.text == 'Một\n\ndòng 1\ndòng "2"; hết'
    assert (first.fields.published, first.fields.byline) == ("2024-05-29", "Lê Mơ")
    assert found["bảng.csv#2"].fields.published == "2023-02-01"


def test_excel_may_name_its_delimiter(tmp_path: Path) -> None:
    """`sep=;` on the first line."""
    put(tmp_path, "a.csv", "sep=;\r\n" + CSV)
    assert len(everything(tmp_path)[0]) == 2


def test_a_table_without_header_is_read_by_what_stands_in_it(tmp_path: Path) -> None:
    """The longest column is the text; days and addresses are known by their look."""
    body = "Bà con xã Vĩnh Mơ mừng vui lắm. " * 8
    put(tmp_path, "a.tsv", f"https://x.example/1\tGiá muối lại tăng cao\t2024-05-29\t{body}\n" * 3)
    found, refused = everything(tmp_path)
    assert (len(found), refused) == (3, [])
    fields = found["a.tsv"].fields
    assert (fields.title, fields.url, fields.published) == (
        "Giá muối lại tăng cao",
        "https://x.example/1",
        "2024-05-29",
    )


def test_a_long_cell_is_a_long_article(tmp_path: Path) -> None:
    """Beyond the 131,072 characters where Python's reader stops by itself."""
    put(tmp_path, "a.csv", 'title,text\nDài,"' + "chữ " * 50_000 + '"\n')
    (article,) = everything(tmp_path)[0].values()
    assert len(article.text) > 190_000


def test_rows_without_text_are_refused_by_their_line(tmp_path: Path) -> None:
    """The line in the file, quoted line ends counted."""
    put(tmp_path, "a.csv", 'title,text\nMột,"a\nb"\nHai,\nBa,bài ba\n')
    found, refused = everything(tmp_path)
    assert list(found) == ["a.csv", "a.csv#3"]
    assert [(r.reason, r.detail) for r in refused] == [("row-without-text", "4")]


def test_records_of_a_format_without_lines_are_refused_by_their_number(tmp_path: Path) -> None:
    """A list of objects may stand on one line."""
    put(tmp_path, "a.json", json.dumps([RECORDS[0], {"n": 1}, RECORDS[1]]))
    _found, refused = everything(tmp_path)
    assert [(r.reason, r.detail) for r in refused] == [("row-without-text", "#2")]


def test_a_head_of_unknown_names_is_no_article(tmp_path: Path) -> None:
    """What stands below tells the columns; a first row that is an article itself stays one."""
    long = "Người dân xã Vĩnh Mơ đã chờ cây cầu này suốt ba năm, nay mới được đi qua sông. " * 2
    rows = [f"{n},Khánh thành cầu số {n},{long} {n}.,2031-02-0{n}" for n in range(1, 4)]
    put(tmp_path, "a.csv", "\n".join(["stt,headline_vn,noi_dung_tho,luc", *rows]).replace(", ", " "))
    found, refused = everything(tmp_path)
    assert [article.fields.title for article in found.values()] == [
        f"Khánh thành cầu số {n}" for n in (1, 2, 3)
    ]
    assert [article.fields.published for article in found.values()] == [f"2031-02-0{n}" for n in (1, 2, 3)]
    assert refused == []
    put(tmp_path, "a.csv", "\n".join(rows).replace(", ", " "))
    assert len(everything(tmp_path)[0]) == 3


def test_a_table_without_a_column_of_text_tells_its_columns(tmp_path: Path) -> None:
    """So that the reader can name the one; named, it is read."""
    put(tmp_path, "a.csv", "mã,ghi chép\n1,Bài một\n")
    (refused,) = everything(tmp_path)[1]
    assert (refused.reason, refused.detail) == ("no-column", "mã, ghi chép")
    options = Options(columns=(("text", "ghi_chep"), ("title", "mã")))
    assert [article.text for article in everything(tmp_path, options)[0].values()] == ["1\n\nBài một"]


def test_the_reader_may_name_keys_inside_others(tmp_path: Path) -> None:
    """`post.message` for what lies deeper; it wins over a key that is known."""
    put(tmp_path, "a.jsonl", json.dumps({"text": "không phải", "post": {"message": "Bài đây."}}))
    options = Options(columns=(("text", "post.message"),))
    assert [article.text for article in everything(tmp_path, options)[0].values()] == ["Bài đây."]


@pytest.mark.parametrize(
    ("names", "field", "column"),
    [
        (["ID", "TIÊU ĐỀ", "NỘI DUNG"], "text", "NỘI DUNG"),
        (["tieu_de", "noi-dung"], "title", "tieu_de"),
        (["articleBody", "headline"], "text", "articleBody"),
        (["datePublished", "text"], "published", "datePublished"),
        (["Ngày đăng", "text"], "published", "Ngày đăng"),
        (["id", "name", "value"], "text", None),
        (["text", "textual"], "title", None),
    ],
)
def test_columns_are_known_by_their_names(names: list[str], field: str, column: str | None) -> None:
    """However they are written; what is no name of a field is left alone."""
    assert recognised(names).by_field.get(field) == column


def test_names_differ_in_how_they_are_written_only() -> None:
    """Case, marks, joints and camels."""
    written = ("Ngày Đăng", "ngay_dang", "ngay-dang", "NGÀY ĐĂNG", "ngayDang", "ngày.đăng")
    assert {key_of(name) for name in written} == {"ngay dang"}


def test_values_that_are_no_text_are_no_text() -> None:
    """Numbers, truth values, nothing, and a pit without bottom."""
    deep: Any = "đáy"
    for _ in range(200):
        deep = [deep]
    texts: list[Any] = [None, 5, True, {}, [], deep]
    assert [flat_text(value) for value in texts] == [""] * 6
    lines: list[Any] = [None, True, 10**30, "x" * 5000]
    assert [line_of(value) for value in lines] == [None] * 4


def test_a_file_written_by_sqlite_is_read(tmp_path: Path) -> None:
    """`sqlite3 -csv`, with its own way of quoting."""
    if shutil.which("sqlite3") is None:
        pytest.skip("no sqlite3 here")
    with sqlite3.connect(tmp_path / "kho.db") as connection:
        connection.execute("CREATE TABLE bai (title, content, pub_date)")
        connection.execute(
            "INSERT INTO bai VALUES ('Một \"hai\"', 'Dòng một.\nDòng hai, hết.', '2024-05-29 10:00:00')"
        )
    connection.close()
    run("sqlite3 -header -csv kho.db 'SELECT * FROM bai' > bai.csv; rm kho.db", tmp_path)
    (article,) = everything(tmp_path)[0].values()
    assert article.text == 'Một "hai"\n\nDòng một.\nDòng hai, hết.'
    assert article.fields.published == "2024-05-29"


def test_parquet_is_read_row_by_row(tmp_path: Path) -> None:
    """Written by pyarrow, with days and lists as such; a damaged one is refused."""
    pyarrow = pytest.importorskip("pyarrow")
    from datetime import datetime

    from pyarrow import parquet

    rows = [
        {"title": f"Bài {n}", "text": f"Nội dung {n}", "date": datetime(2024, 5, n), "authors": ["Lê", "Hồ"]}
        for n in range(1, 4)
    ]
    parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "a.parquet", row_group_size=2)
    found, refused = everything(tmp_path)
    assert refused == []
    assert list(found) == ["a.parquet", "a.parquet#2", "a.parquet#3"]
    last = found["a.parquet#3"]
    assert (last.text, last.fields.published, last.fields.byline) == (
        "Bài 3\n\nNội dung 3",
        "2024-05-03",
        "Lê, Hồ",
    )
    data = (tmp_path / "a.parquet").read_bytes()
    (tmp_path / "a.parquet").write_bytes(data[:-20])
    assert [r.reason for r in everything(tmp_path)[1]] == ["damaged"]


def test_records_cut_off_while_compressed_are_kept_up_to_the_break(tmp_path: Path) -> None:
    """A download that did not end."""
    lines = "\n".join(json.dumps(RECORDS[n % 3] | {"id": n * 7919 % 1000003}) for n in range(3000))
    data = gzip.compress(lines.encode())
    (tmp_path / "a.jsonl.gz").write_bytes(data[: len(data) // 2])
    found, refused = everything(tmp_path)
    assert 1000 < len(found) < 2000
    assert [r.reason for r in refused][-1] == "damaged"


MISREAD_RECORD = {
    "tiêu đề": "Muối",
    "nội dung": "Giá muối ở xã Vĩnh Mơ lại tăng, bà con diêm dân phấn khởi vì được mùa được giá.",
}


def misread(text: str) -> str:
    """As a program of the West reads UTF-8: the five bytes that windows-1252 lacks stay what they are."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.jsonl", misread(json.dumps(MISREAD_RECORD, ensure_ascii=False) + "\n")),
        ("a.json", misread(json.dumps([MISREAD_RECORD], ensure_ascii=False, indent=1))),
        (
            "a.csv",
            misread("\n".join('"{}","{}"'.format(*row) for row in zip(*MISREAD_RECORD.items(), strict=True))),
        ),
        ("a.tsv", misread("\t".join(MISREAD_RECORD) + "\n" + "\t".join(MISREAD_RECORD.values()))),
        ("e.jsonl", json.dumps({key: misread(value) for key, value in MISREAD_RECORD.items()})),
    ],
)
def test_records_that_were_misread_are_read_anew(tmp_path: Path, name: str, text: str) -> None:
    """Names of columns and short cells too, and what a program wrote as `\\u00e1`."""
    put(tmp_path, name, text)
    found, refused = everything(tmp_path)
    assert refused == []
    (article,) = found.values()
    assert article.text == "\n\n".join(MISREAD_RECORD.values())
    assert (article.fields.title, article.encoding) == ("Muối", MISREAD)


def test_records_of_references_to_letters_are_letters(tmp_path: Path) -> None:
    """As in a document: title and text."""
    coded = {
        key: "".join(letter if letter.isascii() else f"&#{ord(letter)};" for letter in value)
        for key, value in MISREAD_RECORD.items()
    }
    put(tmp_path, "a.jsonl", json.dumps(coded))
    (article,) = everything(tmp_path)[0].values()
    assert article.text == "\n\n".join(MISREAD_RECORD.values())


def test_records_of_other_languages_stay_as_they_are(tmp_path: Path) -> None:
    """A word of Latin letters that might be bytes of UTF-8 is none beside letters that are right."""
    record = {
        "title": "Café Huế",
        "text": "Quán Café “Ãº” ở Huế mở cửa, viết là Tiáº¿ng trong một trang hỏng.",
    }
    put(tmp_path, "a.jsonl", json.dumps(record) + "\n" + json.dumps(record, ensure_ascii=False))
    assert {article.text for article in everything(tmp_path)[0].values()} == {"\n\n".join(record.values())}
