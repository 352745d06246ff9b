"""People: where a name begins, how far it goes, and what stands before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from tui.facts.kinds.organisation import Body
from tui.facts.kinds.place import PlaceMention
from tui.facts.kinds.role import Office
from tui.facts.phrases import Phrases
from tui.facts.tokens import CAPITAL, INITIAL, LOWER, MARK, SYLLABLE, UPPER, Tokens, keys_of
from tui.lexicon.lexicon import Lexicon
from tui.model.fact import Confidence

_MAX_NAME = 5
_MAX_INITIALS = 4
_PARTICLES = frozenset(
    {"van", "von", "de", "da", "dos", "der", "bin", "al", "el", "di", "del", "la", "du", "den", "ten"}
)
_RELIGIOUS_NAME = frozenset({"thích", "danh", "tăng"})


@dataclass(slots=True)
class NameMention:
    """One occurrence of a person's name, in tokens."""

    start: int
    stop: int
    name: str
    rule: str
    confidence: Confidence
    left: int = 0
    """First token of ranks, degrees and honorifics before the name."""
    titles: list[str] = field(default_factory=list)
    honorifics: list[str] = field(default_factory=list)
    initials: bool = False
    foreign: bool = False

    @property
    def short(self) -> bool:
        """True for one syllable, which alone says little."""
        return " " not in self.name and not (self.foreign or self.initials or "-" in self.name)


@dataclass(slots=True)
class _Title:
    start: int
    stop: int
    kind: str
    """`honorific`, `rank`, `degree`, `religious`."""


