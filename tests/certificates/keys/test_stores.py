"""One contract for whatever holds the private keys: files, the environment, a service elsewhere."""

import json

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from certificates.awards.issuing import issue_certificate
from certificates.awards.queries import credential_of
from certificates.keys import domain
from certificates.keys.did import key_id
from certificates.keys.domain import create_key, set_up_issuer, signing_key
from certificates.keys.environment import EnvironmentKeyStore, variable
from certificates.keys.errors import (
    KeyKnownError,
    KeyLockedError,
    KeyMissingError,
    ReadOnlyStoreError,
    SigningKeyError,
)
from certificates.keys.files import FileKeyStore
from certificates.keys.queries import published_did_document
from tests.certificates import independent
from tests.certificates.keys.remote import (
    PATIENCE,
    TRIES,
    RefusedError,
    RemoteKeyStore,
    Service,
    UnreachableError,
)
from tests.certificates.keys.sealing import pem
from tests.factories import ProviderFactory

KID = "did:web:credentials.example:issuers:traeger#key-1"
REMOTE = "tests.certificates.keys.remote.RemoteKeyStore"
ENVIRONMENT = "certificates.keys.environment.EnvironmentKeyStore"


@pytest.fixture
def service(monkeypatch):
    service = Service()
    monkeypatch.setattr(RemoteKeyStore, "service", service, raising=False)
    return service


@pytest.fixture(params=["files", "environment", "remote"])
def store(request, service, monkeypatch):
    """A store with the key `key-1` of the issuer `traeger` in it."""
    if request.param == "environment":
        monkeypatch.setenv("LMS_SIGNING_KEY_TRAEGER_KEY_1", pem().decode())
        return EnvironmentKeyStore()
    store = FileKeyStore() if request.param == "files" else RemoteKeyStore()
    store.create(issuer="traeger", fragment="key-1")
    return store


@pytest.fixture
def provider(db):
    return ProviderFactory(slug="traeger", name="Träger")


def load(store, fragment="key-1", issuer="traeger"):
    return store.load(issuer=issuer, fragment=fragment, kid=KID)


def test_a_loaded_key_signs_for_its_public_half_alone(store):
    key = load(store)
    public = Ed25519PublicKey.from_public_bytes(key.public_key_raw())
    public.verify(key.sign(b"text"), b"text")
    with pytest.raises(InvalidSignature):
        public.verify(key.sign(b"text"), b"other text")


def test_a_key_says_its_algorithm_and_its_name(store):
    key = load(store)
    assert (key.alg, key.kid) == ("EdDSA", KID)
    assert len(key.public_key_raw()) == 32


def test_signing_twice_gives_the_same_bytes(store):
    assert load(store).sign(b"text") == load(store).sign(b"text")


@pytest.mark.parametrize("wanted", [("key-2", "traeger"), ("key-1", "anders")])
def test_a_key_that_is_not_there_is_missing_by_name(store, wanted):
    with pytest.raises(KeyMissingError):
        load(store, *wanted)


def test_creating_never_replaces_a_key(store):
    before = load(store).public_key_raw()
    with pytest.raises(SigningKeyError):
        store.create(issuer="traeger", fragment="key-1")
    assert load(store).public_key_raw() == before


def test_a_store_that_makes_keys_returns_the_public_half(service):
    for store in (FileKeyStore(), RemoteKeyStore()):
        public = store.create(issuer="traeger", fragment="key-9")
        assert load(store, "key-9").public_key_raw() == public


def test_the_environment_makes_no_keys_and_says_how_one_gets_there():
    with pytest.raises(ReadOnlyStoreError, match="LMS_SIGNING_KEY_TRAEGER_KEY_2027") as refused:
        EnvironmentKeyStore().create(issuer="traeger", fragment="key-2027")
    assert "--existing key-2027" in str(refused.value)


def test_a_mounted_file_is_read_where_its_variable_points(monkeypatch, tmp_path):
    private = Ed25519PrivateKey.generate()
    (tmp_path / "secret").write_bytes(pem(private))
    monkeypatch.setenv("LMS_SIGNING_KEY_STADT_NORD_KEY_1_FILE", str(tmp_path / "secret"))
    key = load(EnvironmentKeyStore(), issuer="stadt-nord")
    assert key.public_key_raw() == private.public_key().public_bytes_raw()


@pytest.mark.parametrize("sealed", [True, False])
def test_a_pem_may_be_sealed_or_not(monkeypatch, settings, sealed):
    text = pem(passphrase=settings.LMS_KEY_PASSPHRASE.encode() if sealed else b"")
    monkeypatch.setenv(variable("traeger", "key-1"), text.decode())
    assert len(load(EnvironmentKeyStore()).sign(b"text")) == 64


