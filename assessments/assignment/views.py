"""Feedback: what waits, one version, the decision. Screens of the Wagtail admin."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from assessments.assignment import review_screen as screen
from assessments.assignment.domain.claiming import claim, still_here, take_over
from assessments.assignment.domain.opinions import file_opinion, record_agreement, wants_two
from assessments.assignment.domain.reviewing import Outcome, decide, save_review
from assessments.assignment.errors import AlreadyDecided, Conflict, NothingHere
from assessments.assignment.feedback_queries import decision_on, draft_of, to_review
from assessments.assignment.forms import ReviewForm, judgement_of
from assessments.assignment.models import Revision
from assessments.assignment.people import with_people
from assessments.assignment.policies import revisions_reviewed_by
from assessments.assignment.queue import (
    Counts,
    Filters,
    Show,
    activities_of,
    counts,
    next_for,
    queue_rows,
    versions,
)
from assessments.assignment.review_screen import Desk, JointDesk, desk_for
from assessments.assignment.rubric import judge
from assessments.assignment.talk.domain import answer_as_reviewer
from assessments.assignment.talk.forms import AnswerForm
from assessments.assignment.threads import anchor_of
from assessments.assignment.words import reasons
from assessments.limits import of_bearable_size
from content.foundation.errors import DomainError
from content.ui import screens
from content.ui.autosave import conflict, invalid, is_autosave
from courses.cohorts.policies import cohorts_taught_by

A_PAGE = 20


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for feedback in one's own cohorts, the oldest first; or what has been decided."""
    cohorts = list(cohorts_taught_by(request.user))
    if not cohorts:
        raise Http404
    filters, now = Filters.of(request.GET), timezone.now()
    listed = Paginator(versions(request.user, filters, now=now), A_PAGE).get_page(
        request.GET.get("p")
    )
    found = counts(request.user, filters, now=now)
    context = screens.screen(
        _("Feedback"),
        listed=listed,
        rows=queue_rows(listed, request.user, now=now),
        filters=filters,
        decided=filters.show is Show.DECIDED,
        mine=filters.show is Show.MINE,
        cohorts=cohorts,
        activities=activities_of(request.user),
        shown=_shown(filters, found),
        old=found.old,
    )
    return render(request, "lms_assessments/assignment/queue.html", context)


def _shown(filters: Filters, found: Counts) -> list[tuple[str, str, int, bool]]:
    """What can be shown instead: address, words, how many, and whether it is shown now."""
    words = {
        Show.WAITING: (_("waits"), found.waiting),
        Show.MINE: (_("with me"), found.mine),
        Show.DECIDED: (_("decided"), found.decided),
    }
    return [
        (filters.address(show=str(show)), said, count, show is filters.show)
        for show, (said, count) in words.items()
    ]


@require_safe
def following(request: HttpRequest) -> HttpResponse:
    """On to the version that waits behind `?nach=`, or back to the list with a word about it."""
    if not cohorts_taught_by(request.user).exists():
        raise Http404
    after = request.GET.get("nach", "")
    number = int(after) if after.isdecimal() and len(after) < 10 else 0
    now_at = revisions_reviewed_by(request.user).filter(pk=number).first()
    found = next_for(request.user, now_at, now=timezone.now())
    if found:
        return redirect("lms_reviews:review", pk=found.pk)
    messages.success(request, _("Nothing else waits for you."))
    return redirect("lms_reviews:queue")


@of_bearable_size
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: to read, to comment, to decide on. Whatever is sent is kept first."""
    if request.method == "POST":
        return sent(desk_for(request, get_object_or_404(to_review(request.user), pk=pk)))
    revision = get_object_or_404(_whole(request.user), pk=pk)
    decision = decision_on(revision)
    if decision:
        return screen.show_decided(request, revision, decision)
    if wants_two(revision.submission):
        return _one_of_two(desk_for(request, revision))
    if holder := claim(revision, by=request.user):
        return screen.show_reading(request, revision, holder=holder)
    draft = draft_of(revision, request.user)
    desk = Desk(request, revision)
    return desk.show(desk.stored(draft), draft=draft)


def _whole(user: Any) -> Any:
    return to_review(user).prefetch_related(with_people("submission__"))


def _one_of_two(desk: Desk) -> HttpResponse:
    """The form until both have filed; then what both say, unless one wants to think again."""
    both = desk.here is not None and desk.here.both
    if both and desk.own is None:
        return screen.show_reading(desk.request, desk.revision, both=desk.here)
    if both and desk.request.GET.get("neu") != "1":
        return redirect("lms_reviews:agreement", pk=desk.revision.pk)
    draft = draft_of(desk.revision, desk.request.user)
    return desk.show(desk.stored(draft), draft=draft)


@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at a version instead of somebody else."""
    revision = get_object_or_404(revisions_reviewed_by(request.user), pk=pk)
    take_over(revision, by=request.user)
    return redirect("lms_reviews:review", pk=pk)


@require_POST
def here(request: HttpRequest, pk: int) -> HttpResponse:
    """The sign that somebody still reads; answers whether it is still theirs to look at."""
    revision = get_object_or_404(revisions_reviewed_by(request.user).only("pk"), pk=pk)
    return JsonResponse({"here": still_here(revision.pk, by=request.user)})


@of_bearable_size
@require_POST
def talk(request: HttpRequest, pk: int) -> HttpResponse:
    """An answer below a comment of the decision, from those who teach the cohort."""
    revision = get_object_or_404(_whole(request.user), pk=pk)
    decision = decision_on(revision)
    if decision is None:
        raise Http404
    key = request.POST.get("key", "")
    form = AnswerForm(key, request.POST)
    if not form.is_valid():
        return screen.show_decided(request, revision, decision, form=form)
    try:
        answer_as_reviewer(revision, key, form.cleaned_data["text"], by=request.user)
    except NothingHere as error:
        raise Http404 from error
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Your answer is there."))
    return redirect(f"{reverse('lms_reviews:review', args=[pk])}#{anchor_of(key)}")


