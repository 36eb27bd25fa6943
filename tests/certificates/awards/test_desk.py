"""The desk: coordinators of the cohort release and revoke; nobody else finds it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from certificates.awards.domain import open_award, release_award, revoke, suspend
from certificates.awards.enums import AwardState, PublicReason
from certificates.awards.errors import NotCoordinatorError, NotReadyError
from certificates.awards.models import Award
from certificates.awards.queries import desk
from courses.cohorts.models import CohortRole
from courses.governance.models import AuditEntry
from courses.progress.domain import revoke_completion
from tests import factories

INDEX = "/cms/zertifikate/"


def text(response):
    return response.content.decode()


def test_the_desk_shows_who_met_the_rules_and_what_is_missing(client, house):
    open_award(house.graduate(first_name="Ohne", last_name="Namen"))
    house.named("Mit Namen", first_name="Mit", last_name="Namen")
    client.force_login(house.coordinator)
    shown = text(client.get(INDEX))
    assert "Ohne Namen" in shown
    assert "noch nicht bestätigt" in shown
    assert shown.count("Zertifikat freigeben") == 1


def test_releasing_at_the_desk_lets_the_worker_issue(client, house, run_queue):
    award = house.named()
    client.force_login(house.coordinator)
    address = reverse("certificate_desk:release", args=[award.pk])
    answer = client.post(address, follow=True)
    assert "Freigegeben." in text(answer)
    client.post(address)
    run_queue()
    assert "gültig, Nr." in text(client.get(INDEX))
    award.refresh_from_db()
    assert (award.state, award.released_by) == (AwardState.ISSUED, house.coordinator)


def test_a_problem_is_shown_to_the_coordinator(client, house):
    house.released()
    Award.objects.update(problem="Der Signaturschlüssel fehlt.")
    client.force_login(house.coordinator)
    assert "Der Signaturschlüssel fehlt." in text(client.get(INDEX))


@pytest.mark.parametrize(
    ("what", "verdict", "reason"),
    [("widerrufen", "revoked", "issued_in_error"), ("aussetzen", "suspended", "under_review")],
)
def test_withdrawing_asks_first_and_then_does_it_once(client, house, what, verdict, reason):
    certificate = house.issued()
    client.force_login(house.coordinator)
    address = reverse(f"certificate_desk:{what}", args=[certificate.pk])
    asked = text(client.get(address))
    assert certificate.number in asked
    assert "Erika Müßig" in asked
    client.post(address, {"reason": reason})  # not ticked
    assert not AuditEntry.objects.filter(action=f"certificate.{verdict}").exists()
    for _ in range(2):
        client.post(address, {"reason": reason, "sure": "on", "note": "Notiz"})
    [entry] = AuditEntry.objects.filter(action=f"certificate.{verdict}")
    assert (entry.actor, entry.reason) == (house.coordinator, "Notiz")
    assert certificate.events.filter(kind=verdict).count() == 1


def test_a_suspension_can_be_ended_a_revocation_cannot(client, house):
    certificate = house.issued()
    suspend(certificate, by=house.coordinator, reason=PublicReason.UNDER_REVIEW)
    client.force_login(house.coordinator)
    address = reverse("certificate_desk:wieder-in-kraft", args=[certificate.pk])
    client.post(address, {"sure": "on"})
    certificate.suspension.refresh_from_db()
    assert certificate.suspension.is_set is False
    assert revoke(certificate, by=house.coordinator, reason=PublicReason.ON_REQUEST)
    assert not suspend(certificate, by=house.coordinator, reason=PublicReason.UNDER_REVIEW)
    assert "wieder-in-kraft" not in text(client.get(INDEX))


def test_nobody_else_finds_the_desk_or_changes_anything(client, house):
    award = house.named()
    certificate = house.issued(email="zwei@quellingen.example")
    elsewhere = factories.coordinator_of(
        factories.CohortFactory(programme=house.cohort.programme, title="Anderswo")
    )
    superuser = factories.UserFactory(is_superuser=True, is_staff=True)
    holder = certificate.award.enrolment.user
    changes = [
        reverse(f"certificate_desk:{what}", args=[certificate.pk])
        for what in ("widerrufen", "aussetzen", "wieder-in-kraft")
    ]
    for person in (house.stranger, house.trainer, elsewhere, superuser, holder):
        client.force_login(person)
        for address in [reverse("certificate_desk:release", args=[award.pk]), *changes]:
            answer = client.post(address, {"reason": "on_request", "sure": "on"})
            assert answer.status_code in {302, 403, 404}, address
            assert answer.headers.get("Location", "/konto/").startswith("/konto/")
        listed = client.get(INDEX)
        assert "Müßig" not in text(listed)
    award.refresh_from_db()
    certificate.revocation.refresh_from_db()
    assert (award.state, certificate.revocation.is_set) == (AwardState.NAME_CONFIRMED, False)


def test_the_menu_shows_the_desk_to_coordinators_only(client, house):
    client.force_login(house.coordinator)
    assert "zertifikate" in text(client.get("/cms/"))
    client.force_login(house.trainer)
    assert "zertifikate" not in text(client.get("/cms/"))


def test_domain_refuses_what_the_views_never_ask(house):
    award = house.named()
    certificate = house.issued(email="zwei@quellingen.example")
    for person in (house.trainer, house.stranger, award.enrolment.user):
        with pytest.raises(NotCoordinatorError):
            release_award(award, by=person)
        with pytest.raises(NotCoordinatorError):
            revoke(certificate, by=person, reason=PublicReason.ON_REQUEST)


def test_nobody_releases_a_certificate_of_their_own(house):
    award = house.named()
    CohortRole.objects.create(cohort=house.cohort, user=award.enrolment.user, role="coordinator")
    with pytest.raises(NotCoordinatorError):
        release_award(award, by=award.enrolment.user)


def test_without_a_confirmed_name_nothing_is_released(house):
    with pytest.raises(NotReadyError):
        release_award(open_award(house.graduate()), by=house.coordinator)


def test_without_completion_nothing_is_released(client, house):
    award = house.named()
    revoke_completion(award.enrolment, by=house.coordinator, reason="Irrtum")
    with pytest.raises(NotReadyError):
        release_award(award, by=house.coordinator)
    client.force_login(house.coordinator)
    shown = text(client.get(INDEX))
    assert "Die Regeln sind nicht (mehr) erfüllt." in shown
    assert "Zertifikat freigeben" not in shown


def test_a_public_reason_comes_from_the_list(house):
    certificate = house.issued()
    with pytest.raises(ValueError, match="frei erfunden"):
        revoke(certificate, by=house.coordinator, reason="frei erfunden")
    certificate.revocation.refresh_from_db()
    assert certificate.revocation.is_set is False


def test_three_rows_take_as_many_statements_as_one(client, house, django_assert_num_queries):
    house.named()
    client.force_login(house.coordinator)
    client.get(INDEX)
    with CaptureQueriesContext(connection) as one:
        client.get(INDEX)
    house.issued(email="zwei@quellingen.example")
    house.named(email="drei@quellingen.example")
    with CaptureQueriesContext(connection) as three:
        client.get(INDEX)
    assert len(three) == len(one)
    with django_assert_num_queries(2):
        assert len(desk(house.coordinator)) == 3