@pytest.mark.parametrize("broken", ["another passphrase", "no passphrase", "no key", "other kind"])
def test_a_pem_that_does_not_open_is_named_by_its_variable(monkeypatch, settings, broken):
    if broken == "no passphrase":
        settings.LMS_KEY_PASSPHRASE = ""
    x25519 = (
        "-----BEGIN PRIVATE KEY-----\n"
        "MC4CAQAwBQYDK2VuBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f\n"
        "-----END PRIVATE KEY-----\n"
    )
    text = {"no key": "nonsense", "other kind": x25519}.get(broken, pem(passphrase=b"x").decode())
    monkeypatch.setenv("LMS_SIGNING_KEY_TRAEGER_KEY_1", text)
    with pytest.raises(KeyLockedError, match="LMS_SIGNING_KEY_TRAEGER_KEY_1"):
        load(EnvironmentKeyStore())


def test_a_remote_key_cannot_be_read(service):
    RemoteKeyStore().create(issuer="traeger", fragment="key-1")
    held = vars(load(RemoteKeyStore())).values()
    assert not [value for value in held if isinstance(value, Ed25519PrivateKey)]


def test_a_slow_service_is_asked_again_within_bounds(service):
    RemoteKeyStore().create(issuer="traeger", fragment="key-1")
    service.delays, service.waited = [PATIENCE * 10, PATIENCE * 10, 0.3], 0
    assert len(load(RemoteKeyStore()).public_key_raw()) == 32
    assert service.waited == PATIENCE * 2 + 0.3


def test_a_service_that_stays_silent_is_an_error_of_signing(service):
    RemoteKeyStore().create(issuer="traeger", fragment="key-1")
    service.failures = TRIES
    with pytest.raises(UnreachableError):
        load(RemoteKeyStore())
    service.garbage = True
    with pytest.raises(RefusedError):
        load(RemoteKeyStore()).sign(b"text")


def test_an_existing_key_is_put_to_use_by_its_name(provider, settings, monkeypatch):
    settings.LMS_KEY_STORE = ENVIRONMENT
    private = Ed25519PrivateKey.generate()
    monkeypatch.setenv("LMS_SIGNING_KEY_TRAEGER_KEY_2027", pem(private).decode())
    issuer = set_up_issuer(provider)
    key = create_key(issuer, existing="key-2027")
    loaded = signing_key(issuer, key)
    assert loaded.kid == key_id(issuer, key)
    assert loaded.public_key_raw() == private.public_key().public_bytes_raw()


def test_a_key_is_put_to_use_once(provider, settings, monkeypatch):
    settings.LMS_KEY_STORE = ENVIRONMENT
    same = pem().decode()
    for name in ("KEY_1", "KEY_2"):
        monkeypatch.setenv(f"LMS_SIGNING_KEY_TRAEGER_{name}", same)
    issuer = set_up_issuer(provider)
    create_key(issuer, existing="key-1")
    for again in ("key-1", "key-2"):
        with pytest.raises(KeyKnownError):
            create_key(issuer, existing=again)


def test_what_a_remote_key_signs_verifies_independently(house, settings, service):
    settings.LMS_KEY_STORE = REMOTE
    create_key(house.issuer)
    certificate = house.issued()
    document = published_did_document(house.issuer.slug)
    independent.verify(credential_of(certificate), document)


def test_an_award_waits_with_a_clear_problem_while_the_service_is_away(house, settings, service):
    settings.LMS_KEY_STORE = REMOTE
    create_key(house.issuer)
    award = house.released()
    service.failures = 1000
    with pytest.raises(UnreachableError):
        issue_certificate(award.pk)
    award.refresh_from_db()
    assert award.problem == "The key service does not answer."
    service.failures = 0
    certificate = issue_certificate(award.pk)
    assert json.loads(bytes(certificate.signed))["proof"]["verificationMethod"] == key_id(
        house.issuer, certificate.key
    )


def test_a_service_that_fails_while_signing_leaves_nothing_behind(house, settings, service):
    settings.LMS_KEY_STORE = REMOTE
    create_key(house.issuer)
    award = house.released()
    service.garbage = True
    with pytest.raises(RefusedError):
        issue_certificate(award.pk)
    award.refresh_from_db()
    assert award.problem == "The key service sent no signature."
    assert domain.key_in_use(house.issuer).retired_at is None
