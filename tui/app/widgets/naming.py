"""A box whose search can be kept under a name: F2 turns its line into one for the name."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from textual import on
from textual.message_pump import MessagePump

from tui.app.messages import SearchSaved
from tui.app.widgets.finder import Finder
from tui.i18n import gettext as _
from tui.model.own import SavedSearch
from tui.present.lines import Line, Run, run


class SaveAsks(Protocol):
    """What the box asks of the reader's shelf."""

    def save_search(self, asker: MessagePump, search: SavedSearch) -> None:
        """Answered by `SearchSaved`."""
        ...

    def forget_search(self, asker: MessagePump, name: str) -> None:
        """Answered by `SearchesRead`."""
        ...

    def rename_search(self, asker: MessagePump, name: str, new: str) -> None:
        """Answered by `SearchSaved`."""
        ...


class NamingFinder(Finder):
    """While `naming` is set, what is typed is the name of the search."""

    def __init__(self, asks: SaveAsks, *, text: str = "", id: str | None = None) -> None:
        super().__init__(text=text, id=id)
        self._keeper = asks
        self.naming: SavedSearch | None = None
        self._renaming = False
        """True where the search is there already, under another name."""
        self.told: Line = ()
        """What became of the last name; shown until something else is typed."""
        self._set_aside = ""
        self._forgetting = ""
        """Name of the search that is let go of when that is asked once more."""

    def to_save(self) -> SavedSearch | None:
        """The search as it stands, under the name that is proposed; None where there is none."""
        return None

    def saved_here(self) -> SavedSearch | None:
        """The saved search under the cursor."""
        row = self.view.chosen
        return row.target if row is not None and isinstance(row.target, SavedSearch) else None

    def forget(self, search: SavedSearch, key: str) -> None:
        """Let go of a saved search when `key` is pressed twice."""
        if self._forgetting == search.name:
            self._forgetting, self.told = "", ()
            self._keeper.forget_search(self, search.name)
        else:
            self._forgetting = search.name
            asked = _("{key} once more: forget “{name}”").format(key=key, name=search.name)
            self.told = (Run("✗ ", "error"), run(asked))
        self.redraw()

    def moved(self) -> None:
        here = self.saved_here()
        if self._forgetting and (here is None or here.name != self._forgetting):
            self._forgetting, self.told = "", ()

    def was_saved(self) -> None:
        """A search was kept."""

    def pressed_naming(self, key: str) -> bool:
        """Keys of naming; True when one is done with. On a saved search, F2 gives it another name."""
        if self.naming is None:
            here = self.saved_here()
            if key == "f2":
                self._begin_naming()
            elif key == "delete" and here is not None and not self.input.text:
                self.forget(here, _("Del"))
            else:
                return False
            return True
        if key == "enter" and self._renaming:
            self._keeper.rename_search(self, self.naming.name, self.input.text)
        elif key == "enter":
            self._keeper.save_search(self, replace(self.naming, name=self.input.text))
        elif key == "escape":
            self._end_naming()
        return key in ("enter", "escape", "up", "down", "tab", "shift+tab", "pageup", "pagedown", "f2")

    def naming_prompt(self) -> Line:
        """Before the name."""
        return (run((_("Rename:") if self._renaming else _("Save as:")) + " ", "key"),)

    def naming_hints(self) -> Line:
        """The keys of naming."""
        return (Run(" · ".join((_("Enter save"), _("Esc back"))), "dim"),)

    def _begin_naming(self) -> None:
        known = self.saved_here()
        self._renaming = known is not None
        search = known or self.to_save()
        if search is None:
            self.told = (Run("ⓘ ", "dim"), run(_("there is no search to save"), "dim"))
        else:
            self.naming, self.told = search, ()
            self._set_aside = self.input.text
            self.input.set(search.name)
            self.input.selected = True
        self.redraw()

    def _end_naming(self) -> None:
        self.naming = None
        self.input.set(self._set_aside)
        self.redraw()

    @on(SearchSaved)
    def _take_saved(self, message: SearchSaved) -> None:
        message.stop()
        if message.name:
            self.told = (Run("✓ ", "ok"), run(_("saved as “{name}”").format(name=message.name)))
            self._end_naming()
            self.was_saved()
        else:
            self.told = (Run("⚠ ", "error"), run(message.problem))
            self.redraw()
