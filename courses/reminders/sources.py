"""What the courses themselves remind of. What is due, nothing about who is told when: pure."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from content.ui.dates import clock, date_span, full_date, local_date, long_date, time_span
from courses.cohorts.models import AgreementConfirmation, ScheduleEntry
from courses.curriculum.models import Activity
from courses.governance.models import AuditEntry
from courses.progress.enums import State
from courses.progress.models import RequirementState
from courses.reminders.deadlines import open_deadlines
from courses.reminders.hours import evening_of, morning_of
from courses.reminders.registry import LOOKBACK, Reminder, due
from courses.sessions.models import AbsenceNotice, Session
from courses.sessions.requirements import timed_sessions

WEEK_BEFORE, EVE = timedelta(days=7), timedelta(days=1)
DEADLINE_FAR, DEADLINE_NEAR = timedelta(days=14), timedelta(days=3)
# „Vor vier Wochen war Modul 2.“
INTENTION_AFTER = timedelta(days=28)
UNANSWERED_AFTER = timedelta(days=3)
# So long something without a date of its own is still worth a mail.
STILL_NEWS = timedelta(days=3)
WAS_THERE = (State.ATTENDED, State.PARTLY, State.MADE_UP)


def _joined_by(enrolment: Any, day: date) -> bool:
    """Whoever came later is not reminded of what was due before."""
    return local_date(enrolment.joined_at) <= day


# — sessions ——————————————————————————————————————————————————————————————————————


def sessions(cohorts: Collection[Any], now: datetime) -> Iterator[Reminder]:
    """A week before and the day before. Not to those who have said that they will not come.

    Two statements.
    """
    near = timed_sessions().filter(
        cohort__in=cohorts,
        cancelled_at=None,
        starts_at__gt=now - LOOKBACK,
        starts_at__lt=now + WEEK_BEFORE + EVE,
    )
    rows = list(near)
    notices = AbsenceNotice.objects.filter(session__in=rows, withdrawn_at=None)
    absent = set(notices.values_list("session", "enrolment"))
    by_pk = {cohort.pk: cohort for cohort in cohorts}
    for session in rows:
        cohort = by_pk[session.cohort_id]
        for enrolment in cohort.running:
            if (session.pk, enrolment.pk) not in absent:
                yield from _before(session, enrolment, now)


def _before(session: Any, enrolment: Any, now: datetime) -> Iterator[Reminder]:
    day = local_date(session.starts_at)
    occasions = (
        ("session_week", day - WEEK_BEFORE, morning_of(day - EVE), True),
        ("session_eve", day - EVE, session.starts_at, False),
    )
    for kind, remind_on, not_after, can_wait in occasions:
        if due(remind_on, now) and _joined_by(enrolment, remind_on):
            yield Reminder(
                kind=kind,
                to=enrolment.user,
                whose=str(enrolment.pk),
                thing=str(session.key),
                day=remind_on,
                not_after=not_after,
                subject=_("Your session on %(date)s") % {"date": long_date(day)},
                cohort=enrolment.cohort,
                template="lms_courses/mail/reminder_session.txt",
                context={"session": session, "when": _when(session)},
                link="/termine/",
                choice="sessions",
                can_wait=can_wait,
            )


def _when(session: Any) -> str:
    if local_date(session.starts_at) == local_date(session.ends_at):
        return f"{full_date(session.starts_at)}, {time_span(session.starts_at, session.ends_at)}"
    days = date_span(session.starts_at, session.ends_at)
    begins = _("from %(time)s") % {"time": clock(session.starts_at)}
    return f"{days}, {begins}"


# — deadlines —————————————————————————————————————————————————————————————————————


def deadlines(cohorts: Collection[Any], now: datetime) -> Iterator[Reminder]:
    """Two weeks and three days before. Whoever has handed in hears nothing."""
    places = [enrolment for cohort in cohorts for enrolment in cohort.running]
    for item in open_deadlines(places):
        day = local_date(item.due_at)
        occasions = (
            ("deadline_far", day - DEADLINE_FAR, morning_of(day - DEADLINE_NEAR)),
            ("deadline_near", day - DEADLINE_NEAR, item.due_at),
        )
        for kind, remind_on, not_after in occasions:
            if due(remind_on, now) and _joined_by(item.enrolment, remind_on):
                yield Reminder(
                    kind=kind,
                    to=item.enrolment.user,
                    whose=str(item.enrolment.pk),
                    thing=str(item.key),
                    day=remind_on,
                    not_after=not_after,
                    subject=_("A deadline on %(date)s") % {"date": long_date(day)},
                    cohort=item.enrolment.cohort,
                    template="lms_courses/mail/reminder_deadline.txt",
                    context={"when": f"{full_date(item.due_at)}, {clock(item.due_at)}"},
                    choice="deadlines",
                )


# — modules ———————————————————————————————————————————————————————————————————————


def openings(cohorts: Collection[Any], now: datetime) -> Iterator[Reminder]:
    """On the day a module opens. Two statements."""
    entries = [
        row
        for row in ScheduleEntry.objects.filter(cohort__in=cohorts, opens_on__isnull=False)
        if row.opens_on and due(row.opens_on, now)
    ]
    modules = _modules(cohorts)
    by_pk = {cohort.pk: cohort for cohort in cohorts}
    for entry in entries:
        cohort = by_pk[entry.cohort_id]
        module = modules.get((cohort.programme_id, entry.key))
        if module is None or entry.opens_on is None:
            continue
        for enrolment in cohort.running:
            if _joined_by(enrolment, entry.opens_on):
                yield Reminder(
                    kind="opening",
                    to=enrolment.user,
                    whose=str(enrolment.pk),
                    thing=str(entry.key),
                    day=entry.opens_on,
                    not_after=evening_of(entry.opens_on + STILL_NEWS),
                    subject=_("Module %(number)s is open") % {"number": module.number},
                    cohort=cohort,
                    template="lms_courses/mail/reminder_opening.txt",
                    context={"module": module},
                    link=_path(module),
                    choice="sessions",
                )


def _modules(cohorts: Collection[Any]) -> dict[tuple[int, Any], Activity]:
    programmes = {cohort.programme_id for cohort in cohorts}
    rows = Activity.objects.available().filter(programme__in=programmes, kind=Activity.Kind.MODULE)
    return {(row.programme_id, row.key): row for row in rows.with_page()}


def _path(activity: Activity | None) -> str:
    page = activity.page if activity else None
    return (page.get_url() if page else None) or "/mein-weg/"


# — four weeks later ——————————————————————————————————————————————————————————————


def intentions(cohorts: Collection[Any], now: datetime) -> Iterator[Reminder]:
    """Four weeks after the last day of a module's seminar, to those who were there.

    It asks what became of what people meant to do; what that was, and whether somebody wrote it
    down, it does not know: it goes to everybody who could have. Three statements.
    """
    over = _seminars_over(cohorts, now)
    keys = [session.key for sessions in over.values() for session in sessions]
    rows = RequirementState.objects.filter(requirement_key__in=keys, state__in=WAS_THERE)
    attended = set(rows.values_list("enrolment", "requirement_key"))
    places = _places_to_write(cohorts) if over else {}
    for (cohort, number), sessions in over.items():
        day = max(local_date(session.ends_at) for session in sessions) + INTENTION_AFTER
        for enrolment in cohort.running:
            if any((enrolment.pk, session.key) in attended for session in sessions):
                yield Reminder(
                    kind="intention",
                    to=enrolment.user,
                    whose=str(enrolment.pk),
                    thing=f"module-{number}",
                    day=day,
                    not_after=evening_of(day + STILL_NEWS),
                    subject=_("Four weeks after module %(number)s") % {"number": number},
                    cohort=cohort,
                    template="lms_courses/mail/reminder_intention.txt",
                    context={"number": number},
                    link=_path(places.get((cohort.programme_id, str(number)))),
                    choice="intentions",
                )


def _seminars_over(cohorts: Collection[Any], now: datetime) -> dict[tuple[Any, int], list[Any]]:
    """By cohort and module the seminars of which the last ended four weeks ago."""
    seminars: dict[tuple[Any, int], list[Any]] = {}
    by_pk = {cohort.pk: cohort for cohort in cohorts}
    rows = timed_sessions().filter(
        cohort__in=cohorts,
        kind=Session.Kind.SEMINAR,
        module_number__isnull=False,
        cancelled_at=None,
        ends_at__gt=now - INTENTION_AFTER - 2 * LOOKBACK,
    )
    for session in rows:
        seminars.setdefault((by_pk[session.cohort_id], session.module_number), []).append(session)
    return {
        place: sessions
        for place, sessions in seminars.items()
        if due(max(local_date(row.ends_at) for row in sessions) + INTENTION_AFTER, now)
    }


def _places_to_write(cohorts: Collection[Any]) -> dict[tuple[int, str], Activity]:
    """By programme and number of the module the page with what somebody has taken on: the module
    feedback, and where a module asks for none the first page to reflect on it.
    """
    programmes = {cohort.programme_id for cohort in cohorts}
    kinds = (Activity.Kind.FEEDBACK, Activity.Kind.REFLECTION)
    rows = (
        Activity.objects.available()
        .filter(programme__in=programmes, kind__in=kinds, parent__isnull=False)
        .with_page()
        .select_related("parent")
    )
    found: dict[tuple[int, str], Activity] = {}
    for row in sorted(rows, key=lambda row: kinds.index(Activity.Kind(row.kind))):
        if row.parent:
            found.setdefault((row.programme_id, row.parent.number), row)
    return found


# — what waits for an answer ——————————————————————————————————————————————————————


def agreements(cohorts: Collection[Any], now: datetime) -> Iterable[Reminder]:
    """Three days after the agreement was asked for: since joining, or since its latest version.

    Two statements.
    """
    changed = dict(
        AuditEntry.objects.filter(cohort__in=cohorts, action="agreement.changed")
        .values_list("cohort")
        .annotate(latest=Max("at"))
    )
    rows = AgreementConfirmation.objects.filter(cohort__in=cohorts)
    confirmed = set(rows.values_list("cohort", "agreement", "user"))
    for cohort in cohorts:
        for enrolment in cohort.running:
            asked = max(enrolment.joined_at, changed.get(cohort.pk, enrolment.joined_at))
            day = local_date(asked) + UNANSWERED_AFTER
            answered = (cohort.pk, cohort.agreement_id, enrolment.user_id) in confirmed
            if not answered and due(day, now):
                yield Reminder(
                    kind="agreement",
                    to=enrolment.user,
                    whose=str(enrolment.pk),
                    thing=str(cohort.agreement_id),
                    day=day,
                    not_after=evening_of(day + LOOKBACK),
                    subject=_("Your confirmation is missing"),
                    cohort=cohort,
                    template="lms_courses/mail/reminder_agreement.txt",
                    link=f"/vertraulichkeit/{cohort.pk}/",
                )
