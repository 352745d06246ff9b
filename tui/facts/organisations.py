"""Which bodies of an article are the same one, and what each is called in full."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tui.facts.kinds.organisation import Body, OrganisationTables
from tui.facts.scope import Scope
from tui.facts.spelling import Spelling, core_key
from tui.facts.tokens import Tokens
from tui.model.fact import Confidence, Organisation, rules_of
from tui.text.folding import entity_key

_RANKS = {"tỉnh": "province", "thành phố": "city"}


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells one body from another."""

    core: str
    """Key of head and function, abbreviations spelled out."""
    scope: str
    """Where: `Cần Thơ|city`, `tỉnh`, `chính phủ`; empty if nothing says it."""
    canonical: str
    """The full name, the place supplied."""


@dataclass(slots=True, eq=False)
class Group:
    """One body of the article with its occurrences, in order."""

    core: str
    scope: str
    bodies: list[Body] = field(default_factory=list)
    canonical: str = ""
    longest: str = ""
    """Its longest name as printed, once all bodies are gathered."""


class _Timeline:
    """Groups by where they occur: which was named last before a token."""

    def __init__(self, groups: Iterable[Group]) -> None:
        self._entries = sorted(
            ((body.start, group) for group in groups for body in group.bodies), key=lambda entry: entry[0]
        )
        self._starts = [start for start, _ in self._entries]

    def __bool__(self) -> bool:
        return bool(self._entries)

    def last_before(self, at: int) -> Group:
        """The group named last before token `at`; the first of all where none was."""
        index = bisect_left(self._starts, at)
        return self._entries[max(0, index - 1)][1]


