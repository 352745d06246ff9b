"""Why something is a fact, in words for people: what each rule looks for, and what leaves a doubt."""

from __future__ import annotations

import re

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
)
from tui.model.record import record
from tui.model.result import ReasonKind, Related
from tui.model.span import Span
from tui.present.highlight import evidence_sentence
from tui.present.labels import inference_sentence
from tui.present.lines import Line, Run, marked, run, wrap_line
from tui.present.rows import reason_name
from tui.text.folding import fold

RULES = {
    "person.honorific": N_("A form of address stands before the name, such as ông, bà, anh, đồng chí."),
    "person.rank": N_("A rank stands before the name, such as Thiếu tướng or Đại úy."),
    "person.degree": N_("A degree stands before the name, such as TS or PGS."),
    "person.religious": N_("A religious title stands before the name, such as Hòa thượng or Linh mục."),
    "person.office": N_("An office stands right before the name."),
    "person.family-name": N_("The words are capitalised and begin with a Vietnamese family name."),
    "person.middle-name": N_("A rarer family name is followed by a middle name and a given name."),
    "person.list": N_("The name stands in a list, right after another person."),
    "person.verb": N_("Given names are followed by a verb that only people do."),
    "person.foreign": N_("A foreign given name is followed by words that are no Vietnamese syllables."),
    "person.foreign-context": N_("A foreign name where the words around it are used of people."),
    "person.initials": N_("The text gives only initials, as it does to protect a person."),
    "person.again": N_("Part of a name that the article gives in full elsewhere."),
    "person.given-name": N_("The given name of a person whom the article names in full elsewhere."),
    "role.before-name": N_("The office stands right before the name."),
    "role.apposition": N_("The office follows the name, set off by a comma, a dash or brackets."),
    "role.apposition-shared": N_("One office follows several names and belongs to each of them."),
    "role.copula": N_("The sentence says that the person is (là) the holder of the office."),
    "role.copula-reversed": N_("The sentence names the office first: the holder is (là) this person."),
    "role.respectively": N_("Names and offices are listed in the same order (lần lượt là)."),
    "role.appointment": N_("The sentence reports that the person takes up or holds the office."),
    "role.pronoun": N_("The sentence gives the office to him or her, who was named before."),
    "role.far-apposition": N_("The office follows the name, with dates and places between them."),
    "organisation.grammar": N_(
        "The words are built like the name of a body: a kind of body, what it does, where."
    ),
    "organisation.name": N_("The name of a body that the lexicon knows."),
    "organisation.acronym": N_("An abbreviation that the article itself explains."),
    "organisation.shared-head": N_("Bodies in a list share the first word of the first one."),
    "place.name": N_("A place of the gazetteer."),
    "place.level": N_("A word of its level stands before the name, such as tỉnh, huyện, xã."),
    "place.level-unknown": N_("A word of its level stands before a name that the gazetteer does not hold."),
    "place.numbered": N_("A ward, district or hamlet that bears a number."),
    "place.list": N_("The name stands in a list, after a place of the same level."),
    "place.of-province": N_("Several places bear the name; the article is about the province of one."),
    "place.road": N_("A word for a road stands before its name or number."),
    "place.before-province": N_("The province it belongs to follows the name."),
    "place.site": N_("A word for a site stands before the name, such as cầu, chợ, đường."),
    "place.venue": N_("A word for a venue stands before the name of a body, such as trụ sở."),
    "place.end": N_("One end of a road or a line, named after it."),
    "place.abroad": N_("A foreign name beside a country, or where a place is spoken of."),
    "place.committee": N_("The place a committee is named after."),
    "place.again": N_("A name that the article gives with its kind of place elsewhere."),
    "date.published": N_("The date stamp of the article."),
    "date.full": N_("Day, month and year are printed."),
    "date.day": N_("Day and month are printed."),
    "date.month": N_("A month is printed."),
    "date.months": N_("Months counted from the beginning or the end of a year."),
    "date.quarter": N_("A quarter is printed."),
    "date.half": N_("Half a year is printed."),
    "date.year": N_("A year is printed."),
    "date.year.bare": N_("A number of four digits that may be a year."),
    "date.years": N_("A span of years is printed."),
    "date.decade": N_("A decade is printed."),
    "date.century": N_("A century is printed."),
    "date.range": N_("Two dates are joined: from the one to the other."),
    "date.list": N_("Days in a list share the month of the last one."),
    "date.relative": N_("A word counts from the day of publication, such as hôm qua, tuần trước."),
    "date.same_day": N_("“The same day” (cùng ngày) means the day named before."),
    "date.same_period": N_("“The same period” (cùng kỳ) means the months named before, in another year."),
    "date.term": N_("A term of office, counted in years."),
    "date.clock": N_("A time of day."),
    "date.lunar": N_("A day, month or year of the lunar calendar."),
    "figure.count": N_("A number before the thing it counts."),
    "figure.measure": N_("A number before a unit of measure."),
    "figure.money": N_("A number before a currency."),
    "figure.share": N_("A number before a percent sign."),
    "figure.change": N_("A word for a rise or a fall stands before the number."),
    "figure.range": N_("Two numbers give a range."),
    "figure.size": N_("A size: length, breadth or height with one unit behind them."),
    "figure.target": N_("Two numbers around a stroke: what was reached, of what was planned."),
    "figure.words": N_("A number written in words."),
    "event.reported": N_("A word for a meeting or ceremony, and verbs that report that it takes place."),
    "statement.verb": N_("A speaker is followed by a verb of saying."),
    "statement.second-verb": N_("A second verb of saying follows in the sentence: the speaker goes on."),
    "statement.subjectless": N_("A verb of saying without a subject: the last speaker goes on."),
    "statement.according": N_("“According to” (theo) and a source stand before it."),
    "statement.quoted": N_("Words in quotation marks, followed by who said them."),
    "statement.quotation": N_("Words in quotation marks that go on with a quotation."),
    "statement.headed": N_("A name, a colon and words in quotation marks."),
    "statement.behind": N_("Speaker and verb of saying stand at the end of the sentence."),
    "statement.later": N_("A later sentence of the same speech."),
    "topic.quoted": N_("Words in quotation marks after a word for a lecture or theme."),
    "topic.listed": N_("An item of a list after a word for lectures or themes."),
    "document.number": N_("A kind of document with its number."),
    "document.name": N_("A kind of document with its name."),
    "document.subject": N_("A kind of document with what it is about."),
    "document.issuer": N_("A kind of document with the body that issued it."),
}
"""Rule → what it looks for. Every rule that extraction can name has an entry."""

