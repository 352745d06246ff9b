"""The search box: answers while one types, drops what is late, and always says where to look next."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from textual.events import Key, Paste
from textual.strip import Strip

from tests.app.conftest import check_golden
from tests.app.stage import Answers, Stage, keys_of, screen_text, wait_for
from tests.present.samples import hits, names_result, text_result
from tui.app.messages import Completed, Failed, TextFound
from tui.app.screens.search import SearchScreen
from tui.app.widgets.search_overlay import SearchChoice, SearchMemory, SearchOverlay
from tui.i18n import set_language
from tui.model.own import AskedQuery, SavedSearch
from tui.model.query import Candidate, Completion
from tui.model.result import TextResult, TextSearch
from tui.model.span import Span
from tui.present.search import OpenEntity, OpenHit

BRIDGES = (
    hits(1, "Khởi công cây cầu Vĩnh Hà dài nhất vùng sông nước", 4, dated="2024-04-26", outlet=None),
    hits(2, "Trạm Vĩnh Hà sẵn sàng trước mùa lũ", 2, title_inferred=True, date_inferred=True),
)
SIZES = [(54, 12), (80, 24), (120, 36), (200, 50)]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")


def bridges(query: str) -> TextResult:
    """Two articles for any query."""
    return text_result(*BRIDGES, query=query, dropped_hits=2)


def still() -> float:
    """A clock that stands, so that a golden screen is the same on every machine."""
    return 0.0


def overlay_of(app: Stage) -> SearchOverlay:
    """The search box on the screen."""
    return app.screen.query_one(SearchOverlay)


def stage(answers: Answers, kind: str = "text", **options: object) -> Stage:
    """A search over nothing else."""
    screen = SearchScreen(answers, kind, **options)  # type: ignore[arg-type]
    screen.overlay._clock = still
    return Stage(screen)


async def test_every_letter_is_asked_and_the_answer_is_on_the_screen() -> None:
    answers = Answers(text=bridges)
    app = stage(answers)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"cau")
        await wait_for(pilot, lambda: overlay_of(app).result)
        assert answers.asked == [("text corpus", "c"), ("text corpus", "ca"), ("text corpus", "cau")]
        assert "Khởi công cây cầu" in screen_text(app)


async def test_a_late_answer_to_an_older_query_is_dropped() -> None:
    answers = Answers(text=lambda query: text_result(hits(1, f"Bài về {query}", 1), query=query), held=True)
    app = stage(answers)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", "b")
        late, last = answers.waiting
        last()
        await wait_for(pilot, lambda: "Bài về ab" in screen_text(app))
        late()
        await pilot.pause()
        await pilot.pause()
        assert "Bài về ab" in screen_text(app)


async def test_a_letter_is_drawn_with_its_answer_and_without_it_where_that_takes_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn: list[str] = []
    draw = SearchOverlay._draw

    def noted(overlay: SearchOverlay) -> list[Strip]:
        drawn.append(overlay.input.text)
        return draw(overlay)

    monkeypatch.setattr(SearchOverlay, "_draw", noted)
    monkeypatch.setattr("tui.app.widgets.search_overlay._ECHO", 3600.0)
    answers = Answers(text=bridges, held=True)
    app = stage(answers)
    async with app.run_test(size=(80, 24)) as pilot:
        overlay = overlay_of(app)
        await pilot.press("c")
        await pilot.pause()
        assert "c" not in drawn
        answers.release()
        await wait_for(pilot, lambda: "c" in drawn)
        monkeypatch.setattr("tui.app.widgets.search_overlay._ECHO", 0.001)
        await pilot.press("a")
        await wait_for(pilot, lambda: "ca" in drawn)
        assert overlay._waiting is not None


async def test_the_preview_is_asked_for_when_typing_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = Answers(text=bridges)
    app = stage(answers)
    async with app.run_test(size=(160, 36)) as pilot:
        monkeypatch.setattr("tui.app.widgets.search_overlay._REST", 3600.0)
        await pilot.press(*"ca")
        await wait_for(pilot, lambda: overlay_of(app).result)
        await pilot.press("down")
        assert not [asked for asked in answers.asked if asked[0] == "preview"]
        overlay_of(app)._resting = None
        monkeypatch.setattr("tui.app.widgets.search_overlay._REST", 0.001)
        await pilot.press("u")
        await wait_for(pilot, lambda: ("preview", "1") in answers.asked)
        await pilot.press("down")
        await wait_for(pilot, lambda: ("preview", "2") in answers.asked)


async def test_enter_before_the_answer_opens_the_first_row_when_it_comes() -> None:
    answers = Answers(text=bridges, held=True)
    app = stage(answers)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"cau", "enter")
        assert not app.answers
        answers.release()
        await wait_for(pilot, lambda: app.answers)
        assert app.answers == [SearchChoice(OpenHit(1, Span(13, 21), 0), "cau", bridges("cau"))]


def many(count: int, query: str = "cau") -> TextResult:
    """The first `count` of 60 articles."""
    rows = (hits(number, f"Bài {number}", 1) for number in range(1, count + 1))
    return text_result(*rows, query=query, total_articles=60)


async def test_the_first_rows_are_shown_at_once_and_the_cursor_stays_when_the_others_come() -> None:
    app = stage(Answers(text=bridges, held=True))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"cau")
        overlay = overlay_of(app)
        overlay.post_message(TextFound(TextSearch("cau"), many(30), more=True))
        await wait_for(pilot, lambda: "Bài 4" in screen_text(app))
        assert "60 articles" in screen_text(app)
        await pilot.press("down", "down")
        overlay.post_message(TextFound(TextSearch("cau"), many(60)))
        await wait_for(pilot, lambda: overlay.result == many(60))
        chosen = overlay.view.chosen
        assert chosen is not None
        assert isinstance(chosen.target, OpenHit)
        assert chosen.target.article_id == 3


async def test_enter_between_the_first_rows_and_the_others_opens_with_all_to_walk_through() -> None:
    answers = Answers(text=bridges, held=True)
    app = stage(answers)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"cau")
        overlay = overlay_of(app)
        overlay.post_message(TextFound(TextSearch("cau"), many(30), more=True))
        await wait_for(pilot, lambda: overlay.result is not None)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert not app.answers
        assert answers.hurried == 1
        overlay.post_message(TextFound(TextSearch("cau"), many(60)))
        await wait_for(pilot, lambda: app.answers)
        assert app.answers == [SearchChoice(OpenHit(2, Span(13, 21), 1), "cau", many(60))]


async def test_a_query_typed_before_the_names_are_loaded_is_answered_when_they_are() -> None:
    answers = Answers(held=True)
    app = stage(answers, "names")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys_of("le ha"))
        await wait_for(pilot, lambda: "searching" in screen_text(app))
        answers.release()
        await wait_for(pilot, lambda: "Lê Thu Hạ" in screen_text(app))


async def test_f3_and_f4_switch_how_tones_and_abbreviations_are_read() -> None:
    """The same query is asked again; the next search reads them so too."""
    answers, memory = Answers(text=bridges), SearchMemory()
    app = stage(answers, memory=memory)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press(*"cau")
        await wait_for(pilot, lambda: overlay_of(app).result)
        assert "Tones F3: [auto]" in screen_text(app)
        await pilot.press("f3", "f4")
        await wait_for(pilot, lambda: overlay_of(app)._waiting is None)
        assert answers.searches_put[-1] == TextSearch("cau", tones="exact", expand=False)
        shown = screen_text(app)
        assert "Tones F3: [as typed]" in shown
        assert "Abbreviations F4: [as typed]" in shown
        await pilot.press("f3")
        await wait_for(pilot, lambda: "tones do not count" in screen_text(app))
        await pilot.press("f3", "f4")
        await wait_for(pilot, lambda: overlay_of(app)._waiting is None)
        assert answers.searches_put[-1] == TextSearch("cau")
        assert (memory.tones, memory.expand) == ("auto", True)


@pytest.mark.parametrize("size", SIZES)
async def test_a_switch_that_was_turned_is_shown_at_every_size(size: tuple[int, int]) -> None:
    app = stage(Answers(text=bridges), memory=SearchMemory(tones="exact", expand=False))
    async with app.run_test(size=size) as pilot:
        await pilot.press(*"cau")
        await wait_for(pilot, lambda: overlay_of(app).result)
        shown = screen_text(app)
        assert "F3: [as typed]" in shown or "F3 [as typed] F4 [as typed]" in shown


def names(text: str, caret: int) -> Completion:
    """Two people for any beginning."""
    start = text.index(":") + 1
    found = (Candidate('"Lê Thu Hạ"', "Lê Thu Hạ", 3), Candidate('"Lê Văn Hà"', "Lê Văn Hà", 1))
    return Completion(start, caret, "person", found)


def _stands_on_a_hit(app: Stage) -> bool:
    chosen = overlay_of(app).view.chosen
    return chosen is not None and isinstance(chosen.target, OpenHit)


async def test_the_values_of_a_field_are_offered_and_one_is_taken_by_a_key() -> None:
    answers = Answers(text=bridges, completions=names)
    app = stage(answers)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys_of("person:le"))
        await wait_for(pilot, lambda: "GOES ON WITH" in screen_text(app))
        shown = screen_text(app)
        assert "/ person:le → Lê Thu Hạ" in shown
        assert "Lê Văn Hà" in shown
        assert "3 articles" in shown
        await wait_for(pilot, lambda: _stands_on_a_hit(app))
        await pilot.press("right")
        assert overlay_of(app).input.text == 'person:"Lê Thu Hạ"'
        await wait_for(pilot, lambda: answers.searches_put[-1].query == 'person:"Lê Thu Hạ"')


async def test_a_value_further_down_is_taken_by_enter() -> None:
    app = stage(Answers(text=bridges, completions=names))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys_of("person:le"))
        await wait_for(pilot, lambda: "GOES ON WITH" in screen_text(app))
        await wait_for(pilot, lambda: overlay_of(app)._waiting is None)
        await pilot.press("up", "enter")
        assert overlay_of(app).input.text == 'person:"Lê Văn Hà"'
        assert not app.answers


async def test_the_name_of_a_field_stands_behind_its_beginning() -> None:
    """Without rows, and without a question to the library."""
    answers = Answers(text=bridges)
    app = stage(answers)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys_of("lu outl"))
        await wait_for(pilot, lambda: "/ lu outl → outlet:" in screen_text(app))
        await pilot.press("right")
        assert overlay_of(app).input.text == "lu outlet:"
        await pilot.press("left", "right", "b")
        assert overlay_of(app).input.text == "lu outlet:b"
        assert [text for kind, text in answers.asked if kind == "complete"] == ["lu outlet:", "lu outlet:b"]


async def test_values_for_another_text_than_stands_there_are_dropped() -> None:
    app = stage(Answers(text=bridges, completions=names))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"cau")
        await wait_for(pilot, lambda: overlay_of(app).result)
        overlay_of(app).post_message(Completed("person:l", 8, names("person:l", 8)))
        await pilot.pause()
        await pilot.pause()
        assert "GOES ON WITH" not in screen_text(app)


async def test_an_answer_read_another_way_is_dropped() -> None:
    answers = Answers(text=lambda query: text_result(hits(1, "Bài", 1), query=query), held=True)
    app = stage(answers)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", "f3")
        late, last = answers.waiting
        late()
        await pilot.pause()
        assert overlay_of(app).result is None
        last()
        await wait_for(pilot, lambda: overlay_of(app).result)


async def test_enter_opens_the_article_at_its_hit_with_the_whole_answer_to_walk_through() -> None:
    app = stage(Answers(text=bridges))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"cau", "down", "enter")
        await wait_for(pilot, lambda: app.answers)
        assert app.answers == [SearchChoice(OpenHit(2, Span(13, 21), 4), "cau", bridges("cau"))]
        assert not isinstance(app.screen, SearchScreen)


async def test_enter_on_a_name_opens_its_page() -> None:
    app = stage(Answers(), "names")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys_of("le ha"), "enter")
        await wait_for(pilot, lambda: app.answers)
        assert app.answers == [SearchChoice(OpenEntity("person:lê thu hạ"), "le ha", None)]


async def test_at_and_slash_at_the_start_of_an_empty_line_change_the_kind() -> None:
    answers = Answers()
    app = stage(answers)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("at", *"le")
        assert overlay_of(app).kind == "names"
        assert answers.asked[-1] == ("names", "le")
        await pilot.press("ctrl+u", "slash", "a", "slash")
        assert overlay_of(app).kind == "text"
        assert overlay_of(app).input.text == "a/"


async def test_tab_goes_through_the_scopes_and_asks_again() -> None:
    answers = Answers()
    app = stage(answers, article=7)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", "tab", "tab", "tab", "shift+tab")
        assert [scope for scope, _query in answers.asked] == [
            "text corpus", "text list", "text article", "text corpus", "text article",
        ]  # fmt: skip


async def test_without_an_open_article_there_is_no_scope_of_this_article() -> None:
    answers = Answers()
    app = stage(answers)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", "tab", "tab")
        assert [scope for scope, _query in answers.asked] == ["text corpus", "text list", "text corpus"]


async def test_tab_makes_a_text_search_of_a_search_for_a_name() -> None:
    answers = Answers()
    app = stage(answers, "names")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("h", "a", "tab")
        assert answers.asked[-1] == ("text corpus", "ha")


async def test_nothing_found_leads_to_the_whole_corpus_and_to_the_nearest_name() -> None:
    answers = Answers(text=lambda query: text_result(query=query, nearest=("Lê Thu Hạ",)))
    app = stage(answers, scope="article", article=7)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"xyz")
        await wait_for(pilot, lambda: "Nearest names" in screen_text(app))
        await pilot.press("enter")
        await wait_for(pilot, lambda: answers.asked[-1] == ("text corpus", "xyz"))
        await pilot.press("enter")
        await wait_for(pilot, lambda: answers.asked[-1] == ("names", "Lê Thu Hạ"))


async def test_what_an_input_method_sends_is_searched_composed() -> None:
    answers = Answers()
    app = stage(answers)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("t", "i", "e", "backspace", "ê", "backspace", "ế", "n", "g")
        assert answers.asked[-1] == ("text corpus", "tiếng")
        overlay_of(app).post_message(Paste(" Nguyê\u0303n\n"))
        await wait_for(pilot, lambda: answers.asked[-1] == ("text corpus", "tiếng Nguyễn"))


async def test_followed_queries_are_offered_again_in_the_next_search() -> None:
    memory = SearchMemory()
    app = stage(Answers(text=bridges), memory=memory)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"cau", "enter")
        await wait_for(pilot, lambda: app.answers)
        answers = Answers(text=bridges)
        app.push_screen(SearchScreen(answers, "names", memory=memory))
        await wait_for(pilot, lambda: "RECENT" in screen_text(app))
        await pilot.press("enter")
        await wait_for(pilot, lambda: answers.asked)
        assert answers.asked == [("text corpus", "cau")]


async def test_a_library_that_fails_says_so_in_the_box_and_the_next_letter_asks_again() -> None:
    answers = Answers(text=bridges, held=True)
    app = stage(answers)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        overlay_of(app).post_message(Failed("find", "the library is gone"))
        await wait_for(pilot, lambda: "the library is gone" in screen_text(app))
        answers.held = False
        await pilot.press("b")
        await wait_for(pilot, lambda: "Khởi công" in screen_text(app))


async def test_escape_closes_and_no_letter_leaks_into_commands() -> None:
    app = stage(Answers())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"qQjn", "escape")
        await wait_for(pilot, lambda: app.answers)
        assert app.answers == [None]


async def test_a_click_puts_the_cursor_and_a_second_one_opens() -> None:
    app = stage(Answers(text=bridges))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"cau")
        await wait_for(pilot, lambda: overlay_of(app).result)
        await pilot.click(SearchOverlay, offset=(10, 7))
        assert overlay_of(app).view.cursor == 1
        assert not app.answers
        await pilot.click(SearchOverlay, offset=(10, 8))
        await wait_for(pilot, lambda: app.answers)


async def test_the_preview_asks_once_for_each_article_and_only_where_it_has_room() -> None:
    answers = Answers(text=bridges)
    app = stage(answers)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press(*"cau", "down", "up")
        await wait_for(pilot, lambda: ("preview", "2") in answers.asked)
        await pilot.resize_terminal(80, 24)
        before = len(answers.asked)
        await pilot.press("down")
        await pilot.pause()
        assert len(answers.asked) == before


@pytest.mark.parametrize("size", SIZES)
async def test_the_text_search_looks_as_it_should(size: tuple[int, int]) -> None:
    set_language("vi")
    app = stage(Answers(text=bridges), article=1)
    async with app.run_test(size=size) as pilot:
        await pilot.press(*keys_of("cay cau"))
        await wait_for(pilot, lambda: overlay_of(app).result and overlay_of(app)._waiting is None)
        await pilot.pause()
        check_golden(f"search_{size[0]}x{size[1]}", screen_text(app))


@pytest.mark.parametrize("size", SIZES)
async def test_the_names_search_looks_as_it_should(size: tuple[int, int]) -> None:
    set_language("vi")
    app = stage(Answers(names=names_result), "names")
    async with app.run_test(size=size) as pilot:
        await pilot.press(*keys_of("le ha"))
        await wait_for(pilot, lambda: overlay_of(app).result and overlay_of(app)._waiting is None)
        await pilot.pause()
        await pilot.pause()
        check_golden(f"names_{size[0]}x{size[1]}", screen_text(app))


async def test_nothing_found_looks_as_it_should() -> None:
    set_language("vi")
    nothing = Answers(text=lambda query: text_result(query=query, nearest=("Lê Thu Hạ", "Đào Đức Hạnh")))
    app = stage(nothing, scope="article", article=1)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys_of("dao duc"))
        await wait_for(pilot, lambda: overlay_of(app).result)
        await pilot.pause()
        check_golden("search_nothing_80x24", screen_text(app))


async def test_an_empty_search_looks_as_it_should() -> None:
    set_language("vi")
    app = stage(Answers())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        check_golden("search_empty_80x24", screen_text(app))


async def test_letters_typed_while_the_box_is_being_opened_are_not_lost() -> None:
    answers = Answers()
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = SearchScreen(answers)
        app.push_screen(screen)
        for letter in "cau":
            app.post_message(Key(letter, letter))
        await wait_for(pilot, lambda: answers.asked and answers.asked[-1] == ("text corpus", "cau"))


SAVED = SavedSearch("Cầu Vĩnh Hà", "cau vinh ha")


async def test_saved_searches_and_the_history_stand_where_nothing_is_typed_yet() -> None:
    """With what each finds now, and what of it is new; Enter asks it, and it counts as seen."""
    answers = Answers(text=bridges, saved=[SAVED], past=[AskedQuery("le ha", "names", "corpus", "")])
    app = stage(answers)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: "SAVED" in screen_text(app) and "RECENT" in screen_text(app))
        assert "7 articles · 2 new" in screen_text(app)
        assert "@ le ha" in screen_text(app)
        check_golden("search_saved_80x24", screen_text(app))
        await pilot.press("enter")
        await wait_for(pilot, lambda: answers.asked)
        assert answers.asked == [("text corpus", "cau vinh ha")]
        assert answers.seen == ["Cầu Vĩnh Hà"]


async def test_f2_keeps_the_search_under_a_name() -> None:
    """The name is typed in the line of the query, which then comes back."""
    answers = Answers(text=bridges)
    app = stage(answers)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f2")
        await wait_for(pilot, lambda: "there is no search to save" in screen_text(app))
        await pilot.press(*"cau", "f2")
        await wait_for(pilot, lambda: "Save as: cau" in screen_text(app))
        asked = list(answers.asked)
        await pilot.press("ctrl+u", "enter")
        await wait_for(pilot, lambda: "no name" in screen_text(app))
        await pilot.press(*keys_of("cay cau"), "tab", "enter")
        await wait_for(pilot, lambda: "saved as “cay cau”" in screen_text(app))
        assert answers.saved == [SavedSearch("cay cau", "cau")]
        assert overlay_of(app).input.text == "cau"
        assert answers.asked == asked  # a name is no query
        await pilot.press("f2", "x", "escape", "escape")
        await wait_for(pilot, lambda: not isinstance(app.screen, SearchScreen))
        assert len(answers.saved) == 1


async def test_a_saved_search_is_renamed_and_forgotten_where_it_stands() -> None:
    """F2 on its row asks for another name; Del twice lets go of it, and moving away keeps it."""
    answers = Answers(text=bridges, saved=[SAVED, SavedSearch("Đê", "de bien")])
    app = stage(answers)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: "Cầu Vĩnh Hà" in screen_text(app))
        await pilot.press("f2")
        await wait_for(pilot, lambda: "Rename: Cầu Vĩnh Hà" in screen_text(app))
        await pilot.press("ctrl+u", *keys_of("Cau"), "enter")
        await wait_for(pilot, lambda: "/ Cau" in screen_text(app) and overlay_of(app).naming is None)
        assert [search.name for search in answers.saved] == ["Cau", "Đê"]
        await pilot.press("delete", "down")
        await pilot.press("delete")
        await wait_for(pilot, lambda: "Del once more: forget “Đê”" in screen_text(app))
        assert len(answers.saved) == 2
        await pilot.press("delete")
        await wait_for(pilot, lambda: "/ Đê" not in screen_text(app))
        assert [search.name for search in answers.saved] == ["Cau"]


async def test_a_search_for_a_name_is_not_saved() -> None:
    answers = Answers()
    app = stage(answers, "names")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"le", "f2")
        await wait_for(pilot, lambda: "there is no search to save" in screen_text(app))
        assert answers.saved == []


async def test_up_in_an_empty_line_walks_through_the_history() -> None:
    """Older with each Up; what is typed then is a query of its own, whose rows Up goes through."""
    past = [AskedQuery(query, "text", "corpus", "") for query in ("ba", "hai")]
    answers = Answers(text=bridges, past=[*past, AskedQuery("mot", "names", "corpus", "")])
    app = stage(answers)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: "RECENT" in screen_text(app))
        await pilot.press("up")
        assert overlay_of(app).input.text == "ba"
        await wait_for(pilot, lambda: overlay_of(app).result)
        await pilot.press("down", "up", "up")
        assert overlay_of(app).input.text == "hai"
        await wait_for(pilot, lambda: ("text corpus", "hai") in answers.asked)
        await pilot.press("up", "up", "up")
        assert (overlay_of(app).kind, overlay_of(app).input.text) == ("names", "mot")
        await pilot.press("x", "up")
        assert overlay_of(app).input.text == "motx"


async def test_what_was_followed_goes_into_the_history() -> None:
    answers = Answers(text=bridges)
    app = stage(answers)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"cau", "enter")
        await wait_for(pilot, lambda: app.answers)
        assert [(one.kind, one.query) for one in answers.past] == [("text", "cau")]
