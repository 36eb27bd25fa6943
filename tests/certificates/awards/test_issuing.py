"""One award gives one certificate, whatever happens on the way."""

import json
import os
import signal
from datetime import timedelta
from hashlib import sha256

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django.utils.module_loading import import_string
from django_q.brokers import get_broker
from django_q.brokers.orm import ORM
from django_q.conf import Conf
from django_q.models import OrmQ
from django_q.signing import SignedPackage

from certificates import codes
from certificates.awards import issuing
from certificates.awards.domain import confirm_name, open_award, release_award
from certificates.awards.enums import AwardState
from certificates.awards.errors import NoTemplateError, NotReadyError
from certificates.awards.following import correct
from certificates.awards.issuing import issue_certificate
from certificates.awards.models import Award, Certificate, CertificateTemplate
from certificates.awards.queries import credential_of
from certificates.awards.tasks import sweep
from certificates.documents.printing import print_record
from certificates.documents.record import digest, thaw
from certificates.keys.domain import create_key
from certificates.keys.errors import KeyExposedError, KeyLockedError, KeyMissingError
from certificates.keys.queries import published_did_document
from certificates.status.models import StatusBit, StatusList
from certificates.status.queries import served_list
from courses.governance.models import OutgoingMail
from courses.progress.domain import revoke_completion
from tests.certificates import independent
from tests.parallel import at_once

# After the number, the signature, the paper, the row, the lists, the old one's end, the mail.
STEPS = [
    "_settle",
    "_signed",
    "print_record",
    "_store",
    "_open_lists",
    "_take_the_place",
    "_announce",
]


class Killed(BaseException):
    """The worker's process ended here."""


def test_completing_the_cohort_opens_one_award_and_asks_to_look_in(house, run_queue):
    enrolment = house.graduate()
    run_queue()
    award = Award.objects.get()
    assert (award.enrolment, award.state) == (enrolment, AwardState.PENDING_NAME)
    assert open_award(enrolment) == award
    [message] = mail.outbox
    assert message.to == [enrolment.user.email]
    assert "Zertifikat" not in message.subject + message.body


def test_released_awards_are_issued_by_the_worker(house, run_queue):
    award = house.released()
    mail.outbox.clear()
    assert not Certificate.objects.exists()
    run_queue()
    award.refresh_from_db()
    assert (award.state, award.problem) == (AwardState.ISSUED, "")
    assert award.certificate.number == f"{award.certificate.issued_at.year}-0001"
    assert [m.to for m in mail.outbox if "Nachweis" in m.subject] == [[award.enrolment.user.email]]
    assert all("Müßig" not in m.body for m in mail.outbox)


def test_the_record_says_everything_and_gives_the_same_pdf_again(house):
    certificate = house.issued()
    said = thaw(certificate.record)
    assert said["person"] == {"name": "Erika Müßig"}
    assert (
        said["qualification"]["programme"] == house.cohort.programme.page.specific.programme_title
    )
    assert ["Durchgang", "Mittelaue 2, Landkreis Mittelaue"] in said["facts"]
    assert said["number"] == certificate.number
    assert digest(certificate.record) == certificate.record_hash
    assert sha256(print_record(certificate.record)).hexdigest() == certificate.document_hash
    assert said["credential"].encode() == bytes(certificate.signed)
    assert codes.code_hmac(said["verification"]["code"]) == certificate.code_hmac


def test_the_credential_verifies_independently_and_its_places_are_free(house):
    certificate = house.issued()
    document = published_did_document(house.issuer.slug)
    credential = credential_of(certificate)
    independent.verify(credential, document)
    entry = credential["credentialStatus"]
    name = entry["statusListCredential"].rpartition("/")[2]
    served = json.loads(served_list(house.issuer.slug, name))
    assert served["id"] == entry["statusListCredential"]
    independent.verify(served, document)
    assert not independent.status_bit(served, int(entry["statusListIndex"]))


def test_numbers_count_on_and_codes_differ(house):
    first, second = house.issued(), house.issued("Zwei Personen", email="zwei@quellingen.example")
    assert (first.sequence, second.sequence) == (1, 2)
    assert first.code_hmac != second.code_hmac
    assert StatusList.objects.count() == 2
    assert StatusBit.objects.count() == 4


def test_issuing_twice_gives_one_certificate(house):
    award = house.released()
    assert issue_certificate(award.pk) == issue_certificate(award.pk)
    assert Certificate.objects.count() == 1


