"""`docbao facts PATH…`: what articles say, as a table, JSON or CSV. Needs no library."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tui.cli import output
from tui.cli.corpora import config_of, lexicon_of, paths_of, resolve
from tui.config import Paths, expanded
from tui.errors import CorpusError
from tui.i18n import gettext as _
from tui.model.article import Article, Rejected
from tui.model.fact import KINDS, Extraction, Fact, Kind, Person, Role
from tui.text.json_text import json_text

if TYPE_CHECKING:
    from tui.corpus.options import Options
    from tui.lexicon.lexicon import Lexicon

LISTS: dict[Kind, str] = {
    "person": "people",
    "organisation": "organisations",
    "place": "places",
    "date": "dates",
    "figure": "figures",
    "event": "events",
    "statement": "statements",
    "topic": "topics",
    "document": "documents",
}
"""Kind → name of its list in the JSON."""

HOPELESS = ("empty", "no-article", "sitemap")
"""Reasons for which nothing can be done about the file: another one must be given."""
COLUMNS = ("file", "kind", "fact", "detail", "value", "start", "stop", "evidence", "rule", "confidence")


def configure(parser: ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        help=_("files or folders, - for standard input (default: the samples)"),
    )
    parser.add_argument(
        "--kind",
        metavar="KIND",
        choices=KINDS,
        action="append",
        help=_("only this kind; may be repeated") + ": " + ", ".join(KINDS),
    )
    parser.add_argument("--explain", action="store_true", help=_("the rule and the sentence of each fact"))
    parser.add_argument("--with-text", action="store_true", help=_("add the clean text (JSON)"))
    parser.add_argument("--format", choices=("table", "json", "jsonl", "csv"), default="table")


def run(arguments: Namespace) -> int:
    """Extract and print; 1 when there is no fact, 2 when no article could be read."""
    paths = paths_of(arguments)
    config = config_of(arguments, paths)
    with ExitStack() as stack:
        roots = [_root(name, paths, stack) for name in arguments.paths or [None]]
        return _print(_told(roots, lexicon_of(paths), paths, config.columns), arguments)


def _print(told: Iterator[tuple[Article, Extraction]], arguments: Namespace) -> int:
    kinds: Sequence[Kind] = [kind for kind in KINDS if kind in arguments.kind] if arguments.kind else KINDS
    if arguments.format == "table":
        return 0 if _print_table(told, kinds, explain=arguments.explain) else 1
    kept = _reports(told, arguments.kind and kinds, with_text=arguments.with_text)
    match arguments.format:
        case "json":
            count = _print_json(kept, kinds)
        case "jsonl":
            count = 0
            for report in kept:
                output.print_json(report)
                count += _fact_count(report, kinds)
        case _:
            count = _print_csv(kept, kinds)
    return 0 if count else 1


OF_RECORDS = ("bad-record", "bad-records", "row-without-text", "rows-without-text", "more-refused")
"""Reasons that speak of some records of a file, not of all of it."""


class _Root(NamedTuple):
    """A path on the command line."""

    path: Path
    wanted: str | None
    """File of the one article meant; None: all of it."""
    known_as: Path
    """The path the reader knows it by, and may have decided on."""


def _root(name: str | None, paths: Paths, stack: ExitStack) -> _Root:
    if name == "-":
        from tui.cli.standard_input import input_alone

        path, kept = stack.enter_context(input_alone(paths))
        return _Root(path, None, kept)
    path, wanted = (resolve(None), None) if name is None else resolve_article(name)
    return _Root(path, wanted, path)


def resolve_article(name: str) -> tuple[Path, str | None]:
    """(path, file of the one article meant): `dump.jsonl#2`, `a.zip/b.txt` where no file is called so."""
    try:
        return resolve(name), None
    except CorpusError:
        whole, mark, number = name.rpartition("#")
        numbered = bool(mark) and number.isdecimal()
        for start in map(expanded, (name, whole) if numbered else (name,)):
            held = next((path for path in (start, *start.parents) if path.is_file()), None)
            if held is not None:
                inside = os.fspath(expanded(name))[len(os.fspath(held)) :].removesuffix("#1")
                return held, f"{held.name}{inside}"
        raise


def _told(
    roots: Sequence[_Root],
    lexicon: Lexicon,
    paths: Paths,
    columns: tuple[tuple[str, str], ...],
) -> Iterator[tuple[Article, Extraction]]:
    """Every article asked for, with its facts."""
    from tui.library.decisions import options_around

    read_any = False
    refused: list[tuple[Path, Rejected]] = []
    for root in roots:
        options = options_around(paths.data, paths.library, root.known_as, columns)
        others = 0
        for article, extraction in _extracted(root, lexicon, options, refused):
            if root.wanted is None or article.file == root.wanted:
                read_any = True
                yield article, extraction
            else:
                others += 1
        if others and not read_any and all(one.file != root.wanted for _root, one in refused):
            raise CorpusError(
                _("{name}: there is no such article in this file").format(name=root.wanted),
                hint=_("docbao facts {file} prints those there are").format(file=root.path),
            )
    if not read_any:
        raise _nothing_read(refused)
    _say_refused(refused)


def _nothing_read(refused: list[tuple[Path, Rejected]]) -> CorpusError:
    """What to say when there is no article: the one reason there is, else all and what can be."""
    from tui.cli.remarks import why_and_way_out

    general = _("a corpus is a folder or file of articles: text, HTML, JSON, CSV, PDF, ZIP …")
    if len(refused) == 1:
        ((root, only),) = refused
        why, way_out = why_and_way_out(only.file, only.reason, only.detail, root)
        return CorpusError(f"{only.file}: {why}", hint=general if only.reason in HOPELESS else way_out)
    _say_refused(refused)
    return CorpusError(_("no article could be read"), hint=general)


def _say_refused(refused: list[tuple[Path, Rejected]]) -> None:
    from tui.cli.remarks import rejected_line

    for root, one in refused:
        output.say(rejected_line(one.file, one.reason, one.detail, root))
    refused.clear()


def _reports(
    told: Iterator[tuple[Article, Extraction]], kinds: Sequence[Kind] | None, *, with_text: bool
) -> Iterator[dict[str, Any]]:
    """What is printed for programs; only the lists of `kinds` where some were asked for."""
    from tui.facts.report import facts_json

    for article, extraction in told:
        report = facts_json(article, extraction, with_text=with_text)
        yield _narrowed(report, kinds) if kinds else report


def _extracted(
    root: _Root, lexicon: Lexicon, options: Options, refused: list[tuple[Path, Rejected]]
) -> Iterator[tuple[Article, Extraction]]:
    """Articles of one path with their facts; what is refused is added to `refused`, of many files said."""
    from tui.corpus.reader import scan
    from tui.ingest.stage import Stage
    from tui.ingest.work import Read, Reading, extract_facts, is_harmless, lost_file
    from tui.ingest.workers import Crew
    from tui.library.packing import unpack_article, unpack_facts
    from tui.library.sources import Found

    def read_in_order(crew: Crew) -> Iterator[Read]:
        for file in scan(root.path):
            found = Found(file.file, file.path, file.size, file.mtime_ns, file.ctime_ns)
            stage = Stage(crew, [[found]], Reading(options), lost_file, workers=1, here=is_harmless)
            yield from (read for batch, _ended in stage.run() for _found, read in batch)

    with Crew(lexicon) as crew:
        for read in read_in_order(crew):
            refused += [(root.known_as, one) for one in read.rejected if _concerns(one, root)]
            for text in read.articles:
                for answer in extract_facts((0, text.body), lexicon, crew.watch):
                    if answer.refusal is not None or answer.facts is None:
                        refused.append((root.known_as, answer.refusal or Rejected(answer.file, "crashed")))
                    else:
                        article = unpack_article(text.body)
                        yield article, unpack_facts(answer.facts.packed, article.text)
            if len(refused) > 1:
                _say_refused(refused)


def _concerns(refused: Rejected, root: _Root) -> bool:
    """False for another part of the file than the one that is meant."""
    if root.wanted is None or refused.file == root.wanted:
        return True
    return refused.file == root.path.name and refused.reason not in OF_RECORDS


def _narrowed(report: dict[str, Any], kinds: Sequence[Kind]) -> dict[str, Any]:
    """`report` with only the lists and mentions of these kinds."""
    unwanted = {LISTS[kind] for kind in KINDS if kind not in kinds}
    kept = {name: value for name, value in report.items() if name not in unwanted}
    kept["mentions"] = [mention for mention in report["mentions"] if mention["kind"] in kinds]
    return kept


def _fact_count(report: dict[str, Any], kinds: Sequence[Kind]) -> int:
    return sum(len(report[LISTS[kind]]) for kind in kinds)


def _print_json(reports: Iterator[dict[str, Any]], kinds: Sequence[Kind]) -> int:
    """One list, written as the articles come, so that memory does not grow with the corpus."""
    count = 0
    separator = "[\n"
    for report in reports:
        output.write(separator + json_text(report, indent=1))
        separator = ",\n"
        count += _fact_count(report, kinds)
    output.write("\n]\n")
    return count


def _print_csv(reports: Iterator[dict[str, Any]], kinds: Sequence[Kind]) -> int:
    count = 0
    output.print_row(COLUMNS)
    for report in reports:
        for kind in kinds:
            for fact in report[LISTS[kind]]:
                for name, detail, value, support in _lines(kind, fact):
                    evidence = support["evidence"]
                    output.print_row((
                        report["file"], kind, name, detail, value,
                        evidence["start"], evidence["stop"], evidence["text"],
                        support["rule"], support["confidence"],
                    ))  # fmt: skip
                    count += 1
    return count


def _print_table(told: Iterator[tuple[Article, Extraction]], kinds: Sequence[Kind], *, explain: bool) -> int:
    from tui.facts.report import facts_json
    from tui.present.kinds import kind_heading
    from tui.present.labels import partial_text

    count = 0
    for article, extraction in told:
        report = facts_json(article, extraction)
        title = report["title"] or _("‹inferred› {title}").format(title=report["title_inferred"])
        output.print_prose(f"{report['file']}  {title}", hang=4)
        partial = partial_text(article, extraction)
        if partial:
            output.print_line(f"  ⚠ {partial}")
        for kind in kinds:
            facts = extraction.of_kind(kind)
            if facts:
                output.print_line(f"  {kind_heading(kind)} {len(facts)}")
            for fact, printed in zip(facts, report[LISTS[kind]], strict=True):
                _print_fact(kind, fact, printed, article if explain else None)
            count += len(facts)
    return count


def _print_fact(kind: Kind, fact: Fact, printed: dict[str, Any], article: Article | None) -> None:
    """A fact and its offices, a line each; with `article` why each of them is one."""
    roles = fact.roles if isinstance(fact, Person) else ()
    for supported, (name, detail, value, _support) in zip((fact, *roles), _lines(kind, printed), strict=True):
        words = [name, detail if detail != name else "", f"= {value}" if value not in ("", name) else ""]
        output.print_prose("    " + "  ".join(word for word in words if word), hang=4)
        if article is not None:
            _print_why(article, supported)


def _print_why(article: Article, fact: Fact | Role) -> None:
    """The rule in words and by its name, how sure, what was inferred, and the sentence."""
    from tui.present.rules import confidence_text
    from tui.present.why import why

    answer = why(article, fact)
    sure = confidence_text(answer.confidence) + (f": {answer.doubt}" if answer.doubt else "")
    output.print_prose(f"        {answer.because} [{answer.rule}, {sure}]")
    for inferred in answer.inferred:
        output.print_prose(f"        ~ {inferred}")
    output.print_prose(f"        {answer.sentence.of(article.text)}")


Line = tuple[str, str, str, dict[str, Any]]
"""What a fact is, what is said of it, its value for programs, and the part that carries evidence and rule."""


def _lines(kind: Kind, fact: dict[str, Any]) -> list[Line]:
    """A fact as flat lines: one, or one for the person and one for each office."""
    match kind:
        case "person":
            lines: list[Line] = [(fact["name"], ", ".join(fact["titles"]), "", fact)]
            for role in fact["roles"]:
                office = ", ".join(filter(None, (role["position"], role["organisation"])))
                former = " (" + _("former") + ")" if role["former"] else ""
                lines.append((fact["name"], office + former, "", role))
            return lines
        case "organisation":
            return [(fact["canonical"], fact["name"], "", fact)]
        case "place":
            then, now = fact["province_then"], fact["province_now"]
            moved = " → ".join(filter(None, (then, now if now != then else None)))
            return [(fact["name"], moved, "", fact)]
        case "date":
            return [(fact["text"], "", fact["value"] or "", fact)]
        case "figure":
            value = fact["value"]
            number = "–".join(map(str, value)) if isinstance(value, list) else str(value)
            return [
                (
                    fact["text"],
                    fact["what"] or "",
                    f"{fact['approx'] or ''}{number} {fact['unit']}".strip(),
                    fact,
                )
            ]
        case "event":
            about = ", ".join(filter(None, (fact["date"], fact["place"])))
            return [(fact["name"], about, "", fact)]
        case "statement":
            return [(fact["speaker"], fact["text"], "", fact)]
        case _:
            return [(fact["text"], "", "", fact)]
