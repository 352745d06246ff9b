"""Names by a few letters of them: an index in memory, and how well a name fits what was typed.

Names are found by their folded words. For each word there is the list of names that hold it; as one large
integer, a bit a name, lists are joined and cut in microseconds even for 100,000 names. Names are numbered
from the one most written about, so that the first bits of a list are the names most likely meant.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from math import log10

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from tui.model.fact import Kind
from tui.text.normal import normalize
from tui.text.words import WORD, has_marks, plain_words, toned

MAX_CHARACTERS = 200
"""More of a query than this is not read; the longest name of an office has half of it."""
MAX_WORDS = 12
BEGUN = 88.0
"""From here on every word typed is a word of the name or its beginning: how long the rest of it is tells less
than how much is written about it."""
WEIGHED = 200
"""Names of one way to match that are weighed, most written about first."""
MAX_INITIALS = 8
"""Letters of a query that may be the beginnings of words run together."""
WHOLE = 97.9
"""The score from which the whole name was typed: it comes first, however few articles name it."""
LEAST_SCORE = 46.0
WORSE = 30.0
"""A name this much worse than the best is not what was meant."""
TITLE_WORDS = 4
"""Words in front of a name that may be a rank or an office."""
NEAR_WORDS = 64
"""Spellings of one mistyped word that are tried."""


@dataclass(frozen=True, slots=True)
class NameRow:
    """One name as the table takes it in."""

    key: str
    name: str
    kind: Kind
    article_count: int
    mention_count: int
    aliases: tuple[str, ...] = ()
    """Other ways to write it that find it too: in full, abbreviated."""


@dataclass(frozen=True, slots=True)
class Match:
    """A name that fits a query."""

    row: NameRow
    score: float
    """0 to 100; 100 is the whole name, letter for letter."""


@dataclass(frozen=True, slots=True)
class _Asked:
    words: tuple[str, ...]
    toned: tuple[str | None, ...]
    joined: str


class NameTable:
    """All names of a corpus, ready to be asked; read-only, so any thread may."""

    def __init__(self, rows: Iterable[NameRow]) -> None:
        self._rows = sorted(rows, key=lambda row: (-row.article_count, -row.mention_count, row.name, row.key))
        self._row_of = array("I")
        self._entries: list[str] = []
        """Folded spellings, words joined by one space."""
        postings: dict[str, array[int]] = {}
        for number, row in enumerate(self._rows):
            for spelling in dict.fromkeys((row.name, *row.aliases)):
                words = plain_words(normalize(spelling))
                if not words:
                    continue
                entry = len(self._entries)
                self._entries.append(" ".join(words))
                self._row_of.append(number)
                for word in set(words):
                    postings.setdefault(word, array("I")).append(entry)
        self._words = sorted(postings)
        self._postings = postings
        self._bits: dict[tuple[str, bool], int] = {}
        joined = [entry.replace(" ", "") for entry in self._entries]
        self._starts = array("L", accumulate((len(text) + 1 for text in joined), initial=0))
        self._joined = "\n".join(joined)
        """All names without spaces, one a line, to find letters that run over words."""

    def __len__(self) -> int:
        return len(self._rows)

    def find(self, query: str, limit: int = 50) -> list[Match]:
        """Names that fit `query`, best first; of equal ones the one in more articles. Any text is a query.

        Words may be typed without tones, in any order, only begun, run together, as initials, or mistyped.
        A query without letters or digits gives the names most written about.
        """
        return self.find_counted(query, limit)[0]

    def find_counted(self, query: str, limit: int) -> tuple[list[Match], int]:
        """The same, and how many names fit when none is left out."""
        asked = _ask(query)
        if not asked.words:
            return [Match(row, 0.0) for row in self._rows[:limit]], len(self._rows)
        best: dict[int, float] = {}
        for reading, entries in self._candidates(asked, limit):
            for entry in entries:
                score = self._score(reading, entry)
                number = self._row_of[entry]
                if score > best.get(number, 0.0):
                    best[number] = score
        least = max(LEAST_SCORE, max(best.values(), default=0.0) - WORSE)
        ranked = sorted(
            (-self._rank(number, score), number, score) for number, score in best.items() if score >= least
        )
        return [Match(self._rows[number], score) for _rank, number, score in ranked[:limit]], (
            self._begun_with(asked, len(ranked)) if len(ranked) > limit else len(ranked)
        )

    def _begun_with(self, asked: _Asked, weighed: int) -> int:
        """Names that hold words which begin as those typed do, of which only some were weighed."""
        entries = _first(
            _all_of([self._holding(word, begun=True) for word in asked.words]), len(self._entries)
        )
        return max(weighed, len({self._row_of[entry] for entry in entries}))

    def _rank(self, number: int, score: float) -> int:
        """Score and, among names about as good, how much is written about each."""
        if score >= WHOLE:
            return 1000 + round(score)
        most, steep = (4.0, 2.2) if score >= BEGUN else (2.0, 1.5)
        return round(score + min(most, steep * log10(1 + self._rows[number].article_count)))

    # --- candidates, from the surest way to match to the loosest

    def _candidates(self, asked: _Asked, limit: int) -> Iterator[tuple[_Asked, list[int]]]:
        found = 0
        begun = [self._holding(word, begun=True) for word in asked.words]
        whole = [self._holding(word) for word in asked.words]
        for strict in (whole, begun):
            entries = _first(_all_of(strict), WEIGHED)
            found = max(found, len(entries))
            yield asked, entries
        yield asked, self._run_together(asked.joined)
        if found >= limit:
            return
        for start in range(1, min(TITLE_WORDS, len(asked.words) - 2) + 1):
            yield asked, _first(_all_of(whole[start:]), WEIGHED)
        for split in self._splits(asked):
            entries = _first(_all_of([self._holding(word, begun=True) for word in split.words]), WEIGHED)
            found = max(found, len(entries))
            yield split, entries
        if len(asked.words) == 1:
            yield asked, self._by_initials(asked.joined)
        if found >= limit:
            return
        near = [bits | self._near(word) for bits, word in zip(begun, asked.words, strict=True)]
        for index, slip in enumerate(near):  # all words but one as they are: the likeliest slip
            others = [*begun[:index], slip, *begun[index + 1 :]]
            entries = _first(_all_of(others), WEIGHED)
            found = max(found, len(entries))
            yield asked, entries
        for level in _levels(near):
            entries = _first(level, WEIGHED)
            yield asked, entries
            found = max(found, len(entries))
            if found:
                return
        yield asked, self._alike(asked.joined)

    def _holding(self, word: str, *, begun: bool = False) -> int:
        """Entries that hold `word`, or with `begun` a word that begins so; a bit an entry."""
        bits = self._bits.get((word, begun))
        if bits is None:
            if begun:
                stop = bisect_left(self._words, word + "\U0010ffff")
                words = self._words[bisect_left(self._words, word) : stop]
            else:
                words = [word] if word in self._postings else []
            bits = self._joined_bits(words)
            if len(self._bits) < 4096:
                self._bits[word, begun] = bits
        return bits

    def _joined_bits(self, words: Sequence[str]) -> int:
        marks = bytearray(len(self._entries) // 8 + 1)
        for word in words:
            for entry in self._postings[word]:
                marks[entry >> 3] |= 1 << (entry & 7)
        return int.from_bytes(marks, "little")

    def _near(self, word: str) -> int:
        """Entries with a word one slip away, two for a long one."""
        if len(word) < 2 or not word.isalpha():
            return 0
        allowed = 1 if len(word) <= 4 else 2
        similar = process.extract(
            word, self._words, scorer=OSA.distance, score_cutoff=allowed, limit=NEAR_WORDS
        )
        return self._joined_bits([other for other, _distance, _index in similar])

    def _run_together(self, letters: str) -> list[int]:
        """Entries that hold `letters` when the spaces are taken away."""
        if len(letters) < 3:
            return []
        entries: list[int] = []
        at = self._joined.find(letters)
        while at >= 0 and len(entries) < WEIGHED:
            entry = bisect_right(self._starts, at) - 1
            entries.append(entry)
            at = self._joined.find(letters, self._starts[entry + 1])
        return entries

    def _splits(self, asked: _Asked) -> Iterator[_Asked]:
        """The query with the words that no name has cut into words that names have; the last may be begun."""
        choices: list[list[tuple[str, ...]]] = []
        for index, word in enumerate(asked.words):
            if self._holding(word, begun=True) or len(word) < 4:
                choices.append([(word,)])
            else:
                choices.append(self._cuts(word, last=index == len(asked.words) - 1)[:4] or [(word,)])
        made: list[tuple[str, ...]] = [()]
        for choice in choices:
            made = [before + cut for before in made for cut in choice][:4]
        for words in made:
            if words != asked.words and len(words) <= MAX_WORDS:
                yield _Asked(words, (None,) * len(words), asked.joined)

    def _cuts(self, letters: str, *, last: bool) -> list[tuple[str, ...]]:
        """Ways to cut `letters` into words of the table, fewest words first."""
        length = len(letters)
        ways: list[list[tuple[str, ...]]] = [[] for _ in range(length)] + [[()]]
        for start in range(length - 1, -1, -1):
            here: list[tuple[str, ...]] = []
            for stop in range(min(length, start + 12), start, -1):
                piece = letters[start:stop]
                known = piece in self._postings or (last and stop == length and self._begins(piece))
                if known and ways[stop]:
                    here.extend((piece, *rest) for rest in ways[stop][:3])
            ways[start] = sorted(here, key=len)[:6]
        return ways[0]

    def _begins(self, piece: str) -> bool:
        at = bisect_left(self._words, piece)
        return at < len(self._words) and self._words[at].startswith(piece)

    def _by_initials(self, letters: str) -> list[int]:
        """Entries whose words begin, one after the other, with pieces of `letters`: `nvky`, `ngvky`."""
        if not 2 <= len(letters) <= MAX_INITIALS or not letters.isalpha():
            return []
        fits = _initials(letters).search
        found: dict[int, None] = {}
        for pieces in _pieces(letters):
            bits = _all_of([self._holding(piece, begun=True) for piece in pieces])
            found.update((entry, None) for entry in _first(bits, WEIGHED) if fits(self._entries[entry]))
            if len(found) >= WEIGHED:
                break
        return list(found)

    def _alike(self, letters: str) -> list[int]:
        """Entries like `letters` as a whole, where nothing else was found; the dearest way, and the last."""
        if len(letters) < 4:
            return []
        lines = self._joined.split("\n")
        similar = process.extract(letters, lines, scorer=fuzz.ratio, score_cutoff=70, limit=50)
        return [index for _text, _score, index in similar]

    # --- how well a name fits

    def _score(self, asked: _Asked, entry: int) -> float:
        """0 to 100: how well the words typed are the words of the name, in order and with their tones."""
        text = self._entries[entry]
        words = text.split(" ")
        letters = text.replace(" ", "")
        if letters == asked.joined:
            return (100.0 if tuple(words) == asked.words else 98.0) - self._tones_missed(asked, entry)
        if len(words) > 1 and asked.words[-len(words) :] == tuple(words):
            return 94.0 - self._tones_missed(asked, entry)  # a rank or an office stands in front
        fit, places, covered = _fit(asked.words, words)
        score = 100 * fit - 6 * (1 - covered / len(letters))
        taken = [place for place in places if place is not None]
        if any(after < before for before, after in pairwise(taken)):
            score -= 3
        elif taken and taken[-1] - taken[0] >= len(taken):
            score -= 1
        if len(asked.words) == 1 and score < 80:
            score = max(score, _score_of_letters(asked.joined, text, letters))
        return max(0.0, score - self._tones_missed(asked, entry))

    def _tones_missed(self, asked: _Asked, entry: int) -> float:
        """Up to 4 points for tones that were typed and that the name has not."""
        wanted = [mark for mark in asked.toned if mark is not None]
        if not wanted:
            return 0.0
        row = self._rows[self._row_of[entry]]
        printed = {toned(word) for spelling in (row.name, *row.aliases) for word in WORD.findall(spelling)}
        missed = sum(1 for mark in wanted if not any(word.startswith(mark) for word in printed))
        return 4 * missed / len(wanted)


def _ask(query: str) -> _Asked:
    text = normalize(query[:MAX_CHARACTERS])
    words: list[str] = []
    marks: list[str | None] = []
    for typed in WORD.findall(text):
        folded = plain_words(typed)
        words.extend(folded)
        marks.extend([toned(typed) if len(folded) == 1 and has_marks(typed) else None] * len(folded))
    return _Asked(tuple(words[:MAX_WORDS]), tuple(marks[:MAX_WORDS]), "".join(words[:MAX_WORDS]))


def _fit(typed: Sequence[str], words: Sequence[str]) -> tuple[float, list[int | None], int]:
    """(0 to 1, word of the name for each word typed, letters of the name that were typed)."""
    free = set(range(len(words)))
    total = gained = 0.0
    covered = 0
    places: list[int | None] = []
    for word in typed:
        best, place = 0.0, None
        for index in sorted(free):
            quality = _alikeness(word, words[index])
            if quality > best:
                best, place = quality, index
        total += len(word)
        gained += best * len(word)
        places.append(place)
        if place is not None:
            free.discard(place)
            covered += min(len(word), len(words[place]))
    return gained / total, places, covered


def _alikeness(typed: str, word: str) -> float:
    """1 for the word itself, 0.9 and more for its beginning, less for a slip, 0 for another word."""
    if typed == word:
        return 1.0
    if word.startswith(typed):
        return 0.9 + 0.08 * len(typed) / len(word)
    allowed = 1 if len(typed) <= 4 else 2
    slips = OSA.distance(typed, word, score_cutoff=allowed)
    if slips > allowed:
        return 0.0
    return 0.9 * (1 - slips / max(len(typed), len(word)))


def _all_of(bits: Sequence[int]) -> int:
    joined = bits[0]
    for more in bits[1:]:
        joined &= more
    return joined


def _levels(bits: Sequence[int]) -> Iterator[int]:
    """Entries that hold all words, then all but one, … down to half of them."""
    reached = [-1] + [0] * len(bits)  # reached[n]: entries with at least n of the words so far
    for word in bits:
        for count in range(len(bits) - 1, -1, -1):
            reached[count + 1] |= reached[count] & word
    for count in range(len(bits), (len(bits) - 1) // 2, -1):
        yield reached[count]


_SET = re.compile(rb"[^\0]")
_BITS = [[bit for bit in range(8) if byte >> bit & 1] for byte in range(256)]


def _first(bits: int, limit: int) -> list[int]:
    """The lowest `limit` bits that are set."""
    data = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    found: list[int] = []
    for match in _SET.finditer(data):
        at = match.start()
        found.extend(at * 8 + bit for bit in _BITS[data[at]])
        if len(found) >= limit:
            return found[:limit]
    return found


def _pieces(letters: str) -> Iterator[tuple[str, ...]]:
    """Ways to cut `letters` into beginnings of words, the most words first.

    Of more than five letters only the last piece may be longer than one: there are too many ways else.

    >>> list(_pieces("nky"))
    [('n', 'k', 'y'), ('n', 'ky'), ('nk', 'y')]
    """
    length = len(letters)
    if length > 5:
        yield from ((*letters[:last], letters[last:]) for last in range(length - 1, 0, -1))
        return
    ways = []
    for cuts in range((1 << (length - 1)) - 1, 0, -1):
        bounds = [0, *(i + 1 for i in range(length - 1) if cuts >> (length - 2 - i) & 1), length]
        ways.append(tuple(letters[a:b] for a, b in pairwise(bounds)))
    yield from sorted(ways, key=len, reverse=True)


@lru_cache(maxsize=64)
def _initials(letters: str) -> re.Pattern[str]:
    """A pattern of words one after the other that begin with pieces of `letters`.

    >>> bool(_initials("nvky").search("tran nguyen van ky")), bool(_initials("nvky").search("nguyen ky"))
    (True, False)
    """
    first, *rest = (re.escape(letter) for letter in letters)
    return re.compile(rf"(?:^| ){first}" + "".join(rf"(?:\w* )?{letter}" for letter in rest))


def _score_of_letters(typed: str, text: str, letters: str) -> float:
    """Score of one word typed for several of the name `text`, which is `letters` without spaces."""
    covered = len(typed) / len(letters)
    if letters.startswith(typed):
        return 90 + 8 * covered
    if len(typed) >= 3 and typed in letters:
        return 78 + 8 * covered
    if len(typed) <= MAX_INITIALS and typed.isalpha():
        match = _initials(typed).search(text)
        if match:
            begun = match.group().strip().count(" ") + 1
            return 76 - 4 * (1 - begun / (text.count(" ") + 1)) + min(3, len(typed) - begun)
    return 0.7 * fuzz.ratio(typed, letters)
