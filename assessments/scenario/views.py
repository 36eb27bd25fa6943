"""Playing a scenario: one address for beginning, deciding and going back."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.scenario.domain import begin, decide, go_back
from assessments.scenario.errors import NothingHere
from assessments.scenario.forms import BackForm, DecisionForm
from assessments.scenario.queries import OpenScenario, open_scenario
from content.foundation.errors import DomainError

ANCHOR = "#stand"


@login_required
@require_http_methods(["GET", "POST"])
def play(request: HttpRequest, key: UUID) -> HttpResponse:
    """Does what the button says and leads back to the page. GET comes from signing in again."""
    scenario = open_scenario(request.user, key)
    if scenario is None:
        raise Http404
    url = scenario.page.get_url() or "/"
    if request.method == "GET":
        return redirect(url)
    if not scenario.is_kept:
        raise Http404
    try:
        _step(request)(request, scenario)
    except NothingHere as error:
        raise Http404 from error
    except DomainError as error:
        messages.warning(request, str(error))
    return redirect(f"{url}{ANCHOR}")


def _step(request: HttpRequest) -> Callable[[HttpRequest, OpenScenario], None]:
    if "option" in request.POST:
        return _decide
    return _back if "back" in request.POST else _begin


def _begin(request: HttpRequest, scenario: OpenScenario) -> None:
    begin(scenario, user=request.user)


def _decide(request: HttpRequest, scenario: OpenScenario) -> None:
    form = DecisionForm(request.POST)
    if not form.is_valid():
        raise DomainError(_("This form is not complete. Please choose again."))
    sent = form.cleaned_data
    decide(
        scenario,
        user=request.user,
        number=sent["run"],
        version=sent["version"],
        node=sent["node"],
        option=sent["option"],
    )


def _back(request: HttpRequest, scenario: OpenScenario) -> None:
    form = BackForm(request.POST)
    if not form.is_valid():
        raise DomainError(_("This form is not complete. Please choose again."))
    sent = form.cleaned_data
    go_back(
        scenario,
        user=request.user,
        number=sent["run"],
        version=sent["version"],
        kept=sent["back"],
    )
