"""„Mein Journal“: reading, taking along, sharing one text and taking it back."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.journal.forms import ChoiceForm
from assessments.journal.printing import print_journal
from assessments.journal.queries import (
    JournalEntry,
    Order,
    journal,
    journal_entry,
    whole_journal,
)
from assessments.reflection.errors import ChangedElsewhere, NothingToShare, NotInTeam
from assessments.reflection.sharing import Candidate, candidates, share, take_back
from content.foundation.crypto import SealingError
from content.foundation.errors import DomainError
from content.foundation.people import display_name

STATUSES: dict[type[DomainError], int] = {
    ChangedElsewhere: 409,
    NotInTeam: 422,
    NothingToShare: 422,
    SealingError: 503,
}
View = Callable[..., HttpResponse]


def private(view: View) -> View:
    """For people signed in, in no cache, and in no report of an error."""
    guarded = never_cache(login_required(sensitive_variables()(view)))
    return wraps(view)(guarded)


@private
@require_safe
def own_journal(request: HttpRequest) -> HttpResponse:
    order = Order.of(request.GET.get("nach", ""))
    shown = journal(request.user, order=order, page=request.GET.get("seite"))
    return render(request, "lms_assessments/journal/list.html", {"journal": shown})


@private
@require_safe
def on_paper(request: HttpRequest) -> HttpResponse:
    """Every text whole, for the browser's own printing."""
    order = Order.of(request.GET.get("nach", ""))
    context = {"groups": whole_journal(request.user, order=order), "order": order}
    return render(request, "lms_assessments/journal/print.html", context)


@private
@require_safe
def pdf(request: HttpRequest) -> HttpResponse:
    """Made now, for whoever is signed in, and kept nowhere."""
    groups = whole_journal(request.user, order=Order.of(request.GET.get("nach", "")))
    if not groups:
        return redirect("assessments:journal")
    document = print_journal(request.user, groups, on=timezone.localdate())
    response = HttpResponse(document, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="mein-journal.pdf"'
    return response


@private
@require_safe
def entry(request: HttpRequest, key: UUID, prompt_id: str) -> HttpResponse:
    """One text, who can read it, and what can be done about it."""
    context = {"entry": _own(request, key, prompt_id)}
    return render(request, "lms_assessments/journal/entry.html", context)


def _own(request: HttpRequest, key: UUID, prompt_id: str) -> JournalEntry:
    found = journal_entry(request.user, key, prompt_id)
    if found is None:
        raise Http404
    return found


# — Sharing ————————————————————————————————————————————————————————————————————————


@private
@require_http_methods(["GET", "POST"])
def share_entry(request: HttpRequest, key: UUID, prompt_id: str) -> HttpResponse:
    """First the person, then exactly what they will see, then the act."""
    own, people = _own(request, key, prompt_id), candidates(request.user)
    if request.method == "POST":
        return _shared(request, own, people)
    if "mit" not in request.GET:
        return _choose(request, own, people, ChoiceForm(people))
    form = ChoiceForm(people, request.GET)
    if not form.is_valid():
        return _choose(request, own, people, form)
    return _confirm(request, own, _person(people, form))


def _shared(request: HttpRequest, own: JournalEntry, people: tuple[Candidate, ...]) -> HttpResponse:
    form = ChoiceForm(people, request.POST)
    if not form.is_valid():
        return _choose(request, own, people, form, status=422)
    person = _person(people, form)
    try:
        share(
            request.user,
            key=own.key,
            prompt_id=own.prompt_id,
            role=person.pk,
            version=_number(request.POST.get("version")),
            place=own.place.words,
        )
    except tuple(STATUSES) as error:
        return _confirm(request, own, person, error=error)
    words = {"name": person.name}
    messages.success(request, _("%(name)s can read this copy from now on.") % words)
    return redirect("assessments:journal_entry", key=own.key, prompt_id=own.prompt_id)


def _person(people: tuple[Candidate, ...], form: ChoiceForm) -> Candidate:
    return next(person for person in people if person.pk == form.cleaned_data["mit"])


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 19 else 0


def _choose(request: HttpRequest, own: JournalEntry, people: Any, form: Any, **more: Any) -> Any:
    context = {"entry": own, "people": people, "form": form}
    return render(request, "lms_assessments/journal/choose.html", context, **more)


def _confirm(
    request: HttpRequest,
    own: JournalEntry,
    person: Candidate,
    *,
    error: DomainError | None = None,
) -> HttpResponse:
    """Always the text as it stands now: nobody shares what they did not see."""
    status = STATUSES[type(error)] if error else 200
    context = {
        "entry": own,
        "person": person,
        "author": display_name(request.user),
        "error": error,
        "can_share": bool(own.text.strip()) and not own.refusal,
    }
    return render(request, "lms_assessments/journal/confirm.html", context, status=status)


@private
@require_POST
def unshare(request: HttpRequest, key: UUID, prompt_id: str, copy: UUID) -> HttpResponse:
    """At once and without asking: nothing is lost but somebody's right to read."""
    own = _own(request, key, prompt_id)
    if take_back(request.user, key=key, prompt_id=prompt_id, copy=copy):
        messages.success(request, _("The copy is deleted."))
    return redirect("assessments:journal_entry", key=own.key, prompt_id=own.prompt_id)
