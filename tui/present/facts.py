"""The facts of one article as rows of the sidebar: groups by kind, each fact with its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from tui.i18n import gettext as _
from tui.model.fact import (
    KINDS,
    NAMED_KINDS,
    Confidence,
    DateFact,
    Document,
    Event,
    Extraction,
    Fact,
    Figure,
    Kind,
    Organisation,
    Person,
    Place,
    Role,
    Statement,
    Topic,
)
from tui.model.record import record
from tui.model.result import StoredArticle
from tui.model.span import Span
from tui.present.dates import long_date
from tui.present.kinds import kind_heading, number
from tui.present.labels import inference_text, partial_text
from tui.present.lines import Line, Run, beside, cut_line, cut_text, line_width, run, wrap_line
from tui.text.folding import fold
from tui.text.shown import shown_line

CONFIDENCE_SIGNS: dict[Confidence, str] = {"high": "●", "medium": "◐", "low": "○"}
MOST_SHOWN = 1_000
"""Facts of one kind that become rows: more only articles of megabytes have, and making them would be felt."""
TEXT_LIMIT = 400
"""Code points of a fact's words that take part in a row."""


@record
class FactRow:
    """One row of the sidebar: a group, a fact, or an office of a person."""

    id: str
    """The same in every article for the same thing, so that a cursor finds it again."""
    kind: Kind
    lines: tuple[Line, ...]
    evidence: tuple[Span, ...] = ()
    """Where the text says it, in order; the first is what the reader scrolls to. Empty for a group."""
    entity: str = ""
    """Key of the name whose page Enter opens."""
    rule: str = ""
    confidence: Confidence = "high"
    group: bool = False
    short: str = ""
    """The fact in a word or two, for the heading of a folded group."""
    fact: Fact | Role | None = None
    """What the row shows; None for a group and a note."""
    note: bool = False
    """Not a fact, but something to know about all of them."""
    struck: bool = False
    """The reader has just rejected it: it stays in sight until the article is left."""


def fact_rows(
    stored: StoredArticle, *, cells: int, folded: frozenset[Kind], words: str = "", quotes: bool = False
) -> tuple[FactRow, ...]:
    """Groups of every kind that has facts, with counts, and the facts of those that are not `folded`.

    `words` keeps only facts that hold each of them, folded text against folded text. `quotes` adds to each
    name the beginning of its evidence.
    """
    partial = partial_text(stored.article, stored.extraction)
    rows = [_note(partial, cells)] if partial else []
    wanted = fold(words).split()
    shown, struck = stored.before or stored.extraction, struck_rows(stored)
    for kind in KINDS:
        facts = shown.of_kind(kind)
        if not facts:
            continue
        left = stored.extraction.of_kind(kind)
        blocks = (_struck(_rows_of(stored, fact, kind, cells, quotes=quotes), struck) for fact in facts)
        passed = (block for block in blocks if _holds(block, wanted)) if wanted else blocks
        made = list(islice(passed, MOST_SHOWN))
        if not made:
            continue
        closed = kind in folded and not wanted
        count = sum(not block[0].struck for block in made) if wanted else len(left)
        rows.append(_group(kind, made, cells, count, closed=closed))
        if not closed:
            rows.extend(row for block in made for row in block)
            hidden = _("the first %s are shown; / filters all") % number(MOST_SHOWN)
            if len(made) == MOST_SHOWN < len(facts):
                rows.append(replace(_note(hidden, cells), id=f"note:{kind}", kind=kind))
    return tuple(rows)


def struck_rows(stored: StoredArticle) -> frozenset[str]:
    """Identities of the rows of facts that the reader has just rejected."""
    if stored.before is None:
        return frozenset()
    return frozenset(_identities(stored.before)) - frozenset(_identities(stored.extraction))


def _identities(extraction: Extraction) -> Iterator[str]:
    for kind in KINDS:
        for fact in extraction.of_kind(kind):
            yield _identity(fact, kind)
    for person in extraction.people:
        for role in person.roles:
            yield _role_identity(person, role)


