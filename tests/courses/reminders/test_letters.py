"""Letters of the coordination: written, planned, changed, taken back, sent once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_q.models import OrmQ

from courses.cohorts.domain import end_enrolment
from courses.cohorts.errors import NotAllowed
from courses.cohorts.models import Cohort, CohortRole
from courses.governance.models import AuditEntry, OutgoingMail
from courses.progress.enums import State
from courses.reminders.errors import LetterGone, MomentPassed
from courses.reminders.letters import (
    LetterDraft,
    change_letter,
    send_letter,
    withdraw_letter,
    write_letter,
)
from courses.reminders.models import Letter, LetterCopy, forget_letters
from courses.reminders.queries import as_lines, letters_of
from courses.reminders.ready import ready_letter
from courses.reminders.tasks import send_letters
from courses.sessions.domain import Attendance, record_attendance
from tests.assessments.plans import make_cohort
from tests.courses.reminders.written import LATER, NOW, WORDS, planned
from tests.factories import (
    CohortFactory,
    UserFactory,
    coordinator_of,
    enrol,
    make_session,
    person_with_role,
    trainer_of,
)
from tests.parallel import at_once


def readers_of(letter: Letter) -> set[int]:
    return set(letter.copies.values_list("enrolment", flat=True))


# — the life of a letter ——————————————————————————————————————————————————————————


def test_now_is_at_once_and_everybody_gets_one_copy_and_one_mail(
    cohort: Cohort, coordinator: Any, run_queue: Callable[[], Any], mailoutbox: list[Any]
) -> None:
    people = [enrol(cohort), enrol(cohort)]
    letter = write_letter(cohort, WORDS, by=coordinator)
    run_queue()
    send_letter(letter.pk)
    letter.refresh_from_db()
    assert letter.sent_at is not None
    assert readers_of(letter) == {person.pk for person in people}
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted(p.user.email for p in people)


def test_the_mail_says_that_a_letter_waits_and_nothing_of_it(
    cohort: Cohort, coordinator: Any
) -> None:
    enrol(cohort)
    write_letter(cohort, WORDS, by=coordinator, now=NOW)
    send_letter(Letter.objects.get().pk, now=NOW)
    mail = OutgoingMail.objects.get()
    assert mail.subject == "Ein Brief wartet auf Sie"
    assert "/briefe/" in mail.body
    for word in ("Raumwechsel", "Rathaus", "example.org/plan"):
        assert word not in mail.subject + mail.body


def test_a_planned_letter_goes_out_at_its_time_and_late_if_the_worker_stood(
    cohort: Cohort, coordinator: Any
) -> None:
    enrol(cohort)
    waiting = OrmQ.objects.count()
    letter = planned(cohort, coordinator)
    assert OrmQ.objects.count() == waiting
    assert send_letter(letter.pk, now=LATER - timedelta(seconds=1)) == 0
    assert send_letter(letter.pk, now=LATER + timedelta(days=3)) == 1
    assert send_letter(letter.pk, now=LATER + timedelta(days=3)) == 0
    assert OutgoingMail.objects.get().not_after is None


def test_the_sweep_queues_what_is_due_and_nothing_else(
    cohort: Cohort, coordinator: Any, run_queue: Callable[[], Any]
) -> None:
    enrol(cohort)
    due, ahead, back = (planned(cohort, coordinator) for _ in range(3))
    past = timezone.now() - timedelta(days=1)
    Letter.objects.filter(pk__in=[due.pk, back.pk]).update(send_at=past)
    Letter.objects.filter(pk=ahead.pk).update(send_at=timezone.now() + timedelta(days=1))
    withdraw_letter(back, by=coordinator)
    send_letters()
    run_queue()
    assert list(Letter.objects.filter(sent_at__isnull=False)) == [due]


def test_people_who_join_later_and_those_who_have_gone_do_not_get_it(
    cohort: Cohort, coordinator: Any
) -> None:
    stays, gone, ended = enrol(cohort), enrol(cohort), enrol(cohort)
    letter = planned(cohort, coordinator)
    end_enrolment(gone, by=coordinator, reason="Umzug", withdrawn=True)
    end_enrolment(ended, by=coordinator, reason="fertig", withdrawn=False)
    send_letter(letter.pk, now=LATER)
    enrol(cohort)
    assert readers_of(letter) == {stays.pk}


def test_a_letter_to_one_person_goes_to_them_alone(cohort: Cohort, coordinator: Any) -> None:
    person, _other = enrol(cohort), enrol(cohort)
    letter = planned(cohort, coordinator, to=person)
    send_letter(letter.pk, now=LATER)
    assert readers_of(letter) == {person.pk}
    assert OutgoingMail.objects.get().key == f"letter:{letter.pk}:{person.pk}"


def test_a_letter_to_somebody_who_has_withdrawn_is_taken_back(
    cohort: Cohort, coordinator: Any
) -> None:
    person = enrol(cohort)
    letter = planned(cohort, coordinator, to=person)
    end_enrolment(person, by=coordinator, reason="Umzug", withdrawn=True)
    assert send_letter(letter.pk, now=LATER) == 0
    letter.refresh_from_db()
    assert (letter.sent_at, letter.withdrawn_at) == (None, LATER)
    assert not OutgoingMail.objects.exists()


def test_until_it_goes_out_it_can_be_changed(cohort: Cohort, coordinator: Any) -> None:
    letter = planned(cohort, coordinator)
    change_letter(letter, LetterDraft("Neu", "Anders", LATER), by=coordinator, now=NOW)
    letter.refresh_from_db()
    assert (letter.subject, letter.body, letter.send_at) == ("Neu", "Anders", LATER)
    send_letter(letter.pk, now=LATER)
    with pytest.raises(LetterGone):
        change_letter(letter, WORDS, by=coordinator)
    with pytest.raises(LetterGone):
        withdraw_letter(letter, by=coordinator)


def test_taken_back_it_does_not_go_out_and_its_text_is_kept(
    cohort: Cohort, coordinator: Any
) -> None:
    letter = planned(cohort, coordinator)
    withdraw_letter(letter, by=coordinator, now=NOW)
    assert send_letter(letter.pk, now=LATER) == 0
    letter.refresh_from_db()
    assert (letter.withdrawn_at, letter.body) == (NOW, "Rathaus.")


def test_nothing_is_sent_in_the_past(cohort: Cohort, coordinator: Any) -> None:
    past = LetterDraft("Zu spät", "…", NOW - timedelta(minutes=1))
    with pytest.raises(MomentPassed):
        write_letter(cohort, past, by=coordinator, now=NOW)
    letter = planned(cohort, coordinator)
    with pytest.raises(MomentPassed):
        change_letter(letter, past, by=coordinator, now=NOW)
    letter.refresh_from_db()
    assert letter.send_at == LATER


def test_only_the_coordination_writes_and_only_to_people_of_the_cohort(
    cohort: Cohort, coordinator: Any, trainer: Any
) -> None:
    elsewhere = enrol(CohortFactory(programme=cohort.programme))
    gone = enrol(cohort)
    end_enrolment(gone, by=coordinator, reason="Umzug", withdrawn=True)
    with pytest.raises(NotAllowed):
        write_letter(cohort, WORDS, by=trainer)
    for stranger in (elsewhere, gone):
        with pytest.raises(NotAllowed):
            write_letter(cohort, WORDS, by=coordinator, to=stranger)
    assert not Letter.objects.exists()


def test_the_log_says_who_wrote_and_not_what(cohort: Cohort, coordinator: Any) -> None:
    letter = planned(cohort, coordinator)
    change_letter(letter, WORDS, by=coordinator, now=NOW)
    send_letter(letter.pk, now=LATER)
    entries = AuditEntry.objects.filter(cohort=cohort).order_by("pk")
    assert [entry.action for entry in entries] == [
        "letter.written",
        "letter.changed",
        "letter.sent",
    ]
    assert "Rathaus" not in "".join(str(entry.data) + entry.reason for entry in entries)


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_sent_by_two_workers_at_once_it_is_one_letter() -> None:
    cohort = CohortFactory()
    letter = planned(cohort, coordinator_of(cohort))
    enrol(cohort)
    answers = at_once(*[lambda: send_letter(letter.pk, now=LATER)] * 3)
    assert sorted(answers) == [0, 0, 1]
    assert OutgoingMail.objects.count() == LetterCopy.objects.count() == 1


def test_an_erased_person_takes_the_letters_to_them_along(cohort: Cohort, coordinator: Any) -> None:
    person, other = enrol(cohort), enrol(cohort)
    single, everybody = planned(cohort, coordinator, to=person), planned(cohort, coordinator)
    for letter in (single, everybody):
        send_letter(letter.pk, now=LATER)
    forget_letters(person.user_id)
    assert list(Letter.objects.all()) == [everybody]
    assert readers_of(everybody) == {other.pk}


# — ready letters —————————————————————————————————————————————————————————————————


def test_the_letter_about_a_missed_session_names_person_and_day(
    cohort: Cohort, coordinator: Any, trainer: Any
) -> None:
    session, person = make_session(cohort, title="Präsenzmodul 2"), enrol(cohort)
    record_attendance(session, {person.pk: Attendance(State.MISSED)}, by=trainer)
    draft = ready_letter(person, "missed", by=coordinator, now=NOW)
    assert draft is not None
    assert draft.subject == "Sie haben uns gefehlt"
    assert draft.body.startswith(f"Guten Tag {person.user.get_full_name()},")
    assert "– Präsenzmodul 2, 17. September 2026" in draft.body
    assert "Ersatzaufgabe" in draft.body


def test_the_letter_about_overdue_work_names_what_is_due(db: None) -> None:
    cohort = make_cohort(due=NOW - timedelta(days=1))
    person = enrol(cohort)
    draft = ready_letter(person, "overdue", by=coordinator_of(cohort), now=NOW)
    assert draft is not None
    assert "– Krisenpräventionsplan, fällig am 30. September 2026" in draft.body


def test_the_letter_about_a_rule_out_of_reach_offers_ways(cohort: Cohort, coordinator: Any) -> None:
    draft = ready_letter(enrol(cohort), "unreachable", by=coordinator, now=NOW)
    assert draft is not None
    for way in ("holen etwas nach", "mehr Zeit", "sprechen darüber"):
        assert way in draft.body


def test_for_an_unknown_occasion_there_is_no_letter(cohort: Cohort, coordinator: Any) -> None:
    assert ready_letter(enrol(cohort), "__class__", by=coordinator) is None


# — the coordination's screens ————————————————————————————————————————————————————


def address(cohort: Cohort, name: str, *args: Any) -> str:
    return reverse(f"lms_cohorts:{name}", args=[cohort.pk, *args])


def typed(**changed: str) -> dict[str, str]:
    return {"to": "", "subject": "Raum", "body": "Rathaus.", "when": "now", **changed}


def in_two_days() -> dict[str, str]:
    moment = timezone.localtime() + timedelta(days=2)
    return {"when": "later", "day": moment.date().isoformat(), "at": "07:30"}


def test_nothing_goes_out_that_was_not_looked_at_once_more(desk: Client, cohort: Cohort) -> None:
    person = enrol(cohort)
    page = desk.post(address(cohort, "letter_new"), typed()).content.decode()
    assert not Letter.objects.exists()
    assert "Der Brief, wie er nach der Anmeldung zu lesen ist" in page
    assert "<p>Rathaus.</p>" in page
    assert f"Guten Tag {person.user.get_full_name()}," in page
    assert "Brief jetzt senden" in page
    answer = desk.post(address(cohort, "letter_new"), typed(send="1"))
    assert (answer.status_code, answer.headers["Location"]) == (302, address(cohort, "letters"))
    assert Letter.objects.get().body == "Rathaus."


def test_from_the_second_look_one_goes_back_and_nothing_is_lost(
    desk: Client, cohort: Cohort
) -> None:
    page = desk.post(address(cohort, "letter_new"), typed(edit="1")).content.decode()
    assert "Rathaus.</textarea>" in page
    assert not Letter.objects.exists()


def test_a_letter_is_planned_for_a_local_time(desk: Client, cohort: Cohort) -> None:
    desk.post(address(cohort, "letter_new"), typed(send="1", **in_two_days()))
    letter = Letter.objects.get()
    assert timezone.localtime(letter.send_at).strftime("%H:%M") == "07:30"
    page = desk.get(address(cohort, "letters")).content.decode()
    assert "geht hinaus am" in page
    assert "7:30" in page


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"when": "later"}, "Bitte geben Sie den Tag an."),
        ({"when": "later", "day": "2020-01-01", "at": "08:00"}, "Dieser Zeitpunkt ist vorbei."),
        ({"when": "later", "day": "2027-03-28", "at": "02:30"}, "werden die Uhren umgestellt"),
        ({"subject": ""}, "Dieses Feld"),
        ({"to": "999999"}, "Bitte eine gültige Auswahl treffen."),
    ],
)
def test_what_does_not_work_is_said_and_nothing_typed_is_lost(
    desk: Client, cohort: Cohort, changed: dict[str, str], sentence: str
) -> None:
    answer = desk.post(address(cohort, "letter_new"), typed(send="1", **changed))
    page = answer.content.decode()
    assert sentence in page
    assert "Rathaus.</textarea>" in page
    assert not Letter.objects.exists()


def test_the_form_comes_filled_for_one_person_and_an_occasion(desk: Client, cohort: Cohort) -> None:
    person = enrol(cohort)
    page = desk.get(address(cohort, "letter_new"), {"an": person.pk, "anlass": "missed"})
    form = page.context["form"]
    assert form.initial["to"] == person.pk
    assert form.initial["subject"] == "Sie haben uns gefehlt"
    plain = desk.get(address(cohort, "letter_new"), {"an": person.pk, "anlass": "irgendwas"})
    assert plain.context["form"].initial == {"to": person.pk}


def test_people_of_other_cohorts_are_not_to_be_written_to(desk: Client, cohort: Cohort) -> None:
    other = enrol(CohortFactory(programme=cohort.programme))
    for wish in (str(other.pk), "x", "²", "-1"):
        assert desk.get(address(cohort, "letter_new"), {"an": wish}).status_code == 404
    page = desk.post(address(cohort, "letter_new"), typed(to=str(other.pk), send="1"))
    assert page.status_code == 200
    assert not Letter.objects.exists()


def test_changing_shows_the_text_and_goes_on_to_the_second_look(
    desk: Client, cohort: Cohort, coordinator: Any
) -> None:
    moment = timezone.now() + timedelta(days=2)
    letter = write_letter(cohort, LetterDraft("Raum", "Rathaus.", moment), by=coordinator)
    there = address(cohort, "letter_change", letter.pk)
    assert "Rathaus.</textarea>" in desk.get(there).content.decode()
    data = {"subject": "Raum", "body": "Kreishaus.", **in_two_days()}
    assert "Brief planen" in desk.post(there, data).content.decode()
    assert desk.post(there, {**data, "send": "1"}).status_code == 302
    letter.refresh_from_db()
    assert letter.body == "Kreishaus."


def test_taking_back_asks_first(desk: Client, cohort: Cohort, coordinator: Any) -> None:
    letter = planned(cohort, coordinator)
    there = address(cohort, "letter_withdraw", letter.pk)
    assert "geht nicht hinaus" in desk.get(there).content.decode()
    assert desk.post(there).status_code == 302
    letter.refresh_from_db()
    assert letter.withdrawn_at is not None
    assert desk.get(there).status_code == 404
    assert desk.get(address(cohort, "letter_change", letter.pk)).status_code == 404


def test_the_copy_of_a_sent_letter_is_kept_for_the_coordination(
    desk: Client, cohort: Cohort, coordinator: Any
) -> None:
    person = enrol(cohort)
    letter = write_letter(cohort, WORDS, by=coordinator, to=person, now=NOW)
    send_letter(letter.pk, now=NOW)
    page = desk.get(address(cohort, "letter", letter.pk)).content.decode()
    assert "Wir treffen uns im Rathaus." in page
    assert person.user.get_full_name() in page
    assert "gelesen" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_two_statements_for_any_number_of_letters(
    cohort: Cohort, coordinator: Any, rows: int, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        planned(cohort, coordinator, to=enrol(cohort))
    with django_assert_num_queries(2):
        assert len(as_lines(letters_of(cohort))) == rows


@pytest.mark.parametrize("stranger", ["other coordinator", "trainer", "superuser"])
def test_letters_are_the_coordinations_alone(
    client: Client, cohort: Cohort, coordinator: Any, stranger: str
) -> None:
    letter = planned(cohort, coordinator)
    client.force_login(
        {
            "other coordinator": lambda: coordinator_of(CohortFactory(programme=cohort.programme)),
            "trainer": lambda: trainer_of(cohort),
            "superuser": lambda: UserFactory(is_superuser=True, is_staff=True),
        }[stranger]()
    )
    for there in addresses(cohort, letter):
        assert {client.get(there).status_code, client.post(there).status_code} == {404}


@pytest.mark.parametrize(
    ("who", "answer"), [("anonymous", 302), ("participant", 302), ("local companion", 404)]
)
def test_letters_are_for_the_coordination_alone(
    client: Client, cohort: Cohort, coordinator: Any, who: str, answer: int
) -> None:
    letter = planned(cohort, coordinator)
    if who == "participant":
        client.force_login(enrol(cohort).user)
    if who == "local companion":
        client.force_login(person_with_role(cohort, CohortRole.Role.COMPANION_LOCAL))
    for there in addresses(cohort, letter):
        assert client.get(there).status_code == answer


def addresses(cohort: Cohort, letter: Letter) -> list[str]:
    lists = [address(cohort, name) for name in ("letters", "letter_new")]
    single = ("letter", "letter_change", "letter_withdraw")
    return [*lists, *(address(cohort, name, letter.pk) for name in single)]


def test_a_letter_of_another_cohort_does_not_open_under_ones_own_address(
    desk: Client, cohort: Cohort
) -> None:
    other = CohortFactory(programme=cohort.programme)
    letter = planned(other, coordinator_of(other))
    for name in ("letter", "letter_change", "letter_withdraw"):
        assert desk.post(address(cohort, name, letter.pk)).status_code == 404
    letter.refresh_from_db()
    assert letter.withdrawn_at is None