def test_releasing_twice_queues_one_task(house):
    OrmQ.objects.all().delete()
    award = house.named()
    OrmQ.objects.all().delete()
    release_award(award, by=house.coordinator)
    release_award(award, by=house.coordinator)
    assert OrmQ.objects.count() == 1


@pytest.mark.parametrize("step", STEPS)
def test_a_worker_killed_in_the_middle_leaves_nothing_and_the_next_run_issues_once(
    house, monkeypatch, step
):
    award = house.released()
    real = getattr(issuing, step)

    def killed(*args, **kwargs):
        real(*args, **kwargs)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(issuing, step, killed)
        with pytest.raises(Killed):
            issue_certificate(award.pk)
    assert (Certificate.objects.count(), StatusBit.objects.count()) == (0, 0)
    assert not OutgoingMail.objects.filter(key__startswith="certificate-issued").exists()
    issue_certificate(award.pk)
    issue_certificate(award.pk)
    assert (Certificate.objects.count(), StatusBit.objects.count()) == (1, 2)
    assert OutgoingMail.objects.filter(key__startswith="certificate-issued").count() == 1


@pytest.mark.parametrize("step", STEPS)
def test_a_worker_killed_while_correcting_leaves_the_old_one_in_force(house, monkeypatch, step):
    old = house.issued()
    award = correct(old, by=house.coordinator, name="Erika Mueßig")
    real = getattr(issuing, step)

    def killed(*args, **kwargs):
        real(*args, **kwargs)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(issuing, step, killed)
        with pytest.raises(Killed):
            issue_certificate(award.pk)
    old.revocation.refresh_from_db()
    assert (old.revocation.is_set, Certificate.objects.count()) == (False, 1)
    for _ in range(2):
        assert issue_certificate(award.pk).replaces == old
    old.revocation.refresh_from_db()
    assert (old.revocation.is_set, Certificate.objects.count()) == (True, 2)
    assert old.events.filter(kind="revoked").count() == 1


def test_what_a_killed_worker_had_in_hand_is_handed_out_again_within_two_minutes():
    """As long as the longest task may take, and no longer than that and a little."""
    assert Conf.TIMEOUT < Conf.RETRY
    assert Conf.RETRY + Conf.POLL + Conf.GUARD_CYCLE < 120


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def work():
    """One turn of a worker: take a task from the queue, do it, strike it off. Whether there was."""
    broker = get_broker()
    taken = broker.dequeue() if broker.queue_size() else []
    for pk, payload in taken:
        task = SignedPackage.loads(payload)
        import_string(task["func"])(*task["args"])
        broker.acknowledge(pk)
    return bool(taken)


def work_and_die():
    """In a process of its own, with a connection of its own. How it ended."""
    connection.close()
    process = os.fork()
    if not process:
        try:
            work()
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", ["_settle", "_signed", "_store", "_announce", "acknowledge"])
def test_a_worker_process_that_is_killed_loses_nothing(house, monkeypatch, step):
    """It has the task in hand and dies at this step; then the queue hands it out again."""
    award = house.released()
    OrmQ.objects.exclude(pk=OrmQ.objects.latest("pk").pk).delete()
    last = step == "acknowledge"
    with monkeypatch.context() as patch:
        # Threads of the typesetter and the signer do not come along into another process.
        patch.setattr(issuing, "_signed", lambda _issue, _said: b"{}")
        patch.setattr(issuing, "print_record", lambda _record: b"%PDF")
        patch.setattr(issuing, "publish", lambda _status_list: None)
        place = ORM if last else issuing
        real = getattr(place, step)
        patch.setattr(place, step, lambda *args: die() if last else [real(*args), die()])
        assert work_and_die() == -signal.SIGKILL
    assert Certificate.objects.count() == last
    assert OrmQ.objects.filter(lock__gt=timezone.now()).count() == 1
    while work():
        pass
    assert len(mail.outbox) == last
    OrmQ.objects.update(lock=timezone.now() - timedelta(seconds=1))  # two minutes later
    while work():
        pass
    award.refresh_from_db()
    assert (award.state, Certificate.objects.count()) == (AwardState.ISSUED, 1)
    assert [message.subject for message in mail.outbox] == ["Ihr Nachweis liegt bereit"]
    assert not OrmQ.objects.exists()


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_issue_one_certificate(house):
    award = house.released()
    found = at_once(*[lambda: issue_certificate(award.pk)] * 3)
    assert Certificate.objects.count() == 1
    assert {certificate.pk for certificate in found} == {Certificate.objects.get().pk}
    assert OutgoingMail.objects.filter(key__startswith="certificate-issued").count() == 1


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_awards_at_once_get_two_numbers(house):
    awards = [house.released(email=f"p{n}@quellingen.example") for n in range(3)]
    at_once(*[lambda pk=award.pk: issue_certificate(pk) for award in awards])
    assert sorted(Certificate.objects.values_list("sequence", flat=True)) == [1, 2, 3]
    assert StatusList.objects.count() == 2


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_releases_at_once_are_one(house):
    award = house.named()
    OrmQ.objects.all().delete()
    found = at_once(*[lambda: release_award(award, by=house.coordinator)] * 3)
    assert [result.state for result in found] == [AwardState.RELEASED] * 3
    assert OrmQ.objects.count() == 1


