"""Feedback among peers: asking for it, reading it, giving it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from assessments.assignment.at_desk import work_at, work_context
from assessments.assignment.desks import Desk, work_scope
from assessments.assignment.errors import Conflict, NothingHere, PeerRefused
from assessments.assignment.peers.domain import (
    ask,
    decline_request,
    revoke,
    save_answer,
    send_answer,
)
from assessments.assignment.peers.forms import DRAFT, VERSION, AnswerForm, AskForm
from assessments.assignment.peers.queries import Request, request_of, requests_of
from assessments.assignment.policies import fellows_of, peer_requests_for
from assessments.assignment.queries import Work
from assessments.limits import of_bearable_size
from content.foundation.errors import DomainError
from content.foundation.people import display_name
from content.ui import autosave
from courses.cohorts.models import Enrolment


@login_required
def peers(
    request: HttpRequest, key: UUID, *, kind: str, activity: UUID | None = None
) -> HttpResponse:
    """Whom one has asked about this work and what they say; asking, taking it back."""
    desk = Desk(key, kind, activity)
    work = work_at(request, desk)
    if request.method == "POST" and "revoke" in request.POST:
        return _revoke(request, desk)
    requests = requests_of(work.submission)
    may_ask = not any(item.is_open for item in requests) and _takes_part(work)
    texts = list(_texts(work))
    places = fellows_of(work.submission) if may_ask and texts else ()
    form = AskForm(request.POST if request.method == "POST" else None, places=places, texts=texts)
    if may_ask and form.is_valid():
        try:
            sent = _ask(request, desk, form)
        except NothingHere as error:
            raise Http404 from error
        except PeerRefused as error:
            form.add_error(None, str(error))
        else:
            said = _("%(name)s is asked by mail.") % {"name": display_name(sent.peer.user)}
            messages.success(request, said)
            return redirect(desk.url("peers"))
    context = work_context(desk, work) | {
        "requests": requests,
        "form": form,
        "may_ask": may_ask,
        "has_text": bool(texts),
    }
    return render(request, "lms_assessments/peers/peers.html", context)


def _ask(request: HttpRequest, desk: Desk, form: AskForm) -> Any:
    return ask(
        _scope(request, desk),
        int(form.cleaned_data["peer"]),
        by=request.user,
        of_draft=form.cleaned_data["text"] == DRAFT,
    )


def _revoke(request: HttpRequest, desk: Desk) -> HttpResponse:
    number = request.POST.get("revoke", "")
    try:
        revoke(_scope(request, desk), int(number) if number.isdecimal() else 0)
    except NothingHere as error:
        raise Http404 from error
    messages.success(request, _("Taken back. The text can no longer be read there."))
    return redirect(desk.url("peers"))


def _takes_part(work: Work) -> bool:
    return getattr(work.submission, "place_state", "") == Enrolment.State.ACTIVE


def _texts(work: Work) -> Any:
    """What one can ask about: the version handed in last, and the draft where it may differ."""
    if work.last:
        yield VERSION, _("version %(number)s, as it was handed in") % {"number": work.last.number}
    if work.filled and not work.why_locked:
        yield DRAFT, _("my draft as it stands now")


@of_bearable_size
@login_required
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The text as it stood, and two strengths and one question about it."""
    rows = peer_requests_for(request.user).filter(declined_at=None).select_related("peer__user")
    row = get_object_or_404(rows, pk=pk)
    found = request_of(row)
    if request.POST.get("action") in {"decline", "decline anyway"}:
        return _decline(request, found)
    if request.method == "POST":
        return _save(request, found)
    form = AnswerForm(answer=found.answer, version=row.version)
    return _show(request, found, form)


def _save(request: HttpRequest, found: Request) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _refuse(request, found, form)
    try:
        saved = save_answer(
            found.pk, form.answer, version=form.cleaned_data["version"], by=request.user
        )
        if request.POST.get("action") == "send":
            send_answer(found.pk, by=request.user)
    except NothingHere as error:
        raise Http404 from error
    except Conflict as error:
        return _conflict(request, found, form, error)
    except DomainError as error:
        form.add_error(None, str(error))
        return _refuse(request, found, form)
    if autosave.is_autosave(request):
        return autosave.saved(saved.version, saved.at)
    if request.POST.get("action") == "send":
        said = _("Thank you. %(name)s can read your feedback now.") % {"name": found.by}
        messages.success(request, said)
        return redirect("assessments:together")
    messages.success(request, _("Saved."))
    return redirect("assessments:peer_answer", pk=found.pk)


def _decline(request: HttpRequest, found: Request) -> HttpResponse:
    """At once; who has begun to write is asked once more."""
    if any(found.answer.values()) and request.POST["action"] == "decline":
        form = AnswerForm(answer=found.answer, version=found.row.version)
        return _show(request, found, form, has_begun=True)
    try:
        decline_request(found.pk, by=request.user)
    except DomainError as error:
        messages.warning(request, str(error))
        return redirect("assessments:together")
    messages.success(request, _("You have declined."))
    return redirect("assessments:together")


def _refuse(request: HttpRequest, found: Request, form: AnswerForm) -> HttpResponse:
    if autosave.is_autosave(request):
        return autosave.invalid(form)
    # What was kept on the way has a version of its own by now.
    row = peer_requests_for(request.user).select_related("peer__user").get(pk=found.pk)
    data = request.POST.copy()
    data["version"] = str(row.version)
    form.data = data
    return _show(request, request_of(row), form, status=400)


def _conflict(
    request: HttpRequest, found: Request, form: AnswerForm, error: Conflict
) -> HttpResponse:
    """What stands in the other window is shown beside; the next save replaces it knowingly."""
    if autosave.is_autosave(request):
        return autosave.conflict(error.version, error.theirs)
    data = request.POST.copy()
    data["version"] = str(error.version)
    form.data = data
    return _show(request, found, form, status=409, theirs=error.theirs)


def _show(
    request: HttpRequest, found: Request, form: AnswerForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"found": found, "form": form, "nav_section": "path", **more}
    return render(request, "lms_assessments/peers/answer.html", context, status=status)


def _scope(request: HttpRequest, desk: Desk) -> Any:
    return work_scope(request.user, desk.place, desk.kind, desk.activity_key)
