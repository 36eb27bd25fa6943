"""Setting up issuers and the life of their keys."""

import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.conf import credential_domain, key_store_class
from certificates.keys.did import key_id, multikey
from certificates.keys.errors import KeyMissingError
from certificates.keys.models import Issuer, IssuerKey
from certificates.keys.port import KeyStore, SigningKey


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


def create_key(issuer: Issuer) -> IssuerKey:
    """Make a key and put it to use; the one used so far is retired but stays published.

    The private half is written before the public row: a crash in between leaves a file that
    nobody refers to, never a row without its key.
    """
    fragment = f"key-{timezone.localdate():%Y-%m-%d}-{secrets.token_hex(2)}"
    public = key_store().create(issuer=issuer.slug, fragment=fragment)
    with transaction.atomic():
        Issuer.objects.select_for_update().get(pk=issuer.pk)
        issuer.keys.filter(retired_at=None).update(retired_at=timezone.now())
        return issuer.keys.create(fragment=fragment, public_multibase=multikey(public))


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
