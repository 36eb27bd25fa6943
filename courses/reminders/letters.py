"""The life of a letter.

scheduled → sent, or scheduled → withdrawn. Until it goes out its text and its time can be changed.
Lock order: letter, then the outbox.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from content.foundation.queue import enqueue
from courses.cohorts.errors import NotAllowed
from courses.cohorts.models import Cohort, Enrolment
from courses.cohorts.policies import cohorts_coordinated_by
from courses.governance import audit
from courses.governance.outbox import Mail, Purpose, post_all
from courses.reminders.errors import LetterGone, MomentPassed
from courses.reminders.models import Letter, LetterCopy
from courses.reminders.words import mail_body

SEND = "courses.reminders.tasks.send_letter"


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """What a letter says and when it goes out; None: now."""

    subject: str
    body: str
    send_at: datetime | None = None


@transaction.atomic
def write_letter(
    cohort: Cohort,
    draft: LetterDraft,
    *,
    by: Any,
    to: Enrolment | None = None,
    now: datetime | None = None,
) -> Letter:
    """Write to one person, or to everybody who takes part when the letter goes out.

    Raises NotAllowed for people who do not coordinate the cohort, and for somebody who is not in it
    (any more); MomentPassed for a moment in the past.
    """
    now = now or timezone.now()
    _assert_coordinates(cohort, by)
    if to is not None and not reachable(cohort).filter(pk=to.pk).exists():
        raise NotAllowed(_("This person does not take part in the cohort."))
    letter = Letter.objects.create(
        cohort=cohort,
        subject=draft.subject,
        body=draft.body,
        single=to is not None,
        author=by,
        created_at=now,
        send_at=_moment(draft, now),
    )
    if to is not None:
        LetterCopy.objects.create(letter=letter, enrolment=to)
    audit.log(by, "letter.written", letter, cohort=cohort, send_at=letter.send_at)
    _send_if_due(letter, now)
    return letter


@transaction.atomic
def change_letter(
    letter: Letter, draft: LetterDraft, *, by: Any, now: datetime | None = None
) -> Letter:
    """Other words or another time. Raises NotAllowed, LetterGone or MomentPassed."""
    now = now or timezone.now()
    letter = _still_here(letter)
    _assert_coordinates(letter.cohort, by)
    letter.subject, letter.body = draft.subject, draft.body
    letter.send_at = _moment(draft, now)
    letter.save(update_fields=["subject", "body", "send_at"])
    audit.log(by, "letter.changed", letter, cohort=letter.cohort, send_at=letter.send_at)
    _send_if_due(letter, now)
    return letter


@transaction.atomic
def withdraw_letter(letter: Letter, *, by: Any, now: datetime | None = None) -> None:
    """It does not go out. Its text is kept. Raises NotAllowed or LetterGone."""
    letter = _still_here(letter)
    _assert_coordinates(letter.cohort, by)
    letter.withdrawn_at = now or timezone.now()
    letter.save(update_fields=["withdrawn_at"])
    audit.log(by, "letter.withdrawn", letter, cohort=letter.cohort)


@transaction.atomic
def send_letter(letter_id: int, *, now: datetime | None = None) -> int:
    """Give everybody their copy and a mail that says so; how many they are.

    Once, however often it runs; later than planned if the worker stood. A letter to somebody who
    has withdrawn in the meantime is taken back.
    """
    now = now or timezone.now()
    letter = (
        Letter.objects.select_for_update(of=("self",))
        .select_related("cohort__provider")
        .filter(pk=letter_id, sent_at=None, withdrawn_at=None, send_at__lte=now)
        .first()
    )
    if letter is None:
        return 0
    readers = _readers(letter)
    if letter.single and not readers:
        letter.withdrawn_at = now
        letter.save(update_fields=["withdrawn_at"])
        audit.log(None, "letter.withdrawn", letter, cohort=letter.cohort)
        return 0
    copies = [LetterCopy(letter=letter, enrolment=reader) for reader in readers]
    LetterCopy.objects.bulk_create(copies, ignore_conflicts=True)
    post_all([_mail(letter, reader) for reader in readers])
    letter.sent_at = now
    letter.save(update_fields=["sent_at"])
    audit.log(None, "letter.sent", letter, cohort=letter.cohort, readers=len(readers))
    return len(readers)


def letters_due(now: datetime) -> list[int]:
    due = Letter.objects.filter(sent_at=None, withdrawn_at=None, send_at__lte=now)
    return list(due.order_by("send_at", "pk").values_list("pk", flat=True))


def reachable(cohort: Cohort) -> Any:
    """Who can be written to one by one: ended people read on, withdrawn ones do not."""
    people = cohort.enrolments.exclude(state=Enrolment.State.WITHDRAWN).filter(user__isnull=False)
    return people.select_related("user")


def mail_about(cohort: Cohort, to: Any) -> tuple[str, str]:
    """Subject and text of the mail that says that a letter waits; of the letter itself nothing."""
    body = mail_body("lms_courses/mail/letter.txt", to, reverse("courses:letters"), cohort=cohort)
    return _("A letter is waiting for you"), body


def _mail(letter: Letter, reader: Enrolment) -> Mail:
    subject, body = mail_about(letter.cohort, reader.user)
    key = f"letter:{letter.pk}:{reader.pk}"
    return Mail(key, reader.user, subject, body, Purpose("letter", letter.cohort))


def _readers(letter: Letter) -> Sequence[Enrolment]:
    people = reachable(letter.cohort).order_by("pk")
    if letter.single:
        return list(people.filter(letters__letter=letter))
    return list(people.filter(state=Enrolment.State.ACTIVE))


def _still_here(letter: Letter) -> Letter:
    found = (
        Letter.objects.select_for_update(of=("self",))
        .select_related("cohort")
        .filter(pk=letter.pk, sent_at=None, withdrawn_at=None)
        .first()
    )
    if found is None:
        raise LetterGone(_("The letter has gone out or was taken back in the meantime."))
    return found


def _assert_coordinates(cohort: Cohort, by: Any) -> None:
    if not cohorts_coordinated_by(by).filter(pk=cohort.pk).exists():
        raise NotAllowed(_("Only the coordination of this cohort writes to everybody in it."))


def _moment(draft: LetterDraft, now: datetime) -> datetime:
    if draft.send_at is not None and draft.send_at < now:
        raise MomentPassed(_("This moment has passed. Please choose a later one, or send it now."))
    return draft.send_at or now


def _send_if_due(letter: Letter, now: datetime) -> None:
    if letter.send_at <= now:
        enqueue(SEND, letter.pk)
