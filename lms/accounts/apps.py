from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """The site's own user model. A host brings its own; shipped apps know AUTH_USER_MODEL only."""

    name = "lms.accounts"
    label = "lms_accounts"
    verbose_name = _("Accounts")
    default_auto_field = "django.db.models.BigAutoField"
