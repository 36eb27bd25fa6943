"""Settings of ours, with the values that hold where a host says nothing."""

from django.conf import settings


def site_name() -> str:
    return getattr(settings, "LMS_SITE_NAME", "Kommunales Konfliktmanagement – Qualifizierung")


def base_url() -> str:
    """Absolute address of the site without a trailing slash, for links in mails."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/")
