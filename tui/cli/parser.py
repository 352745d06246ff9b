"""The command line: which command is meant, what it was given, and the exit status.

0 done; 1 nothing found; 2 unusable arguments or input, with one clear line on stderr; 130 interrupted.
"""

from __future__ import annotations

import argparse
from argparse import SUPPRESS, Action, ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from importlib import import_module
from shutil import get_terminal_size
from typing import NoReturn

from tui.cli import output
from tui.errors import DocbaoError, UsageError
from tui.i18n import LANGUAGES, N_, Language, gettext, language_of_locale, set_language
from tui.i18n import gettext as _

COMMANDS: dict[str, str] = {
    "index": N_("read, clean and extract a corpus; only what is new or changed"),
    "search": N_("find text or names in a corpus"),
    "searches": N_("print your saved searches, or what you searched for before"),
    "facts": N_("print the facts of articles: people, places, figures, statements"),
    "related": N_("print which articles belong to one, and why"),
    "network": N_("print who stands together with whom: people, organisations, places"),
    "duplicates": N_("print which articles are copies of one another, best copy first"),
    "diff": N_("print what two articles have in common, and what each has alone"),
    "timeline": N_("print articles, events or statements by year, month or day"),
    "echoes": N_("print passages that stand in several articles, word for word or nearly"),
    "figures": N_("print figures across articles by what they measure, and which of them compare"),
    "show": N_("print the clean text of an article"),
    "note": N_("put a note beside an article"),
    "notes": N_("print your notes"),
    "mark": N_("give articles a star or tags, mark them read; or print the marks"),
    "correct": N_("say that a name is none, is another, is spelled otherwise, or is two"),
    "corrections": N_("print what you corrected; take one back"),
    "export": N_("write your notes or searches, hits, names, statements, or the refused files, as a file"),
    "libraries": N_("print which library belongs to which corpus; delete one"),
    "doctor": N_("print versions, paths, libraries, and what was refused"),
}
"""Command → what it does. Each is a module of `tui.cli` with `configure(parser)` and `run(arguments)`."""

EXAMPLES: dict[str, str] = {
    "open": "docbao ~/articles",
    "index": "docbao index ~/articles --jobs 2",
    "search": 'docbao search "quyen con nguoi" --corpus ~/articles --format json',
    "searches": "docbao searches --format json",
    "facts": "docbao facts ~/articles/one.txt --kind person --explain",
    "related": "docbao related 000 --format json",
    "network": 'docbao network "nguyen van ky" --kind person,organisation --format graphml',
    "duplicates": "docbao duplicates --corpus ~/articles --threshold 0.9",
    "diff": "docbao diff 000 001",
    "timeline": 'docbao timeline --by year --of statements --name "nguyen van ky"',
    "echoes": "docbao echoes 000 --corpus ~/articles --min-words 15",
    "figures": 'docbao figures --measure "viec lam" --corpus ~/articles',
    "show": "docbao show 004 --original",
    "note": 'docbao note 000 "Hỏi lại con số này" --corpus ~/articles',
    "notes": "docbao notes --corpus ~/articles --format markdown",
    "mark": 'docbao mark 000 001 --star --tag "cần đọc" --corpus ~/articles',
    "correct": 'docbao correct merge "Lạc Mây Thu" "Lạc Thị Mây Thu" --corpus ~/articles',
    "corrections": "docbao corrections --format jsonl",
    "export": "docbao export notes --format csv --output notes.csv",
    "libraries": "docbao libraries --format json",
    "doctor": "docbao doctor ~/articles",
}

OWN_WORDS = """
  people.yaml         ranks: [Đô ngự]
  organisations.yaml  abbreviations: {STM: Sở Trông mưa}
  organisations.yaml  standalone: [Nha Trông Mưa]
"""
"""File of a reader's own lexicon and the one line that adds a rank, an abbreviation, a body."""

VALUED = ("--lang", "--library", "--data")
"""Options of every command, before or after it; each takes a value."""

OK, NOTHING, UNUSABLE, INTERRUPTED = 0, 1, 2, 130


def run(argv: Sequence[str]) -> int:
    """Run `docbao ARGV` and return its exit status; nothing is raised but what a bug raises."""
    output.prepare_streams()
    set_language(_language(argv))
    try:
        return _run(argv)
    except DocbaoError as error:
        output.say_error(error)
        return UNUSABLE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return OK  # whoever read us has enough


def _run(argv: Sequence[str]) -> int:
    command, rest = split_command(argv)
    speak_our_language()
    parser = make_parser(command)
    module = import_module(f"tui.cli.{command}")
    module.configure(parser)
    try:
        arguments = parser.parse_args(rest)
        status: int = module.run(arguments)
    finally:
        output.write("", flush=True)
    return status


