"""The words around an invitation, for people whose calendar does not read it."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import Truncator

from content.foundation.conf import base_url
from courses.sessions.calendar.ical import dates_url
from courses.sessions.calendar.plan import Method, Step

TEMPLATES = "lms_courses/mail/calendar"
# As much as the outbox takes.
SUBJECT_AT_MOST = 200


def words(step: Step) -> tuple[str, str]:
    """Subject and body. What is said is what everybody in the cohort may know."""
    context = {
        "day": step.day,
        "session": step.day.session,
        "cohort": step.day.session.cohort,
        "cancelled": step.method is Method.CANCEL,
        "changed": step.is_change,
        "dates_url": dates_url(),
        "calendar_url": base_url() + reverse("courses:calendar"),
        "base_url": base_url(),
    }
    subject = render_to_string(f"{TEMPLATES}_subject.txt", context).strip()
    body = render_to_string(f"{TEMPLATES}.txt", context)
    return Truncator(subject).chars(SUBJECT_AT_MOST), body
