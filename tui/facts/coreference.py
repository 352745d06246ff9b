"""Who is who: occurrences of names become people, short forms find their full names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tui.facts.attachment import Held
from tui.facts.gathering import Bodies
from tui.facts.kinds.person import NameGrammar, NameMention
from tui.facts.kinds.role import Office
from tui.facts.tokens import BREAK, CAPITAL, LOWER, SYLLABLE, UPPER, Tokens
from tui.model.fact import Confidence, Person, Role
from tui.model.span import Span
from tui.text.folding import entity_key, match_key

_NEAR = 80
"""Tokens in which a pronoun looks for whom it means: two or three sentences."""
_ORDER = {"high": 0, "medium": 1, "low": 2}


@dataclass(slots=True)
class Someone:
    """One person of the article while occurrences are gathered."""

    name: str
    parts: tuple[str, ...]
    """Keys of the name's words."""
    mentions: list[NameMention] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    forms: list[tuple[int, str]] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)

    @property
    def foreign(self) -> bool:
        """True where no Vietnamese name stands."""
        return self.mentions[0].foreign


class Gathering:
    """The people of one article."""

    def __init__(
        self, tokens: Tokens, rules: NameGrammar, male: frozenset[str], female: frozenset[str], digest: str
    ) -> None:
        self.tokens, self.rules, self.male, self.female, self.digest = tokens, rules, male, female, digest
        self.people: list[Someone] = []
        self._of_mention: dict[int, Someone] = {}

    def gather(self, names: Sequence[NameMention]) -> None:
        """Full names first; then what they explain."""
        full = [m for m in names if not m.short]
        _trim_firms(full)
        longest_first = sorted(full, key=lambda m: -len(m.name.split()))
        by_key: dict[str, Someone] = {}
        for mention in longest_first:
            key = match_key(mention.name)
            someone = by_key.get(key) or self._longer(mention)
            if someone is None:
                someone = Someone(mention.name, tuple(key.split(" ")))
                self.people.append(someone)
            by_key[key] = someone
            self._add(someone, mention)
        for mention in names:
            if mention.short:
                someone = self._explain(mention)
                if someone is not None:
                    self._add(someone, mention)

    def _add(self, someone: Someone, mention: NameMention) -> None:
        someone.mentions.append(mention)
        self._of_mention[id(mention)] = someone

    def someone(self, mention: NameMention) -> Someone | None:
        """Whom an occurrence names, or None where that is not known."""
        return self._of_mention.get(id(mention))

    def _longer(self, mention: NameMention) -> Someone | None:
        """The one person whose longer name ends (or, if foreign, begins) with this one."""
        if mention.initials:
            return None
        parts = tuple(match_key(mention.name).split(" "))
        fits = [
            p
            for p in self.people
            if _ends_with(p.parts, parts) or (p.foreign and p.parts[: len(parts)] == parts)
        ]
        if not fits:
            return None
        if parts[0] in self.rules.strong and len(parts) > 2:
            return None
        return fits[0] if len(fits) == 1 and len(parts) < len(fits[0].parts) else None

    def _explain(self, mention: NameMention) -> Someone | None:
        """`ông Hè`: the only one with that given name, else the only one of that gender; else nobody."""
        key = match_key(mention.name)
        fits = [p for p in self.people if p.parts[-1] == key and not p.mentions[0].initials]
        if len(fits) > 1:
            narrowed = [p for p in fits if self._gender(p) in (None, self._gender_of(mention.honorifics))]
            fits = narrowed or fits
        if len(fits) > 1:
            return self._told_apart(mention, fits)
        if fits:
            return fits[0]
        if key in self.rules.never or not mention.honorifics:
            return None
        someone = Someone(mention.name, (key,))
        self.people.append(someone)
        return someone

    def _told_apart(self, mention: NameMention, fits: Sequence[Someone]) -> Someone | None:
        """`bà Hạnh ở xã B`: the one of whom the text has said `(xã B)` before; else nobody."""
        home = self._home(mention.stop)
        if home is None:
            return None
        same = [p for p in fits if any(self._home(m.stop) == home for m in p.mentions)]
        return same[0] if len(same) == 1 else None

    def _home(self, at: int) -> tuple[str, ...] | None:
        """The two words after `(`, `ở`, `tại` at token `at`: where somebody is from."""
        keys = self.tokens.keys
        return tuple(keys[at + 1 : at + 3]) if keys[at] in ("(", "ở", "tại") else None

    def add_pronouns(self) -> None:
        """`Ông này`, `bà ấy`: the last person named before it whose gender fits, as one more form."""
        tokens, keys = self.tokens, self.tokens.keys
        named = sorted(((m.start, p) for p in self.people for m in p.mentions), key=lambda pair: pair[0])
        for index, key in enumerate(keys):
            if key not in self.rules.pronoun_tails or not index:
                continue
            gender = self._gender_of((keys[index - 1],))
            if gender is None:
                continue
            before = [
                p
                for start, p in named
                if index - _NEAR <= start < index and self._gender(p) in (gender, None)
            ]
            if before:
                before[-1].forms.append((index - 1, tokens.surface(index - 1, index + 1)))

    def _gender_of(self, honorifics: Iterable[str]) -> str | None:
        for honorific in honorifics:
            if honorific in self.male:
                return "male"
            if honorific in self.female:
                return "female"
        return None

    def _gender(self, someone: Someone) -> str | None:
        gender = self._gender_of(h for m in someone.mentions for h in m.honorifics)
        if gender is None and "thị" in someone.parts[:-1]:
            return "female"
        if gender is None and "văn" in someone.parts[1:-1]:
            return "male"
        return gender


