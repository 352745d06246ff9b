"""What the borders, the crumbs and the status line of the main screen say."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import events

from tui.app.messages import IndexProgress
from tui.app.screens.panes import PaneScreen
from tui.app.session import HitWalk, Walk
from tui.i18n import N_, ngettext
from tui.i18n import gettext as _
from tui.model.result import LibraryState, ListFilter
from tui.present.kinds import kind_heading, number
from tui.present.lines import Line, Run, line_width, run
from tui.present.pace import counts_bytes, duration_text, share_done
from tui.text.cells import cut, width

if TYPE_CHECKING:
    from tui.app.reader import Reader
    from tui.model.result import SortOrder, StoredArticle

_ORDER_LABELS: dict[SortOrder, str] = {
    "newest": N_("newest ↓"),
    "oldest": N_("oldest ↑"),
    "title": N_("title"),
    "outlet": N_("outlet"),
    "place": N_("place"),
}
_STAGES = {
    "waiting": N_("waiting for another run"),
    "scan": N_("looking for files"),
    "read": N_("reading files"),
    "facts": N_("finding facts"),
    "finish": N_("linking"),
}


LEAST_CHIP = 8
"""Cells that say more of what was chosen than how much it was."""
BORDER_CELLS = 9
"""Cells of a border that neither of its labels can have: corners, strokes, blanks."""
SHORTEST_NAME = 6
"""Cells of the name of the corpus that stay however narrow the window is."""


class Captions(PaneScreen):
    """Says around the panes what is in them; what it says follows from the fields below."""

    def __init__(self, *, corpus_name: str) -> None:
        super().__init__()
        self.corpus_name = corpus_name
        self.order: SortOrder = "newest"
        self.where = ListFilter()
        self.library = LibraryState(0, 0, 0, 0)
        self.unread = 0
        self.folded = 0
        """Copies folded under better ones."""
        self.stored: StoredArticle | None = None
        self.walk = Walk()
        self.hits = HitWalk()
        self.progress: IndexProgress | None = None

    def say(self, text: str, role: str = "ok") -> None:
        """Tell the reader something in the status line."""
        self.status.say(text, role)

    def describe(self) -> None:
        """Say everything again."""
        self.describe_list()
        self.describe_reader()
        self.describe_facts()
        self.describe_related()
        self.describe_crumbs()
        self.describe_keys()

    def describe_keys(self) -> None:
        """The key line."""

    def focus_moved(self) -> None:
        """Keys follow the focus."""
        if self.shape.size == "xs":
            self.rearrange()
        self.describe_facts()
        self.describe_keys()

    def describe_crumbs(self) -> None:
        """Where I am, and how the library and the history stand."""
        count = self.library.articles
        told = ngettext("%s article", "%s articles", count) % number(count)
        words = " · ".join(filter(None, (cut(self.where.text, 24), self._chips())))
        where = cut(words, 40) or (_("unread") if self.where.unread else _("none"))
        before: Line = (Run(" ", ""), Run("ĐỌC BÁO", "heading"), Run(" ▸ ", "dim"))
        after: Line = (
            run(f" ({told})", "dim"),
            Run(" ▸ ", "dim"),
            run(_("Filter: %s") % where, "warning" if words else "dim"),
        )
        right = self._standing()
        name = cut(self.corpus_name, 40)
        room = self.size.width - line_width((*before, *after)) - 2
        if width(name) > room - line_width(right):
            right = self._standing(brief=True)
        if room - line_width(right) < SHORTEST_NAME:
            if words:
                right = ()
            else:
                room += line_width(after[1:])
                after = after[:1]
        name = cut(name, max(SHORTEST_NAME, room - line_width(right)))
        self.crumbs.show((*before, run(name, "strong"), *after), right)

    def on_resize(self, _event: events.Resize) -> None:
        """What is said depends on the room there is; the panes arrange themselves besides."""
        self.describe_list()
        self.describe_facts()
        self.describe_crumbs()

    def _standing(self, *, brief: bool = False) -> Line:
        history = cast("Reader", self.app).history
        state = self.library
        done = state.with_facts >= state.articles and self.progress is None
        index = _("Index") + (" ✓ " if done else " … ")
        parts: list[Run] = []
        if self.size.width >= 100 and (history.past or history.future):
            parts.append(run(f"◀H {len(history.past)}  L▶ {len(history.future)}   ", "dim"))
        if self.unread:
            parts += [Run("● ", "accent"), run(_("%s unread") % number(self.unread) + "   ", "dim")]
        counts = "" if brief and done else f"{number(state.with_facts)}/{number(state.articles)} "
        if self.progress is not None and self.progress.again:
            index = _("Extracting again") + " "
            counts = f"{number(self.progress.done)}/{number(self.progress.total)} "
        parts.append(run(index + counts, "dim"))
        return tuple(parts)

    def describe_list(self) -> None:
        """`[1] Articles`, the order, the place in the list; while indexing how far it is."""
        right: Line = (run(_(_ORDER_LABELS[self.order])),)
        refused = max(self.library.rejected, self.progress.rejected if self.progress else 0)
        left: Line = (run(_("[1] Articles")),)
        self.articles.warning_cells = 0
        if refused:
            told = ngettext("%d file refused", "%d files refused", refused) % refused
            room = self.articles.outer_size.width - line_width(left) - BORDER_CELLS
            shorter = (f"⚠ {told} [!]", f"⚠ {number(refused)} [!]", f"⚠ {number(refused)}")
            wordings = [(run(f"{words} · "), *right) for words in shorter]
            right = next((words for words in wordings if line_width(words) + 2 <= room), wordings[-1])
            self.articles.warning_cells = line_width(right[:1]) - 3
        place = f"{number(self.articles.cursor + 1)}/{number(self.articles.count)}"
        bottom: Line = (run(place),) if self.articles.count else ()
        if self.where.folded and self.articles.count:
            bottom = (run(place + " · " + self._folded_text(len(place))),)
        if self.progress is not None:
            bottom = (run(self._progress_text()),)
        self.articles.empty = self._empty_text()
        if self.where.chosen:
            left, right = self._with_chips(left, right)
        self.articles.set_frame(left, right, bottom)
        if not self.articles.count:
            self.articles.redraw()

    def _chips(self) -> str:
        """What was chosen in the filter, in one line."""
        if not self.where.chosen:
            return ""
        from tui.present.facets import chips_text

        return chips_text(self.where.chosen)

    def _with_chips(self, left: Line, right: Line) -> tuple[Line, Line]:
        """What was chosen behind the title; the order gives way to it."""
        room = self.articles.outer_size.width - BORDER_CELLS - line_width(left) - 1
        chips = self._chips()
        if width(chips) > room - line_width(right) and not self.articles.warning_cells:
            right = ()
        room -= line_width(right)
        if width(chips) > room:
            chips = cut(chips, room) if room >= LEAST_CHIP else f"+{len(self.where.chosen)}"
        return (*left, run(f" {chips}")), right

    def _folded_text(self, taken: int) -> str:
        """How many copies are folded, and from which likeness; shorter where there is little room."""
        count = number(self.folded)
        told = ngettext("%s copy folded", "%s copies folded", self.folded) % count
        whole = f"{told} (≥ {self.where.likeness}%)"
        room = self.articles.outer_size.width - BORDER_CELLS - taken - 3
        return whole if width(whole) <= room else f"≡ −{count} (≥{self.where.likeness}%)"

    def _progress_text(self) -> str:
        assert self.progress is not None
        stage = _(_STAGES.get(self.progress.stage, self.progress.stage))
        if self.progress.again:
            stage = _("facts again")
        done, total = self.progress.done, self.progress.total
        if not total:
            return stage
        read, size = self.progress.read, self.progress.size
        share = share_done(done, total, read, size)
        filled = min(8, int(8 * share))
        count = f"{number(done)}/{number(total)}"
        if total == 1 and counts_bytes(total, size):
            count = f"{share:.0%}"
        told = f"{stage} {'▇' * filled}{'▁' * (8 - filled)} {count}"
        if self.progress.left is None:
            return told
        left = " · " + _("%s left") % duration_text(self.progress.left)
        room = self.articles.outer_size.width - BORDER_CELLS
        forms = (told + left, f"{stage} {share:.0%}{left}", told)
        return next((form for form in forms if width(form) <= room), told)

    def _empty_text(self) -> tuple[Line, ...]:
        if self.where.narrows:
            return ((run("   " + _("No article passes the filter."), "strong"),), (),
                    (Run("   F", "key"), run("  " + _("show all again"), "dim")))  # fmt: skip
        if self.progress is not None:
            return ((run("   " + _("Reading the corpus…"), "strong"),),)
        return (
            (run("   " + _("No article in this corpus yet."), "strong"),), (),
            (Run("   O ", "key"), run("  " + _("choose a folder or a file to read"), "dim")),
            (Run("   R ", "key"), run("  " + _("look for new files"), "dim")),
            (Run("   ^p", "key"), run("  " + _("all commands"), "dim")),
        )  # fmt: skip

    def describe_reader(self) -> None:
        """`[2] Text`, where and when; how far, and which hit."""
        left: Line = (run(_("[2] Text")),)
        right: Line = ()
        bottom: Line = ()
        if self.stored is not None:
            from tui.present.labels import where_from

            right = (run(where_from(self.stored)),)
            percent = f"{self.reader.progress:.0%}"
            place = f"{number(self.articles.cursor + 1)}/{number(self.articles.count)}"
            bottom = (run(f"{percent} · {place}"),)
            if self.hits.total:
                at = number(self.hits.at + 1) if self.hits.at >= 0 else "–"
                total = number(self.hits.total) + ("+" if self.hits.more else "")
                told = _("%(at)s/%(all)s hits") % {"at": at, "all": total}
                bottom = (run(told + " · "), *bottom)
        if self.shows_original:
            left = (run(_("[2] Text: as it came")),)
        self.reader.set_frame(left, right, bottom)

    @property
    def shows_original(self) -> bool:
        """True while the page as it came is in the reading view."""
        return False

    def describe_facts(self) -> None:
        """`[3] Facts` and their number; what the keys do here."""
        left: Line = (run(_("[3] Facts")),)
        count = self.stored.extraction.fact_count if self.stored else 0
        right: Line = (run(number(count)),) if self.stored else ()
        if self.stored is not None and not self.stored.head.facts_ready:
            right = (run(_("being read…")),)
        if self.facts.words:
            right = (run(f"“{self.facts.words[:20]}” {self.facts.shown_count}/{number(count)}"),)
        hints = _("/ filter · i hide") if self.shape.side_by_side else _("n/N evidence · Esc close")
        self.facts.empty = ((run("  " + _("No facts."), "dim"),),) if self.stored else ()
        self.facts.set_frame(left, right, (run(hints),))

    def describe_related(self) -> None:
        """`[4] Related — why` and their number."""
        left: Line = (run(_("[4] Related — why")),)
        count = len(self.walk.related)
        right: Line = (run(f"{self.walk.step}/{count}" if self.walk.step else number(count)),)
        if self.walk.anchor is None or self.strip.waiting:
            right = ()
        bottom: Line = (run(_(". next   , previous   r into the strip")),)
        self.strip.set_frame(left, right, bottom)
        none = _("No other article of this corpus is related to this one.")
        self.related_list.empty = ((run("   " + none, "dim"),),)
        self.related_list.set_frame(left, right, (run(_(". next   , previous   Enter open   Esc close")),))

    def say_summary(self) -> None:
        """What there is to know about the article just opened, where the facts do not show."""
        if self.stored is None:
            return
        extraction = self.stored.extraction
        if extraction.read_until is not None:
            from tui.present.labels import partial_text

            self.say(partial_text(self.stored.article, extraction), "warning")
            return
        if self.facts.display or not extraction.fact_count:
            self.say(self.stored.head.file, "dim")
            return
        from tui.model.fact import KINDS

        most = [(k, len(extraction.of_kind(k))) for k in KINDS if k in ("person", "figure", "statement")]
        told = " · ".join(f"{kind_heading(kind).lower()} {count}" for kind, count in most if count)
        count = extraction.fact_count
        text = ngettext("%s fact in this article: press i", "%s facts in this article: press i", count)
        self.say(f"{text % number(count)} ({told})", "dim")
