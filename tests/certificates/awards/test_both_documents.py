"""What holds for certificates holds for confirmations of attendance: one way for both."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from django_q.models import OrmQ
from pypdf import PdfReader

from certificates.awards.attendance import open_attendance
from certificates.awards.cockpit import issued_certificates
from certificates.awards.desk_queries import desk, matching
from certificates.awards.domain import confirm_name, open_award
from certificates.awards.enums import AwardState, Kind
from certificates.awards.errors import NotReadyError
from certificates.awards.following import correct, renew
from certificates.awards.issuing import issue_certificate
from certificates.awards.models import Award, Certificate
from certificates.awards.queries import own_overview
from certificates.awards.releasing import release_all
from certificates.awards.tasks import sweep
from certificates.documents.printing import print_record
from certificates.documents.record import ATTENDANCE_LAYOUT, layout_of, thaw
from courses.progress.enums import State
from courses.sessions.domain import Attendance, record_attendance
from tests import factories
from tests.certificates.attending import attends, confirmed, named

OWN = "/mein-weg/zertifikat/"


def text(response):
    return " ".join(response.content.decode().split())


# — corrections and renewals ———————————————————————————————————————————————————————


def test_a_confirmation_is_corrected_in_its_own_layout_with_its_own_facts(house, words):
    old = confirmed(house)
    factories.make_session(house.cohort, title="Seminar 2", minutes=180)
    new = issue_certificate(correct(old, by=house.coordinator, name="Erika Mueßig").pk)
    old.revocation.refresh_from_db()
    assert (old.revocation.is_set, new.replaces, new.award.kind) == (True, old, Kind.ATTENDANCE)
    before, said = thaw(old.record), thaw(new.record)
    assert layout_of(new.record) == ATTENDANCE_LAYOUT
    for name in ("title", "qualification", "facts", "modules"):
        assert said[name] == before[name]
    assert said["person"]["name"] == "Erika Mueßig"
    paper = PdfReader(io.BytesIO(print_record(new.record))).pages[0].extract_text()
    assert f"ersetzt Nr. {old.number}" in paper


def test_a_wrong_attendance_is_read_anew_for_a_confirmation(house, words):
    old = confirmed(house)
    attends(house, old.award.enrolment, State.PARTLY, minutes=60, reason="Verwechslung")
    factories.make_session(house.cohort, title="Seminar 2", minutes=180)
    record_attendance(
        house.cohort.sessions.get(title="Seminar 2"),
        {old.award.enrolment_id: Attendance(State.ATTENDED)},
        by=house.trainer,
    )
    award = correct(old, by=house.coordinator, name="Erika Müßig", reads_anew=True)
    said = thaw(issue_certificate(award.pk).record)
    assert said["qualification"]["attended"] == 4
    assert said["mark"]["replaces"] == old.number


def test_a_confirmation_with_an_end_is_renewed(house, words):
    words(validity_months=24)
    old = confirmed(house)
    Certificate.objects.update(valid_until=timezone.now() + timedelta(days=30))
    new = issue_certificate(renew(old, by=house.coordinator).pk)
    assert (new.renews, new.award.kind) == (old, Kind.ATTENDANCE)
    labels = [label for label, _value in thaw(new.record)["facts"]]
    assert labels.count("Erneuerung von") == 1
    assert labels.count("Gültig bis") == 1


def test_what_follows_a_confirmation_is_never_released_by_itself(house, words, run_queue):
    words(needs_release=True, needs_second_release=True)
    second = factories.coordinator_of(house.cohort)
    award = named(house)
    for by in (house.coordinator, second):
        release_all([award], by=by)
    run_queue()
    award = correct(Certificate.objects.get(), by=house.coordinator, name="Erika Mueßig")
    assert (award.state, award.agreed_by) == (AwardState.NAME_CONFIRMED, house.coordinator)
    words()
    sweep()
    run_queue()
    award.refresh_from_db()
    assert award.state == AwardState.NAME_CONFIRMED


def test_a_confirmation_whose_attendance_was_taken_back_is_not_corrected(house, words):
    old = confirmed(house)
    attends(house, old.award.enrolment, State.MISSED, reason="Verwechslung")
    with pytest.raises(NotReadyError, match="Es ist keine Anwesenheit eingetragen"):
        correct(old, by=house.coordinator, name="Erika Mueßig")
    assert not Award.objects.exclude(follows=None).exists()


def test_a_name_still_to_be_corrected_is_not_taken_over(house, words, four_eyes, run_queue):
    words(needs_release=True)
    graduate = house.graduate()
    award = confirm_name(open_award(graduate), name="Erika Müßig", by=graduate.user)
    for by in (house.coordinator, four_eyes):
        release_all([award], by=by)
    run_queue()
    correct(Certificate.objects.get(), by=house.coordinator, name="Erika Mueßig")
    attends(house, graduate)
    assert open_attendance(graduate).confirmed_name == "Erika Müßig"
    release_all(Award.objects.exclude(follows=None), by=four_eyes)
    run_queue()
    Award.objects.filter(kind=Kind.ATTENDANCE).delete()
    assert open_attendance(graduate).confirmed_name == "Erika Mueßig"


# — one way of releasing ———————————————————————————————————————————————————————————


def test_both_documents_go_in_one_batch_each_with_the_eyes_it_needs(house, words, run_queue):
    words(needs_release=True, needs_second_release=True)
    second = factories.coordinator_of(house.cohort)
    certificates = [house.named(email=f"p{n}@quellingen.example") for n in range(2)]
    confirmation = named(house, email="da@quellingen.example")
    done = release_all([*certificates, confirmation], by=house.coordinator)
    assert (len(done.released), done.agreed) == (2, [confirmation])
    assert [len(done.batch.awards.all()), done.refused] == [2, []]
    assert release_all([confirmation], by=second).released == [confirmation]
    run_queue()
    assert set(Award.objects.values_list("state", flat=True)) == {AwardState.ISSUED}
    assert issued_certificates([house.cohort]) == {house.cohort.pk: 2}


def test_released_by_itself_is_one_task_and_no_batch(house, words):
    OrmQ.objects.all().delete()
    award = named(house)
    assert (award.state, award.released_by, award.batch) == (AwardState.RELEASED, None, None)
    assert [task.task["func"] for task in OrmQ.objects.all()].count(
        "certificates.awards.tasks.issue"
    ) == 1


# — what people see ————————————————————————————————————————————————————————————————


def test_whoever_was_only_there_stands_at_the_desk_with_both(client, house, words):
    confirmed(house)
    rows = desk(house.coordinator)
    assert [(row.kind, str(row.standing)) for row in rows] == [(Kind.ATTENDANCE, "valid")]
    there = attends(house, house.participant(email="da@quellingen.example"))
    house.cohort.ends_on = timezone.localdate() - timedelta(days=1)
    house.cohort.starts_on = house.cohort.ends_on - timedelta(days=300)
    house.cohort.save()
    open_attendance(there)
    rows = [row for row in desk(house.coordinator) if row.standing != "valid"]
    assert sorted((row.kind, str(row.standing)) for row in rows) == [
        (Kind.ATTENDANCE, "name"),
        (Kind.CERTIFICATE, "open"),
    ]
    assert len(matching(desk(house.coordinator), "", Kind.CERTIFICATE)) == 1
    client.force_login(house.coordinator)
    listed = text(client.get("/cms/zertifikate/", {"document": "attendance"}))
    assert listed.count("Anwesenheit ist eingetragen") == 2
    assert "Noch offen" not in listed


def test_on_the_own_page_what_was_corrected_stands_behind_and_closed(client, house, words):
    old = confirmed(house)
    new = issue_certificate(correct(old, by=house.coordinator, name="Erika Mueßig").pk)
    user = old.award.enrolment.user
    assert [(own.certificate, own.is_former) for own in own_overview(user)] == [
        (new, False),
        (old, True),
    ]
    client.force_login(user)
    shown = text(client.get(OWN))
    former = shown.index(f"Frühere Fassung: Teilnahmebescheinigung Nr. {old.number}")
    assert shown.index(f"Nr. {new.number}") < former
    assert "Eine korrigierte Fassung ersetzt dieses Dokument." in shown[former:]
    assert f"{OWN}{old.pk}/alles.zip" in shown[former:]
    assert f"{OWN}{new.pk}/korrektur/" in shown[:former]
