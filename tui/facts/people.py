"""The people of an article as facts: names, titles, forms, roles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from tui.facts.attachment import Held
from tui.facts.coreference import Coreference, Someone
from tui.facts.kinds.role import Office
from tui.facts.organisations import Organisations
from tui.facts.tokens import Tokens
from tui.model.fact import Confidence, Person, Role, rules_of
from tui.text.folding import entity_key, match_key

_RANK: dict[Confidence, int] = {"high": 0, "medium": 1, "low": 2}
_DIGEST = 12
"""Characters of the article's digest in the key of one who may not be merged with a namesake elsewhere."""


class PeopleMaker:
    """Puts together what was found about each person of one article."""

    def __init__(
        self,
        tokens: Tokens,
        who: Coreference,
        organisations: Organisations,
        held: Sequence[Held],
        digest: str,
    ) -> None:
        self.tokens, self.who, self.organisations, self.digest = tokens, who, organisations, digest
        self._held: dict[Someone, list[Held]] = defaultdict(list)
        for tie in held:
            someone = who.someone(tie.mention)
            if someone is not None:
                self._held[someone].append(tie)

    def make(self, unheld: Sequence[Office]) -> tuple[Person, ...]:
        """The people, in order of their first occurrence; `unheld` offices become forms of their holders."""
        self._add_nominal_forms(unheld)
        people = [self._person(someone) for someone in self.who.people]
        return tuple(sorted(people, key=lambda person: person.evidence.start))

    def _add_nominal_forms(self, unheld: Sequence[Office]) -> None:
        """`Trưởng Ban Chỉ đạo … tỉnh yêu cầu`: the one person of the article who holds that office."""
        holders: dict[tuple[str, str], set[Someone]] = defaultdict(set)
        for someone, ties in self._held.items():
            for tie in ties:
                holders[tie.office.key, self._identity(tie.office)].add(someone)
        for office in unheld:
            identity = self._identity(office)
            fits = holders.get((office.key, identity), ())
            says_where = office.stop > office.start + len(office.key.split(" "))
            if identity and says_where and not office.weak and len(fits) == 1:
                (someone,) = fits
                someone.forms.append((office.start, self.tokens.surface(office.start, office.stop)))

    def _identity(self, office: Office) -> str:
        """What tells the organisation of an office from others; empty if there is none."""
        group = self.organisations.group(office.body)
        if group is not None:
            return f"{group.core}|{group.scope}"
        return match_key(office.organisation or "")

    def _person(self, someone: Someone) -> Person:
        tokens = self.tokens
        mentions = sorted(someone.mentions, key=lambda mention: mention.start)
        best = min(mentions, key=lambda mention: _RANK[mention.confidence])
        spans = tuple(tokens.span(mention.start, mention.stop) for mention in mentions)
        key = entity_key("person", someone.name)
        return Person(
            key=f"{key}@{self.digest[:_DIGEST]}" if someone.anonymous else key,
            name=someone.name,
            evidence=spans[0],
            rule=best.rule,
            confidence=best.confidence,
            titles=tuple(dict.fromkeys(title for mention in mentions for title in mention.titles)),
            honorifics=tuple(dict.fromkeys(word for mention in mentions for word in mention.honorifics)),
            forms=self._forms(someone),
            mentions=spans,
            roles=self._roles(self._held[someone]),
            rules=rules_of(best.rule, [mention.rule for mention in mentions]),
        )

    def _forms(self, someone: Someone) -> tuple[str, ...]:
        """Every wording in order: bare, with titles, with the office before it, and nominal ones."""
        ties = {id(t.mention): t for t in reversed(self._held[someone]) if t.rule == "role.before-name"}
        forms = list(someone.forms)
        for mention in someone.mentions:
            starts = [mention.start, mention.left]
            if id(mention) in ties:
                starts.append(ties[id(mention)].start)
            forms.extend((mention.start, self.tokens.surface(start, mention.stop)) for start in starts)
        return tuple(dict.fromkeys(form for _, form in sorted(forms, key=lambda form: form[0])))

    def _roles(self, ties: Sequence[Held]) -> tuple[Role, ...]:
        """Each role once; a former one is not held now; one without organisation yields to one with it."""
        found: dict[tuple[str, str, bool], Role] = {}
        for tie in sorted(ties, key=lambda tie: (tie.start, tie.office.start)):
            office = tie.office
            found.setdefault((office.key, self._identity(office), office.former), self._role(tie))
        former = {key[:2] for key in found if key[2]}
        placed = {(key[0], key[2]) for key in found if key[1]}
        return tuple(
            role
            for (position, identity, is_former), role in found.items()
            if (is_former or (position, identity) not in former)
            and (identity or (position, is_former) not in placed)
        )

    def _role(self, tie: Held) -> Role:
        office = tie.office
        organisation = office.organisation
        if office.body is not None and self.organisations.group(office.body) is not None:
            organisation = self.organisations.supplied(office.body)
        return Role(
            position=office.position[:1].upper() + office.position[1:],
            organisation=organisation,
            evidence=self.tokens.span(tie.start, tie.stop),
            rule=tie.rule,
            confidence=tie.confidence,
            former=office.former,
            acting=office.acting,
        )
