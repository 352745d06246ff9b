"""Where a name must end and where a word goes on: what the rules for places, bodies and people share."""

from __future__ import annotations

from functools import lru_cache

from tui.facts.phrases import Phrases
from tui.facts.tokens import CAPITAL, INITIAL, LOWER, SYLLABLE, UPPER, Tokens, keys_of
from tui.lexicon.lexicon import Lexicon


class Borders:
    """Family names, words of two syllables and small words, as sets of token keys."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.strong = first_keys(lexicon, "people.surnames_strong")
        """Family names that are hardly ever anything else."""
        self.middling = first_keys(lexicon, "people.surnames_middling")
        """Family names where two capitalised syllables follow."""
        self.weak = first_keys(lexicon, "people.surnames_weak")
        """Family names where a middle name follows."""
        self.middle_names = first_keys(lexicon, "people.middle_names")
        self.highland = first_keys(lexicon, "people.highland_first")
        """What names of the highlands begin with."""
        self.after_names = first_keys(lexicon, "people.after_names")
        """Small words that come after a name and never go on one."""
        self.words = frozenset(keys_of(word)[:2] for word in lexicon.words("organisations.compounds"))
        """Words of two syllables that go on in lower case inside the name of a body."""
        counted = {(row[0], second) for row in lexicon.table("compounds") for second in row[1].split(" ")}
        told = frozenset(keys_of(word)[:2] for word in lexicon.words("people.pairs"))
        wrong = frozenset(keys_of(word)[:2] for word in lexicon.words("people.not_pairs"))
        self.pairs = frozenset((self.words | counted | told) - wrong)
        """Pairs of syllables that are one word, whatever the word."""
        self._offices: Phrases[None] = Phrases(
            (phrase, None)
            for head in lexicon.words("offices.heads")
            for phrase in (head, f"Phó {head}")
            if " " in head
        )

    def names_person(self, tokens: Tokens, at: int) -> bool:
        """True where a person's name seems to begin at token `at`."""
        flags, key, middle = tokens.flags, tokens.keys[at], tokens.keys[at + 1]
        if not flags[at] & CAPITAL or not flags[at + 1] & CAPITAL or flags[at + 1] & UPPER:
            return False
        if key in self.strong or self.names_highlander(tokens, at):
            return True
        if not flags[at + 2] & CAPITAL or flags[at + 2] & UPPER:
            return False
        if middle in self.strong and flags[at + 3] & CAPITAL:
            return False  # Xuân [Lộc] Vũ Quang Lễ
        return key in self.middling or (key in self.weak and middle in self.middle_names)

    def names_highlander(self, tokens: Tokens, at: int) -> bool:
        """True for `Y Hlơng`, `A Krơng`; not for `Y Tý`, `A Lưới`, which are places."""
        if tokens.keys[at] not in self.highland or tokens.words[at + 1] == ".":
            return False
        return tokens.flags[at + 1] & (CAPITAL | UPPER | INITIAL | SYLLABLE) == CAPITAL

    def begins_office(self, tokens: Tokens, at: int) -> bool:
        """True where an office of two words or more begins: `Phó Giám đốc`."""
        return self._offices.match(tokens, at) is not None

    def word_goes_on(self, tokens: Tokens, at: int, *, known: bool) -> bool:
        """True where the small letter at `at` ends the word that the capital before it began: `Tình báo`.

        With `known` only listed and counted words do; else any syllable but a small word after a name.
        """
        flags = tokens.flags
        before = flags[at - 1]
        if flags[at] & (LOWER | SYLLABLE) != LOWER | SYLLABLE or not before & SYLLABLE or before & UPPER:
            return False
        if (tokens.keys[at - 1], tokens.keys[at]) in self.pairs:
            return True
        return not (known or before & INITIAL) and tokens.keys[at] not in self.after_names


def first_keys(lexicon: Lexicon, name: str) -> frozenset[str]:
    """The first token key of every entry of a lexicon list."""
    return frozenset(keys_of(word)[0] for word in lexicon.words(name))


def phrase_keys(lexicon: Lexicon, name: str) -> frozenset[str]:
    """Every entry of a lexicon list as its token keys, joined by blanks."""
    return frozenset(" ".join(keys_of(word)) for word in lexicon.words(name))


@lru_cache(maxsize=4)
def borders(lexicon: Lexicon) -> Borders:
    """The borders of `lexicon`, built once."""
    return Borders(lexicon)
