"""Words of the interface for what facts and articles carry as keys."""

from __future__ import annotations

from collections import Counter

from tui.i18n import N_, ngettext
from tui.i18n import gettext as _
from tui.model.article import Article, DropKind
from tui.model.result import StoredArticle
from tui.present.dates import long_date
from tui.present.kinds import number
from tui.present.lines import Line, Run, run

WORDS_A_MINUTE = 250
"""Syllables a reader of Vietnamese takes in a minute: about 250 in silent reading of newspaper text."""

_DROPPED: dict[DropKind, tuple[str, str]] = {
    "duplicate": (N_("%d repeated caption"), N_("%d repeated captions")),
    "teaser": (N_("%d teaser"), N_("%d teasers")),
    "share": (N_("%d share bar"), N_("%d share bars")),
    "counter": (N_("%d counter"), N_("%d counters")),
    "navigation": (N_("%d menu line"), N_("%d menu lines")),
    "label": (N_("%d label"), N_("%d labels")),
    "artefact": (N_("%d stray mark"), N_("%d stray marks")),
}


def inference_text(key: str) -> str:
    """Which part of a date was inferred and from what; an unknown key is shown as it is."""
    return _(key)


def minutes(words: int) -> int:
    """Minutes to read so many words, at least one."""
    return max(1, round(words / WORDS_A_MINUTE))


def hidden_text(article: Article) -> str:
    """What cleaning left out, most first: `3 repeated captions, 1 share bar left out`; empty if nothing."""
    counts = Counter(piece.kind for piece in article.dropped)
    if not counts:
        return ""
    parts = []
    for kind, count in counts.most_common(3):
        one, many = _DROPPED[kind]
        parts.append(ngettext(one, many, count) % count)
    return _("left out: %s") % ", ".join(parts)


def head_lines(stored: StoredArticle, *, cells: int) -> list[Line]:
    """What stands under the title: date, byline, length; source and what was left out."""
    head, article = stored.head, stored.article
    first = []
    if head.dated:
        first.append(long_date(head.dated, inferred=head.date_inferred))
    if article.byline:
        first.append(article.byline)
    first.append(_("%(words)s words ≈ %(minutes)s min") % {
        "words": number(head.words), "minutes": number(minutes(head.words)),
    })  # fmt: skip
    second = [part for part in (_short_url(article.url), hidden_text(article)) if part]
    joined = " · ".join((*first, *second))
    if len(joined) <= cells or not second:
        return [(run(joined, "meta"),)]
    return [(run(" · ".join(first), "meta"),), (run(" · ".join(second), "meta"),)]


def _short_url(url: str | None) -> str:
    """Host and end of an address: what tells one article from another."""
    if not url:
        return ""
    bare = url.split("://", 1)[-1].removeprefix("www.")
    host, _slash, path = bare.partition("/")
    return bare if len(bare) <= 40 else f"{host}/…{path[-14:]}"


def where_and_when(stored: StoredArticle) -> str:
    """`QĐND · 28/08/2024 · Cần Thơ`, for the edge of the reader."""
    head = stored.head
    date = long_date(head.dated, inferred=head.date_inferred) if head.dated else ""
    return " · ".join(part for part in (head.outlet or "?", date, head.place or "") if part)


def percent(value: float) -> Run:
    """How far a text is read."""
    return Run(f"{value:.0%}", "dim")