def test_a_missing_key_leaves_the_award_pending_with_a_clear_problem(house, keys_of_this_test):
    award = house.released()
    [path] = keys_of_this_test.glob("*/*.pem")
    aside = path.rename(path.with_suffix(".aside"))
    with pytest.raises(KeyMissingError):
        issue_certificate(award.pk)
    award.refresh_from_db()
    assert award.state == AwardState.RELEASED
    assert str(path) in award.problem
    assert not Certificate.objects.exists()
    aside.rename(path)
    assert issue_certificate(award.pk).award.problem == ""


def test_a_key_others_can_read_signs_nothing(house, keys_of_this_test):
    [path] = keys_of_this_test.glob("*/*.pem")
    path.chmod(0o644)
    with pytest.raises(KeyExposedError):
        issue_certificate(house.released().pk)


def test_a_wrong_passphrase_signs_nothing(house, settings):
    settings.LMS_KEY_PASSPHRASE = "another"
    with pytest.raises(KeyLockedError):
        issue_certificate(house.released().pk)


def test_an_issuer_without_any_key_says_which_command_helps(house):
    house.issuer.keys.all().delete()
    with pytest.raises(KeyMissingError, match=f"create_issuer_key {house.issuer.slug}"):
        issue_certificate(house.released().pk)


def test_the_sweep_issues_what_failed_and_opens_what_was_lost(house, run_queue, keys_of_this_test):
    lost = house.graduate(email="verloren@quellingen.example")
    award = house.released()
    OrmQ.objects.all().delete()
    [path] = keys_of_this_test.glob("*/*.pem")
    aside = path.rename(path.with_suffix(".aside"))
    assert sweep() == 2
    assert [type(error) for error in run_queue(collect=True)] == [KeyMissingError]
    aside.rename(path)
    call_command("issue_pending")
    run_queue()
    award.refresh_from_db()
    assert award.state == AwardState.ISSUED
    assert Award.objects.filter(enrolment=lost).count() == 1
    assert sweep() == 0


def test_an_award_that_is_not_released_is_not_issued(house):
    assert issue_certificate(house.named().pk) is None
    assert not Certificate.objects.exists()


def test_a_completion_taken_back_before_issuing_stops_it(house):
    award = house.released()
    revoke_completion(award.enrolment, by=house.coordinator, reason="Irrtum")
    with pytest.raises(NotReadyError):
        issue_certificate(award.pk)


def test_without_a_template_nothing_is_released(house):
    CertificateTemplate.objects.all().delete()
    with pytest.raises(NoTemplateError):
        house.released()


def test_old_certificates_verify_after_the_key_was_replaced(house):
    old = house.issued()
    create_key(house.issuer)
    new = house.issued("Zwei Personen", email="zwei@quellingen.example")
    document = published_did_document(house.issuer.slug)
    assert len(document["assertionMethod"]) == 2
    assert old.key != new.key
    for certificate in (old, new):
        independent.verify(credential_of(certificate), document)


def test_a_template_with_an_end_gives_certificates_with_an_end(house):
    house.template.validity_months = 60
    house.template.save()
    certificate = house.issued()
    assert certificate.valid_until.year == certificate.issued_at.year + 5
    assert thaw(certificate.record)["facts"][-1][0] == "Gültig bis"
    assert credential_of(certificate)["validUntil"].startswith(str(certificate.valid_until.year))


def test_a_right_to_left_name_is_printed_and_signed(house):
    certificate = house.issued("اسم تجريبي")
    assert thaw(certificate.record)["person"]["dir"] == "rtl"


def test_the_spelling_can_change_until_release_but_not_after(house):
    enrolment = house.graduate()
    award = confirm_name(open_award(enrolment), name="Erika Mueßig", by=enrolment.user)
    award = confirm_name(award, name="Erika Müßig", by=enrolment.user)
    assert award.confirmed_name == "Erika Müßig"
