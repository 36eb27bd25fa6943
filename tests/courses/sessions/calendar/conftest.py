from typing import Any

import pytest

from courses.sessions.models import Session
from tests.courses.sessions.calendar.reading import NOW, SEMINAR
from tests.factories import enrol, make_session


@pytest.fixture(autouse=True)
def clock(time_machine: Any) -> Any:
    """What the site takes for now; tests that go on in time move it."""
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def person(cohort: Any) -> Any:
    """Takes part in the cohort."""
    return enrol(cohort).user


@pytest.fixture
def seminar(cohort: Any) -> Session:
    """One day: Thursday, 14 January 2027, 9 to 16 o'clock in Berlin."""
    return make_session(cohort, title="Seminar Modul 2", start=SEMINAR)
