"""A compromised key: what it signed is signed anew, and what was signed before is kept."""

import io
import json
from hashlib import sha256

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_q.models import OrmQ

from certificates.awards import domain
from certificates.awards.enums import PublicReason, Validity
from certificates.awards.models import Certificate
from certificates.awards.queries import credential_of
from certificates.awards.validity import validity
from certificates.credentials.proof import verify_proof
from certificates.documents.printing import print_record
from certificates.documents.record import digest, thaw
from certificates.keys.domain import create_key, distrust_key, key_in_use
from certificates.keys.environment import variable
from certificates.keys.errors import KeyMissingError
from certificates.keys.queries import published_did_document
from certificates.status.answers import Status, verify_credential
from certificates.status.queries import served_list
from certificates.upkeep import resigning
from certificates.upkeep.errors import NotOursError
from certificates.upkeep.models import FormerSignature
from certificates.upkeep.resigning import sign_anew, with_credential
from certificates.upkeep.tasks import sweep
from courses.governance.models import AuditEntry
from tests.certificates import independent
from tests.certificates.erasing import erase_person
from tests.certificates.keys.sealing import pem
from tests.parallel import at_once

REFRESH = "certificates.status.tasks.refresh"
SIGN_ANEW = "certificates.upkeep.tasks.sign_anew"


class Killed(BaseException):
    """The worker's process ended here."""


@pytest.fixture
def certificate(house):
    return house.issued()


def run(house, *args):
    out = io.StringIO()
    key = house.issuer.keys.first()
    call_command("compromise_issuer_key", house.issuer.slug, key.fragment, *args, stdout=out)
    return out.getvalue()


def published(house):
    return published_did_document(house.issuer.slug)


def answers(house, credential):
    def fetch(address):
        return served_list(house.issuer.slug, address.rpartition("/")[2])

    return verify_credential(credential, published(house), fetch)


def test_without_yes_nothing_happens_but_counting(house, certificate):
    revoked = house.issued("Zwei", email="zwei@quellingen.example")
    domain.revoke(revoked, by=house.coordinator, reason=PublicReason.ON_REQUEST)
    suspended = house.issued("Drei", email="drei@quellingen.example")
    domain.suspend(suspended, by=house.coordinator, reason=PublicReason.UNDER_REVIEW)
    house.changed("replaced", email="vier@quellingen.example")
    before = published(house)
    OrmQ.objects.all().delete()
    for arguments in ([], ["--dry-run"]):
        said = run(house, *arguments)
        assert "anew: 5 (2 in force, 1 suspended, 0 expired, 1 revoked, 1 replaced)." in said
        assert "Status lists to be published anew: 2." in said
        assert "Nothing was changed." in said
    assert published(house) == before
    assert not OrmQ.objects.exists()
    with pytest.raises(CommandError):
        run(house, "--yes", "--dry-run")


def test_every_certificate_is_signed_anew_by_the_worker_one_task_each(house, certificate):
    house.issued("Zwei", email="zwei@quellingen.example")
    OrmQ.objects.all().delete()
    assert "2 certificates are in the queue" in run(house, "--yes")
    assert [row.task["func"] for row in OrmQ.objects.order_by("pk")] == [
        *[REFRESH] * 2,
        *[SIGN_ANEW] * 2,
    ]


def test_proof_and_status_hold_again_afterwards(house, certificate, run_queue):
    old = credential_of(certificate)
    run(house, "--yes")
    run_queue()
    certificate.refresh_from_db()
    new = credential_of(certificate)
    independent.verify(new, published(house))
    assert answers(house, new).proof.verified
    assert answers(house, new).status == Status(known=True)
    assert not verify_proof(old, published(house)).verified
    assert not independent.verifies(old, published(house))


def test_what_is_said_stays_to_the_letter_and_only_the_proof_is_new(house, certificate, run_queue):
    before, code = credential_of(certificate), certificate.code_hmac
    said = thaw(certificate.record)
    run(house, "--yes")
    run_queue()
    certificate.refresh_from_db()
    after = credential_of(certificate)
    assert after.pop("proof") != before.pop("proof")
    assert after == before
    now = thaw(certificate.record)
    assert now.pop("credential").encode() == bytes(certificate.signed)
    said.pop("credential")
    assert now == said
    assert certificate.code_hmac == code
    assert certificate.key == key_in_use(house.issuer)