def _trim_firms(names: Sequence[NameMention]) -> None:
    """`CEO Tesla Elon Musk`: where the article knows Elon Musk, the word before him is no part of his name."""
    known = {m.name for m in names if m.foreign and m.name.count(" ") == 1}
    for mention in names:
        words = mention.name.split(" ")
        if mention.rule == "person.office" and len(words) == 3 and " ".join(words[1:]) in known:
            mention.start += 1
            mention.name = " ".join(words[1:])


def _ends_with(parts: tuple[str, ...], tail: tuple[str, ...]) -> bool:
    return len(tail) < len(parts) and parts[-len(tail) :] == tail


def find_again(gathering: Gathering, names: Sequence[NameMention], taken: bytearray) -> None:
    """Names already known that stand somewhere without a title: `Ngọc Hè cho biết`, `Trump`."""
    tokens = gathering.tokens
    tails: dict[str, list[tuple[tuple[str, ...], Someone]]] = {}
    for someone in gathering.people:
        if someone.mentions[0].initials or len(someone.parts) < 2:
            continue
        options = {someone.parts, someone.parts[-2:]} if len(someone.parts) > 2 else {someone.parts}
        if someone.foreign:
            options |= {someone.parts[-1:]}
            if len(someone.parts[0]) > 3:
                options |= {someone.parts[:1]}
        for option in options:
            tails.setdefault(option[0], []).append((option, someone))
    for someone in tails.values():
        someone.sort(key=lambda pair: -len(pair[0]))
    busy = bytearray(taken)
    for mention in names:
        busy[mention.start : mention.stop] = b"\1" * (mention.stop - mention.start)
    keys, flags = tokens.keys, tokens.flags
    for index in range(tokens.count):
        if keys[index] not in tails or busy[index] or not flags[index] & CAPITAL:
            continue
        if flags[index - 1] & CAPITAL and index and not busy[index - 1] and not flags[index - 1] & UPPER:
            continue
        for option, person in tails[keys[index]]:
            stop = index + len(option)
            if (
                tuple(keys[index:stop]) != option
                or not all(flags[at] & CAPITAL for at in range(index, stop))
                or any(busy[index:stop])
            ):
                continue
            if flags[stop] & CAPITAL and not flags[stop] & UPPER and not busy[stop]:
                continue
            owners = {id(p) for o, p in tails[keys[index]] if o == option}
            if len(owners) > 1:
                break
            mention = NameMention(index, stop, tokens.surface(index, stop), "person.again", "medium", index)
            gathering._add(person, mention)
            busy[index:stop] = b"\1" * (stop - index)
            break