def split_command(argv: Sequence[str]) -> tuple[str, list[str]]:
    """The command, and the arguments without it; `open` where the first word is no command.

    >>> split_command(["--lang", "vi", "index", "seeds"])
    ('index', ['--lang', 'vi', 'seeds'])
    >>> split_command(["./search"]), split_command(["--", "search"])
    (('open', ['./search']), ('open', ['--', 'search']))
    """
    at = 0
    while at < len(argv) and argv[at].startswith("-") and argv[at] != "-":
        if argv[at] == "--":
            return "open", list(argv)
        at += 2 if argv[at] in VALUED else 1
    if at < len(argv) and argv[at] in COMMANDS:
        return argv[at], [*argv[:at], *argv[at + 1 :]]
    return "open", list(argv)


def _language(argv: Sequence[str]) -> Language:
    """What `--lang` says, else the locale; config.yaml comes in once the command is known to be sound."""
    for at, word in enumerate(argv):
        value = word.removeprefix("--lang=") if word.startswith("--lang=") else None
        if word == "--lang" and at + 1 < len(argv):
            value = argv[at + 1]
        for known in LANGUAGES:
            if value == known:
                return known
    return language_of_locale()


ARGPARSE = (
    N_("usage: "),
    N_("argument %(argument_name)s: %(message)s"),
    N_("expected one argument"),
    N_("ignored explicit argument %r"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
)
"""What argparse says by itself on its way to our users. Source: argparse of Python 3.11."""


def speak_our_language() -> None:
    """Let argparse ask our catalogs: it knows only those of Python, which has none in Vietnamese."""
    vars(argparse)["_"] = gettext


class Parser(ArgumentParser):
    """A parser whose refusals are ours: one line, and what to do."""

    def error(self, message: str) -> NoReturn:
        """Refuse the arguments."""
        raise UsageError(message, hint=_("see {command} --help").format(command=self.prog))

    def _get_values(self, action: Action, arg_strings: list[str]) -> object:
        """`--save=--` is a value like any other; argparse up to Python 3.12.4 makes an empty list of it."""
        if action.option_strings and action.nargs is None and arg_strings == ["--"]:
            value: object = self._get_value(action, "--")
            self._check_value(action, value)
            return value
        return super()._get_values(action, arg_strings)


class _Version(Action):
    """Prints the version; looked up only when it is asked for."""

    def __call__(self, parser: ArgumentParser, *_rest: object) -> None:
        print(f"docbao {version()}")
        parser.exit()


def version() -> str:
    """The installed version of this program."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("docbao")
    except PackageNotFoundError:
        return "0"


def make_parser(command: str) -> ArgumentParser:
    """A parser with what every command takes."""
    opens = command == "open"
    wide = get_terminal_size().columns - 1
    description = _("Read a collection of Vietnamese news.") if opens else _(COMMANDS[command]) + "."
    epilog = _("example:") + f"\n  {EXAMPLES[command]}"
    if command in ("index", "facts"):
        told = _("your own words, a line each, in the folder “your lexicon” of docbao doctor:")
        epilog = f"{output.broken(told, wide)}{OWN_WORDS}\n{epilog}"
    if command == "facts":
        told = _("Facts are printed as files give them; what you corrected in a library does not count.")
        epilog = f"{output.broken(told, wide)}\n\n{epilog}"
    if opens:
        named = (f"  {name:<10} {_(text)}" for name, text in COMMANDS.items())
        listed = "\n".join(output.broken(line, wide, hang=11) for line in named)
        epilog = _("commands:") + f"\n{listed}\n\n" + _("docbao COMMAND --help says more.") + f"\n\n{epilog}"
    parser = Parser(
        prog="docbao" if opens else f"docbao {command}",
        description=output.broken(description, wide),
        epilog=epilog,
        formatter_class=RawDescriptionHelpFormatter,
        add_help=False,
        allow_abbrev=False,
    )
    parser._positionals.title = _("arguments")
    parser._optionals.title = _("options")
    common = parser.add_argument_group(_("for every command"))
    common.add_argument("-h", "--help", action="help", help=_("print this and leave"))
    common.add_argument(
        "--version", action=_Version, nargs=0, default=SUPPRESS, help=_("print the version and leave")
    )
    common.add_argument("--lang", choices=LANGUAGES, help=_("language of the interface"))
    common.add_argument("--library", metavar="DIR", help=_("folder for what can be rebuilt"))
    common.add_argument("--data", metavar="DIR", help=_("folder for the reader's own files"))
    return parser
