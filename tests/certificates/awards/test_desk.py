"""The desk: coordinators of the cohort release and revoke; nobody else finds it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_q.models import OrmQ

from certificates.awards.asking import ask_for_correction
from certificates.awards.desk_queries import desk
from certificates.awards.domain import open_award, release_award, revoke, suspend
from certificates.awards.enums import AwardState, PublicReason
from certificates.awards.errors import NotCoordinatorError, NotPossibleError, NotReadyError
from certificates.awards.models import Award, ReleaseBatch
from courses.cohorts.models import CohortRole
from courses.governance.models import AuditEntry
from courses.progress.domain import revoke_completion
from tests import factories

INDEX = "/cms/zertifikate/"


def text(response):
    return response.content.decode()


def row_of(shown, name):
    """One line of the desk as plain words."""
    for line in re.findall(r"<tr>(.*?)</tr>", shown, re.DOTALL):
        words = " ".join(re.sub(r"<[^>]+>", " ", line).split())
        if words.startswith(name):
            return words
    return ""


def test_the_desk_says_who_met_which_rule_and_what_is_missing(client, house):
    open_award(house.graduate(first_name="Ohne", last_name="Namen"))
    house.named("Mit Namen", first_name="Mit", last_name="Namen")
    house.participant(first_name="Noch", last_name="Dabei")
    client.force_login(house.coordinator)
    shown = text(client.get(INDEX))
    assert "Alle Regeln erfüllt 1 Regel erfüllt : Ohne Namen Freigabe" in row_of(shown, "Ohne")
    assert "noch nicht bestätigt" in row_of(shown, "Ohne")
    assert "kann freigegeben werden" in row_of(shown, "Mit Namen").lower()
    assert "Noch offen: Freigabe" in row_of(shown, "Noch Dabei")
    assert [row.name for row in desk(house.coordinator)] == [
        "Mit Namen",
        "Ohne Namen",
        "Noch Dabei",
    ]


def test_the_list_is_filtered_by_cohort_and_state(client, house):
    house.named(first_name="Eins", last_name="Hier")
    other = factories.CohortFactory(programme=house.cohort.programme, title="Zweiter")
    CohortRole.objects.create(cohort=other, user=house.coordinator, role="coordinator")
    factories.enrol(other, factories.UserFactory(first_name="Zwei", last_name="Dort"))
    client.force_login(house.coordinator)

    def names(query):
        shown = text(client.get(INDEX, query))
        return [name for name in ("Eins Hier", "Zwei Dort") if row_of(shown, name)]

    assert names({}) == ["Eins Hier", "Zwei Dort"]
    assert names({"cohort_pk": other.pk}) == ["Zwei Dort"]
    assert names({"state": "ready"}) == ["Eins Hier"]
    assert names({"state": "open"}) == ["Zwei Dort"]
    assert names({"state": "revoked"}) == []
    assert names({"cohort_pk": "999999", "state": "frei"}) == ["Eins Hier", "Zwei Dort"]
    assert "Auf diese Auswahl trifft niemand zu." in text(client.get(INDEX, {"state": "revoked"}))


def test_a_problem_is_shown_to_the_coordinator_and_can_be_tried_again(client, house, run_queue):
    award = house.released()
    OrmQ.objects.all().delete()
    Award.objects.update(problem="Der Signaturschlüssel fehlt.")
    client.force_login(house.coordinator)
    assert "Der Signaturschlüssel fehlt." in text(client.get(INDEX))
    address = reverse("certificate_desk:try_again", args=[award.pk])
    for _ in range(2):
        client.post(address)
    assert OrmQ.objects.count() == 1
    run_queue()
    assert "gültig, Nr." in text(client.get(INDEX))


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
    with pytest.raises(NotPossibleError):
        suspend(certificate, by=house.coordinator, reason=PublicReason.UNDER_REVIEW)
    assert "wieder-in-kraft" not in text(client.get(INDEX))


def addresses(award, certificate, batch, asked):
    changes = ("widerrufen", "aussetzen", "wieder-in-kraft", "korrigieren", "erneuern")
    return [
        *(reverse(f"certificate_desk:{what}", args=[certificate.pk]) for what in changes),
        reverse("certificate_desk:take_back", args=[award.pk]),
        reverse("certificate_desk:try_again", args=[award.pk]),
        reverse("certificate_desk:batch", args=[batch.pk]),
        reverse("certificate_desk:batch_again", args=[batch.pk]),
        reverse("certificate_desk:correction", args=[asked.pk]),
        reverse("certificate_desk:release"),
    ]


def test_nobody_else_finds_the_desk_or_changes_anything(client, house):
    award = house.named()
    certificate = house.issued(email="zwei@quellingen.example")
    holder = certificate.award.enrolment.user
    asked = ask_for_correction(certificate, by=holder, about="facts", text="Die Stunden fehlen.")
    batch = ReleaseBatch.objects.create(by=house.coordinator)
    Award.objects.filter(pk=certificate.award_id).update(batch=batch)
    elsewhere = factories.coordinator_of(
        factories.CohortFactory(programme=house.cohort.programme, title="Anderswo")
    )
    superuser = factories.UserFactory(is_superuser=True, is_staff=True)
    people = (house.stranger, house.trainer, elsewhere, superuser, holder)
    before = AuditEntry.objects.count()
    for person in people:
        client.force_login(person)
        for address in addresses(award, certificate, batch, asked):
            data = {"reason": "on_request", "sure": "on", "name": "Fremd", "award": award.pk}
            for answer in (client.post(address, data), client.get(address)):
                assert answer.status_code in {302, 404, 405}, address
                where = answer.headers.get("Location", "/konto/")
                assert where.startswith("/konto/") or (person, where) == (elsewhere, INDEX)
        assert "Müßig" not in text(client.get(INDEX))
    assert AuditEntry.objects.count() == before
    award.refresh_from_db()
    certificate.revocation.refresh_from_db()
    asked.refresh_from_db()
    assert (award.state, certificate.revocation.is_set) == (AwardState.NAME_CONFIRMED, False)
    assert asked.state == "open"


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
    assert "Zurzeit wartet nichts auf Ihre Freigabe." in shown


def test_a_public_reason_comes_from_the_list(house):
    certificate = house.issued()
    with pytest.raises(ValueError, match="frei erfunden"):
        revoke(certificate, by=house.coordinator, reason="frei erfunden")
    certificate.revocation.refresh_from_db()
    assert certificate.revocation.is_set is False


def asked_for(certificate):
    holder = certificate.award.enrolment.user
    return ask_for_correction(certificate, by=holder, about="facts", text="Die Stunden fehlen.")


def test_three_rows_take_as_many_statements_as_one(client, house, django_assert_num_queries):
    asked_for(house.issued())
    client.force_login(house.coordinator)
    client.get(INDEX)
    with CaptureQueriesContext(connection) as one:
        client.get(INDEX)
    asked_for(house.issued(email="zwei@quellingen.example"))
    house.named(email="drei@quellingen.example")
    with CaptureQueriesContext(connection) as three:
        client.get(INDEX)
    assert len(three) == len(one)
    with django_assert_num_queries(9):
        assert len(desk(house.coordinator)) == 3
