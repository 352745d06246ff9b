"""The menu on `M`: what may be wrong with a name, and how the reader says what is right."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from tui.app.screens.menu import MenuScreen
from tui.app.screens.picking import NameLineScreen, NamesAsks, PickerScreen
from tui.i18n import gettext as _
from tui.i18n import ngettext
from tui.model.fact import Kind
from tui.model.record import record
from tui.present.corrections import correction_text, short_name
from tui.present.kinds import number

if TYPE_CHECKING:
    from textual.app import App

    from tui.app.store import Store
    from tui.model.correction import Correction


@record
class NameInQuestion:
    """A name, and the article it is looked at in."""

    key: str
    kind: Kind
    name: str
    digest: str = ""
    """Of that article; empty where there is none."""


class Corrector(Protocol):
    """What the menu asks of the app."""

    def consider(self, decide: Callable[[Store], Correction]) -> None:
        """Make a correction; of many articles only once the reader says so."""
        ...


def open_correction_menu(
    app: App[None], corrector: Corrector, asks: NamesAsks, about: NameInQuestion
) -> None:
    """Show the menu over the screen; what is chosen goes on in a box of its own."""
    name = short_name(about.name)
    choices: list[tuple[str, str, Callable[[], None]]] = [
        ("m", _("It is another name…"), lambda: _merge(app, corrector, asks, about)),
        ("r", _("It is spelled otherwise…"), lambda: _rename(app, corrector, about)),
    ]
    if about.digest:
        choices.append(("t", _("In this article it is another…"), lambda: _split(app, corrector, about)))
    choices.append(
        ("x", _("It is no name, in any article…"), lambda: corrector.consider(_rejecting(about.key)))
    )

    def follow(choice: int | None) -> None:
        if choice is not None:
            choices[choice][2]()

    keys = "".join(key for key, _label, _way in choices)
    app.push_screen(
        MenuScreen(_("Correct “%s”") % name, [label for _k, label, _w in choices], keys=keys), follow
    )


def reject_everywhere(corrector: Corrector, about: NameInQuestion) -> None:
    """Say that a name is none."""
    corrector.consider(_rejecting(about.key))


def confirm(app: App[None], correction: Correction, make: Callable[[], None]) -> None:
    """Make a correction that is about many articles once the reader has agreed to so many."""
    count = correction.article_count
    yes = ngettext("Yes, in %s article", "Yes, in %s articles", count) % number(count)

    def follow(choice: int | None) -> None:
        if choice == 0:
            make()

    title = correction_text(correction)
    app.push_screen(MenuScreen(title[:1].upper() + title[1:] + "?", [yes, _("No, leave it")]), follow)


def _rejecting(key: str) -> Callable[[Store], Correction]:
    return lambda store: store.rejecting(key)


def _merge(app: App[None], corrector: Corrector, asks: NamesAsks, about: NameInQuestion) -> None:
    def follow(picked: tuple[str, str] | None) -> None:
        if picked is not None:
            into = picked[0]
            corrector.consider(lambda store: store.merging(about.key, into))

    title = _("“%s” is …") % short_name(about.name)
    app.push_screen(PickerScreen(asks, title, kind=about.kind, key=about.key, name=about.name), follow)


def _rename(app: App[None], corrector: Corrector, about: NameInQuestion) -> None:
    def follow(typed: str | None) -> None:
        if typed is not None:
            corrector.consider(lambda store: store.renaming(about.key, typed))

    told = _("In every article, as if it were printed so.")
    app.push_screen(NameLineScreen(_("Rename “%s”") % short_name(about.name), told, about.name), follow)


def _split(app: App[None], corrector: Corrector, about: NameInQuestion) -> None:
    def follow(typed: str | None) -> None:
        if typed is not None:
            corrector.consider(lambda store: store.splitting(about.key, about.digest, typed))

    told = _("In this article alone; the same name may stand again.")
    title = _("Another “%s” in this article") % short_name(about.name)
    app.push_screen(NameLineScreen(title, told, about.name), follow)
