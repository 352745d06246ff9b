"""What a page says of its article beside the text: only what can be believed becomes a field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tui.corpus.furniture import key_of
from tui.corpus.markup import jsonld
from tui.corpus.markup.days import iso_day
from tui.corpus.markup.lines import Line
from tui.corpus.markup.main_text import MainText
from tui.corpus.markup.words import PageWords, names_of, page_words
from tui.corpus.metadata import is_name
from tui.model.article import Fields
from tui.text.folding import match_key
from tui.text.normal import normalize

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LONGEST_TITLE = 300
LONGEST_NAME = 80

_DAYS = (
    "article:published_time", "og:article:published_time", "datepublished", "dc.date.issued",
    "dcterms.created", "dcterms.issued", "pubdate", "publish-date", "publishdate", "article.published",
    "citation_publication_date", "parsely-pub-date", "sailthru.date", "article_date_original",
)  # fmt: skip
_VAGUE_DAYS = ("dc.date", "date", "dc.date.created", "article:modified_time")
"""Tags that also say when a page was changed or made: believed where the page shows no other day."""
_WRITERS = (
    "author",
    "article:author",
    "dc.creator",
    "dc:creator",
    "byl",
    "parsely-author",
    "sailthru.author",
)
_SECTIONS = ("article:section", "og:article:section", "section", "parsely-section", "dc.subject.section")
_BARS = (" | ", " - ", " – ", " — ", " :: ", " » ", " · ")
_NAMES = re.compile(r"\s?[,;|/&]\s?|\s[-–]\s|\svà\s")
_BEFORE = re.compile(
    r"(?:Theo|Bài|Tác giả|Thực hiện|By|Bài viết|Tin|Tin, ảnh|Bài, ảnh)\s?:?\s", re.IGNORECASE
)
_SAVED = re.compile(r"<!--\s{0,5}saved from url=\(\d{1,6}\)(https?://[^\s>]{3,500})")


def fields_of(root: HtmlElement, markup: str, main: MainText, url: str | None = None) -> Fields:
    """Fields of the article on the page; `url` is where it was fetched, where something else knows that."""
    words = page_words()
    metas = _metas(root)
    thing = jsonld.article_of(root)
    address = _address(root, metas, thing, markup, url)
    site = _site(metas, thing)
    outlet = _outlet(site, address, words)
    title = _title(root, metas, thing, main, (site, outlet), words)
    byline, agency = _writers(metas, thing, main, (site, outlet), words)
    return Fields(
        title=title,
        lead=main.lead,
        byline=byline,
        outlet=outlet,
        agency=agency,
        url=address,
        published=_published(root, metas, thing, main, words),
        section=_section(root, metas, thing, (title, site, outlet), words),
    )


def _metas(root: HtmlElement) -> dict[str, list[str]]:
    """Contents of the meta tags by name, property or itemprop in lower case, in their order."""
    found: dict[str, list[str]] = {}
    for tag in root.iter("meta"):
        content = _line(tag.get("content"))
        name = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").strip().lower()
        if content and name:
            found.setdefault(name, []).append(content)
    return found


def _line(text: object) -> str:
    """One line of `text`, entities decoded twice, as some systems write them; cut at 1,000 characters."""
    from html import unescape

    if not isinstance(text, str):
        return ""
    text = text[:2000]
    return normalize(" ".join(unescape(unescape(text)).split())[:1000])


def _said(metas: dict[str, list[str]], *names: str) -> Iterator[str]:
    for name in names:
        yield from metas.get(name, ())


# -- whose ----------------------------------------------------------------------------------------


def _address(
    root: HtmlElement, metas: dict[str, list[str]], thing: dict[str, Any], markup: str, url: str | None
) -> str | None:
    canonical = [
        link.get("href") for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical"
    ]
    saved = _SAVED.search(markup[:5000])
    of_page = thing.get("mainEntityOfPage")
    of_page = of_page.get("@id") if isinstance(of_page, dict) else of_page
    for found in (*canonical, *_said(metas, "og:url"), of_page, thing.get("url"), url, saved and saved[1]):
        if isinstance(found, str) and _is_address(found.strip()):
            return found.strip()
    return None


def _is_address(text: str) -> bool:
    """True for the address of one page: not of a site's front."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    web = parts.scheme in ("http", "https") and "." in parts.netloc and not any(c.isspace() for c in text)
    return web and len(text) <= 2000 and (len(parts.path) > 1 or bool(parts.query))