def _struck(block: Sequence[FactRow], struck: frozenset[str]) -> list[FactRow]:
    """The rows of a fact, struck where it is rejected, or its office is."""
    if not struck:
        return list(block)
    whole = block[0].id in struck
    return [_strike(row) if whole or row.id in struck else row for row in block]


def _strike(row: FactRow) -> FactRow:
    """A row struck through, `✗` in place of its sign."""
    lines: list[Line] = []
    for line in row.lines:
        text = "".join(part.text for part in line)
        said = text.lstrip("☺▣⌂◷◆❝§▤●◐○ ")
        blank = text[: len(text) - len(said)]
        if not lines:
            blank = "  ✗ ".ljust(len(blank))
        end = len(said) - len(said.rstrip())
        lines.append((Run(blank, "dim"), Run(said.rstrip(), "dropped"), Run(" " * end)))
    return replace(row, lines=tuple(lines), struck=True)


def _note(text: str, cells: int) -> FactRow:
    lines = wrap_line((Run("⚠ ", "warning"), run(text, "dim")), cells, indent=2)
    return FactRow("note", "person", tuple(lines), note=True)


def _holds(block: Sequence[FactRow], wanted: Sequence[str]) -> bool:
    text = fold(" ".join(part.text for row in block for line in row.lines for part in line))
    return all(word in text for word in wanted)


def _group(kind: Kind, made: Sequence[Sequence[FactRow]], cells: int, count: int, *, closed: bool) -> FactRow:
    sign = "▸" if closed else "▾"
    heading: Line = (
        run(f"{sign} {kind_heading(kind)} ", "heading"),
        run(number(count), "dim"),
    )
    if closed:
        names = " · ".join(dict.fromkeys(block[0].short for block in made[:12]))
        heading = (*heading, run("  " + cut_text(names, max(0, cells - line_width(heading) - 2)), "dim"))
    return FactRow(f"group:{kind}", kind, (heading,), group=True)


def _rows_of(stored: StoredArticle, fact: Fact, kind: Kind, cells: int, *, quotes: bool) -> list[FactRow]:
    sign = Run(f"  {CONFIDENCE_SIGNS[fact.confidence]} ", kind)
    match fact:
        case Person():
            return _person_rows(stored, fact, sign, cells, quotes=quotes)
        case Organisation():
            return [_name_row(stored, fact, kind, sign, cells, fact.canonical, "", quotes=quotes)]
        case Place():
            note = f"→ {fact.province_now}" if _moved(fact) else ""
            return [_name_row(stored, fact, kind, sign, cells, fact.name, note, quotes=quotes)]
        case DateFact():
            text = long_interval(fact.value) if fact.value else fact.text
            note = inference_text(fact.inferred) if fact.inferred else ""
            printed = f"“{fact.text}”" if text != fact.text else ""
            line = (
                sign,
                run(text.ljust(12), "date"),
                run(" " + " ".join(filter(None, (printed, note))), "dim"),
            )
            return [_plain_row(fact, kind, (cut_line(line, cells),), text)]
        case Figure():
            return [_plain_row(fact, kind, tuple(_figure_lines(fact, sign, cells)), fact.text)]
        case Event():
            parts = [long_date(fact.date) if fact.date else "", fact.place or ""]
            if fact.attendance:
                parts.append(_("%s attending") % number(fact.attendance))
            lines = wrap_line((sign, run(fact.name[:TEXT_LIMIT])), cells, indent=4)[:3]
            about = " · ".join(part for part in parts if part)
            if about:
                lines.append(cut_line((run("    " + about, "dim"),), cells))
            return [_plain_row(fact, kind, tuple(lines), fact.name)]
        case Statement():
            return [_statement_row(stored, fact, cells)]
        case Topic() | Document():
            return [_words_row(fact, kind, sign, cells)]


def _moved(place: Place) -> bool:
    return place.province_now is not None and place.province_now != place.province_then


def long_interval(value: str) -> str:
    """An ISO day, month, year or interval, day first.

    >>> long_interval("2024-01/2024-06"), long_interval("--04-18")
    ('01/2024–06/2024', '18/04')
    """
    if value.startswith("--"):
        return "/".join(reversed(value[2:].split("-")))
    return "–".join(long_date(part) for part in value.split("/"))


