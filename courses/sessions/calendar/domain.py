"""Telling calendars, each thing once, and the secret address they can follow."""

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.core import signing
from django.db import transaction
from django.utils import timezone

from courses.cohorts.models import new_nonce
from courses.governance import outbox
from courses.governance.choices import wants
from courses.governance.outbox import CalendarPart, Purpose
from courses.sessions.calendar import ical, mails
from courses.sessions.calendar.plan import Method, Step, steps
from courses.sessions.calendar.queries import expected_days
from courses.sessions.models import CalendarEntry, CalendarFeed

FEED_SALT = "lms.calendar-feed"


@transaction.atomic
def sync_calendar(user_id: Any, session_id: int, *, now: datetime | None = None) -> int:
    """Tell somebody's calendar what has changed about a session; returns how many mails that took.

    Compares what should be there with the ledger under the person's lock, so it may run any number
    of times, late or twice at once: the same is told once, and of several changes the last one.
    A closed account hears nothing. Side effect: one mail for each day that differs.
    """
    now = now or timezone.now()
    person = _lock(user_id)
    if person is None:
        return 0
    entries = CalendarEntry.objects.filter(user=user_id, session=session_id)
    told = 0
    for step in steps(
        expected_days(user_id, session_id),
        entries.select_related("session__cohort__provider"),
        wants=wants(user_id, "calendar"),
        now=now,
    ):
        _enter(person, step, now)
        _tell(person, step, now)
        told += 1
    return told


def _lock(user_id: Any) -> Any:
    """The person's row, not the ledger's: of the first mail there is no entry yet.

    Not `FOR UPDATE` in full: whoever writes a row that points to the person need not wait.
    """
    people = get_user_model()._default_manager.select_for_update(no_key=True)
    return people.filter(pk=user_id, is_active=True).first()


def _enter(person: Any, step: Step, now: datetime) -> None:
    """Write into the ledger what is about to be told."""
    said = {"sequence": step.sequence, "told_at": now}
    if step.method is Method.CANCEL:
        said["cancelled_at"] = now
    else:
        said |= {
            "session": step.day.session,
            "fingerprint": step.day.fingerprint,
            "starts_at": step.day.starts_at,
            "ends_at": step.day.ends_at,
            "cancelled_at": None,
        }
    CalendarEntry.objects.update_or_create(user=person, uid=step.day.uid, defaults=said)


def _tell(person: Any, step: Step, now: datetime) -> None:
    cohort = step.day.session.cohort
    subject, body = mails.words(step)
    outbox.post(
        key=f"calendar:{person.pk}:{step.day.uid}:{step.sequence}",
        to=person,
        subject=subject,
        body=body,
        purpose=Purpose(f"calendar.{step.method.lower()}", cohort, step.of_use_until),
        calendar=CalendarPart(ical.invitation(step, to=person, now=now), step.method),
    )


# — the address that calendars follow ———————————————————————————————————————————————


def feed_of(user: Any) -> CalendarFeed:
    """The person's feed; made when they first ask for it."""
    return CalendarFeed.objects.get_or_create(user=user)[0]


def renew_feed(user: Any, *, now: datetime | None = None) -> CalendarFeed:
    """A new address; the old one opens nothing from now on."""
    said = {"nonce": new_nonce(), "renewed_at": now or timezone.now()}
    return CalendarFeed.objects.update_or_create(user=user, defaults=said)[0]


def feed_token(feed: CalendarFeed) -> str:
    """What stands in the address. The same each time, so that people can compare it.

    Needs the row and the server's secret; neither alone is enough.
    """
    return signing.Signer(salt=FEED_SALT).sign_object([feed.pk, feed.nonce])


def read_feed(token: str) -> CalendarFeed | None:
    """The feed behind an address. None, without a reason, for one that opens nothing (any more)."""
    try:
        pk, nonce = signing.Signer(salt=FEED_SALT).unsign_object(token)
    except (signing.BadSignature, ValueError):
        return None
    feeds = CalendarFeed.objects.select_related("user")
    return feeds.filter(pk=pk, nonce=nonce, user__is_active=True).first()