def test_record_and_document_prove_each_other_again(house, certificate, run_queue):
    run(house, "--yes")
    run_queue()
    certificate.refresh_from_db()
    assert digest(certificate.record) == certificate.record_hash
    assert sha256(print_record(certificate.record)).hexdigest() == certificate.document_hash


def test_the_former_bytes_are_kept_and_give_the_former_record(house, certificate, run_queue):
    signed, record = bytes(certificate.signed), certificate.record
    old_key, document_hash = certificate.key, certificate.document_hash
    run(house, "--yes")
    run_queue()
    certificate.refresh_from_db()
    [former] = certificate.former_signatures.all()
    assert bytes(former.signed) == signed
    assert (former.key, former.document_hash) == (old_key, document_hash)
    assert with_credential(certificate.record, bytes(former.signed)) == record
    assert digest(record) == former.record_hash


def test_what_a_thief_signs_with_an_old_date_is_refused(house, certificate, run_queue):
    forged = credential_of(certificate)
    run(house, "--yes")
    run_queue()
    # The very bytes we once signed are no better than a forgery with that key: nobody can tell.
    forged["proof"]["created"] = "2020-01-01T00:00:00Z"
    assert not verify_proof(forged, published(house)).verified
    assert not independent.verifies(forged, published(house))


def test_the_page_stays_valid_before_and_after(client, house, certificate, run_queue):
    code = thaw(certificate.record)["verification"]["code"]
    distrust_key(certificate.key)
    create_key(house.issuer)
    assert "Dieses Zertifikat ist gültig." in client.get(f"/v/{code}/").content.decode()
    sweep()
    run_queue()
    assert "Dieses Zertifikat ist gültig." in client.get(f"/v/{code}/").content.decode()


def test_holders_hear_once_and_not_of_a_revoked_certificate(house, certificate, run_queue):
    revoked = house.issued("Zwei", email="zwei@quellingen.example")
    domain.revoke(revoked, by=house.coordinator, reason=PublicReason.ON_REQUEST)
    run_queue()
    mail.outbox.clear()
    run(house, "--yes")
    run_queue()
    run(house, "--yes")
    run_queue()
    [message] = mail.outbox
    assert message.to == [certificate.award.enrolment.user.email]
    assert "/mein-weg/zertifikat/" in message.body
    assert "Müßig" not in message.body


def test_what_was_replaced_stays_so_and_its_holder_hears_of_the_new_one_alone(house, run_queue):
    old = house.changed("replaced")
    new = Certificate.objects.get(replaces=old)
    mark = thaw(new.record)["mark"]
    run_queue()
    mail.outbox.clear()
    run(house, "--yes")
    run_queue()
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.replaced_by, old.key, new.key) == (new, new.key, old.key)
    assert thaw(new.record)["mark"] == mark
    assert answers(house, credential_of(old)).status == Status(known=True, suspended=True)
    assert answers(house, credential_of(new)).status == Status(known=True)
    assert [m.subject for m in mail.outbox] == ["Eine neue Datei Ihres Nachweises liegt bereit"]


def test_a_revoked_certificate_stays_revoked(house, certificate, run_queue):
    domain.revoke(certificate, by=house.coordinator, reason=PublicReason.ON_REQUEST)
    run(house, "--yes")
    run_queue()
    certificate = Certificate.objects.select_related("revocation", "suspension").get()
    assert validity(certificate, now=timezone.now()) is Validity.REVOKED
    assert answers(house, credential_of(certificate)).status == Status(known=True, suspended=True)


def test_a_second_run_goes_on_where_the_first_was_stopped(house, certificate, run_queue):
    other = house.issued("Zwei", email="zwei@quellingen.example")
    run(house, "--yes")
    OrmQ.objects.all().delete()
    assert sign_anew(other.pk)
    assert "1 certificates are in the queue" in run(house, "--yes")
    assert house.issuer.keys.count() == 2
    run_queue()
    assert FormerSignature.objects.count() == 2
    assert sweep() == 0


