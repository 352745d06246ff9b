"""Newspapers, broadcasters and agencies: told by their name, tag or address."""

from __future__ import annotations

import re
from functools import lru_cache

from tui.corpus.furniture import LONGEST, REMEMBERED
from tui.lexicon.lexicon import Lexicon
from tui.text.folding import match_key

_HOST = re.compile(r"(?:https?://)?(?:[^\s/@]{0,80}@)?(?:www\.|m\.|amp\.)?([a-z0-9.-]{3,100})", re.IGNORECASE)
_COINED = re.compile(
    r"(?:(?:Báo|BÁO|Tạp chí)(?= (?P<next>\w))|Đài (?:PT-?TH|TT-?TH|TTTH|Truyền thanh|Phát thanh)"
    r"|Cổng TTĐT|Trung tâm (?:VH-?TT|TT-?VH))(?: [\w&+-]{1,14}){1,5}"
)
"""A paper or broadcaster we have no entry for, told by its head: `Báo Lào Cai điện tử`."""
_COINED_WORDS = 8
"""Words it fits at most."""
_TAG = re.compile(
    r"\(([^\s()][^()]{1,18}[^\s()])\)\s?(?P<dash>[-–—])?|([^\s()]{3,14}(?: [^\s()]{3,8})?)\s?[-–—]\s"
)


class Outlets:
    """Knows outlets and agencies by the lists `outlets.*` of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        domains = lexicon.mapping("outlets.domains")
        aliases = lexicon.mapping("outlets.aliases")
        tags, names = lexicon.words("outlets.tags"), lexicon.words("outlets.names")
        self._domains = {host.lower(): name for host, name in domains.items()}
        self._agencies = {_key(name): agency for name, agency in lexicon.mapping("outlets.agencies").items()}
        self._names = {
            **{_key(name): name for name in [*names, *tags, *domains.values()]},
            **{_key(alias): name for alias, name in aliases.items()},
        }
        self._tags = {match_key(tag) for tag in tags}
        self._most_pieces = max(map(_pieces, self._names), default=0)
        self.most_words = max(map(_pieces, (*self._names, *self._agencies)), default=0)
        """Words of a line that is a name we know, or one that `_COINED` tells, at most."""
        self.most_words = max(self.most_words, _COINED_WORDS)
        self._named = lru_cache(maxsize=REMEMBERED)(self._find)

    def named(self, text: str) -> str | None:
        """The outlet that `text`, whole, is a name or the bare address of; None if it is none we know."""
        return self._named(text) if len(text) <= LONGEST else self._find(text)

    def _find(self, text: str) -> str | None:
        short = len(text.strip(" .").split(None, self._most_pieces)) <= self._most_pieces
        name = self._names.get(_key(text)) if short else None
        if name is not None:
            return name
        text = text.strip()
        coined = _COINED.fullmatch(text)
        if coined and (coined["next"] is None or coined["next"].isupper()):
            return coined.group()
        return self.at(text) if " " not in text and "." in text.strip(" .") else None

    def within(self, text: str) -> str | None:
        """The outlet named by `text`, an office of it behind a dash or not: `VOV - Tây Bắc`."""
        found = self.named(text)
        words = text.split()
        for count in range(len(words) - 1, 0, -1):
            if found is None and words[count][0].isupper():
                found = self.named(" ".join(words[:count]))
        if found is None and (dash := re.search(r"\s?[-–—]", text)):
            found = self.named(text[: dash.start()])
        return found

    def agency(self, text: str) -> str | None:
        """The news agency that `text`, whole, is a name of."""
        return self._agencies.get(_key(text))

    def at(self, url: str) -> str | None:
        """The outlet whose address `url` is, or None; the longest known ending of the host decides."""
        host = _HOST.match(url)
        labels = host[1].lower().rstrip(".").split(".") if host else []
        for start in range(len(labels) - 1):
            name = self._domains.get(".".join(labels[start:]))
            if name:
                return name
        return None

    def tag(self, text: str) -> tuple[str | None, str | None]:
        """(outlet, agency) named at the head of the text: `(CAO) Sáng …`, `(Baonghean) - …`, `TTO - …`.

        A tag we do not know counts only in brackets, in one word and before a dash.
        """
        match = _TAG.match(text[:40])
        if match is None:
            return None, None
        bracketed, name = match[1] is not None, match[1] or match[3]
        agency = self.agency(name)
        if agency:
            return None, agency
        coined = bracketed and match["dash"] and " " not in name and name[0].isupper()
        known = match_key(name) in self._tags or (bracketed and self.named(name))
        return (name, None) if known or coined else (None, None)


def _pieces(key: str) -> int:
    """Pieces between blanks of the longest spelling of a key: `báo ` before it, a blank around each dash."""
    return 2 + key.count(" ") + 2 * key.count("-")


def _key(name: str) -> str:
    return match_key(name.strip(" .")).removeprefix("báo ")


@lru_cache(maxsize=4)
def outlets_of(lexicon: Lexicon) -> Outlets:
    """The outlets of `lexicon`, looked up once."""
    return Outlets(lexicon)
