"""Passages that stand word for word in two texts are found, whole, and nothing shorter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.model.span import Span
from tui.related.echoes import (
    RUN,
    SHORTEST,
    WINDOW,
    Compared,
    Worded,
    _chosen,
    _Hashes,
    fingerprints,
    hashed_words,
    same_sayings,
)
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
    assert longest[0] == longest[1]
    assert len(longest[0]) >= 172
    assert _fingerprints(first) & _fingerprints(second)


def test_a_passage_is_as_long_as_both_have_it() -> None:
    """From the first word in common to the last, no further."""
    same = text_of("w", 20)
    assert shared(f"Mở đầu {same}, kết.", f"Khác: {same} hết") == [(same, same)]


def test_less_than_the_shortest_is_no_echo() -> None:
    """A name with its office is in every article; a sentence is not."""
    assert shared("a " + text_of("w", SHORTEST - 1) + " b", "c " + text_of("w", SHORTEST - 1) + " d") == []
    assert len(shared("a " + text_of("w", SHORTEST) + " b", "c " + text_of("w", SHORTEST) + " d")) == 1


def test_case_tones_and_punctuation_make_no_difference() -> None:
    """The same sentence quoted in capitals, or with the other tone placement, is the same."""
    one = "Hoà bình là nguyện vọng chung của mọi người dân trong xã, ông nói với báo."
    other = "HÒA BÌNH là “nguyện vọng” chung - của mọi người dân trong xã; ông nói với báo"
    (pair,) = shared(one, other)
    assert plain_words(pair[0]) == plain_words(one)


def test_an_edited_word_ends_a_passage() -> None:
    """Both halves are echoes if each is long enough."""
    half, rest = text_of("a", 14), text_of("b", 14)
    assert [pair[0] for pair in shared(f"{half} một {rest}", f"{half} hai {rest}")] == [half, rest]


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
    assert Compared(Worded(text, parts)).passages(Worded(text, parts), shortest=11) == ()
    assert len(Compared(Worded(text, parts)).passages(Worded(text, parts), shortest=RUN)) == 2


@given(
    st.lists(st.sampled_from(WORDS), max_size=30),
    st.lists(st.sampled_from(WORDS), min_size=SHORTEST, max_size=30),
    st.lists(st.sampled_from(WORDS), max_size=30),
    st.lists(st.sampled_from(WORDS), max_size=30),
)
def test_whatever_long_enough_is_shared_leaves_a_common_fingerprint(
    before: list[str], same: list[str], after: list[str], around: list[str]
) -> None:
    """The promise of winnowing: no echo of `SHORTEST` words is missed among candidates, and it is found."""
    one = " ".join([*before, *same, *after])
    other = " ".join([*around, *same, *reversed(around)])
    assert _fingerprints(one) & _fingerprints(other)
    found = Compared(Worded(one)).passages(Worded(other))
    assert found
    assert max(passage.words for passage in found) >= len(same)


@given(st.text(max_size=200), st.text(max_size=200))
def test_passages_lie_in_their_texts(one: str, other: str) -> None:
    """Spans are inside, begin and end with a word, and fold to the same words."""
    repeated = (one + " ") * 3
    for passage in Compared(Worded(repeated)).passages(Worded(other + " " + repeated)):
        mine = plain_words(passage.span.of(repeated))
        assert mine == plain_words(passage.other.of(other + " " + repeated))
        assert len(mine) == passage.words >= SHORTEST


def test_fingerprints_grow_with_the_text_and_no_faster() -> None:
    """About one in three words leaves one; a text of one word repeated leaves a single one."""
    text = text_of("w", 3_000)
    assert 3_000 * 0.25 < len(_fingerprints(text)) < 3_000 * 0.5
    assert len(_fingerprints("và " * 5_000)) == 1
    assert _fingerprints("quá ngắn để có dấu") == set()


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
    assert _fingerprints(text) == {24444630214, 32207393280, 65075871976}
