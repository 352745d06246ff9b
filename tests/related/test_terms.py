"""The telling terms of a text are words of its subject, not fragments and not what stands everywhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from tui.model.span import Span
from tui.related.terms import TERMS, Term, Words, telling_terms

TEXT = "Nghêu lụa chết trắng bãi. Người nuôi nghêu lụa kể; nghêu lụa của xã, và Zumbaton thì không."
SYLLABLES = {
    "ngheu": 12,
    "lua": 30,
    "chet": 200,
    "trang": 300,
    "bai": 150,
    "nguoi": 450,
    "nuoi": 420,
    "xa": 300,
}
PAIRS = {
    ("hoi", "nghi"): 9,
    ("tap", "huan"): 9,
    ("ngheu", "lua"): 9,
    ("trang", "bai"): 20,
    ("nguoi", "nuoi"): 25,
    ("chet", "trang"): 40,
}


def terms(
    text: str, *, title: str = "", total: int = 1_000, known: Mapping[str, int] = SYLLABLES
) -> list[Term]:
    def articles_with(words: Collection[str]) -> dict[str, int]:
        return {word: known.get(word, 3) for word in words}

    def articles_with_all(words: Words) -> int:
        return PAIRS.get((words[0], words[1]), 2)

    return list(
        telling_terms(
            text,
            [Span(0, len(text))],
            title=title,
            articles_with=articles_with,
            articles_with_all=articles_with_all,
            total=total,
            most=100,
        )
    )


def test_the_subject_comes_first_as_printed() -> None:
    """What the text repeats and few others have; with its capital where it first stands."""
    assert terms(TEXT)[0].text == "Nghêu lụa"


def test_a_word_that_is_no_syllable_stands_alone() -> None:
    """Names from elsewhere and abbreviations."""
    assert "Zumbaton" in [term.text for term in terms(TEXT)]


def test_fragments_and_function_words_are_no_terms() -> None:
    """`trắng bãi` stands together by chance, `của xã` says nothing, a full stop parts `bãi` and `Người`."""
    found = {term.text for term in terms(TEXT)}
    assert found.isdisjoint({"trắng bãi", "của xã", "bãi. Người", "Người nuôi"})


def test_no_word_is_in_two_terms_and_weights_fall() -> None:
    """A pair and its neighbour would count one word twice."""
    found = terms(" ".join(f"nghêu{chr(97 + n)} " * 3 for n in range(20)) + TEXT)
    words = [word for term in found for word in set(term.words)]
    assert len(words) == len(set(words))
    assert len(found) <= TERMS
    assert [term.weight for term in found] == sorted((term.weight for term in found), reverse=True)
    assert all(0 < term.weight <= 1 for term in found)


def test_the_headline_weighs() -> None:
    """A term of the headline tells more than one of the text."""
    plain = {term.text: term.weight for term in terms("Lúa Zumbaton và Kartoffa")}
    titled = {term.text: term.weight for term in terms("Lúa Zumbaton và Kartoffa", title="Zumbaton về")}
    assert plain["Zumbaton"] == plain["Kartoffa"]
    assert titled["Zumbaton"] > titled["Kartoffa"]


def test_what_nobody_else_has_is_no_term() -> None:
    """It cannot be shared."""
    assert terms("Zumbaton", known={"zumbaton": 1}) == []


def test_a_small_corpus_has_no_fragments_of_words() -> None:
    """Five articles cannot tell by counting that `động lợi` is none: only known compounds are terms."""
    text = "Hoạt động lợi dụng và hoạt động lợi dụng; xuất khẩu, xuất khẩu của người khuyết tật."
    found = {term.text for term in terms(text, total=5, known={})}
    assert {"xuất khẩu", "khuyết tật"} <= found
    assert found.isdisjoint({"động lợi", "động lợi dụng"})


def test_the_end_of_one_word_and_the_beginning_of_the_next_are_no_term() -> None:
    """However often they stand together: `hội nghị tập huấn` is two words, and `nghị tập` none of them."""
    text = "Hội nghị tập huấn ở Lam Kha. Sau hội nghị tập huấn, nghêu lụa về chợ."
    known = dict.fromkeys(("hoi", "nghi", "tap", "huan"), 9) | SYLLABLES
    found = {term.text.lower() for term in terms(text, known=known)}
    assert "hội nghị" in found or "tập huấn" in found
    assert "nghị tập" not in found
    assert "nghêu lụa" in found  # a word that no list knows still is one
