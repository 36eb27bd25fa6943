"""Other hosts: the one packages may have for themselves, and foreign ones somebody agrees to."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings

from content.h5p.models import H5PVersion


def own_origin() -> str:
    """„https://h5p.example“ where packages are played on a host of their own; empty: nobody's."""
    return str(getattr(settings, "LMS_H5P_ORIGIN", "")).rstrip("/")


def of_version(version: H5PVersion) -> tuple[str, ...]:
    """Those its upload report names, of its content and its libraries. No statement."""
    return _allowed(version.report.get("hosts", ()))


def _allowed(named: Iterable[str]) -> tuple[str, ...]:
    """The ones the site allows, as a policy names them."""
    found = {_name(host) for host in named} & _known()
    return tuple(f"https://{host}" for host in sorted(found))


def _known() -> set[str]:
    return {_name(host) for host in getattr(settings, "LMS_H5P_HOSTS", ())}


def _name(host: str) -> str:
    """„www.youtube.com“, whether it was written with a scheme or without."""
    return urlsplit(host if "//" in host else f"//{host}").netloc.casefold()
