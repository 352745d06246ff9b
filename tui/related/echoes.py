"""Passages that stand word for word, or nearly, in two texts.

Words are compared folded (case, tones and punctuation do not matter). Texts with a fingerprint in common
(see `fingerprints`) are compared word by word: from each run that both have a passage grows over what is the
same, and over a few words that were changed, dropped or added.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from tui.model.article import Article
from tui.model.span import Span
from tui.related.fingerprints import HASH_BYTES, RUN, fingerprints, hashed_words, placed_fingerprints
from tui.text.folding import Folded
from tui.text.words import WORD, plain, plain_words

SHORTEST = 12
"""Words of the shortest passage that counts wherever it stands: two thirds of a sentence of the press."""
SENTENCE = 8
"""Words of the shortest sentence that counts; shorter ones are said by everybody."""
SENTENCE_SHARE = 0.75
"""Part of a sentence that must be the same for it to be the same sentence."""
CHANGED = 5
"""Words in a row that may have been changed, dropped or added inside a passage: a number respelt."""
AGREEING = 3
"""Words that must be the same again behind what was changed."""
LOST = 2
"""Words that a sentence may have more at either end than the passage that stands for it."""
STRAY = 3
"""Words of a sentence that are left out where a passage has no more of it."""
TAIL = 8
"""Words between a passage and the end of its sentence that are compared one by one."""
STARTS_PER_RUN = 4
"""Places of one run in a text that are tried; a text that repeats itself more is a table."""
_BREAK = ""
"""Stands between texts that do not belong together; no word is empty, so that no passage runs over it."""
_NO_WORD = bytes(HASH_BYTES)
"""The hash of a break. A word may have it once in 4 * 10^9 words; that one is then the same as no other."""
_OVER = tuple(
    sorted(
        ((mine, its) for mine in range(CHANGED + 1) for its in range(CHANGED + 1) if mine or its),
        key=lambda over: (max(over), sum(over)),
    )
)
"""How many words may be left out here and there, the fewest first."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What two texts share."""

    span: Span
    """In the first text."""
    other: Span
    """In the second text."""
    words: int
    """That are the same in both."""
    parts: tuple[tuple[Span, Span], ...] = ()
    """What is the same word for word, in the first text and in the second, in order of both."""


class Block(NamedTuple):
    """Words that are the same in two texts, by number."""

    start: int
    other: int
    words: int


Chain = tuple[Block, ...]
"""A passage: blocks that follow one another in both texts, with at most `CHANGED` words between them."""


class Worded:
    """A text as words with their places, ready to be compared."""

    __slots__ = ("_places", "_text", "words")

    def __init__(self, text: str, stretches: Iterable[Span] | None = None) -> None:
        """`stretches` are the parts that count, in order; the whole text if they are not given.

        No passage runs over from one stretch to the next.
        """
        self.words: list[str] = []
        """Folded; an empty one between two stretches."""
        self._places: list[tuple[int, int]] = []
        self._text = text
        for number, stretch in enumerate([Span(0, len(text))] if stretches is None else stretches):
            if number:
                self.words.append(_BREAK)
                self._places.append((stretch.start, stretch.start))
            part = text[stretch.start : stretch.stop]
            plain_part = plain(part)
            places = [match.span() for match in WORD.finditer(plain_part)]
            self.words += [plain_part[start:stop] for start, stop in places]
            if len(part) != len(plain_part):
                folded = Folded(part)
                places = [folded.source_span(start, stop) for start, stop in places]
            if base := stretch.start:
                places = [(start + base, stop + base) for start, stop in places]
            self._places += places

    @property
    def hashed(self) -> bytes:
        """`HASH_BYTES` for each word."""
        return joined(self.hashed_parts)

    @property
    def hashed_parts(self) -> tuple[bytes, ...]:
        """The words of each stretch, as `hashed_words` gives them."""
        parts, begin = [], 0
        breaks = [at for at, word in enumerate(self.words) if not word]
        for stop in (*breaks, len(self.words)):
            parts.append(b"".join(map(hashed_words, self.words[begin:stop])))
            begin = stop + 1
        return tuple(parts)

    def printed(self, text: str) -> list[str]:
        """Each word as it stands in `text`."""
        return [text[start:stop] for start, stop in self._places]

    def span(self, start: int, stop: int) -> Span:
        """The span of the words `[start, stop)`, from the first letter to the last."""
        return Span(self._places[start][0], self._places[stop - 1][1])

    def sentence_start(self, at: int) -> int:
        """Where the sentence of the word `at` begins; `at` where that is farther than `TAIL` words."""
        places = range(at, max(0, at - TAIL) - 1, -1)
        return next((place for place in places if self.is_edge(place, _SENTENCE_EDGE)), at)

    def sentence_stop(self, at: int) -> int:
        """Where the sentence before the word `at` ends; `at` where that is farther than `TAIL` words."""
        places = range(at, min(len(self.words), at + TAIL) + 1)
        return next((place for place in places if self.is_edge(place, _SENTENCE_EDGE)), at)

    def is_edge(self, at: int, edge: re.Pattern[str]) -> bool:
        """True when what stands before the word `at`, or behind the last one, matches `edge`."""
        if at in (0, len(self.words)) or _BREAK in (self.words[at], self.words[at - 1]):
            return True
        return edge.search(self._text, self._places[at - 1][1], self._places[at][0]) is not None


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


