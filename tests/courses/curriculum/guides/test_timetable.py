"""Nobody adds up the times of a day by hand."""

from hypothesis import given
from hypothesis import strategies as st

from courses.curriculum.guides.timetable import clock, minutes_of, slots, working_minutes


def row(minutes: int | None, *, pause: bool = False) -> dict:
    return {"minutes": minutes, "pause": pause}


def test_every_row_begins_when_the_one_before_it_ends() -> None:
    day = slots("09:00", [row(50), row(15, pause=True), row(115)])
    assert [(slot.begins, slot.ends) for slot in day] == [
        ("9:00", "9:50"),
        ("9:50", "10:05"),
        ("10:05", "12:00"),
    ]


def test_breaks_do_not_count() -> None:
    assert working_minutes(slots("09:00", [row(50), row(15, pause=True), row(115)])) == 165


def test_a_row_whose_minutes_are_not_said_yet_takes_none() -> None:
    assert [slot.ends for slot in slots("13:05", [row(None), row(10)])] == ["13:05", "13:15"]


@given(st.integers(0, 23), st.integers(0, 59), st.lists(st.integers(1, 90), max_size=12))
def test_a_day_is_as_long_as_its_rows(hour: int, minute: int, minutes: list[int]) -> None:
    start = f"{hour:02}:{minute:02}"
    day = slots(start, [row(each) for each in minutes])
    end = day[-1].ends if day else clock(minutes_of(start))
    assert minutes_of(end) - minutes_of(start) == sum(minutes)
