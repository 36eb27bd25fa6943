from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    """Things to answer, write and hand in: a folder an activity kind, alike in shape."""

    name = "assessments"
    label = "lms_assessments"
    verbose_name = _("Assessments")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from assessments import keeping  # noqa: PLC0415
        from assessments.assignment import cockpit, registrations  # noqa: PLC0415
        from assessments.assignment import travel as assignment  # noqa: PLC0415
        from assessments.feedback import cockpit as feedback_figures  # noqa: PLC0415
        from assessments.feedback import travel as feedback  # noqa: PLC0415
        from assessments.h5p import travel as h5p  # noqa: PLC0415
        from assessments.plan import travel as plan  # noqa: PLC0415
        from assessments.plan.tabletop import registrations as tabletop  # noqa: PLC0415
        from assessments.quiz import travel as quiz  # noqa: PLC0415
        from assessments.reflection import registrations as sharing  # noqa: PLC0415
        from assessments.reflection import travel as reflection  # noqa: PLC0415
        from assessments.scenario import travel as scenario  # noqa: PLC0415
        from assessments.self_assessment import travel as self_assessment  # noqa: PLC0415

        kinds = (quiz, scenario, reflection, self_assessment, feedback, assignment, h5p, plan)
        for part in (*kinds, cockpit, feedback_figures, keeping, registrations, sharing, tabletop):
            part.connect()
