"""After a person was erased nothing of ours names them, and their paper still verifies."""

import json

import pytest
from django.apps import apps

from certificates.awards import domain
from certificates.awards.enums import PublicReason
from certificates.awards.queries import credential_of
from certificates.documents.record import thaw
from certificates.keys.domain import create_key, distrust_key
from certificates.status.queries import served_list
from certificates.upkeep.tasks import sweep
from tests.certificates import independent
from tests.certificates.erasing import erase_person


@pytest.fixture
def certificate(house, run_queue):
    """With all that can hold something about the holder: consent, a former signature."""
    certificate = house.issued()
    domain.show_name(certificate, by=certificate.award.enrolment.user)
    distrust_key(certificate.key)
    create_key(house.issuer)
    sweep()
    run_queue()
    certificate.refresh_from_db()
    return certificate


def everything_stored():
    """All values of all rows of this app, as one text."""
    models = apps.get_app_config("lms_certificates").get_models()
    return "\n".join(
        _as_text(getattr(row, field.attname))
        for model in models
        for row in model._base_manager.all()
        for field in model._meta.concrete_fields
    )


def _as_text(value):
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode(errors="replace")
    return str(value)


def test_no_row_names_the_person_or_the_code(certificate):
    code = thaw(certificate.record)["verification"]["code"]
    [identity] = credential_of(certificate)["credentialSubject"]["identifier"]
    secret = ["Müßig", code, identity["salt"], identity["identityHash"]]
    assert [word for word in secret if word not in everything_stored()] == []
    erase_person(certificate.award.enrolment.user)
    stored = everything_stored()
    assert [word for word in secret if word in stored] == []


def test_the_code_still_leads_to_a_valid_certificate(client, certificate):
    code = thaw(certificate.record)["verification"]["code"]
    erase_person(certificate.award.enrolment.user)
    said = client.get(f"/v/{code}/").content.decode()
    assert "Dieses Zertifikat ist gültig." in said
    assert certificate.number in said
    assert "Müßig" not in said
    assert client.get(f"/v/{code}/nachweis.json").status_code == 404


def test_a_revocation_after_the_erasure_is_published(client, house, certificate, run_queue):
    code = thaw(certificate.record)["verification"]["code"]
    erase_person(certificate.award.enrolment.user)
    domain.revoke(certificate, by=house.coordinator, reason=PublicReason.ISSUED_IN_ERROR)
    run_queue()
    served = json.loads(served_list(house.issuer.slug, "revocation-1"))
    assert independent.status_bit(served, certificate.revocation.index)
    assert "Dieses Zertifikat wurde widerrufen." in client.get(f"/v/{code}/").content.decode()


def test_a_file_the_holder_kept_still_verifies(client, house, certificate):
    kept = credential_of(certificate)
    erase_person(certificate.award.enrolment.user)
    document = client.get(f"/issuers/{house.issuer.slug}/did.json").json()
    independent.verify(kept, document)
