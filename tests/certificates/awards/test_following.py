"""Corrections and renewals: new certificates, and what the old ones say."""

import io
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from certificates import codes
from certificates.awards.cockpit import issued_certificates
from certificates.awards.desk_queries import desk
from certificates.awards.domain import open_award, reinstate, suspend
from certificates.awards.enums import AwardState, PublicReason
from certificates.awards.errors import NotPossibleError
from certificates.awards.expiry import REMIND_BEFORE, remind
from certificates.awards.following import correct, renew
from certificates.awards.issuing import issue_certificate
from certificates.awards.models import Award, Certificate, erase_holder
from certificates.awards.queries import credential_of
from certificates.awards.releasing import release_award
from certificates.documents.errors import UnprintableError
from certificates.documents.printing import print_record
from certificates.documents.record import thaw
from certificates.keys.queries import published_did_document
from content.ui.dates import long_date
from courses.governance.models import AuditEntry, OutgoingMail
from courses.progress.enums import State
from courses.sessions.domain import Attendance, record_attendance
from tests.certificates import independent

NEW_SPELLING = "Erika Mueßig"


def text(response):
    return " ".join(response.content.decode().split())


def issued(award):
    return issue_certificate(award.pk)


def corrected(house, certificate, **words):
    award = correct(certificate, by=house.coordinator, **({"name": NEW_SPELLING} | words))
    return issued(award)


def page_of(client, certificate):
    return text(client.get(f"/v/{thaw(certificate.record)['verification']['code']}/"))


def ending(certificate, days):
    Certificate.objects.filter(pk=certificate.pk).update(
        valid_until=timezone.now() + timedelta(days=days)
    )
    certificate.refresh_from_db()


# — corrections ————————————————————————————————————————————————————————————————————


def test_a_correction_is_a_new_certificate_that_takes_the_place_of_the_old(house, run_queue):
    old = house.issued()
    run_queue()
    mail.outbox.clear()
    new = corrected(house, old)
    run_queue()
    old.revocation.refresh_from_db()
    assert (old.revocation.is_set, new.replaces, old.replaced_by) == (True, old, new)
    assert (new.sequence, new.valid_until) == (old.sequence + 1, old.valid_until)
    assert new.code_hmac != old.code_hmac
    said = thaw(new.record)
    assert said["person"]["name"] == NEW_SPELLING
    today = timezone.localdate().isoformat()
    assert said["mark"] == {"kind": "korrektur", "date": today, "replaces": old.number}
    event = old.events.get(kind="revoked")
    assert (event.reason, event.actor) == ("replaced", house.coordinator)
    assert [m.subject for m in mail.outbox] == ["Ihr Nachweis liegt bereit"]
    independent.verify(credential_of(new), published_did_document(house.issuer.slug))


def test_the_mark_is_printed_with_date_and_number(house):
    old = house.issued()
    new = corrected(house, old)
    paper = PdfReader(io.BytesIO(print_record(new.record))).pages[0].extract_text()
    assert "Korrigierte Fassung" in paper
    assert f"ersetzt Nr. {old.number}" in paper


def test_both_verification_pages_say_so_without_telling_the_codes(client, house):
    old = house.issued()
    new = corrected(house, old)
    code = thaw(new.record)["verification"]["code"]
    said_by_old, said_by_new = page_of(client, old), page_of(client, new)
    assert "Dieses Zertifikat wurde ersetzt." in said_by_old
    assert f"die korrigierte Fassung Nr. {new.number}" in said_by_old
    assert codes.formatted(code) not in said_by_old
    assert code not in said_by_old
    assert f"ersetzt Nr. {old.number}" in said_by_new
    assert thaw(old.record)["verification"]["code"] not in said_by_new
    assert NEW_SPELLING not in said_by_old + said_by_new


def was_there(house, enrolment):
    """Attendance that was put right after the certificate was issued."""
    there = {enrolment.pk: Attendance(State.ATTENDED)}
    record_attendance(house.cohort.sessions.get(), there, by=house.trainer)


def test_another_spelling_keeps_everything_else_as_it_was_certified(house):
    old = house.issued()
    was_there(house, old.award.enrolment)
    before, after = thaw(old.record), thaw(corrected(house, old).record)
    for key in ("qualification", "facts", "modules", "competences", "competence_title"):
        assert after[key] == before[key], key


def test_a_wrong_fact_is_read_from_the_evidence_anew(house):
    old = house.issued()
    was_there(house, old.award.enrolment)
    anew = thaw(corrected(house, old, reads_anew=True).record)
    hours = [said["qualification"]["hours"] for said in (thaw(old.record), anew)]
    assert hours == [0, 6]
    assert ["Besucht", "1 Seminar"] in anew["facts"]


def test_a_corrected_certificate_can_be_corrected_once_more(house):
    first = house.issued()
    second = corrected(house, first)
    third = corrected(house, second, name="Erika Müssig")
    assert (third.replaces, thaw(third.record)["mark"]["replaces"]) == (second, second.number)


def test_an_impossible_name_is_refused_before_anything_happens(house):
    old = house.issued()
    with pytest.raises(UnprintableError):
        corrected(house, old, name="Erika 😀")
    assert Award.objects.count() == 1


def test_a_correction_takes_four_eyes_where_certificates_do(house, four_eyes):
    award = house.named()
    release_award(award, by=house.coordinator)
    old = issued(release_award(award, by=four_eyes))
    following = correct(old, by=house.coordinator, name=NEW_SPELLING)
    assert (following.state, following.agreed_by) == (
        AwardState.NAME_CONFIRMED,
        house.coordinator,
    )
    assert issued(following) is None
    assert issued(release_award(following, by=four_eyes)).replaces == old


