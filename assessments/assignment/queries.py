"""What the screens of writing show, in a constant number of statements."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery

from assessments.assignment.beside import facts_beside
from assessments.assignment.domain.deadlines import work_due_at
from assessments.assignment.domain.drafts import why_locked
from assessments.assignment.domain.handing_in import frozen_section, too_late
from assessments.assignment.domain.sharing import why_kept_back
from assessments.assignment.findings import Found, found_in
from assessments.assignment.models import (
    CommentEntry,
    DraftSection,
    PeerRequest,
    Review,
    Revision,
    SectionTemplateVersion,
    Submission,
)
from assessments.assignment.people import people_of, with_people, writers_of
from assessments.assignment.pictures.showing import SectionPicture, pictures_in, pictures_of
from assessments.assignment.reading import ReadSection, read
from assessments.assignment.sheet.fields import TEXT, Names, Values, in_words, parse_fields
from assessments.assignment.sheet.limits import Problem, problems
from assessments.assignment.sheet.sections import Section, is_blank, names_of, text_of
from assessments.assignment.threads import Stands, Thread, open_in, threads_of
from assessments.assignment.words import still_empty
from courses.cohorts.models import Enrolment


@dataclass(frozen=True, slots=True)
class SectionText:
    """A section with what stands in it, and the comments of the latest decision on it."""

    section: Section
    values: Values = field(default_factory=dict)
    names: Names = field(default_factory=dict)  # of the rows of the whole work
    version: int = 0
    saved_at: datetime | None = None
    saved_by: Any = None  # who wrote last, where that is known
    threads: tuple[Thread, ...] = ()
    is_asked: bool = False  # a revision is asked for, so open comments are something to do
    excused: tuple[str, ...] = ()  # what reads like a name and is none

    @property
    def text(self) -> str:
        """Everything written here, as one text."""
        return text_of(self.section, self.values, self.names)

    @property
    def empty(self) -> bool:
        return is_blank(self.section, self.values)

    @property
    def told(self) -> list[tuple[str, str]]:
        """Label and words of each field somebody wrote in; one text has no label."""
        fields = self.section.all_fields(self.values)
        found = ((f.label, in_words(f, self.values.get(f.id), self.names)) for f in fields)
        return [(label, text) for label, text in found if text.strip()]

    @property
    def read(self) -> ReadSection:
        """As a version shows it: field by field, rows as tables."""
        [section] = read([frozen_section(self.section, self.values, self.names)])
        return section

    @property
    def is_sheet(self) -> bool:
        return self.section.fields != (TEXT,)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What its fields still ask for. A blank section that is optional asks nothing."""
        if self.empty and not self.section.required:
            return ()
        return problems([self.section], {self.section.id: self.values}, self.names)

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def found(self) -> tuple[Found, ...]:
        """Real people and ways to reach them, what was excused included."""
        return found_in(self.section, self.values, self.excused)

    @property
    def open_threads(self) -> tuple[Thread, ...]:
        return open_in(self.threads) if self.is_asked else ()

    @property
    def mark(self) -> str:
        """As the kit's plan sections want it: empty, with something to do, in order."""
        if self.empty:
            return "none"
        return "todo" if self.open_threads else "ok"


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
        """As they were frozen, each with `told`, label and words of a field, and its pictures."""
        frozen = self.revision.sections
        return [
            {**item, "told": told_of(item), "pictures": pictures_in(item, frozen)}
            for item in frozen
        ]