def make_people(
    gathering: Gathering, held: Sequence[Held], unheld: Sequence[Office], bodies: Bodies
) -> tuple[Person, ...]:
    """The people of the article in order of their first occurrence."""
    for tie in held:
        someone = gathering.someone(tie.mention)
        if someone is not None:
            someone.held.append(tie)
    _add_nominal_forms(gathering, unheld, bodies)
    made = []
    for someone in gathering.people:
        made.append(_person(gathering, someone, bodies))
    return tuple(sorted(made, key=lambda person: person.evidence.start))


def _person(gathering: Gathering, someone: Someone, bodies: Bodies) -> Person:
    tokens = gathering.tokens
    mentions = sorted(someone.mentions, key=lambda m: m.start)
    first = mentions[0]
    name = someone.name
    spans = tuple(dict.fromkeys(tokens.span(m.start, m.stop) for m in mentions))
    offices_before = {id(h.mention): h for h in reversed(someone.held) if h.rule == "role.before-name"}
    forms: list[tuple[int, str]] = list(someone.forms)
    for mention in mentions:
        forms.append((mention.start, mention.name))
        if mention.left < mention.start:
            forms.append((mention.start, tokens.surface(mention.left, mention.stop)))
        tie = offices_before.get(id(mention))
        if tie is not None:
            forms.append((mention.start, tokens.surface(tie.start, mention.stop)))
    best = min((m.confidence for m in mentions), key=lambda c: _ORDER[c])
    anonymous = first.initials or len(someone.parts) == 1 and not someone.foreign
    key = entity_key("person", name)
    if anonymous:
        key += f"@{gathering.digest[:12]}"
    return Person(
        key=key,
        name=name,
        evidence=spans[0],
        rule=min(mentions, key=lambda m: _ORDER[m.confidence]).rule,
        confidence=best,
        titles=tuple(dict.fromkeys(t for m in mentions for t in m.titles)),
        honorifics=tuple(dict.fromkeys(h for m in mentions for h in m.honorifics)),
        forms=tuple(dict.fromkeys(form for _, form in sorted(forms, key=lambda f: f[0]))),
        mentions=spans,
        roles=_roles(tokens, someone, bodies),
    )


def _organisation_of(office: Office, bodies: Bodies) -> tuple[str | None, str]:
    """(organisation as the role shows it, identity) of an office."""
    if office.body is not None and id(office.body) in bodies.group_of:
        group = bodies.group_of[id(office.body)]
        return bodies.supplied(office.body), f"{group.core}|{group.scope}"
    if office.body is not None and office.organisation is not None and not office.body.shared_head:
        return bodies.supplied(office.body), match_key(office.organisation)
    return office.organisation, match_key(office.organisation or "")


def _roles(tokens: Tokens, someone: Someone, bodies: Bodies) -> tuple[Role, ...]:
    """The roles, each once; one without an organisation is dropped where the same office has one."""
    found: dict[tuple[str, str, bool], Role] = {}
    for tie in sorted(someone.held, key=lambda t: (t.start, t.office.start)):
        office = tie.office
        organisation, identity = _organisation_of(office, bodies)
        key = (office.key, identity, office.former)
        if key in found:
            continue
        found[key] = Role(
            position=office.position[:1].upper() + office.position[1:],
            organisation=organisation,
            evidence=tokens.span(tie.start, tie.stop),
            rule=tie.rule,
            confidence=tie.confidence,
            former=office.former,
            acting=office.acting,
        )
    former = {key[:2] for key in found if key[2]}
    found = {key: role for key, role in found.items() if key[2] or key[:2] not in former}
    with_body = {(key[0], key[2]) for key in found if key[1]}
    return tuple(role for key, role in found.items() if key[1] or (key[0], key[2]) not in with_body)


def _add_nominal_forms(gathering: Gathering, unheld: Sequence[Office], bodies: Bodies) -> None:
    """`Trưởng Ban Chỉ đạo … tỉnh yêu cầu`: the one person of the article who holds that office."""
    for office in unheld:
        if office.weak:
            continue
        _, identity = _organisation_of(office, bodies)
        if not identity:
            continue
        holders = [
            p
            for p in gathering.people
            if any(
                h.office.key == office.key and _organisation_of(h.office, bodies)[1] == identity
                for h in p.held
            )
        ]
        if len(holders) == 1:
            holders[0].forms.append((office.start, gathering.tokens.surface(office.start, office.stop)))