@pytest.mark.parametrize("step", ["_assert_as_issued", "_keep", "_replace", "_tell_holder"])
def test_a_worker_killed_in_the_middle_leaves_everything_as_it_was(
    house, certificate, monkeypatch, step
):
    run(house, "--yes")
    before = bytes(certificate.signed)
    real = getattr(resigning, step)

    def killed(*args, **kwargs):
        real(*args, **kwargs)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(resigning, step, killed)
        with pytest.raises(Killed):
            sign_anew(certificate.pk)
    certificate.refresh_from_db()
    assert bytes(certificate.signed) == before
    assert not FormerSignature.objects.exists()
    assert [sign_anew(certificate.pk), sign_anew(certificate.pk)] == [True, False]
    assert FormerSignature.objects.count() == 1


@pytest.mark.parametrize("changed", ["record", "signed"])
def test_what_was_changed_in_the_table_is_not_made_genuine(house, certificate, changed):
    run(house, "--yes")
    if changed == "record":
        value = certificate.record.replace("Müßig", "Anders")
    else:
        value = json.dumps(credential_of(certificate) | {"name": "Anders"}).encode()
    Certificate.objects.update(**{changed: value})
    with pytest.raises(NotOursError, match=certificate.number):
        sign_anew(certificate.pk)
    assert not FormerSignature.objects.exists()


def test_where_keys_come_from_elsewhere_the_new_one_is_named(
    house, certificate, settings, monkeypatch, run_queue
):
    settings.LMS_KEY_STORE = "certificates.keys.environment.EnvironmentKeyStore"
    with pytest.raises(CommandError, match="LMS_SIGNING_KEY_"):
        run(house, "--yes")
    monkeypatch.setenv(variable(house.issuer.slug, "key-2027"), pem().decode())
    run(house, "--yes", "--existing", "key-2027")
    run_queue()
    certificate.refresh_from_db()
    assert certificate.key.fragment == "key-2027"
    independent.verify(credential_of(certificate), published(house))


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_sign_anew_once(house, certificate):
    run(house, "--yes")
    found = at_once(*[lambda: sign_anew(certificate.pk)] * 3)
    assert sorted(found) == [False, False, True]
    assert FormerSignature.objects.count() == 1


def test_a_key_that_was_retired_before_needs_no_new_one(house, certificate, run_queue):
    new = create_key(house.issuer)
    run(house, "--yes")
    run_queue()
    certificate.refresh_from_db()
    assert certificate.key == new
    assert house.issuer.keys.count() == 2


def test_without_a_key_that_signs_nothing_changes(house, certificate, settings):
    before = published(house)
    settings.LMS_KEY_PASSPHRASE = ""
    with pytest.raises(CommandError, match="LMS_KEY_PASSPHRASE"):
        run(house, "--yes")
    assert published(house) == before


def test_a_key_that_is_lost_later_leaves_the_task_to_the_night(
    house, certificate, keys_of_this_test, run_queue
):
    run(house, "--yes")
    OrmQ.objects.all().delete()
    path = keys_of_this_test / house.issuer.slug / f"{key_in_use(house.issuer).fragment}.pem"
    aside = path.rename(path.with_suffix(".aside"))
    with pytest.raises(KeyMissingError):
        sign_anew(certificate.pk)
    aside.rename(path)
    assert sweep() == 1
    run_queue()
    assert FormerSignature.objects.count() == 1


def test_of_an_erased_holder_only_hashes_are_left_and_nothing_is_signed(
    house, certificate, run_queue
):
    run(house, "--yes")
    run_queue()
    erase_person(certificate.award.enrolment.user)
    [former] = FormerSignature.objects.all()
    assert bytes(former.signed) == b""
    assert len(former.document_hash) == 64
    create_key(house.issuer)
    fragment = house.issuer.keys.all()[1].fragment
    out = io.StringIO()
    call_command("compromise_issuer_key", house.issuer.slug, fragment, stdout=out)
    assert "nothing is left to sign: 1." in out.getvalue()
    assert "signed anew: 0 (" in out.getvalue()


def test_the_audit_log_says_which_key_replaced_which(house, certificate, run_queue):
    run(house, "--yes")
    run_queue()
    entry = AuditEntry.objects.get(action="certificate.signed_anew")
    old, new = house.issuer.keys.all()
    assert entry.data == {
        "number": certificate.number,
        "old_key": old.fragment,
        "new_key": new.fragment,
    }
    assert AuditEntry.objects.filter(action="key.compromised").count() == 1


def test_an_unknown_key_is_answered_with_those_there_are(house):
    with pytest.raises(CommandError, match=house.issuer.keys.get().fragment):
        call_command("compromise_issuer_key", house.issuer.slug, "key-x")