def hashed_stretches(article: Article) -> tuple[bytes, ...]:
    """The words of each of `stretches`, as `hashed_words` gives them."""
    return tuple(
        b"".join(map(hashed_words, stretch.of(article.text).split("\n"))) for stretch in stretches(article)
    )


def placed(parts: Iterable[bytes]) -> Iterator[tuple[int, int]]:
    """(fingerprint, number of its first word) of `hashed_stretches`; words are numbered as in `joined`."""
    begin = 0
    for part in parts:
        for value, at in placed_fingerprints(part):
            yield value, begin + at
        begin += len(part) // HASH_BYTES + 1


def joined(parts: Iterable[bytes]) -> bytes:
    """Hashed stretches as one text, as `Worded.hashed` gives it."""
    return _NO_WORD.join(parts)


class Compared:
    """One text made ready to be compared with many."""

    def __init__(self, worded: Worded, hashed: bytes | None = None) -> None:
        """`hashed` is `worded.hashed`, where that is known."""
        self._worded = worded
        self._hashed = worded.hashed if hashed is None else hashed
        self._words = _numbers(self._hashed)
        self._starts: dict[bytes, list[int]] = {}
        self._knows_all = False
        """`_starts` has every run of the text, not only those that were asked for."""

    def passages(self, other: Worded, *, shortest: int = SHORTEST) -> tuple[Passage, ...]:
        """What the text shares with `other`: the longest passages, none overlapping, in its order.

        A passage has `shortest` words in a row that are the same, or is a sentence of at least `SENTENCE`
        words, most of which are.
        """
        return self.told(self.chains(other.hashed), other, shortest=shortest)

    def chains(self, hashed: bytes, runs: Iterable[int] | None = None) -> list[Chain]:
        """What the text shares with another one, `hashed`: any `SENTENCE` words, in no order.

        With `runs`, only what holds one of the runs that begin at these words of the text.
        """
        words = _numbers(hashed)
        found: dict[Chain, None] = {}
        done = 0
        for at, run in self._all_places(hashed) if runs is None else self._places(hashed, runs):
            if at < done:
                continue
            chain = max((self._grown(words, start, at) for start in self._starts[run]), key=_rank)
            if _identical(chain) >= SENTENCE:
                found[chain] = None
            _mine, other, count = chain[-1]
            done = max(at + 1, other + count - RUN + 1)  # the last words may begin a longer passage elsewhere
        return list(found)

    def _all_places(self, hashed: bytes) -> Iterator[tuple[int, bytes]]:
        """Where runs of the text stand in another one, in its order."""
        if not self._knows_all:
            self._starts.clear()
            for at, run in _runs(self._hashed):
                starts = self._starts.setdefault(run, [])
                if len(starts) < STARTS_PER_RUN:
                    starts.append(at)
            self._knows_all = True
        return ((at, run) for at, run in _runs(hashed) if run in self._starts)

    def _places(self, hashed: bytes, runs: Iterable[int]) -> list[tuple[int, bytes]]:
        """Where some runs of the text stand in another one, in its order."""
        width = RUN * HASH_BYTES
        found = []
        for run in {self._hashed[at * HASH_BYTES : at * HASH_BYTES + width] for at in runs}:
            if run not in self._starts:
                self._starts[run] = _find_all(self._hashed, run)
            found += [(at, run) for at in _find_all(hashed, run)]
        return sorted(found)

    def told(
        self, chains: Iterable[Chain], other: Worded, *, shortest: int = SHORTEST
    ) -> tuple[Passage, ...]:
        """Those of the chains that count, as `passages` gives them."""
        kept: list[Chain] = []
        trimmed = (self._trimmed(chain, other) for chain in chains)
        for chain in sorted(trimmed, key=lambda chain: (-_identical(chain), chain)):
            counts = self._counts(chain, other, shortest)
            if not counts:
                chain = self._completed(chain, other)
                counts = self._counts(chain, other, shortest)
            if counts and all(_are_apart(chain, one) for one in kept):
                kept.append(chain)
        return tuple(self._passage(chain, other) for chain in sorted(kept))

    def _passage(self, chain: Chain, other: Worded) -> Passage:
        parts = tuple(
            (self._worded.span(start, start + count), other.span(its, its + count))
            for start, its, count in chain
        )
        first, last = parts[0], parts[-1]
        return Passage(
            Span(first[0].start, last[0].stop), Span(first[1].start, last[1].stop), _identical(chain), parts
        )

    def _trimmed(self, chain: Chain, other: Worded) -> Chain:
        """A passage without the last words of a sentence before it, or the first of one behind it."""
        first = chain[0]
        for over in range(min(STRAY, first.words - 1), 0, -1):
            if self._is_edge(first, over, other):
                chain = (Block(first.start + over, first.other + over, first.words - over), *chain[1:])
                break
        last = chain[-1]
        for count in range(max(1, last.words - STRAY), last.words):
            if self._is_edge(last, count, other):
                return (*chain[:-1], Block(last.start, last.other, count))
        return chain

    def _completed(self, chain: Chain, other: Worded) -> Chain:
        """A passage with what else is the same up to both ends of its sentence, be it a word or two."""
        first, last = chain[0], chain[-1]
        here, there = self._worded.sentence_start(first.start), other.sentence_start(first.other)
        before = self._same_words(other, here, first.start, there, first.other)
        here, there = last.start + last.words, last.other + last.words
        stop, its_stop = self._worded.sentence_stop(here), other.sentence_stop(there)
        return (*before, *chain, *self._same_words(other, here, stop, there, its_stop))

    def _same_words(self, other: Worded, start: int, stop: int, its_start: int, its_stop: int) -> Chain:
        mine, its = self._worded.words[start:stop], other.words[its_start:its_stop]
        return tuple(
            Block(start + same.a, its_start + same.b, same.size)
            for same in SequenceMatcher(None, mine, its, autojunk=False).get_matching_blocks()
            if same.size
        )

    def _is_edge(self, block: Block, at: int, other: Worded) -> bool:
        """True when in both texts a sentence ends before the word `at` of a block."""
        return self._worded.is_edge(block.start + at, _SENTENCE_EDGE) and other.is_edge(
            block.other + at, _SENTENCE_EDGE
        )

    def _counts(self, chain: Chain, other: Worded, shortest: int) -> bool:
        if max(block.words for block in chain) >= shortest:
            return True
        identical = _identical(chain)
        here = [(block.start, block.words) for block in chain]
        there = [(block.other, block.words) for block in chain]
        if identical >= shortest:
            return _holds_sentence(self._worded, here) or _holds_sentence(other, there)
        return (_holds_sentence(self._worded, here) and _stands_apart(other, there)) or (
            _holds_sentence(other, there) and _stands_apart(self._worded, here)
        )

    def _grown(self, words: array[int], start: int, at: int) -> Chain:
        """The passage around a run that both have."""
        mine = self._words
        back = _same_before(mine, words, start, at)
        count = RUN + _same_from(mine, words, start + RUN, at + RUN)
        blocks = [Block(start - back, at - back, back + count)]
        while (block := _next(mine, words, blocks[-1])) is not None:
            blocks.append(block)
        before: list[Block] = []
        while (block := _previous(mine, words, before[-1] if before else blocks[0])) is not None:
            before.append(block)
        return (*reversed(before), *blocks)


