from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    """Things to answer, write and hand in: a folder an activity kind, alike in shape."""

    name = "assessments"
    label = "lms_assessments"
    verbose_name = _("Assessments")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from assessments.assignment import cockpit, registrations  # noqa: PLC0415
        from assessments.plan import travel as plan  # noqa: PLC0415
        from assessments.quiz import travel as quiz  # noqa: PLC0415
        from assessments.reflection import travel as reflection  # noqa: PLC0415

        for part in (quiz, reflection, plan, cockpit, registrations):
            part.connect()
