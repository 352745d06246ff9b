"""What one article says that tells its people and bodies from their namesakes elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from tui.facts.linking import Ground
from tui.lexicon.frequencies import is_foreign
from tui.lexicon.lexicon import read_words
from tui.library.namesakes import KEY_DIGITS
from tui.library.officenames import office_text
from tui.model.article import Article
from tui.model.fact import Extraction, Organisation, Person, Place
from tui.resources import resource
from tui.text.folding import match_key

_PROVINCIAL = ("province", "city")
_LEVELS = ("thành phố", "tỉnh", "tp", "tp.")


def _by_itself(place: Place) -> str:
    """The name without its level: `Hồ Chí Minh`."""
    return place.province_then or place.name if place.level in _PROVINCIAL else place.name


def own_key(key: str, article: Article) -> str:
    """The key of a thing of one article alone: `person:bưởi@0d24d8eb6bdc`, `…#2` in a file of several."""
    return f"{key.partition('@')[0]}@{article.digest[:KEY_DIGITS]}{''.join(article.file.partition('#')[1:])}"


def is_full_name(name: str) -> bool:
    """False for a given name alone and for initials: they name many people. `Neymar` may be a name.

    >>> [is_full_name(name) for name in ("Trần Thị Bưởi", "Bưởi", "Trần Văn Q.", "Neymar")]
    [True, False, False, True]
    """
    words = name.split()
    if not all(len(word.strip(".")) > 1 or word.islower() for word in words):
        return False
    return len(words) > 1 or (len(name) > 3 and is_foreign(name))


def sex_of(person: Person) -> str:
    """`m` or `f` where every form of address says so, else nothing."""
    words = {match_key(word) for word in person.honorifics}
    male, female = words & _words("people", "male"), words & _words("people", "female")
    return "" if bool(male) == bool(female) else "m" if male else "f"


class Bodies:
    """The organisations and places of an article, asked for what they say of its people."""

    def __init__(self, article: Article, extraction: Extraction) -> None:
        self._article = article
        self._places = [(match_key(place.name), place) for place in extraction.places]
        self._place_of_form = {
            match_key(form): match_key(_by_itself(place))
            for place in extraction.places
            for form in (*place.forms, place.name)
        }
        self._by_form: dict[str, str] = {}
        for body in extraction.organisations:
            for form in (body.canonical, body.name, *body.forms):
                self._by_form.setdefault(self._plain(form), body.canonical)

    def _plain(self, organisation: str) -> str:
        """Folded, the place at its end by its name alone: `Thành ủy TP.HCM` is `thành ủy hồ chí minh`."""
        words = match_key(organisation).split()
        for at in range(1, len(words)):
            place = self._place_of_form.get(" ".join(words[at:]))
            if place is not None:
                head = " ".join(words[:at])
                level = next((level for level in _LEVELS if head.endswith(f" {level}")), "")
                return f"{head[: len(head) - len(level)].rstrip()} {place}"
        return " ".join(words)

    def key(self, body: Organisation) -> str:
        """The entity key: one of this article alone where the article does not say of which place it is."""
        return own_key(body.key, self._article) if self._is_placeless(body.canonical) else body.key

    def _is_placeless(self, canonical: str) -> bool:
        name = match_key(canonical)
        heads = [head for head in _words("linking", "local_heads") if _begins(name, head)]
        head = max(heads, key=len, default=None)
        if head is None or any(f" {word} " in f"{name} " for word in _words("linking", "not_local")):
            return False
        rest = name[len(head) :]
        if any(letter.isdigit() for letter in rest) or self._places_in(rest):
            return False
        if rest.strip() not in _words("organisations", "functions") and _ends_as_a_name(canonical):
            return False
        sited = any(f" {word} " in rest for word in _words("linking", "sited_by"))
        bare = not rest or rest.strip() in _words("linking", "sited_by")
        return bare or not (sited or head in _words("linking", "without_function"))

    def _places_in(self, folded: str) -> list[Place]:
        padded = f" {folded} "
        return [
            place
            for name, place in self._places
            if f" {name} " in padded or f" {match_key(_by_itself(place))} " in padded
        ]

    def provinces(self, person: Person) -> set[str]:
        """The provinces in which the person holds an office now."""
        return {
            place.province_then
            for role in person.roles
            if role.organisation and not role.former
            for place in self._places_in(match_key(self._in_full(role.organisation)))
            if place.province_then
        }

    def grounds(self, person: Person) -> Iterable[tuple[Ground, str]]:
        """Offices, their bodies, titles and callings, each with the words to show."""
        callings = (word for word in person.honorifics if match_key(word) not in _words("linking", "anybody"))
        for title in (*person.titles, *callings):
            yield Ground("title", match_key(title)), title
        for role in person.roles:
            position = match_key(role.position)
            if role.organisation is None:
                kept = position in _words("linking", "national_offices")
                yield (
                    Ground("office" if kept else "title", f"{position}|" if kept else position),
                    role.position,
                )
                continue
            full = self._in_full(role.organisation)
            body = self._plain(full)
            if self._is_placeless(full):
                yield Ground("title", f"{position}|{body}"), office_text(role.position, full)
            else:
                yield Ground("office", f"{position}|{body}"), office_text(role.position, full)
                yield Ground("body", body), full

    def _in_full(self, organisation: str) -> str:
        return self._by_form.get(self._plain(organisation), organisation)


def _ends_as_a_name(text: str) -> bool:
    """True where the last two syllables have capitals, as names have: `Sở Y tế Lam Giang`."""
    words = text.split()
    return len(words) > 2 and all(word[0].isupper() and not word.isupper() for word in words[-2:])


def _begins(name: str, head: str) -> bool:
    return name.startswith(head) and name[len(head) : len(head) + 1] in ("", " ")


@cache
def _words(file: str, key: str) -> frozenset[str]:
    return frozenset(map(match_key, read_words(resource("lexicon/data") / f"{file}.yaml", key)))
