"""A graduate asks for a correction; the coordination of the cohort answers, nobody else."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from certificates.awards.asking import accept, ask_for_correction, decline
from certificates.awards.enums import RequestState
from certificates.awards.errors import (
    AlreadyAskedError,
    AlreadyDecidedError,
    NotCoordinatorError,
    NotPossibleError,
    NotYoursError,
)
from certificates.awards.following import correct, renew
from certificates.awards.models import Award, Certificate
from certificates.awards.requests import CorrectionRequest, forget_requests
from certificates.documents.record import thaw
from courses.cockpit.registry import Topic, waiting
from courses.governance.models import AuditEntry
from tests import factories
from tests.parallel import at_once

NEW = "Erika Mueßig"
OWN = "/mein-weg/zertifikat/"


def text(response):
    return " ".join(response.content.decode().split())


def page(certificate):
    return reverse("certificates:correction", args=[certificate.pk])


def desk_page(request):
    return reverse("certificate_desk:correction", args=[request.pk])


def holder(certificate):
    return certificate.award.enrolment.user


def asked(certificate, **words):
    words = {"about": "name", "wished_name": NEW, "text": "Ohne ü."} | words
    return ask_for_correction(certificate, by=holder(certificate), **words)


# — asking —————————————————————————————————————————————————————————————————————————


def test_the_graduate_asks_with_the_wished_spelling(client, house):
    certificate = house.issued()
    client.force_login(holder(certificate))
    assert page(certificate) in text(client.get(OWN))
    assert 'value="Erika Müßig"' in text(client.get(page(certificate)))
    data = {"about": "name", "wished_name": f" {NEW} ", "text": "Im Ausweis steht ue."}
    shown = text(client.post(page(certificate), data, follow=True))
    assert "Die Koordination hat Ihre Bitte." in shown
    assert "<textarea" not in shown
    request = CorrectionRequest.objects.get()
    assert (request.wished_name, request.text) == (NEW, "Im Ausweis steht ue.")
    assert AuditEntry.objects.filter(action="certificate.correction_asked").count() == 1


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({}, "Was stimmt nicht?"),
        ({"about": "name"}, "Bitte schreiben Sie Ihren Namen"),
        ({"about": "facts", "text": " "}, "was falsch ist und was richtig wäre"),
        (
            {"about": "name", "wished_name": "Erika 😀", "text": "Mit Gesicht"},
            "gedruckt werden: 😀",
        ),
    ],
)
def test_what_is_missing_or_impossible_is_said_and_nothing_typed_is_lost(client, house, data, says):
    certificate = house.issued()
    client.force_login(holder(certificate))
    shown = text(client.post(page(certificate), data))
    assert says in shown
    for typed in (data.get("wished_name", ""), data.get("text", "").strip()):
        assert typed in shown
    assert not CorrectionRequest.objects.exists()


def test_one_request_waits_at_a_time(client, house):
    certificate = house.issued()
    asked(certificate)
    with pytest.raises(AlreadyAskedError):
        asked(certificate)
    client.force_login(holder(certificate))
    again = {"about": "facts", "text": "Noch etwas"}
    assert "Sie haben schon gefragt." in text(client.post(page(certificate), again))
    assert CorrectionRequest.objects.count() == 1


def test_the_own_page_shows_the_open_request_with_its_date_and_offers_no_second(client, house):
    certificate = house.issued()
    client.force_login(holder(certificate))
    assert "Um eine Korrektur bitten" in text(client.get(OWN))
    request = asked(certificate)
    CorrectionRequest.objects.update(asked_at=datetime(2026, 5, 12, 10, tzinfo=UTC))
    for address in (OWN, page(certificate)):
        shown = text(client.get(address))
        assert "Sie haben am 12. Mai 2026" in shown
        assert "Stimmt etwas darauf nicht?" not in shown
    decline(request, by=house.coordinator, answer="Nein.")
    assert "Um eine Korrektur bitten" in text(client.get(OWN))


def test_what_does_not_count_cannot_be_corrected(client, house):
    certificate = house.changed("revoked")
    with pytest.raises(NotPossibleError):
        asked(certificate)
    client.force_login(holder(certificate))
    assert "Dieses Dokument lässt sich zurzeit nicht korrigieren." in text(
        client.get(page(certificate))
    )
    assert page(certificate) not in text(client.get(OWN))


def test_nobody_else_asks_or_reads(client, house):
    certificate = house.issued()
    asked(certificate)
    other = holder(house.issued(email="andere@quellingen.example"))
    superuser = factories.UserFactory(is_superuser=True, is_staff=True)
    for person in (house.stranger, house.trainer, house.coordinator, superuser, other):
        client.force_login(person)
        for answer in (client.get(page(certificate)), client.post(page(certificate), {})):
            assert answer.status_code == 404
        with pytest.raises(NotYoursError):
            ask_for_correction(certificate, by=person, about="facts", text="x")
    client.logout()
    assert client.get(page(certificate)).status_code == 302


# — answering ——————————————————————————————————————————————————————————————————————


def test_accepting_issues_the_corrected_certificate(client, house, run_queue):
    certificate = house.issued()
    request = asked(certificate)
    client.force_login(house.coordinator)
    assert desk_page(request) in text(client.get("/cms/zertifikate/"))
    shown = text(client.get(desk_page(request)))
    assert f'value="{NEW}"' in shown
    assert "Ohne ü." in shown
    client.post(desk_page(request), {"name": NEW, "accept": "1"})
    assert not Award.objects.filter(follows=certificate).exists()  # not looked at twice
    client.post(desk_page(request), {"name": NEW, "sure": "on", "accept": "1"})
    run_queue()
    new = Certificate.objects.get(replaces=certificate)
    assert thaw(new.record)["person"]["name"] == NEW
    request.refresh_from_db()
    assert (request.state, request.decided_by) == (RequestState.ACCEPTED, house.coordinator)
    assert "angenommen von" in text(client.get(desk_page(request)))
    client.force_login(holder(certificate))
    assert f"Nr. {new.number} ersetzt dieses Dokument." in text(client.get(page(certificate)))
    own = text(client.get(OWN))
    assert f"Bitte verwenden Sie ab jetzt Nr. {new.number}." in own


def test_declining_takes_a_reason_which_the_graduate_reads(client, house, run_queue):
    certificate = house.issued()
    request = asked(certificate)
    run_queue()
    mail.outbox.clear()
    client.force_login(house.coordinator)
    shown = text(client.post(desk_page(request), {"decline": "1"}))
    assert "Bitte sagen Sie in ein oder zwei Sätzen, warum." in shown
    client.post(desk_page(request), {"decline": "1", "answer": "So steht es im Ausweis."})
    run_queue()
    assert [(m.to, m.subject) for m in mail.outbox] == [
        ([holder(certificate).email], "Es gibt eine Antwort auf Ihre Frage")
    ]
    assert "Ausweis" not in mail.outbox[0].body
    client.force_login(holder(certificate))
    shown = text(client.get(page(certificate)))
    assert "So steht es im Ausweis." in shown
    assert "<textarea" in shown  # one may ask again
    entry = AuditEntry.objects.get(action="certificate.correction_declined")
    assert (entry.actor, entry.reason) == (house.coordinator, "So steht es im Ausweis.")


def test_what_is_decided_is_decided(house):
    certificate = house.issued()
    request = asked(certificate)
    decline(request, by=house.coordinator, answer="Nein.")
    for call in (
        lambda: accept(request, by=house.coordinator, name=NEW, reads_anew=False),
        lambda: decline(request, by=house.coordinator, answer="Doch nicht."),
    ):
        with pytest.raises(AlreadyDecidedError):
            call()


def test_only_the_coordination_of_the_cohort_answers(house):
    request = asked(house.issued())
    elsewhere = factories.coordinator_of(
        factories.CohortFactory(programme=house.cohort.programme, title="Anderswo")
    )
    for person in (house.trainer, house.stranger, elsewhere, holder(request.certificate)):
        with pytest.raises(NotCoordinatorError):
            accept(request, by=person, name=NEW, reads_anew=False)
        with pytest.raises(NotCoordinatorError):
            decline(request, by=person, answer="Nein.")


def test_a_correction_by_hand_settles_the_open_request(client, house, run_queue):
    certificate = house.issued()
    request = asked(certificate)
    correct(certificate, by=house.coordinator, name="Erika Anders", note="Anruf vom Montag")
    request.refresh_from_db()
    assert (request.state, request.decided_by) == (RequestState.ACCEPTED, house.coordinator)
    assert not waiting(Topic.AWARDS, [house.cohort], house.coordinator, now=timezone.now())[
        house.cohort.pk
    ]
    run_queue()
    client.force_login(holder(certificate))
    shown = text(client.get(page(certificate)))
    assert "Die Koordination hat Ihr Dokument korrigiert." in shown
    assert "Anruf vom Montag" not in shown


def test_a_refused_correction_by_hand_leaves_the_request_open(house):
    certificate = house.issued()
    request = asked(certificate)
    with pytest.raises(NotCoordinatorError):
        correct(certificate, by=house.trainer, name="Erika Anders")
    request.refresh_from_db()
    assert request.state == RequestState.OPEN


def test_a_request_beside_a_renewal_can_only_be_declined(client, house):
    certificate = house.changed("ending")
    request = asked(certificate)
    renew(certificate, by=house.coordinator)
    client.force_login(house.coordinator)
    data = {"name": NEW, "sure": "on", "accept": "1"}
    assert "Eine neue Fassung ist schon unterwegs." in text(client.post(desk_page(request), data))
    request.refresh_from_db()
    assert request.state == RequestState.OPEN


def test_the_cockpit_says_that_somebody_asks(house):
    request = asked(house.issued())
    queue = waiting(Topic.AWARDS, [house.cohort], house.coordinator, now=timezone.now())
    assert [item.url for item in queue[house.cohort.pk].items] == [desk_page(request)]
    for person in (house.trainer, house.stranger):
        assert not waiting(Topic.AWARDS, [house.cohort], person, now=timezone.now())[
            house.cohort.pk
        ]


def test_the_page_of_three_requests_takes_as_many_statements_as_of_one(client, house):
    certificate = house.issued()
    decline(asked(certificate), by=house.coordinator, answer="Nein.")
    client.force_login(holder(certificate))
    client.get(page(certificate))
    with CaptureQueriesContext(connection) as one:
        client.get(page(certificate))
    for _ in range(2):
        decline(asked(certificate), by=house.coordinator, answer="Nein.")
    with CaptureQueriesContext(connection) as three:
        assert text(client.get(page(certificate))).count("Nein.") == 3
    assert len(three) == len(one)


def test_what_somebody_wrote_goes_with_the_person(house):
    request = asked(house.issued())
    assert forget_requests(house.stranger.pk) == 0
    assert forget_requests(holder(request.certificate).pk) == 1
    assert not CorrectionRequest.objects.exists()


@pytest.mark.database
def test_two_open_requests_are_impossible_in_the_database(house):
    request = asked(house.issued())
    with pytest.raises(IntegrityError), transaction.atomic():
        CorrectionRequest.objects.create(certificate=request.certificate, about="facts")


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_coordinators_at_once_decide_once(house):
    request = asked(house.issued())
    done = at_once(
        lambda: accept(request, by=house.coordinator, name=NEW, reads_anew=False),
        lambda: decline(request, by=house.coordinator, answer="Nein."),
    )
    assert sum(isinstance(result, AlreadyDecidedError) for result in done) == 1
    assert CorrectionRequest.objects.exclude(state=RequestState.OPEN).count() == 1
