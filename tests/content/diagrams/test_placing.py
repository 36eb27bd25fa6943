"""Where things lie on an actor map."""

import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.diagrams.canvas import Box
from content.diagrams.placing import (
    CROSSED,
    Plot,
    around,
    bowed,
    free_bow,
    in_cell,
    inside,
    line_between,
    name_place,
    spread,
    touch,
)

WIDE, NARROW = Plot(26, 2, 106, 14, 3), Plot(24, 2, 59, 12, 2)
plots = pytest.mark.parametrize("plot", [WIDE, NARROW], ids=["wide", "narrow"])
VALUES = st.lists(st.tuples(st.integers(-3, 9), st.integers(-3, 9)), max_size=120)


@plots
@given(values=VALUES)
def test_everybody_stands_in_the_map_or_in_a_heap(plot: Plot, values: list) -> None:
    points, heaps = spread(plot, values)
    assert len(points) == len(values)
    assert all(inside(plot.box, around(point, plot.radius)) for point in points)
    heaped = [index for heap in heaps for index in heap.members]
    assert len(heaped) == len(set(heaped))
    alone = [point for index, point in enumerate(points) if index not in set(heaped)]
    assert all(math.dist(a, b) >= 2 * plot.radius for a, b in combinations(alone, 2))


def test_affectedness_goes_right_and_influence_goes_up() -> None:
    low, high = WIDE.cell_box(1, 1).middle, WIDE.cell_box(5, 5).middle
    assert low[0] < high[0]
    assert low[1] > high[1]


@plots
def test_one_more_than_a_cell_takes_becomes_a_heap(plot: Plot) -> None:
    most = plot.per_row**2
    assert spread(plot, [(3, 3)] * most)[1] == []
    points, (heap,) = spread(plot, [(3, 3)] * (most + 1))
    assert heap.members == tuple(range(most + 1))
    assert set(points) == {plot.cell_box(3, 3).middle}


def test_a_short_last_row_is_centred() -> None:
    assert in_cell(Plot(0, 0, 100, 10, 2), (50, 50), 3) == [(25, 25), (75, 25), (50, 75)]


def test_a_line_bows_around_a_mark_that_stands_between() -> None:
    start, end, between = (0.0, 0.0), (200.0, 0.0), (100.0, 2.0)
    bow = free_bow(start, end, [start, end, between], 20)
    assert all(math.dist(point, between) > 20 for point in bowed(start, end, bow, 16))


def test_where_no_bow_is_free_the_line_keeps_off_as_far_as_it_can() -> None:
    start, end = (0.0, 0.0), (200.0, 0.0)
    wall = [(100.0, float(y)) for y in range(-200, 201, 10)]
    assert free_bow(start, end, wall, 20) in {0.06, -0.06, 0.14, -0.14, 0.22, -0.22, 0.3, -0.3}


@plots
def test_a_line_leaves_both_marks_alone(plot: Plot) -> None:
    start, end = plot.cell_box(1, 1).middle, plot.cell_box(4, 3).middle
    for point in line_between(plot, start, end, []):
        assert math.dist(point, start) > plot.radius
        assert math.dist(point, end) > plot.radius


def test_marks_that_nearly_touch_have_no_line() -> None:
    assert line_between(WIDE, (50, 50), (85, 50), []) == []


def test_a_name_takes_the_first_free_side() -> None:
    mark, size = (200.0, 200.0), (60.0, 20.0)
    below = name_place(WIDE, mark, size, [], [])
    assert below == Box(170, 218, 60, 20)
    above = name_place(WIDE, mark, size, [below], [])
    assert above == Box(170, 162, 60, 20)


def test_a_name_goes_where_fewer_lines_run() -> None:
    behind = [(200.0, 228.0)] * 3
    assert name_place(WIDE, (200, 200), (60, 20), [], behind) == Box(170, 162, 60, 20)


def test_a_name_nobody_could_read_is_left_to_the_key() -> None:
    everywhere = [(x * 5.0, y * 5.0) for x in range(120) for y in range(120)]
    assert len(everywhere) > CROSSED
    assert name_place(WIDE, (200, 200), (60, 20), [], everywhere) is None


@given(st.tuples(st.floats(0, 500), st.floats(0, 500)), st.lists(st.floats(0, 500), max_size=9))
def test_a_name_lies_on_nothing_and_in_the_map(mark: tuple, tops: list[float]) -> None:
    taken = [Box(top, top, 80, 40) for top in tops]
    place = name_place(WIDE, mark, (70, 20), taken, [])
    assert place is None or inside(WIDE.box, place)
    assert place is None or not any(touch(place, box) for box in taken)
