"""How far a person's name goes: syllable by syllable, to the first word that begins something else."""

from __future__ import annotations

from tui.facts.kinds.person import NameTables
from tui.facts.surroundings import Surroundings
from tui.facts.tokens import CAPITAL, INITIAL, LOWER, SYLLABLE, UPPER, Tokens

_MAX_NAME = 5
"""Syllables of a Vietnamese name; two more where a title allows any form."""


class NameExtent:
    """Measures the names of one article."""

    def __init__(self, tokens: Tokens, tables: NameTables, around: Surroundings) -> None:
        self.tokens, self.tables, self.around = tokens, tables, around

    def length(self, index: int, *, any_form: bool = False) -> int:
        """Number of tokens of the name at `index`; `any_form` allows foreign ones."""
        tokens, flags = self.tokens, self.tokens.flags
        stop = index
        syllables = 0
        most = _MAX_NAME + (2 if any_form else 0)
        while syllables < most:
            if stop > index and self._is_inner_particle(index, stop, any_form):
                stop += 1
                continue
            if not flags[stop] & CAPITAL or tokens.words[stop][-1].isdigit():
                break
            if any_form and stop > index and flags[stop] & UPPER and not tokens.words[stop].strip("IVX"):
                stop += 1  # Benedict XVI
                break
            if stop > index and self._ends_before(index, stop, syllables):
                break
            if self.is_initial(stop) and (stop > index or any_form):
                stop += 2
                if any_form and flags[stop] & CAPITAL and not flags[stop] & (INITIAL | UPPER):
                    continue  # B. Kerrey, Frederick I. Nouls, John G.Trump
                stop = self._after_glued_initials(stop)
                break
            stop = self._after_hyphens(stop + 1, any_form)
            syllables += 1
        return stop - index if self.tables.corporate.isdisjoint(tokens.keys[index + 1 : stop]) else 0

    def _is_inner_particle(self, index: int, stop: int, any_form: bool) -> bool:
        """`van` in `Robin van Persie`, `nữ` in `Thích nữ Diệu Ân`."""
        tokens = self.tokens
        if not tokens.flags[stop] & LOWER:
            return False
        another = tokens.keys[stop + 1] in self.tables.particles and tokens.flags[stop + 1] & LOWER
        if not tokens.flags[stop + 1 + bool(another)] & CAPITAL:
            return False  # van der Burg
        if tokens.keys[stop] == "nữ":
            return tokens.keys[stop - 1] == "thích"
        return any_form and tokens.keys[stop] in self.tables.particles and not tokens.flags[index] & SYLLABLE

    def _ends_before(self, index: int, stop: int, syllables: int) -> bool:
        """True where the capital at `stop` begins something else: a body, an office, a place, a heading."""
        flags = self.tokens.flags
        if self.around.taken[stop] or stop in self.around.offices:
            return True
        if self.tokens.keys[stop] in self.tables.never and stop - index > 1:
            return not self._ends_name(index, stop)
        if (flags[stop] ^ flags[index]) & UPPER and not flags[stop] & INITIAL:
            return True
        place = self.around.places.get(stop)
        return place is not None and place.sure and syllables >= 3

    def _ends_name(self, index: int, stop: int) -> bool:
        """True for the last syllable of `Bùi Hữu Sáng`, `Gioan Bùi Hữu Sáng`: a word of its own elsewhere."""
        keys, flags = self.tokens.keys, self.tokens.flags
        last = not flags[stop + 1] & CAPITAL or self.around.taken[stop + 1]
        baptised = stop - index == 3 and not flags[index] & SYLLABLE and self._is_family_name(index + 1)
        middle = (stop - index == 2 or baptised) and keys[stop - 1] in self.tables.borders.middle_names
        return bool(middle and last and keys[stop] in self.tables.given)

    def _is_family_name(self, at: int) -> bool:
        return self.tokens.keys[at] in self.tables.strong or self.tokens.keys[at] in self.tables.weak

    def is_initial(self, at: int) -> bool:
        """True for one capital letter with a full stop: `A.`."""
        tokens = self.tokens
        return bool(tokens.flags[at] & INITIAL and tokens.words[at + 1] == "." and tokens.glued(at + 1))

    def _after_glued_initials(self, stop: int) -> int:
        tokens = self.tokens
        while tokens.flags[stop] & INITIAL and tokens.glued(stop):
            stop += 2 if self.is_initial(stop) else 1
        return stop

    def _after_hyphens(self, stop: int, any_form: bool) -> int:
        """`Jae-woo`, `Pết-rốp`; a capital after the hyphen only in a foreign name: `Anne-Sophie`."""
        tokens, flags = self.tokens, self.tokens.flags
        while tokens.words[stop] in "-‐" and tokens.glued(stop) and tokens.glued(stop + 1):
            foreign = any_form and flags[stop + 1] & CAPITAL and not flags[stop - 1] & SYLLABLE
            if not flags[stop + 1] & LOWER and not foreign:
                break
            stop += 2
        return stop
