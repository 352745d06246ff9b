"""Occurrences become entities: which bodies and places of an article are the same one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from tui.facts.kinds.organisation import Body, OrganisationTables
from tui.facts.kinds.place import Gazetteer, PlaceMention
from tui.facts.phrases import Phrases
from tui.facts.scope import Scope, spelled_out
from tui.facts.tokens import CAPITAL, Tokens, keys_of, words_of
from tui.lexicon.lexicon import Lexicon
from tui.model.fact import Confidence, Organisation, Place
from tui.model.span import Span
from tui.text.folding import entity_key

_SILENT = frozenset({"và", "về", "các"})
"""Words that two names of one body may differ by."""


@dataclass(slots=True)
class Group:
    """One body of the article while its occurrences are gathered."""

    core: str
    head: str
    scope: str
    bodies: list[Body] = field(default_factory=list)
    canonical: str = ""
    place: str | None = None
    entity: Organisation | None = None


class Spelling:
    """Abbreviations spelled out, token by token."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.phrases: Phrases[str] = Phrases(lexicon.mapping("organisations.abbreviations").items())
        self.upper = frozenset(
            keys_of(short)[0]
            for short in lexicon.mapping("organisations.abbreviations")
            if words_of(short)[0].isupper() and len(words_of(short)[0]) > 1
        )

    def expanded(self, tokens: Tokens, start: int, stop: int) -> str:
        """Tokens `[start, stop)` as printed, abbreviations spelled out."""
        parts: list[str] = []
        last = start
        at = start
        while at < stop:
            hit = self.phrases.match(tokens, at) if tokens.flags[at] & CAPITAL else None
            if hit is not None and hit[0] <= stop and self._same_case(tokens, at):
                if at > last:
                    parts.append(tokens.surface(last, at))
                parts.append(hit[1])
                at = last = hit[0]
            else:
                at += 1
        if last < stop:
            parts.append(tokens.surface(last, stop))
        return " ".join(parts)

    def _same_case(self, tokens: Tokens, at: int) -> bool:
        """True where what may be an abbreviation is written as one: `TƯ`, but not the `Tư` of `Tư pháp`."""
        if tokens.keys[at] in self.upper:
            return tokens.words[at].isupper() or tokens.keys[at] in ("tp", "tx")
        return True


@lru_cache(maxsize=4)
def spelling(lexicon: Lexicon) -> Spelling:
    """The abbreviations of `lexicon`, ready for tokens."""
    return Spelling(lexicon)


def core_key(text: str) -> str:
    """What two wordings of one body share: no marks, no case, no `về`, no `công tác`.

    >>> core_key("Ban chỉ đạo về công tác nhân quyền") == core_key("Ban Chỉ đạo Nhân quyền")
    True
    """
    keys = [key for key in keys_of(text) if key.isalnum() and key not in _SILENT]
    joined = " ".join(keys)
    return joined.replace("công tác ", "")


