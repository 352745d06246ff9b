"""Checks of the written sentences: each answers with what was wanted, what was found, and what was wrong.

`hard_cases.jsonl` holds one sentence a line with expectations; `people` are lists of name, title or
honorific, positions (`|` joins several, `->` an old and a new one) and organisations.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from tui.corpus.cleaning import clean
from tui.facts.names import find_names
from tui.facts.reading import Names, Reading
from tui.lexicon.lexicon import Lexicon, load_lexicon
from tui.model.article import Article, RawArticle
from tui.model.fact import Person, Role
from tui.text.folding import match_key, old_tone
from tui.text.normal import normalize

CASES = Path(__file__).with_name("hard_cases.jsonl")
Case = dict[str, Any]


@dataclass(slots=True)
class Tally:
    """Hits among what was wanted, and what was found though nobody wanted it."""

    hits: int = 0
    wanted: int = 0
    false: int = 0
    wrong: list[str] = field(default_factory=list)

    def want(self, held: bool, what: str) -> None:
        """Count one expectation."""
        self.wanted += 1
        self.hits += held
        if not held:
            self.wrong.append(f"missing: {what}")

    def refuse(self, what: str) -> None:
        """Count one finding that is wrong."""
        self.false += 1
        self.wrong.append(f"false: {what}")

    @property
    def share(self) -> float:
        """Hits of everything wanted or wrongly found."""
        return self.hits / max(1, self.wanted + self.false)


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    return load_lexicon()


def cases(*kinds: str) -> Iterator[Case]:
    """The cases whose id begins with one of these letters."""
    for line in CASES.read_text(encoding="utf-8").splitlines():
        case: Case = json.loads(line)
        if case["id"][0] in kinds:
            yield case


def article_of(text: str) -> Article:
    """A sentence as an article, cleaned as any file is."""
    raw = RawArticle(file="case.txt", text=normalize(text), loader="plain", encoding="utf-8", digest="0" * 32)
    return clean(raw, lexicon())


def names_of(case: Case) -> Names:
    """The names found in a case."""
    return find_names(Reading(article_of(case["text"])), lexicon())


def check_names() -> Tally:
    """People: every one wanted, nobody else; ranks and honorifics; short forms; bylines."""
    tally = Tally()
    for case in cases("P"):
        people = {match_key(person.name): person for person in names_of(case).people}
        wanted = case.get("people", [])
        for name, title, *_ in wanted:
            person = people.pop(match_key(name), None)
            tally.want(person is not None, f"{case['id']}: {name}")
            if person is not None and title and not title.startswith("("):
                tally.want(match_key(title) in _titles(person), f"{case['id']}: {title} {name}")
        if "people" in case:
            for person in people.values():
                tally.refuse(f"{case['id']}: {person.name}")
        _check_forms(case, tally)
        if "byline" in case:
            byline = article_of(case["text"]).byline or ""
            for name in case["byline"]:
                tally.want(match_key(name) in match_key(byline), f"{case['id']}: byline {name}")
    return tally


def _titles(person: Person) -> set[str]:
    titles = {match_key(title) for title in (*person.titles, *person.honorifics)}
    return titles | {match_key(role.position) for role in person.roles}


def _check_forms(case: Case, tally: Tally) -> None:
    for form, name in case.get("coref", {}).items():
        owners = [p.name for p in names_of(case).people if form in p.forms]
        if name.startswith("AMBIGUOUS"):
            tally.want(len(owners) <= 1, f"{case['id']}: {form} is ambiguous")
        else:
            tally.want(owners == [name], f"{case['id']}: {form} is {name}")


def check_roles() -> Tally:
    """Positions and organisations of the people of each case; a role nobody wanted is wrong."""
    tally = Tally()
    for case in cases("P"):
        found = {match_key(person.name): person for person in names_of(case).people}
        for name, title, positions, organisations in case.get("people", []):
            person = found.get(match_key(name))
            roles = list(person.roles) if person is not None else []
            said = {form for role in roles for form in _wordings(role)}
            for position in filter(None, re.split(r"\s*(?:\||->)\s*", positions)):
                tally.want(match_key(position) in said, f"{case['id']}: {name}: {position}")
            bodies = [role.organisation for role in roles if role.organisation]
            for organisation in filter(None, organisations.split("|")):
                tally.want(
                    any(_same_body(organisation, body) for body in bodies),
                    f"{case['id']}: {name}: {organisation}",
                )
            expected = len([p for p in re.split(r"\||->", positions) if p])
            spare = [role for role in roles if match_key(role.position) != match_key(title)]
            told = {match_key(position) for position in re.split(r"\s*(?:\||->)\s*", positions)}
            spare.sort(key=lambda role: match_key(role.position) not in told)
            for role in spare[expected:]:
                if match_key(role.position) in told:
                    continue  # the same office of a second body, which the case leaves out
                tally.refuse(f"{case['id']}: {name}: {role.position}")
    return tally


def _wordings(role: Role) -> set[str]:
    """The ways a role may be told: position alone, with its organisation, the shared word once."""
    position = match_key(role.position)
    body = match_key(role.organisation or "")
    forms = {position, f"{position} {body}".strip()}
    words, tail = position.split(" "), body.split(" ")
    for width in (2, 1):
        if tail[:width] == words[-width:]:
            joined = words + tail[width:]
            forms |= {" ".join(joined[:stop]) for stop in range(len(words), len(joined) + 1)}
    prefixes = ("nguyên", "cựu") if role.former else ("quyền",) if role.acting else ()
    return {f"{prefix} {form}" for prefix in prefixes for form in forms} if prefixes else forms


def _same_body(wanted: str, found: str) -> bool:
    """True for the same name, for the first body of a chain, or without its head (`PA05`, `phòng PA05`)."""
    want, have = match_key(wanted), match_key(found)
    return have in (want, want.split(",")[0]) or have.endswith(f" {want}")


def check_organisations() -> Tally:
    """Bodies: every one wanted under its name or canonical name, nothing else."""
    tally = Tally()
    for case in cases("O"):
        organisations = list(names_of(case).organisations)
        for wanted in case["orgs"]:
            name, _, place = wanted.partition(" [")
            for organisation in organisations:
                forms = {
                    match_key(form)
                    for form in (organisation.name, organisation.canonical, *organisation.forms)
                }
                if match_key(name) in forms and place.rstrip("]") in organisation.canonical:
                    organisations.remove(organisation)
                    tally.want(True, wanted)
                    break
            else:
                tally.want(False, f"{case['id']}: {wanted}")
        for organisation in organisations:
            tally.refuse(f"{case['id']}: {organisation.name}")
    return tally


_LEVEL = re.compile(r"^(?:tỉnh|thành phố|tp)\s+", re.IGNORECASE)


def check_places() -> Tally:
    """Places: every one wanted, nothing else; then and now where the case says so."""
    tally = Tally()
    for case in cases("L"):
        places = {_bare(place.name): place for place in names_of(case).places}
        for wanted in case["places"]:
            then, _, now = wanted.partition(" -> ")
            place = places.pop(_bare(re.sub(r"\s*\(\d+\)", "", then)), None)
            tally.want(place is not None, f"{case['id']}: {wanted}")
            if now and place is not None:
                province = _bare(re.sub(r"\s*\(\d+\)", "", now))
                tally.want(_bare(place.province_now or "") == province, f"{case['id']}: now {now}")
                places.pop(province, None)
        for place in places.values():
            tally.refuse(f"{case['id']}: {place.name}")
    return tally


def _bare(name: str) -> str:
    return match_key(_LEVEL.sub("", old_tone(name.strip())))


CHECKS: dict[str, Callable[[], Tally]] = {
    "names": check_names,
    "roles": check_roles,
    "organisations": check_organisations,
    "places": check_places,
}
