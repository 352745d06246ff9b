"""From what was typed to a query: any text is one. What cannot be read as it stands is told in its notes.

    query  := group*                      free words and phrases are ranked together, the rest must hold
    group  := both ((OR | "|") both)*     OR holds tighter than a blank: `a b OR c` is a, and b or c
    both   := one (AND one)*
    one    := (NOT | "-")* ( "(" query ")" | field | phrase | word )
    field  := name ":" value ("," value)*
    phrase := '"' words '"' ["~" [number]]
    word   := letters and digits; signs inside hold words together (`34.178`) ["*" | "~" ["2"]]

A value is quoted or goes up to the next blank; a day, a number or a mark as far as it makes sense (`7 ngày
qua`, `>24 tỷ đồng`, `chưa đọc`), a name that begins with a capital over all that follow (`Nguyễn Văn Kỷ`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple, cast

from rapidfuzz import fuzz, process

from tui.model.query import (
    All,
    Any,
    Clause,
    Field,
    FieldName,
    Named,
    Not,
    NoteKind,
    Query,
    QueryNote,
    State,
    StateName,
    Term,
    Value,
    Word,
)
from tui.search.amounts import begins_unit, is_unit, read_amount
from tui.search.days import read_days
from tui.search.query_words import field_names, meaning_of, operators
from tui.search.words import words_in
from tui.text.folding import fold
from tui.text.normal import normalize
from tui.text.words import is_syllable

MAX_CHARACTERS = 2_000
"""More of a query than this is not read: nobody types it, and a paste of a book must not cost a second."""
MAX_WORDS = 24
"""Words of a query that take part; the rest is reported as left out."""
MAX_VALUES = 24
"""Values of fields that take part."""
MAX_DEPTH = 12
"""Parentheses within one another that count."""
MOST_NOTES = 12
WITHIN = 5
"""Words that `"a b"~` may stand apart."""
MOST_WITHIN = 50
LONGEST_VALUE = 5
"""Words more that a day, a number or a mark is read over where no quotes hold it."""
LIKE_A_FIELD = 75.0
"""How like the name of a field a word before a colon must be to be offered it."""
SHOWN = 40

QUOTES = '"“”„«»'
_CHUNK = re.compile(rf"[^\s{QUOTES}|()]+(?:\([^\s{QUOTES}|()]*\)[^\s{QUOTES}|()]*)*")
_VALUE = re.compile(rf"[^\s{QUOTES}|(),;]+")
_NUMBERS = re.compile(rf"(?:[^\s{QUOTES}|(),;]|(?<=\d),(?=\d))+")
_FOLLOWING = re.compile(rf"[ \t\n]{{1,9}}([^\s{QUOTES}|():,;]{{1,40}})(?=[\s|),;]|$)")
_HEAD = re.compile(r"([^\W\d_]{1,30}(?:[-_][^\W\d_]{1,30}){0,3})[:：]")
_HEAD_OF_TWO = re.compile(r"([^\W\d_]{1,12}[ \t]+[^\W\d_]{1,12})[:：]")
_SUFFIX = re.compile(r"(?:\*+|~([12]?))[.,;:!?]?$")
_NEARNESS = re.compile(r"~(\d{0,3})")
_ADDRESS = ("http", "https", "ftp", "mailto")


class _Sign(NamedTuple):
    """What is no clause: an operator or a parenthesis."""

    name: Literal["not", "or", "and", "open", "close"]
    typed: str = ""
    spoken: bool = False
    """A Vietnamese word, which in a line of capitals is a word like the others."""


_Item = Clause | _Sign


def parse(text: str) -> Query:
    """Read `text`; any text is a query.

    >>> [[word.folded for word in term.words] for term in parse('hội nghị "Cần Thơ" 34.178').terms]
    [['hoi'], ['nghi'], ['can', 'tho'], ['34', '178']]
    >>> parse("lũ -bão nơi:Huế").clauses[1].name
    'place'
    """
    scanner = _Scanner(normalize(text[:MAX_CHARACTERS]), cut=len(text) > MAX_CHARACTERS)
    items = scanner.items()
    grammar = _Grammar(items, scanner.note)
    found = grammar.everything()
    if not found and any(isinstance(item, _Sign) and item.spoken for item in items):
        found = [term for item in items for term in _as_words(item)]
    terms = tuple(clause for clause in found if isinstance(clause, Term))
    rest = tuple(clause for clause in found if not isinstance(clause, Term))
    return Query(scanner.text, terms, tuple(scanner.ignored[:MAX_WORDS]), rest, tuple(scanner.notes))


def _as_words(item: _Item) -> list[Term]:
    """An operator as the word it is otherwise."""
    if isinstance(item, _Sign) and (words := words_in(item.typed)):
        return [Term(words)]
    return []


class _Scanner:
    """The signs, terms and fields of a query, one after the other."""

    def __init__(self, text: str, *, cut: bool) -> None:
        self.text = text
        self.ignored: list[str] = []
        self.notes: list[QueryNote] = []
        self._items: list[_Item] = []
        self._at = 0
        self._words = 0
        self._values = 0
        self._no_field_before = 0
        if cut:
            self.note("cut")

    def note(self, kind: NoteKind, typed: str = "", nearest: str = "") -> None:
        """Tell what became of something, once."""
        made = QueryNote(kind, " ".join(word.typed for word in words_in(typed))[:SHOWN] or typed[:1], nearest)
        if made not in self.notes and len(self.notes) < MOST_NOTES:
            self.notes.append(made)

    def items(self) -> list[_Item]:
        """All of them."""
        text = self.text
        while self._at < len(text):
            character = text[self._at]
            if character.isspace():
                self._at += 1
            elif character in QUOTES:
                self._quoted()
            elif character in "()|":
                name: Literal["open", "close", "or"] = "open" if character == "(" else "close"
                self._items.append(_Sign("or" if character == "|" else name, character))
                self._at += 1
            else:
                self._chunk()
        return self._in_capitals(self._items)

    def _in_capitals(self, items: list[_Item]) -> list[_Item]:
        """In a line all in capitals `KHÔNG` is a word."""
        words = [word for item in items if isinstance(item, Term) for word in item.words]
        told = [word.typed for word in words if len(word.folded) > 1 and is_syllable(word.folded)]
        if not told or any(word.typed != word.typed.upper() for word in words):
            return items  # `UBND HOẶC HĐND` are abbreviations
        made: list[_Item] = []
        for item in items:
            if isinstance(item, _Sign) and item.spoken:
                made.extend(_as_words(item))
                self.note("capitals", item.typed)
            else:
                made.append(item)
        return made

    # words

    def _quoted(self) -> None:
        stop = self._closing(self._at)
        if stop < 0:
            self.note("quote", self.text[self._at])
            self._at += 1
            return
        content = self.text[self._at + 1 : stop]
        self._at = stop + 1
        within = None
        if match := _NEARNESS.match(self.text, self._at):
            self._at = match.end()
            within = min(int(match.group(1) or WITHIN), MOST_WITHIN)
        words = words_in(content)
        if words and content.rstrip().endswith("*"):
            words = (*words[:-1], replace(words[-1], begun=True))
        self._add(words, quoted=True, within=within if len(words) > 1 else None)

    def _closing(self, start: int) -> int:
        """Where the quote that opens at `start` closes; -1 where it does not."""
        match = _QUOTE.search(self.text, start + 1)
        return match.start() if match else -1

    def _chunk(self) -> None:
        match = _CHUNK.match(self.text, self._at)
        if match is None:  # cannot be: every other character is taken before
            self._at += 1
            return
        chunk = match.group()
        begins = self._at == 0 or self.text[self._at - 1] in " \t\n(|-−"
        if chunk[0] in "-−" and begins and self._minus(chunk, match.end()):
            return
        if self._field(chunk):
            return
        self._at = match.end()
        suffix = _SUFFIX.search(chunk)
        words = words_in(chunk[: suffix.start()] if suffix else chunk)
        if len(words) == 1 and (known := operators().get(words[0].typed)) and not suffix:
            name, language = known
            sign = cast(Literal["not", "or", "and"], name)
            self._items.append(_Sign(sign, words[0].typed, language == "vi"))
            return
        if words and suffix:
            begun = suffix.group().startswith("*")
            slips = 0 if begun else int(suffix.group(1) or 1)
            words = (*words[:-1], replace(words[-1], begun=begun, slips=slips))
        self._add(words)

    def _minus(self, chunk: str, stop: int) -> bool:
        """Take a minus; False where it is only a dash before a word."""
        if len(chunk) > 1 and chunk[1] not in "-−":
            self._items.append(_Sign("not", "-"))
            self._at += 1
            return True
        if len(chunk) == 1 and self.text[stop : stop + 1] not in ("", " ", "\t", "\n", "|", ")"):
            self._items.append(_Sign("not", "-"))
            self._at += 1
            return True
        if len(chunk) == 1 and not self.text[stop:].strip():
            self.note("lone", chunk)
        if not chunk.strip("-−"):
            self._at = stop
            return True
        return False

    def _add(self, words: tuple[Word, ...], *, quoted: bool = False, within: int | None = None) -> None:
        room = MAX_WORDS - self._words
        if len(words) > room:
            self.ignored.extend(word.typed for word in words[room:][: MAX_WORDS - len(self.ignored)])
            words = words[:room]
            self.note("many")
        if words:
            self._words += len(words)
            self._items.append(Term(words, quoted, within if len(words) > 1 else None))

    # fields

    def _field(self, chunk: str) -> bool:
        """Take a field with its values; False where there is none, or nothing it can be."""
        if self._at < self._no_field_before:
            return False
        name: str | None = None
        head = _HEAD_OF_TWO.match(self.text, self._at)
        if head is not None:
            name = meaning_of("field", head.group(1))
        if name is None:
            head = _HEAD.match(chunk)
            if head is None:
                return False
            name = meaning_of("field", head.group(1))
            if name is None:
                self._tell_unknown(head.group(1))
                return False
            head = _HEAD.match(self.text, self._at)
        assert head is not None
        values, stop, unread = self._values_of(cast(FieldName, name), head.end())
        if unread:
            self.note(_UNREAD[_KIND_OF[cast(FieldName, name)]], unread)
            self._no_field_before = head.end()
            return False
        self._at = stop
        if not values:
            self.note("empty", head.group(1))
            return True
        room = MAX_VALUES - self._values
        if len(values) > room:
            self.note("many")
            self.ignored.extend(value.typed for value in values[room:][: MAX_WORDS - len(self.ignored)])
        if values[:room]:
            self._values += len(values[:room])
            self._items.append(Field(cast(FieldName, name), tuple(values[:room])))
        return True

    def _tell_unknown(self, typed: str) -> None:
        """Say that no field is called so, unless it is no name of one at all."""
        folded = fold(typed)
        if folded in _ADDRESS:
            return
        known = {fold(meaning.words).replace(" ", ""): meaning.words for meaning in field_names()}
        key = folded.replace("-", "").replace("_", "")
        best = process.extractOne(key, list(known), scorer=fuzz.ratio, score_cutoff=LIKE_A_FIELD)
        self.note("field", typed, known[best[0]] if best else "")

    def _values_of(self, name: FieldName, at: int) -> tuple[list[Value], int, str]:
        """(values, where they end, what cannot be read as one; nothing else counts then)."""
        text, kind = self.text, _KIND_OF[name]
        if at < len(text) and text[at] == "(":
            return self._values_within(kind, at)
        begin = len(text) - len(text[at:].lstrip(" \t"))
        if begin > at and not (begin < len(text) and (text[begin] in QUOTES or text[begin].isalnum())):
            return [], at, ""
        if (
            begin > at
            and (chunk := _CHUNK.match(text, begin))
            and (chunk.group() in operators() or _HEAD.match(chunk.group()))
        ):
            return [], at, ""
        values: list[Value] = []
        at = begin
        while True:
            value, at, unread = self._value_at(kind, at)
            if unread:
                return [], at, unread
            if value is not None:
                values.append(value)
            if text[at : at + 1] not in (",", ";"):
                return values, at, ""
            at += 1

    def _value_at(self, kind: str, at: int) -> tuple[Value | None, int, str]:
        text = self.text
        reader = _READERS[kind]
        if text[at : at + 1] and text[at] in QUOTES:
            stop = self._closing(at)
            if stop < 0:
                self.note("quote", text[at])
                at, stop = at + 1, len(text)
                content, after = text[at:stop], stop
            else:
                content, after = text[at + 1 : stop], stop + 1
            value = reader(content)
            return value, after, "" if value or not words_in(content) else content
        match = (_NUMBERS if kind == "amount" else _VALUE).match(text, at)
        if match is None:
            return None, at, ""
        typed, stop = match.group(), match.end()
        if kind == "named":
            return (*self._name_from(typed, stop), "")
        best, end = self._longest(kind, typed, stop)
        if best is None and "," in typed and (shorter := _VALUE.match(text, at)):  # 1000,2000
            best, end = reader(shorter.group()), shorter.end()
        return best, end, "" if best else typed

    def _name_from(self, typed: str, stop: int) -> tuple[Value | None, int]:
        """A name as far as capitals go on."""
        words = words_in(typed)
        if words and _is_capital(typed):
            while (match := _FOLLOWING.match(self.text, stop)) and _goes_on(match.group(1)):
                typed, stop = f"{typed} {match.group(1)}", match.end()
        return _read_name(typed), stop

    def _longest(self, kind: str, typed: str, stop: int) -> tuple[Value | None, int]:
        """The value that reaches farthest over the words that follow."""
        reader = _READERS[kind]
        best, end = reader(typed), stop
        for _count in range(LONGEST_VALUE):
            match = _FOLLOWING.match(self.text, stop)
            if match is None or match.group(1) in operators() or match.group(1)[0] in "-−":
                break
            typed, stop = f"{typed} {match.group(1)}", match.end()
            value = reader(typed)
            if value is None:
                continue
            if kind == "amount":
                unit = " ".join(word.typed for word in getattr(value, "unit", ()))
                if unit and not is_unit(unit):
                    if not begins_unit(unit):
                        break
                    continue
            best, end = value, stop
        return best, end

    def _values_within(self, kind: str, at: int) -> tuple[list[Value], int, str]:
        """Values in parentheses: `nơi:(Huế OR "Đà Nẵng")`."""
        stop = self.text.find(")", at)
        if stop < 0:
            self.note("parenthesis", "(")
        inside = self.text[at + 1 : stop if stop >= 0 else len(self.text)]
        after = stop + 1 if stop >= 0 else len(self.text)
        either = "|".join(
            rf"\b{word}\b" for word, (name, _l) in operators().items() if word != "|" and name == "or"
        )
        values: list[Value] = []
        for part in re.split(rf"{either}|[|,;]", inside):
            plain = part.strip().strip(QUOTES)
            value = _READERS[kind](plain)
            if value is None and words_in(plain):
                return [], after, plain
            if value is not None:
                values.append(value)
        return values, after, ""


_QUOTE = re.compile(f"[{QUOTES}]")


def _is_capital(typed: str) -> bool:
    return typed[:1].isupper()


def _goes_on(typed: str) -> bool:
    """True for a word that may go on a name: it has a capital, and is no abbreviation of its own."""
    return (
        _is_capital(typed)
        and typed not in operators()
        and typed.isalpha()
        and (len(typed) == 1 or not typed.isupper())
    )


def _read_name(typed: str) -> Named | None:
    words = words_in(typed)[:MAX_WORDS]
    return Named(" ".join(word.typed for word in words), words) if words else None


def _read_state(typed: str) -> State | None:
    name = meaning_of("state", typed)
    return State(" ".join(word.typed for word in words_in(typed)), cast(StateName, name)) if name else None


_KIND_OF: dict[FieldName, str] = {
    "person": "named",
    "organisation": "named",
    "place": "named",
    "outlet": "named",
    "title": "named",
    "tag": "named",
    "date": "days",
    "from": "days",
    "to": "days",
    "figure": "amount",
    "is": "state",
}
_READERS: dict[str, Callable[[str], Value | None]] = {
    "named": _read_name,
    "days": read_days,
    "amount": read_amount,
    "state": _read_state,
}
_UNREAD: dict[str, NoteKind] = {"days": "day", "amount": "number", "state": "state", "named": "empty"}


class _Grammar:
    """Signs and clauses put together."""

    def __init__(self, items: Sequence[_Item], note: Callable[[NoteKind, str], None]) -> None:
        self._items = items
        self._note = note
        self._at = 0

    def everything(self) -> list[Clause]:
        """What must hold, in order."""
        return _flat(self._group(0))

    def _peek(self, *names: str) -> bool:
        item = self._items[self._at] if self._at < len(self._items) else None
        return isinstance(item, _Sign) and item.name in names

    def _take(self) -> str:
        item = self._items[self._at]
        self._at += 1
        return item.typed if isinstance(item, _Sign) else ""

    def _group(self, depth: int) -> list[Clause]:
        found: list[Clause] = []
        while self._at < len(self._items):
            if self._peek("close"):
                if depth:
                    break
                self._note("parenthesis", self._take())
            elif self._peek("and", "or"):
                self._note("lone", self._take())
            elif (clause := self._either(depth)) is not None:
                found.append(clause)
        return found

    def _either(self, depth: int) -> Clause | None:
        return self._chain(("or",), lambda: self._both(depth), _any)

    def _both(self, depth: int) -> Clause | None:
        return self._chain(("and",), lambda: self._one(depth), _all)

    def _chain(
        self,
        names: tuple[str, ...],
        part: Callable[[], Clause | None],
        join: Callable[[Sequence[Clause]], Clause | None],
    ) -> Clause | None:
        parts = [part()]
        while self._peek(*names):
            typed = self._take()
            parts.append(part())
            if parts[-1] is None:
                self._note("lone", typed)
        return join([clause for clause in parts if clause is not None])

    def _one(self, depth: int) -> Clause | None:
        negated, typed = False, ""
        while self._peek("not"):
            negated, typed = not negated, self._take()
        while self._peek("open") and depth >= MAX_DEPTH:
            self._note("deep", self._take())
        if self._at == len(self._items) or self._peek("close", "and", "or", "not"):
            if typed:
                self._note("lone", typed)
            return None
        clause: Clause | None
        if self._peek("open"):
            opened = self._take()
            clause = _all(self._group(depth + 1))
            if self._peek("close"):
                self._at += 1
            else:
                self._note("parenthesis", opened)
        else:
            clause = cast(Clause, self._items[self._at])
            self._at += 1
        if not negated or clause is None:
            return clause
        return clause.clause if isinstance(clause, Not) else Not(clause)


def _flat(clauses: Sequence[Clause]) -> list[Clause]:
    return [one for clause in clauses for one in (clause.clauses if isinstance(clause, All) else (clause,))]


def _all(clauses: Sequence[Clause]) -> Clause | None:
    parts = tuple(_flat(clauses))
    return parts[0] if len(parts) == 1 else All(parts) if parts else None


def _any(clauses: Sequence[Clause]) -> Clause | None:
    parts = tuple(
        one for clause in clauses for one in (clause.clauses if isinstance(clause, Any) else (clause,))
    )
    return parts[0] if len(parts) == 1 else Any(parts) if parts else None
