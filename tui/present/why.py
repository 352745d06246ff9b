"""Why something is a fact, in words for people: what each rule looks for, and what leaves a doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tui.i18n import N_
from tui.i18n import gettext as _
from tui.model.article import Article
from tui.model.fact import (
    Confidence,
    DateFact,
    Fact,
    Figure,
    Organisation,
    Person,
    Place,
    Role,
    Statement,
    rule_at,
)
from tui.model.record import record
from tui.model.result import ReasonKind, Related
from tui.model.span import Span
from tui.present.highlight import evidence_sentence
from tui.present.labels import inference_sentence
from tui.present.lines import Line, Run, marked, run, wrap_line
from tui.present.rows import reason_name
from tui.present.rules import DOUBTS, confidence_text, rule_text
from tui.text.folding import fold


def doubt_text(fact: Fact | Role) -> str:
    """What keeps a fact from being certain; empty for one that is."""
    if fact.confidence == "high":
        return ""
    known = DOUBTS.get(fact.rule)
    match fact:
        case Person() if known is None:
            if len(fact.name.split()) == 1:
                return _("only one word of the name is given")
            return _("the word before the name is not only used before names")
        case Role() if known is None:
            if fact.organisation is None:
                return _("the body of the office was not made out")
            return _("the same words may be the office of somebody else")
        case DateFact() if fact.inferred and fact.rule not in ("date.years", "date.lunar"):
            return _("part of it was inferred")
        case Figure() if known is None:
            return _("the lexicon does not know the word that is counted")
        case Statement() if known is None:
            if fact.speaker_key is None:
                return _("the speaker is not among the people and bodies of the article")
            return _("who speaks was concluded from the words around it")
        case _:
            return _(known) if known else _("the words allow another reading")


def inferences(fact: Fact | Role, printed: str = "") -> tuple[str, ...]:
    """What was not printed but concluded, and from what: a year, a place, a name in full.

    `printed` is the evidence of a role, in which its body may be named without its place.
    """
    match fact:
        case DateFact() if fact.inferred:
            return (inference_sentence(fact.inferred),)
        case Organisation() if fold(fact.canonical) != fold(fact.name):
            return (_read_as(fact.name, fact.canonical),)
        case Role() if fact.organisation and printed and _words(fact.organisation) - _words(printed):
            return (_("The body is read as “%s”: the place comes from the article.") % fact.organisation,)
        case Place() if fact.province_then:
            return tuple(_province(fact, fact.province_then))
        case _:
            return ()


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", fold(text)))


def _read_as(name: str, full: str) -> str:
    """How the full name of a body came about: a place added, an abbreviation written out, or both."""
    missing = [word for word in name.split() if not _words(word) <= _words(full)]
    written_out = any(word.isupper() for word in missing)
    placed = bool(_words(full.split()[-1]) - _words(name)) and not _is_short_for(missing, name, full)
    if written_out and placed:
        how = _("abbreviations are written out, the place comes from the article")
    elif written_out:
        how = _("the abbreviation is written out")
    elif placed:
        how = _("the place comes from the article")
    else:
        how = _("the same body under its usual name")
    return _("Printed “%(name)s”, read as “%(full)s”: %(how)s.") % {"name": name, "full": full, "how": how}


def _is_short_for(missing: Sequence[str], name: str, full: str) -> bool:
    """True where what `full` has beyond `name` is no more than the letters of its abbreviations."""
    letters = [letter for word in missing for letter in fold(word) if letter.isalpha()]
    words = [word for word in full.split() if not _words(word) <= _words(name) and fold(word) != "va"]
    return any(word.isupper() for word in missing) and len(words) <= len(letters)


def _province(place: Place, then: str) -> list[str]:
    found = []
    if place.name != then and place.level not in ("province", "city", "country"):
        found.append(_("It belongs to %s: so says the article or the gazetteer.") % then)
    if place.province_now and place.province_now != then:
        told = {"then": then, "now": place.province_now}
        found.append(_("Until 30/06/2025 in %(then)s, since then in %(now)s.") % told)
    return found


@record
class Why:
    """The answer to "why is this a fact?"."""

    rule: str
    """What found the occurrence asked about."""
    because: str
    """What the rule looks for, in the language in force."""
    confidence: Confidence
    doubt: str
    """What keeps it from being certain; empty if nothing does."""
    inferred: tuple[str, ...]
    sentence: Span
    """The sentence of the evidence."""
    evidence: Span
    """The words themselves, inside the sentence."""
    elsewhere: str = ""
    """The rule by which the fact is as sure as it is, where another one found this occurrence."""


def why(article: Article, fact: Fact | Role, evidence: Span | None = None) -> Why:
    """Why `fact` is one; `evidence` is the occurrence asked about, by default the fact's own."""
    span = evidence or fact.evidence
    rule = rule_at(fact, span)
    return Why(
        rule,
        rule_text(rule),
        fact.confidence,
        doubt_text(fact),
        inferences(fact, fact.evidence.of(article.text) if isinstance(fact, Role) else ""),
        evidence_sentence(article, span),
        span,
        fact.rule if rule != fact.rule else "",
    )


