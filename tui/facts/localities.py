"""Which places of an article are the same one, and to which province each belongs, then and now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from tui.facts.kinds.place import Gazetteer, PlaceMention
from tui.facts.scope import spelled_out
from tui.facts.tokens import Tokens
from tui.model.fact import Place, rules_of
from tui.text.folding import entity_key

_LOCAL = ("district", "ward")
"""Levels whose names several provinces share."""


def gather_places(tokens: Tokens, mentions: Iterable[PlaceMention], known: Gazetteer) -> tuple[Place, ...]:
    """All places, in order of their first occurrence; one for all spellings and level words."""
    groups: dict[tuple[str, str, str | None], list[PlaceMention]] = {}
    homes: dict[tuple[str, str], str | None] = {}
    for mention in sorted(mentions, key=lambda mention: mention.start):
        kind = "province" if mention.level == "city" else mention.level
        province = mention.province if kind in _LOCAL else None
        if province is None:
            province = homes.get((mention.name, kind))
        homes.setdefault((mention.name, kind), province)
        groups.setdefault((mention.name, kind, province), []).append(mention)
    return tuple(_place(tokens, name, kind, group, known) for (name, kind, _), group in groups.items())


def _place(tokens: Tokens, name: str, kind: str, group: Sequence[PlaceMention], known: Gazetteer) -> Place:
    first = group[0]
    province = next((mention.province for mention in group if mention.province is not None), None)
    shown = known.named(name)
    named = _as_printed(tokens, group) if kind == "country" else shown
    if kind == "district" and name in known.now:
        shown = f"{spelled_out(first.word) or 'thành phố'} {name}"  # the town that bears its province's name
        named = shown
    home = f" ({kind}{', ' + province if province else ''})" if kind in _LOCAL else ""
    spans = tuple(tokens.span(mention.start, mention.stop) for mention in group)
    return Place(
        key=entity_key("place", shown + home),
        name=named,
        level="city" if any(mention.level == "city" for mention in group) else first.level,
        evidence=spans[0],
        rule=first.rule,
        confidence="high" if any(mention.sure for mention in group) else "medium",
        province_then=province,
        province_now=known.now.get(province) if province is not None else None,
        forms=tuple(dict.fromkeys(tokens.surface(mention.start, mention.stop) for mention in group)),
        mentions=spans,
        rules=rules_of(first.rule, [mention.rule for mention in group]),
    )


def _as_printed(tokens: Tokens, group: Sequence[PlaceMention]) -> str:
    """What the article mostly calls a country: `Úc` or `Australia`; never in capitals throughout."""
    printed = [tokens.surface(mention.bare, mention.stop) for mention in group]
    counts = Counter(form for form in printed if not form.isupper())
    return counts.most_common(1)[0][0] if counts else group[0].name
