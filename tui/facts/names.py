"""The names of an article: tokens → places → bodies → offices → people, then who is who."""

from __future__ import annotations

from collections.abc import Mapping

from tui.facts.attachment import Attachment
from tui.facts.bodies import BodyFinder
from tui.facts.clubs import take_clubs
from tui.facts.coreference import Coreference
from tui.facts.kinds.organisation import Body, organisation_tables
from tui.facts.kinds.person import NameMention, name_tables
from tui.facts.kinds.place import PlaceMention, gazetteer
from tui.facts.kinds.role import office_tables
from tui.facts.localities import gather_places
from tui.facts.namefinder import NameFinder
from tui.facts.offices import OfficeFinder
from tui.facts.organisations import Organisations
from tui.facts.people import PeopleMaker
from tui.facts.places import PlaceFinder, find_venues
from tui.facts.reading import Names, Reading
from tui.facts.scope import Scope
from tui.facts.spelling import spelling
from tui.facts.surroundings import Surroundings
from tui.facts.titles import share_honorifics
from tui.lexicon.lexicon import Lexicon


def find_names(reading: Reading, lexicon: Lexicon) -> Names:
    """People with their roles, organisations and places of one article, each in the order of the text."""
    tokens = reading.tokens
    known, tables = gazetteer(lexicon), organisation_tables(lexicon)
    places = PlaceFinder(tokens, known).find()
    office_finder = OfficeFinder(tokens, office_tables(lexicon))
    body_finder = BodyFinder(tokens, tables, places)
    bodies = body_finder.find(office_finder.after, office_finder.inside)
    take_clubs(tokens, tables, places, bodies)
    offices = office_finder.read(bodies, places, body_finder)
    _drop_nested(bodies)
    places.update(find_venues(tokens, known, bodies, places))

    of_names = name_tables(lexicon)
    around = Surroundings(tokens, of_names, places, bodies, offices, office_finder.words())
    names = NameFinder(tokens, of_names, around).find()
    share_honorifics(tokens, names)
    attachment = Attachment(tokens, names, offices, bodies, places, office_finder)
    held = attachment.attach()
    who = Coreference(tokens, of_names, held)
    who.resolve(names, _closed(around.taken, places), around.in_place)

    places = _without_people(places, names)
    organisations = Organisations(tokens, bodies, Scope(places), spelling(lexicon), tables)
    people = PeopleMaker(tokens, who, organisations, held, reading.article.digest)
    return Names(
        people=people.make(attachment.unheld()),
        organisations=organisations.facts(),
        places=gather_places(tokens, _outside_proper_names(places, bodies), known),
    )


def _drop_nested(bodies: dict[int, Body]) -> None:
    """Take out the bodies inside one that an office revealed: `Phòng Tham mưu [Công an tỉnh X]`."""
    free = 0
    for start in sorted(bodies):
        if start < free:
            del bodies[start]
        else:
            free = bodies[start].stop


def _closed(taken: bytearray, places: Mapping[int, PlaceMention]) -> bytearray:
    """Tokens on which nobody is named again: those of bodies, and what a site or level is called."""
    closed = bytearray(taken)
    for place in places.values():
        if place.word:
            closed[place.bare : place.stop] = b"\1" * (place.stop - place.bare)
    return closed


def _without_people(places: Mapping[int, PlaceMention], names: list[NameMention]) -> dict[int, PlaceMention]:
    """The places that are no part of a person's name."""
    taken = {at for mention in names for at in range(mention.start, mention.stop)}
    return {
        start: place for start, place in places.items() if taken.isdisjoint(range(place.start, place.stop))
    }


_PLACE_BEARERS = frozenset({"trường", "đại", "bệnh", "trung", "học"})
"""First syllables of heads whose proper name is a place as often as not: Trường, Đại học, Bệnh viện …"""


def _outside_proper_names(
    places: Mapping[int, PlaceMention], bodies: Mapping[int, Body]
) -> list[PlaceMention]:
    """The places that are not merely part of a firm's name: `Công ty Hòa Bình`."""
    hidden: set[int] = set()
    for body in bodies.values():
        if body.kind in ("named", "alone") and body.head.split(" ")[0] not in _PLACE_BEARERS:
            hidden.update(range(body.start, body.core))
    return [place for place in places.values() if place.bare not in hidden]
