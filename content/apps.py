from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    """What authors write with: blocks, method cards, the UI kit, and what every app stands on."""

    name = "content"
    label = "lms_content"
    verbose_name = _("Content")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy  # noqa: PLC0415

        from content.blocks import listeners  # noqa: F401, PLC0415 — connects them
        from content.h5p.policies import policy  # noqa: PLC0415

        register_permission_policy(policy.model, policy)
