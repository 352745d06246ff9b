"""Words with their source, as a reader puts them into a text: quotes, facts, and citations of an article.

What is not known is left out; a day that the page does not state has `~`, a title it does not print stands
in brackets.
"""

from __future__ import annotations

import json
from typing import Any, Literal

from tui.i18n import gettext as _
from tui.model.fact import (
    DateFact,
    Document,
    Event,
    Extraction,
    Fact,
    Figure,
    Organisation,
    Person,
    Place,
    Role,
    Statement,
    Topic,
)
from tui.model.record import record
from tui.model.result import StoredArticle
from tui.model.span import Span
from tui.present.dates import long_date
from tui.present.facts import figure_line, long_interval, role_text
from tui.present.highlight import evidence_sentence
from tui.present.lines import plain
from tui.text.copied import copied
from tui.text.folding import fold

Style = Literal["plain", "markdown", "bibtex", "csl"]
STYLES: tuple[Style, ...] = ("plain", "markdown", "bibtex", "csl")
"""Ways to write a citation."""
STYLE_NAMES: dict[Style, str] = {"plain": "", "markdown": "Markdown", "bibtex": "BibTeX", "csl": "CSL-JSON"}
"""What a style is called in any language; a plain line needs no name."""

_QUOTES = {"“": "”", '"': '"', "«": "»", "„": "“"}


@record
class Source:
    """Where words stand; empty or None is what nobody knows."""

    outlet: str = ""
    dated: str | None = None
    """ISO day, month or year."""
    date_inferred: bool = False
    title: str = ""
    title_inferred: bool = False
    byline: str = ""
    url: str = ""
    file: str = ""
    paragraph: int | None = None
    """From 1, as the reader counts them."""


def source_of(stored: StoredArticle, offset: int | None = None) -> Source:
    """Where code point `offset` of an article stands; without one, the article."""
    head, article = stored.head, stored.article
    place = None if offset is None else article.paragraph_at(offset)
    return Source(
        head.outlet or "",
        head.dated,
        head.date_inferred,
        head.title,
        head.title_inferred,
        article.byline or "",
        article.url or "",
        head.file,
        None if place is None else place + 1,
    )


# quotes


def quote(words: str, source: Source, *, speaker: str = "", office: str = "") -> str:
    """`“words” — speaker, office; outlet, day; address; file, paragraph`.

    >>> quote('"Mưa to."', Source("Báo Sông", "2024-08-28", True), speaker="Lê Văn Tư", office="Đại tá")
    '“Mưa to.” — Lê Văn Tư, Đại tá; Báo Sông, ~28/08/2024'
    """
    told = [", ".join(filter(None, (speaker, office)))] if speaker else []
    told += [", ".join(filter(None, (source.outlet, _day(source)))), source.url, _file(source)]
    behind = "; ".join(filter(None, told))
    words = f"“{unquoted(words)}”"
    return copied(f"{words} — {behind}" if behind else words)


def unquoted(words: str) -> str:
    """`words` without the quotation marks around all of it.

    >>> unquoted("“Mưa to.”"), unquoted("“Mưa” và “gió”")
    ('Mưa to.', '“Mưa” và “gió”')
    """
    words = words.strip()
    close = _QUOTES.get(words[:1])
    if close is None or len(words) < 3 or not words.endswith(close):
        return words
    inner = words[1:-1]
    return words if close in inner or words[0] in inner else inner.strip()


def _day(source: Source) -> str:
    return long_date(source.dated, inferred=source.date_inferred) if source.dated else ""


def _title(source: Source) -> str:
    return f"[{source.title}]" if source.title_inferred else f"“{unquoted(source.title)}”"


def _file(source: Source) -> str:
    if not source.file:
        return ""
    if source.paragraph is None:
        return _("file %s") % source.file
    return _("file %(file)s, paragraph %(number)d") % {"file": source.file, "number": source.paragraph}


def speaker_of(extraction: Extraction, span: Span) -> tuple[str, str]:
    """(name, office) of whoever says what `span` covers, or part of it; both empty where that is nobody.

    Nobody either where two people speak in it: the quote is not of one of them.
    """
    said = [s for s in extraction.statements if s.evidence.covers(span) or span.covers(s.evidence)]
    if not said or len({s.speaker_key or s.speaker for s in said}) != 1:
        return "", ""
    return said[0].speaker, office_of(extraction, said[0].speaker_key)


def office_of(extraction: Extraction, key: str | None) -> str:
    """Rank or degree of a person as the article prints it, else the office held; empty where it says none."""
    person = next((p for p in extraction.people if p.key == key), None)
    if person is None:
        return ""
    if person.titles:
        return person.titles[0]
    return next((role_text(role) for role in person.roles if not role.former), "")


