"""The coordinator's desk in Wagtail's admin: release, revoke, suspend, reinstate."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certificates.awards import domain
from certificates.awards.forms import ReinstateForm, RevokeForm, SuspendForm
from certificates.awards.models import Certificate
from certificates.awards.queries import awards_coordinated_by, desk
from content.foundation.errors import DomainError
from content.ui.screens import screen
from courses.cohorts.policies import cohorts_coordinated_by


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that can be done to an issued certificate, with the words around it."""

    do: Callable[..., bool]
    form: type[Form]
    title: Any
    warning: Any
    button: Any
    done: Any


CHANGES = {
    "widerrufen": Change(
        domain.revoke,
        RevokeForm,
        gettext_lazy("Revoke the certificate"),
        gettext_lazy("A revocation is final. The verification page shows it at once."),
        gettext_lazy("Revoke for good"),
        gettext_lazy("The certificate is revoked."),
    ),
    "aussetzen": Change(
        domain.suspend,
        SuspendForm,
        gettext_lazy("Suspend the certificate"),
        gettext_lazy("Until you end it, the verification page says that it does not count."),
        gettext_lazy("Suspend"),
        gettext_lazy("The certificate is suspended."),
    ),
    "wieder-in-kraft": Change(
        domain.reinstate,
        ReinstateForm,
        gettext_lazy("End the suspension"),
        gettext_lazy("The certificate counts again at once."),
        gettext_lazy("End the suspension"),
        gettext_lazy("The certificate counts again."),
    ),
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Everybody in my cohorts who has met the rules, and what is to be done."""
    if not cohorts_coordinated_by(request.user).exists():
        raise Http404
    context = screen(_("Certificates"), rows=desk(request.user))
    return render(request, "lms_certificates/desk/index.html", context)


@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    award = get_object_or_404(awards_coordinated_by(request.user), pk=pk)
    try:
        domain.release_award(award, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Released. The certificate is being issued."))
    return redirect("certificate_desk:index")


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Ask once more, with name and number in view, then do it."""
    coordinated = Certificate.objects.filter(award__in=awards_coordinated_by(request.user))
    certificate = get_object_or_404(
        coordinated.select_related("award__enrolment__user", "award__enrolment__cohort"), pk=pk
    )
    chosen = CHANGES[what]
    form = chosen.form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _done(request, chosen, certificate, form)
    here = (reverse("certificate_desk:index"), _("Certificates"))
    context = screen(chosen.title, here, change=chosen, certificate=certificate, form=form)
    return render(request, "lms_certificates/desk/change.html", context)


def _done(
    request: HttpRequest, chosen: Change, certificate: Certificate, form: Any
) -> HttpResponse:
    try:
        changed = chosen.do(certificate, by=request.user, **form.words())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        # A second click changes nothing and is not an error either.
        messages.success(request, chosen.done if changed else _("Nothing was left to change."))
    return redirect("certificate_desk:index")


app_name = "certificate_desk"
urlpatterns = [
    path("", index, name="index"),
    path("<int:pk>/freigeben/", release, name="release"),
    *(path(f"nachweis/<int:pk>/{what}/", change, {"what": what}, name=what) for what in CHANGES),
]
