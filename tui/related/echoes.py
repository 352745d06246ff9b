"""Passages that stand word for word in two texts.

Words are compared folded (case, tones and punctuation do not matter). A text leaves fingerprints: hashes of a
few of its runs of `RUN` words, chosen so that texts which share `SHORTEST` words share at least one. Texts
with a fingerprint in common are then compared word by word.

Source: winnowing, S. Schleimer, D. Wilkerson, A. Aiken, SIGMOD 2003.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from tui.model.article import Article
from tui.model.span import Span
from tui.text.folding import Folded
from tui.text.words import WORD, plain, plain_words

RUN = 8
"""Words a fingerprint stands for."""
SHORTEST = 12
"""Words of the shortest passage that counts: two thirds of a sentence of the press."""
WINDOW = SHORTEST - RUN + 1
"""Of so many runs one after the other at least one leaves a fingerprint."""
STARTS_PER_RUN = 4
"""Places of one run in a text that are tried; a text that repeats itself more is a table."""
_BREAK = ""
"""Stands between texts that do not belong together; no word is empty, so that no passage runs over it."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What two texts share."""

    span: Span
    """In the first text."""
    other: Span
    """In the second text."""
    words: int


class Worded:
    """A text as words with their places, ready to be compared."""

    __slots__ = ("_places", "words")

    def __init__(self, text: str, stretches: Iterable[Span] | None = None) -> None:
        """`stretches` are the parts that count, in order; the whole text if they are not given.

        No passage runs over from one stretch to the next.
        """
        self.words: list[str] = []
        """Folded; an empty one between two stretches."""
        self._places: list[tuple[int, int]] = []
        for stretch in [Span(0, len(text))] if stretches is None else stretches:
            if self.words:
                self.words.append(_BREAK)
                self._places.append((stretch.start, stretch.start))
            part = text[stretch.start : stretch.stop]
            plain_part = plain(part)
            places = [match.span() for match in WORD.finditer(plain_part)]
            self.words.extend(plain_part[start:stop] for start, stop in places)
            if len(part) != len(plain_part):
                folded = Folded(part)
                places = [folded.source_span(start, stop) for start, stop in places]
            base = stretch.start
            self._places.extend((start + base, stop + base) for start, stop in places)

    def span(self, start: int, stop: int) -> Span:
        """The span of the words `[start, stop)`, from the first letter to the last."""
        return Span(self._places[start][0], self._places[stop - 1][1])


def stretches(article: Article) -> tuple[Span, ...]:
    """What of an article can be an echo: all but what the page says about it (stamp, byline, source).

    Of a very long one only the first `COMPARED` code points, so that opening it stays quick.
    """
    found: list[Span] = []
    open_stretch = False
    for paragraph in article.paragraphs:
        start, stop = paragraph.span.start, min(paragraph.span.stop, COMPARED)
        if start >= stop:
            break
        if paragraph.kind == "meta":
            open_stretch = False
        elif open_stretch:
            found[-1] = Span(found[-1].start, stop)
        else:
            found.append(Span(start, stop))
            open_stretch = True
    return tuple(found)


COMPARED = 200_000
"""Code points; the longest article of 3,756 has under 20,000."""


FINGERPRINT_BITS = 36
"""Of two fingerprints of different words one in 7 * 10^10 is the same."""
_MODULUS = (1 << FINGERPRINT_BITS) - 5
"""The largest prime of so many bits."""
HASH_BYTES = 4
"""Bytes that stand for one word; the first of them ranks it."""
_REMEMBERED = 1 << 16
"""Spellings whose words are remembered: about 10 MB, and all but one in fifty of those newspapers use."""
_LONGEST_REMEMBERED = 24
"""Code points."""


class _Hashes(dict[str, bytes]):
    """What stands between two blanks → `HASH_BYTES` bytes for each folded word in it, none for a lone mark.

    Filled as it is used; the same in every process.
    """

    def __missing__(self, spelling: str) -> bytes:
        hashed = b"".join(
            blake2b(word.encode(), digest_size=HASH_BYTES).digest() for word in plain_words(spelling)
        )
        if len(spelling) <= _LONGEST_REMEMBERED:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[spelling] = hashed
        return hashed


_HASHES = _Hashes()


def hashed_words(text: str) -> bytes:
    """The folded words of `text` in order, `HASH_BYTES` for each; the same in every process.

    >>> hashed_words("ĐÊ biển, 12-5") == hashed_words("đê biển 12 5")
    True
    """
    return _hashed_paragraph(text) if len(text) <= _PARAGRAPH else _hashed(text)


def _hashed(text: str) -> bytes:
    return b"".join(map(_HASHES.__getitem__, text.split()))


_PARAGRAPH = 4_000
"""Code points of a paragraph at most whose hashes are remembered for a while: links and copies of one article
are looked for one after the other."""
_hashed_paragraph = lru_cache(maxsize=256)(_hashed)


def hashed_stretches(article: Article) -> tuple[bytes, ...]:
    """The words of each of `stretches`, as `hashed_words` gives them."""
    return tuple(
        b"".join(map(hashed_words, stretch.of(article.text).split("\n"))) for stretch in stretches(article)
    )


