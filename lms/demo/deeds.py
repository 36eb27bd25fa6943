"""What the people of the demo do, by the same rules as everybody else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from assessments.assignment.domain.drafts import save_section, start
from assessments.assignment.domain.handing_in import hand_in
from assessments.assignment.domain.reviewing import Judgement, decide
from assessments.assignment.models import Revision, Submission
from assessments.assignment.pages import AssignmentPage, WrittenWork
from assessments.plan.pages import PlanPage
from courses.cohorts.domain import confirm_agreement
from courses.cohorts.models import Cohort, Enrolment
from courses.curriculum.models import Activity
from courses.governance.models import Provider
from courses.progress.actions import confirm_reading
from lms.demo import cast, stage


@dataclass(frozen=True, slots=True)
class Setting:
    """What every cohort of the demo shares."""

    provider: Provider
    people: Mapping[str, Any]
    now: datetime

    def user(self, part: cast.Part) -> Any:
        return self.people[part.email]


def moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=timezone.get_default_timezone())


def join(cohort: Cohort, user: Any) -> Enrolment:
    confirm_agreement(cohort, user=user)
    return Enrolment.objects.create(
        cohort=cohort, user=user, joined_at=moment(cohort.starts_on - timedelta(days=10), 10)
    )


def read(enrolment: Enrolment, now: datetime, *, at_most: int) -> None:
    """Confirm lessons of open modules in order, a day apart, the last one yesterday."""
    lessons = Activity.objects.filter(
        programme=enrolment.cohort.programme, kind=Activity.Kind.LESSON
    ).available()
    today = timezone.localdate(now)
    opened = enrolment.cohort.schedule.filter(opens_on__lte=today).values("key")
    keys = list(lessons.filter(parent__key__in=opened).values_list("key", flat=True)[:at_most])
    for days, key in zip(range(len(keys), 0, -1), keys, strict=True):
        confirm_reading(enrolment.user, key, now=now - timedelta(days=days))


def hand_in_plan(enrolment: Enrolment, text: str, *, at: datetime) -> Revision:
    page = PlanPage.objects.get(lms_activity__programme=enrolment.cohort.programme)
    return _hand_in(page, enrolment, text, at=at)


def hand_in_task(enrolment: Enrolment, number: str, text: str, *, at: datetime) -> Revision:
    """`number` is that of the practice task, such as P1."""
    pages = AssignmentPage.objects.filter(lms_activity__programme=enrolment.cohort.programme)
    return _hand_in(pages.get(number=number), enrolment, text, at=at)


def _hand_in(page: WrittenWork, enrolment: Enrolment, text: str, *, at: datetime) -> Revision:
    submission = start(
        enrolment,
        page.lms_activity.key,
        title=page.title,
        template=page.template_version,
        rubric=page.rubric_version,
        people_at_most=page.people_at_most,
    )
    scope = Submission.objects.filter(pk=submission.pk)
    sections = stage.read_yaml(stage.TEXTS / f"{text}.yaml")["sections"]
    versions = dict(submission.draft_sections.values_list("section_id", "version"))
    for section, values in sections.items():
        save_section(scope, section, values=values, version=versions[section], now=at)
    return hand_in(scope, by=enrolment.user, now=at)


def review(setting: Setting, revision: Revision, text: str, *, at: datetime) -> None:
    words = stage.read_yaml(stage.TEXTS / f"{text}.yaml")
    accepted = words["outcome"] == "accepted"
    judgement = Judgement(
        headline=words["headline"],
        letter=words["letter"].strip(),
        scores={row["criterion"]: row["points"] for row in words["scores"]},
        criterion_comments={row["criterion"]: row["comment"].strip() for row in words["scores"]},
        section_comments={row["section"]: row["comment"].strip() for row in words["sections"]},
        due_at=None if accepted else at + timedelta(days=28),
    )
    outcome = "accepted" if accepted else "returned"
    decide(revision, judgement, outcome=outcome, by=setting.user(cast.TRAINER), now=at)
