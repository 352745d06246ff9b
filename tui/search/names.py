"""Names by a few letters of them: an index in memory, and how well a name fits what was typed.

Names are found by their folded words. For each word there is the list of names that hold it; as one large
integer, a bit a name, lists are joined and cut in microseconds even for 100,000 names. Names are numbered
from the one most written about, so that the first bits of a list are the names most likely meant.

A query may be read in several ways: as it stands, as Telex or VNI keys, without the rank in front, with an
abbreviation spelled out. The reading that fits a name best wins.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from math import log10
from operator import attrgetter

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from tui.model.fact import Kind
from tui.text.keystrokes import Method, read_keystrokes
from tui.text.normal import normalize
from tui.text.words import WORD, has_marks, plain, plain_words, toned

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
LEAST_SCORE = 46.0
WORSE = 30.0
"""A name this much worse than the best is not what was meant."""
TITLE_WORDS = 8
"""Words in front of a name that may be a rank or an office."""
ALIKE = 20_000
"""Names that are compared letter by letter where nothing else was found."""
KEPT_BYTES = 40_000_000
"""Lists kept ready between queries."""
_WHOLE_WORTH = 1000.0
"""Added to the score of a name that was typed whole: it comes before all that were not."""
SPLIT = 5.0
"""Points that a name loses when words typed were cut to fit it."""
IN_FRONT = 4.0
"""The same when a rank or an office was taken from the front."""
COMPLETE = 4.0
"""What a name gains all words of which were typed, mistyped or not."""
INITIALS_READ = 2_000
"""Names of one row of initials that are looked at."""
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
class Answer:
    """Names that fit a query, best first, and how the query was read."""

    matches: list[Match]
    total: int
    """Names that fit when none is left out."""
    method: Method | None = None
    """The input method whose keys were typed."""
    written: str = ""
    """What those keys write."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What stands beside names and for names in the language of the corpus."""

    titles: Iterable[str] = ()
    """Ranks, degrees, offices, forms of address that stand in front of a name."""
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    """Abbreviation → long form."""


@dataclass(frozen=True, slots=True)
class _Asked:
    words: tuple[str, ...]
    toned: tuple[str | None, ...]
    joined: str
    cost: float = 0.0
    """Points that names found by this reading of the query lose."""
    alike: dict[tuple[str, str], float] = field(default_factory=dict)
    """How alike words typed and words of names are, as they are compared."""


