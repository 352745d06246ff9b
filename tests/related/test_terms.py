"""The terms two texts share are words of their subject, as printed; not fragments, not function words."""

from __future__ import annotations

from tui.model.span import Span
from tui.related.terms import Terms
from tui.text.words import plain_words

TEXT = "Nghêu lụa chết trắng bãi. Người nuôi nghêu lụa kể; nghêu lụa của xã, và Zumbaton thì không."


def shared(text: str, other: str, *, title: str = "", most: int = 9, heavy: str = "") -> tuple[str, ...]:
    """Terms of `text` that `other` has; each common word adds the same, one of `heavy` ten times as much."""
    words, its = plain_words(text + " " + title), plain_words(other)
    more = plain_words(heavy)
    parts = {word: 0.1 if word in more else 0.01 for word in {*words} & {*its}}
    return Terms(text, [Span(0, len(text))], title=title).shared(parts, its, most)


def test_the_subject_is_named_as_printed() -> None:
    """What matters most comes first, with its capital where it first stands."""
    assert shared(TEXT, "Vì sao nghêu lụa chết hàng loạt?", heavy="nghêu lụa")[0] == "Nghêu lụa"


def test_a_word_that_is_no_syllable_stands_alone() -> None:
    """Names from elsewhere and abbreviations."""
    assert shared(TEXT, "Ban nhạc Zumbaton đến.") == ("Zumbaton",)


def test_only_what_both_have_side_by_side_is_a_term() -> None:
    """`lụa nghêu` is another thing, and so are words that stand apart."""
    assert shared(TEXT, "Lụa phơi cạnh nghêu.") == ()
    assert shared(TEXT, "Nghêu, lụa.") == ("Nghêu lụa",)  # punctuation is not looked at


def test_function_words_and_what_a_full_stop_parts_are_no_terms() -> None:
    """`của xã` says nothing, a full stop parts `bãi` and `Người`."""
    assert {"của xã", "bãi. Người"}.isdisjoint(shared(TEXT, TEXT))


def test_no_word_is_in_two_terms() -> None:
    """A pair and its neighbour would say one word twice; no more are given than asked for."""
    text = " ".join(f"nghêu{chr(97 + n)} " * 3 for n in range(20)) + TEXT
    found = shared(text, text, most=7)
    words = [word for term in found for word in set(plain_words(term))]
    assert len(words) == len(set(words))
    assert len(found) == 7


def test_a_word_that_something_else_names_is_no_term() -> None:
    """It is in no part of the likeness any more."""
    terms = Terms(TEXT, [Span(0, len(TEXT))])
    assert terms.shared({"ngheu": 0.2}, plain_words(TEXT), 4) == ()


def test_the_end_of_one_word_and_the_beginning_of_the_next_are_no_term() -> None:
    """However often they stand together: `hội nghị tập huấn` is two words, and `nghị tập` none of them."""
    text = "Hội nghị tập huấn ở Lam Kha. Sau hội nghị tập huấn, nghêu lụa về chợ."
    found = {term.lower() for term in shared(text, text)}
    assert {"hội nghị", "tập huấn"} <= found
    assert "nghị tập" not in found
    assert "nghêu lụa" in found  # a word that no list knows still is one


def test_the_headline_has_terms_too() -> None:
    """One that the text does not repeat."""
    assert "Zumbaton" in shared("Đêm nhạc đông khách.", "Zumbaton trở lại", title="Zumbaton đến")
