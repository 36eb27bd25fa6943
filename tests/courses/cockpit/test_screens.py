"""The cohort's first screen, the matrix and one person's standing."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from courses.cockpit.layout import Fold, arrange
from courses.cohorts.domain import invite
from courses.cohorts.models import Cohort, CohortRole, Enrolment, Invitation, ScheduleEntry
from courses.curriculum.models import Activity
from courses.progress.domain import Fact, record
from courses.progress.enums import EvidenceKind, State
from courses.sessions.domain import Attendance, record_attendance
from tests.assessments.empty_admin import EMPTY
from tests.assessments.plans import handed_in, make_plan_page
from tests.courses.cockpit.conftest import five_seminars, matrix_of
from tests.factories import (
    CohortFactory,
    UserFactory,
    coordinator_of,
    enrol,
    make_session,
    person_with_role,
    trainer_of,
)


def at(name: str, cohort: Cohort, *args: Any) -> str:
    return reverse(f"lms_cohorts:{name}", args=[cohort.pk, *args])


def text_of(answer: Any) -> str:
    """What is read, without tags, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def read(enrolment: Enrolment, activity: Activity) -> None:
    record(
        Fact(activity.key, EvidenceKind.CONFIRMED),
        enrolments=Enrolment.objects.filter(pk=enrolment.pk),
        actor=enrolment.user,
        role="participant",
    )


def lessons(cohort: Cohort) -> list[Activity]:
    return list(
        Activity.objects.filter(programme=cohort.programme, kind="lesson").order_by("number")
    )


def opens(cohort: Cohort, module: int, day: date) -> None:
    key = Activity.objects.get(programme=cohort.programme, kind="module", number=module).key
    ScheduleEntry.objects.create(cohort=cohort, key=key, opens_on=day)


# — the matrix ———————————————————————————————————————————————————————————————————


def test_a_state_has_a_shape_a_tone_and_a_word(
    desk: Client, cohort: Cohort, attend: Callable[..., None]
) -> None:
    seminars, person = five_seminars(cohort), enrol(cohort)
    attend(seminars[0], person, State.EXCUSED)
    read(person, lessons(cohort)[0])
    page = desk.get(at("matrix", cohort)).content.decode()
    look = r'lms-mark--{}"[^>]*><use href="#lms-mark-{}"/></svg><span class="{}">{}<'
    assert re.search(look.format("quiet", "dash", "lms-word", "entschuldigt"), page)
    assert re.search(look.format("done", "check", "lms-sr", "gelesen"), page)
    assert re.search(look.format("quiet", "ring", "lms-word", "offen"), page)


def test_modules_that_lie_ahead_are_folded_and_can_be_opened(desk: Client, cohort: Cohort) -> None:
    enrol(cohort)
    opens(cohort, 2, timezone.localdate() + timedelta(days=9))
    folded = text_of(desk.get(at("matrix", cohort)))
    assert ("Einheit 1.1" in folded, "Einheit 2.1" in folded) == (True, False)
    assert "gesperrt" in folded
    opened = text_of(desk.get(at("matrix", cohort) + "?open=2&fold=1"))
    assert ("Einheit 1.1" in opened, "Einheit 2.1" in opened) == (False, True)


def test_a_link_folds_the_other_way_and_keeps_the_selection(desk: Client, cohort: Cohort) -> None:
    enrol(cohort)
    page = desk.get(at("matrix", cohort) + "?show=needs&name=Elif&fold=2").content.decode()
    assert 'href="?show=needs&amp;name=Elif&amp;fold=1&amp;fold=2#matrix"' not in page
    enrol(cohort, agreed=False)
    page = desk.get(at("matrix", cohort) + "?show=needs&name=Elif&fold=2").content.decode()
    assert 'href="?show=needs&amp;name=Elif&amp;fold=1&amp;fold=2#matrix"' in page
    assert 'href="?show=needs&amp;name=Elif#matrix"' in page


def test_a_folded_module_says_how_many_of_its_things_are_met(cohort: Cohort) -> None:
    person = enrol(cohort)
    read(person, lessons(cohort)[0])
    groups = arrange(matrix_of(cohort), fold=Fold(closed=frozenset("1")))
    assert [(group.title, group.width, group.folded) for group in groups] == [
        ("Modul 1", 1, True),
        ("Modul 2", 2, False),
        ("Dazu", 1, False),
    ]


def names(answer: Any) -> list[str]:
    return [row.name for row in answer.context["rows"]]


def test_people_are_chosen_by_need_feedback_and_name(desk: Client, cohort: Cohort) -> None:
    well = enrol(cohort, UserFactory(first_name="Ömer", last_name="Ay"))
    needing = enrol(cohort, UserFactory(first_name="Bea", last_name="Be"), agreed=False)
    five_seminars(cohort)
    make_session(cohort, kind="deepening")
    record(
        Fact(lessons(cohort)[0].key, EvidenceKind.SUBMITTED),
        enrolments=Enrolment.objects.filter(pk=well.pk),
        actor=None,
        role="system",
    )
    page = at("matrix", cohort)
    assert names(desk.get(page)) == ["Bea Be", "Ömer Ay"]
    assert names(desk.get(page + "?show=needs")) == [needing.user.get_full_name()]
    assert names(desk.get(page + "?show=reviews")) == ["Ömer Ay"]
    assert names(desk.get(page + "?name=omer")) == ["Ömer Ay"]
    assert "trifft niemand zu" in text_of(desk.get(page + "?name=xyz"))
    assert len(names(desk.get(page + "?show=unsinn&kind=unsinn"))) == 2


