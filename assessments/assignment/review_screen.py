"""One version under review: what the screen shows, and what its buttons do."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar, cast

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from assessments.assignment.admin_page import below_queue
from assessments.assignment.agreement import Compared, Filed, Stand, together
from assessments.assignment.domain.deadlines import work_due_at
from assessments.assignment.domain.drafts import Saved
from assessments.assignment.domain.opinions import stand_of, wants_two
from assessments.assignment.feedback_queries import draft_of, load_feedback, previous_decision
from assessments.assignment.forms import (
    AgreedForm,
    CriterionFields,
    ReviewForm,
    SectionFields,
    fields_of,
)
from assessments.assignment.models import Review, ReviewDraft, Revision
from assessments.assignment.people import in_words, named, people_of
from assessments.assignment.reading import gone, read, said_in
from assessments.assignment.rubric import Rubric, Verdict, judge
from assessments.assignment.talk.forms import AnswerForm, talks
from assessments.assignment.threads import Thread, stands_in, threads_of
from assessments.assignment.words import reasons, summary
from content.ui.dates import hour_minute
from courses.cockpit.registry import age_in_words


@dataclass(frozen=True, slots=True)
class Desk:
    """A version before a reviewer: what its form is, where it stands, how it is shown.

    `here` says where the opinions stand; None where one person decides alone.
    """

    request: HttpRequest
    revision: Revision
    here: Stand | None = None

    template: ClassVar[str] = "lms_assessments/assignment/review.html"
    address: ClassVar[str] = "lms_reviews:review"

    @property
    def own(self) -> Filed | None:
        """The opinion the reviewer has filed last."""
        return self.here.of(self.request.user.pk) if self.here else None

    def form(self, *args: Any, partial: bool = False, **kwargs: Any) -> ReviewForm:
        return ReviewForm(
            *args,
            rubric=self.revision.submission.rubric_version.parsed(),
            sections=read(self.revision.sections),
            partial=partial,
            is_opinion=self.here is not None,
            **kwargs,
        )

    def initial(self, draft: ReviewDraft | None) -> dict[str, Any]:
        """What stands in the form at first, as a draft's content."""
        if self.own and draft and draft.content.get("joint"):
            return dict(self.own.content)
        return draft.content if draft else {}

    def stored(self, draft: ReviewDraft | None) -> ReviewForm:
        """The form as the reviewer left it."""
        version = draft.version if draft else 0
        return self.form(initial=fields_of(self.initial(draft)) | {"version": version})

    def content(self, form: ReviewForm) -> dict[str, Any]:
        """What is kept of a form that was sent."""
        return form.content()

    def more(self, form: ReviewForm) -> dict[str, Any]:
        """What this screen shows beside the form."""
        earlier = previous_decision(self.revision) if self.revision.number > 1 else None
        before = load_feedback(earlier.revision, earlier) if earlier else None
        threads = _threads(self.revision, earlier) if earlier else ()
        sections = read(
            self.revision.sections,
            before=earlier.revision.sections if earlier else None,
            said=threads,
        )
        scored = {row.criterion.id: row for row in before.scored} if before else {}
        return {
            "before": before,
            "sections": list(form.section_fields(sections)),
            "criteria": list(form.criteria(scored)),
            "changed": [section for section in sections if section.has_changed],
            "gone": gone(self.revision.sections, earlier.revision.sections) if earlier else (),
            "threads": threads,
            "homeless": [thread for thread in threads if thread.is_gone],
        }

    def show(
        self,
        form: ReviewForm,
        *,
        draft: ReviewDraft | None = None,
        status: int = 200,
        **more: Any,
    ) -> HttpResponse:
        """The screen itself. At most three statements beyond the version's own."""
        submission = self.revision.submission
        deadline = work_due_at(submission)
        verdict = _verdict(form)
        context = {
            **head(self.revision),
            **self.more(form),
            "form": form,
            "draft": draft,
            "here": self.here,
            "own": self.own,
            "due_at": deadline,
            "is_late": deadline is not None and deadline < timezone.now(),
            "rule": summary(verdict),
            **more,
        }
        return render(self.request, self.template, context, status=status)


@dataclass(frozen=True, slots=True)
class JointDesk(Desk):
    """What two people decide together: both opinions side by side, then one answer."""

    template: ClassVar[str] = "lms_assessments/assignment/agreement.html"
    address: ClassVar[str] = "lms_reviews:agreement"

    @property
    def stand(self) -> Stand:
        return cast("Stand", self.here)

    def form(self, *args: Any, partial: bool = False, **kwargs: Any) -> ReviewForm:
        return ReviewForm(
            *args,
            rubric=self.revision.submission.rubric_version.parsed(),
            sections=read(self.revision.sections),
            partial=partial,
            allowed={row.criterion.id: row.choices for row in self.stand.compared},
            **kwargs,
        )

    def initial(self, draft: ReviewDraft | None) -> dict[str, Any]:
        start = together(self.stand, self.request.user.pk)
        if draft is None or not draft.content.get("joint"):
            return start
        # What is settled meanwhile is not chosen any more.
        return draft.content | {"scores": draft.content.get("scores", {}) | start["scores"]}

    def content(self, form: ReviewForm) -> dict[str, Any]:
        return form.content() | {"joint": True}

    def agreed_form(self, data: Any = None) -> AgreedForm:
        rubric = self.revision.submission.rubric_version.parsed()
        return AgreedForm(data, rubric=rubric, criteria=[r.criterion for r in self.stand.open])

    def more(self, form: ReviewForm) -> dict[str, Any]:
        both = self.stand.opinions
        sections = [fields for fields in form.section_fields() if _is_commented(fields)]
        shown = {fields.section.id for fields in sections}
        return {
            "rows": [_side_by_side(row, self.stand, form.rubric) for row in self.stand.compared],
            "both": [(o, said_in(self.revision.sections, _comments(o))) for o in both],
            "sections": sections,
            "criteria": [_leading_to(shown, criterion) for criterion in form.criteria()],
            "agreed_form": self.agreed_form(),
        }