def _numbers(hashed: bytes) -> array[int]:
    """Of each word a number, 0 of a break."""
    numbers = array("I")
    numbers.frombytes(hashed)
    return numbers


def _runs(hashed: bytes) -> Iterable[tuple[int, bytes]]:
    """(number of the first word, hash) of each run of `RUN` words that no break parts."""
    width = RUN * HASH_BYTES
    breaks = [at for at in range(0, len(hashed), HASH_BYTES) if hashed[at : at + HASH_BYTES] == _NO_WORD]
    begin = 0
    for stop in (*breaks, len(hashed)):
        for at in range(begin, stop - width + 1, HASH_BYTES):
            yield at // HASH_BYTES, hashed[at : at + width]
        begin = stop + HASH_BYTES


def _find_all(hashed: bytes, run: bytes) -> list[int]:
    """Numbers of the words where a run begins, the first `STARTS_PER_RUN` of them."""
    found: list[int] = []
    at = hashed.find(run)
    while at >= 0 and len(found) < STARTS_PER_RUN:
        if at % HASH_BYTES == 0:
            found.append(at // HASH_BYTES)
        at = hashed.find(run, at + 1)
    return found


def _same_from(mine: array[int], its: array[int], at: int, there: int) -> int:
    """Words that are the same from `at` in one text and from `there` in the other."""
    count, most = 0, min(len(mine) - at, len(its) - there)
    while count < most and mine[at + count] == its[there + count] != 0:
        count += 1
    return count


def _same_before(mine: array[int], its: array[int], at: int, there: int) -> int:
    """Words that are the same up to `at` in one text and `there` in the other."""
    count, most = 0, min(at, there)
    while count < most and mine[at - count - 1] == its[there - count - 1] != 0:
        count += 1
    return count


def _next(mine: array[int], its: array[int], block: Block) -> Block | None:
    """What goes on behind a block, over a few words that are not the same."""
    here, there = block.start + block.words, block.other + block.words
    for over, over_its in _OVER:
        count = _same_from(mine, its, here + over, there + over_its)
        if count >= AGREEING and 2 * count >= over + over_its:
            if 0 in mine[here : here + over] or 0 in its[there : there + over_its]:
                return None
            return Block(here + over, there + over_its, count)
    return None


def _previous(mine: array[int], its: array[int], block: Block) -> Block | None:
    """What comes before a block, over a few words that are not the same."""
    for over, over_its in _OVER:
        here, there = block.start - over, block.other - over_its
        if here <= 0 or there <= 0:
            continue
        count = _same_before(mine, its, here, there)
        if count >= AGREEING and 2 * count >= over + over_its:
            if 0 in mine[here : block.start] or 0 in its[there : block.other]:
                return None
            return Block(here - count, there - count, count)
    return None


def _identical(chain: Chain) -> int:
    return sum(block.words for block in chain)


def _rank(chain: Chain) -> tuple[int, Chain]:
    return _identical(chain), chain


def _are_apart(one: Chain, other: Chain) -> bool:
    """True when two passages overlap in neither text."""
    return all(
        one[-1][side] + one[-1].words <= other[0][side] or other[-1][side] + other[-1].words <= one[0][side]
        for side in (0, 1)
    )


_SENTENCE_EDGE = re.compile(r"[.!?…](?:[\s\"”’»)\]]|$)|[\n“”\"«»]")
"""Between two sentences, or what is quoted and what is not."""
_LOOSE_EDGE = re.compile(r"[\n.!?…“”\"«»:;,()–—]|\s-\s")
"""Between parts of a sentence, one of which may be a whole one that is quoted."""


def _holds_sentence(worded: Worded, blocks: Sequence[tuple[int, int]]) -> bool:
    """True when a sentence lies in a passage, but for a word or two at its ends, most of it the same."""
    start, stop = blocks[0][0], blocks[-1][0] + blocks[-1][1]
    begin = None
    for at in range(max(0, start - LOST), min(len(worded.words), stop + LOST) + 1):
        if worded.is_edge(at, _SENTENCE_EDGE):
            if begin is not None and _same_within(blocks, begin, at) >= max(
                SENTENCE, SENTENCE_SHARE * (at - begin)
            ):
                return True
            begin = at
    return False


def _same_within(blocks: Sequence[tuple[int, int]], begin: int, stop: int) -> int:
    return sum(max(0, min(stop, at + count) - max(begin, at)) for at, count in blocks)


def _stands_apart(worded: Worded, blocks: Sequence[tuple[int, int]]) -> bool:
    """True when marks stand around a passage, but for a word that was changed at its ends."""
    start, stop = blocks[0][0], blocks[-1][0] + blocks[-1][1]
    return any(worded.is_edge(at, _LOOSE_EDGE) for at in range(max(0, start - 1), start + 1)) and any(
        worded.is_edge(at, _LOOSE_EDGE) for at in range(stop, min(len(worded.words), stop + 1) + 1)
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