def test_one_kind_of_requirement_can_be_looked_at_alone(desk: Client, cohort: Cohort) -> None:
    enrol(cohort)
    five_seminars(cohort)
    page = text_of(desk.get(at("matrix", cohort) + "?kind=seminar"))
    assert ("Seminar 1" in page, "Einheit 1.1" in page) == (True, False)


def test_a_name_is_never_markup(desk: Client, cohort: Cohort) -> None:
    enrol(cohort, UserFactory(first_name="<b>Eva", last_name="&amp;"))
    for name in ("matrix", "cohort"):
        page = desk.get(at(name, cohort)).content.decode()
        assert "&lt;b&gt;Eva &amp;amp;" in page
        assert "<b>Eva" not in page


def test_an_unpublished_lesson_has_a_column_only_while_somebody_holds_it(cohort: Cohort) -> None:
    person, (first, second, *_rest) = enrol(cohort), lessons(cohort)
    read(person, first)
    Activity.objects.filter(pk__in=[first.pk, second.pk]).update(live=False)
    shown = {item.key for item in matrix_of(cohort).shown}
    assert (first.key in shown, second.key in shown) == (True, False)


def test_who_withdrew_is_no_longer_looked_at(cohort: Cohort) -> None:
    enrol(cohort, state="withdrawn")
    ended = enrol(cohort, state="ended")
    assert [row.enrolment.pk for row in matrix_of(cohort).rows] == [ended.pk]


# — one person ———————————————————————————————————————————————————————————————————


def test_one_persons_standing_gives_reasons_attendance_and_exceptions(
    desk: Client, cohort: Cohort, trainer: Any, attend: Callable[..., None]
) -> None:
    seminars, person = five_seminars(cohort), enrol(cohort)
    attend(seminars[0], person, State.EXCUSED)
    for kind, reason in (("made_up", "Ersatztag in Quellingen"), ("waived", "Vorkenntnisse")):
        key = seminars[0].key if kind == "made_up" else lessons(cohort)[0].key
        record(
            Fact(
                key, EvidenceKind(kind), minutes=360 if kind == "made_up" else None, reason=reason
            ),
            enrolments=Enrolment.objects.filter(pk=person.pk),
            actor=trainer,
            role="trainer",
        )
    page = text_of(desk.get(at("person", cohort, person.pk)))
    for words in (
        "4 von 5 Seminaren",
        "Noch offen: 3 Seminare",
        "Insgesamt besucht: 6 Stunden",
        "Ersatztag in Quellingen",
        "Vorkenntnisse",
        trainer.get_full_name(),
    ):
        assert words in page


def test_hours_are_told_in_the_unit_of_the_cohort(
    desk: Client, cohort: Cohort, attend: Callable[..., None]
) -> None:
    Cohort.objects.filter(pk=cohort.pk).update(unit=Cohort.Unit.TEACHING_UNIT)
    session, person = make_session(cohort, minutes=360), enrol(cohort)
    attend(session, person, State.ATTENDED)
    page = text_of(desk.get(at("person", cohort, person.pk)))
    assert "Insgesamt besucht: 8 Unterrichtseinheiten" in page


def test_an_exception_taken_back_is_gone(desk: Client, cohort: Cohort) -> None:
    person = enrol(cohort)
    facts = (
        Fact(lessons(cohort)[0].key, EvidenceKind.WAIVED, reason="Vorkenntnisse"),
        Fact(lessons(cohort)[0].key, EvidenceKind.REVOKED, supersedes=1, reason="Irrtum"),
    )
    for fact in facts:
        record(
            fact,
            enrolments=Enrolment.objects.filter(pk=person.pk),
            actor=None,
            role="system",
        )
    assert desk.get(at("person", cohort, person.pk)).context["person"].exemptions == ()


def test_people_of_other_cohorts_are_not_found_here(desk: Client, cohort: Cohort) -> None:
    elsewhere = enrol(CohortFactory(programme=cohort.programme))
    withdrawn = enrol(cohort, state="withdrawn")
    for enrolment in (elsewhere, withdrawn):
        assert desk.get(at("person", cohort, enrolment.pk)).status_code == 404


# — the cohort's first screen ————————————————————————————————————————————————————


def test_the_first_screen_says_who_needs_a_hand_and_what_comes(
    desk: Client, cohort: Cohort, coordinator: Any
) -> None:
    enrol(cohort, UserFactory(first_name="Bea", last_name="Be"), agreed=False)
    make_session(cohort, start=timezone.now() + timedelta(days=3), title="Seminar im Mai")
    invite(cohort, "gast@quellingen.example", by=coordinator)
    Invitation.objects.update(sent_at=timezone.now() - timedelta(days=30))
    page = text_of(desk.get(at("cohort", cohort)))
    for words in (
        "Wer Unterstützung braucht Bea Be Hat die Vereinbarung",
        "Ist seit 4 Wochen eingeladen",
        "Seminar im Mai",
        "Das kann niemand erreichen",
    ):
        assert words in page


