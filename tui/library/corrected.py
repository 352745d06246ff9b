"""The facts of an article as the reader has corrected them: what is left of what the extractor found.

Corrections hold one after the other, in the order they were made, each in what those before it left: so two
names that were merged both ways are no riddle. What an article is said to hold follows from its own facts and
the corrections alone, whichever way a library was made.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from tui.library.identity import is_full_name, own_key
from tui.library.namesakes import KEY_DIGITS
from tui.model.article import Article
from tui.model.correction import LONGEST_QUOTE, Correction
from tui.model.fact import (
    NAMED_KINDS,
    Extraction,
    Fact,
    Kind,
    Organisation,
    Person,
    Place,
    Role,
    Statement,
    rule_at,
    rules_of,
)
from tui.model.span import Span

ID_DIGITS = 8
"""Of a correction: a key that ends in so many after `@` is one the reader made."""
Name = Person | Organisation | Place

_FIELDS: dict[Kind, str] = {
    "person": "people",
    "organisation": "organisations",
    "place": "places",
    "date": "dates",
    "figure": "figures",
    "event": "events",
    "statement": "statements",
    "topic": "topics",
    "document": "documents",
}


class Corrected(NamedTuple):
    """What an article is said to hold."""

    extraction: Extraction
    applied: tuple[int, ...]
    """Numbers of the corrections that changed something."""


class Corrections:
    """Corrections that are in force, ready to be applied to any article."""

    def __init__(self, corrections: Iterable[Correction] = ()) -> None:
        self.all = tuple(sorted((c for c in corrections if not c.undone), key=lambda c: c.number))
        self._by_article: dict[str, list[Correction]] = {}
        self._by_key: dict[str, list[Correction]] = {}
        self._into: dict[str, list[Correction]] = {}
        for correction in self.all:
            if correction.about is not None:
                self._by_article.setdefault(correction.about.digest, []).append(correction)
            else:
                self._by_key.setdefault(base_of(correction.key), []).append(correction)
            if correction.into:
                self._into.setdefault(base_of(correction.into), []).append(correction)

    def __bool__(self) -> bool:
        return bool(self.all)

    def leading_to(self, key: str) -> tuple[Correction, ...]:
        """Those that give a name the name `key`, whichever of its namesakes they mean."""
        return tuple(self._into.get(base_of(key), ()))

    def heirs(self) -> dict[str, str]:
        """Key that a name had → key of what it is in the end, for names that were merged or renamed."""
        found: dict[str, str] = {}
        for one in reversed(self.all):
            if one.kind in ("merge", "rename"):
                found[one.key] = found.get(one.into, one.into)
        return found

    def apply(self, article: Article, extraction: Extraction) -> Corrected:
        """The facts of an article, corrected; the very same where nothing is about it."""
        mine = self._by_article.get(article.digest, ())
        waiting = [(c.number, c) for c in mine]
        if self._by_key:
            keys = {base_of(name.key) for kind in NAMED_KINDS for name in _names(extraction, kind)}
            waiting += [(c.number, c) for key in keys for c in self._by_key.get(key, ())]
        if not waiting:
            return Corrected(extraction, ())
        heapq.heapify(waiting)
        facts = _Facts(article, extraction)
        applied: list[int] = []
        last = -1
        while waiting:
            number, correction = heapq.heappop(waiting)
            if number <= last:
                continue
            last = number
            before = facts.extraction
            facts.take(correction)
            if facts.extraction is not before:
                applied.append(number)
                for later in self._by_key.get(base_of(correction.into), ()):
                    if later.number > number:
                        heapq.heappush(waiting, (later.number, later))
        return Corrected(facts.extraction, tuple(applied))


def base_of(key: str) -> str:
    """A key without what tells it from those of namesakes."""
    return key.partition("@")[0]


def mark_of(key: str) -> str:
    """What tells a key from those of namesakes; empty where nothing does."""
    return key.partition("@")[2]


def is_readers(key: str) -> bool:
    """True for the key of a name that the reader set apart."""
    return len(mark_of(key)) == ID_DIGITS


def is_linked(correction: Correction) -> bool:
    """True where the name it leads to is a person whom linking tells from namesakes."""
    return correction.fact == "person" and is_full_name(correction.shown) and not is_readers(correction.into)


def joins_namesakes(correction: Correction) -> bool:
    """True for a correction that says of two people of one name that they are one: linking heeds it."""
    return (
        correction.kind == "merge"
        and is_linked(correction)
        and base_of(correction.key) == base_of(correction.into)
        and not is_readers(correction.key)
    )


def _names(extraction: Extraction, kind: Kind) -> tuple[Name, ...]:
    found: tuple[Name, ...] = getattr(extraction, _FIELDS[kind])
    return found


class _Facts:
    """The facts of one article while corrections are made."""

    def __init__(self, article: Article, extraction: Extraction) -> None:
        self._article = article
        self.extraction = extraction

    def take(self, correction: Correction) -> None:
        """Make one correction; `extraction` is another one if it changed anything."""
        kind = correction.fact
        if correction.kind == "reject":
            if kind == "role":
                self._reject_role(correction)
            elif kind in NAMED_KINDS:
                self._reject_name(correction, kind)
            else:
                self._reject_fact(correction, kind)
        elif kind != "role" and kind in NAMED_KINDS and not joins_namesakes(correction):
            self._move(correction, kind)

    # rejecting

    def _reject_role(self, correction: Correction) -> None:
        key = base_of(correction.key)
        for person in self.extraction.people:
            held = [role for role in person.roles if role.position == correction.shown]
            role = self._meant(held, correction) if base_of(person.key) == key else None
            if role is not None:
                roles = tuple(other for other in person.roles if other is not role)
                self._put("person", person, replace(person, roles=roles))
                return

    def _reject_name(self, correction: Correction, kind: Kind) -> None:
        names = _names(self.extraction, kind)
        key = base_of(correction.key)
        name = next((name for name in names if base_of(name.key) == key), None)
        if name is None and correction.about is not None:
            name = self._meant(names, correction)
        if name is None:
            return
        self._put(kind, name, None)
        self._retell(
            lambda said: replace(said, speaker_key=None) if said.speaker_key == name.key else said,
            kind,
        )
        if isinstance(name, Place):
            self._unplace(name)

    def _reject_fact(self, correction: Correction, kind: Kind) -> None:
        facts: tuple[Fact, ...] = getattr(self.extraction, _FIELDS[kind])
        fact = self._meant(facts, correction)
        if fact is None:
            return
        self._put(kind, fact, None)
        extraction = self.extraction
        dated = extraction.dated
        if kind == "date" and dated is not None and dated.evidence == fact.evidence:
            self.extraction = replace(extraction, dated=None)
        if kind == "event" and extraction.title_inferred == getattr(fact, "name", None):
            self.extraction = replace(self.extraction, title_inferred=None)

    def _meant(self, facts: Sequence[Any], correction: Correction) -> Any:
        """The fact with these words as evidence, the nearest to where they stood; None where none has."""
        text, quote = self._article.text, correction.quote
        said = [fact for fact in facts if fact.evidence.of(text)[:LONGEST_QUOTE] == quote]
        return min(said, key=lambda fact: abs(fact.evidence.start - correction.start), default=None)

    def _unplace(self, place: Place) -> None:
        """File the article under no place where it was under this one and no other says so."""
        filed = self.extraction.place
        if filed is None or filed not in (place.name, place.province_then):
            return
        if not any(filed in (other.name, other.province_then) for other in self.extraction.places):
            self.extraction = replace(self.extraction, place=None)

    # giving another name

    def _move(self, correction: Correction, kind: Kind) -> None:
        """Let a name be another one from now on, and one with it where the article has both."""
        name = next((name for name in _names(self.extraction, kind) if self._is(name, correction)), None)
        if name is None:
            return
        key = base_of(correction.into)
        told = "" if is_linked(correction) else correction.into
        there = next(
            (
                other
                for other in _names(self.extraction, kind)
                if base_of(other.key) == key and other is not name
            ),
            None,
        )
        forms = name.forms if name.name in name.forms else (name.name, *name.forms)
        fields: dict[str, Any] = {"key": key, "told": told, "name": correction.shown, "forms": forms}
        if isinstance(name, Organisation):
            fields["canonical"] = correction.shown
        moved: Name = replace(name, **fields)
        self._put(kind, name, moved if there is None else None)
        if there is not None:
            self._put(kind, there, _united(there, moved))
        self._retell(
            lambda said: (
                replace(
                    said,
                    speaker_key=key,
                    speaker=correction.shown if said.speaker == name.name else said.speaker,
                )
                if said.speaker_key == name.key
                else said
            ),
            kind,
        )
        if self.extraction.place == name.name and kind == "place":
            self.extraction = replace(self.extraction, place=correction.shown)

    def _is(self, name: Name, correction: Correction) -> bool:
        """True where a name of this article is the one a correction is about."""
        key = correction.key
        if base_of(name.key) != base_of(key):
            return False
        if correction.articles and self._article.digest[:KEY_DIGITS] not in correction.articles:
            return False
        mark = mark_of(key)
        if is_readers(key):
            return name.told == key
        if not mark or correction.articles:
            return name.told in ("", key)
        return name.told == key or (not name.told and own_key(name.key, self._article) == key)

    # within

    def _put(self, kind: Kind, old: object, new: object | None) -> None:
        """Put a fact in the place of another, or take it out."""
        field = _FIELDS[kind]
        facts = getattr(self.extraction, field)
        changed: dict[str, Any] = {
            field: tuple(new if fact is old else fact for fact in facts if fact is not old or new)
        }
        self.extraction = replace(self.extraction, **changed)

    def _retell(self, tell: Callable[[Statement], Statement], kind: Kind) -> None:
        """Say anew who says what."""
        if kind == "place":
            return
        statements = tuple(map(tell, self.extraction.statements))
        if statements != self.extraction.statements:
            self.extraction = replace(self.extraction, statements=statements)


def _united(one: Any, other: Any) -> Any:
    """One name where an article has two: everything that is said of either, the names of the second."""
    found: dict[Span, str] = {}
    for name in (one, other):
        for span in name.mentions or (name.evidence,):
            found.setdefault(span, rule_at(name, span))
    mentions = tuple(sorted(found))
    first = one if one.evidence <= other.evidence else other
    fields: dict[str, Any] = {
        "told": other.told,
        "name": other.name,
        "evidence": first.evidence,
        "rule": first.rule,
        "confidence": "high" if "high" in (one.confidence, other.confidence) else first.confidence,
        "forms": tuple(dict.fromkeys((*one.forms, *other.forms))),
        "mentions": mentions,
        "rules": rules_of(first.rule, [found[span] for span in mentions]),
    }
    if isinstance(one, Person):
        roles: dict[Role, None] = dict.fromkeys(
            sorted((*one.roles, *other.roles), key=lambda role: (role.evidence, role.position))
        )
        fields["roles"] = tuple(roles)
        fields["titles"] = tuple(dict.fromkeys((*one.titles, *other.titles)))
        fields["honorifics"] = tuple(dict.fromkeys((*one.honorifics, *other.honorifics)))
    if isinstance(one, Organisation):
        fields["canonical"] = other.canonical
    return replace(one, **fields)
