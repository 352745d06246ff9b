"""Corrections in a library: what follows from them, at once and whichever way it was made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.library.correcting import Facts, build, correct, found, rows
from tui.errors import UsageError
from tui.library import correcting, deciding, sources
from tui.library.correcting import catch_up
from tui.library.library import Library
from tui.library.shelf import Shelf
from tui.model.correction import Correction, rejection
from tui.model.fact import KINDS
from tui.model.own import Subject


class Desk:
    """A library and a shelf beside it, as a reader has them."""

    def __init__(self, folder: Path, facts: Facts) -> None:
        self.facts, self.path = facts, folder / "library.db"
        self.shelf = Shelf.open(folder / "data")
        build(self.path, facts)

    def decide(self, wanted: Callable[[Library], Correction]) -> Correction:
        library = Library.open(self.path)
        try:
            made = self.shelf.correct(wanted(library))
        finally:
            library.close()
        self.follow()
        return made

    def follow(self) -> None:
        correct(self.path, self.shelf.corrections())

    def merge(self, key: str, into: str) -> Correction:
        return self.decide(lambda library: deciding.merging(library.connection, key, into))

    def rename(self, key: str, shown: str) -> Correction:
        return self.decide(lambda library: deciding.renaming(library.connection, key, shown))

    def split(self, key: str, *files: str) -> Correction:
        digests = [article.digest for article, _facts in self.facts if article.file in files]
        return self.decide(lambda library: deciding.splitting(library.connection, key, digests))

    def reject_everywhere(self, key: str) -> Correction:
        return self.decide(lambda library: deciding.rejection_everywhere(library.connection, key))

    def reject(self, file: str, kind: str, name: str) -> Correction:
        """Reject the first fact of a kind whose evidence or key holds `name`."""
        article, facts = next(pair for pair in self.facts if pair[0].file == file)
        fact = next(
            fact for fact in facts.of_kind(kind)  # type: ignore[arg-type]
            if name in fact.evidence.of(article.text)
        )  # fmt: skip
        about = Subject(article.digest, article.title or "", article.file)
        made = self.shelf.correct(
            rejection(article, about, kind, fact, name=name)  # type: ignore[arg-type]
        )
        self.follow()
        return made

    def undo(self, name: str = "") -> None:
        self.shelf.undo_correction(name)
        self.follow()

    def keys(self, kind: str) -> dict[str, list[str]]:
        """Key → files, of the names of a kind."""
        found: dict[str, list[str]] = {}
        for row in rows(self.path)["named"]:
            if row[2] == kind:  # type: ignore[index]
                found.setdefault(row[1], []).append(row[0])  # type: ignore[index]
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, found(tmp_path / "corpus"))


def test_a_rejected_place_leaves_its_article_alone(desk: Desk) -> None:
    before = rows(desk.path)
    desk.reject("6.txt", "place", "Bắc Giang")
    assert desk.keys("place")["place:bắc giang"] == ["2.txt", "5.txt"]
    (head,) = [row for row in rows(desk.path)["heads"] if row[0] == "6.txt"]  # type: ignore[index]
    assert head[3] is None  # type: ignore[index]  # it was filed under the place
    desk.undo()
    assert rows(desk.path) == before


def test_a_name_rejected_everywhere_is_in_no_article(desk: Desk) -> None:
    before = rows(desk.path)
    made = desk.reject_everywhere("place:bắc ninh")
    assert made.article_count == 3
    assert "place:bắc ninh" not in desk.keys("place")
    desk.undo()
    assert rows(desk.path) == before


def test_namesakes_that_were_told_apart_are_one_once_the_reader_says_so(desk: Desk) -> None:
    before = rows(desk.path)
    one, other = sorted(key for key in desk.keys("person") if key.startswith("person:nguyễn văn nam"))
    desk.merge(one, other)
    assert desk.keys("person")["person:nguyễn văn nam"] == ["1.txt", "2.txt", "3.txt", "4.txt"]
    desk.undo()
    assert rows(desk.path) == before


def test_two_spellings_of_a_person_are_one_with_the_name_of_the_second(desk: Desk) -> None:
    before = rows(desk.path)
    desk.merge("person:lạc mây thu", "person:lạc thị mây thu")
    people = desk.keys("person")
    assert "person:lạc mây thu" not in people
    assert people["person:lạc thị mây thu"] == ["1.txt", "2.txt", "4.txt", "5.txt"]
    library = Library.open(desk.path)
    page = library.entity("person:lạc thị mây thu")
    assert page is not None
    assert page.name == "Lạc Thị Mây Thu"
    assert "Lạc Mây Thu" in page.forms
    (hit, *_others) = library.find_names("lac may thu").hits  # by the name that was given up, too
    assert (hit.name, hit.article_count) == ("Lạc Thị Mây Thu", 4)
    library.close()
    desk.undo()
    assert rows(desk.path) == before


def test_a_person_is_merged_with_one_of_several_namesakes_and_with_no_other(desk: Desk) -> None:
    both = sorted(key for key in desk.keys("person") if key.startswith("person:nguyễn văn nam"))
    potter = next(key for key in both if desk.keys("person")[key] == ["3.txt", "4.txt"])
    desk.merge("person:lạc mây thu", potter)
    found = [files for key, files in desk.keys("person").items() if key.startswith("person:nguyễn văn nam")]
    assert sorted(found) == [["1.txt", "2.txt"], ["3.txt", "4.txt", "5.txt"]]


def test_a_person_that_was_split_off_is_never_linked_again(desk: Desk) -> None:
    before = rows(desk.path)
    made = desk.split("person:lạc thị mây thu", "2.txt")
    people = desk.keys("person")
    assert people["person:lạc thị mây thu"] == ["1.txt"]
    assert people[made.into] == ["2.txt"]
    assert made.into == f"person:lạc thị mây thu@{made.id}"
    build(desk.path.with_name("again.db"), desk.facts, desk.shelf.corrections())
    assert rows(desk.path.with_name("again.db")) == rows(desk.path)
    desk.undo()
    assert rows(desk.path) == before


def test_a_given_name_becomes_somebody_by_name(desk: Desk) -> None:
    one, other = sorted(key for key in desk.keys("person") if key.startswith("person:tùng"))
    desk.merge(one, other)
    assert sorted(desk.keys("person")[other]) == ["5.txt", "6.txt"]
    desk.rename(other, "Lê Thanh Tùng")
    assert sorted(desk.keys("person")["person:lê thanh tùng"]) == ["5.txt", "6.txt"]


def test_a_name_that_is_renamed_is_found_and_shown_by_its_new_one(desk: Desk) -> None:
    desk.rename("place:bắc giang", "Bắc Giang cũ")
    assert sorted(desk.keys("place")["place:bắc giang cũ"]) == ["2.txt", "5.txt", "6.txt"]
    library = Library.open(desk.path)
    assert library.find_names("bac giang cu").hits[0].name == "Bắc Giang cũ"
    page = library.entity("place:bắc giang")
    assert page is not None  # by the key it had, as the history keeps it
    assert page.name == "Bắc Giang cũ"
    library.close()


def test_merging_both_ways_is_no_riddle(desk: Desk) -> None:
    desk.merge("place:bắc giang", "place:bắc ninh")
    assert "place:bắc giang" not in desk.keys("place")
    desk.rename("place:bắc ninh", "Bắc Giang")
    assert len(desk.keys("place")["place:bắc giang"]) == 4
    assert "place:bắc ninh" not in desk.keys("place")


def test_a_statement_and_an_office_that_are_rejected_go(desk: Desk) -> None:
    article, facts = desk.facts[0]
    person = facts.people[0]
    about = Subject(article.digest)
    for kind, fact in (("statement", facts.statements[0]), ("role", person.roles[0])):
        wanted = rejection(article, about, kind, fact, name="x", key=person.key)  # type: ignore[arg-type]
        desk.shelf.correct(wanted)
    before = rows(desk.path)
    desk.follow()
    now = rows(desk.path)
    assert len(now["statements"]) == len(before["statements"]) - 1
    assert len(now["roles"]) == len(before["roles"]) - 1


def test_what_the_corpus_does_not_know_cannot_be_corrected(desk: Desk) -> None:
    library = Library.open(desk.path)
    connection = library.connection
    with pytest.raises(UsageError):
        deciding.merging(connection, "person:ai đó", "person:lạc mây thu")
    with pytest.raises(UsageError):
        deciding.merging(connection, "person:lạc mây thu", "place:bắc ninh")
    with pytest.raises(UsageError):
        deciding.merging(connection, "person:lạc mây thu", "person:lạc mây thu")
    with pytest.raises(UsageError):
        deciding.splitting(connection, "person:lạc mây thu", [])
    for name in ("", "  ", "\u202e", "\x1b[31m", "?!", "a" * 300):
        with pytest.raises(UsageError):
            deciding.renaming(connection, "person:lạc mây thu", name)
    library.close()


def test_a_correction_of_an_article_that_is_not_here_changes_nothing(desk: Desk) -> None:
    before = rows(desk.path)
    gone = Subject("0" * 32, "Bài đã mất")
    desk.shelf.correct(Correction("", "reject", "place", "Bắc Ninh", key="place:bắc ninh", about=gone))
    desk.shelf.correct(
        Correction("", "merge", "person", "Ai Đó", key="person:ai đó", into="person:ma", shown="Ma Văn Ai")
    )
    desk.follow()
    now = rows(desk.path)
    assert {name: now[name] for name in now if name != "corrections"} == {
        name: before[name] for name in before if name != "corrections"
    }


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), steps=st.integers(1, 9))
def test_any_corrections_give_the_library_that_would_be_made_with_them(
    tmp_path_factory: pytest.TempPathFactory, seed: int, steps: int
) -> None:
    folder, random = tmp_path_factory.mktemp("desk"), Random(seed)
    desk = Desk(folder, found(folder / "corpus"))
    for _step in range(steps):
        try:
            _do_something(desk, random)
        except UsageError:
            continue
        again = build(folder / "again.db", desk.facts, desk.shelf.corrections())
        assert rows(desk.path) == rows(again)
        for file in folder.glob("again.db*"):
            file.unlink()
    for one in desk.shelf.corrections():
        desk.shelf.undo_correction(one.id)
    desk.follow()
    clean = build(folder / "clean.db", desk.facts)
    assert rows(desk.path) == rows(clean)
    desk.shelf.close()


def _do_something(desk: Desk, random: Random) -> None:
    kind = random.choice(("person", "organisation", "place"))
    keys = sorted(desk.keys(kind))
    known = desk.shelf.corrections()
    match random.randrange(7):
        case 0 if known:
            desk.undo(random.choice(known).id)
        case 1 if known:
            desk.shelf.redo_correction(random.choice(known).id)
            desk.follow()
        case 2 if keys:
            desk.reject_everywhere(random.choice(keys))
        case 3 if keys:
            desk.merge(random.choice(keys), random.choice(keys))
        case 4 if keys:
            desk.rename(
                random.choice(keys),
                random.choice(("Lạc Mây Thu", "Nguyễn Văn Nam", "Bắc Ninh", "Tùng", "Sở Xây dựng")),
            )
        case 5 if keys:
            desk.split(random.choice(keys), *random.sample([pair[0].file for pair in desk.facts], 3))
        case _:
            article, facts = random.choice(desk.facts)
            every = [(kind, fact) for kind in KINDS for fact in facts.of_kind(kind)]
            which, fact = random.choice(every)
            about = Subject(article.digest)
            desk.shelf.correct(rejection(article, about, which, fact, name="x"))
            desk.follow()


def test_a_library_made_again_without_the_shelf_has_none(desk: Desk) -> None:
    desk.reject_everywhere("place:bắc ninh")
    correct(desk.path, ())
    assert rows(desk.path) == rows(build(desk.path.with_name("clean.db"), desk.facts))
    assert replace(Correction("", "reject", "place", ""), undone=True).undone


def test_a_name_merged_again_and_again_is_found_by_every_name_it_had(desk: Desk) -> None:
    desk.rename("person:lạc mây thu", "Lạc Mây")
    desk.merge("person:lạc mây", "person:lạc thị mây thu")
    desk.rename("organisation:sở xây dựng tỉnh bắc giang", "SXD BG")
    library = Library.open(desk.path)
    for typed in ("Lạc Mây Thu", "Lạc Mây", "Lạc Thị Mây Thu"):
        assert library.find_names(typed).hits[0].name == "Lạc Thị Mây Thu"
    assert library.find_names("sở xây dựng tỉnh bắc giang").hits[0].name == "SXD BG"
    page = library.entity("person:lạc mây thu")
    assert page is not None
    assert page.key == "person:lạc thị mây thu"
    library.close()


def test_following_that_was_stopped_goes_on_where_it_was(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(correcting, "AT_ONCE", 1)
    library = Library.open(desk.path)
    wanted = desk.shelf.correct(deciding.rejection_everywhere(library.connection, "place:bắc ninh"))
    library.close()
    writing = Library.open(desk.path, write=True)
    steps = sources.committed(writing.connection, catch_up(writing.connection, desk.shelf.corrections()))
    next(steps)
    del steps  # what it began is committed
    left = correcting.articles_waiting(writing.connection)
    writing.close()
    assert 0 < left < wanted.article_count
    monkeypatch.undo()
    desk.shelf.correct(Correction("", "reject", "place", "Quảng Trị", key="place:quảng trị"))
    desk.follow()
    library = Library.open(desk.path, write=True)
    for _step in sources.finish(library.connection):
        pass
    library.close()
    build(desk.path.with_name("again.db"), desk.facts, desk.shelf.corrections())
    assert rows(desk.path) == rows(desk.path.with_name("again.db"))