def _identity(fact: Fact, kind: Kind) -> str:
    if isinstance(fact, Person | Organisation | Place):
        return f"{kind}:{fact.key}"
    return f"{kind}:{fact.evidence.start}"


def _plain_row(fact: Fact, kind: Kind, lines: tuple[Line, ...], short: str) -> FactRow:
    return FactRow(
        _identity(fact, kind), kind, lines, (fact.evidence,), rule=fact.rule, confidence=fact.confidence,
        short=short, fact=fact,
    )  # fmt: skip


def _words_row(fact: Topic | Document, kind: Kind, sign: Run, cells: int) -> FactRow:
    lines = wrap_line((sign, run(fact.text[:TEXT_LIMIT])), cells, indent=4)
    return _plain_row(fact, kind, tuple(lines[:2]), fact.text)


def _name_row(
    stored: StoredArticle,
    fact: Person | Organisation | Place,
    kind: Kind,
    sign: Run,
    cells: int,
    name: str,
    note: str,
    *,
    quotes: bool,
) -> FactRow:
    mentions = fact.mentions or (fact.evidence,)
    count = (Run(f"×{number(len(mentions))}", "dim"),)
    named = (sign, run(name[:TEXT_LIMIT], "strong" if kind == "person" else ""))
    noted = (run("  " + note, "dim"),) if note else ()
    lines = [beside((*named, *noted), count, cells)]
    if quotes and kind == "person":
        lines.append((run("    " + cut_text(_quote(stored, mentions[0]), cells - 4), "dim"),))
    return FactRow(
        _identity(fact, kind), kind, tuple(lines), mentions,
        entity=fact.key if kind in NAMED_KINDS else "", rule=fact.rule, confidence=fact.confidence,
        short=name, fact=fact,
    )  # fmt: skip


def _quote(stored: StoredArticle, span: Span) -> str:
    """The words around a mention, with the name near their beginning."""
    text = stored.article.text
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - 24)
    start = (
        start
        if start == 0 or text[start - 1] == "\n"
        else text.find(" ", start, span.start) + 1 or span.start
    )
    return f"“…{text[start : span.stop + 60].split(chr(10))[0]}”"


def _person_rows(
    stored: StoredArticle, person: Person, sign: Run, cells: int, *, quotes: bool
) -> list[FactRow]:
    name = _name_row(stored, person, "person", sign, cells, person.name, "", quotes=quotes)
    ranks = cut_line((run("    " + ", ".join(person.titles)[:TEXT_LIMIT], "dim"),), cells)
    titles = (ranks,) if person.titles else ()
    rows = [replace(name, lines=(name.lines[0], *titles, *name.lines[1:]))]
    rows.extend(_role_row(person, role, cells) for role in person.roles)
    return rows


def _role_row(person: Person, role: Role, cells: int) -> FactRow:
    former = run(_("former") + " ", "dim") if role.former else Run("")
    office = role_text(role)
    lines = wrap_line((Run("     "), former, run(office[:TEXT_LIMIT], "dim")), cells, indent=6)[:2]
    return FactRow(
        _role_identity(person, role),
        "person",
        tuple(lines),
        (role.evidence,),
        person.key,
        role.rule,
        role.confidence,
        fact=role,
    )


def _role_identity(person: Person, role: Role) -> str:
    return f"role:{person.key}:{role.evidence.start}:{role.position}"


def role_text(role: Role) -> str:
    """Office and body in one line; words that end the one and begin the other stand once.

    >>> from tui.model.span import Span
    >>> role_text(Role("Trưởng Ban", "Ban chỉ đạo", Span(0, 1), "r"))
    'Trưởng Ban chỉ đạo'
    >>> role_text(Role("Bí thư", "Tỉnh ủy", Span(0, 1), "r"))
    'Bí thư, Tỉnh ủy'
    """
    if not role.organisation:
        return role.position
    office, body = role.position.split(), role.organisation.split()
    folded, folded_body = fold(role.position).split(), fold(role.organisation).split()
    if fold(role.organisation) in fold(role.position):
        return role.position
    for shared in range(min(len(office), len(body)), 0, -1):
        if folded[-shared:] == folded_body[:shared]:
            return " ".join(office + body[shared:])
    return f"{role.position}, {role.organisation}"