class Bodies:
    """The bodies of an article, gathered into organisations."""

    def __init__(
        self,
        tokens: Tokens,
        bodies: Mapping[int, Body],
        scope: Scope,
        spell: Spelling,
        tables: OrganisationTables,
    ) -> None:
        self.tokens, self.scope, self.spell, self.tables = tokens, scope, spell, tables
        self.groups: list[Group] = []
        self.group_of: dict[int, Group] = {}
        """Group by `id` of the body."""
        ordered = [bodies[start] for start in sorted(bodies)]
        waiting: list[Body] = []
        for body in ordered:
            if (
                body.bare
                and body.core == body.stop
                and (body.head in tables.bare_heads or body.head in tables.alias_only)
                and self._head_only(body)
            ):
                waiting.append(body)
            else:
                self._place(body)
        self._merge_elided()
        for body in waiting:
            self._alias(body)

    def _head_only(self, body: Body) -> bool:
        return body.core - body.start == len(body.head.split())

    def _place(self, body: Body) -> Group:
        core, scope, canonical, place = self._identity(body)
        for group in self.groups:
            if group.core == core and group.scope == scope:
                break
        else:
            group = Group(core, body.head, scope, canonical=canonical, place=place)
            self.groups.append(group)
        group.bodies.append(body)
        self.group_of[id(body)] = group
        return group

    def _identity(self, body: Body) -> tuple[str, str, str, str | None]:
        """(core, scope, canonical name, place) of one body."""
        tokens = self.tokens
        own = self.spell.expanded(tokens, body.start, body.core)
        if body.shared_head:
            start = body.start + 1 if tokens.keys[body.start] == body.shared_head.lower() else body.start
            own = f"{body.shared_head} {self.spell.expanded(tokens, start, body.core)}"
        own = own[:1].upper() + own[1:]
        core = core_key(own)
        if body.inner is not None:
            inner_core, scope, canonical, place = self._identity(body.inner)
            return f"{core} {inner_core}", scope, f"{own} {canonical}", place
        if body.place is not None:
            name = body.place.name
            level = body.level or ""
            if body.kind == "party":
                return core, f"{name}", f"{own} {name}", name
            said = name if name.lower().startswith(level) else f"{level} {name}"
            if body.place.level == "ward" or name == "Hồ Chí Minh":
                said = f"{level or 'thành phố'} {name}" if name == "Hồ Chí Minh" else said
            return core, self._scope_key(body, name, level), f"{own} {said}", name
        if body.level is not None:
            resolved = self.scope.place_for(body.level, body.start)
            if resolved is None:
                return core, body.level, own if body.kind == "party" else f"{own} {body.level}", None
            if body.kind == "party":
                return core, resolved, f"{own} {resolved}", resolved
            return core, f"{resolved}|{_rank(body.level)}", f"{own} {body.level} {resolved}", resolved
        if body.apex is not None:
            tail = tokens.surface(body.core, body.stop)
            return core, core_key(tail), f"{own} {tail}", None
        if body.head == "sở" and body.kind == "function":
            province = self.scope.province(body.start)
            if province is not None:
                return core, "", f"{own} {province[0]} {province[1]}", province[1]
        return core, "", own, None

    @staticmethod
    def _scope_key(body: Body, name: str, level: str) -> str:
        assert body.place is not None
        if body.place.level == "country":
            return f"{name}|country"
        if level:
            return f"{name}|{_rank(level)}"
        return f"{name}|{'province' if body.place.level in ('province', 'city') else body.place.level}"

    def _merge_elided(self) -> None:
        """`Văn phòng X` and `Văn phòng X Chính phủ` are one body where the article knows only one such."""
        for group in list(self.groups):
            if group.scope:
                continue
            full = [
                g
                for g in self.groups
                if g.core == group.core and g.scope and not g.scope.endswith("|country")
            ]
            if not full:
                continue
            first = group.bodies[0].start
            target = full[0]
            if len(full) > 1:
                before = [g for g in full if g.bodies[0].start < first]
                target = (
                    max(before, key=lambda g: max(b.start for b in g.bodies if b.start < first))
                    if before
                    else full[0]
                )
            self._join(group, target)

    def _join(self, group: Group, target: Group) -> None:
        for body in group.bodies:
            self.group_of[id(body)] = target
        target.bodies = sorted([*target.bodies, *group.bodies], key=lambda b: b.start)
        self.groups.remove(group)

    def _alias(self, body: Body) -> None:
        """A bare head: the body of that head the article names, the last one before it if there are several."""
        head = core_key(self.spell.expanded(self.tokens, body.start, body.core))
        same = [g for g in self.groups if g.core == head or g.core.startswith(head + " ")]
        collective = self.tokens.keys[body.start - 1] in self.tables.collective_before
        if body.head in self.tables.alias_only and collective:
            return
        if not same:
            if body.head not in self.tables.alias_only:
                self._place(body)
            return
        if len(same) > 1:
            exact = [g for g in same if g.core == head]
            same = exact or same
            before = [g for g in same if g.bodies[0].start < body.start]
            if len(same) > 1 and before:
                same = [max(before, key=lambda g: max(b.start for b in g.bodies if b.start < body.start))]
        group = same[0]
        group.bodies.append(body)
        group.bodies.sort(key=lambda b: b.start)
        self.group_of[id(body)] = group

    def printed(self, body: Body) -> str:
        """The name of `body` as printed; a head shared with others is put before it."""
        text = self.tokens.surface(body.start, body.stop)
        if body.shared_head and self.tokens.keys[body.start] != body.shared_head.lower():
            return f"{body.shared_head} {text}"
        return text[:1].upper() + text[1:]

    def supplied(self, body: Body) -> str:
        """The name of `body` as a role gives it: as printed, with the place where the text leaves it out."""
        text = self.printed(body)
        group = self.group_of.get(id(body))
        if body.bare and group is not None and body.stop - body.start <= 2:
            return max((self.printed(b) for b in group.bodies), key=len)
        innermost = body
        while innermost.inner is not None:
            innermost = innermost.inner
        if innermost.level is not None and innermost.place is None:
            place = self.scope.place_for(innermost.level, body.start)
            if place is not None:
                return f"{text} {place}"
        return text

    def organisations(self) -> tuple[Organisation, ...]:
        """All gathered bodies, in order of their first occurrence."""
        made = []
        for group in sorted(self.groups, key=lambda g: g.bodies[0].start):
            forms = tuple(dict.fromkeys(self.printed(body) for body in group.bodies))
            name = max(forms, key=len)
            spans = tuple(self.tokens.span(body.start, body.stop) for body in group.bodies)
            canonical = max((self._identity(b)[2] for b in group.bodies), key=len)
            group.entity = Organisation(
                key=entity_key("organisation", canonical),
                name=name,
                canonical=canonical,
                evidence=spans[0],
                rule=group.bodies[0].rule,
                confidence=_confidence(group),
                forms=forms,
                mentions=spans,
            )
            made.append(group.entity)
        return tuple(made)