def _site(metas: dict[str, list[str]], thing: dict[str, Any]) -> str | None:
    names = (
        jsonld.name_of(thing.get("publisher")),
        *_said(metas, "og:site_name", "dc.publisher", "application-name"),
    )
    return next((_line(name) for name in names if name), None)


def _outlet(site: str | None, address: str | None, words: PageWords) -> str | None:
    """The outlet as we know it, by address or name, else the name the page gives its site."""
    known = words.outlets.at(address) if address else None
    for name in _parts(site):
        known = known or words.outlets.named(name)
    if known or site is None:
        return known
    name = _parts(site)[-1] if len(site) > 40 else site
    if len(name) > LONGEST_NAME or match_key(name) in words.home or name.startswith("http"):
        return None
    return name


def _parts(text: str | None) -> list[str]:
    """`text` whole, and its parts between bars."""
    if not text:
        return []
    parts = [text]
    for bar in _BARS:
        parts = [piece.strip() for part in parts for piece in part.split(bar)]
    return list(dict.fromkeys([text, *(part for part in parts if part)]))[:8]


# -- title ----------------------------------------------------------------------------------------


def _title(
    root: HtmlElement,
    metas: dict[str, list[str]],
    thing: dict[str, Any],
    main: MainText,
    site: tuple[str | None, ...],
    words: PageWords,
) -> str | None:
    """The headline: the page's own, confirmed by what its tags say; else what they say, without the site."""
    shown = [line.text for line in _headlines(main)]
    page = root.find(".//title")
    told = [
        *(_line(thing.get(key)) for key in ("headline", "name")),
        *_said(metas, "og:title", "twitter:title", "dc.title", "title"),
        _line("".join(page.itertext())) if page is not None else "",
    ]
    told = [bare for text in told if text and (bare := _without_site(text, site, words))]
    for text in told:
        key = match_key(text.rstrip(".… "))
        for headline in shown:
            own = match_key(headline)
            if (
                own == key
                or (len(key) > 15 and own.startswith(key))
                or (len(own) > 15 and key.startswith(own))
            ):
                return headline
    near = {match_key(line.text): line.text for line in main.above[-12:] if line.link_share < 0.5}
    for text in told:  # pages without headings: the line that the browser's title names
        for part in _parts(text):
            if len(part.split()) >= 3 and match_key(part) in near:
                return near[match_key(part)]
    for text in (*told, *shown[-1:]):
        if _can_be_title(text, site, words):
            return text
    return None


def _headlines(main: MainText) -> list[Line]:
    """Headings above the text, and at its head; the nearest last."""
    near = [*main.above, *main.lines[:3]]
    return [line for line in near if line.kind == "heading" and 3 <= len(line.text) <= LONGEST_TITLE]


def _without_site(text: str, site: tuple[str | None, ...], words: PageWords) -> str:
    """`text` without the names of site and sections that browsers show behind it."""
    names = {match_key(name) for name in site if name}
    for _ in range(4):
        for bar in _BARS:
            head, found, tail = text.rpartition(bar)
            own = match_key(tail) in names or words.outlets.named(tail) or key_is_address(tail)
            spaced = bar == " | " and len(tail.split()) <= 5
            if found and head.strip() and (own or spaced):
                text = head.strip()
                break
            front, found, rest = text.partition(bar)
            if found and match_key(front) in names and rest.strip():
                text = rest.strip()
                break
        else:
            return text
    return text


def key_is_address(text: str) -> bool:
    """True for the bare name of a site: `baolangmay.vn`."""
    return re.fullmatch(r"(?:www\.)?[\w-]{2,40}(?:\.[\w-]{2,20}){1,3}", text.strip()) is not None


def _can_be_title(text: str, site: tuple[str | None, ...], words: PageWords) -> bool:
    key = match_key(text)
    return (
        len(text) <= LONGEST_TITLE
        and len(text.split()) >= 2
        and key not in words.home
        and key not in {match_key(name) for name in site if name}
        and not words.outlets.named(text)
    )


# -- who ------------------------------------------------------------------------------------------


