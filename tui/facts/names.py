"""The names of an article: tokens → places → bodies → offices → people, then who is who."""

from __future__ import annotations

from tui.facts.attachment import Attachment
from tui.facts.bodies import BodyFinder
from tui.facts.coreference import Gathering, find_again, make_people
from tui.facts.gathering import Bodies, gather_places, spelling
from tui.facts.kinds.organisation import Body, organisation_tables
from tui.facts.kinds.person import NameFinder, NameMention, name_grammar
from tui.facts.kinds.place import PlaceMention, gazetteer
from tui.facts.kinds.role import Office, OfficeGrammar, office_grammar
from tui.facts.places import PlaceFinder, find_venues
from tui.facts.reading import Names, Reading
from tui.facts.scope import Scope
from tui.facts.tokens import Tokens
from tui.lexicon.lexicon import Lexicon


def find_names(reading: Reading, lexicon: Lexicon) -> Names:
    """People with their roles, organisations and places of one article, each in the order of the text."""
    tokens = Tokens.of(reading.article, reading.text)
    known_places, tables, office_rules = (
        gazetteer(lexicon),
        organisation_tables(lexicon),
        office_grammar(lexicon),
    )
    name_rules = name_grammar(lexicon)
    places = PlaceFinder(tokens, known_places).find()
    office_spans = office_rules.find(tokens)
    after_office, inside_office = _around(tokens, office_spans, office_rules)
    body_finder = BodyFinder(tokens, tables, places)
    bodies = body_finder.find(after_office, inside_office)
    offices: dict[int, Office] = {}
    for span in office_spans:
        office = office_rules.read(tokens, span, bodies, places, body_finder)
        offices[office.start] = office
    places.update(find_venues(tokens, known_places, bodies))
    finder = NameFinder(tokens, name_rules, places, bodies, offices, _marks(tokens, office_spans))
    names = finder.find()
    _share_honorifics(tokens, names)
    attachment = Attachment(tokens, names, offices, bodies, office_rules)
    held = attachment.attach()
    places = _without_people(places, names)
    gathered = Bodies(tokens, bodies, Scope(places), spelling(lexicon), tables)
    people = Gathering(
        tokens,
        name_rules,
        frozenset(lexicon.words("people.male")),
        frozenset(lexicon.words("people.female")),
        reading.article.digest,
    )
    people.gather(names)
    find_again(people, names, finder.taken)
    people.add_pronouns()
    unheld = [office for start, office in offices.items() if start not in attachment.used]
    organisations = gathered.organisations()
    return Names(
        people=make_people(people, held, unheld, gathered),
        organisations=organisations,
        places=gather_places(tokens, _outside_proper_names(places, bodies), known_places),
    )


def _around(tokens: Tokens, spans: list[tuple[int, int]], rules: OfficeGrammar) -> tuple[set[int], bytearray]:
    """(tokens where a body may follow an office, marks on the tokens inside one)."""
    after: set[int] = set()
    inside = bytearray(len(tokens.words))
    for start, stop in spans:
        shared = rules.shared_start(tokens, start, stop)
        own = stop if shared is None else shared
        after.update((own, stop))
        inside[start:own] = b"\1" * (own - start)
    return after, inside


def _marks(tokens: Tokens, spans: list[tuple[int, int]]) -> bytearray:
    """Marks on the tokens of these spans."""
    marks = bytearray(len(tokens.words))
    for start, stop in spans:
        marks[start:stop] = b"\1" * (stop - start)
    return marks


def _share_honorifics(tokens: Tokens, names: list[NameMention]) -> None:
    """`các đồng chí: A, chức; B và C`: the honorific belongs to each name of the list."""
    shared: str | None = None
    last = 0
    for mention in names:
        gap = tokens.words[last : mention.left]
        if shared is not None and any(word in (".", "\n", "!", "?") for word in gap):
            shared = None
        if shared is None:
            shared = _plural_honorific(tokens, mention)
        if shared is not None and not mention.titles and not mention.honorifics:
            mention.honorifics.append(shared)
        last = mention.stop


def _plural_honorific(tokens: Tokens, mention: NameMention) -> str | None:
    """The honorific of `các đồng chí:`, `các ông` before a name, or None."""
    if mention.honorifics and tokens.keys[mention.left - 1] in ("các", "hai", "ba"):
        return mention.honorifics[0]
    at = mention.left
    if tokens.words[at - 1] == ":" and tokens.keys[at - 4 : at - 1] == ["các", "đồng", "chí"]:
        return "đồng chí"
    return None


def _without_people(places: dict[int, PlaceMention], names: list[NameMention]) -> dict[int, PlaceMention]:
    """The places that are no part of a person's name."""
    taken: set[int] = set()
    for mention in names:
        taken.update(range(mention.start, mention.stop))
    return {
        start: place
        for start, place in places.items()
        if not taken.intersection(range(place.start, place.stop))
    }


def _outside_proper_names(places: dict[int, PlaceMention], bodies: dict[int, Body]) -> list[PlaceMention]:
    """The places that are not merely part of a firm's name: `Công ty Hòa Bình`."""
    hidden: set[int] = set()
    for body in bodies.values():
        if body.kind in ("named", "alone") and body.head.split()[0] not in (
            "trường",
            "đại",
            "bệnh",
            "trung",
            "học",
        ):
            hidden.update(range(body.start, body.core))
    return [place for place in places.values() if place.bare not in hidden]
