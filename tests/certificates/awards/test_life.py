"""Only what the table allows can be done to a certificate, once, and its holder hears of it."""

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from certificates.awards.domain import reinstate, revoke, suspend
from certificates.awards.enums import PublicReason
from certificates.awards.errors import NotPossibleError
from certificates.awards.following import correct, renew
from certificates.awards.forms import RevokeForm
from certificates.awards.models import Award, Certificate, CertificateEvent
from certificates.awards.transitions import Verb, go_on
from certificates.awards.validity import validity
from certificates.status.models import StatusBit, StatusList
from courses.cohorts.history import ACTIONS, entries_of, in_words
from courses.cohorts.models import Enrolment
from courses.governance.models import AuditEntry, OutgoingMail

# What becomes of a certificate in this state: its new state, a new certificate, "refused", "same".
TABLE = {
    #            revoke     suspend      reinstate  correct    renew
    "valid": ("revoked", "suspended", "same", "new", "refused"),
    "ending": ("revoked", "suspended", "same", "new", "new"),
    "suspended": ("revoked", "same", "valid", "refused", "refused"),
    "expired": ("revoked", "refused", "same", "refused", "new"),
    "revoked": ("same", "refused", "refused", "refused", "refused"),
    "replaced": ("same", "refused", "refused", "same", "refused"),
}


def do(verb, certificate, by):
    calls = {
        Verb.REVOKE: lambda: revoke(certificate, by=by, reason=PublicReason.ON_REQUEST),
        Verb.SUSPEND: lambda: suspend(certificate, by=by, reason=PublicReason.UNDER_REVIEW),
        Verb.REINSTATE: lambda: reinstate(certificate, by=by),
        Verb.CORRECT: lambda: correct(certificate, by=by, name="Erika Neu"),
        Verb.RENEW: lambda: renew(certificate, by=by),
    }
    return calls[verb]()


def fresh(certificate):
    rows = Certificate.objects.select_related("revocation", "suspension", "replaced_by")
    return rows.get(pk=certificate.pk)


def word(certificate):
    return str(validity(fresh(certificate), now=timezone.now()))


def outcome(verb, certificate, by):
    """What came of it, in the table's words; afterwards everything is as before."""
    counted = CertificateEvent.objects.count(), Award.objects.count()
    before = transaction.savepoint()
    try:
        changed = bool(do(verb, certificate, by))
    except NotPossibleError:
        transaction.savepoint_rollback(before)
        return "refused"
    events = CertificateEvent.objects.count() - counted[0]
    awards = Award.objects.count() - counted[1]
    assert changed is bool(events or awards)
    found = {(0, 0): "same", (0, 1): "new", (1, 0): word(certificate)}[events, awards]
    transaction.savepoint_rollback(before)
    return found


@pytest.mark.parametrize("state", TABLE)
def test_what_can_be_done_in_which_state(house, state):
    certificate = house.changed(state)
    done = tuple(outcome(verb, certificate, house.coordinator) for verb in Verb)
    assert done == TABLE[state]


@pytest.mark.parametrize("state", TABLE)
def test_the_desk_offers_what_can_be_done_and_nothing_else(client, house, state):
    certificate = house.changed(state)
    client.force_login(house.coordinator)
    shown = client.get("/cms/zertifikate/?state=" + word(certificate)).content.decode()
    ways = ("widerrufen", "aussetzen", "wieder-in-kraft", "korrigieren", "erneuern")
    offered = tuple(f"/nachweis/{certificate.pk}/{way}/" in shown for way in ways)
    assert offered == tuple(cell not in {"same", "refused"} for cell in TABLE[state])


verbs = st.lists(st.sampled_from([Verb.REVOKE, Verb.SUSPEND, Verb.REINSTATE]), max_size=6)


def certificate_in_mind(*, revoked=False, suspended=False):
    places = StatusBit(is_set=revoked), StatusBit(is_set=suspended)
    return Certificate(revocation=places[0], suspension=places[1])


