"""Dates are said in full, durations as estimates, in German and in English."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

import pytest
from django.utils import translation

from content.ui import dates


@pytest.fixture(params=["de"])
def german(request: pytest.FixtureRequest) -> Iterator[None]:
    with translation.override(request.param):
        yield


@pytest.mark.usefixtures("german")
class TestGerman:
    def test_full_date(self) -> None:
        assert dates.full_date(date(2027, 1, 28)) == "Donnerstag, 28. Januar 2027"

    @pytest.mark.parametrize(
        ("first", "last", "said"),
        [
            (date(2026, 9, 17), date(2026, 9, 17), "17. September 2026"),
            (date(2026, 9, 17), date(2026, 9, 18), "17. und 18. September 2026"),
            (date(2026, 9, 17), date(2026, 9, 19), "17. bis 19. September 2026"),
            (date(2026, 9, 30), date(2026, 10, 1), "30. September und 1. Oktober 2026"),
            (date(2026, 9, 28), date(2026, 10, 2), "28. September bis 2. Oktober 2026"),
            (date(2026, 12, 30), date(2027, 1, 2), "30. Dezember 2026 bis 2. Januar 2027"),
            (date(2026, 9, 17), None, "17. September 2026"),
        ],
    )
    def test_date_span_says_once_what_both_share(
        self, first: date, last: date | None, said: str
    ) -> None:
        assert dates.date_span(first, last) == said

    def test_times(self) -> None:
        assert dates.clock(time(9, 0)) == "9 Uhr"
        assert dates.clock(time(9, 30)) == "9:30 Uhr"
        assert dates.time_span(time(9, 0), time(12, 0)) == "9 bis 12 Uhr"
        assert dates.time_span(time(9, 0), time(15, 30)) == "9 bis 15:30 Uhr"

    def test_moments_are_told_in_local_time(self) -> None:
        start = datetime(2027, 1, 28, 8, 0, tzinfo=UTC)
        end = datetime(2027, 1, 28, 11, 0, tzinfo=UTC)
        assert dates.when(start, end) == (
            'Donnerstag, 28. Januar 2027, <span class="ui-nowrap">9 bis 12 Uhr</span>'
        )

    @pytest.mark.parametrize(
        ("number", "said"),
        [
            (1, "etwa 1 Minute"),
            (20, "etwa 20 Minuten"),
            (89, "etwa 89 Minuten"),
            (90, "etwa 1,5 Stunden"),
            (120, "etwa 2 Stunden"),
        ],
    )
    def test_minutes(self, number: int, said: str) -> None:
        assert dates.minutes(number) == said

    @pytest.mark.parametrize(
        ("number", "said"),
        [(60, "1 Stunde"), (720, "12 Stunden"), (90, "1,5 Stunden"), (50, "0,83 Stunden")],
    )
    def test_hours_are_exact(self, number: int, said: str) -> None:
        assert dates.hours(number) == said


def test_english() -> None:
    with translation.override("en"):
        assert dates.full_date(date(2027, 1, 28)) == "Thursday, 28 January 2027"
        assert dates.date_span(date(2026, 9, 17), date(2026, 9, 18)) == "17 and 18 September 2026"
        assert dates.time_span(time(9, 0), time(12, 0)) == "09:00 to 12:00"