def test_trainers_see_whose_work_waits_and_the_coordination_how_many(
    client: Client, cohort: Cohort, coordinator: Any, trainer: Any
) -> None:
    make_plan_page(cohort.programme.page.specific)
    person = enrol(cohort, UserFactory(first_name="Bea", last_name="Be"))
    revision = handed_in(person, now=timezone.now() - timedelta(days=6))
    review = reverse("lms_reviews:review", args=[revision.pk])
    client.force_login(trainer)
    page = client.get(at("cohort", cohort))
    assert review in page.content.decode()
    assert "Bea Be seit 6 Tagen" in text_of(page)
    client.force_login(coordinator)
    page = client.get(at("cohort", cohort))
    assert review not in page.content.decode()
    assert "Eine Arbeit wartet auf Rückmeldung. die älteste seit 6 Tagen" in text_of(page)


# — must see nothing —————————————————————————————————————————————————————————————

SCREENS = ("cohort", "matrix", "person", "exports", "oversight")


def answers(client: Client, cohort: Cohort, enrolment: Enrolment) -> dict[str, int]:
    addresses = {
        name: at(name, cohort, *([enrolment.pk] if name == "person" else [])) for name in SCREENS
    }
    return {name: client.get(address).status_code for name, address in addresses.items()}


@pytest.mark.parametrize(
    ("who", "found"),
    [
        ("anonymous", (302, 302, 302, 302, 302)),
        ("participant", (302, 302, 302, 302, 302)),
        ("supervisor", (302, 302, 302, 302, 302)),
        ("coordinator elsewhere", (404, 404, 404, 404, 404)),
        ("trainer elsewhere", (404, 404, 404, 404, 404)),
        ("superuser", (404, 404, 404, 404, 404)),
        ("local companion", (404, 404, 404, 404, 200)),
        ("trainer", (200, 200, 200, 404, 404)),
        ("external companion", (200, 200, 200, 404, 404)),
        ("coordinator", (200, 200, 200, 200, 404)),
    ],
)
def test_every_screen_is_for_those_it_is_for(
    client: Client, cohort: Cohort, who: str, found: tuple[int, ...]
) -> None:
    enrolment, elsewhere = enrol(cohort), CohortFactory(programme=cohort.programme)
    people: dict[str, Callable[[], Any]] = {
        "participant": lambda: enrolment.user,
        "supervisor": lambda: person_with_role(cohort, CohortRole.Role.SUPERVISOR),
        "coordinator elsewhere": lambda: coordinator_of(elsewhere),
        "trainer elsewhere": lambda: trainer_of(elsewhere),
        "superuser": lambda: UserFactory(is_superuser=True, is_staff=True),
        "local companion": lambda: person_with_role(cohort, CohortRole.Role.COMPANION_LOCAL),
        "trainer": lambda: trainer_of(cohort),
        "external companion": lambda: person_with_role(cohort, CohortRole.Role.COMPANION_EXTERNAL),
        "coordinator": lambda: coordinator_of(cohort),
    }
    if who != "anonymous":
        client.force_login(people[who]())
    assert answers(client, cohort, enrolment) == dict(zip(SCREENS, found, strict=True))


# — speed ————————————————————————————————————————————————————————————————————————


def statements(client: Client, address: str) -> int:
    client.get(address)  # warms what is kept
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.urls("tests.assessments.empty_admin")
@pytest.mark.parametrize("rows", [1, 3])
def test_screens_take_the_same_few_statements(
    desk: Client, cohort: Cohort, coordinator: Any, trainer: Any, rows: int
) -> None:
    """Beyond an empty page of the admin, at one and at three people, sessions and requirements."""
    start = datetime(2026, 9, 17, 7, tzinfo=UTC)
    for number in range(rows):
        session = make_session(cohort, start=start + timedelta(days=number))
        person, lesson = enrol(cohort), lessons(cohort)[number]
        record_attendance(session, {person.pk: Attendance(State.MISSED)}, by=trainer)
        read(person, lesson)
        until = {"due_at": timezone.now().isoformat()}
        record(
            Fact(lessons(cohort)[3].key, EvidenceKind.EXTENDED, value=until),
            enrolments=Enrolment.objects.filter(pk=person.pk),
            actor=trainer,
            role="trainer",
        )
        invite(cohort, f"gast{number}@quellingen.example", by=coordinator)
    empty = statements(desk, EMPTY)
    assert {
        "matrix": statements(desk, at("matrix", cohort)) - empty,
        "person": statements(desk, at("person", cohort, person.pk)) - empty,
        "cohort": statements(desk, at("cohort", cohort)) - empty,
        "exports": statements(desk, at("exports", cohort)) - empty,
    } == {"matrix": 6, "person": 7, "cohort": 17, "exports": 1}
