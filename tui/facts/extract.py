"""All facts of one article: names first, then what is said about them."""

from __future__ import annotations

from tui.facts.filing import file_under
from tui.facts.kinds import date, document, event, figure, statement, topic
from tui.facts.names import find_names
from tui.facts.reading import Reading
from tui.lexicon.lexicon import Lexicon
from tui.model.article import Article
from tui.model.fact import Extraction


def extract(article: Article, lexicon: Lexicon) -> Extraction:
    """Extract every kind of fact from `article`; time is linear in its length."""
    reading = Reading(article)
    names = find_names(reading, lexicon)
    dates = date.find(reading, lexicon)
    figures = figure.find(reading, lexicon, dates)
    events = event.find(reading, lexicon, names, dates, figures)
    return file_under(
        article,
        Extraction(
            people=names.people,
            organisations=names.organisations,
            places=names.places,
            dates=dates,
            figures=figures,
            events=events,
            statements=statement.find(reading, lexicon, names),
            topics=topic.find(reading, lexicon),
            documents=document.find(reading, lexicon),
            read_until=reading.read_until,
        ),
    )
