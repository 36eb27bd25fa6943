"""What the screens of writing and reviewing show, in a constant number of statements."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from assessments.assignment.domain.deadlines import work_due_at
from assessments.assignment.domain.drafts import why_locked
from assessments.assignment.domain.handing_in import too_late
from assessments.assignment.fields import TEXT, Values, in_words, parse_fields
from assessments.assignment.hints import contacts
from assessments.assignment.limits import Problem, problems
from assessments.assignment.models import (
    DraftSection,
    PeerRequest,
    Review,
    ReviewDraft,
    Revision,
    Submission,
)
from assessments.assignment.people import people_of, with_people, writers_of
from assessments.assignment.policies import revisions_reviewed_by
from assessments.assignment.rubric import Criterion, Rubric, Verdict, judge
from assessments.assignment.sections import Section, is_blank, text_of
from assessments.assignment.words import still_empty
from content.foundation.people import display_name
from courses.cohorts.models import Enrolment


@dataclass(frozen=True, slots=True)
class SectionText:
    """A section with what stands in it. `comment` is the latest reviewer's, while it is open."""

    section: Section
    values: Values = field(default_factory=dict)
    version: int = 0
    saved_at: datetime | None = None
    saved_by: Any = None  # who wrote last, where that is known
    comment: str = ""
    changed: bool = False  # since the version the comment speaks of

    @property
    def text(self) -> str:
        """Everything written here, as one text."""
        return text_of(self.section, self.values)

    @property
    def empty(self) -> bool:
        return is_blank(self.section, self.values)

    @property
    def told(self) -> list[tuple[str, str]]:
        """Label and words of each field somebody wrote in; one text has no label."""
        found = ((f.label, in_words(f, self.values.get(f.id))) for f in self.section.fields)
        return [(label, text) for label, text in found if text.strip()]

    @property
    def is_sheet(self) -> bool:
        return self.section.fields != (TEXT,)

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def contacts(self) -> list[str]:
        return contacts(self.text)

    @property
    def mark(self) -> str:
        """As the kit's plan sections want it: empty, with something to do, in order."""
        if self.empty:
            return "none"
        return "todo" if self.comment and not self.changed else "ok"


@dataclass(frozen=True, slots=True)
class Version:
    """A version as it was handed in, with the decision on it if there is one."""

    revision: Revision
    decision: Review | None

    @property
    def number(self) -> int:
        return self.revision.number

    @property
    def handed_in_at(self) -> datetime:
        return self.revision.handed_in_at

    @property
    def sections(self) -> list[dict[str, Any]]:
        """As they were frozen, each with `told`: label and words of its fields."""
        return [{**item, "told": told_of(item)} for item in self.revision.sections]


