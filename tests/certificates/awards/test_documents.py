"""The signed PDF: after issuing, once, and never in its way."""

import io
import zipfile
from hashlib import sha256

import pytest
from django.urls import reverse
from django_q.models import OrmQ

from certificates.awards import documents
from certificates.awards.documents import document_of, sign_document, signed_document
from certificates.awards.domain import revoke
from certificates.awards.enums import AwardState, PublicReason
from certificates.awards.models import Certificate
from certificates.awards.signed_documents import SignedDocument
from certificates.awards.tasks import sweep
from certificates.documents.printing import print_record
from certificates.keys.domain import create_key, distrust_key
from certificates.pades.enums import Level
from certificates.pades.errors import ChangedRecordError, NotSignedError
from certificates.upkeep.tasks import sweep as sweep_signatures
from certificates.verification.papers import Pages, compared
from tests.certificates.erasing import erase_person
from tests.certificates.pades.reading import is_good

PAGE = "/mein-weg/zertifikat/"
UNSIGNED = "Die PDF-Datei ist nicht digital signiert."
SIGNED = "Die PDF-Datei ist digital signiert."
STAMPED = "Die PDF-Datei ist digital signiert und trägt einen Zeitstempel."


class Killed(BaseException):
    """The worker's process ended here."""


def download(client, certificate):
    client.force_login(certificate.award.enrolment.user)
    return client.get(reverse("certificates:document", args=[certificate.pk])).content


def says(client, certificate):
    client.force_login(certificate.award.enrolment.user)
    return " ".join(client.get(PAGE).content.decode().split())


def test_without_a_signer_nothing_changes(client, house, run_queue):
    certificate = house.issued()
    assert not OrmQ.objects.filter(payload__contains="sign_document").exists()
    assert sign_document(certificate.pk) is None
    run_queue()
    assert sweep() == 0
    assert download(client, certificate) == print_record(certificate.record)
    assert UNSIGNED in says(client, certificate)


def test_the_worker_signs_what_was_issued_and_every_download_hands_it_out(
    client, house, run_queue, signer_file, authority
):
    award = house.released()
    run_queue()
    certificate = Certificate.objects.get(award=award)
    [stored] = SignedDocument.objects.all()
    pdf = download(client, certificate)
    assert pdf == document_of(certificate) == bytes(stored.signed)
    assert (stored.level, stored.document_hash) == (Level.BASIC, sha256(pdf).hexdigest())
    assert pdf.startswith(print_record(certificate.record))
    assert is_good(pdf, authority)
    assert compared(pdf, certificate).pages == Pages.SAME
    archive = client.get(reverse("certificates:archive", args=[certificate.pk]))
    files = zipfile.ZipFile(io.BytesIO(b"".join(archive.streaming_content)))
    assert files.read(f"zertifikat-{certificate.number}.pdf") == pdf
    assert SIGNED in says(client, certificate)


def test_with_a_time_stamp_the_page_says_so(client, house, run_queue, stamped, authority):
    certificate = house.issued()
    run_queue()
    assert signed_document(certificate).level == Level.ARCHIVE
    assert is_good(download(client, certificate), authority)
    assert compared(document_of(certificate), certificate).pages == Pages.SAME
    assert STAMPED in says(client, certificate)


def test_a_service_that_is_down_holds_nothing_up_and_the_night_makes_up(
    client, house, run_queue, stamped, authority
):
    authority.is_down = True
    award = house.released()
    assert [type(error) for error in run_queue(collect=True)] == [NotSignedError]
    award.refresh_from_db()
    assert (award.state, award.problem) == (AwardState.ISSUED, "")
    assert download(client, award.certificate) == print_record(award.certificate.record)
    assert UNSIGNED in says(client, award.certificate)
    authority.is_down = False
    assert sweep() == 1
    run_queue()
    assert STAMPED in says(client, award.certificate)
    assert sweep() == 0


def test_what_was_issued_before_there_was_a_signer_is_signed_at_night(
    house, run_queue, request, authority
):
    certificate = house.issued()
    request.getfixturevalue("signer_file")
    assert sweep() == 1
    run_queue()
    assert is_good(document_of(certificate), authority)


@pytest.mark.parametrize("step", ["_sign", "_store"])
def test_a_worker_killed_before_it_stored_leaves_nothing_and_the_next_run_signs_once(
    house, signer_file, monkeypatch, step
):
    certificate = house.issued()
    real = getattr(documents, step)

    def killed(*args):
        if step == "_sign":
            real(*args)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(documents, step, killed)
        with pytest.raises(Killed):
            sign_document(certificate.pk)
    assert not SignedDocument.objects.exists()
    sign_document(certificate.pk)
    assert SignedDocument.objects.count() == 1


def test_signing_twice_keeps_the_first_signature(house, signer_file):
    certificate = house.issued()
    first = bytes(sign_document(certificate.pk).signed)
    assert sign_document(certificate.pk) is None
    assert document_of(certificate) == first


def test_of_two_workers_at_once_the_second_keeps_what_the_first_stored(
    house, signer_file, monkeypatch
):
    certificate = house.issued()
    real = documents._sign
    found = []

    def overtaken(*args):
        monkeypatch.setattr(documents, "_sign", real)
        found.append(sign_document(certificate.pk))
        return real(*args)

    monkeypatch.setattr(documents, "_sign", overtaken)
    assert sign_document(certificate.pk) == found[0]
    assert SignedDocument.objects.count() == 1


def test_nothing_is_stored_of_a_holder_who_was_erased_meanwhile(house, signer_file, monkeypatch):
    certificate = house.issued()
    real = documents._sign

    def erased(*args):
        signed = real(*args)
        erase_person(certificate.award.enrolment.user)
        return signed

    monkeypatch.setattr(documents, "_sign", erased)
    assert sign_document(certificate.pk) is None
    assert not SignedDocument.objects.exists()


def test_an_erasure_removes_the_signed_pdf_and_the_night_signs_nothing(house, signer_file):
    certificate = house.issued()
    sign_document(certificate.pk)
    erase_person(certificate.award.enrolment.user)
    assert not SignedDocument.objects.exists()
    assert sweep() == 0


def test_a_revoked_certificate_is_not_signed_later(house, run_queue, signer_file):
    certificate = house.issued()
    OrmQ.objects.all().delete()
    revoke(certificate, by=house.coordinator, reason=PublicReason.ISSUED_IN_ERROR)
    assert sign_document(certificate.pk) is None
    assert sweep() == 0


def test_a_record_that_somebody_changed_is_not_signed(house, signer_file):
    certificate = house.issued()
    changed = certificate.record.replace("Müßig", "Fleißig")
    Certificate.objects.update(record=changed)
    with pytest.raises(ChangedRecordError, match=certificate.number):
        sign_document(certificate.pk)
    assert not SignedDocument.objects.exists()


def test_after_a_new_proof_the_new_pdf_is_signed_and_the_old_one_is_kept(
    client, house, run_queue, signer_file, authority
):
    certificate = house.issued()
    run_queue()
    old = document_of(certificate)
    distrust_key(certificate.key)
    create_key(house.issuer)
    sweep_signatures()
    run_queue()
    certificate.refresh_from_db()
    new = download(client, certificate)
    assert new.startswith(print_record(certificate.record))
    assert is_good(new, authority)
    assert [bytes(row.signed) for row in certificate.signed_documents.all()] == [old, new]
