"""Markdown: one file, one article; what stands in its front matter are fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

import yaml

from tui.corpus.loaders.base import Source, composed, digest_of
from tui.corpus.loaders.decoding import decoded
from tui.corpus.markup.days import iso_day
from tui.corpus.markup.lines import text_of_fragment
from tui.model.article import Fields, RawArticle, Rejected
from tui.text.folding import match_key
from tui.text.normal import normalize

LONGEST_FRONT = 64 * 1024
"""Characters of front matter; more is no list of fields."""
LONGEST_LINE = 20_000
"""Characters of a line whose marks are read; a longer one is taken as it is."""

_FRONT = re.compile(r"---[ \t]{0,20}\n(.*?)\n(?:---|\.\.\.)[ \t]{0,20}(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(r"[\w-]{1,40}:(?:\s|\Z)")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t](?=[ \t]{0,20}[^ \t#])(.*)")
_UNDERLINE = re.compile(r" {0,3}(?:={2,200}|-{2,200})[ \t]{0,20}\Z")
_RULE = re.compile(r" {0,3}(?:[-*_] ?){3,200}[ \t]{0,20}\Z")
_IMAGE = re.compile(r"!\[([^\[\]]{0,1000})\]\([^()\n]{0,2000}\)")
_LINK = re.compile(r"\[([^\[\]]{1,1000})\](?:\([^()\n]{0,2000}\)|\[[^\[\]\n]{0,200}\])")
_DEFINITION = re.compile(r" {0,3}\[[^\[\]]{1,200}\]:[ \t]{0,20}\S{1,2000}")
_BOLD = re.compile(r"(?<![\w*_])(\*\*\*|\*\*|__|\*|_)(?=\S)([^*_\n]{1,2000})(?<=\S)\1(?![\w*_])")
_CODE = re.compile(r"`([^`\n]{1,2000})`")
_AUTO = re.compile(r"<(https?://[^<>\s]{1,2000})>")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>|&(?:[a-z]{2,10}|#\d{1,7});")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")
_NAMES = {
    "title": ("title", "headline", "tieu_de"),
    "lead": ("lead", "summary", "description", "excerpt", "sapo"),
    "byline": ("author", "authors", "byline", "tac_gia"),
    "outlet": ("outlet", "source", "publisher", "site", "bao"),
    "agency": ("agency",),
    "url": ("url", "link", "canonical", "source_url"),
    "published": ("date", "published", "publish_date", "pubdate", "ngay"),
    "section": ("section", "category", "categories", "chuyen_muc"),
}  # fmt: skip


def load(source: Source) -> Iterator[RawArticle | Rejected]:
    """The one article of a Markdown file."""
    found = decoded(source)
    if isinstance(found, Rejected):
        yield found
        return
    text = normalize(found.text)
    said, body = _front(text)
    lines = _plain(body)
    title = said.title
    if lines and lines[0].startswith("# "):
        title = title or lines[0][2:]
        if match_key(lines[0][2:]) == match_key(title):
            lines = lines[1:]
    plain = "\n".join([*(line.removeprefix("# ") for line in lines[:1]), *lines[1:]]).strip("\n")
    if not plain.strip():
        yield Rejected(source.file, "empty")
        return
    fields = Fields(
        title=title, lead=said.lead, byline=said.byline, outlet=said.outlet, agency=said.agency, url=said.url,
        published=said.published, section=said.section,
    )  # fmt: skip
    yield RawArticle(
        source.file,
        composed(title, said.lead, plain),
        "markdown",
        found.encoding,
        digest_of(source.data),
        fields=fields,
        confidence=found.confidence,
    )


def _front(text: str) -> tuple[Fields, str]:
    """Fields of the front matter, and the text below it; a block that is no mapping is text."""
    match = _FRONT.match(text[: LONGEST_FRONT + 10])
    if match is None:
        return Fields(), text
    try:
        said = yaml.safe_load(match[1])
    except (yaml.YAMLError, RecursionError, ValueError):
        said = {} if _KEY.match(match[1]) else None
    if not isinstance(said, dict):
        return Fields(), text
    by_name = {str(key).lower(): value for key, value in said.items()}
    values = {field: _value(by_name, names) for field, names in _NAMES.items()}
    url, day = values["url"], values["published"]
    values["url"] = url if url and url.startswith(("http://", "https://")) else None
    values["published"] = iso_day(day) if day else None
    return Fields(**values), text[match.end() :]


def _value(said: dict[str, object], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = said.get(name)
        if isinstance(value, list):
            value = ", ".join(str(item) for item in value[:6] if isinstance(item, str)) or None
        if isinstance(value, datetime | date):
            return value.isoformat()
        if isinstance(value, str | int) and str(value).strip():
            return " ".join(str(value).split())[:1000]
    return None


def _plain(text: str) -> list[str]:
    """Lines without their marks; the first heading keeps its `# `."""
    lines: list[str] = []
    fenced, headed = "", False
    for line in text.split("\n"):
        fence = _FENCE.match(line)
        if fence and fenced in ("", fence[1]):
            fenced = "" if fenced else fence[1]
            continue
        if fenced or len(line) > LONGEST_LINE:
            lines.append(line)
            continue
        heading = _HEADING.match(line)
        if heading:
            first = not headed and not any(other.strip() for other in lines)
            headed = True
            lines += ["", ("# " if first else "") + _inline(heading[1].strip(" \t#")), ""]
        elif _UNDERLINE.match(line) and lines and lines[-1].strip():
            if not headed and not any(other.strip() for other in lines[:-1]):
                lines[-1] = f"# {lines[-1]}"
            headed = True
        elif not _RULE.match(line) and not _DEFINITION.match(line):
            lines.append(_inline(re.sub(r"\A(?: {0,3}> ?){1,10}", "", line)).rstrip())
    while lines and not lines[0].strip():
        lines.pop(0)
    return lines


def _inline(text: str) -> str:
    """A line without its marks: links to their text, pictures to their captions."""
    text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
    text = _AUTO.sub(r"\1", text)
    text = _CODE.sub(r"\1", _BOLD.sub(r"\2", _BOLD.sub(r"\2", text)))
    if _MARKUP.search(text):
        text = text_of_fragment(text)
    return _ESCAPED.sub(r"\1", text)
