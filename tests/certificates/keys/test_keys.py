"""Private keys stay private, and what is wrong with one is said plainly."""

import io
import stat

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from certificates.conf import origin
from certificates.keys import checks
from certificates.keys.domain import create_key, set_up_issuer, signing_key
from certificates.keys.errors import KeyLockedError, KeyMissingError
from certificates.keys.models import IssuerKey
from tests.factories import ProviderFactory


@pytest.fixture
def issuer(db):
    return set_up_issuer(ProviderFactory(slug="traeger", name="Träger"))


def run(*args, **options):
    out = io.StringIO()
    call_command("create_issuer_key", *args, stdout=out, **options)
    return out.getvalue()


def ids(messages):
    return [message.id for message in messages]


def test_a_private_key_is_a_sealed_file_for_its_owner_alone(issuer, keys_of_this_test):
    key = create_key(issuer)
    path = keys_of_this_test / "traeger" / f"{key.fragment}.pem"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert b"ENCRYPTED PRIVATE KEY" in path.read_bytes()


def test_the_database_knows_the_public_half_only(issuer):
    key = create_key(issuer)
    columns = {field.name for field in IssuerKey._meta.get_fields()}
    dates = {"created_at", "retired_at", "compromised_at"}
    assert columns == {"id", "issuer", "fragment", "public_multibase", *dates}
    assert key.public_multibase.startswith("z6Mk")


def test_without_a_passphrase_no_key_is_made(issuer, settings, keys_of_this_test):
    settings.LMS_KEY_PASSPHRASE = ""
    with pytest.raises(KeyLockedError):
        create_key(issuer)
    assert not keys_of_this_test.exists()


def test_the_command_sets_up_the_issuer_and_does_nothing_the_second_time(db):
    ProviderFactory(slug="neu")
    assert "signs with key-" in run("neu")
    assert "Nothing to do" in run("neu")
    assert IssuerKey.objects.count() == 1


def test_the_command_names_the_providers_there_are(issuer):
    with pytest.raises(CommandError, match="traeger"):
        run("niemand")


def test_an_issuer_has_one_key_in_use(issuer):
    create_key(issuer)
    with pytest.raises(IntegrityError), transaction.atomic():
        issuer.keys.create(fragment="zweiter", public_multibase="z6MkX")


def test_a_key_file_that_was_exchanged_does_not_sign(issuer, keys_of_this_test):
    one, two = create_key(issuer), create_key(issuer)
    folder = keys_of_this_test / "traeger"
    (folder / f"{one.fragment}.pem").replace(folder / f"{two.fragment}.pem")
    with pytest.raises(KeyMissingError):
        signing_key(issuer, two)


def test_domain_and_slug_of_an_issuer_stay(issuer, settings):
    settings.LMS_CREDENTIAL_DOMAIN = "neu.example"
    issuer.provider.name = "Anders"
    assert set_up_issuer(issuer.provider) == issuer
    assert issuer.domain == "credentials.example"


def test_the_did_document_is_public_and_readable_from_any_page(client, issuer):
    create_key(issuer)
    answer = client.get("/issuers/traeger/did.json")
    assert answer.json()["id"] == "did:web:credentials.example:issuers:traeger"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get("/issuers/niemand/did.json").status_code == 404


def test_only_this_machine_is_spoken_to_without_encryption():
    assert origin("localhost:8000") == "http://localhost:8000"
    assert origin("nachweis.example") == "https://nachweis.example"
    assert origin("localhost.example") == "https://localhost.example"


def test_the_check_is_content_with_a_key_that_signs(issuer):
    create_key(issuer)
    assert checks.private_keys_are_private() + checks.keys_in_use_can_sign() == []


def test_the_check_warns_of_a_missing_key(issuer, keys_of_this_test):
    create_key(issuer)
    [path] = keys_of_this_test.glob("*/*.pem")
    path.unlink()
    [warning] = checks.keys_in_use_can_sign()
    assert warning.id == "lms_certificates.W003"
    assert str(path) in warning.msg


def test_the_check_refuses_a_key_others_can_read(issuer, keys_of_this_test):
    create_key(issuer)
    [path] = keys_of_this_test.glob("*/*.pem")
    path.chmod(0o640)
    assert ids(checks.private_keys_are_private()) == ["lms_certificates.E001"]


def test_the_check_warns_of_a_missing_passphrase(issuer, settings):
    create_key(issuer)
    settings.LMS_KEY_PASSPHRASE = ""
    assert ids(checks.private_keys_are_private()) == ["lms_certificates.W002"]
