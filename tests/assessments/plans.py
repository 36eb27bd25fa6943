"""Plans in every state, made by the same functions the site uses."""

from datetime import UTC, datetime, timedelta
from typing import Any

from assessments.assignment.domain.drafts import save_section, start
from assessments.assignment.domain.handing_in import hand_in
from assessments.assignment.domain.reviewing import Judgement, decide
from assessments.assignment.models import Review, Revision, Submission
from assessments.assignment.rubric import Criterion, Rubric
from assessments.assignment.sheet.sections import Section
from assessments.assignment.versions import publish_rubric, publish_template
from assessments.plan.pages import PlanPage
from courses.cohorts.models import Cohort, Enrolment, ScheduleEntry
from tests.factories import CohortFactory, activity_of, make_programme, published

DUE = datetime(2027, 8, 2, 21, 59, tzinfo=UTC)
BEFORE = DUE - timedelta(days=3)
LEVELS = {4: "voll", 3: "gut", 2: "etwas", 1: "nichts"}
WORDS = {4: "überzeugend", 3: "sicher", 2: "in Ansätzen", 1: "noch nicht"}


def make_sections(count: int = 3) -> tuple[Section, ...]:
    """`count` required sections and an optional one at the end."""
    required = [
        Section(f"abschnitt-{n}", n, f"Abschnitt {n}", help="Worum es geht.", prompts=("Wer?",))
        for n in range(count)
    ]
    return (*required, Section("anlagen", count, "Anlagen", required=False))


def make_rubric(
    count: int = 10, *, musts: int = 3, minimum: int = 24, guards: tuple[int, ...] = ()
) -> Rubric:
    """The first `musts` criteria are must criteria; `guards` guard what is handed out."""
    criteria = tuple(
        Criterion(f"kriterium-{n}", n, f"Kriterium {n}", n <= musts, LEVELS, (), n in guards)
        for n in range(1, count + 1)
    )
    return Rubric(criteria, WORDS, minimum)


def guard(submission: Submission, number: int = 3) -> None:
    """From now on this criterion guards what is handed out of the work."""
    rubric = make_rubric(guards=(number,))
    provider = submission.enrolment.cohort.programme.provider
    version = publish_rubric(provider, "guarded", title="Raster", rubric=rubric)
    Submission.objects.filter(pk=submission.pk).update(rubric_version=version)


def make_plan_page(parent: Any, *, sections: int = 3, slug: str = "krisenplan") -> PlanPage:
    provider = parent.provider
    page = PlanPage(
        title="Krisenpräventionsplan",
        slug=slug,
        intro="Wer tut was, wenn sich die Lage zuspitzt?",
        template_version=publish_template(
            provider, slug, title="Plan", sections=make_sections(sections)
        ),
        rubric_version=publish_rubric(provider, slug, title="Raster", rubric=make_rubric()),
    )
    published(parent, page)
    return page


def make_cohort(*, sections: int = 3, due: datetime | None = DUE, **fields: Any) -> Cohort:
    """A cohort of a programme with a plan, due at `due`."""
    programme = make_programme(**fields)
    page = make_plan_page(programme.page.specific, sections=sections)
    return another_cohort(page, due=due)


def another_cohort(page: PlanPage, *, due: datetime | None = DUE) -> Cohort:
    activity = activity_of(page)
    cohort = CohortFactory(programme=activity.programme)
    if due:
        ScheduleEntry.objects.create(cohort=cohort, key=activity.key, due_at=due)
    return cohort


def plan_of(cohort: Cohort) -> PlanPage:
    return PlanPage.objects.get(lms_activity__programme=cohort.programme)


def begin(enrolment: Enrolment) -> Submission:
    page = plan_of(enrolment.cohort)
    return start(
        enrolment,
        activity_of(page).key,
        title=page.title,
        template=page.template_version,
        rubric=page.rubric_version,
    )


def scope_of(submission: Submission) -> Any:
    return Submission.objects.filter(pk=submission.pk)


def write(submission: Submission, text: str = "Text", *, now: datetime = BEFORE) -> None:
    """`text` and the section's name into every section."""
    for draft in submission.draft_sections.all():
        save_section(
            scope_of(submission),
            draft.section_id,
            values={"text": f"{text} in {draft.section_id}"},
            version=draft.version,
            now=now,
        )


def handed_in(enrolment: Enrolment, text: str = "Text", *, now: datetime = BEFORE) -> Revision:
    submission = begin(enrolment)
    write(submission, text, now=now)
    return hand_in(scope_of(submission), by=enrolment.user, now=now)


def scores(level: int = 3, **other: int) -> dict[str, int]:
    """Every criterion at `level`; `k6=1` sets one."""
    given = {f"kriterium-{n}": level for n in range(1, 11)}
    return given | {f"kriterium-{name.removeprefix('k')}": value for name, value in other.items()}


def judgement(level: int = 3, **fields: Any) -> Judgement:
    return Judgement(
        **{
            "headline": "Ein tragfähiger Plan.",
            "letter": "Ihre Analyse hat uns überzeugt.",
            "scores": scores(level),
            "section_comments": {"abschnitt-1": "Zwei Stellen tragen hier die Verantwortung."},
            **fields,
        }
    )


def returned(revision: Revision, trainer: Any, *, now: datetime = BEFORE, **fields: Any) -> Review:
    due = now + timedelta(days=28)
    words = judgement(**{"due_at": due, **fields})
    return decide(revision, words, outcome="returned", by=trainer, now=now)


def accepted(revision: Revision, trainer: Any, *, now: datetime = BEFORE) -> Review:
    return decide(revision, judgement(), outcome="accepted", by=trainer, now=now)