def sent(desk: Desk) -> HttpResponse:
    """What was written is kept; then what the button says is done."""
    request, revision = desk.request, desk.revision
    form = desk.form(request.POST, partial=True)
    if not form.is_valid():
        return invalid(form) if is_autosave(request) else desk.show(form)
    scope = revisions_reviewed_by(request.user).filter(pk=revision.pk)
    version = form.cleaned_data["version"]
    try:
        saved = save_review(scope, content=desk.content(form), version=version, by=request.user)
    except Conflict as error:
        return _conflict(desk, form, error)
    if is_autosave(request):
        return screen.saved_answer(form, saved)
    return _act(desk, saved.version)


def _conflict(desk: Desk, form: ReviewForm, error: Conflict) -> HttpResponse:
    """Both texts, and a form whose next save replaces the other one knowingly."""
    if is_autosave(desk.request):
        return conflict(error.version, screen.fields_of(error.theirs))
    theirs = screen.differing(form, dict(error.theirs))
    return desk.show(screen.with_version(form, error.version), status=409, theirs=theirs)


def _act(desk: Desk, version: int) -> HttpResponse:
    """What the button says, with what has just been kept."""
    request, action = desk.request, desk.request.POST.get("action")
    if action not in ("return", "accept", "file"):
        messages.success(request, _("Your draft is saved. Only you can see it."))
        return redirect(desk.address, pk=desk.revision.pk)
    form = screen.with_version(desk.form(request.POST), version)
    if not form.is_valid():
        return desk.show(form)
    if action == "file":
        return _file(desk, form)
    if action == "accept" and not form.verdict().may_accept:
        messages.error(request, _("This version cannot be accepted yet. The rule says why."))
        return desk.show(form)
    if action == "accept":
        return redirect("lms_reviews:accept", pk=desk.revision.pk)
    return _ask_again(desk, form)


def _file(desk: Desk, form: ReviewForm) -> HttpResponse:
    try:
        file_opinion(desk.revision, form.content(), by=desk.request.user)
    except DomainError as error:
        form.add_error(None, str(error))
        return desk.show(form)
    messages.success(desk.request, _("Your opinion is filed."))
    return redirect("lms_reviews:review", pk=desk.revision.pk)


def _ask_again(desk: Desk, form: ReviewForm) -> HttpResponse:
    request = desk.request
    try:
        judgement = judgement_of(form.content())
        decide(desk.revision, judgement, outcome=Outcome.RETURNED, by=request.user)
    except AlreadyDecided as error:
        messages.warning(request, str(error))
        return redirect("lms_reviews:review", pk=desk.revision.pk)
    except DomainError as error:
        form.add_error(None, str(error))
        return desk.show(form)
    _say_next(request, _("You have asked for a revision. The person gets a mail."))
    return redirect("lms_reviews:queue")


def _say_next(request: HttpRequest, said: str) -> None:
    """The word about what was done, with a way to what waits next."""
    found = next_for(request.user, now=timezone.now())
    buttons = []
    if found:
        address = reverse("lms_reviews:review", args=[found.pk])
        buttons.append(messages.button(address, _("Next version")))
    messages.success(request, said, buttons=buttons)


@of_bearable_size
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """What two people say of a version, side by side; what they agree on; their decision."""
    revision = get_object_or_404(_whole(request.user), pk=pk)
    found = desk_for(request, revision)
    if found.here is None or not found.here.both or not found.own or decision_on(revision):
        return redirect("lms_reviews:review", pk=pk)
    desk = JointDesk(request, revision, found.here)
    if request.method != "POST":
        draft = draft_of(revision, request.user)
        return desk.show(desk.stored(draft), draft=draft)
    if request.POST.get("action") == "agree":
        return _agree(desk)
    return sent(desk)


def _agree(desk: JointDesk) -> HttpResponse:
    form = desk.agreed_form(desk.request.POST)
    draft = draft_of(desk.revision, desk.request.user)
    if not form.is_valid():
        return desk.show(desk.stored(draft), draft=draft, agreed_form=form)
    try:
        record_agreement(desk.revision, form.agreed(), by=desk.request.user)
        messages.success(desk.request, _("Kept, with your name and the reason."))
    except DomainError as error:
        messages.error(desk.request, str(error))
    return redirect("lms_reviews:agreement", pk=desk.revision.pk)


def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """The question before accepting, since that stays for good."""
    revision = get_object_or_404(_whole(request.user), pk=pk)
    draft = draft_of(revision, request.user)
    if draft is None or decision_on(revision):
        return redirect("lms_reviews:review", pk=pk)
    if request.method == "POST":
        return _accept(request, revision, draft)
    verdict = judge(revision.submission.rubric_version.parsed(), draft.content["scores"])
    context = screen.head(revision, _("Accept this version?")) | {
        "draft": draft,
        "reasons": reasons(verdict),
    }
    return render(request, "lms_assessments/assignment/accept.html", context)


def _accept(request: HttpRequest, revision: Revision, draft: Any) -> HttpResponse:
    if request.POST.get("version") != str(draft.version):
        messages.warning(request, _("Your feedback has changed since. Please look at it again."))
        return redirect("lms_reviews:accept", pk=revision.pk)
    try:
        judgement = judgement_of(draft.content)
        decide(revision, judgement, outcome=Outcome.ACCEPTED, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("lms_reviews:review", pk=revision.pk)
    _say_next(request, _("The work is accepted. The person gets a mail."))
    return redirect("lms_reviews:queue")