def test_what_is_suspended_meanwhile_is_not_replaced_until_that_ends(house):
    old = house.issued()
    award = correct(old, by=house.coordinator, name=NEW_SPELLING)
    suspend(old, by=house.coordinator, reason=PublicReason.UNDER_REVIEW)
    with pytest.raises(NotPossibleError):
        issued(award)
    award.refresh_from_db()
    assert "ausgesetzt" in award.problem
    reinstate(old, by=house.coordinator)
    assert issued(award).replaces == old


def test_a_follower_is_no_second_award_of_the_same_place(house):
    old = house.issued()
    corrected(house, old)
    assert open_award(old.award.enrolment) == old.award
    assert Award.objects.count() == 2
    assert issued_certificates([house.cohort]) == {house.cohort.pk: 1}


def test_at_the_desk_what_was_replaced_is_found_among_the_revoked(client, house):
    old = house.issued()
    client.force_login(house.coordinator)
    address = f"/cms/zertifikate/nachweis/{old.pk}/korrigieren/"
    assert 'value="Erika Müßig"' in text(client.get(address))
    client.post(address, {"name": NEW_SPELLING, "sure": "on"})
    new = issued(Award.objects.get(follows=old))
    everybody = text(client.get("/cms/zertifikate/"))
    assert f"Korrektur von Nr. {old.number}" in everybody
    assert f"Ersetzt durch Nr. {new.number}" not in everybody
    revoked = text(client.get("/cms/zertifikate/?state=revoked"))
    assert f"Ersetzt durch Nr. {new.number}" in revoked
    assert len(desk(house.coordinator)) == 2


# — renewal and expiry —————————————————————————————————————————————————————————————


def test_a_renewal_is_a_new_certificate_and_the_old_one_simply_expires(house):
    house.template.validity_months = 24
    house.template.save()
    old = house.issued()
    with pytest.raises(NotPossibleError, match="zu früh"):
        renew(old, by=house.coordinator)
    ending(old, 30)
    new = issued(renew(old, by=house.coordinator, note="Auf Wunsch"))
    old.revocation.refresh_from_db()
    assert (new.renews, new.replaces, old.revocation.is_set) == (old, None, False)
    assert new.valid_until > old.valid_until
    facts = thaw(new.record)["facts"]
    issued_on = long_date(old.issued_at)
    assert [fact for fact in facts if fact[0] in {"Erneuerung von", "Gültig bis"}] == [
        ["Erneuerung von", f"Nr. {old.number} vom {issued_on}"],
        ["Gültig bis", long_date(new.valid_until)],
    ]
    assert thaw(new.record)["mark"] is None
    assert AuditEntry.objects.get(action="certificate.renew").reason == "Auf Wunsch"
    assert renew(old, by=house.coordinator) is None


def test_a_second_renewal_names_only_what_it_renews(house):
    first = house.issued()
    ending(first, -1)
    second = issued(renew(first, by=house.coordinator))
    ending(second, -1)
    third = issued(renew(second, by=house.coordinator))
    renewals = [value for label, value in thaw(third.record)["facts"] if label == "Erneuerung von"]
    assert len(renewals) == 1
    assert second.number in renewals[0]


def test_what_has_no_end_needs_no_renewal(house):
    with pytest.raises(NotPossibleError, match="unbefristet"):
        renew(house.issued(), by=house.coordinator)


def test_what_was_erased_is_neither_corrected_nor_renewed(house):
    old = house.issued()
    ending(old, 30)
    erase_holder(old.award.enrolment.user_id)
    for follow in (lambda: renew(old, by=house.coordinator), lambda: corrected(house, old)):
        with pytest.raises(NotPossibleError, match="gelöscht"):
            follow()


def reminded(now):
    remind(now=now)
    return OutgoingMail.objects.filter(kind="certificate.ends").count()


def a_weekday():
    now = timezone.now()
    return now + timedelta(days=1) if timezone.localtime(now).weekday() == 6 else now


def test_six_weeks_before_the_end_the_holder_hears_of_it_once(house):
    certificate = house.issued()
    now = a_weekday()
    end = now + REMIND_BEFORE
    Certificate.objects.update(valid_until=end)
    assert reminded(now - timedelta(seconds=1)) == 0
    assert reminded(now) == 1
    assert reminded(now) == 1
    sent = OutgoingMail.objects.get(kind="certificate.ends")
    assert (sent.recipient, sent.not_after) == (certificate.award.enrolment.user, end)
    assert long_date(end) in sent.body
    assert "/mein-weg/zertifikat/" in sent.body
    assert "Müßig," not in sent.subject


def test_no_word_on_sundays_nor_about_what_does_not_count_or_was_renewed(house):
    ends = house.changed("ending")
    sunday = timezone.now()
    while timezone.localtime(sunday).weekday() != 6:
        sunday += timedelta(days=1)
    assert reminded(sunday) == 0
    suspended = house.issued(email="zwei@quellingen.example")
    ending(suspended, 20)
    suspend(suspended, by=house.coordinator, reason=PublicReason.UNDER_REVIEW)
    renew(ends, by=house.coordinator)
    assert reminded(a_weekday()) == 0


def test_three_reminders_take_as_many_statements_as_one(house, django_assert_num_queries):
    now = a_weekday()
    house.changed("ending")
    with CaptureQueriesContext(connection) as one:
        assert remind(now=now) == 1
    for n in range(2):
        house.changed("ending", email=f"p{n}@quellingen.example")
    with CaptureQueriesContext(connection) as three:
        assert remind(now=now) == 2
    assert len(three) == len(one)