def _figure_lines(figure: Figure, sign: Run, cells: int) -> list[Line]:
    return wrap_line((sign, *figure_line(figure)), cells, indent=6)[:3]


def figure_line(figure: Figure) -> Line:
    """The number as printed, what it counts, and how it compares."""
    arrow = {"increase": "↑ ", "decrease": "↓ ", None: ""}[figure.change]
    bound = {">": "> ", "<": "< ", "~": "~ ", None: ""}[figure.approx]
    number_run = run(arrow + (bound if bound.strip() not in figure.text else "") + figure.text[:80], "figure")
    what = [part for part in (figure.what, figure.period) if part and fold(part) not in fold(figure.text)]
    if figure.target is not None:
        what.append(_("of %s planned") % _decimal(figure.target))
    if figure.compared_to:
        what.append(_("against %s") % figure.compared_to)
    about = " · ".join(what)[:TEXT_LIMIT]
    return (number_run, run("  " + about if about else "", "dim"))


def _decimal(value: Decimal) -> str:
    return number(int(value)) if value == value.to_integral_value() else str(value)


def _statement_row(stored: StoredArticle, said: Statement, cells: int) -> FactRow:
    sign = Run("  ❝ ", "statement")
    speaker = run(short_name(said.speaker) + ": ", "dim" if said.continuation else "strong")
    lines = wrap_line((sign, speaker, run(f"“{said.text[:TEXT_LIMIT]}”", "statement")), cells, indent=4)
    if len(lines) > 3:
        last = "".join(part.text for part in lines[2])
        lines = [*lines[:2], (Run(cut_text(last + "……", cells - 1), "statement"),)]
    others = {echo.other_id for echo in stored.echoes if echo.span.overlaps(said.evidence)}
    if others:
        again = _("≋ word for word in %s other") % number(len(others))
        lines.append(cut_line((run("    " + again, "echo"),), cells))
    return FactRow(
        f"statement:{said.evidence.start}", "statement", tuple(lines), (said.evidence,),
        said.speaker_key or "", said.rule, said.confidence, short=short_name(said.speaker),
        fact=said,
    )  # fmt: skip


def short_name(name: str) -> str:
    """A long name with its first parts as initials.

    >>> short_name("Nguyễn Văn Kỷ"), short_name("Bộ Công an"), short_name("bà Hồ")
    ('N.V. Kỷ', 'Bộ Công an', 'bà Hồ')
    """
    parts = name.split()
    if len(parts) < 3 or not all(part[0].isupper() for part in parts) or len(parts) > 5:
        return name
    return ".".join(part[0] for part in parts[:-1]) + ". " + parts[-1]


def legend() -> Line:
    """What the signs of confidence mean."""
    return (
        Run("● ", "dim"), run(_("certain"), "dim"), Run("  ◐ ", "dim"), run(_("likely"), "dim"),
        Run("  ○ ", "dim"), run(_("doubtful"), "dim"),
    )  # fmt: skip


def evidence_text(stored: StoredArticle, row: FactRow, at: int) -> str:
    """`Evidence 1/4: Nguyễn Văn Kỷ — 000_….txt, paragraph 12/15`."""
    article = stored.article
    span = row.evidence[at]
    paragraph = article.paragraph_at(span.start)
    told = {
        "at": at + 1,
        "all": len(row.evidence),
        "words": cut_text(shown_line(span.of(article.text)[:200]), 60),
        "file": stored.head.file,
        "paragraph": 0 if paragraph is None else paragraph + 1,
        "paragraphs": len(article.paragraphs),
    }
    return _("Evidence %(at)s/%(all)s: %(words)s — %(file)s, paragraph %(paragraph)s/%(paragraphs)s") % told
