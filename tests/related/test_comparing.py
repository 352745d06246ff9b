"""Which figures of one measure compare: nothing is set against what it does not compare with."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.model.measure import FIGURE_SORTS, MEASURE_KINDS, MeasuredPlace
from tui.related.comparing import Line, board_heads, compares, groups_of, likeness, sorted_rows

LAM = MeasuredPlace("Lam Kha", "province")
MO = MeasuredPlace("Vĩnh Mơ", "province", "Vĩnh Mơ", "Lam Kha")
XA = MeasuredPlace("Trà Lum", "ward")


def line(article: int, value: float, **fields: object) -> Line:
    given = {
        "figure": 0, "measure": "việc làm", "kind": "level", "unit": "người", "place": LAM,
        "place_far": False, "start": 2023 * 12, "months": 12, "period_far": False, "approx": None,
        "change": None, "plan": None, "target": None,
    } | fields  # fmt: skip
    return Line(article=article, value=value, **given)  # type: ignore[arg-type]


def test_what_compares_over_most_places_comes_first() -> None:
    """Then what differs in one thing, then what differs in two; each says in what."""
    groups = groups_of(
        [
            line(1, 5, months=6, kind="amount"),
            line(2, 6, months=6),
            line(3, 7),
            line(4, 8, place=MO),
            line(5, 9, place=XA),
            line(6, 10, unit="hộ"),
            line(7, 11, start=None, months=-1),
            line(8, 12, place=None),
        ]
    )
    assert [(sorted(row.value for row in group.rows), group.why_not) for group in groups] == [
        ([7, 8], ()),
        ([10], ("unit",)),
        ([9], ("place",)),
        ([6], ("period",)),
        ([11, 12], ("untold",)),
        ([5], ("kind", "period")),
    ]
    assert [compares(group) for group in groups] == [True] + [False] * 5


def test_what_was_reached_comes_before_what_is_planned() -> None:
    """However many plans there are; and a measure is in the unit of what was reached."""
    lines = [line(1, 5, kind="plan"), line(2, 6, kind="plan", place=MO), line(3, 7)]
    assert [(group.kind, group.why_not) for group in groups_of(lines)] == [("level", ()), ("plan", ("kind",))]
    shares = [line(1, 5, kind="change", unit="%"), line(2, 6, unit="tấn")]
    assert [head.unit for head in board_heads(shares)] == ["tấn"]


def test_figures_of_an_untold_period_are_set_against_nothing() -> None:
    """However many there are, in however many places."""
    (group,) = groups_of([line(n, n, start=None, months=-1, place=p) for n, p in enumerate((LAM, MO, XA))])
    assert not compares(group)
    (head,) = board_heads([line(n, n, start=None, months=-1, place=p) for n, p in enumerate((LAM, MO, XA))])
    assert (head.place_count, head.figure_count, head.article_count) == (0, 3, 3)


def test_a_figure_that_several_articles_print_is_one_row() -> None:
    """With all its sources, newest first; what only one of them tells is kept."""
    (group,) = groups_of([line(9, 5), line(4, 5, change=2.5), line(4, 5, figure=3), line(2, 5, start=1)])
    assert [row.sources for row in group.rows] == [((9, 0), (4, 0)), ((2, 0),)]
    assert group.rows[0].change == 2.5


def test_measures_that_compare_over_more_places_stand_higher() -> None:
    """Whatever is printed more often."""
    lines = [line(n, n, measure="giá vàng") for n in range(9)]
    lines += [line(20, 1), line(21, 2, place=MO)]
    assert [(head.name, head.place_count) for head in board_heads(lines)] == [
        ("việc làm", 2),
        ("giá vàng", 1),
    ]


LINES = st.builds(
    line,
    st.integers(1, 9),
    st.floats(0, 1e15),
    kind=st.sampled_from(MEASURE_KINDS),
    unit=st.sampled_from(["người", "%", "đồng"]),
    place=st.sampled_from([None, LAM, MO, XA]),
    start=st.integers(0, 30_000),
    months=st.sampled_from([-1, 0, 6, 12]),
)


@given(st.lists(LINES, max_size=40), st.sampled_from(FIGURE_SORTS))
def test_groups_hold_every_figure_once_and_only_what_is_alike(lines: list[Line], sort: str) -> None:
    """In any order of the rows."""
    groups = groups_of(lines)
    rows = [row for group in groups for row in sorted_rows(group.rows, sort, {})]  # type: ignore[arg-type]
    assert {source[0] for row in rows for source in row.sources} == {one.article for one in lines}
    assert len(rows) == len({(likeness(x), x.value, x.place and x.place.name, x.start) for x in lines})
    for group in groups:
        if compares(group):
            assert {(row.unit, row.kind, row.months) for row in group.rows} == {
                (group.unit, group.kind, group.months)
            }
            assert {row.place.scope if row.place else "" for row in group.rows} == {group.scope}