def told_of(frozen: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Label and words of what a frozen section holds; one text has no label."""
    if "fields" not in frozen:
        return [("", frozen["text"])]
    fields, names = parse_fields(frozen["fields"]), frozen.get("names", {})
    found = ((f.label, in_words(f, frozen["values"].get(f.id), names)) for f in fields)
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
    threads: tuple[Thread, ...] = ()  # the comments of the latest decision

    @property
    def renewed_at(self) -> datetime | None:
        """When a newer version of the template appeared; None while the work may not move on."""
        return None if self.why_locked else getattr(self.submission, "renewed_at", None)

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
    def is_untouched(self) -> bool:
        """Whether nobody has written a word yet, so that something can be taken over."""
        return not self.why_locked and not self.versions and not self.filled

    @property
    def why_kept_back(self) -> str:
        """Why it is not handed out as a document now."""
        return why_kept_back(self.reviewed.decision if self.reviewed else None)

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
        return tuple(p for s in self.sections if not s.empty for p in s.problems)

    @property
    def values(self) -> dict[str, Values]:
        """Everything written, by section."""
        return {s.section.id: s.values for s in self.sections}

    def pictures(self, item: SectionText) -> list[SectionPicture]:
        """What is drawn from a section; some of it from what stands in others."""
        return pictures_of(item.section, self.values)

    @property
    def found(self) -> tuple[Found, ...]:
        """Real people and ways to reach them: with one of these nothing can be handed in."""
        return tuple(f for section in self.sections for f in section.found if f.refuses)

    @property
    def homeless_threads(self) -> tuple[Thread, ...]:
        """Comments on sections the template no longer has."""
        return tuple(thread for thread in self.threads if thread.is_gone)

    @property
    def open_threads(self) -> tuple[Thread, ...]:
        """What those who write still have to do something about."""
        is_asked = self.submission.state == Submission.State.RETURNED
        return open_in(self.threads) if is_asked else ()

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
    """What `load_work` needs: five statements, six once there is a decision."""
    drafts = Prefetch("draft_sections", DraftSection.objects.select_related("saved_by"))
    answered = PeerRequest.objects.filter(
        submission=OuterRef("pk"), answered_at__isnull=False
    ).exclude(peer__state=Enrolment.State.WITHDRAWN)
    newer = SectionTemplateVersion.objects.filter(
        template=OuterRef("template_version__template"),
        version__gt=OuterRef("template_version__version"),
    ).order_by("-version")
    rows: QuerySet[Any] = submissions.annotate(
        has_peer_answer=Exists(answered),
        **facts_beside(),
        renewed_at=Subquery(newer.values("published_at")[:1]),
    )
    return rows.select_related(
        "enrolment__cohort__provider", "template_version", "rubric_version"
    ).prefetch_related(drafts, _revisions(), with_people())


def _revisions() -> Any:
    reviews = with_entries(Review.objects.select_related("reviewer", "rubric_version"))
    revisions = (
        Revision.objects.select_related("handed_in_by")
        .order_by("-number")
        .prefetch_related(Prefetch("reviews", reviews))
    )
    return Prefetch("revisions", revisions)


def with_entries(reviews: QuerySet[Review]) -> QuerySet[Review]:
    """With what was said below their comments. One more statement."""
    return reviews.prefetch_related(Prefetch("entries", CommentEntry.objects.select_related("by")))


def load_work(submission: Submission, *, now: datetime) -> Work:
    """The work behind a row of `with_work`; two more statements for the deadline."""
    versions = tuple(
        Version(revision, next(iter(revision.reviews.all()), None))
        for revision in submission.revisions.all()
    )
    deadline = work_due_at(submission)
    late = deadline is not None and now > deadline
    provider = submission.enrolment.cohort.provider
    sections = _sections(submission)
    threads = _threads(versions, sections)
    return Work(
        submission=submission,
        sections=tuple(_with_threads(section, submission, threads) for section in sections),
        versions=versions,
        due_at=deadline,
        why_locked=why_locked(submission),
        why_late=too_late(deadline, provider) if late and deadline else "",
        team=tuple(writers_of(submission)),
        threads=threads,
    )


def load_sections(submission: Submission) -> tuple[SectionText, ...]:
    """A draft as it stands, without what was said about it. Its sections have to be there."""
    return _sections(submission)


def _sections(submission: Submission) -> tuple[SectionText, ...]:
    drafts = {draft.section_id: draft for draft in submission.draft_sections.all()}
    sections = submission.template_version.parsed()
    names = names_of(sections, {key: draft.values for key, draft in drafts.items()})
    excused = tuple(submission.excused_names)
    return tuple(_section(section, drafts.get(section.id), names, excused) for section in sections)


def _section(
    section: Section, draft: DraftSection | None, names: Names, excused: tuple[str, ...]
) -> SectionText:
    if draft is None:
        return SectionText(section, names=names)
    return SectionText(
        section=section,
        values=draft.values,
        names=names,
        version=draft.version,
        saved_at=draft.saved_at,
        saved_by=draft.saved_by,
        excused=excused,
    )


def _threads(
    versions: tuple[Version, ...], sections: tuple[SectionText, ...]
) -> tuple[Thread, ...]:
    """What was said with the latest decision, and what stands there now."""
    last = next((version for version in versions if version.decision), None)
    if last is None or last.decision is None:
        return ()
    return threads_of(last.revision, last.decision, stands_now(sections))


def stands_now(sections: tuple[SectionText, ...]) -> dict[str, Stands]:
    return {
        item.section.id: Stands(
            item.text, item.values, frozenset(f.id for f in item.section.all_fields(item.values))
        )
        for item in sections
    }


def _with_threads(
    item: SectionText, submission: Submission, threads: tuple[Thread, ...]
) -> SectionText:
    is_asked = submission.state == Submission.State.RETURNED
    here = tuple(thread for thread in threads if thread.section.id == item.section.id)
    return replace(item, threads=here, is_asked=is_asked) if here else item
