"""The confirmation of attendance: who gets it, when, and what it says."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from certificates.awards.attendance import open_attendance
from certificates.awards.cockpit import issued_certificates
from certificates.awards.desk_queries import desk
from certificates.awards.domain import confirm_name, open_award, release_award
from certificates.awards.earning import to_be_confirmed
from certificates.awards.enums import AwardState, Kind
from certificates.awards.errors import NotReadyError
from certificates.awards.issuing import issue_certificate
from certificates.awards.models import Award
from certificates.awards.queries import credential_of
from certificates.awards.tasks import sweep
from certificates.awards.templates import publish_template
from certificates.documents.printing import print_record
from certificates.documents.record import thaw
from certificates.template_editor.places import Place
from certificates.template_editor.waiting import waiting_for
from courses.cohorts.domain import end_enrolment
from courses.progress.enums import State
from courses.sessions.domain import Attendance, record_attendance
from courses.sessions.models import Session
from tests import factories

WORDS = {
    "title": "Teilnahmebescheinigung",
    "qualification": "Kommunales Konfliktmanagement",
    "place": "Quellingen",
    "signatories": [{"name": "Weiß", "function": "Koordination"}],
    "needs_release": False,
}


@pytest.fixture
def provider(house):
    """It confirms attendance without a release."""
    publish_template(house.cohort.provider, by=house.coordinator, kind=Kind.ATTENDANCE, **WORDS)
    return house.cohort.provider


def was_there(house, enrolment, state=State.ATTENDED, minutes=None, title="Seminar 1"):
    session = Session.objects.get(cohort=house.cohort, title=title)
    record_attendance(session, {enrolment.pk: Attendance(state, minutes)}, by=house.trainer)
    return enrolment


def ends(house, days_ago):
    house.cohort.ends_on = timezone.localdate() - timedelta(days=days_ago)
    house.cohort.starts_on = house.cohort.ends_on - timedelta(days=300)
    house.cohort.save()


def opened(enrolment):
    return Award.objects.filter(enrolment=enrolment, kind=Kind.ATTENDANCE).exists()


def swept(run_queue):
    sweep()
    run_queue()


def test_a_cohort_that_is_over_confirms_attendance_to_whoever_was_there(house, provider, run_queue):
    there = was_there(house, house.participant(email="da@quellingen.example"))
    partly = was_there(house, house.participant(email="halb@quellingen.example"), State.PARTLY, 10)
    never = house.participant(email="nie@quellingen.example")
    ends(house, -1)
    swept(run_queue)
    assert not opened(there)
    ends(house, 1)
    swept(run_queue)
    swept(run_queue)
    assert [opened(person) for person in (there, partly, never)] == [True, False, False]
    assert Award.objects.count() == 1
    assert sum(message.to == ["da@quellingen.example"] for message in mail.outbox) == 1


def test_cohorts_that_ended_long_ago_are_left_alone(house, provider, run_queue):
    there = was_there(house, house.participant())
    ends(house, 200)
    swept(run_queue)
    assert not opened(there)


@pytest.mark.parametrize(("withdrawn", "gets_one"), [(False, True), (True, False)])
def test_who_leaves_gets_one_unless_the_place_was_withdrawn(
    house, provider, run_queue, withdrawn, gets_one
):
    there = was_there(house, house.participant())
    end_enrolment(there, by=house.coordinator, reason="Umzug", withdrawn=withdrawn)
    run_queue()
    assert opened(there) is gets_one


def test_whoever_completes_gets_both_documents_for_one_mail_and_one_name(
    house, provider, run_queue
):
    graduate = was_there(house, house.participant())
    house.complete(graduate)
    run_queue()
    certificate, attendance = Award.objects.order_by("-kind")
    assert [certificate.kind, attendance.kind] == [Kind.CERTIFICATE, Kind.ATTENDANCE]
    assert len(mail.outbox) == 1
    confirm_name(certificate, name="Erika Müßig", by=graduate.user)
    run_queue()
    certificate.refresh_from_db()
    attendance.refresh_from_db()
    assert certificate.state == AwardState.NAME_CONFIRMED
    assert (attendance.state, attendance.confirmed_name) == (AwardState.ISSUED, "Erika Müßig")
    assert attendance.released_by is None


def test_the_own_page_asks_for_the_name_once(house, provider, run_queue, client):
    graduate = was_there(house, house.participant())
    house.complete(graduate)
    run_queue()
    client.force_login(graduate.user)
    shown = client.get("/mein-weg/zertifikat/").content.decode()
    assert shown.count('name="name"') == 1
    assert "Teilnahmebescheinigung" not in shown
    address = f"/mein-weg/zertifikat/{Award.objects.get(kind=Kind.CERTIFICATE).pk}/name/"
    client.post(address, {"name": "Erika Müßig"})
    run_queue()
    shown = client.get("/mein-weg/zertifikat/").content.decode()
    assert "Mittelaue 2: Teilnahmebescheinigung" in " ".join(shown.split())
    attendance = Award.objects.get(kind=Kind.ATTENDANCE).certificate
    answer = client.get(f"/mein-weg/zertifikat/{attendance.pk}/zertifikat.pdf")
    assert f"teilnahmebescheinigung-{attendance.number}.pdf" in answer["Content-Disposition"]


def test_a_name_that_was_confirmed_before_is_taken_over(house, provider, run_queue):
    there = was_there(house, house.participant())
    end_enrolment(there, by=house.coordinator, reason="Umzug")
    run_queue()
    confirm_name(Award.objects.get(), name="Erika Müßig-Weiß", by=there.user)
    mail.outbox.clear()
    house.complete(there)
    run_queue()
    award = Award.objects.get(kind=Kind.CERTIFICATE)
    assert (award.state, award.confirmed_name) == (AwardState.NAME_CONFIRMED, "Erika Müßig-Weiß")
    assert all("Schritt" not in message.subject for message in mail.outbox)


def test_without_a_template_there_is_none(house, run_queue):
    there = was_there(house, house.participant())
    ends(house, 1)
    swept(run_queue)
    assert not opened(there)
    publish_template(
        house.cohort.provider,
        by=house.coordinator,
        kind=Kind.ATTENDANCE,
        cohort=factories.CohortFactory(programme=house.cohort.programme),
        **WORDS,
    )
    swept(run_queue)
    assert not opened(there)


def test_a_provider_may_want_a_release_and_may_stop_wanting_it(house, run_queue):
    words = {**WORDS, "needs_release": True}
    publish_template(house.cohort.provider, by=house.coordinator, kind=Kind.ATTENDANCE, **words)
    there = was_there(house, house.participant())
    end_enrolment(there, by=house.coordinator, reason="Umzug")
    run_queue()
    award = confirm_name(Award.objects.get(), name="Erika Müßig", by=there.user)
    swept(run_queue)
    award.refresh_from_db()
    assert award.state == AwardState.NAME_CONFIRMED
    publish_template(house.cohort.provider, by=house.coordinator, kind=Kind.ATTENDANCE, **WORDS)
    swept(run_queue)
    award.refresh_from_db()
    assert award.state == AwardState.ISSUED


def test_a_coordinator_releases_it_where_that_is_wanted(house, run_queue):
    words = {**WORDS, "needs_release": True}
    publish_template(house.cohort.provider, by=house.coordinator, kind=Kind.ATTENDANCE, **words)
    there = was_there(house, house.participant())
    end_enrolment(there, by=house.coordinator, reason="Umzug")
    run_queue()
    award = confirm_name(Award.objects.get(), name="Erika Müßig", by=there.user)
    release_award(award, by=house.coordinator)
    run_queue()
    award.refresh_from_db()
    assert (award.state, award.released_by) == (AwardState.ISSUED, house.coordinator)


def test_attendance_that_is_taken_back_before_the_issue_stops_it(house, provider, run_queue):
    there = was_there(house, house.participant())
    end_enrolment(there, by=house.coordinator, reason="Umzug")
    run_queue()
    award = confirm_name(Award.objects.get(), name="Erika Müßig", by=there.user)
    session = Session.objects.get(cohort=house.cohort)
    missed = Attendance(State.MISSED, reason="Verwechslung")
    record_attendance(session, {there.pk: missed}, by=house.trainer)
    with pytest.raises(NotReadyError):
        issue_certificate(award.pk)


def issued(house, run_queue, enrolment):
    end_enrolment(enrolment, by=house.coordinator, reason="Umzug")
    run_queue()
    award = Award.objects.get(enrolment=enrolment, kind=Kind.ATTENDANCE)
    confirm_name(award, name="Erika Müßig", by=enrolment.user)
    run_queue()
    award.refresh_from_db()
    return award.certificate


def test_it_says_hours_of_hours_and_what_was_made_up(house, provider, run_queue):
    factories.make_session(house.cohort, title="Seminar 2", minutes=180)
    factories.make_session(house.cohort, title="Seminar 3", minutes=240)
    there = was_there(house, house.participant())
    was_there(house, there, State.PARTLY, 60, title="Seminar 3")
    certificate = issued(house, run_queue, there)
    said = thaw(certificate.record)
    assert said["title"] == "Teilnahmebescheinigung"
    assert said["competences"] == []
    assert {key: said["qualification"][key] for key in ("hours", "attended", "unit")} == {
        "hours": 13,
        "attended": 7,
        "unit": "Zeitstunden",
    }
    assert ["Besucht", "1 von 3 Seminaren"] in said["facts"]
    assert [(row["hours"], row["attended"]) for row in said["modules"]] == [(13, 7)]
    assert print_record(certificate.record).startswith(b"%PDF")
    achievement = credential_of(certificate)["credentialSubject"]["achievement"]
    assert achievement["achievementType"] == "Course"
    assert achievement["description"].endswith("7 von 13 Zeitstunden")


def test_what_was_called_off_was_not_planned(house, provider, run_queue):
    gone = factories.make_session(house.cohort, title="Seminar 2", minutes=180)
    gone.cancelled_at = timezone.now()
    gone.save()
    said = thaw(issued(house, run_queue, was_there(house, house.participant())).record)
    assert (said["qualification"]["hours"], said["qualification"]["attended"]) == (6, 6)
    assert ["Besucht", "1 von 1 Seminaren"] in said["facts"]


def test_who_left_early_took_part_until_then(house, provider, run_queue):
    ends(house, -200)
    said = thaw(issued(house, run_queue, was_there(house, house.participant())).record)
    [period] = [value for label, value in said["facts"] if label == "Zeitraum"]
    assert period.endswith(str(timezone.localdate().year))


def test_a_second_look_opens_nothing_new(house, provider, run_queue):
    there = was_there(house, house.participant())
    end_enrolment(there, by=house.coordinator, reason="Umzug")
    first = open_attendance(there)
    assert open_attendance(there) == first
    assert open_attendance(house.participant(email="nie@quellingen.example")) is None


def test_the_certificate_alone_counts_as_one(house, provider, run_queue):
    """Two documents of one person are one graduate."""
    graduate = was_there(house, house.participant())
    house.complete(graduate)
    run_queue()
    award = confirm_name(open_award(graduate), name="Erika Müßig", by=graduate.user)
    release_award(award, by=house.coordinator)
    run_queue()
    assert Award.objects.filter(state=AwardState.ISSUED).count() == 2
    assert issued_certificates([house.cohort]) == {house.cohort.pk: 1}


def test_the_desk_reads_both_kinds_in_nine_statements_however_many_there_are(
    house, provider, run_queue, django_assert_num_queries
):
    for n in range(3):
        graduate = was_there(house, house.participant(email=f"p{n}@quellingen.example"))
        house.complete(graduate)
        run_queue()
        with django_assert_num_queries(9):
            rows = desk(house.coordinator)
        assert sorted(row.kind for row in rows) == sorted(list(Kind) * (n + 1))
        assert all(row.earned for row in rows)


def test_opening_looks_at_a_whole_night_in_one_statement(
    house, provider, django_assert_num_queries
):
    for n in range(3):
        was_there(house, house.participant(email=f"p{n}@quellingen.example"))
    ends(house, 1)
    with django_assert_num_queries(1):
        assert len(to_be_confirmed()) == 3


def test_attendance_elsewhere_does_not_count_here(house, provider, run_queue):
    """A session of another cohort speaks for nobody in this one."""
    other = factories.CohortFactory(programme=house.cohort.programme)
    factories.make_session(other, title="Seminar 1")
    there = factories.enrol(other, house.participant().user)
    trainer = factories.trainer_of(other)
    session = Session.objects.get(cohort=other)
    record_attendance(session, {there.pk: Attendance(State.ATTENDED)}, by=trainer)
    ends(house, 1)
    swept(run_queue)
    assert not Award.objects.exists()


def test_who_waits_for_a_document_is_counted_where_the_words_count(house, provider, run_queue):
    there = was_there(house, house.participant())
    end_enrolment(there, by=house.coordinator, reason="Umzug")
    run_queue()
    here = Place(house.cohort.provider, None, Kind.ATTENDANCE)
    own = Place(house.cohort.provider, house.cohort, Kind.ATTENDANCE)
    assert (waiting_for(here), waiting_for(own)) == (1, 1)
    words = {"cohort": house.cohort, "kind": Kind.ATTENDANCE, **WORDS}
    publish_template(house.cohort.provider, by=house.coordinator, **words)
    assert (waiting_for(here), waiting_for(own)) == (0, 1)
    confirm_name(Award.objects.get(), name="Erika Müßig", by=there.user)
    run_queue()
    assert waiting_for(own) == 0