class NameTable:
    """All names of a corpus, ready to be asked; read-only, so any thread may."""

    def __init__(self, rows: Iterable[NameRow], usage: Usage | None = None) -> None:
        self._rows = _most_written_about_first(rows)
        self._speech = _Speech(usage or Usage())
        self._row_of = array("I")
        spellings: list[str] = []
        several: list[int] = []
        for number, row in enumerate(self._rows):
            if row.aliases:
                own = list(dict.fromkeys((row.name, *row.aliases)))
                several.extend(range(len(spellings), len(spellings) + len(own)))
                spellings.extend(own)
                self._row_of.extend([number] * len(own))
            else:
                spellings.append(row.name)
                self._row_of.append(number)
        self._count = len(spellings)
        self._several = several
        postings, by_first_letters = _Lists(), _Lists()
        lengths: dict[int, array[int]] = {}
        self._lines, self._starts = array("Q", [0]), array("Q", [0])
        texts: list[str] = []
        for entry, line in enumerate(_folded_lines(spellings)):
            words = line.split()
            texts.append(" ".join(words))
            letters = len(texts[-1]) - max(0, len(words) - 1)
            self._lines.append(self._lines[-1] + len(texts[-1]) + 1)
            self._starts.append(self._starts[-1] + letters + 1)
            for word in words:
                postings[word].append(entry)
            by_first_letters["".join([word[0] for word in words[: MAX_INITIALS + 1]])].append(entry)
            lengths.setdefault(len(words), array("I")).append(entry)
        self._text = "\n".join(texts)
        """Folded spellings, one a line, words joined by one space."""
        self._joined = self._text.replace(" ", "")
        """The same without spaces, to find letters that run over words."""
        self._postings: dict[str, array[int]] = dict(postings)
        self._by_first_letters: dict[str, array[int]] = dict(by_first_letters)
        self._words = sorted(self._postings)
        self._common = {
            word: self._marked([entries_of])
            for word, entries_of in self._postings.items()
            if len(entries_of) > 64 and 128 * len(entries_of) > self._count
        }
        """Bits of words in many names, ready: making them of the numbers takes milliseconds."""
        for word in self._common:
            self._postings[word] = array("I")
        self._of_length = {count: self._marked([entries_of]) for count, entries_of in lengths.items()}
        self._more_than_one = self._marked([array("I", several)])
        self._kept: dict[tuple[str, str], int] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def find(self, query: str, limit: int = 50) -> list[Match]:
        """Names that fit `query`, best first; of equal ones the one in more articles. Any text is a query.

        Words may be typed without tones, in any order, only begun, run together, as initials, mistyped, or as
        keys of Telex and VNI. A query without letters or digits gives the names most written about.
        """
        return self.answer(query, limit).matches

    def find_counted(self, query: str, limit: int) -> tuple[list[Match], int]:
        """The same, and how many names fit when none is left out."""
        answer = self.answer(query, limit)
        return answer.matches, answer.total

    def answer(self, query: str, limit: int = 50) -> Answer:
        """The same, and how the query was read."""
        query = query[:MAX_CHARACTERS]
        asked = _ask(query)
        if not asked.words:
            return Answer([Match(row, 0.0) for row in self._rows[:limit]], len(self._rows))
        keys = read_keystrokes(query)
        if keys is None:
            return self._answer(asked, limit)
        meant = _ask(keys.text)
        read = self._answer(meant, limit)
        if not self._has_words(asked):
            if read.matches:
                return Answer(read.matches, read.total, keys.method, keys.text)
            return self._answer(asked, limit)
        plain_answer = self._answer(asked, limit)
        if _best(plain_answer) >= _best(read):
            return plain_answer
        return Answer(read.matches, read.total, keys.method, keys.text)

    def _has_words(self, asked: _Asked) -> bool:
        return all(self._begins(word) for word in asked.words)

    def _answer(self, asked: _Asked, limit: int) -> Answer:
        worth_of: dict[int, float] = {}
        weighed: set[tuple[int, int]] = set()
        for reading, entries in self._candidates(asked, limit):
            which = id(reading.words)
            for entry in entries:
                if (which, entry) in weighed:
                    continue
                weighed.add((which, entry))
                worth = self._worth(reading, entry)
                number = self._row_of[entry]
                if worth > worth_of.get(number, 0.0):
                    worth_of[number] = worth
        best = max(worth_of.values(), default=0.0)
        least = max(LEAST_SCORE, _score_of(best) - WORSE)
        ranked = sorted(
            (-self._rank(number, worth), number, worth)
            for number, worth in worth_of.items()
            if _score_of(worth) >= least
        )
        matches = [Match(self._rows[number], _score_of(worth)) for _rank, number, worth in ranked[:limit]]
        return Answer(matches, self._begun_with(asked, len(ranked)) if len(ranked) > limit else len(ranked))

    def _begun_with(self, asked: _Asked, weighed: int) -> int:
        """Names that hold words which begin as those typed do, of which only some were weighed."""
        bits = _all_of([self._begun(word) for word in asked.words])
        single = (bits & ~self._more_than_one).bit_count()
        others = _first(bits & self._more_than_one, len(self._several))
        return max(weighed, single + len({self._row_of[entry] for entry in others}))

    def _rank(self, number: int, worth: float) -> int:
        """Score and, among names about as good, how much is written about each."""
        if worth >= _WHOLE_WORTH:
            return round(worth)
        most, steep = (4.0, 2.2) if worth >= BEGUN else (2.0, 1.5)
        return round(worth + min(most, steep * log10(1 + self._rows[number].article_count)))

    def _entry(self, entry: int) -> str:
        return self._text[self._lines[entry] : self._lines[entry + 1] - 1]

    # --- candidates, from the surest way to match to the loosest

    def _candidates(self, asked: _Asked, limit: int) -> Iterator[tuple[_Asked, list[int]]]:
        whole = [self._holding(word) for word in asked.words]
        begun = [self._begun(word) for word in asked.words]
        yield asked, _first(_all_of([*whole, self._of_length.get(len(asked.words), 0)]), WEIGHED)
        found = 0
        for strict in (_all_of(whole), _all_of(begun)):
            entries = _first(strict, WEIGHED)
            found = max(found, len(entries))
            yield asked, entries
        for other in self._speech.readings(asked):
            entries = self._of_words(other.words)
            found = max(found, len(entries))
            yield other, entries
        if len(asked.words) == 1 and found < limit:
            entries = self._by_initials(asked.joined)
            found += len(entries)
            yield asked, entries
        if found >= limit:
            return
        for start in range(1, min(TITLE_WORDS, len(asked.words) - 2) + 1):
            held = _all_of(whole[start:])
            length = self._of_length.get(len(asked.words) - start, 0)
            yield asked, _first(held & length, WEIGHED)
        for split in self._splits(asked):
            entries = self._of_words(split.words)
            found = max(found, len(entries))
            yield split, entries
        if found:
            if len(asked.words) == 1:
                yield asked, self._run_together(asked.joined)
                return
        else:
            yield asked, self._run_together(asked.joined)
        yield from self._mistyped(asked, begun, found)

    def _of_words(self, words: Sequence[str]) -> list[int]:
        """Entries of exactly these words, then those that hold words which begin so."""
        exact = _all_of([*map(self._holding, words), self._of_length.get(len(words), 0)])
        begun = _all_of([self._begun(word) for word in words])
        return _first(exact, WEIGHED) + _first(begun, WEIGHED)

    def _mistyped(self, asked: _Asked, begun: list[int], found: int) -> Iterator[tuple[_Asked, list[int]]]:
        near = [bits | self._near(word) for bits, word in zip(begun, asked.words, strict=True)]
        length = self._of_length.get(len(asked.words), 0)
        for index, slip in enumerate(near):  # all words but one as they are: the likeliest slip
            bits = _all_of([*begun[:index], slip, *begun[index + 1 :]])
            entries = _first(bits & length, WEIGHED) + _first(bits, WEIGHED // 2)
            found = max(found, len(entries))
            yield asked, entries
        for level in _levels(near):
            entries = _first(level, WEIGHED)
            yield asked, entries
            found = max(found, len(entries))
            if found:
                return
        yield asked, self._alike(asked.joined)

    def _holding(self, word: str) -> int:
        """Entries that hold `word`; a bit an entry."""
        if word in self._common:
            return self._common[word]
        return self._joined_bits("", word, [word] if word in self._postings else [])

    def _begun(self, word: str) -> int:
        """Entries with a word that begins with `word`."""
        stop = bisect_left(self._words, word + "\U0010ffff")
        words = self._words[bisect_left(self._words, word) : stop]
        return self._holding(word) if words == [word] else self._joined_bits("*", word, words)

    def _joined_bits(self, way: str, word: str, words: Sequence[str]) -> int:
        """Entries with any of `words`, which `word` stands for in this `way`; kept for the next query."""
        bits = self._kept.get((way, word))
        if bits is None:
            bits = self._marked([self._postings[other] for other in words])
            for other in words:
                bits |= self._common.get(other, 0)
            if len(self._kept) * self._count // 8 > KEPT_BYTES:
                self._kept = {}
            self._kept[way, word] = bits
        return bits

    def _marked(self, lists: Iterable[Iterable[int]]) -> int:
        marks = bytearray(self._count // 8 + 1)
        for entries in lists:
            for entry in entries:
                marks[entry >> 3] |= 1 << (entry & 7)
        return int.from_bytes(marks, "little")

    def _near(self, word: str) -> int:
        """Entries with a word one slip away, two for a long one."""
        if len(word) < 2 or not word.isalpha():
            return 0
        if ("~", word) in self._kept:
            return self._kept["~", word]
        allowed = 1 if len(word) <= 4 else 2
        similar = process.extract(
            word, self._words, scorer=OSA.distance, score_cutoff=allowed, limit=NEAR_WORDS
        )
        return self._joined_bits("~", word, [other for other, _distance, _index in similar])

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
            if self._begun(word) or len(word) < 4:
                choices.append([(word,)])
            else:
                choices.append(self._cuts(word, last=index == len(asked.words) - 1)[:4] or [(word,)])
        made: list[tuple[str, ...]] = [()]
        for choice in choices:
            made = [before + cut for before in made for cut in choice][:4]
        for words in made:
            if words != asked.words and len(words) <= MAX_WORDS:
                yield _Asked(words, (None,) * len(words), asked.joined, SPLIT)

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
        found: dict[int, None] = {}
        for pieces in ((*letters,), *_pieces(letters)):
            firsts = "".join([piece[0] for piece in pieces])
            longer = [at for at, piece in enumerate(pieces) if len(piece) > 1]
            for entry in self._by_first_letters.get(firsts, ())[:INITIALS_READ]:
                words = self._entry(entry).split(" ") if longer else ()
                if all(words[at].startswith(pieces[at]) for at in longer):
                    found[entry] = None
                    if len(found) >= WEIGHED:
                        return list(found)
        return list(found) or self._by_some_initials(letters)

    def _by_some_initials(self, letters: str) -> list[int]:
        """The same for entries that begin or end with other words."""
        fits = _initials(letters).search
        bits = _all_of([self._begun(letter) for letter in letters])
        return [entry for entry in _first(bits, INITIALS_READ) if fits(self._entry(entry))][:WEIGHED]

    def _alike(self, letters: str) -> list[int]:
        """Entries like `letters` as a whole, where nothing else was found; the dearest way, and the last."""
        if len(letters) < 4:
            return []
        begun = _first(self._begun(letters[:2]), ALIKE)
        lines = {entry: self._entry(entry).replace(" ", "") for entry in begun}
        similar = process.extract(letters, lines, scorer=fuzz.ratio, score_cutoff=70, limit=50)
        return [entry for _text, _score, entry in similar]

    # --- how well a name fits

    def _worth(self, asked: _Asked, entry: int) -> float:
        """0 to 100: how well the words typed are the words of the name, in order and with their tones.

        `_WHOLE_WORTH` more when all words of the name were typed, and nothing else.
        """
        text = self._entry(entry)
        words = text.split(" ")
        missed = self._tones_missed(asked, entry)
        letters = text.replace(" ", "")
        if letters == asked.joined:
            whole = _WHOLE_WORTH + (100.0 if tuple(words) == asked.words else 98.0) - missed
            return whole - (asked.cost if asked.cost != SPLIT else 0.0)
        missed += asked.cost
        if len(words) == len(asked.words) and sorted(words) == sorted(asked.words):
            return _WHOLE_WORTH + 97.0 - missed
        extra = len(asked.words) - len(words)
        if extra > 0 and len(words) > 1 and asked.words[extra:] == tuple(words):
            in_front = asked.words[:extra]  # a rank or an office?
            return (
                94.0 - extra / 2 if self._speech.may_stand_before(in_front) else max(76.0, 85.0 - extra)
            ) - missed
        return max(0.0, self._fit_of(asked, words, text, letters) - missed)

    def _fit_of(self, asked: _Asked, words: Sequence[str], text: str, letters: str) -> float:
        fit, places, covered = _fit(asked, words)
        score = 100 * fit - 6 * (1 - covered / len(letters))
        if fit < 1 and len(words) == len(asked.words) and None not in places:
            score = min(96.0, score + COMPLETE)
        taken = [place for place in places if place is not None]
        if any(after < before for before, after in pairwise(taken)):
            score -= 3
        elif taken and taken[-1] - taken[0] >= len(taken):
            score -= 1
        if len(asked.words) == 1 and score < 80:
            score = max(score, _score_of_letters(asked.joined, text, letters))
        return score

    def _tones_missed(self, asked: _Asked, entry: int) -> float:
        """Up to 4 points for tones that were typed and that the name has not."""
        wanted = [mark for mark in asked.toned if mark is not None]
        if not wanted:
            return 0.0
        row = self._rows[self._row_of[entry]]
        printed = [_toned_words(spelling) for spelling in (row.name, *row.aliases)]
        missed = sum(1 for mark in wanted if not any(f" {mark}" in words for words, _joined in printed))
        if missed and len(asked.words) < 3:  # run together?
            missed -= sum(
                1 for mark in wanted if len(mark) > 7 and any(mark in joined for _w, joined in printed)
            )
        return 4 * max(0, missed) / len(wanted)


class _Speech:
    """The usage of names, folded: other ways to read what was typed."""

    def __init__(self, usage: Usage) -> None:
        self._titles = {tuple(plain_words(normalize(title))) for title in usage.titles} - {()}
        self._title_words = {word for title in self._titles for word in title}
        self._longest = max(map(len, self._titles), default=0)
        self._long_of: dict[tuple[str, ...], tuple[str, ...]] = {}
        for short, long in usage.abbreviations.items():
            pair = tuple(plain_words(short)), tuple(plain_words(long))
            if pair[0] and len(pair[1]) > len(pair[0]):
                self._long_of.setdefault(pair[0], pair[1])
        self._short_of = {long: short for short, long in self._long_of.items()}
        self._longest_form = max(map(len, self._short_of), default=0)

    def may_stand_before(self, words: Sequence[str]) -> bool:
        """True when `words` in front of a name may be ranks, offices, degrees."""
        return all(word in self._title_words for word in words)

    def readings(self, asked: _Asked) -> Iterator[_Asked]:
        """`asked` without the titles in front; with an abbreviation in full; with a long form abbreviated."""
        start = self._after_titles(asked.words)
        if 0 < start < len(asked.words):
            yield _part(asked, start)
        for table, longest in ((self._long_of, 2), (self._short_of, self._longest_form)):
            other = _respelled(asked.words, table, longest)
            if other != asked.words and len(other) <= 2 * MAX_WORDS:
                yield _Asked(other, (None,) * len(other), "".join(other))

    def _after_titles(self, words: Sequence[str]) -> int:
        start = 0
        while start < len(words):
            for length in range(min(self._longest, len(words) - start), 0, -1):
                if tuple(words[start : start + length]) in self._titles:
                    start += length
                    break
            else:
                break
        return start


def _part(asked: _Asked, start: int) -> _Asked:
    return _Asked(asked.words[start:], asked.toned[start:], "".join(asked.words[start:]), IN_FRONT)


def _respelled(
    words: tuple[str, ...], table: Mapping[tuple[str, ...], tuple[str, ...]], longest: int
) -> tuple[str, ...]:
    """`words` with each run of them that `table` has, the longest first, replaced."""
    made: list[str] = []
    at = 0
    while at < len(words):
        for length in range(min(longest, len(words) - at), 0, -1):
            other = table.get(words[at : at + length])
            if other is not None:
                made.extend(other)
                at += length
                break
        else:
            made.append(words[at])
            at += 1
    return tuple(made)


def _most_written_about_first(rows: Iterable[NameRow]) -> list[NameRow]:
    """Sorted; one thing after the other, which makes no million of tuples."""
    made = sorted(rows, key=attrgetter("key"))
    made.sort(key=attrgetter("name"))
    made.sort(key=attrgetter("mention_count"), reverse=True)
    made.sort(key=attrgetter("article_count"), reverse=True)
    return made


class _Lists(dict[str, "array[int]"]):
    def __missing__(self, key: str) -> array[int]:
        made = self[key] = array("I")
        return made


def _folded_lines(spellings: Sequence[str]) -> list[str]:
    """The folded words of each spelling; all at once, which takes a third of the time."""
    lines = plain(normalize("\n".join(spellings))).split("\n") if spellings else []
    if len(lines) == len(spellings):
        return lines
    return plain(normalize("\n".join([" ".join(text.split()) for text in spellings]))).split("\n")


def _score_of(worth: float) -> float:
    return worth - _WHOLE_WORTH if worth >= _WHOLE_WORTH else worth


def _best(answer: Answer) -> float:
    return answer.matches[0].score if answer.matches else 0.0


@lru_cache(maxsize=1 << 14)
def _toned_words(spelling: str) -> tuple[str, str]:
    """The words of a spelling, `toned`, a blank before each; and run together."""
    words = [toned(word) for word in WORD.findall(spelling)]
    return "".join([f" {word}" for word in words]), "".join(words)


def _ask(query: str) -> _Asked:
    text = normalize(query[:MAX_CHARACTERS])
    words: list[str] = []
    marks: list[str | None] = []
    for typed in WORD.findall(text):
        folded = plain_words(typed)
        words.extend(folded)
        marks.extend([toned(typed) if len(folded) == 1 and has_marks(typed) else None] * len(folded))
    return _Asked(tuple(words[:MAX_WORDS]), tuple(marks[:MAX_WORDS]), "".join(words[:MAX_WORDS]))


def _fit(asked: _Asked, words: Sequence[str]) -> tuple[float, list[int | None], int]:
    """(0 to 1, word of the name for each word typed, letters of the name that were typed)."""
    free = list(range(len(words)))
    total = gained = 0.0
    covered = 0
    places: list[int | None] = []
    known = asked.alike
    for word in asked.words:
        best, place = 0.0, None
        for index in free:
            pair = word, words[index]
            quality = known.get(pair)
            if quality is None:
                quality = known[pair] = _alikeness(*pair)
            if quality > best:
                best, place = quality, index
        total += len(word)
        gained += best * len(word)
        places.append(place)
        if place is not None:
            free.remove(place)
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
    if len(typed) >= 3 and typed in letters and _runs_over_words(typed, text):
        return 78 + 8 * covered
    if len(typed) <= MAX_INITIALS and typed.isalpha():
        match = _initials(typed).search(text)
        if match:
            begun = match.group().strip().count(" ") + 1
            words = text.split(" ")
            score = 76 - 4 * (1 - begun / len(words)) + min(3, len(typed) - begun)
            last = words[-1]
            if typed == "".join([word[0] for word in words[:-1]]) + last and len(last) > 1:
                score += 6  # nvky: the name people are called by is typed whole
            return score
    if len(typed) >= 3 and typed in letters:
        return 70 + 6 * covered
    return 0.7 * fuzz.ratio(typed, letters)


def _runs_over_words(typed: str, text: str) -> bool:
    """True when `typed`, spaces left out, stands in `text` from the beginning of a word on."""
    words = text.split(" ")
    return any("".join(words[start:]).startswith(typed) for start in range(len(words)))