class Organisations:
    """The bodies of one article, gathered."""

    def __init__(
        self,
        tokens: Tokens,
        bodies: Mapping[int, Body],
        scope: Scope,
        spell: Spelling,
        tables: OrganisationTables,
    ) -> None:
        self.tokens, self.scope, self.spell, self.tables = tokens, scope, spell, tables
        self._groups: dict[tuple[str, str], Group] = {}
        self._group_of: dict[int, Group] = {}
        heads_alone: list[Body] = []
        acronyms: list[Body] = []
        for body in (bodies[start] for start in sorted(bodies)):
            if body.full is not None:
                acronyms.append(body)
            elif self._is_head_alone(body):
                heads_alone.append(body)
            else:
                self._add(body)
        self._merge_elided()
        for body in acronyms:
            self._join(body, self.group(body.full))
        self._resolve(heads_alone)

    def group(self, body: Body | None) -> Group | None:
        """The organisation an occurrence belongs to, or None for one that names no body in particular."""
        return self._group_of.get(id(body))

    def _is_head_alone(self, body: Body) -> bool:
        """True for `UBND`, `Ban Chỉ đạo`, `Công an` with nothing after them."""
        if not body.bare or body.stop - body.start != len(body.head.split(" ")):
            return False
        return body.head in self.tables.bare_heads or body.head in self.tables.alias_only

    def _add(self, body: Body) -> None:
        shown = body
        if body.head == "phòng" and body.inner is not None and body.inner.head in self.tables.kinds_of_firm:
            shown = body.inner  # Phòng Phân tích Công ty X: the firm is the body
        identity = self._identity(shown)
        key = (identity.core, identity.scope)
        group = self._groups.setdefault(key, Group(identity.core, identity.scope))
        group.bodies.append(shown)
        group.canonical = max(group.canonical, identity.canonical, key=len)
        self._group_of[id(body)] = group

    def _identity(self, body: Body) -> Identity:
        own = self._own_name(body)
        core = core_key(own)
        if body.inner is not None:
            inner = self._identity(body.inner)
            return Identity(f"{core} {inner.core}", inner.scope, f"{own} {inner.canonical}")
        if body.place is not None:
            return self._identity_by_place(body, own, core)
        if body.level is not None:
            return self._identity_by_level(body, own, core)
        if body.apex is not None:
            tail = self.spell.expanded(self.tokens, body.core, body.stop)
            return Identity(core, core_key(tail), f"{own} {tail}")
        if body.head == "sở":
            province = self.scope.province(body.start)
            if province is not None:
                return Identity(core, "", f"{own} {province[0]} {province[1]}")
        return Identity(core, "", own)

    def _own_name(self, body: Body) -> str:
        """Head and function, spelled out, with a capital."""
        start = body.start
        if body.shared_head and self.tokens.keys[start] == body.shared_head.lower():
            start += 1
        own = self.spell.expanded(self.tokens, start, body.core)
        if body.shared_head:
            own = f"{body.shared_head} {own}"
        return own[:1].upper() + own[1:]

    @staticmethod
    def _identity_by_place(body: Body, own: str, core: str) -> Identity:
        assert body.place is not None
        name, level = body.place.name, body.level or ""
        if body.kind == "party":
            return Identity(core, name, f"{own} {name}")
        if name == "Hồ Chí Minh":
            level = level or "thành phố"
        said = name if name.lower().startswith(level) else f"{level} {name}"
        if body.place.level == "country":
            return Identity(core, f"{name}|country", f"{own} {said}")
        known = "province" if body.place.level in ("province", "city") else body.place.level
        rank = _RANKS.get(level, level) or known
        return Identity(core, f"{name}|{rank}", f"{own} {said}")

    def _identity_by_level(self, body: Body, own: str, core: str) -> Identity:
        level = body.level or ""
        place = self.scope.place_for(level, body.start)
        if body.kind == "party":
            return Identity(core, place or level, f"{own} {place}" if place else own)
        if place is None:
            return Identity(core, level, f"{own} {level}")
        return Identity(core, f"{place}|{_RANKS.get(level, level)}", f"{own} {level} {place}")

    def _merge_elided(self) -> None:
        """`Văn phòng X` is `Văn phòng X Chính phủ` where the article names that; never a foreign namesake."""
        placed: dict[str, list[Group]] = defaultdict(list)
        for group in self._groups.values():
            if group.scope and not group.scope.endswith("|country"):
                placed[group.core].append(group)
        for group in [g for g in self._groups.values() if not g.scope and g.core in placed]:
            target = _Timeline(placed[group.core]).last_before(group.bodies[0].start)
            for body in group.bodies:
                self._group_of[id(body)] = target
            target.bodies = sorted([*target.bodies, *group.bodies], key=lambda body: body.start)
            del self._groups[group.core, group.scope]

    def _resolve(self, heads_alone: list[Body]) -> None:
        """A head alone means the body of that head: the only one, else the last one named before it."""
        heads: dict[str, _Timeline] = {}
        for body in heads_alone:
            head = core_key(self.spell.expanded(self.tokens, body.start, body.core))
            if head not in heads:
                exact = [g for g in self._groups.values() if g.core == head and g.scope]
                heads[head] = _Timeline(
                    exact or [g for g in self._groups.values() if g.core.startswith(f"{head} ")]
                )
            self._resolve_one(body, heads[head])
        for group in self._groups.values():
            group.bodies.sort(key=lambda body: body.start)

    def _resolve_one(self, body: Body, named: _Timeline) -> None:
        alias_only = body.head in self.tables.alias_only
        if alias_only and self.tokens.keys[body.start - 1] in self.tables.collective_before:
            return
        if named:
            self._join(body, named.last_before(body.start))
        elif not alias_only:
            self._add(body)

    def _join(self, body: Body, group: Group | None) -> None:
        if group is not None:
            group.bodies.append(body)
            self._group_of[id(body)] = group

    def printed(self, body: Body) -> str:
        """The name of `body` as printed; a head shared with others is put before it."""
        text = self.tokens.surface(body.start, body.stop)
        if body.shared_head and self.tokens.keys[body.start] != body.shared_head.lower():
            return f"{body.shared_head} {text}"
        return text[:1].upper() + text[1:]

    def supplied(self, body: Body) -> str:
        """The name of `body` as a role gives it: as printed, with the place where the text leaves it out."""
        group = self.group(body)
        if group is not None and self._is_head_alone(body):
            return self._longest_name(group)
        innermost = body
        while innermost.inner is not None:
            innermost = innermost.inner
        text = self.printed(body)
        if innermost.level is not None and innermost.place is None:
            place = self.scope.place_for(innermost.level, body.start)
            if place is not None:
                return f"{text} {place}"
        return text

    def _longest_name(self, group: Group) -> str:
        if not group.longest:
            group.longest = max((self.printed(body) for body in group.bodies), key=len)
        return group.longest

    def facts(self) -> tuple[Organisation, ...]:
        """All organisations, in order of their first occurrence."""
        return tuple(
            self._fact(group) for group in sorted(self._groups.values(), key=lambda g: g.bodies[0].start)
        )

    def _fact(self, group: Group) -> Organisation:
        forms = tuple(dict.fromkeys(self.printed(body) for body in group.bodies))
        spans = tuple(self.tokens.span(body.start, body.stop) for body in group.bodies)
        return Organisation(
            key=entity_key("organisation", group.canonical),
            name=max(forms, key=len),
            canonical=group.canonical,
            evidence=spans[0],
            rule=group.bodies[0].rule,
            confidence=_confidence(group),
            forms=forms,
            mentions=spans,
            rules=rules_of(group.bodies[0].rule, [body.rule for body in group.bodies]),
        )


def _confidence(group: Group) -> Confidence:
    """Medium for names without a place whose end is a guess."""
    return "medium" if group.bodies[0].guessed and not group.scope else "high"
