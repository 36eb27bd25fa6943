"""Setting up issuers and the life of their keys."""

import secrets
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.conf import credential_domain, key_store_class
from certificates.keys.did import key_id, multikey
from certificates.keys.errors import KeyKnownError, KeyMissingError
from certificates.keys.models import Issuer, IssuerKey
from certificates.keys.port import KeyStore, SigningKey
from courses.governance import audit


def key_store() -> KeyStore:
    store: KeyStore = key_store_class()()
    return store


def set_up_issuer(provider: Any) -> Issuer:
    """The provider's issuer, made at the first call; its slug and domain never change again."""
    issuer, _created = Issuer.objects.get_or_create(
        provider=provider,
        defaults={"slug": provider.slug, "name": provider.name, "domain": credential_domain()},
    )
    return issuer


def create_key(issuer: Issuer, *, existing: str = "") -> IssuerKey:
    """Put a new key to use; the one used so far is retired but stays published.

    `existing` names a private key that the store holds already (a mounted secret, a key of a KMS);
    without it the store makes one. The private half is there before the public row: a crash in
    between leaves a key that nobody refers to, never a row without its key.
    """
    fragment, public = _found(issuer, existing) if existing else _made(issuer)
    with transaction.atomic():
        Issuer.objects.select_for_update().get(pk=issuer.pk)
        if issuer.keys.filter(Q(fragment=fragment) | Q(public_multibase=public)).exists():
            raise KeyKnownError(
                _("%(issuer)s has used the key %(fragment)s before. A new one needs another name.")
                % {"issuer": issuer.name, "fragment": fragment}
            )
        for key in issuer.keys.filter(retired_at=None):
            _retire(key)
        key = issuer.keys.create(fragment=fragment, public_multibase=public)
        audit.log(None, "key.created", key, issuer=issuer.slug, fragment=fragment)
        return key


def _made(issuer: Issuer) -> tuple[str, str]:
    fragment = f"key-{timezone.localdate():%Y-%m-%d}-{secrets.token_hex(2)}"
    return fragment, multikey(key_store().create(issuer=issuer.slug, fragment=fragment))


def _found(issuer: Issuer, fragment: str) -> tuple[str, str]:
    named = IssuerKey(issuer=issuer, fragment=fragment)
    loaded = key_store().load(issuer=issuer.slug, fragment=fragment, kid=key_id(issuer, named))
    return fragment, multikey(loaded.public_key_raw())


@transaction.atomic
def retire_key(issuer: Issuer) -> IssuerKey:
    """Stop signing until another key is created. Raises KeyMissingError where none signs."""
    issuer = Issuer.objects.select_for_update().get(pk=issuer.pk)
    key = key_in_use(issuer)
    _retire(key)
    return key


def _retire(key: IssuerKey) -> None:
    key.retired_at = timezone.now()
    key.save(update_fields=["retired_at"])
    audit.log(None, "key.retired", key, issuer=key.issuer.slug, fragment=key.fragment)


@transaction.atomic
def distrust_key(key: IssuerKey) -> bool:
    """Mark a key whose private half others may know; from now on it is published as revoked.

    False when it was before. What it signed has to be signed anew: `certificates.upkeep`.
    """
    Issuer.objects.select_for_update().get(pk=key.issuer_id)
    key = IssuerKey.objects.select_related("issuer").get(pk=key.pk)
    if key.compromised_at is not None:
        return False
    if key.retired_at is None:
        _retire(key)
    key.compromised_at = timezone.now()
    key.save(update_fields=["compromised_at"])
    audit.log(None, "key.compromised", key, issuer=key.issuer.slug, fragment=key.fragment)
    return True


def key_in_use(issuer: Issuer) -> IssuerKey:
    """The key that signs now. Raises KeyMissingError where none was ever made."""
    key = issuer.keys.filter(retired_at=None).first()
    if key is None:
        raise KeyMissingError(
            _("%(issuer)s has no signing key yet. Run “manage.py create_issuer_key %(slug)s”.")
            % {"issuer": issuer.name, "slug": issuer.slug}
        )
    return key


def signing_key(issuer: Issuer, key: IssuerKey) -> SigningKey:
    """The private half, ready to sign. Raises a SigningKeyError that says what is wrong."""
    loaded = key_store().load(issuer=issuer.slug, fragment=key.fragment, kid=key_id(issuer, key))
    if multikey(loaded.public_key_raw()) != key.public_multibase:
        raise KeyMissingError(
            _("The private key %(fragment)s is not the one that was published.")
            % {"fragment": key.fragment}
        )
    return loaded
