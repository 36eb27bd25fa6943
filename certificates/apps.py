from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    """Certificates that anybody can verify."""

    name = "certificates"
    label = "lms_certificates"
    verbose_name = _("Certificates")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from certificates.awards import cockpit, registrations  # noqa: PLC0415
        from certificates.keys import checks  # noqa: PLC0415
        from certificates.pades import checks as pades_checks  # noqa: PLC0415
        from certificates.upkeep import checks as upkeep_checks  # noqa: PLC0415

        checks.register_checks()
        pades_checks.register_checks()
        upkeep_checks.register_checks()
        registrations.connect()
        cockpit.connect()