def fingerprints(parts: Iterable[bytes]) -> tuple[int, ...]:
    """The fingerprints of texts given by their `hashed_words`: sorted, each once, of `FINGERPRINT_BITS` bits.

    Time is linear in the texts.

    >>> a = hashed_words("một hai ba bốn năm sáu bảy tám chín mười mười một mười hai và hết")
    >>> b = hashed_words("Đếm: Một, hai, ba, bốn, năm, sáu, bảy, tám, chín, mười, mười một, mười hai")
    >>> len(set(fingerprints([a])) & set(fingerprints([b]))) > 0
    True
    """
    chosen: set[int] = set()
    for part in parts:
        runs = len(part) // HASH_BYTES - RUN + 1
        chosen.update(
            [
                int.from_bytes(part[at * HASH_BYTES : (at + RUN) * HASH_BYTES], "big") % _MODULUS
                for at in _chosen(part[: max(0, runs) * HASH_BYTES : HASH_BYTES])
            ]
        )
    return tuple(sorted(chosen))


def _chosen(ranks: bytes) -> list[int]:
    """Places of the least rank of each window, the last of equal ones; of all where one window holds all.

    >>> _chosen(bytes([7, 3, 9, 3, 8, 5, 6, 9, 1]))
    [3, 8]
    """
    if len(ranks) <= WINDOW:
        return [ranks.rindex(min(ranks))] if ranks else []
    places = []
    at, least = -1, 256
    for place, rank in enumerate(ranks):
        if rank <= least:
            at, least = place, rank
        elif place - at == WINDOW:
            window = ranks[at + 1 : place + 1]
            least = min(window)
            at += 1 + window.rindex(least)
        elif place != WINDOW - 1:
            continue
        if place >= WINDOW - 1:
            places.append(at)
    return places


def _runs(words: Sequence[str]) -> list[str]:
    return [
        "" if _BREAK in words[at : at + RUN] else " ".join(words[at : at + RUN])
        for at in range(len(words) - RUN + 1)
    ]


class Compared:
    """One text made ready to be compared with many."""

    def __init__(self, worded: Worded) -> None:
        self._worded = worded
        self._starts: dict[str, list[int]] = {}
        for at, run in enumerate(_runs(worded.words)):
            if run:
                starts = self._starts.setdefault(run, [])
                if len(starts) < STARTS_PER_RUN:
                    starts.append(at)

    def passages(self, other: Worded, *, shortest: int = SHORTEST) -> tuple[Passage, ...]:
        """What the text shares with `other`: the longest passages, none overlapping, in its order."""
        found: list[tuple[int, int, int]] = []
        at = 0
        words = other.words
        while at <= len(words) - RUN:
            starts = self._starts.get(" ".join(words[at : at + RUN]))
            if not starts:
                at += 1
                continue
            count, begin, here = max(self._grown(words, start, at) for start in starts)
            if count >= shortest:
                found.append((count, begin, here))
            at = max(at + 1, here + count - RUN + 1)  # the last words may begin a longer passage elsewhere
        return self._apart(found, other)

    def _grown(self, words: Sequence[str], start: int, at: int) -> tuple[int, int, int]:
        """(words, start in the text, start in the other) of the passage around a run that both have."""
        mine = self._worded.words
        back = 0
        while start > back and at > back and mine[start - back - 1] == words[at - back - 1] != _BREAK:
            back += 1
        length = RUN
        while (
            start + length < len(mine)
            and at + length < len(words)
            and mine[start + length] == words[at + length] != _BREAK
        ):
            length += 1
        return back + length, start - back, at - back

    def _apart(self, found: Iterable[tuple[int, int, int]], other: Worded) -> tuple[Passage, ...]:
        kept: list[tuple[int, int, int]] = []
        for count, begin, here in sorted(set(found), key=lambda f: (-f[0], f[1], f[2])):
            if all(begin + count <= b or b + c <= begin for c, b, _h in kept) and all(
                here + count <= h or h + c <= here for c, _b, h in kept
            ):
                kept.append((count, begin, here))
        return tuple(
            Passage(self._worded.span(begin, begin + count), other.span(here, here + count), count)
            for count, begin, here in sorted(kept, key=lambda f: f[1])
        )


SAME_SHARE = 0.8
"""Part of the shorter of two sayings that must stand in the other for both to be one saying."""


def same_sayings(texts: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Indexes of texts that say the same in the same words, grouped; groups in the order of their first.

    Two are one saying when their words are the same, or when they share a passage of `SHORTEST` words that is
    most of the shorter. Only texts with a fingerprint in common are compared.

    >>> same_sayings(["Nước lên rất nhanh!", "Mọi người an toàn.", "nước lên rất nhanh"])
    ((0, 2), (1,))
    """
    group_of = list(range(len(texts)))

    def root(index: int) -> int:
        while group_of[index] != index:
            group_of[index] = group_of[group_of[index]]
            index = group_of[index]
        return index

    first_with: dict[str | int, int] = {}
    for index, text in enumerate(texts):
        traits: list[str | int] = [" ".join(plain_words(text)), *fingerprints([hashed_words(text)])]
        for trait in traits:
            other = first_with.setdefault(trait, index)
            mine, its = root(index), root(other)
            if mine != its and (isinstance(trait, str) or _is_one_saying(text, texts[other])):
                group_of[max(mine, its)] = min(mine, its)
    groups: dict[int, list[int]] = {}
    for index in range(len(texts)):
        groups.setdefault(root(index), []).append(index)
    return tuple(tuple(group) for group in groups.values())


def _is_one_saying(one: str, other: str) -> bool:
    first, second = Worded(one), Worded(other)
    shared = sum(passage.words for passage in Compared(first).passages(second))
    return shared >= SAME_SHARE * min(len(first.words), len(second.words))
