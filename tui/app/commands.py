"""Every command of the reader, declared once: keys, key line, help, palette and README table follow from it.

A command `list.open` is the action `list_open` of whatever declares its context: the app, a screen or a pane.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from tui.i18n import N_
from tui.model.record import record

Context = Literal[
    "app", "main", "list", "articles", "reader", "select", "facts", "related", "search", "entity",
    "corrections", "concordance", "network", "figures", "timeline", "compare", "help", "dialog",
]  # fmt: skip
"""Where a command's keys work. `app`: on every screen; `main`: on the main screen, whatever has the focus;
`list`: in every list; `select`: in the text while keys select it; the rest: in that pane, overlay or page
alone."""

Group = Literal["go", "find", "read", "copy", "facts", "related", "views", "panes", "program"]

GROUP_TITLES: dict[Group, str] = {
    "go": N_("Moving"),
    "find": N_("Finding"),
    "read": N_("Reading"),
    "copy": N_("Selecting and copying"),
    "facts": N_("Facts"),
    "related": N_("Related articles"),
    "views": N_("Views"),
    "panes": N_("Panes"),
    "program": N_("Program"),
}
"""Headings of help and README, in their order."""


@record
class Situation:
    """What commands depend on."""

    articles: int = 0
    article_open: bool = False
    searching: bool = False
    """A text search has hits to walk through."""
    filtered: bool = False
    walk: bool = False
    """The open article has related ones."""
    back: bool = False
    forward: bool = False
    facts_hidden: bool = False
    """The facts are a drawer, and it is closed."""
    namesakes: bool = False
    """The page is of a person whose name others bear too."""
    busy: bool = False
    """The corpus is being indexed."""
    original: bool = False
    """The page as it came is shown."""
    selected: bool = False
    """Text is selected."""


def _always(_: Situation) -> bool:
    return True


def _never(_: Situation) -> bool:
    return False


class Command(NamedTuple):
    """One thing a reader can ask for."""

    id: str
    keys: tuple[str, ...]
    """Textual key names; the first is the one shown. Empty: palette and help only."""
    title: str
    """English; translated when shown."""
    help: str
    """One sentence, English; translated when shown."""
    contexts: tuple[Context, ...]
    group: Group
    short: str = ""
    """Label in the key line; empty: it never stands there."""
    rank: int = 50
    """Place in the key line; the lowest come first and the highest are dropped first."""
    when: Callable[[Situation], bool] = _always
    """False while the command would do nothing."""
    near: tuple[Context, ...] = ()
    """Panes in whose key line it stands beside the commands of the pane itself."""
    urgent: Callable[[Situation], bool] = _never
    """True while it is what a reader is likely to want next: it then stands first in the key line."""
    turned: str = ""
    """Label in the key line while it is urgent, where that is another one."""

    @property
    def action(self) -> str:
        """Name of the action that runs it."""
        return self.id.replace(".", "_")


def _article(situation: Situation) -> bool:
    return situation.article_open


def _articles(situation: Situation) -> bool:
    return situation.articles > 0


COMMANDS: tuple[Command, ...] = (
    # moving
    Command(
        "nav.down", ("j", "down"), N_("Down"), N_("One row or line down"),
        ("list", "reader", "related", "entity"), "go",
    ),
    Command(
        "nav.up", ("k", "up"), N_("Up"), N_("One row or line up"), ("list", "reader", "related", "entity"),
        "go",
    ),
    Command(
        "nav.top", ("g", "home"), N_("To the top"), N_("To the first row or line"),
        ("list", "reader", "entity"), "go",
    ),
    Command(
        "nav.bottom", ("G", "end"), N_("To the end"), N_("To the last row or line"),
        ("list", "reader", "entity"), "go",
    ),
    Command(
        "nav.half_down", ("ctrl+d",), N_("Half a page down"), N_("Half a page down"),
        ("list", "reader", "entity"), "go",
    ),
    Command(
        "nav.half_up", ("ctrl+u",), N_("Half a page up"), N_("Half a page up"),
        ("list", "reader", "entity"), "go",
    ),
    Command(
        "nav.page_down", ("pagedown",), N_("A page down"), N_("A page down"), ("list", "entity"), "go"
    ),
    Command("nav.page_up", ("pageup",), N_("A page up"), N_("A page up"), ("list", "entity"), "go"),
    Command(
        "list.open", ("enter",), N_("Open"), N_("Open the row under the cursor"), ("list", "entity"), "go",
        short=N_("Open"), rank=40,
    ),
    Command(
        "nav.back_close", ("q",), N_("Back"),
        N_("Close what is open, else go back; asks before the program ends"), ("app",), "go",
    ),
    Command(
        "app.escape", ("escape",), N_("Close"),
        N_("Close the overlay, the zoom or the search; never ends the program"), ("app",), "go",
    ),
    Command(
        "hist.back", ("H", "alt+left", "ctrl+left", "ctrl+o"), N_("Back in the history"),
        N_("Back to where you were: same row, same line, same pane"), ("app",), "go",
        short=N_("Back"), rank=45, when=lambda s: s.back,
    ),
    Command(
        "hist.forward", ("L", "alt+right", "ctrl+right"), N_("Forward in the history"),
        N_("Forward again, after going back"), ("app",), "go", when=lambda s: s.forward,
    ),
    # finding
    Command(
        "search.text", ("slash",), N_("Find text"),
        N_("Find words in all articles, with or without tones"), ("app",), "find",
        short=N_("Find"), rank=10, when=_articles,
    ),
    Command(
        "search.names", ("at",), N_("Find a name"),
        N_("Find a person, an organisation or a place, with or without tones"), ("app",), "find",
        short=N_("Name"), rank=11, when=_articles,
    ),
    Command(
        "search.in_article", ("ctrl+f",), N_("Find in this article"), N_("Find words in the open article"),
        ("main",), "find", when=_article,
    ),
    Command(
        "search.next", ("n",), N_("Next hit"),
        N_("Next hit of the search, across articles; in the facts the next evidence; else the next unread"),
        ("main",), "find", short=N_("Next hit"), rank=43, when=_articles,
        urgent=lambda s: s.searching,
    ),
    Command(
        "search.prev", ("N",), N_("Previous hit"),
        N_("Previous hit of the search; in the facts the previous evidence"), ("main",), "find",
        when=_articles,
    ),
    Command(
        "entity.namesake", ("n",), N_("Next namesake"), N_("The page of the next person of the same name"),
        ("entity",), "find", short=N_("Namesake"), rank=10, when=lambda s: s.namesakes,
    ),
    Command(
        "article.kwic", ("c",), N_("Hits in context"),
        N_("Every hit of the search, or of words you type, in its context: one line a hit (KWIC)"),
        ("main",), "find", when=_articles,
    ),
    Command(
        "kwic.left", ("left", "h"), N_("Sort by the word before"),
        N_("In the hits in context: sort by the word before the hit"), ("concordance",), "find",
        short=N_("Word before"), rank=6,
    ),
    Command(
        "kwic.right", ("right", "l"), N_("Sort by the word after"),
        N_("In the hits in context: sort by the word after the hit; again by the second word after it"),
        ("concordance",), "find", short=N_("Word after"), rank=7,
    ),
    Command(
        "kwic.sort", ("S",), N_("Sort the hits…"),
        N_("In the hits in context: by date, words around, speaker or headline"), ("concordance",), "find",
        short=N_("Sort"), rank=8,
    ),
    Command(
        "kwic.export", ("E",), N_("Export the hits…"),
        N_("In the hits in context: write them all as CSV, JSON Lines or Markdown"), ("concordance",), "find",
        short=N_("Export"), rank=9,
    ),
    Command(
        "list.filter", ("f",), N_("Filter the list"),
        N_("Only articles with these words in their row, or with people, places, months you choose"),
        ("main",), "find", short=N_("Filter"), rank=20, when=_articles,
    ),
    Command(
        "list.filter_clear", ("F",), N_("Clear the filter"), N_("Show all articles again"), ("main",), "find",
        when=lambda s: s.filtered,
    ),
    Command(
        "list.sort", ("S",), N_("Sort the list"),
        N_("By date (newest or oldest first), title, outlet or place"), ("main",), "find",
        short=N_("Sort"), rank=42, when=_articles,
    ),
    Command(
        "list.copies", ("D",), N_("Fold copies"),
        N_("Show one article of each group of copies, or all again"), ("main",), "find",
        when=_articles,
    ),
    Command(
        "article.dups", ("d",), N_("Copies of this article"),
        N_("The copies of the open article; on a passage that stands elsewhere, both side by side"),
        ("main",), "related", when=_article,
    ),
    Command(
        "list.prev_unread", ("p",), N_("Previous unread"), N_("To the previous unread article"),
        ("articles",), "find", when=_articles,
    ),
    # reading
    Command(
        "read.page_down", ("space", "pagedown"), N_("Read on"),
        N_("A page down; at the end the next article"), ("reader",), "read", short=N_("Read on"), rank=30,
    ),
    Command("read.page_up", ("b", "pageup"), N_("Read back"), N_("A page up"), ("reader",), "read"),
    Command(
        "other.down", ("J",), N_("The other pane, down"),
        N_("From the list: the text down; from the text: the next article"), ("articles", "reader"), "read",
    ),
    Command(
        "other.up", ("K",), N_("The other pane, up"),
        N_("From the list: the text up; from the text: the previous article"), ("articles", "reader"), "read",
    ),
    Command(
        "article.read", ("m",), N_("Mark as read or unread"), N_("Turn the unread mark on or off"),
        ("main",), "read", short=N_("Read/unread"), rank=44, when=_article,
    ),
    Command(
        "article.export", ("E",), N_("Export the facts of this article"),
        N_("Write every fact with its sentence, and the text, to a JSON file among your own"), ("main",),
        "read", when=_article,
    ),
    Command(
        "read.wider", ("plus",), N_("Wider text"), N_("Wider lines, up to 80 columns"), ("reader",), "read"
    ),
    Command(
        "read.narrower", ("minus",), N_("Narrower text"), N_("Narrower lines, down to 60 columns"),
        ("reader",), "read",
    ),
    # selecting and copying
    Command(
        "article.copy", ("y",), N_("Copy…"),
        N_("Copy what is selected, a quote with its source, a citation, the address, the text or a fact"),
        ("main", "entity", "concordance"), "copy", short=N_("Copy…"), rank=48, when=_articles,
        urgent=lambda s: s.selected,
    ),
    Command(
        "text.select", ("V",), N_("Select text"),
        N_("Select by keys, from the evidence or the sentence in sight on; the mouse selects by dragging"),
        ("main",), "copy", when=_article,
    ),
    Command(
        "select.copy", ("enter",), N_("Copy the selected text"), N_("Copy the selected text as it stands"),
        ("select",), "copy", short=N_("Copy"), rank=5,
    ),
    Command(
        "select.right", ("l", "right"), N_("Select a word more"), N_("One syllable on"), ("select",), "copy",
        short=N_("Word"), rank=6,
    ),
    Command(
        "select.left", ("h", "left"), N_("Select a word less"), N_("One syllable back"), ("select",), "copy"
    ),
    Command(
        "select.down", ("j", "down"), N_("Select down"), N_("One line down"), ("select",), "copy",
        short=N_("Line"), rank=7,
    ),
    Command("select.up", ("k", "up"), N_("Select up"), N_("One line up"), ("select",), "copy"),
    Command(
        "select.sentence", ("s", "right_parenthesis"), N_("Select the next sentence"),
        N_("To the end of the sentence, then of the next one"), ("select",), "copy", short=N_("Sentence"),
        rank=8,
    ),
    Command(
        "select.sentence_back", ("S", "left_parenthesis"), N_("Select a sentence less"),
        N_("A sentence less; before the beginning a sentence more"), ("select",), "copy",
    ),
    Command(
        "select.paragraph", ("p",), N_("Select the next paragraph"),
        N_("To the end of the paragraph, then of the next one"), ("select",), "copy", short=N_("Paragraph"),
        rank=9,
    ),
    Command(
        "select.paragraph_back", ("P",), N_("Select a paragraph less"),
        N_("A paragraph less; before the beginning a paragraph more"), ("select",), "copy",
    ),
    Command(
        "select.page_down", ("space", "pagedown", "ctrl+d"), N_("Select a page down"), N_("A page down"),
        ("select",), "copy",
    ),
    Command(
        "select.page_up", ("b", "pageup", "ctrl+u"), N_("Select a page up"), N_("A page up"), ("select",),
        "copy",
    ),
    Command(
        "select.other_end", ("o",), N_("The other end"), N_("Move the other end of what is selected"),
        ("select",), "copy", short=N_("Other end"), rank=10,
    ),
    Command(
        "select.top", ("g", "home"), N_("Select to the top"), N_("To the first word"), ("select",), "copy"
    ),
    Command(
        "select.bottom", ("G", "end"), N_("Select to the end"), N_("To the last word"), ("select",), "copy"
    ),
    # facts
    Command(
        "facts.open", ("enter",), N_("Open the page of this name"),
        N_("Everything the corpus says about the person, organisation or place"), ("facts",), "facts",
        short=N_("Page"), rank=5,
    ),
    Command(
        "facts.fold", ("space",), N_("Fold or unfold"), N_("Fold or unfold the facts of this kind"),
        ("facts",), "facts", short=N_("Fold"), rank=6,
    ),
    Command(
        "facts.filter", ("slash",), N_("Filter the facts"), N_("Show only facts with these words"),
        ("facts",), "facts", short=N_("Filter"), rank=7,
    ),
    Command(
        "fact.reject", ("x",), N_("No fact"),
        N_("Say that this is no fact: it is struck out, and counted nowhere; again takes it back"),
        ("facts", "entity"), "facts", short=N_("No fact"), rank=48,
    ),
    Command(
        "fact.merge", ("M",), N_("Correct this name…"),
        N_("Say that a name is another, is spelled otherwise, is another in this article, or is none"),
        ("facts", "entity"), "facts", short=N_("Correct"), rank=49,
    ),
    Command(
        "correction.turn", ("x",), N_("Take back or redo"),
        N_("Among the corrections: take this one back, or let it hold again"), ("corrections",), "facts",
        short=N_("Take back, redo"), rank=6,
    ),
    Command(
        "explain", ("I",), N_("Why?"),
        N_("Why this is a fact, or why this article is related: the rule and the sentence"), ("main",),
        "facts", short=N_("Why?"), rank=47, when=_article, near=("facts", "related"),
    ),
    Command(
        "pane.facts_toggle", ("i",), N_("Show or hide the facts"), N_("Show or hide the pane of facts"),
        ("main",), "facts", short=N_("Facts"), rank=13, when=_article,
    ),
    # related
    Command(
        "related.next", ("full_stop",), N_("Next related article"),
        N_("Open the next article related to the one you started from, and say why"), ("main",), "related",
        short=N_("Related"), rank=14, when=lambda s: s.walk,
    ),
    Command(
        "related.prev", ("comma",), N_("Previous related article"),
        N_("Back along the related articles to the one you started from"), ("main",), "related",
        when=lambda s: s.walk,
    ),
    Command(
        "related.open", ("enter",), N_("Open the related article"), N_("Open the article under the cursor"),
        ("related",), "related", short=N_("Open"), rank=5,
    ),
    Command(
        "focus.related", ("r", "4"), N_("To the related articles"),
        N_("Go to the related articles; in a small window they open as a list"), ("main",), "related",
        when=_article,
    ),
    # views
    Command(
        "view.menu", ("v",), N_("Views…"),
        N_("Other ways to look: the page as it came, and what the whole corpus holds; from the page as it"
           " came back to the clean text"),
        ("app",), "views", short=N_("Views"), rank=41, when=_articles,
        urgent=lambda s: s.original, turned=N_("Clean text"),
    ),
    Command(
        "view.original", (), N_("The page as it came"),
        N_("The text with what was left out, as the file has it; again for the clean text"), ("main",),
        "views", when=_article,
    ),
    Command(
        "view.timeline", (), N_("Timeline"),
        N_("The articles of the list over time, their events and statements: by year, month or day"),
        ("app",), "views", when=_articles,
    ),
    Command(
        "entity.timeline", ("T",), N_("Timeline of this name"),
        N_("The articles that name it over time, their events and statements"), ("entity",), "find",
        short=N_("Timeline"), rank=49,
    ),
    Command(
        "compare.next", ("n",), N_("Next place, next difference"),
        N_("Side by side: the next article with this passage; of two whole articles the next difference"),
        ("compare",), "related", short=N_("Next"), rank=6,
    ),
    Command(
        "compare.previous", ("N",), N_("Previous place, previous difference"),
        N_("Side by side: the article with this passage, or the difference, before"), ("compare",), "related",
    ),
    Command(
        "compare.left", ("1",), N_("Open the left article"),
        N_("Side by side: open the left article at this sentence"), ("compare",), "related",
        short=N_("Left"), rank=7,
    ),
    Command(
        "compare.right", ("2",), N_("Open the right article"),
        N_("Side by side: open the right article at this sentence"), ("compare",), "related",
        short=N_("Right"), rank=8,
    ),
    Command(
        "timeline.left", ("left", "h"), N_("Back in time"), N_("In the timeline: to the bar before"),
        ("timeline",), "find", short=N_("Earlier"), rank=6,
    ),
    Command(
        "timeline.right", ("right", "l"), N_("On in time"), N_("In the timeline: to the next bar"),
        ("timeline",), "find", short=N_("Later"), rank=7,
    ),
    Command(
        "timeline.finer", ("plus",), N_("Finer steps of time"),
        N_("In the timeline: years into months, months into days"), ("timeline",), "find",
        short=N_("Finer"), rank=8,
    ),
    Command(
        "timeline.coarser", ("minus",), N_("Longer steps of time"),
        N_("In the timeline: days into months, months into years"), ("timeline",), "find",
        short=N_("Longer"), rank=9,
    ),
    Command(
        "timeline.series", ("t",), N_("Articles, events, statements"),
        N_("In the timeline: count articles, events or statements"), ("timeline",), "find",
        short=N_("Count"), rank=10,
    ),
    Command(
        "view.passages", (), N_("Repeated passages"),
        N_("What stands word for word, or nearly, in several articles of the corpus: where, and where first"),
        ("app",), "views", when=_articles,
    ),
    Command(
        "view.network", (), N_("Network of names"),
        N_("Who stands together with whom in the articles of the list: people, organisations, places"),
        ("app",), "views", when=_articles,
    ),
    Command(
        "entity.network", ("N",), N_("Network of this name"),
        N_("What this name stands together with, how often and how closely"), ("entity",), "find",
        short=N_("Network"), rank=42,
    ),
    Command(
        "network.beside", ("right", "l", "o"), N_("What lies behind"),
        N_("In the network: the ties of the name, or the articles and sentences that hold both names"),
        ("network",), "find", short=N_("Behind"), rank=6,
    ),
    Command(
        "network.names", ("left", "h"), N_("Back to the names"), N_("In the network: to the first column"),
        ("network",), "find",
    ),
    Command(
        "network.filter", ("f",), N_("Filter the names"),
        N_("In the network: only names with the words you type, with or without tones"), ("network",), "find",
        short=N_("Filter"), rank=7,
    ),
    Command(
        "network.kinds", ("t",), N_("People, organisations, places…"),
        N_("In the network: choose which kinds of names are listed"), ("network",), "find",
        short=N_("Kinds"), rank=8,
    ),
    Command(
        "network.more", ("plus",), N_("Only ties of more articles"),
        N_("In the network: leave out names that few articles hold together"), ("network",), "find",
        short=N_("More"), rank=9,
    ),
    Command(
        "network.fewer", ("minus",), N_("Ties of fewer articles too"),
        N_("In the network: list names that fewer articles hold together, too"), ("network",), "find",
    ),
    Command(
        "network.page", ("p",), N_("The page of this name"),
        N_("In the network: all that the corpus says about the name under the cursor"), ("network",), "find",
        short=N_("Page"), rank=10,
    ),
    Command(
        "network.export", ("E",), N_("Export the network…"),
        N_("In the network: write it as GraphML, JSON, CSV or JSON Lines"), ("network",), "find",
        short=N_("Export"), rank=11,
    ),
    Command(
        "view.figures", (), N_("Figures by what they measure"),
        N_("Figures of all articles, or of those in the list, lined up by what they measure: which compare"),
        ("app",), "views", when=_articles,
    ),
    Command(
        "figures.measures", ("left", "h"), N_("To the measures"),
        N_("On the board of figures: back to what is measured"), ("figures",), "views",
        short=N_("Measures"), rank=6,
    ),
    Command(
        "figures.sort", ("S",), N_("Sort the figures…"),
        N_("On the board of figures: highest first, by place, period, or newest article first"), ("figures",),
        "views", short=N_("Sort"), rank=8,
    ),
    Command(
        "figures.export", ("E",), N_("Export the figures…"),
        N_("On the board of figures: write them with their sentences as CSV, JSON Lines or Markdown"),
        ("figures",), "views", short=N_("Export"), rank=9,
    ),
    Command(
        "view.corrections", (), N_("Corrections"),
        N_("All that you corrected, and took back: each can be taken back or redone"), ("app",), "views",
    ),
    # panes
    Command("focus.list", ("1",), N_("To the list"), N_("Go to the list of articles"), ("main",), "panes"),
    Command("focus.reader", ("2",), N_("To the text"), N_("Go to the text"), ("main",), "panes"),
    Command(
        "focus.facts", ("3",), N_("To the facts"), N_("Go to the facts of the open article"), ("main",),
        "panes", when=_article,
    ),
    Command("focus.next", ("tab",), N_("Next pane"), N_("Go to the next pane"), ("main",), "panes"),
    Command(
        "focus.prev", ("shift+tab",), N_("Previous pane"), N_("Go to the previous pane"), ("main",), "panes"
    ),
    Command("focus.left", ("h", "left"), N_("Pane to the left"), N_("Go one pane left"), ("main",), "panes"),
    Command(
        "focus.right", ("l", "right"), N_("Pane to the right"), N_("Go one pane right"), ("main",), "panes"
    ),
    Command(
        "pane.zoom", ("z",), N_("Zoom"), N_("Give this pane the whole window, or back"), ("main",), "panes",
        short=N_("Zoom"), rank=46,
    ),
    Command(
        "pane.grow", ("greater_than_sign",), N_("Wider pane"), N_("Make this pane wider"), ("main",), "panes"
    ),
    Command(
        "pane.shrink", ("less_than_sign",), N_("Narrower pane"), N_("Make this pane narrower"), ("main",),
        "panes",
    ),
    # program
    Command(
        "app.palette", ("ctrl+p", "colon"), N_("Commands"), N_("Find any command by its name"), ("app",),
        "program", short=N_("Commands"), rank=60,
    ),
    Command(
        "app.undo", ("u", "ctrl+z"), N_("Undo"),
        N_("Take back the last correction; the status line says what it was"), ("app",), "program",
    ),
    Command(
        "app.redo", ("U", "ctrl+y"), N_("Redo"), N_("Make again the correction that was taken back last"),
        ("app",), "program",
    ),
    Command(
        "app.help", ("question_mark", "f1"), N_("Help"), N_("The keys that work here"), ("app",), "program",
        short=N_("Help"), rank=61,
    ),
    Command(
        "app.reload", ("R", "f5"), N_("Read the corpus again"),
        N_("Look for new and changed files and index them"), ("app",), "program", when=lambda s: not s.busy,
    ),
    Command(
        "app.stop", ("X",), N_("Stop reading the corpus"),
        N_("Stop indexing; what was read stays, and reading the corpus again goes on from there"), ("app",),
        "program", short=N_("Stop reading"), rank=40, when=lambda s: s.busy,
    ),
    Command(
        "corpus.open", ("O",), N_("Open another corpus…"), N_("Choose a folder or a file to read"), ("app",),
        "program",
    ),
    Command(
        "corpus.refused", ("exclamation_mark",), N_("Files that could not be read"),
        N_("The files of the corpus that could not be read, and why"), ("app",), "program",
    ),
    Command(
        "app.language", (), N_("Language: Tiếng Việt / English"),
        N_("Switch the interface between Vietnamese and English"), ("app",), "program",
    ),
    Command(
        "app.theme", (), N_("Dark or light"), N_("Switch between the dark and the light theme"), ("app",),
        "program",
    ),
    Command(
        "app.ime_hint", (), N_("No hints about the input method"),
        N_("Say nothing more when a Vietnamese input method is on while keys are commands"), ("app",),
        "program",
    ),
    Command(
        "app.quit", ("ctrl+q", "Q"), N_("Quit"), N_("End the program at once"), ("app",), "program"
    ),
)  # fmt: skip

_BY_ID = {command.id: command for command in COMMANDS}


def command(identifier: str) -> Command:
    """The command of this id."""
    return _BY_ID[identifier]


def commands_of(*contexts: Context) -> tuple[Command, ...]:
    """Commands that work in any of `contexts`, in the order of the registry."""
    return tuple(c for c in COMMANDS if set(c.contexts) & set(contexts))


RESERVED = frozenset(
    {"backspace", "w", "left_square_bracket", "right_square_bracket", "left_curly_bracket"}
    | {"right_curly_bracket", "ctrl+i", "ctrl+m", "ctrl+h", "ctrl+left_square_bracket"}
    | {"ctrl+a", "ctrl+b", "ctrl+s", "f10", "f11"}
)
"""Keys never to bind: an input method or a terminal takes them (`alt+letter` too)."""

_KEY_LABELS = {
    "slash": "/", "at": "@", "question_mark": "?", "full_stop": ".", "comma": ",", "plus": "+", "minus": "-",
    "less_than_sign": "<", "greater_than_sign": ">", "colon": ":", "semicolon": ";", "enter": "Enter",
    "escape": "Esc", "space": "Space", "tab": "Tab", "shift+tab": "shift+Tab", "up": "↑", "down": "↓",
    "left": "←", "right": "→", "pageup": "PgUp", "pagedown": "PgDn", "home": "Home", "end": "End",
    "f1": "F1", "f2": "F2", "f5": "F5", "exclamation_mark": "!",
    "left_parenthesis": "(", "right_parenthesis": ")",
}  # fmt: skip


def key_label(key: str) -> str:
    """How a key is written for people.

    >>> key_label("full_stop"), key_label("ctrl+p"), key_label("alt+left"), key_label("G")
    ('.', '^p', 'alt+←', 'G')
    """
    if key in _KEY_LABELS:
        return _KEY_LABELS[key]
    if key.startswith("ctrl+") and len(key) == 6:
        return "^" + key[5:]
    prefix, _, last = key.rpartition("+")
    return f"{prefix}+{_KEY_LABELS.get(last, last)}" if prefix else key


URGENT = 1
"""Rank of what a reader is likely to want next."""
KEY_LINE_LENGTH = 9
"""Most commands the key line ever shows."""


def key_line(contexts: tuple[Context, ...], situation: Situation) -> tuple[Command, ...]:
    """The commands worth showing where the focus is, at most nine: those of the pane first, then by rank.

    The first of `contexts` is the pane that has the focus.
    """
    here = contexts[0] if contexts else "app"
    wanted = [
        c._replace(short=c.turned or c.short, rank=URGENT) if c.urgent(situation) else c
        for c in commands_of(*contexts)
        if c.short and c.when(situation)
    ]
    taken: set[str] = set()
    kept = []
    for candidate in sorted(
        wanted, key=lambda c: (here not in (*c.contexts, *c.near) and c.rank != URGENT, c.rank)
    ):
        if not taken & set(candidate.keys[:1]):
            taken |= set(candidate.keys)
            kept.append(candidate)
    ends = [c for c in kept if c.rank >= 60]
    return tuple([c for c in kept if c.rank < 60][: KEY_LINE_LENGTH - len(ends)] + ends)