def quote_span(stored: StoredArticle, span: Span) -> str:
    """The words at `span` of an article with their source, and who says them where they are a statement."""
    speaker, office = speaker_of(stored.extraction, span)
    return quote(span.of(stored.article.text), source_of(stored, span.start), speaker=speaker, office=office)


def quote_at(stored: StoredArticle, span: Span) -> str:
    """The statement at `span` with its source, else the sentence there."""
    said = any(statement.evidence == span for statement in stored.extraction.statements)
    return quote_span(stored, span if said else evidence_sentence(stored.article, span))


# facts


def fact_text(fact: Fact | Role) -> str:
    """A fact in one line, in the words of the article where it has words of its own."""
    match fact:
        case Person():
            return ", ".join((fact.name, *fact.titles[:1], *(role_text(role) for role in fact.roles)))
        case Role():
            return role_text(fact)
        case Organisation():
            return fact.canonical
        case Place():
            moved = fact.province_now and fact.province_now != fact.province_then
            return f"{fact.name} → {fact.province_now}" if moved else fact.name
        case DateFact():
            return long_interval(fact.value) if fact.value else fact.text
        case Figure():
            return " ".join(plain(figure_line(fact)).split())
        case Event():
            day = long_date(fact.date) if fact.date else ""
            return ", ".join(filter(None, (fact.name, day, fact.place)))
        case Statement():
            return f"{fact.speaker}: “{unquoted(fact.text)}”"
        case Topic() | Document():
            return fact.text


def quote_fact(stored: StoredArticle, fact: Fact | Role, sentence: Span) -> str:
    """A fact, below it the sentence that says so with its source; a statement is its own sentence."""
    if isinstance(fact, Statement):
        return quote_span(stored, fact.evidence)
    told = quote(sentence.of(stored.article.text), source_of(stored, sentence.start))
    return copied(f"{fact_text(fact)}\n{told}")


# citations


def citation(source: Source, style: Style = "plain") -> str:
    """An article as a line, Markdown, BibTeX or CSL-JSON.

    >>> citation(Source("Báo Sông", "2024-08", False, "Lũ về", url="https://song.example/lu"))
    '“Lũ về”, Báo Sông, 08/2024, https://song.example/lu'
    """
    made = {"plain": _plain, "markdown": _markdown, "bibtex": _bibtex, "csl": _csl}[style](source)
    return copied(made)


def _plain(source: Source) -> str:
    parts = (source.byline, _title(source) if source.title else "", source.outlet, _day(source))
    return ", ".join(filter(None, (*parts, source.url or _file(source))))


_MARKDOWN = frozenset("\\`*_[]<>")


def _markdown(source: Source) -> str:
    title = _escaped(source.title or source.file)
    if source.url:
        address = "".join(c for c in source.url if c not in "<>" and not c.isspace())
        title = f"[{title}](<{address}>)"
    outlet = f"*{_escaped(source.outlet)}*" if source.outlet else ""
    file = "" if source.url else _escaped(_file(source))
    return ", ".join(filter(None, (_escaped(source.byline), title, outlet, _day(source), file)))


def _escaped(text: str) -> str:
    return "".join("\\" + character if character in _MARKDOWN else character for character in text)


_TEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: "\\" + sign for sign in "{}%&$#_"},
}


def _bibtex(source: Source) -> str:
    year, *rest = (source.dated or "").split("-")
    fields = {
        "author": f"{{{_tex(source.byline)}}}" if source.byline else "",
        "title": f"{{{_tex(source.title)}}}" if source.title else "",
        "journal": _tex(source.outlet),
        "year": year,
        "month": rest[0] if rest else "",
        "day": rest[1] if len(rest) > 1 else "",
        "url": "".join(c for c in source.url if c not in "{}" and not c.isspace()),
        "note": "" if source.url else _tex(_file(source)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join((f"@article{{{_key(source, year)},", *lines, "}"))


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in text)


def _key(source: Source, year: str) -> str:
    """Outlet, year and the first word of the title, folded: what one types after `\\cite`."""
    parts = (fold(source.outlet), year, *fold(source.title).split()[:1])
    key = "".join(c for part in parts for c in part if c.isascii() and c.isalnum())
    return key or "article"


def _csl(source: Source) -> str:
    entry: dict[str, Any] = {"id": _key(source, (source.dated or "")[:4]), "type": "article-newspaper"}
    for name, value in (("title", source.title), ("container-title", source.outlet), ("URL", source.url)):
        if value:
            entry[name] = value
    if source.byline:
        entry["author"] = [{"literal": source.byline}]
    if source.dated:
        issued: dict[str, Any] = {"date-parts": [[int(part) for part in source.dated.split("-")]]}
        if source.date_inferred:
            issued["circa"] = True
        entry["issued"] = issued
    if source.file and not source.url:
        entry["archive_location"] = source.file
    return json.dumps([entry], ensure_ascii=False, indent=2)