def _writers(
    metas: dict[str, list[str]],
    thing: dict[str, Any],
    main: MainText,
    site: tuple[str | None, ...],
    words: PageWords,
) -> tuple[str | None, str | None]:
    """(byline, agency): names of people, and none of what systems write in their place."""
    agency = None
    for text in (jsonld.name_of(thing.get("author")), *_said(metas, *_WRITERS), *_shown_writers(main, words)):
        if not text or len(text) > 2 * LONGEST_NAME:
            continue
        names = []
        for name in _NAMES.split(_BEFORE.sub("", text, count=1)):
            name = name.strip(" .")
            agency = agency or words.outlets.agency(name)
            if _is_writer(name, site, words):
                names.append(name)
        if names:
            return ", ".join(dict.fromkeys(names)), agency
    return None, agency


def _shown_writers(main: MainText, words: PageWords) -> Iterator[str]:
    """Names in a box above the text that is marked as the writer's."""
    for line in main.above[-8:]:
        if len(line.text) <= LONGEST_NAME and words.author.search(names_of(line.box)):
            yield line.text


def _is_writer(name: str, site: tuple[str | None, ...], words: PageWords) -> bool:
    key = match_key(name)
    if not is_name(name) or key in words.nobody or "@" in name:
        return False
    if words.outlets.named(name) or words.outlets.agency(name) or words.press.is_place(name):
        return False
    if key_of(name).startswith(("báo ", "tạp chí ", "đài ", "cổng ", "ban ")):
        return False
    return not any(own and (key == match_key(own) or key in match_key(own)) for own in site)


# -- when -----------------------------------------------------------------------------------------


def _published(
    root: HtmlElement, metas: dict[str, list[str]], thing: dict[str, Any], main: MainText, words: PageWords
) -> str | None:
    """The day of publication; where the page shows another than its tags say, the earlier one.

    Tags of some systems hold the moment the page was fetched, or last changed.
    """
    shown = _shown_day(main, words)
    marked = [tag.get("datetime") or tag.get("content") for tag in root.iter() if _is_dated(tag)]
    for text in (thing.get("datePublished"), *_said(metas, *_DAYS), *marked):
        told = iso_day(text) if isinstance(text, str) else None
        if told is not None:
            return _agreed(told, shown)
    if shown is not None:
        return shown
    for text in _said(metas, *_VAGUE_DAYS):
        told = iso_day(text)
        if told is not None:
            return told
    return None


def _is_dated(tag: HtmlElement) -> bool:
    return isinstance(tag.tag, str) and (tag.get("itemprop") or "").lower() == "datepublished"


def _shown_day(main: MainText, words: PageWords) -> str | None:
    """The day in the stamp between headline and text, or right behind the text's first lines."""
    heads = [at for at, line in enumerate(main.above) if line.kind == "heading"]
    near = main.above[max(0, (heads[-1] - 3) if heads else len(main.above) - 6) :]
    for line in [*reversed(near), *main.lines[:2]]:
        stamp = words.press.stamp(line.text)
        if stamp is not None:
            return stamp.value
        if len(line.text) <= 60 and (line.box.tag == "time" or words.time.search(names_of(line.box))):
            day = iso_day(line.text)
            if day is not None:
                return day
    for line in near:
        for time in line.box.iter("time"):
            day = iso_day(time.get("datetime") or "")
            if day is not None:
                return day
    return None


def _agreed(told: str, shown: str | None) -> str:
    """One day of two: a day apart is a matter of zones, and the shown one is the paper's own."""
    if shown is None or len(told) < 10 or len(shown) < 10:
        return told
    apart = abs((date.fromisoformat(told) - date.fromisoformat(shown)).days)
    return shown if apart <= 1 else min(told, shown)


# -- where filed ----------------------------------------------------------------------------------


def _section(
    root: HtmlElement,
    metas: dict[str, list[str]],
    thing: dict[str, Any],
    others: tuple[str | None, ...],
    words: PageWords,
) -> str | None:
    taken = {match_key(other) for other in others if other}
    section = thing.get("articleSection")
    section = section[0] if isinstance(section, list) and section else section
    for text in (_line(section), *_said(metas, *_SECTIONS), jsonld.section_of(root), _way(root)):
        name = _line(text).split(",")[0].strip()
        key = match_key(name)
        if 2 <= len(name) <= 40 and key not in taken and key not in words.home and not name.isdecimal():
            return name
    return None


def _way(root: HtmlElement) -> str | None:
    """The last link of the way to the page: `Trang chủ > Thời sự`."""
    for box in root.iter("ul", "ol", "nav", "div"):
        if "breadcrumb" in names_of(box):
            steps = [" ".join("".join(link.itertext()).split()) for link in box.iter("a")]
            return next((step for step in reversed(steps) if step), None)
    return None
