"""Questions to the library, asked in threads; the answers come as messages.

The event loop never waits: each question runs in a worker thread with its own connection, a newer question of
the same group cancels an older one, and a cancelled thread keeps its answer to itself.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump
from textual.worker import get_current_worker

from tui.app import messages
from tui.app.compare_queries import CompareQueries
from tui.app.corrections import CorrectionQueries
from tui.app.figures import FigureQueries
from tui.app.marks import Marks
from tui.app.network_queries import NetworkQueries
from tui.app.passages import PassageQueries
from tui.app.timeline_queries import TimelineQueries
from tui.errors import DocbaoError, UsageError
from tui.i18n import gettext as _
from tui.i18n import reason_of
from tui.model.result import ListFilter
from tui.text.copied import copied

if TYPE_CHECKING:
    from pathlib import Path

    from tui.app.clipboard import Sent
    from tui.app.concordances import Concordance
    from tui.app.screens.preview import Accepted
    from tui.app.store import Store
    from tui.model.article import Dropped
    from tui.model.own import AskedIn, AskedKind, SavedSearch
    from tui.model.result import RejectedFile, SortOrder, StoredArticle, TextResult, TextSearch
    from tui.present.page import Page
    from tui.present.search import Scope
    from tui.search.concordance import KwicLine, Order

BLOCK = 200
"""Rows of a list read at once."""
AT_ONCE = 200
"""Articles of a text search read at once; those after them when the walk along its hits gets there."""
IN_SIGHT = 30
"""Articles of a text search read before any is shown, unless the asker says how many it has room for."""
REST = 0.15
"""Seconds after which nothing more is being typed, and the other articles are read."""
UNREAD = ListFilter(unread=True)
READ_AHEAD = 200_000
"""Names that are read after the first paint; of more, memory is taken only when one searches them."""


class Queries(CorrectionQueries):
    """One corpus, asked by any widget; each answer is posted to the one that asked."""

    def __init__(self, app: App[Any], connect: Callable[[], Store]) -> None:
        self._app = app
        self._connect = connect
        self._local = threading.local()
        self.marks = Marks()
        self.network = NetworkQueries(self._ask)
        self.comparing = CompareQueries(self._ask)
        self.timeline = TimelineQueries(self._ask)
        self.passages = PassageQueries(self._ask)
        self._hurried = threading.Event()
        self.figures = FigureQueries(self._ask)

    def _store(self) -> Store:
        """This thread's own connection."""
        store: Store | None = getattr(self._local, "store", None)
        if store is None:
            store = self._local.store = self._connect()
        return store

    def _ask(self, asker: MessagePump, group: str, question: Callable[[Store], Message | None]) -> None:
        def work() -> None:
            worker = get_current_worker()
            if worker.is_cancelled:
                return
            try:
                answer = question(self._store())
            except DocbaoError as error:
                answer = messages.Failed(group, str(error))
            if answer is not None and not worker.is_cancelled:
                asker.post_message(answer)

        self._app.run_worker(work, thread=True, exclusive=True, group=group, name=group, exit_on_error=True)

    # the list

    def count(self, asker: MessagePump, order: SortOrder, where: ListFilter, article: int | None) -> None:
        """Ask how long a list is and where `article` stands in it; the answer is `Counted`."""

        def question(store: Store) -> Message:
            settled = self.marks.settled()
            with store.snapshot():
                position = None if article is None else store.position(article, order, where)
                start = (position or 0) // BLOCK * BLOCK
                return messages.Counted(
                    order,
                    where,
                    store.count(where),
                    store.state(),
                    article,
                    position,
                    store.heads(order, where, start, start + BLOCK),
                    start,
                    store.count(UNREAD),
                    store.count_folded(where),
                    settled,
                )

        self._ask(asker, "count", question)

    def heads(
        self, asker: MessagePump, order: SortOrder, where: ListFilter, start: int, stop: int, edition: int
    ) -> None:
        """Ask for rows `[start, stop)`; the answer is `HeadsRead`. Blocks do not cancel one another."""
        self._ask(
            asker,
            f"heads {start}",
            lambda store: messages.HeadsRead(
                order,
                where,
                start,
                settled=self.marks.settled(),
                heads=store.heads(order, where, start, stop),
                edition=edition,
            ),
        )

    def facets(self, asker: MessagePump, where: ListFilter, top: int) -> None:
        """Ask what the articles of a list have in common; the answer is `FacetsRead`.

        Where words were typed, `ValuesRead` follows: what they may name.
        """

        def question(store: Store) -> Message:
            worker = get_current_worker()
            facets = store.facets(where, top=top, stopped=lambda: worker.is_cancelled)
            if facets is None or not where.text.strip() or worker.is_cancelled:
                return messages.FacetsRead(where, facets)
            asker.post_message(messages.FacetsRead(where, facets))
            return messages.ValuesRead(
                where, store.values_named(where, stopped=lambda: worker.is_cancelled) or ()
            )

        self._ask(asker, "facets", question)

    # one article

    def article(self, asker: MessagePump, article: int) -> None:
        """Ask for an article; the answer is `ArticleRead`."""
        lately = self.lately
        self._ask(asker, "article", lambda store: _article(store, article, lately))

    def preview(self, asker: MessagePump, article: int) -> None:
        """Ask for an article to show beside a list of hits; the answer is `ArticleRead`."""
        self._ask(asker, "preview", lambda store: _article(store, article))

    def unread(
        self, asker: MessagePump, order: SortOrder, where: ListFilter, position: int, *, by: int
    ) -> None:
        """Ask for the nearest unread article after (`by` 1) or before (-1) `position`: `UnreadFound`."""
        self._ask(asker, "unread", lambda store: _nearest_unread(store, order, where, position, by))

    def hits(self, asker: MessagePump, stored: StoredArticle, query: str) -> None:
        """Ask where some words stand in an article; the answer is `HitsFound`."""

        def question(_: Store) -> Message:
            from tui.present.highlight import find_typed

            found, as_typed = find_typed(stored.article.text, query, limit=MOST_HITS)
            return messages.HitsFound(stored.head.id, query, found, as_typed)

        self._ask(asker, "hits", question)

    def lay_out(
        self, asker: MessagePump, stored: StoredArticle, whole: Callable[[], Page], *, original: bool
    ) -> None:
        """Ask for a long article, or its page as it came, laid out whole; the answer is `LaidOut`."""

        def question(_: Store) -> Message:
            from tui.present.highlight import marks_of

            marks = () if original else marks_of(stored.extraction)
            return messages.LaidOut(stored.head.id, whole(), marks, original)

        self._ask(asker, "layout", question)

    def related(self, asker: MessagePump, article: int) -> None:
        """Ask for the articles related to one; the answer is `RelatedRead`."""
        self._ask(asker, "related", lambda store: messages.RelatedRead(article, store.related(article)))

    def export_facts(self, asker: MessagePump, stored: StoredArticle, folder: Path) -> None:
        """Ask for the facts of an article as a file in `folder`; the answer is `Say` with its name."""

        def question(_store: Store) -> Message:
            from tui.export.facts import write_facts

            path = write_facts(folder, stored.article, stored.extraction)
            return messages.Say(_("Exported: %s") % path)

        self._ask(asker, "export", question)

    def original(
        self, asker: MessagePump, article: int, file: str, digest: str, dropped: tuple[Dropped, ...]
    ) -> None:
        """Ask for the page as it came; the answer is `OriginalRead`."""

        def question(store: Store) -> Message:
            try:
                text, left_out = store.original(file, digest, dropped)
                return messages.OriginalRead(article, text, left_out)
            except OSError:
                return messages.OriginalRead(article, None, dropped, "gone")
            except ValueError:
                return messages.OriginalRead(article, None, dropped, "changed")

        self._ask(asker, "original", question)

    def copy(self, asker: MessagePump, make: Callable[[Store], str], send: Callable[[str], Sent]) -> None:
        """Make a text, with what the library knows, and `send` it; the app gets `Copied`."""

        def question(store: Store) -> Message:
            text = ""
            try:
                text = copied(make(store))
                return messages.Copied(asker, text, send(text) if text.strip() else None)
            except DocbaoError as error:
                return messages.Copied(asker, text, problem=str(error))

        self._ask(self._app, "copy", question)

    # searching

    def find_text(
        self,
        asker: MessagePump,
        search: TextSearch,
        *,
        scope: Scope = "corpus",
        in_sight: int = IN_SIGHT,
    ) -> None:
        """Search for text; the answer is `TextFound`. `scope` says what the search is of, for the answer.

        Where articles match, it comes twice: at most `in_sight` of them first, then `AT_ONCE`, with
        the hits in what cleaning left out.
        """

        hurried = threading.Event()

        def question(store: Store) -> Message | None:
            def answer(result: TextResult, *, more: bool = False) -> Message:
                return messages.TextFound(search, result, scope, more=more)

            first = store.find_text(search, min(AT_ONCE, in_sight), quick=True)
            worker = get_current_worker()
            if first.total_articles and not worker.is_cancelled:
                asker.post_message(answer(first, more=True))
                hurried.wait(REST)
            if worker.is_cancelled:
                return None
            return answer(store.find_text(search, AT_ONCE))

        before, self._hurried = self._hurried, hurried
        self._ask(asker, "find", question)
        before.set()  # the last question was cancelled: it need not hold a thread until it has rested

    def more_hits(self, asker: MessagePump, search: TextSearch, start: int) -> None:
        """Ask for the articles of a text search from the one numbered `start`; the answer is `MoreHits`."""
        self._ask(
            asker,
            "more hits",
            lambda store: messages.MoreHits(
                search, start, store.find_text(search, AT_ONCE, start=start, quick=True)
            ),
        )

    def hurry(self) -> None:
        """Do not wait with the second answer to a text search."""
        self._hurried.set()

    def concordance(self, asker: MessagePump, concordance: Concordance) -> None:
        """Ask for every hit in its context; `ConcordanceRead` comes again and again, at last with the end."""

        def question(store: Store) -> Message | None:
            from tui.app.concordances import MOST_LINES

            worker = get_current_worker()
            count = articles = total = 0
            waiting: list[KwicLine] = []
            try:
                for block in store.concordance(concordance.search):
                    if worker.is_cancelled:
                        return None
                    waiting += block.lines
                    articles += block.articles
                    total = block.total_articles
                    if count + len(waiting) > MOST_LINES:
                        break
                    if len(waiting) > count:  # fewer and fewer deliveries, so that each may show all lines
                        asker.post_message(
                            messages.ConcordanceRead(concordance, tuple(waiting), articles, total)
                        )
                        count, waiting, articles = count + len(waiting), [], 0
            except DocbaoError as error:
                return messages.ConcordanceRead(
                    concordance, tuple(waiting), articles, total, ended=True, problem=str(error)
                )
            return messages.ConcordanceRead(concordance, tuple(waiting), articles, total, ended=True)

        self._ask(asker, "concordance", question)

    def sort_concordance(self, asker: MessagePump, concordance: Concordance, order: Order) -> None:
        """Ask for the lines that are here in another order; the answer is `ConcordanceSorted`."""
        gathered = tuple(concordance.gathered)

        def question(_store: Store) -> Message:
            from tui.search.concordance import sort_lines

            lines = gathered if order == "date" else tuple(sort_lines(gathered, order))
            return messages.ConcordanceSorted(concordance, order, lines)

        self._ask(asker, "sort concordance", question)

    def export_concordance(
        self, asker: MessagePump, query: str, lines: Sequence[KwicLine], form: str, folder: Path
    ) -> None:
        """Ask for the lines as a file in `folder`; the answer is `Exported`."""

        def question(_store: Store) -> Message:
            from tui.export.concordance import write_concordance

            return messages.Exported(str(write_concordance(folder, query, lines, form)))

        self._ask(asker, "export", question)

    def complete(self, asker: MessagePump, text: str, caret: int) -> None:
        """Ask what a query may go on with at the caret; the answer is `Completed`."""
        self._ask(
            asker,
            "complete",
            lambda store: messages.Completed(text, caret, store.complete(text, caret)),
        )

    def find_names(self, asker: MessagePump, query: str, limit: int = 100) -> None:
        """Search the names; the answer is `NamesFound`."""
        self._ask(asker, "find", lambda store: messages.NamesFound(query, store.find_names(query, limit)))

    def ready_names(self) -> None:
        """Read the names before anybody searches them; a search that comes earlier waits for them."""

        def question(store: Store) -> None:
            with suppress(DocbaoError):  # who searches is told
                if store.ready_names(READ_AHEAD):
                    gc.freeze()  # they stay: looking through them for garbage takes longer than a search

        self._ask(self._app, "ready names", question)

    def searches(self, asker: MessagePump) -> None:
        """Ask for saved searches and the history; the answer is `SearchesRead`, and again when counted."""

        def question(store: Store) -> Message:
            worker = get_current_worker()
            saved, asked = store.searches(), store.asked()
            if saved and not worker.is_cancelled:
                asker.post_message(messages.SearchesRead(saved, asked))
            counted = []
            for one in saved:
                if worker.is_cancelled:
                    break
                counted.append(store.count_search(one.search))
            return messages.SearchesRead(tuple(counted), asked)

        self._ask(asker, "searches", question)

    def save_search(self, asker: MessagePump, search: SavedSearch) -> None:
        """Keep a search under its name; the answer is `SearchSaved`."""

        def question(store: Store) -> Message:
            try:
                return messages.SearchSaved(store.save_search(search).name)
            except UsageError as error:
                return messages.SearchSaved("", str(error))

        self._ask(asker, "save search", question)

    def rename_search(self, asker: MessagePump, name: str, new: str) -> None:
        """Give a saved search another name; the answer is `SearchSaved`."""

        def question(store: Store) -> Message:
            try:
                return messages.SearchSaved(store.rename_search(name, new).name)
            except UsageError as error:
                return messages.SearchSaved("", str(error))

        self._ask(asker, "save search", question)

    def see_search(self, search: SavedSearch) -> None:
        """Note that a saved search was opened; nothing is answered unless it fails."""

        def question(store: Store) -> None:
            store.see_search(search)

        self._ask(self._app, f"see {search.name}", question)

    def forget_search(self, asker: MessagePump, name: str) -> None:
        """Let go of a saved search; the answer is `SearchesRead` without it."""

        def question(store: Store) -> None:
            store.forget_search(name)
            self._app.call_from_thread(self.searches, asker)

        self._ask(self._app, f"forget {name}", question)

    def note_asked(self, query: str, kind: AskedKind, scope: AskedIn) -> None:
        """Put a query in front of the history; nothing is answered unless it fails."""

        def question(store: Store) -> None:
            store.note_asked(query, kind, scope)

        self._ask(self._app, f"asked {kind} {query}", question)

    def entity(self, asker: MessagePump, key: str, *, whole: bool = True) -> None:
        """Ask for the page of a name, or for as much of it as comes at once; the answer is `EntityRead`."""
        self._ask(asker, "entity", lambda store: messages.EntityRead(key, store.entity(key, whole=whole)))

    def copies(self, asker: MessagePump, article: int, likeness: int) -> None:
        """Ask for the copies of an article; the answer is `CopiesRead`."""
        self._ask(
            asker,
            "copies",
            lambda store: messages.CopiesRead(article, likeness, store.copies(article, likeness)),
        )

    def refused(self, asker: MessagePump) -> None:
        """Ask for the files that could not be read; the answer is `RefusedRead`."""
        self._ask(asker, "refused", lambda store: messages.RefusedRead(store.rejected()))

    def peek(self, asker: MessagePump, file: str) -> None:
        """Ask for the beginning of a file that could not be read; the answer is `PeekRead`."""

        def question(store: Store) -> Message:
            try:
                return messages.PeekRead(store.peek(file))
            except OSError as error:
                return messages.Failed("peek", reason_of(error))

        self._ask(asker, "peek", question)

    def choose_encoding(self, asker: MessagePump, accepted: Accepted) -> None:
        """Remember the encoding of a file or a folder; the answer is `EncodingChosen`."""

        def question(store: Store) -> Message:
            store.choose_encoding(accepted.file, accepted.encoding, folder=accepted.folder)
            return messages.EncodingChosen(accepted.file, accepted.title, accepted.folder)

        self._ask(asker, "choose encoding", question)

    def export_refused(self, asker: MessagePump, files: tuple[RejectedFile, ...], folder: Path) -> None:
        """Ask for the list of refused files as a table in `folder`; the answer is `Exported`."""

        def question(_store: Store) -> Message:
            from tui.export.refused import write_refused

            return messages.Exported(str(write_refused(folder, files)))

        self._ask(asker, "export", question)

    def libraries(self, asker: MessagePump) -> None:
        """Ask which corpora have a library; the answer is `LibrariesRead`."""
        self._ask(asker, "libraries", lambda store: messages.LibrariesRead(store.libraries()))

    # the reader's own

    def mark_read(self, asker: MessagePump, digest: str, *, read: bool) -> None:
        """Set the reader's own mark; the answer is `UnreadCounted` once no other is on its way."""
        number = self.marks.make(digest, read=read)

        def question(store: Store) -> Message | None:
            self.marks.write(digest, number, lambda: store.mark_read(digest, read=read))
            settled = self.marks.settled()
            return None if settled is None else messages.UnreadCounted(store.count(UNREAD), settled)

        self._ask(asker, f"mark {digest}", question)

    def keep_setting(self, name: str, value: object) -> None:
        """Remember a choice; nothing is answered unless it fails."""

        def question(store: Store) -> None:
            store.keep_setting(name, value)

        self._ask(self._app, f"setting {name}", question)

    def keep_position(self, digest: str, offset: int) -> None:
        """Remember how far the reader got; nothing is answered unless it fails."""

        def question(store: Store) -> None:
            store.keep_position(digest, offset)

        self._ask(self._app, f"position {digest}", question)


MOST_HITS = 10_000
"""Hits marked in one article."""


def _article(store: Store, article: int, lately: frozenset[str] = frozenset()) -> Message:
    stored = store.article(article, lately)
    return messages.ArticleRead(article, stored, store.position_in(stored.head.digest) if stored else 0)


def _nearest_unread(
    store: Store, order: SortOrder, where: ListFilter, position: int, by: int
) -> messages.UnreadFound:
    """Walk the list in blocks from `position` until an unread row turns up."""
    count = store.count(where)
    start = position + 1 if by > 0 else position
    while (start < count) if by > 0 else (start > 0):
        low, high = (start, min(start + BLOCK, count)) if by > 0 else (max(0, start - BLOCK), start)
        heads = store.heads(order, where, low, high)
        places = range(len(heads)) if by > 0 else range(len(heads) - 1, -1, -1)
        for place in places:
            if not heads[place].read:
                return messages.UnreadFound(heads[place].id, low + place)
        start = high if by > 0 else low
    return messages.UnreadFound(None, position)