@given(verbs)
def test_whatever_is_clicked_a_revocation_stays_and_every_step_is_of_the_table(clicked):
    """Applied to places in mind, as `domain` applies them to those in the lists."""
    certificate, now, revoked = certificate_in_mind(), timezone.now(), False
    for verb in clicked:
        before = validity(certificate, now=now)
        try:
            goes_on = go_on(certificate, verb, now=now)
        except NotPossibleError:
            goes_on = False
        if goes_on and verb is Verb.REVOKE:
            certificate.revocation.is_set = True
        elif goes_on:
            certificate.suspension.is_set = verb is Verb.SUSPEND
        after = validity(certificate, now=now)
        revoked = revoked or verb is Verb.REVOKE
        assert (after == "revoked") is revoked
        assert (after != before) is goes_on


@pytest.mark.parametrize(
    ("verb", "state", "kind"),
    [
        (Verb.REVOKE, "valid", "revoked"),
        (Verb.SUSPEND, "valid", "suspended"),
        (Verb.REINSTATE, "suspended", "reinstated"),
    ],
)
def test_each_change_has_author_date_audit_one_mail_and_a_published_list(
    house, run_queue, verb, state, kind
):
    certificate = house.changed(state)
    run_queue()
    mail.outbox.clear()
    for _ in range(2):
        do(verb, certificate, house.coordinator)
    event = certificate.events.get(kind=kind)
    assert event.actor == house.coordinator
    assert AuditEntry.objects.filter(action=f"certificate.{kind}").count() == 1
    run_queue()
    [sent] = mail.outbox
    assert sent.to == [certificate.award.enrolment.user.email]
    assert "/mein-weg/zertifikat/" in sent.body
    for confidential in ("Müßig", certificate.number, "widerrufen", "ausgesetzt"):
        assert confidential not in sent.subject + sent.body
    lists = StatusList.objects.filter(signed_at__gte=event.at).order_by("purpose")
    both = ["revocation", "suspension"]
    expected = both if kind == "revoked" else ["suspension"]
    assert list(lists.values_list("purpose", flat=True)) == expected


def test_nobody_gets_a_mail_for_somebody_who_was_erased(house):
    certificate = house.issued()
    Enrolment.objects.filter(pk=certificate.award.enrolment_id).update(user=None)
    assert revoke(certificate, by=house.coordinator, reason=PublicReason.ON_REQUEST)
    assert not OutgoingMail.objects.filter(key__startswith="certificate-changed").exists()


def test_revoking_drops_a_correction_that_is_on_its_way(house, run_queue):
    certificate = house.issued()
    award = correct(certificate, by=house.coordinator, name="Erika Neu")
    assert revoke(certificate, by=house.coordinator, reason=PublicReason.ISSUED_IN_ERROR)
    assert not Award.objects.filter(pk=award.pk).exists()
    assert AuditEntry.objects.filter(action="award.dropped").count() == 1


def test_that_something_was_replaced_is_said_by_a_correction_alone(house):
    certificate = house.issued()
    with pytest.raises(ValueError, match="replaced"):
        revoke(certificate, by=house.coordinator, reason=PublicReason.REPLACED)
    assert "ersetzt" not in str(RevokeForm()["reason"])


def test_the_cohorts_history_says_in_words_what_happened_to_whom(house):
    certificate = house.issued()
    suspend(certificate, by=house.coordinator, reason=PublicReason.UNDER_REVIEW, note="Rückfrage")
    latest = in_words(entries_of(house.cohort))[0]
    assert (latest.what, latest.reason) == ("Zertifikat ausgesetzt", "Rückfrage")
    assert latest.about == f"{certificate.number}, {certificate.award.enrolment.user}"
    actions = AuditEntry.objects.filter(cohort=house.cohort).values_list("action", flat=True)
    assert {action for action in actions if "award" in action} <= set(ACTIONS)