QUOTED = 600
"""Code points of a sentence that are quoted on each side of the evidence."""


def why_lines(article: Article, answer: Why, *, cells: int) -> list[Line]:
    """The answer in lines of at most `cells`: the rule, the sentence, how sure, what was inferred."""
    lines = wrap_line((run(answer.because, "strong"), run(f"  {answer.rule}", "faint")), cells)
    lines += [(), *wrap_line(_quotation(article.text, answer), cells)]
    sure = confidence_text(answer.confidence)
    sign = {"high": "●", "medium": "◐", "low": "○"}[answer.confidence]
    told = f"{sure}: {answer.doubt}" if answer.doubt else sure
    lines += [(), *wrap_line((Run(f"{sign} "), run(told[0].upper() + told[1:] + ".")), cells, indent=2)]
    if answer.elsewhere:
        other = _("Elsewhere in the article: %s") % rule_text(answer.elsewhere)
        lines += wrap_line((Run("  "), run(other), run(f"  {answer.elsewhere}", "faint")), cells, indent=2)
    for text in answer.inferred:
        lines += wrap_line((Run("~ ", "inferred"), run(text)), cells, indent=2)
    return lines


def _quotation(text: str, answer: Why) -> Line:
    """The sentence with the evidence marked; a very long one is cut around it."""
    begin = max(answer.sentence.start, answer.evidence.start - QUOTED)
    end = min(answer.sentence.stop, answer.evidence.start + 2 * QUOTED)
    inside = Span(answer.evidence.start - begin, min(answer.evidence.stop, end) - begin)
    before = "…" if begin > answer.sentence.start else ""
    after = "…" if end < answer.sentence.stop else ""
    return (Run("“" + before), *marked(text[begin:end], [inside]), Run(after + "”"))


_REASONS: dict[ReasonKind, str] = {
    "duplicate": N_("Both say the same, nearly word for word from beginning to end."),
    "echo": N_("A passage stands in both, word for word."),
    "person": N_("Both name this person."),
    "organisation": N_("Both name this body."),
    "place": N_("Both name this place."),
    "date": N_("Both speak of this day."),
    "event": N_("Both report this event."),
    "topic": N_("Both have this topic."),
    "terms": N_("They share words that are rare in this corpus."),
}


def related_lines(related: Related, *, cells: int) -> list[Line]:
    """Why an article is related: each reason with what it means and its share, heaviest first."""
    lines: list[Line] = []
    for reason in related.reasons:
        head = (run(reason_name(reason.kind), "strong"), run("  " + _share(reason.weight), "dim"))
        lines += [(), *wrap_line(head, cells)] if lines else wrap_line(head, cells)
        lines += wrap_line((Run("  "), run(reason.text)), cells, indent=2)
        lines += wrap_line((Run("  "), run(_(_REASONS[reason.kind]), "dim")), cells, indent=2)
    return lines


def _share(weight: float) -> str:
    """A share as percent; what is less than one of them is still something."""
    return f"{weight:.0%}" if weight >= 0.005 else "<1%"
