from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    """What authors write with: blocks, method cards, the UI kit, and what every app stands on."""

    name = "content"
    label = "lms_content"
    verbose_name = _("Content")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from content.blocks import listeners  # noqa: F401, PLC0415 — connects them
