"""What each rule of extraction looks for, and what leaves a doubt about its finds, in words for people."""

from __future__ import annotations

from tui.i18n import N_
from tui.i18n import gettext as _
from tui.model.fact import Confidence

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
    "person.age": N_("Capitalised words are followed by an age or a year of birth in brackets."),
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
    "organisation.club": N_("The name of a town that stands for its club, in an article about sport."),
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
    "place.where": N_("A name the gazetteer holds, after a word for where, such as tại, ở."),
    "place.rain": N_("A name the gazetteer holds, before an amount of rain."),
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

DOUBTS = {
    "person.family-name": N_("another capitalised word stands right before it"),
    "person.middle-name": N_("its first word is also a word of every day"),
    "person.list": N_("only the list vouches for the name"),
    "person.verb": N_("only the verb vouches for the name"),
    "person.foreign": N_("nothing but its spelling says that this is a person"),
    "person.foreign-context": N_("only the words around it say that this is a person"),
    "person.age": N_("only the age beside it says that this is a person"),
    "person.initials": N_("several people may share these initials"),
    "person.again": N_("the short form may mean somebody else"),
    "person.given-name": N_("the short form may mean somebody else"),
    "role.apposition-shared": N_("it may belong to the last name alone"),
    "role.appointment": N_("name and office do not stand side by side"),
    "role.pronoun": N_("whom the pronoun means was concluded"),
    "role.far-apposition": N_("name and office do not stand side by side"),
    "organisation.grammar": N_("nothing says where the name ends"),
    "organisation.shared-head": N_("nothing says where the name ends"),
    "organisation.club": N_("the town itself may be meant"),
    "place.level-unknown": N_("the gazetteer does not hold it"),
    "place.site": N_("the gazetteer does not hold it"),
    "place.end": N_("the gazetteer does not hold it"),
    "place.abroad": N_("the gazetteer does not hold it"),
    "place.list": N_("the gazetteer does not hold it"),
    "place.road": N_("the gazetteer does not hold it"),
    "place.committee": N_("the gazetteer does not hold it"),
    "place.again": N_("the gazetteer does not hold it"),
    "place.where": N_("no word says what kind of place it is"),
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