def _confidence(group: Group) -> Confidence:
    first = group.bodies[0]
    if first.kind in ("level", "party", "alone") or group.scope:
        return "high"
    return "medium" if first.kind == "named" else "high"


def _rank(level: str) -> str:
    if level in ("tỉnh", "thành phố"):
        return "province" if level == "tỉnh" else "city"
    return level


def gather_places(tokens: Tokens, mentions: Sequence[PlaceMention], places: Gazetteer) -> tuple[Place, ...]:
    """All places, in order of their first occurrence; one entry for one place."""
    groups: dict[tuple[str, str, str | None], list[PlaceMention]] = {}
    for mention in sorted(mentions, key=lambda m: m.start):
        key = (
            mention.name,
            _kind(mention),
            mention.province if mention.level in ("district", "ward") else None,
        )
        if key not in groups and key[2] is None:
            key = next((k for k in groups if k[:2] == key[:2]), key)
        groups.setdefault(key, []).append(mention)
    made = []
    for (name, kind, _), group in groups.items():
        shown = places.named(name)
        if kind == "district" and name in places.now:
            shown = f"{spelled_out(group[0].word) or 'thành phố'} {name}"
        province = next((m.province for m in group if m.province is not None), None)
        first = group[0]
        level = "city" if any(m.level == "city" for m in group) else first.level
        spans: tuple[Span, ...] = tuple(tokens.span(m.start, m.stop) for m in group)
        home = f", {province}" if province is not None and kind not in ("province", "country") else ""
        made.append(
            Place(
                key=entity_key("place", shown + (f" ({kind}{home})" if kind in ("district", "ward") else "")),
                name=shown,
                level=level,
                evidence=spans[0],
                rule=first.rule,
                confidence="high" if any(m.sure for m in group) else "medium",
                province_then=province,
                province_now=places.now.get(province) if province is not None else None,
                forms=tuple(dict.fromkeys(tokens.surface(m.start, m.stop) for m in group)),
                mentions=spans,
            )
        )
    return tuple(made)


def _kind(mention: PlaceMention) -> str:
    return "province" if mention.level in ("province", "city") else mention.level