class NameGrammar:
    """The tables of the lexicon for names."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.strong = frozenset(k for s in lexicon.words("people.surnames_strong") for k in keys_of(s)[:1])
        self.middling = frozenset(
            k for s in lexicon.words("people.surnames_middling") for k in keys_of(s)[:1]
        )
        self.weak = self.middling | frozenset(
            k for s in lexicon.words("people.surnames_weak") for k in keys_of(s)[:1]
        )
        self.middle = frozenset(k for s in lexicon.words("people.middle_names") for k in keys_of(s)[:1])
        self.never = frozenset(k for s in lexicon.words("people.never_in_names") for k in keys_of(s)[:1])
        self.titles: Phrases[str] = Phrases()
        for list_name, kind in (("honorifics", "honorific"), ("ranks", "rank"), ("religious", "religious")):
            for phrase in lexicon.words(f"people.{list_name}"):
                if not phrase.isupper():
                    self.titles.add(phrase, kind)
        for phrase in lexicon.words("people.degrees"):
            if not phrase.isupper():
                self.titles.add(phrase, "degree")
        self.acronyms: Phrases[str] = Phrases(capitals=True)
        for list_name, kind in (
            ("degrees", "degree"),
            ("religious", "religious"),
            ("honorifics", "honorific"),
        ):
            for phrase in lexicon.words(f"people.{list_name}"):
                if phrase.isupper() or phrase == "Ths":
                    self.acronyms.add(phrase, kind)
        self.short_forms = frozenset(
            " ".join(keys_of(w)) for w in lexicon.words("people.short_form_honorifics")
        )
        self.foreign_given = frozenset(
            k for s in lexicon.words("people.foreign_given") for k in keys_of(s)[:1]
        )
        self.named_after: Phrases[str] = Phrases((w, w) for w in lexicon.words("people.named_after"))
        self.stems = frozenset(k for s in lexicon.words("people.lunar_stems") for k in keys_of(s))
        self.branches = frozenset(k for s in lexicon.words("people.lunar_branches") for k in keys_of(s))
        self.never_alone = frozenset(k for s in lexicon.words("people.never_alone") for k in keys_of(s)[:1])
        self.corporate = frozenset(
            key for w in lexicon.words("organisations.corporate") for key in keys_of(w)
        )
        self.street_names = frozenset(keys_of(name) for name in lexicon.words("people.street_names"))
        self.with_nicknames = frozenset(" ".join(keys_of(w)) for w in lexicon.words("offices.with_nicknames"))
        self.single = frozenset(" ".join(keys_of(w)) for w in lexicon.words("offices.with_single_names"))
        self.pronoun_tails = frozenset(lexicon.words("people.pronoun_tails"))

    def title_ends(self, tokens: Tokens, inside_office: bytearray) -> dict[int, _Title]:
        """Titles by the token after them; none is part of an office: `Thủ [tướng]`."""
        found: dict[int, _Title] = {}
        starts = self.titles.first_keys | self.acronyms.first_keys
        free = 0
        for index in range(tokens.count):
            if index < free or tokens.keys[index] not in starts or inside_office[index]:
                continue
            hit = self.titles.match(tokens, index)
            acronym = self.acronyms.match(tokens, index) if tokens.flags[index] & CAPITAL else None
            if (
                acronym is not None
                and (hit is None or acronym[0] > hit[0])
                and tokens.words[index].upper()[:2] == tokens.words[index][:2]
            ):
                hit = acronym
            if hit is None:
                continue
            stop, kind = hit
            if (
                kind == "honorific"
                and tokens.flags[index] & CAPITAL
                and not self._may_be_capital(tokens, index)
            ):
                continue
            found[stop] = _Title(index, stop, kind)
            free = stop
        return found

    @staticmethod
    def _may_be_capital(tokens: Tokens, index: int) -> bool:
        return tokens.begins_sentence(index) or bool(tokens.flags[index - 1] & MARK)


@lru_cache(maxsize=4)
def name_grammar(lexicon: Lexicon) -> NameGrammar:
    """The name grammar over `lexicon`, built once."""
    return NameGrammar(lexicon)


class NameFinder:
    """Finds the names of one article."""

    def __init__(
        self,
        tokens: Tokens,
        rules: NameGrammar,
        places: Mapping[int, PlaceMention],
        bodies: Mapping[int, Body],
        offices: Mapping[int, Office],
        inside_office: bytearray,
    ) -> None:
        self.tokens, self.rules, self.places, self.bodies, self.offices = (
            tokens,
            rules,
            places,
            bodies,
            offices,
        )
        self.titles = rules.title_ends(tokens, inside_office)
        self.named_after_ends = {stop for _, stop, _ in rules.named_after.find(tokens)}
        self.office_ends = {office.stop: office for office in offices.values()}
        self.country_stops = {
            place.stop: place.start
            for place in places.values()
            if place.level == "country" and place.bare == place.start
        }
        self.street_stops = {
            place.stop
            for place in places.values()
            if place.word in ("đường", "phố", "đại lộ", "ngã tư", "ngã ba")
            and tokens.words[place.stop] in (",", "-", "–", "/", "và")
        }
        self.has_streets = any(place.word in ("đường", "phố", "đại lộ") for place in places.values())
        self.taken = bytearray(len(tokens.words))
        for body in bodies.values():
            self.taken[body.start : body.stop] = b"\1" * (body.stop - body.start)
        self.place_at = bytearray(len(tokens.words))
        for place in places.values():
            self.place_at[place.start : place.stop] = b"\1" * (place.stop - place.start)

    def find(self) -> list[NameMention]:
        """All names with a family name, a title, an office or a list to vouch for them, left to right."""
        tokens, flags = self.tokens, self.tokens.flags
        found: list[NameMention] = []
        free = 0
        not_people = -1
        for index in range(tokens.count):
            if index < free or not flags[index] & CAPITAL or self.taken[index]:
                continue
            mention = self._at(index, found)
            if mention is None:
                continue
            if self._is_namesake(mention, not_people):
                not_people = free = mention.stop
                continue
            found.append(mention)
            free = mention.stop
        return found

    def _is_namesake(self, mention: NameMention, not_people: int) -> bool:
        """True for a street, school or prize that bears the name, and for those listed after one."""
        if mention.left < mention.start or mention.start in self.office_ends:
            return False
        if (
            self.has_streets
            and tuple(self.tokens.keys[mention.start : mention.stop]) in self.rules.street_names
        ):
            return True
        if mention.start in self.named_after_ends or mention.start - 1 in self.street_stops:
            return True
        return (
            not_people >= 0
            and mention.start - not_people == 1
            and self.tokens.words[not_people] in (",", "-", "–", "và")
        )

    def _at(self, index: int, found: list[NameMention]) -> NameMention | None:
        tokens, rules = self.tokens, self.rules
        key, flag = tokens.keys[index], tokens.flags[index]
        title = self._title_before(index)
        office = self.office_ends.get(index)
        if office is not None and office.start == index:
            office = None
        strong = key in rules.strong and bool(tokens.flags[index + 1] & CAPITAL)
        if key in rules.never or (index in self.offices and not strong):
            return None
        if (
            self.place_at[index]
            and not (strong and not self._sure_place(index))
            and title is None
            and not (
                key in rules.weak and tokens.keys[index + 1] in rules.middle and self._outgrows_place(index)
            )
        ):
            return None
        if title is not None:
            return self._titled(index, title)
        if strong:
            return self._plain(index, "person.family-name", "high")
        if office is not None:
            return self._after_office(index, office)
        if key in rules.middling and self._length(index, False) >= 3 and not self.place_at[index]:
            return self._plain(index, "person.family-name", "high")
        if key in rules.weak and tokens.keys[index + 1] in rules.middle:
            stop = index + self._length(index, False)
            if stop - index >= 3:
                return self._plain(
                    index, "person.middle-name", "high" if key not in _DOUBTFUL_FIRST else "medium"
                )
        if (
            key in rules.foreign_given
            and not flag & UPPER
            and tokens.flags[index + 1] & CAPITAL
            and not self.taken[index + 1]
        ):
            return self._foreign(index, "person.foreign")
        if found and self._listed(index, found[-1]):
            return self._plain(index, "person.list", "medium")
        if flag & INITIAL and tokens.words[index + 1] == "." and tokens.glued(index + 1):
            return self._initials(index, None)
        return None

    def _outgrows_place(self, index: int) -> bool:
        """True where the place at `index` is only the beginning of a longer name: `Thái Bình Dương`."""
        place = self.places.get(index)
        return (
            place is not None
            and place.bare == index
            and place.stop < index + self._length(index, False)
            and place.stop - index == 1
        )

    def _sure_place(self, index: int) -> bool:
        place = self.places.get(index)
        if place is None:
            return True
        return place.bare > place.start or not self.tokens.flags[place.stop] & CAPITAL

    def _title_before(self, index: int) -> _Title | None:
        title = self.titles.get(index)
        if title is not None and self.place_at[title.start]:
            return None
        if title is None and index in self.country_stops:
            title = self.titles.get(self.country_stops[index])  # ngôi sao Hàn Quốc Yesung
        if title is None and self.tokens.words[index - 1] == "." and index > 1:
            title = self.titles.get(index - 1)
            if title is not None and title.kind == "honorific":
                return None
        return title

    def _titled(self, index: int, title: _Title) -> NameMention | None:
        """A name after a rank, degree or honorific."""
        tokens, flags = self.tokens, self.tokens.flags
        if flags[index] & INITIAL and tokens.words[index + 1] == "." and tokens.glued(index + 1):
            return self._initials(index, title)
        foreign = not flags[index] & SYLLABLE
        length = self._length(index, True)
        if length == 0:
            return None
        honorific = " ".join(tokens.keys[title.start : title.stop])
        loose = title.kind == "honorific" and honorific not in self.rules.short_forms
        place = self.places.get(index)
        if place is not None and place.sure and place.stop == index + length and (loose or length > 1):
            return None
        if (
            place is not None
            and place.level == "country"
            and place.bare == index
            and place.stop < index + length
        ):
            return None
        if loose and length == 1 and "'" not in tokens.words[index]:
            return None
        if (
            honorific == "tên"
            and tokens.keys[index] not in self.rules.strong
            and tokens.keys[index] not in self.rules.weak
        ):
            return None
        if (
            loose
            and not foreign
            and tokens.keys[index] not in self.rules.strong
            and tokens.keys[index] not in self.rules.weak
            and length > 3
        ):
            return None
        if length == 1 and (flags[index] & UPPER or tokens.keys[index] in self.rules.never_alone):
            return None
        if length == 1 and flags[index] & INITIAL and title.kind != "honorific":
            return None
        stop = index + length
        mention = NameMention(
            index, stop, self._name(index, stop), f"person.{title.kind}", "high", foreign=foreign
        )
        mention.initials = mention.name.endswith(".")
        if length == 1 or loose:
            mention.confidence = "medium"
        self._take_titles(mention, title)
        return mention

    def _after_office(self, index: int, office: Office) -> NameMention | None:
        """A name right after an office and its body: `Giám đốc Sở Y tế Phùng Thị Nhàn`, `Tổng thống Marc Ellison`."""
        flags = self.tokens.flags
        length = self._length(index, True)
        if length == 0 or (
            length == 1 and (flags[index] & (SYLLABLE | UPPER) or office.key not in self.rules.single)
        ):
            return None
        foreign = not flags[index] & SYLLABLE
        stop = index + length
        if (
            not foreign
            and not self._sounds_like_a_name(index, stop)
            and not (office.body is not None and length > 2)
        ):
            return None
        mention = NameMention(
            index, stop, self._name(index, stop), "person.office", "high", index, foreign=foreign
        )
        if length == 1 or office.weak:
            mention.confidence = "medium"
        return mention

    def _sounds_like_a_name(self, start: int, stop: int) -> bool:
        """True with a family name in front, or with a word that is no Vietnamese syllable."""
        key = self.tokens.keys[start]
        if key in self.rules.strong or key in self.rules.weak:
            return True
        return any(not flag & SYLLABLE for flag in self.tokens.flags[start:stop])

    def _plain(self, index: int, rule: str, confidence: Confidence) -> NameMention | None:
        length = self._length(index, False)
        if length < 2:
            return None
        tokens = self.tokens
        stop = index + length
        if (
            length == 2
            and tokens.keys[index] in self.rules.stems
            and tokens.keys[index + 1] in self.rules.branches
        ):
            return None
        if tokens.keys[stop - 1] == "thị" or (length == 2 and tokens.keys[stop - 1] == "văn"):
            return None
        if tokens.flags[index] & UPPER and (
            tokens.flags[index - 1] & UPPER
            or tokens.flags[stop] & UPPER
            or not all(f & UPPER for f in tokens.flags[index:stop])
        ):
            return None
        if (
            tokens.flags[index - 1] & CAPITAL
            and not self.taken[index - 1]
            and not self.place_at[index - 1]
            and index not in self.office_ends
        ):
            confidence = "medium"
            if tokens.flags[index - 1] & SYLLABLE and index and not tokens.begins_sentence(index - 1):
                return None
        mention = NameMention(index, stop, self._name(index, stop), rule, confidence, index)
        mention.initials = mention.name.endswith(".")
        return mention

    def _foreign(self, index: int, rule: str) -> NameMention | None:
        length = self._length(index, True)
        stop = index + length
        if length < 2 or all(flag & SYLLABLE for flag in self.tokens.flags[index:stop]):
            return None
        return NameMention(index, stop, self._name(index, stop), rule, "medium", index, foreign=True)

    def _initials(self, index: int, title: _Title | None) -> NameMention | None:
        """`L.T.M.`, `anh T.`; without a title, three letters at least and no word glued to them."""
        tokens = self.tokens
        stop = index
        count = 0
        while (
            tokens.flags[stop] & INITIAL
            and tokens.words[stop + 1] == "."
            and tokens.glued(stop + 1)
            and count < _MAX_INITIALS
        ):
            stop += 2
            count += 1
            if not tokens.glued(stop):
                break
        if tokens.flags[stop] & INITIAL and tokens.glued(stop) and not tokens.glued(stop + 1):
            stop += 1
            count += 1
        if tokens.glued(stop) and tokens.flags[stop] & (CAPITAL | LOWER):
            return None
        if title is None and count < 3:
            return None
        mention = NameMention(
            index, stop, tokens.surface(index, stop), "person.initials", "medium", index, initials=True
        )
        if title is not None:
            self._take_titles(mention, title)
        return mention

    def _listed(self, index: int, last: NameMention) -> bool:
        """True right after a person and a comma or `và`, for a family name of the weaker kind."""
        tokens = self.tokens
        if last.stop + 1 != index or tokens.words[last.stop] not in (",", "và", ";"):
            return False
        if tokens.keys[index] not in self.rules.weak and tokens.words[last.stop] == ",":
            return False
        length = self._length(index, False)
        return 2 <= length <= 4 and not self.place_at[index] and tokens.keys[index] in self.rules.weak

    def _length(self, index: int, free: bool) -> int:
        """Number of tokens of the name at `index`; `free` allows foreign forms."""
        tokens, flags, words = self.tokens, self.tokens.flags, self.tokens.words
        stop = index
        upper = bool(flags[index] & UPPER)
        most = _MAX_NAME + (2 if free else 0)
        syllables = 0
        while syllables < most:
            flag = flags[stop]
            if stop > index and (not flag & CAPITAL or self.taken[stop]):
                if (
                    free
                    and tokens.keys[stop] in _PARTICLES
                    and flags[stop + 1] & CAPITAL
                    and not flags[index] & SYLLABLE
                ):
                    stop += 1
                    continue
                if (
                    tokens.keys[stop] == "nữ"
                    and tokens.keys[stop - 1] == "thích"
                    and flags[stop + 1] & CAPITAL
                ):
                    stop += 1
                    continue
                break
            if not flag & CAPITAL or words[stop][-1].isdigit():
                break
            if stop > index and (
                stop in self.offices or (tokens.keys[stop] in self.rules.never and stop - index > 1)
            ):
                break
            if stop > index and bool(flag & UPPER) != upper and not flag & INITIAL:
                break
            if (
                stop - index >= 2
                and self.place_at[stop]
                and stop in self.places
                and self.places[stop].sure
                and syllables >= 3
            ):
                break
            if flag & INITIAL and words[stop + 1] == "." and tokens.glued(stop + 1) and stop > index:
                stop += 2
                if free and flags[stop] & CAPITAL and not flags[index] & SYLLABLE and not tokens.glued(stop):
                    continue  # Frederick I. Nouls
                while flags[stop] & INITIAL and tokens.glued(stop):
                    stop += 2 if words[stop + 1] == "." and tokens.glued(stop + 1) else 1
                break
            stop += 1
            syllables += 1
            while words[stop] in "-‐" and tokens.glued(stop) and tokens.glued(stop + 1):
                if flags[stop + 1] & LOWER or (
                    flags[stop + 1] & CAPITAL and free and not flags[stop - 1] & SYLLABLE
                ):
                    stop += 2
                else:
                    break
        if any(tokens.keys[at] in self.rules.corporate for at in range(index + 1, stop)):
            return 0
        return stop - index

    def _name(self, start: int, stop: int) -> str:
        return self.tokens.surface(start, stop)

    def _take_titles(self, mention: NameMention, title: _Title | None) -> None:
        """Ranks, degrees and honorifics leftwards from the name; degrees joined by a dot are one title."""
        tokens = self.tokens
        mention.left = mention.start
        degrees: tuple[int, int] | None = None
        while title is not None:
            mention.left = title.start
            if title.kind == "honorific":
                mention.honorifics.insert(0, tokens.surface(title.start, title.stop).lower())
            elif title.kind == "degree":
                degrees = (title.start, degrees[1] if degrees is not None else title.stop)
            else:
                mention.titles.insert(0, tokens.surface(title.start, title.stop))
            at = title.start
            previous = self.titles.get(at)
            if previous is None and tokens.words[at - 1] in (".", "-", ",", "–") and at > 1:
                previous = self.titles.get(at - 1)
                if previous is not None and (
                    previous.kind == "honorific"
                    or (tokens.words[at - 1] == "," and title.kind == "honorific")
                ):
                    previous = None
            if previous is not None and degrees is not None and previous.kind != "degree":
                mention.titles.insert(0, tokens.surface(*degrees))
                degrees = None
            title = previous
        if degrees is not None:
            mention.titles.insert(0, tokens.surface(*degrees))


_DOUBTFUL_FIRST = frozenset(
    {"công", "văn", "thành", "đồng", "phương", "yên", "phó", "đạo", "a", "y", "k", "h", "phú", "qua", "bá"}
)
