"""Where marks stand on a free map: everybody somewhere, nobody on another, no needless moves."""

import math
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.diagrams.canvas import Box
from content.diagrams.placing import inside, touch
from content.diagrams.spots import Spot, line_around, places, settled, slot, within

FRAME = Box(0, 0, 800, 500)
PLACE = st.tuples(st.floats(0, 100), st.floats(0, 100))
SPOTS = st.builds(
    Spot,
    st.tuples(st.floats(-50, 900), st.floats(-50, 600)),
    st.floats(10, 40),
    st.floats(10, 40),
    st.booleans(),
)


@given(st.lists(st.none() | PLACE, max_size=80), st.data())
def test_who_has_a_place_keeps_it_and_the_others_get_one(given_places: list, data) -> None:
    centre = data.draw(st.none() | st.integers(0, max(len(given_places) - 1, 0)))
    found = places(given_places, centre if given_places else None)
    assert len(found) == len(given_places)
    assert all(f == g for f, g in zip(found, given_places, strict=True) if g)
    assert all(0 <= value <= 100 for place in found for value in place)


def test_moving_one_leaves_the_places_of_the_others() -> None:
    before = places([None] * 9)
    after = places([None, None, (3.0, 4.0), *[None] * 6])
    assert [n for n in range(9) if before[n] != after[n]] == [2]


@pytest.mark.parametrize("count", [1, 5, 12, 13, 60, 150])
def test_slots_are_apart(count: int) -> None:
    found = [slot(number, count) for number in range(count)]
    assert all(math.dist(a, b) > 4 for a, b in combinations(found, 2))


@given(st.lists(st.tuples(SPOTS, st.booleans()), max_size=25))
@settings(deadline=None)
def test_nobody_lies_on_another_and_all_are_inside(found: list) -> None:
    spots = settled(FRAME, [spot for spot, _f in found], [first for _s, first in found])
    assert all(inside(FRAME, spot.box) for spot in spots)
    assert not any(touch(a.box, b.box) for a, b in combinations(spots, 2))


def test_who_chose_a_place_stands_where_they_chose() -> None:
    wanted = [Spot((400, 250), 30, 30), Spot((410, 250), 30, 30)]
    first, second = settled(FRAME, wanted, [False, True])
    assert second.at == (410, 250)
    assert first.at != (400, 250)


def test_a_spot_outside_is_pushed_in() -> None:
    assert within(FRAME, Spot((-99, 999), 10, 20)).at == (10, 480)


def test_a_line_keeps_off_both_marks_and_goes_around_others() -> None:
    start, end = Spot((100, 100), 30, 30), Spot((500, 100), 60, 15, is_round=False)
    between = Spot((300, 100), 20, 20)
    points, bow = line_around(start, end, [between])
    assert bow
    assert not any(spot.holds(point) for spot in (start, end, between) for point in points)


def test_marks_side_by_side_have_no_line() -> None:
    assert line_around(Spot((100, 100), 30, 30), Spot((168, 100), 30, 30), [])[0] == []


def test_a_second_line_between_two_takes_another_way() -> None:
    ends = Spot((100, 100), 20, 20), Spot((400, 100), 20, 20)
    first = line_around(*ends, [])[1]
    assert line_around(*ends, [], [first])[1] != first