@dataclass(frozen=True, slots=True)
class Cell:
    """What one of two thinks of a criterion."""

    name: str
    level: int
    word: str
    comment: str


@dataclass(frozen=True, slots=True)
class SideBySide:
    row: Compared
    cells: tuple[Cell, ...]
    agreed_word: str


def _side_by_side(row: Compared, here: Stand, rubric: Rubric) -> SideBySide:
    cells = tuple(
        Cell(
            opinion.name,
            level,
            rubric.words[level],
            opinion.content.get("criterion_comments", {}).get(row.criterion.id, ""),
        )
        for level, opinion in zip(row.levels, here.opinions, strict=True)
    )
    return SideBySide(row, cells, rubric.words[row.agreed.level] if row.agreed else "")


def _leading_to(shown: set[str], item: CriterionFields) -> CriterionFields:
    """Without the way to sections that are not on this screen."""
    return replace(item, places=tuple(place for place in item.places if place.id in shown))


def _comments(opinion: Filed) -> dict[str, str]:
    return dict(opinion.content.get("section_comments", {}))


def _is_commented(fields: SectionFields) -> bool:
    return any(part.comment.value() for part in (*fields.fields, fields.whole))


def desk_for(request: HttpRequest, revision: Revision) -> Desk:
    """One statement where two are wanted, else none."""
    two = wants_two(revision.submission)
    return Desk(request, revision, stand_of(revision) if two else None)


def with_version(form: ReviewForm, version: int) -> ReviewForm:
    """The same form, so that its next save follows the one just made."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    data["version"] = str(version)
    form.data = data
    return form


@dataclass(frozen=True, slots=True)
class Theirs:
    """A field that holds something else in another window."""

    label: Any
    text: Any


def differing(form: ReviewForm, theirs: dict[str, Any]) -> list[Theirs]:
    """What the other window holds, where it differs."""
    found = fields_of(theirs)
    return [
        Theirs(bound.label, found.get(bound.name, ""))
        for bound in form.visible_fields()
        if str(found.get(bound.name, "")) != str(bound.value() or "").replace("\r\n", "\n")
    ]


def _verdict(form: ReviewForm) -> Verdict:
    """The rule's word on the levels that stand in the form."""
    if form.is_bound:
        form.is_valid()  # what is wrong elsewhere does not change the levels
        return form.verdict()
    named = ((name.removeprefix("score-"), value) for name, value in form.initial.items())
    return judge(form.rubric, dict(named))


def head(revision: Revision, title: str = "") -> dict[str, Any]:
    """Who handed in what: above every screen about this version."""
    submission = revision.submission
    people = in_words(people_of(submission))
    return below_queue(
        title or people,
        revision=revision,
        submission=submission,
        cohort=submission.enrolment.cohort,
        person=people,
        places=named(submission),
        age=age_in_words(revision.handed_in_at, timezone.now()),
    )


def show_reading(request: HttpRequest, revision: Revision, **why: Any) -> HttpResponse:
    """The version to read, where there is nothing to write: `holder` looks at it, or two have."""
    sections = read(revision.sections)
    context = {**head(revision), "sections": sections, **why}
    return render(request, "lms_assessments/assignment/reading.html", context)


def _threads(revision: Revision, earlier: Review) -> tuple[Thread, ...]:
    """What was said with the last decision, and what this version makes of it. No statement."""
    now = stands_in(revision.sections)
    return threads_of(earlier.revision, earlier, now)


def show_decided(
    request: HttpRequest, revision: Revision, review: Review, *, form: AnswerForm | None = None
) -> HttpResponse:
    """What was decided, to read, and to talk about. An own draft that came too late is shown too.

    `form` is an answer that was not taken, with what was typed.
    """
    feedback = load_feedback(revision, review)
    context = {
        **head(revision),
        "feedback": feedback,
        "reasons": reasons(feedback.verdict),
        "draft": draft_of(revision, request.user),
        "sections": read(revision.sections),
        "talks": talks(feedback.places, form),
        "opinions": stand_of(revision).opinions if wants_two(revision.submission) else (),
    }
    status = 422 if form else 200
    return render(request, "lms_assessments/assignment/decided.html", context, status=status)


def saved_answer(form: ReviewForm, saved: Saved) -> JsonResponse:
    """What the autosave script wants to know, and the rule's word on the levels so far."""
    return JsonResponse(
        {
            "version": saved.version,
            "saved_at": hour_minute(saved.at),
            "rule": summary(form.verdict()),
        }
    )
