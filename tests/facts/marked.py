"""Sentences with the expected facts marked inline, and articles and names made by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tui.facts.reading import Names, Reading
from tui.lexicon.lexicon import Lexicon, load_lexicon
from tui.model.article import Article, Paragraph, Published
from tui.model.fact import Organisation, Person, Place, Role
from tui.model.span import Span
from tui.text.folding import entity_key

CASES = Path(__file__).parents[1] / "cases"
_MARK = re.compile(r"\{([^{}|]+)\|([^{}]*)\}")

Case = dict[str, Any]


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    return load_lexicon()


def cases(name: str) -> list[Case]:
    """The cases of `tests/cases/name.yaml`."""
    loaded: list[Case] = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


def unmarked(text: str) -> tuple[str, list[tuple[str, str]]]:
    """(the sentence, its marks): `{28-8|--08-28}` becomes `28-8` and the pair of both."""
    marks = [(match[1], match[2].strip()) for match in _MARK.finditer(text)]
    return _MARK.sub(r"\1", text), marks


def article(text: str, *, title: str | None = None, published: str | None = None) -> Article:
    """One paragraph a line; a title stands first, a stamp last as a meta paragraph."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    kinds = ["body"] * len(lines)
    if title is not None:
        lines.insert(0, title)
        kinds.insert(0, "title")
    if published is not None:
        lines.append(published)
        kinds.append("meta")
    paragraphs, start = [], 0
    for line, kind in zip(lines, kinds, strict=True):
        paragraphs.append(Paragraph(Span(start, start + len(line)), kind))  # type: ignore[arg-type]
        start += len(line) + 1
    stamp = Published(published, paragraphs[-1].span) if published is not None else None
    return Article(
        "case.txt", "\n".join(lines), tuple(paragraphs), "0" * 32, "plain", "utf-8", title, published=stamp
    )


def reading_of(case: Case) -> tuple[Reading, list[tuple[str, str]]]:
    """The case as an article ready for the rules, and the marks of its text."""
    text, marks = unmarked(case["text"])
    stamp = str(case["published"]) if "published" in case else None
    return Reading(article(text, title=case.get("title"), published=stamp)), marks


def names_in(reading: Reading, case: Case) -> Names:
    """The names a case lists, wherever they stand: `people` as name or `name | position | organisation`."""
    people = []
    for entry in case.get("people", ()):
        name, *office = (part.strip() for part in entry.split("|"))
        spans = _occurrences(reading.text, [name])
        if spans:
            roles = (Role(office[0], office[1], spans[0], "test"),) if office else ()
            people.append(
                Person(entity_key("person", name), name, spans[0], "test", mentions=spans, roles=roles)
            )
    bodies = [
        Organisation(entity_key("organisation", name), name, name, spans[0], "test", mentions=spans)
        for name in case.get("organisations", ())
        if (spans := _occurrences(reading.text, [name]))
    ]
    places = [
        Place(entity_key("place", name), name, "province", spans[0], "test", mentions=spans)
        for name in case.get("places", ())
        if (spans := _occurrences(reading.text, [name]))
    ]
    return Names(tuple(people), tuple(bodies), tuple(places))


def _occurrences(text: str, forms: Iterable[str]) -> tuple[Span, ...]:
    return tuple(
        Span(*match.span())
        for form in forms
        for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text)
    )