def told_of(frozen: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Label and words of what a frozen section holds; one text has no label."""
    if "fields" not in frozen:
        return [("", frozen["text"])]
    fields = parse_fields(frozen["fields"])
    found = ((f.label, in_words(f, frozen["values"].get(f.id))) for f in fields)
    return [(label, text) for label, text in found if text.strip()]


@dataclass(frozen=True, slots=True)
class Work:
    """The work of somebody or of a team on one activity: written, handed in, commented on."""

    submission: Submission
    sections: tuple[SectionText, ...]
    versions: tuple[Version, ...]  # newest first
    due_at: datetime | None
    why_locked: str
    why_late: str
    team: tuple[Enrolment, ...]  # the places of everybody who writes it, with their user

    @property
    def is_shared(self) -> bool:
        return len(self.team) > 1

    @property
    def may_be_shared(self) -> bool:
        """Whether others may be asked to write along, or do already."""
        return self.submission.people_at_most > 1

    @property
    def is_forming(self) -> bool:
        """Until it is handed in for the first time people come and go."""
        return self.submission.state == Submission.State.DRAFT

    @property
    def names(self) -> list[str]:
        return people_of(self.submission)

    @property
    def state(self) -> str:
        """The kit's word for the state."""
        return STATE_WORDS[Submission.State(self.submission.state)]

    @property
    def next_number(self) -> int:
        """The number of the version that is being written."""
        return len(self.versions) + 1

    @property
    def last(self) -> Version | None:
        return self.versions[0] if self.versions else None

    @property
    def reviewed(self) -> Version | None:
        """The newest version somebody has decided on."""
        return next((version for version in self.versions if version.decision), None)

    @property
    def filled(self) -> int:
        return sum(not section.empty for section in self.sections)

    @property
    def missing(self) -> tuple[SectionText, ...]:
        return tuple(s for s in self.sections if s.section.required and s.empty)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What fields of sheets still ask for, each with its place."""
        filled = [s for s in self.sections if not s.empty]
        return problems([s.section for s in filled], {s.section.id: s.values for s in filled})

    @property
    def missing_words(self) -> str:
        return still_empty(len(self.missing)) if self.missing else ""

    @property
    def saved_at(self) -> datetime | None:
        return max((s.saved_at for s in self.sections if s.saved_at), default=None)

    @property
    def first_to_do(self) -> SectionText:
        """Where to go on: an open comment, an empty required section, the last one written in."""
        urgent = [s for s in self.sections if s.mark == "todo"]
        written = [s for s in self.sections if s.saved_at and s.saved_at == self.saved_at]
        return next(iter([*urgent, *self.missing, *written]), self.sections[0])

    def find(self, section_id: str) -> SectionText | None:
        return next((s for s in self.sections if s.section.id == section_id), None)

    def neighbours(self, item: SectionText) -> tuple[SectionText | None, SectionText | None]:
        at = self.sections.index(item)
        before = self.sections[at - 1] if at else None
        after = self.sections[at + 1] if at + 1 < len(self.sections) else None
        return before, after

    def version(self, number: int) -> Version | None:
        return next((version for version in self.versions if version.number == number), None)


STATE_WORDS = {
    Submission.State.DRAFT: "draft",
    Submission.State.HANDED_IN: "submitted",
    Submission.State.RETURNED: "returned",
    Submission.State.ACCEPTED: "accepted",
}


def with_work(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """What `load_work` needs: five statements."""
    drafts = Prefetch("draft_sections", DraftSection.objects.select_related("saved_by"))
    answered = PeerRequest.objects.filter(
        submission=OuterRef("pk"), answered_at__isnull=False
    ).exclude(peer__state=Enrolment.State.WITHDRAWN)
    rows: QuerySet[Any] = submissions.annotate(has_peer_answer=Exists(answered))
    return rows.select_related(
        "enrolment__cohort__provider", "template_version", "rubric_version"
    ).prefetch_related(drafts, _revisions(), with_people())


def _revisions() -> Any:
    reviews = Review.objects.select_related("reviewer", "rubric_version")
    revisions = (
        Revision.objects.select_related("handed_in_by")
        .order_by("-number")
        .prefetch_related(Prefetch("reviews", reviews))
    )
    return Prefetch("revisions", revisions)


def load_work(submission: Submission, *, now: datetime) -> Work:
    """The work behind a row of `with_work`; two more statements for the deadline."""
    versions = tuple(
        Version(revision, next(iter(revision.reviews.all()), None))
        for revision in submission.revisions.all()
    )
    deadline = work_due_at(submission)
    late = deadline is not None and now > deadline
    provider = submission.enrolment.cohort.provider
    return Work(
        submission=submission,
        sections=_sections(submission, versions),
        versions=versions,
        due_at=deadline,
        why_locked=why_locked(submission),
        why_late=too_late(deadline, provider) if late and deadline else "",
        team=tuple(writers_of(submission)),
    )


def load_sections(submission: Submission) -> tuple[SectionText, ...]:
    """A draft as it stands, without what was said about it. Its sections have to be there."""
    drafts = {draft.section_id: draft for draft in submission.draft_sections.all()}
    return tuple(
        _section(section, drafts.get(section.id), {}, {})
        for section in submission.template_version.parsed()
    )


def _sections(submission: Submission, versions: tuple[Version, ...]) -> tuple[SectionText, ...]:
    drafts = {draft.section_id: draft for draft in submission.draft_sections.all()}
    asked = submission.state == Submission.State.RETURNED
    decided = [(v.revision, v.decision) for v in versions if v.decision and asked]
    comments: Mapping[str, str] = decided[0][1].section_comments if decided else {}
    before = texts_in(decided[0][0]) if decided else {}
    return tuple(
        _section(section, drafts.get(section.id), comments, before)
        for section in submission.template_version.parsed()
    )


def _section(
    section: Section,
    draft: DraftSection | None,
    comments: Mapping[str, str],
    before: Mapping[str, str],
) -> SectionText:
    if draft is None:
        return SectionText(section)
    text = text_of(section, draft.values)
    return SectionText(
        section=section,
        values=draft.values,
        version=draft.version,
        saved_at=draft.saved_at,
        saved_by=draft.saved_by,
        comment=_said_about(section, comments),
        changed=text.strip() != before.get(section.id, text).strip(),
    )


def _said_about(section: Section, comments: Mapping[str, str]) -> str:
    """The comment on the section and those on its fields, as one text."""
    on_fields = ((f.label, comments.get(f"{section.id}/{f.id}")) for f in section.fields)
    said = [comments.get(section.id), *(f"{label}: {text}" for label, text in on_fields if text)]
    return "\n\n".join(text for text in said if text)


def texts_in(revision: Revision) -> dict[str, str]:
    return {item["id"]: item["text"] for item in revision.sections}


@dataclass(frozen=True, slots=True)
class Scored:
    """A criterion with its level, the level's word and what the reviewer wrote beside it."""

    criterion: Criterion
    level: int
    word: str
    comment: str

    @property
    def text(self) -> str:
        """What the reviewer wrote, else what the rubric says of this level."""
        return self.comment or self.criterion.levels[self.level]

    @property
    def asks(self) -> bool:
        return self.criterion.must and self.level == 1


@dataclass(frozen=True, slots=True)
class Place:
    """A section the reviewer wrote something about, with the text they read."""

    section: Section
    text: str
    comment: str
    changed: bool
    label: str = ""  # of the field, where the comment is on one


@dataclass(frozen=True, slots=True)
class Feedback:
    """A decision, ready to be read."""

    revision: Revision
    review: Review
    reviewer: str
    verdict: Verdict
    rubric: Rubric
    scored: tuple[Scored, ...]
    places: tuple[Place, ...]

    @property
    def accepted(self) -> bool:
        return self.review.outcome == Review.Outcome.ACCEPTED


def load_feedback(revision: Revision, review: Review, work: Work | None = None) -> Feedback:
    """No statement: the review's rubric version has to be there (one, if it is not)."""
    rubric = review.rubric_version.parsed()
    return Feedback(
        revision=revision,
        review=review,
        reviewer=display_name(review.reviewer),
        verdict=judge(rubric, review.scores),
        rubric=rubric,
        scored=tuple(_scored(c, rubric, review) for c in rubric.criteria if c.id in review.scores),
        places=tuple(places_of(revision, review, work)),
    )


def _scored(criterion: Criterion, rubric: Rubric, review: Review) -> Scored:
    level = review.scores[criterion.id]
    comment = review.criterion_comments.get(criterion.id, "")
    return Scored(criterion, level, rubric.words[level], comment)


def places_of(revision: Revision, review: Review, work: Work | None = None) -> list[Place]:
    """What the reviewer commented on, in the template's order. No statement."""
    return [
        place
        for item in revision.sections
        for place in _places_in(item, review.section_comments, work)
    ]


def _places_in(
    item: Mapping[str, Any], comments: Mapping[str, str], work: Work | None
) -> Iterator[Place]:
    section = Section(item["id"], item["number"], item["title"])
    now = work.find(item["id"]) if work else None
    if comment := comments.get(item["id"]):
        changed = bool(now and now.text.strip() != item["text"].strip())
        yield Place(section, item["text"], comment, changed)
    for asked in parse_fields(item.get("fields", ())):
        if comment := comments.get(f"{item['id']}/{asked.id}"):
            before = in_words(asked, item["values"].get(asked.id))
            after = in_words(asked, now.values.get(asked.id)) if now else before
            yield Place(section, before, comment, after.strip() != before.strip(), asked.label)


def to_review(user: Any) -> QuerySet[Revision]:
    """A version with everything its review screen shows of the rows around it."""
    return revisions_reviewed_by(user).select_related(
        "submission__enrolment__user",
        "submission__enrolment__cohort__provider",
        "submission__rubric_version",
        "submission__template_version",
    )


def decision_on(revision: Revision) -> Review | None:
    return revision.reviews.select_related("reviewer", "rubric_version").first()


def previous_decision(revision: Revision) -> Review | None:
    """What was said about the version before: the reviewer reads it beside the new text."""
    earlier = Review.objects.filter(
        revision__submission=revision.submission_id, revision__number=revision.number - 1
    )
    return earlier.select_related("reviewer", "revision", "rubric_version").first()


def draft_of(revision: Revision, user: Any) -> ReviewDraft | None:
    return ReviewDraft.objects.filter(revision=revision, reviewer=user).first()
