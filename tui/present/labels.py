"""Words of the interface for what facts and articles carry as keys."""

from __future__ import annotations

from collections import Counter

from tui.i18n import N_, ngettext
from tui.i18n import gettext as _
from tui.model.article import Article, DropKind
from tui.model.fact import Extraction
from tui.model.result import StoredArticle
from tui.present.dates import long_date
from tui.present.kinds import number
from tui.present.lines import Line, run, wrap_line
from tui.present.rows import mark_runs
from tui.text.cells import width

WORDS_A_MINUTE = 250
"""Syllables a reader of Vietnamese takes in a minute: about 250 in silent reading of newspaper text."""

_PARTS = {
    "year": N_("year"),
    "months": N_("months"),
    "month": N_("month"),
    "relative": N_("day"),
}
_SOURCES = {
    "published": N_("from the day of publication"),
    "title": N_("from the title"),
    "event": N_("from the event"),
    "sentence": N_("from its sentence"),
    "text": N_("from the text"),
}


def inference_text(key: str) -> str:
    """Which part of a date was inferred and from what, of a key such as `year:title`.

    >>> inference_text("year:title"), inference_text("week:moon")
    ('year from the title', 'week moon')
    """
    part, _colon, source = key.partition(":")
    return f"{_(_PARTS.get(part, part))} {_(_SOURCES.get(source, source))}".strip()


_INFERRED = {
    "year:published": N_("The year is not printed; it was taken from the day of publication."),
    "year:title": N_("The year is not printed; it was taken from the title."),
    "year:event": N_("The year is not printed; it was taken from the event the article reports."),
    "year:sentence": N_("The year is not printed; it was taken from a date in this sentence or just before."),
    "year:text": N_("The year is not printed; it was taken from the latest full date of the text."),
    "relative:published": N_("Counted from the day of publication."),
    "relative:sentence": N_("Counted from the date named before it."),
    "day:text": N_("The day is not printed; it was taken from the day named before."),
    "months:sentence": N_("The months are not printed; they were taken from the sentence."),
}


def inference_sentence(key: str) -> str:
    """The same as a whole sentence; in short where nobody wrote one.

    >>> inference_sentence("relative:published")
    'Counted from the day of publication.'
    """
    return _(_INFERRED[key]) if key in _INFERRED else inference_text(key)


def partial_text(article: Article, extraction: Extraction) -> str:
    """That facts come from the beginning of a very long article alone; empty where that is not so."""
    if extraction.read_until is None:
        return ""
    told = {"mb": 2, "percent": f"{extraction.read_until / max(1, len(article.text)):.0%}"}
    return _("Facts come from the first %(mb)s MB (%(percent)s); all of it can be read and searched.") % told


def dropped_text(kind: DropKind, count: int) -> str:
    """So many pieces of one kind that cleaning left out.

    >>> dropped_text("duplicate", 3)
    '3 repeated captions'
    """
    match kind:
        case "duplicate":
            text = ngettext("%d repeated caption", "%d repeated captions", count)
        case "teaser":
            text = ngettext("%d teaser", "%d teasers", count)
        case "share":
            text = ngettext("%d share bar", "%d share bars", count)
        case "counter":
            text = ngettext("%d counter", "%d counters", count)
        case "navigation":
            text = ngettext("%d menu line", "%d menu lines", count)
        case "label":
            text = ngettext("%d label", "%d labels", count)
        case "artefact":
            text = ngettext("%d stray mark", "%d stray marks", count)
    return text % count


def minutes(words: int) -> int:
    """Minutes to read so many words, at least one."""
    return max(1, round(words / WORDS_A_MINUTE))


def hidden_text(article: Article) -> str:
    """What cleaning left out, most first: `hidden: 3 repeated captions, 1 share bar`; empty if nothing."""
    counts = Counter(piece.kind for piece in article.dropped)
    if not counts:
        return ""
    parts = [dropped_text(kind, count) for kind, count in counts.most_common(3)]
    return _("hidden: %s") % ", ".join(parts)


_GIVEN = {
    "title": N_("headline"),
    "published": N_("day"),
    "byline": N_("byline"),
    "outlet": N_("outlet"),
    "agency": N_("agency"),
    "section": N_("section"),
    "lead": N_("lead"),
    "url": N_("address"),
}
"""What the format of a file may say of an article, the weightiest first."""


def given_text(article: Article) -> str:
    """What the file says beside its text, in tags or columns: `from the file: headline, day`; or nothing."""
    names = [_(name) for field, name in _GIVEN.items() if field in article.given]
    return _("from the file: %s") % ", ".join(names) if names else ""


def head_lines(stored: StoredArticle, *, cells: int) -> list[Line]:
    """What stands under the title: date, byline, section, length; source and what was left out."""
    head, article = stored.head, stored.article
    first = ["★"] if head.star else []
    if head.dated:
        first.append(long_date(head.dated, inferred=head.date_inferred))
    if article.byline:
        first.append(article.byline)
    if article.section:
        first.append(article.section)
    first.append(_("%(words)s words ≈ %(minutes)s min") % {
        "words": number(head.words), "minutes": number(minutes(head.words)),
    })  # fmt: skip
    second = [part for part in (_short_url(article.url), given_text(article), hidden_text(article)) if part]
    marks = mark_runs(head)
    joined = " · ".join((*first, *second))
    parts = [[joined]] if width(joined) <= cells or not second else [first, second]
    lines = [line for part in parts for line in wrap_line((run(" · ".join(part), "meta"),), cells)]
    return [*lines, *wrap_line(marks, cells)] if marks else lines


def _short_url(url: str | None) -> str:
    """Host and end of an address: what tells one article from another."""
    if not url:
        return ""
    bare = url.split("://", 1)[-1].removeprefix("www.")
    host, _slash, path = bare.partition("/")
    return bare if len(bare) <= 40 else f"{host}/…{path[-14:]}"


def where_from(stored: StoredArticle) -> str:
    """`QĐND · Cần Thơ`, for the edge of the reader; the date stands under the title."""
    return " · ".join(part for part in (stored.head.outlet or "?", stored.head.place or "") if part)
