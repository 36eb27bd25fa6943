"""The list that is signed on paper."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from content.foundation.typesetting import UnprintableError
from courses.cohorts.models import Cohort
from courses.progress.enums import State
from courses.sessions import signatures
from courses.sessions.domain import Attendance, record_attendance
from courses.sessions.models import SessionPart
from courses.sessions.requirements import timed_sessions
from courses.sessions.signatures import signature_list
from tests.factories import UserFactory, enrol, make_session

TODAY = date(2026, 9, 16)


def timed(session: Any) -> Any:
    rows = timed_sessions().select_related("cohort__provider").prefetch_related("parts")
    return rows.get(pk=session.pk)


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the layout would get."""
    import json

    seen: list[dict[str, Any]] = []

    def typeset(_layout: Any, **inputs: Any) -> bytes:
        seen.append(json.loads(inputs["data"]))
        return b"%PDF-"

    monkeypatch.setattr(signatures, "typeset", typeset)
    return seen


def test_it_holds_names_and_room_to_sign_and_nothing_else_about_people(
    cohort: Cohort, trainer: Any, laid_out: list[dict[str, Any]]
) -> None:
    session = make_session(cohort, title="Seminar Modul 1")
    SessionPart.objects.create(
        session=session,
        starts_at=datetime(2026, 9, 17, 14, 30, tzinfo=UTC),
        ends_at=datetime(2026, 9, 17, 16, 0, tzinfo=UTC),
        minutes=90,
    )
    people = [enrol(cohort, UserFactory(first_name=n, last_name="Ay")) for n in ("Zoë", "Ömer")]
    enrol(cohort, UserFactory(first_name="Weg", last_name="Gezogen"), state="withdrawn")
    record_attendance(session, {people[0].pk: Attendance(State.EXCUSED)}, by=trainer)
    signature_list(timed(session), on=TODAY)
    (data,) = laid_out
    assert data["names"] == ["Ömer Ay", "Zoë Ay"]
    assert data["parts"] == [
        ["17. September", "9 bis 16 Uhr"],
        ["17. September", "16:30 bis 18 Uhr"],
    ]
    assert data["facts"] == [
        ["Wann", "17. September 2026"],
        ["Wo", "Kreishaus"],
        ["Träger", cohort.provider.name],
        ["Durchgang", cohort.title],
    ]
    assert data["title"] == "Seminar Modul 1"
    assert "@" not in str(data)
    assert "entschuldigt" not in str(data)


@pytest.mark.parametrize(("people", "days"), [(1, 1), (40, 5)])
def test_it_is_an_accessible_pdf_for_few_and_for_many(
    cohort: Cohort, people: int, days: int
) -> None:
    session = make_session(cohort, days=days)
    for _ in range(people):
        enrol(cohort)
    pdf = signature_list(timed(session), on=TODAY)
    assert pdf.startswith(b"%PDF-")
    assert b"pdfuaid" in pdf


def test_a_name_no_font_has_is_said_instead_of_printed_wrong(desk: Client, cohort: Cohort) -> None:
    session = make_session(cohort)
    enrol(cohort, UserFactory(first_name="\U00012000", last_name="Ay"))
    with pytest.raises(UnprintableError):
        signature_list(timed(session), on=TODAY)
    address = reverse("lms_cohorts:signatures", args=[cohort.pk, session.pk])
    page = desk.get(address, follow=True).content.decode()
    assert "lässt sich nicht drucken" in page


def test_the_address_gives_the_file(desk: Client, cohort: Cohort) -> None:
    session = make_session(cohort, title="Übung")
    enrol(cohort)
    answer = desk.get(reverse("lms_cohorts:signatures", args=[cohort.pk, session.pk]))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert 'filename="unterschriften-ubung.pdf"' in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("rows", [1, 3])
def test_it_takes_three_statements(
    cohort: Cohort, laid_out: Any, rows: int, django_assert_num_queries: Any
) -> None:
    session = make_session(cohort, start=datetime(2026, 9, 17, tzinfo=UTC) + timedelta(hours=7))
    for _ in range(rows):
        enrol(cohort)
    found = timed(session)
    with django_assert_num_queries(3):
        signature_list(found, on=TODAY)
    assert len(laid_out[0]["names"]) == rows
