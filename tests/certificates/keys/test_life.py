"""A key's life: created, rotated, retired, compromised. None of it can be undone."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from certificates.keys.did import key_id
from certificates.keys.domain import create_key, distrust_key, key_in_use, retire_key, set_up_issuer
from certificates.keys.errors import KeyMissingError
from courses.governance.models import AuditEntry
from tests.factories import ProviderFactory


@pytest.fixture
def issuer(db):
    return set_up_issuer(ProviderFactory(slug="traeger", name="Träger"))


def run(command, *args, **options):
    out = io.StringIO()
    call_command(command, *args, stdout=out, **options)
    return out.getvalue()


def document(client):
    return client.get("/issuers/traeger/did.json").json()


def logged():
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def test_rotating_retires_the_old_key_and_keeps_it_published(client, issuer):
    old = create_key(issuer)
    said = run("rotate_issuer_key", "traeger")
    old.refresh_from_db()
    assert old.retired_at is not None
    assert f"{old.fragment} is retired and stays published." in said
    assert key_in_use(issuer).fragment in said
    assert document(client)["assertionMethod"] == [key_id(issuer, k) for k in issuer.keys.all()]


def test_creating_leaves_a_key_that_signs_alone(issuer):
    key = create_key(issuer)
    assert "Nothing to do" in run("create_issuer_key", "traeger")
    assert key_in_use(issuer) == key


def test_a_retired_key_signs_nothing_but_stays_published(client, issuer):
    key = create_key(issuer)
    run("retire_issuer_key", "traeger")
    with pytest.raises(KeyMissingError):
        key_in_use(issuer)
    assert document(client)["assertionMethod"] == [key_id(issuer, key)]


def test_retiring_says_who_waits_and_until_when_the_lists_hold(house):
    house.issued()
    house.released(email="zwei@quellingen.example")
    house.named(email="drei@quellingen.example")
    said = run("retire_issuer_key", house.issuer.slug)
    until = timezone.now() + timedelta(days=90)
    assert "Released certificates that wait for a key: 1." in said
    assert "Awards that will wait once they are released: 1." in said
    assert f"valid until {until:%Y-%m-%d}" in said


def test_nothing_is_retired_twice(issuer):
    create_key(issuer)
    retire_key(issuer)
    with pytest.raises(CommandError, match="create_issuer_key traeger"):
        run("retire_issuer_key", "traeger")


def test_a_compromised_key_is_published_as_revoked_and_may_assert_nothing(client, issuer):
    old, new = create_key(issuer), create_key(issuer)
    assert distrust_key(old)
    assert not distrust_key(old)
    old.refresh_from_db()
    published = document(client)
    methods = {method["id"]: method for method in published["verificationMethod"]}
    assert published["assertionMethod"] == [key_id(issuer, new)]
    moment = old.compromised_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert methods[key_id(issuer, old)]["revoked"] == moment
    assert "revoked" not in methods[key_id(issuer, new)]


def test_a_compromised_key_in_use_stops_signing(issuer):
    distrust_key(create_key(issuer))
    with pytest.raises(KeyMissingError):
        key_in_use(issuer)


def test_no_key_signs_and_is_compromised_at_once(issuer):
    key = create_key(issuer)
    with pytest.raises(IntegrityError), transaction.atomic():
        issuer.keys.filter(pk=key.pk).update(compromised_at=timezone.now())


def test_the_audit_log_tells_a_keys_life(issuer):
    first = create_key(issuer)
    create_key(issuer)
    distrust_key(first)
    assert logged() == ["key.created", "key.retired", "key.created", "key.compromised"]


def test_a_provider_that_never_signed_is_told_what_to_do(db):
    ProviderFactory(slug="neu")
    for command in ("rotate_issuer_key", "retire_issuer_key"):
        with pytest.raises(CommandError, match="create_issuer_key neu"):
            run(command, "neu")
