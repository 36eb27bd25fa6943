"""One version under review: what the screen shows, and what its buttons do."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from assessments.assignment.admin_page import below_queue
from assessments.assignment.domain.deadlines import due_at
from assessments.assignment.domain.drafts import Saved
from assessments.assignment.forms import ReviewForm, fields_of
from assessments.assignment.models import ReviewDraft, Revision
from assessments.assignment.queries import draft_of, load_feedback, places_of, previous_decision
from assessments.assignment.rubric import Verdict, judge
from assessments.assignment.words import reasons, summary
from content.foundation.people import display_name
from content.ui.dates import hour_minute

TEMPLATE = "lms_assessments/assignment/review.html"


def form_for(revision: Revision, *args: Any, partial: bool = False, **kwargs: Any) -> ReviewForm:
    rubric = revision.submission.rubric_version.parsed()
    return ReviewForm(*args, rubric=rubric, sections=revision.sections, partial=partial, **kwargs)


def stored_form(revision: Revision, draft: ReviewDraft | None) -> ReviewForm:
    """The form as the reviewer left it."""
    initial = fields_of(draft.content) if draft else {}
    return form_for(revision, initial=initial | {"version": draft.version if draft else 0})


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


def show(
    request: HttpRequest,
    revision: Revision,
    form: ReviewForm,
    *,
    draft: ReviewDraft | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The screen itself. At most three statements beyond the version's own."""
    submission = revision.submission
    deadline = due_at(submission.enrolment, submission.activity_key)
    verdict = _verdict(form, draft)
    earlier = previous_decision(revision) if revision.number > 1 else None
    context = {
        **head(revision),
        "form": form,
        "draft": draft,
        "earlier": earlier,
        "earlier_places": places_of(earlier.revision, earlier) if earlier else [],
        "due_at": deadline,
        "is_late": deadline is not None and deadline < timezone.now(),
        "verdict": verdict,
        "reasons": reasons(verdict),
        "rule": summary(verdict),
        **more,
    }
    return render(request, TEMPLATE, context, status=status)


def _verdict(form: ReviewForm, draft: ReviewDraft | None) -> Verdict:
    if form.is_bound:
        form.is_valid()  # what is wrong elsewhere does not change the levels
        return form.verdict()
    return judge(form.rubric, draft.content.get("scores", {}) if draft else {})


def head(revision: Revision, title: str = "") -> dict[str, Any]:
    """Who handed in what: above every screen about this version."""
    enrolment = revision.submission.enrolment
    person = display_name(enrolment.user)
    return below_queue(
        title or person,
        revision=revision,
        submission=revision.submission,
        cohort=enrolment.cohort,
        person=person,
    )


def show_decided(request: HttpRequest, revision: Revision, review: Any) -> HttpResponse:
    """What was decided, to read. An own draft that came too late is shown too."""
    feedback = load_feedback(revision, review)
    context = {
        **head(revision),
        "feedback": feedback,
        "reasons": reasons(feedback.verdict),
        "draft": draft_of(revision, request.user),
    }
    return render(request, "lms_assessments/assignment/decided.html", context)


def saved_answer(form: ReviewForm, saved: Saved) -> JsonResponse:
    """What the autosave script wants to know, and the rule's word on the levels so far."""
    return JsonResponse(
        {
            "version": saved.version,
            "saved_at": hour_minute(saved.at),
            "rule": summary(form.verdict()),
        }
    )
