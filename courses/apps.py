from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    """Curriculum, cohorts, progress and seminar days."""

    name = "courses"
    label = "lms_courses"
    verbose_name = _("Courses")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from content.toolkit import readers  # noqa: PLC0415
        from courses.cockpit import registrations as cockpit  # noqa: PLC0415
        from courses.cohorts import travel as agreement  # noqa: PLC0415
        from courses.cohorts.policies import takes_part  # noqa: PLC0415
        from courses.curriculum.travel import entries, nodes  # noqa: PLC0415
        from courses.progress import registrations  # noqa: PLC0415
        from courses.reminders import registrations as reminders  # noqa: PLC0415
        from courses.rulebook import registrations as rulebook  # noqa: PLC0415
        from courses.search import listeners  # noqa: PLC0415
        from courses.sessions import registrations as sessions  # noqa: PLC0415
        from courses.sessions.calendar import registrations as calendar  # noqa: PLC0415

        readers.provide_members(takes_part)
        for travelling in (nodes, entries, agreement):
            travelling.connect()
        registrations.connect()
        sessions.connect()
        listeners.connect()
        for room in (calendar, rulebook, reminders, cockpit):
            room.connect()
