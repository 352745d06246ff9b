"""Nine ways to type a name wrong, for tests and for the bench; the same of each name every time."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from random import Random

from rapidfuzz.distance import OSA

from tests.text.typist import typed_as
from tui.text.folding import fold
from tui.text.keystrokes import Method

TONES = "\u0300\u0301\u0303\u0309\u0323"
LETTERS = "abcdeghiklmnopqrstuvxy"
IN_FRONT = (
    "ông", "bà", "thiếu tướng", "Trung tá", "GS.TS", "ThS", "đồng chí", "giám đốc", "phó chủ tịch", "bí thư",
    "pho giam doc so y te", "bộ trưởng", "dai ta", "chu tich ubnd tinh", "nhà báo",
)  # fmt: skip


def toneless(name: str, _chance: Random) -> str:
    """As most people type."""
    return fold(name)


def some_tones(name: str, chance: Random) -> str:
    """One word at least as it is, the others now and then."""
    words = name.split()
    kept = chance.randrange(len(words))
    return " ".join(
        word if at == kept or chance.random() < 0.4 else fold(word) for at, word in enumerate(words)
    )


def wrong_tone(name: str, chance: Random) -> str:
    """One word with another tone."""
    words = name.split()
    at = chance.randrange(len(words))
    letters = unicodedata.normalize("NFD", words[at])
    had = [mark for mark in letters if mark in TONES]
    tone = chance.choice([mark for mark in TONES if mark not in had])
    plain = "".join(mark for mark in letters if mark not in TONES)
    place = max(index for index, letter in enumerate(plain) if fold(letter) in tuple("aeiouy"))
    while place + 1 < len(plain) and unicodedata.combining(plain[place + 1]):
        place += 1
    words[at] = unicodedata.normalize("NFC", plain[: place + 1] + tone + plain[place + 1 :])
    return " ".join(words)


def no_spaces(name: str, _chance: Random) -> str:
    """All words run together."""
    return fold(name).replace(" ", "")


def other_order(name: str, chance: Random) -> str:
    """The words in any other order."""
    words = fold(name).split()
    mixed = list(words)
    while mixed == words and len(set(words)) > 1:
        chance.shuffle(mixed)
    return " ".join(mixed)


def initials(name: str, _chance: Random) -> str:
    """The first letters, and the last word whole: `nvky`."""
    *first, last = fold(name).split()
    return "".join(word[0] for word in first) + last


def one_slip(name: str, chance: Random) -> str:
    """A letter too few, too many, wrong, or two of them changed about; not the first of a word."""
    words = fold(name).split()
    at = chance.choice([i for i, word in enumerate(words) if len(word) > 2] or [len(words) - 1])
    word = words[at]
    place = chance.randrange(1, max(2, len(word) - 1))
    slips: tuple[Callable[[], str], ...] = (
        lambda: word[:place] + word[place + 1 :],
        lambda: word[:place] + word[place] + word[place:],
        lambda: word[:place] + chance.choice(LETTERS) + word[place + 1 :],
        lambda: word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
    )
    slipped = word
    while slipped == word:
        slipped = chance.choice(slips)()
    words[at] = slipped
    return " ".join(words)


def keystrokes(name: str, chance: Random) -> str:
    """Telex or VNI keys, marks after their letters or at the end of the word."""
    methods: tuple[Method, Method] = ("Telex", "VNI")
    method, at_end = chance.choice(methods), chance.random() < 0.5
    return " ".join(typed_as(word, method, at_end=at_end) for word in name.split())


def in_front(name: str, chance: Random) -> str:
    """A rank, an office, a degree before the name."""
    title = chance.choice(IN_FRONT)
    return f"{title} {name}" if chance.random() < 0.5 else fold(f"{title} {name}")


KINDS: dict[str, Callable[[str, Random], str]] = {
    "toneless": toneless,
    "some tones": some_tones,
    "wrong tone": wrong_tone,
    "no spaces": no_spaces,
    "other order": other_order,
    "initials": initials,
    "one slip": one_slip,
    "keystrokes": keystrokes,
    "in front": in_front,
}


def alike(kind: str, query: str, name: str) -> object:
    """What the wanted name and one that nobody could tell from it by what was typed have in common."""
    words = fold(name).split()
    match kind:
        case "some tones" | "keystrokes":
            return fold(name)
        case "one slip":
            return OSA.distance(query, fold(name))
        case "no spaces":
            return "".join(words)
        case "other order":
            return sorted(words)
        case "initials":
            return [*(word[0] for word in words[:-1]), words[-1]]
        case _:
            return words
