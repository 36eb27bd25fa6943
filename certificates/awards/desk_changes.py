"""Changing what was issued: each change asks once more, with name and number in view."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from certificates.awards import asking, domain, following
from certificates.awards.desk_forms import AnswerForm, CorrectForm
from certificates.awards.enums import About, RequestState
from certificates.awards.forms import CheckedForm, ReinstateForm, RevokeForm, SuspendForm
from certificates.awards.models import Certificate
from certificates.awards.queries import awards_coordinated_by
from certificates.awards.requests import CorrectionRequest
from certificates.documents.record import thaw
from content.foundation.errors import DomainError
from content.ui.screens import screen

INDEX = "certificate_desk:index"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that can be done to an issued certificate, with the words around it."""

    do: Callable[..., Any]
    form: type[Form]
    title: Any
    warning: Any
    button: Any
    done: Any
    serious: bool = True


CHANGES = {
    "widerrufen": Change(
        domain.revoke,
        RevokeForm,
        gettext_lazy("Revoke"),
        gettext_lazy("A revocation is final. The verification page shows it at once."),
        gettext_lazy("Revoke for good"),
        gettext_lazy("The document is revoked."),
    ),
    "aussetzen": Change(
        domain.suspend,
        SuspendForm,
        gettext_lazy("Suspend"),
        gettext_lazy("Until you end it, the verification page says that it does not count."),
        gettext_lazy("Suspend"),
        gettext_lazy("The document is suspended."),
    ),
    "wieder-in-kraft": Change(
        domain.reinstate,
        ReinstateForm,
        gettext_lazy("End the suspension"),
        gettext_lazy("The document counts again at once."),
        gettext_lazy("End the suspension"),
        gettext_lazy("The document counts again."),
        serious=False,
    ),
    "korrigieren": Change(
        following.correct,
        CorrectForm,
        gettext_lazy("Correct"),
        gettext_lazy(
            "A new document with a new number takes the place of this one. This one is revoked "
            "as soon as the new one is there; the verification page says that it was replaced."
        ),
        gettext_lazy("Issue the correction"),
        gettext_lazy("The correction is on its way."),
    ),
    "erneuern": Change(
        following.renew,
        CheckedForm,
        gettext_lazy("Renew"),
        gettext_lazy(
            "A new document with a new number is issued. This one stays as it is and expires on "
            "its day."
        ),
        gettext_lazy("Issue the renewal"),
        gettext_lazy("The renewal is on its way."),
        serious=False,
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Ask once more, then do it."""
    certificate = get_object_or_404(_coordinated(request.user), pk=pk)
    chosen = CHANGES[what]
    form = chosen.form(request.POST or None, initial={"name": _printed_name(certificate)})
    if request.method == "POST" and form.is_valid():
        answer = _done(request, chosen, certificate, form)
        if answer is not None:
            return answer
    context = _screen(chosen.title, certificate, change=chosen, form=form)
    return render(request, "lms_certificates/desk/change.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: HttpRequest, pk: int) -> HttpResponse:
    """What a graduate asks for, and the answer."""
    asked = get_object_or_404(
        CorrectionRequest.objects.select_related("certificate", "decided_by"),
        pk=pk,
        certificate__in=_coordinated(request.user),
    )
    certificate = _coordinated(request.user).get(pk=asked.certificate_id)
    form = AnswerForm(request.POST or None, initial=_wished(asked, certificate))
    is_open = asked.state == RequestState.OPEN
    if request.method == "POST" and form.is_valid() and _answered(request, asked, form):
        return redirect(INDEX)
    context = _screen(_("A correction is asked for"), certificate, asked=asked, is_open=is_open)
    context |= {"form": form, "printed_name": _printed_name(certificate)}
    return render(request, "lms_certificates/desk/correction.html", context)


def _coordinated(user: Any) -> QuerySet[Certificate]:
    rows = Certificate.objects.filter(award__in=awards_coordinated_by(user))
    return rows.select_related("award__enrolment__user", "award__enrolment__cohort")


def _screen(title: str, certificate: Certificate, **context: Any) -> dict[str, Any]:
    here = (reverse(INDEX), _("Certificates"))
    return screen(title, here, certificate=certificate, **context)


def _printed_name(certificate: Certificate) -> str:
    """The name as it stands on the paper; nothing once the person was erased."""
    return str(thaw(certificate.record)["person"]["name"]) if certificate.record else ""


def _wished(asked: CorrectionRequest, certificate: Certificate) -> dict[str, Any]:
    return {
        "name": asked.wished_name or _printed_name(certificate),
        "reads_anew": asked.about == About.FACTS,
    }


def _done(
    request: HttpRequest, chosen: Change, certificate: Certificate, form: Any
) -> HttpResponse | None:
    """None when it was refused: the reason then stands in the form, with all that was typed."""
    try:
        changed = chosen.do(certificate, by=request.user, **form.words())
    except DomainError as error:
        form.add_error(None, str(error))
        return None
    # A second click changes nothing and is not an error either.
    messages.success(request, chosen.done if changed else _("Nothing was left to change."))
    return redirect(INDEX)


def _answered(request: HttpRequest, asked: CorrectionRequest, form: AnswerForm) -> bool:
    words = form.words()
    try:
        if form.declines:
            asking.decline(asked, by=request.user, answer=words["answer"])
            messages.success(request, _("Declined. The graduate can read your answer."))
        else:
            asking.accept(asked, by=request.user, **words)
            messages.success(request, _("Accepted. The corrected version is on its way."))
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    return True
