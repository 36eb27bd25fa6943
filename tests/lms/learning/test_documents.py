"""Mein Weg speaks of every document that somebody has or waits for, and of nobody else's."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from certificates.awards.attendance import open_attendance
from certificates.awards.domain import open_award, revoke, suspend
from certificates.awards.enums import PublicReason
from certificates.awards.following import correct
from certificates.awards.issuing import issue_certificate
from courses.cohorts.domain import end_enrolment
from lms.learning.queries import load_my_way
from tests.certificates.attending import attends, confirmed


def said(user):
    """Title, note, and the word or the state of each document."""
    way = load_my_way(user)
    return [(paper.title, paper.end or paper.state) for paper in way.papers]


def both(house):
    certificate = house.issued()
    enrolment = attends(house, certificate.award.enrolment)
    end_enrolment(enrolment, by=house.coordinator, reason="Umzug")
    attendance = open_attendance(enrolment)
    return certificate, issue_certificate(attendance.pk)


def test_both_documents_stand_there_the_certificate_first(client, house, words):
    certificate, attendance = both(house)
    user = certificate.award.enrolment.user
    assert said(user) == [("Zertifikat", "valid"), ("Teilnahmebescheinigung", "valid")]
    assert load_my_way(user).next_step.title == "Ihr Zertifikat liegt bereit"
    client.force_login(user)
    shown = client.get("/mein-weg/").content.decode()
    assert shown.index(f"Nr. {certificate.number}") < shown.index(f"Nr. {attendance.number}")


def test_a_name_to_confirm_is_asked_for_once_and_before_everything(house, words):
    enrolment = attends(house, house.graduate())
    open_award(enrolment)
    end_enrolment(enrolment, by=house.coordinator, reason="Umzug")
    open_attendance(enrolment)
    way = load_my_way(enrolment.user)
    assert way.next_step.title == "Schreibweise Ihres Namens bestätigen"
    assert [paper.title for paper in way.papers] == ["Zertifikat"]


def test_what_is_on_its_way_stands_beside_what_counts_until_then(house):
    certificate = house.issued()
    award = correct(certificate, by=house.coordinator, name="Erika Mueßig")
    user = certificate.award.enrolment.user
    assert said(user) == [("Zertifikat", "wird ausgestellt"), ("Zertifikat", "valid")]
    assert load_my_way(user).papers[0].note == "korrigierte Fassung"
    new = issue_certificate(award.pk)
    (paper,) = load_my_way(user).papers
    assert paper.note.startswith(f"Nr. {new.number}, ausgestellt am ")


def test_what_does_not_count_is_not_called_ready(house, words):
    certificate, _attendance = both(house)
    user = certificate.award.enrolment.user
    suspend(certificate, by=house.coordinator, reason=PublicReason.UNDER_REVIEW)
    assert said(user)[0] == ("Zertifikat", "suspended")
    assert load_my_way(user).next_step.title == "Ihre Teilnahmebescheinigung ist fertig"
    revoke(certificate, by=house.coordinator, reason=PublicReason.ON_REQUEST)
    assert said(user)[0] == ("Zertifikat", "revoked")


def test_without_a_document_nothing_is_said(client, house):
    user = house.participant().user
    assert load_my_way(user).papers == ()
    client.force_login(user)
    assert "Ihre Dokumente" not in client.get("/mein-weg/").content.decode()


def test_nobody_reads_of_another_persons_documents(client, house, words):
    certificate = confirmed(house)
    client.force_login(house.participant(email="andere@quellingen.example").user)
    shown = client.get("/mein-weg/").content.decode()
    assert certificate.number not in shown


def test_three_documents_take_as_many_statements_as_one(house, words):
    certificate = house.issued()
    user = certificate.award.enrolment.user
    load_my_way(user, now=timezone.now())
    with CaptureQueriesContext(connection) as one:
        assert len(load_my_way(user).papers) == 1
    attends(house, certificate.award.enrolment)
    end_enrolment(certificate.award.enrolment, by=house.coordinator, reason="Umzug")
    issue_certificate(open_attendance(certificate.award.enrolment).pk)
    correct(certificate, by=house.coordinator, name="Erika Mueßig")
    with CaptureQueriesContext(connection) as three:
        assert len(load_my_way(user).papers) == 3
    assert len(three) == len(one)