CONFIDENCES: dict[Confidence, str] = {
    "high": N_("certain"),
    "medium": N_("likely"),
    "low": N_("doubtful"),
}

_DOUBTS = {
    "person.family-name": N_("another capitalised word stands right before it"),
    "person.middle-name": N_("its first word is also a word of every day"),
    "person.list": N_("only the list vouches for the name"),
    "person.verb": N_("only the verb vouches for the name"),
    "person.foreign": N_("nothing but its spelling says that this is a person"),
    "person.foreign-context": N_("only the words around it say that this is a person"),
    "person.initials": N_("several people may share these initials"),
    "person.again": N_("the short form may mean somebody else"),
    "person.given-name": N_("the short form may mean somebody else"),
    "role.apposition-shared": N_("it may belong to the last name alone"),
    "role.appointment": N_("name and office do not stand side by side"),
    "role.pronoun": N_("whom the pronoun means was concluded"),
    "role.far-apposition": N_("name and office do not stand side by side"),
    "organisation.grammar": N_("nothing says where the name ends"),
    "organisation.shared-head": N_("nothing says where the name ends"),
    "place.level-unknown": N_("the gazetteer does not hold it"),
    "place.site": N_("the gazetteer does not hold it"),
    "place.end": N_("the gazetteer does not hold it"),
    "place.abroad": N_("the gazetteer does not hold it"),
    "place.list": N_("the gazetteer does not hold it"),
    "place.road": N_("the gazetteer does not hold it"),
    "place.committee": N_("the gazetteer does not hold it"),
    "place.again": N_("the gazetteer does not hold it"),
    "date.lunar": N_("not turned into a day of the calendar in force"),
    "date.clock": N_("no day is named with it"),
    "date.term": N_("a term has no exact first and last day"),
    "date.day": N_("the same digits may be something else, such as a score or a share"),
    "date.year": N_("no word such as năm stands before it"),
    "date.years": N_("no word such as năm stands before it"),
    "date.year.bare": N_("nothing but its size says that it is a year"),
    "figure.words": N_("small numbers in words are often no count"),
    "event.reported": N_("few words of the text tell it from other events it mentions"),
    "statement.later": N_("the sentence names no speaker"),
    "document.issuer": N_("neither number nor name is printed"),
    "document.subject": N_("neither number nor name is printed"),
}
"""Rule → what leaves a doubt, where its facts are not certain and that does not depend on the fact."""


def rule_text(rule: str) -> str:
    """What the rule looks for, in the language in force; the rule's own name where nobody said it.

    >>> rule_text("figure.share")
    'A number before a percent sign.'
    """
    return _(RULES[rule]) if rule in RULES else rule


def confidence_text(confidence: Confidence) -> str:
    """How sure a fact is, in a word."""
    return _(CONFIDENCES[confidence])


def doubt_text(fact: Fact | Role) -> str:
    """What keeps a fact from being certain; empty for one that is."""
    if fact.confidence == "high":
        return ""
    known = _DOUBTS.get(fact.rule)
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
    placed = bool(_words(full.split()[-1]) - _words(name))
    if written_out and placed:
        how = _("abbreviations are written out, the place comes from the article")
    elif written_out:
        how = _("the abbreviation is written out")
    elif placed:
        how = _("the place comes from the article")
    else:
        how = _("the same body under its usual name")
    return _("Printed “%(name)s”, read as “%(full)s”: %(how)s.") % {"name": name, "full": full, "how": how}


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


def why(article: Article, fact: Fact | Role, evidence: Span | None = None) -> Why:
    """Why `fact` is one; `evidence` is the occurrence asked about, by default the fact's own."""
    span = evidence or fact.evidence
    return Why(
        fact.rule,
        rule_text(fact.rule),
        fact.confidence,
        doubt_text(fact),
        inferences(fact, fact.evidence.of(article.text) if isinstance(fact, Role) else ""),
        evidence_sentence(article, span),
        span,
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
