"""The encoding of a text is told by its words, surely where it is long enough, never wrongly in silence."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterator

import pytest

from tui.resources import resource
from tui.text.encoding import MISREAD, SURE, decode, readings
from tui.text.legacy.codecs import CODECS
from tui.text.legacy.detection import SAMPLE, sample_of

LENGTHS = (40, 100, 300, 1000, 3000)
OWN = (
    "Rạng sáng qua, con suối Nậm Kè dâng cao bất ngờ, cuốn trôi chiếc cầu treo mà dân bản Hua Lon "
    "vừa góp công dựng lại hồi đầu năm. Trưởng bản Lò Văn Ủng kể rằng tiếng nước ầm ầm khiến cả nhà "
    "tỉnh giấc, mọi người chỉ kịp ôm trẻ nhỏ chạy lên đồi. Đến trưa, lực lượng dân quân xã đã dựng "
    "xong lán tạm, nấu cơm cho hơn sáu mươi hộ. Chủ tịch xã cho biết sẽ xin huyện cấp gạo, thuốc men"
    " và ba tấm bạt lớn; trường học nghỉ tới hết tuần. Bà cụ Vàng Thị Mẩy, người cao tuổi nhất bản, "
    "nói chưa từng thấy trận lũ nào dữ như vậy suốt bảy mươi năm sống bên bờ suối này. Thiệt hại "
    "bước đầu ước khoảng bốn tỷ đồng, chưa kể ruộng lúa sắp gặt bị vùi dưới lớp bùn dày. "
)
FRENCH = (
    "Le conseil municipal a décidé hier soir de reporter la fête du village, prévue à la fin de "
    "l'été. Les habitants, très déçus, espèrent que les élèves pourront présenter leur théâtre à la "
    "rentrée. « Ce n'est pas grave », a répondu le maire, gêné, après une journée de débats animés "
    "où chacun a défendu ses idées. "
)
ENGLISH = (
    "The café on the corner has a new menu – the chef’s “naïve soufflé” is said to be the best in town. "
    "Señor Álvarez, its façade’s architect, brought his fiancée and ordered crème brûlée and jalapeño soup. "
    "Zoë wrote a résumé of the soirée for the élite of Málaga, São Paulo and Düsseldorf. "
)
GERMAN = (
    "Die Bürger müssen für die Brücke über den Fluß zahlen, erklärte der Präsident später größtenteils müde. "
)


def pieces(size: int) -> Iterator[str]:
    """Passages of a text of our own and of the sample corpus, about `size` letters long."""
    texts = [OWN * 8]
    texts += [
        unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
        for path in sorted(resource("seeds").glob("*.txt"))
    ]
    for text in texts:
        for start in range(0, min(len(text) - size, 6 * size) + 1, size + 17):
            yield text[start : start + size]


@pytest.mark.parametrize("size", LENGTHS)
@pytest.mark.parametrize("name", CODECS)
def test_the_encoding_is_told_at_every_length(name: str, size: int) -> None:
    """Right in 0.99 of pieces of 300 letters and more, nearly all unasked; sure and wrong in none."""
    right = sure = wrong = count = 0
    for piece in pieces(size):
        data = CODECS[name].encode(piece)
        try:
            data.decode("utf-8")
            continue  # hardly a letter in it that is not ASCII
        except UnicodeDecodeError:
            count += 1
        decoded = decode(data)
        found = decoded is not None and decoded.encoding == name
        right += found
        if decoded is not None and decoded.confidence >= SURE and decoded.encoding != "utf-8":
            sure += found
            wrong += not found
    assert count >= 4
    assert wrong == 0
    if size >= 300:
        assert right >= 0.99 * count
        assert sure >= 0.95 * count
    elif size >= 100:
        assert right >= 0.95 * count
    else:
        assert right >= 0.85 * count
        assert sure <= 0.25 * count


@pytest.mark.parametrize("text", [FRENCH, ENGLISH, GERMAN * 3])
@pytest.mark.parametrize("size", [80, 300, 2000])
def test_texts_of_the_west_do_not_become_vietnamese(text: str, size: int) -> None:
    """French is full of é and à, which are letters of every chart."""
    whole = text * 8
    for start in range(0, 400, 57):
        piece = whole[start : start + size]
        decoded = decode(piece.encode("cp1252"))
        assert decoded is not None
        assert decoded.encoding == "cp1252" or decoded.confidence < SURE or decoded.encoding == "utf-8"
        if size >= 300 and decoded.encoding == "cp1252" and decoded.confidence >= SURE:
            assert decoded.text == piece
    decoded = decode(whole.encode("cp1252"))
    assert decoded is not None
    assert (decoded.encoding, decoded.text) == ("cp1252", whole)
    assert decoded.confidence >= SURE


def test_curved_quotes_alone_are_windows() -> None:
    """ASCII but for the quotes of a word processor."""
    text = "“Don’t say that,” he said – and they all went home to wait for the rain of the next day."
    decoded = decode(text.encode("cp1252"))
    assert decoded is not None
    assert (decoded.text, decoded.encoding) == (text, "cp1252")


def test_few_words_are_a_question_and_not_an_answer() -> None:
    """The best guess is named with its share, and so are the others."""
    decoded = decode(CODECS["tcvn3"].encode("Lũ cuốn trôi cầu treo"))
    assert decoded is not None
    assert decoded.encoding == "tcvn3"
    assert decoded.confidence < SURE
    offered = readings(CODECS["tcvn3"].encode("Lũ cuốn trôi cầu treo"))
    assert offered[0] == ("tcvn3", decoded.confidence)
    assert {name for name, _share in offered} >= {*CODECS, "cp1252", "utf-8"}


def test_utf8_is_never_taken_for_anything_else() -> None:
    """Also with a broken byte, with marks apart, and with a mark at its head."""
    for data in (
        OWN.encode(),
        codecs.BOM_UTF8 + OWN.encode(),
        unicodedata.normalize("NFD", OWN).encode(),
        OWN.encode()[:-2] + b"\xff",
    ):
        decoded = decode(data)
        assert decoded is not None
        assert decoded.encoding.startswith("utf-8")
        assert decoded.encoding != MISREAD


def _misread(data: bytes) -> str:
    """As a program of the West reads bytes: the five that windows-1252 lacks stay what they are."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)


