"""Passages that stand word for word in two texts are found, whole, and nothing shorter."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.span import Span
from tui.related.echoes import SENTENCE, SHORTEST, Compared, Worded, same_sayings
from tui.related.fingerprints import SURE, WINDOW, _chosen, _Hashes, fingerprints, hashed_words
from tui.resources import resource
from tui.text.words import plain_words

WORDS = [f"{a}{b}" for a in ("đê", "sông", "lúa", "bến", "chợ") for b in ("a", "o", "u", "ng", "nh", "i")]


def _fingerprints(text: str) -> set[int]:
    return set(fingerprints([hashed_words(text)]))


def shared(one: str, other: str) -> list[tuple[str, str]]:
    passages = Compared(Worded(one)).passages(Worded(other))
    return [(p.span.of(one), p.other.of(other)) for p in passages]


def text_of(prefix: str, count: int) -> str:
    return " ".join(f"{prefix}{number}" for number in range(count))


def test_two_of_the_shipped_articles_share_a_statement() -> None:
    """172 characters in a row are the same in both, though as documents they are far from alike."""
    first, second = (path.read_text("utf-8") for path in sorted(resource("seeds").iterdir())[:2])
    longest = max(shared(first, second), key=lambda pair: len(pair[0]))
    assert "nhân quyền là công tác chung của cả hệ thống chính trị" in longest[0]
    assert len(longest[0]) >= 172
    passages = Compared(Worded(first)).passages(Worded(second))
    here, there = max(chain(*(passage.parts for passage in passages)), key=lambda part: part[0].length)
    assert here.of(first) == there.of(second)
    assert here.length >= 172
    assert _fingerprints(first) & _fingerprints(second)


def test_a_passage_is_as_long_as_both_have_it() -> None:
    """From the first word in common to the last, no further."""
    same = text_of("w", 20)
    assert shared(f"Mở đầu {same}, kết.", f"Khác: {same} hết") == [(same, same)]


def test_less_than_the_shortest_is_no_echo() -> None:
    """A name with its office is in every article; a sentence is not."""
    one, other = "Hôm qua tại đây {}, như đã báo trước.", "Được biết rằng {} vào buổi chiều nay."
    same = text_of("w", SHORTEST - 1)
    assert shared(one.format(same), other.format(same)) == []
    same = text_of("w", SHORTEST)
    assert len(shared(one.format(same), other.format(same))) == 1


def test_case_tones_and_punctuation_make_no_difference() -> None:
    """The same sentence quoted in capitals, or with the other tone placement, is the same."""
    one = "Hoà bình là nguyện vọng chung của mọi người dân trong xã, ông nói với báo."
    other = "HÒA BÌNH là “nguyện vọng” chung - của mọi người dân trong xã; ông nói với báo"
    (pair,) = shared(one, other)
    assert plain_words(pair[0]) == plain_words(one)


def parts_of(one: str, other: str) -> list[list[tuple[str, str]]]:
    passages = Compared(Worded(one)).passages(Worded(other))
    return [[(mine.of(one), its.of(other)) for mine, its in passage.parts] for passage in passages]


@pytest.mark.parametrize(
    ("written", "edited", "parts"),
    [
        (
            "Bến đò Vạn Lộc đón chuyến phà đầu tiên sau ba tháng sửa cầu tàu.",
            "Bến đò Vạn Lộc đón chuyến phà đầu tiên sau bốn tháng sửa cầu tàu.",
            ["Bến đò Vạn Lộc đón chuyến phà đầu tiên sau", "tháng sửa cầu tàu"],
        ),
        (
            "Xã Vĩnh Mơ cần 1.250 tấm lợp để che lại mái nhà cho bà con.",
            "Xã Vĩnh Mơ cần hơn một nghìn hai trăm tấm lợp để che lại mái nhà cho bà con.",
            ["Xã Vĩnh Mơ cần", "tấm lợp để che lại mái nhà cho bà con"],
        ),
        (
            "Người dân làng chài đã dọn xong nhà cửa trước buổi chiều hôm nay.",
            "Người dân làng chài đã dọn nhà cửa trước buổi chiều hôm nay.",
            ["Người dân làng chài đã dọn", "nhà cửa trước buổi chiều hôm nay"],
        ),
        (
            "Nước sông Lam Kha đã rút khỏi các xã ven bờ từ sáng sớm.",
            "Theo ông, nước sông Lam Kha đã rút khỏi các xã ven bờ từ tối.",
            ["Nước sông Lam Kha đã rút khỏi các xã ven bờ từ"],
        ),
        (
            "Bà con xóm chài vừa dựng xong chín căn nhà mới tinh.",
            "Bà con xóm chài vừa dựng xong chín mươi tư ngôi nhà mới đẹp.",
            ["Bà con xóm chài vừa dựng xong chín", "nhà mới"],
        ),
        (
            "Từ sớm, đoàn xe chở gạo đã lên đường ra bến phà cũ.",
            "Từ trưa nay đoàn xe chở gạo đã lên đường ra bến phà cũ.",
            ["Từ", "đoàn xe chở gạo đã lên đường ra bến phà cũ"],
        ),
    ],
)
def test_a_sentence_with_a_word_or_two_changed_is_an_echo(
    written: str, edited: str, parts: list[str]
) -> None:
    """Changed, respelt, dropped at the end: one passage, told alike from both sides."""
    around = "Một câu mở đầu khác. {} Và câu cuối không giống."
    other = "Trời nắng gắt! {} Không ai nói gì thêm nữa cả."
    (mine,) = parts_of(around.format(written), other.format(edited))
    assert [here for here, _there in mine] == parts
    assert all(plain_words(here) == plain_words(there) for here, there in mine)
    (its,) = parts_of(other.format(edited), around.format(written))
    assert [(there, here) for here, there in its] == mine


def test_a_sentence_of_other_words_in_the_same_frame_is_no_echo() -> None:
    """What is the same must be most of the sentence."""
    frame = "Theo báo cáo của ủy ban nhân dân xã, {}."
    one = frame.format("vụ lúa này được mùa hơn hẳn những năm trước đó")
    other = frame.format("trường làng sẽ mở cửa lại vào tuần sau khi thợ sơn xong")
    assert parts_of(one, other) == []


def test_a_short_sentence_is_an_echo_where_it_is_quoted_whole() -> None:
    """Eight words that are all of a sentence; the same words in the middle of others are not."""
    said = "Chúng tôi sẽ dựng lại cả làng chài"
    one = f"Cả xã im lặng. {said}. Rồi mọi người ra về."
    assert [pair[0] for pair in shared(one, f"Ông nói: “{said.lower()}”, trước khi ra về.")] == [said]
    assert shared(one, f"Hôm nay nghe rằng {said.lower()} vào mùa sau thì ai cũng mừng.") == []


def test_a_word_of_the_sentence_before_is_no_part_of_a_passage() -> None:
    """Eleven words and the last of another sentence are not twelve in a row; it is left out."""
    frame = text_of("w", SHORTEST - 1)
    one, other = "Hôm qua tàu về. {} rồi mưa.", "Ghe xuồng đã về. {} cho đến khi trời tạnh hẳn."
    assert shared(one.format(frame), other.format(frame)) == []
    frame = text_of("w", SHORTEST)
    assert shared(one.format(frame), other.format(frame)) == [(frame, frame)]


def test_an_edited_passage_does_not_run_over_a_long_gap() -> None:
    """Two halves around a passage of others are two echoes if each is long enough."""
    half, rest = text_of("a", 14), text_of("b", 14)
    assert [pair[0] for pair in shared(f"{half} một {rest}", f"{half} hai {rest}")] == [f"{half} một {rest}"]
    between = text_of("c", 6)
    assert [pair[0] for pair in shared(f"{half} một {rest}", f"{half} {between} {rest}")] == [half, rest]


def test_a_chance_beginning_does_not_hide_a_passage() -> None:
    """Eight words that stand elsewhere too lead into a passage that is longer from its third word on."""
    same = text_of("w", 20)
    first = " ".join(same.split()[:6])
    one = f"mở a b {first} khác hẳn ở đây rồi {same} hết"
    assert ("a b " + first) in one
    assert [pair[0] for pair in shared(one, f"a b {same}")] == [same]


def test_a_shorter_passage_does_not_hide_a_longer_one() -> None:
    """The text has words 0 to 14 in one place and 4 to 29 in another: the longer is found whole."""
    other = text_of("w", 30)
    words = other.split()
    one = " ".join([*words[:15], "khác", "hẳn", *words[4:]])
    assert " ".join(words[4:]) in [pair[0] for pair in shared(one, other)]


def test_a_passage_does_not_run_over_what_does_not_count() -> None:
    """Between two stretches stands something that was left out."""
    text = text_of("w", 20)
    middle = text.index("w10")
    parts = [Span(0, middle - 1), Span(middle, len(text))]
    found = Compared(Worded(text, parts)).passages(Worded(text, parts))
    assert [passage.words for passage in found] == [10, 10]
    assert Compared(Worded(text)).passages(Worded(text))[0].words == 20


@given(
    st.lists(st.sampled_from(WORDS), max_size=30),
    st.lists(st.sampled_from(WORDS), min_size=SURE, max_size=30),
    st.lists(st.sampled_from(WORDS), max_size=30),
    st.lists(st.sampled_from(WORDS), max_size=30),
)
def test_whatever_long_enough_is_shared_leaves_a_common_fingerprint(
    before: list[str], same: list[str], after: list[str], around: list[str]
) -> None:
    """The promise of winnowing: no echo of `SURE` words is missed among candidates."""
    one = " ".join([*before, *same, *after])
    other = " ".join([*around, *same, *reversed(around)])
    assert _fingerprints(one) & _fingerprints(other)
    found = Compared(Worded(one)).passages(Worded(other))
    if len(same) >= SHORTEST:
        assert max(passage.words for passage in found) >= len(same)


@given(st.text(max_size=200), st.text(max_size=200))
def test_passages_lie_in_their_texts(one: str, other: str) -> None:
    """Spans are inside, begin and end with a word, and fold to the same words."""
    repeated = (one + " ") * 3
    for passage in Compared(Worded(repeated)).passages(Worded(other + " " + repeated)):
        words = 0
        for mine, its in passage.parts:
            said = plain_words(mine.of(repeated))
            assert said == plain_words(its.of(other + " " + repeated))
            words += len(said)
        assert words == passage.words >= SENTENCE
        assert passage.span == Span(passage.parts[0][0].start, passage.parts[-1][0].stop)
        assert passage.other == Span(passage.parts[0][1].start, passage.parts[-1][1].stop)


def test_fingerprints_grow_with_the_text_and_no_faster() -> None:
    """About one in three words leaves one; a text of one word repeated leaves a single one."""
    text = text_of("w", 3_000)
    assert 3_000 * 0.25 < len(_fingerprints(text)) < 3_000 * 0.5
    assert len(_fingerprints("và " * 5_000)) == 1
    assert _fingerprints("quá ngắn để có") == set()


def test_a_text_that_repeats_itself_is_compared_in_time() -> None:
    """A table of one line a thousand times must not cost the square of it."""
    table = (text_of("ô", 10) + "\n") * 2_000
    (passage, *_rest) = Compared(Worded(table)).passages(Worded(table))
    assert passage.words >= SHORTEST


def test_sayings_in_the_same_words_are_one() -> None:
    """Equal but for signs, or one inside the other; another saying of the same person is another."""
    long = "nước đã rút khỏi các xã ven sông và người dân đang dọn dẹp nhà cửa để đón Tết"
    said = [long, f"“{long}”, ông nói", "Tôi rất vui", "tôi rất vui!", "Tôi không vui"]
    assert same_sayings(said) == ((0, 1), (2, 3), (4,))


@given(st.text(max_size=200))
def test_a_text_has_the_words_of_what_stands_between_its_blanks(text: str) -> None:
    """Fingerprints fold a text piece by piece; folding it at once gives the same words."""
    hashes = _Hashes()
    pieces = b"".join(map(hashes.__getitem__, text.split()))
    assert pieces == b"".join(hashes[word] for word in plain_words(text))


@given(st.binary(max_size=60))
def test_the_last_of_the_least_of_each_window_is_chosen(ranks: bytes) -> None:
    """What is chosen depends on nothing but a window, so that texts which share one share what it chose."""
    width = min(WINDOW, len(ranks))
    windows = [ranks[at : at + width] for at in range(len(ranks) - width + 1)] if ranks else []
    expected = {at + window.rindex(min(window)) for at, window in enumerate(windows)}
    assert _chosen(ranks) == sorted(expected)


def test_fingerprints_are_the_same_in_every_process() -> None:
    """A library keeps them: no hash of the interpreter's own may be in them."""
    text = "Sáng nay bến đò Vạn Lộc đón chuyến phà đầu tiên sau ba tháng sửa chữa cầu tàu."
    assert _fingerprints(text) == {37234859283, 44678073318, 59375333406}
