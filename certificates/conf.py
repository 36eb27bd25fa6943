"""Settings of this app, typed, with the values that hold where a host says nothing."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

LOCAL_HOSTS = {"localhost", "127.0.0.1"}


def code_key() -> bytes:
    """Key of the HMAC that finds a certificate by its code. Not SECRET_KEY: that one may rotate."""
    key: str = getattr(settings, "LMS_CODE_KEY", "")
    if not key:
        raise ImproperlyConfigured("LMS_CODE_KEY must be set: it finds certificates by their code.")
    return key.encode()


def credential_domain() -> str:
    """Host (and port) new issuers live under; outlives the site's own address."""
    return str(settings.LMS_CREDENTIAL_DOMAIN)


def origin(domain: str) -> str:
    """`https://<domain>`; plain HTTP only for a server on this very machine."""
    scheme = "http" if domain.partition(":")[0] in LOCAL_HOSTS else "https"
    return f"{scheme}://{domain}"


def key_directory() -> Path:
    """Where private keys lie, one folder an issuer."""
    return Path(settings.LMS_KEY_DIR)


def key_passphrase() -> bytes:
    """Opens the private keys; from the environment, never stored beside them. May be empty."""
    return str(getattr(settings, "LMS_KEY_PASSPHRASE", "")).encode()


def key_store_class() -> type:
    """Back end that holds the private keys (a KMS or HSM fits in here)."""
    dotted = getattr(settings, "LMS_KEY_STORE", "certificates.keys.files.FileKeyStore")
    store: type = import_string(dotted)
    return store


def unknown_codes_per_hour() -> int:
    """How many unknown codes one address may ask for before it has to wait. Known codes never."""
    return int(getattr(settings, "LMS_UNKNOWN_CODES_PER_HOUR", 60))


def name_checks_per_hour() -> int:
    """How many names one address may compare with one certificate in an hour."""
    return int(getattr(settings, "LMS_NAME_CHECKS_PER_HOUR", 10))


def pdf_signer_class() -> type | None:
    """What signs PDFs; None where nothing does."""
    dotted: str = getattr(settings, "LMS_PDF_SIGNER", "")
    file: str = getattr(settings, "LMS_PDF_SIGNER_FILE", "")
    if file and not dotted:
        dotted = "certificates.pades.files.Pkcs12Signer"
    signer: type | None = import_string(dotted) if dotted else None
    return signer


def pdf_signer_file() -> Path:
    """PKCS#12 file with the key that signs PDFs and its certificates."""
    return Path(settings.LMS_PDF_SIGNER_FILE)


def pdf_signer_passphrase() -> bytes:
    """Opens that file; from the environment. May be empty."""
    return str(getattr(settings, "LMS_PDF_SIGNER_PASSPHRASE", "")).encode()


def pdf_timestamp_url() -> str:
    """Address of an RFC 3161 time-stamping service; empty where none is used."""
    return str(getattr(settings, "LMS_PDF_TIMESTAMP_URL", ""))


def pdf_trust_file() -> Path:
    """PEM file with the roots that signer and time-stamping service rest on."""
    return Path(getattr(settings, "LMS_PDF_TRUST_FILE", ""))


def uploads_per_hour() -> int:
    """How many files one address may have verified in an hour."""
    return int(getattr(settings, "LMS_UPLOADS_PER_HOUR", 30))
