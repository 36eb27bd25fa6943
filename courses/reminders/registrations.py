"""Ties reminders and letters to their neighbours; called once from the app's `ready()`."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from courses.cohorts import history
from courses.reminders import sources
from courses.reminders.digest import digests, register_line
from courses.reminders.digest_lines import LINES
from courses.reminders.models import Letter
from courses.reminders.registry import register_source


def connect() -> None:
    for source in (
        sources.sessions,
        sources.deadlines,
        sources.openings,
        sources.intentions,
        sources.agreements,
        digests,
    ):
        register_source(source)
    for line in LINES:
        register_line(line)
    history.describe(
        {
            "letter.written": _("Letter written"),
            "letter.changed": _("Letter changed"),
            "letter.withdrawn": _("Letter taken back"),
            "letter.sent": _("Letter sent"),
        }
    )
    history.name_subjects("letter", _subjects)


def _subjects(pks: Collection[str]) -> dict[str, str]:
    rows = Letter.objects.filter(pk__in=pks).values_list("pk", "subject")
    return {str(pk): subject for pk, subject in rows}