def test_utf8_that_was_misread_is_read_anew_even_twice() -> None:
    once = _misread(OWN.encode())
    assert decode(once.encode()) == decode(_misread(once.encode()).encode())
    decoded = decode(once.encode())
    assert decoded is not None
    assert (decoded.text, decoded.encoding) == (OWN, MISREAD)
    assert decoded.confidence >= SURE
    by_hand = decode(once.encode(), MISREAD)
    assert by_hand is not None
    assert by_hand.text == OWN


def test_a_text_about_misread_letters_stays_as_it_is() -> None:
    """One example in a sound article is no misreading; nor are letters of other languages."""
    text = OWN + "Phông chữ hỏng làm “Tiếng Việt” hiện ra là “Tiáº¿ng Viá»‡t”."
    decoded = decode(text.encode())
    assert decoded is not None
    assert (decoded.text, decoded.encoding) == (text, "utf-8")


def test_letters_written_as_references_are_letters() -> None:
    """Markup that is written as a reference stays one."""
    coded = "".join(letter if letter.isascii() else f"&#{ord(letter)};" for letter in OWN)
    decoded = decode((coded + "&#60;b&#62;").encode())
    assert decoded is not None
    assert decoded.text == OWN + "&#60;b&#62;"


def test_a_long_file_is_judged_by_samples() -> None:
    """From the beginning, the middle and the end, whole words only."""
    data = b"Ngang qua " * SAMPLE
    sample = sample_of(data)
    assert len(sample) <= SAMPLE + 2
    assert set(sample.split()) == {b"Ngang", b"qua"}
    late = b"ASCII only. " * SAMPLE + CODECS["vni"].encode(OWN * 60)
    decoded = decode(late)
    assert decoded is not None
    assert decoded.encoding == "vni"


@pytest.mark.parametrize("encoding", ["cp1251", "gb18030", "shift_jis", "koi8_r"])
def test_languages_we_do_not_know_are_not_taken_for_vietnamese(encoding: str) -> None:
    texts = {
        "cp1251": "Сегодня утром в городе прошёл сильный дождь, и река вышла из берегов. ",
        "koi8_r": "Сегодня утром в городе прошёл сильный дождь, и река вышла из берегов. ",
        "gb18030": "今天早上城里下了大雨，河水上涨，许多居民离开了家园。",
        "shift_jis": "今朝、町では大雨が降り、川が氾濫した。多くの住民が避難している。",
    }
    decoded = decode((texts[encoding] * 12).encode(encoding))
    assert decoded is None or decoded.confidence < SURE
