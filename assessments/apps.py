from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    """Things to answer, write and hand in: a folder an activity kind, alike in shape."""

    name = "assessments"
    label = "lms_assessments"
    verbose_name = _("Assessments")
    default_auto_field = "django.db.models.BigAutoField"
