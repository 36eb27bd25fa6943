"""The trainers' side: preparing, sending cards, noting, evaluating. Screens of the admin."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assessments.assignment.errors import NothingHere
from assessments.assignment.people import in_words, people_of, with_people
from assessments.limits import of_bearable_size
from assessments.plan.tabletop.domain.leading import (
    add_card,
    change_card,
    discard,
    drop_card,
    drop_observation,
    keep_cards,
    move,
    observe,
    prepare,
    send_card,
    send_new,
)
from assessments.plan.tabletop.forms import CardForm, KeepForm, ObservationForm, PrepareForm
from assessments.plan.tabletop.models import Exercise
from assessments.plan.tabletop.policies import plans_played_for
from assessments.plan.tabletop.queries import plan_rows, sets_for, with_exercises
from assessments.plan.tabletop.seats import Seat, send_lesson, send_sheet
from content.foundation.errors import DomainError
from content.ui.screens import screen
from courses.cohorts.policies import cohorts_taught_by

A_PAGE = 20


@require_safe
def exercises(request: HttpRequest) -> HttpResponse:
    """The plans of one's cohorts, with the exercises there are."""
    if not cohorts_taught_by(request.user).exists():
        raise Http404
    plans = with_exercises(plans_played_for(request.user))
    listed = Paginator(plans, A_PAGE).get_page(request.GET.get("p"))
    context = screen(_("Tabletop exercises"), listed=listed, rows=plan_rows(listed))
    return render(request, "lms_assessments/tabletop/admin/list.html", context)


def prepare_one(request: HttpRequest, pk: int) -> HttpResponse:
    """An exercise for a group: its title, and the cards to begin with."""
    plans = plans_played_for(request.user).select_related("enrolment__cohort", "enrolment__user")
    plan = get_object_or_404(plans.prefetch_related(with_people()), pk=pk)
    form = PrepareForm(_sent(request), sets=sets_for(plan))
    if form.is_valid():
        try:
            made = prepare(
                plan,
                title=form.cleaned_data["title"],
                cards=form.chosen,
                by=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            messages.warning(request, str(error))
            return redirect("lms_exercises:list")
        return redirect("lms_exercises:exercise", pk=made.pk)
    trail = (reverse("lms_exercises:list"), _("Tabletop exercises"))
    people, cohort = in_words(people_of(plan)), plan.enrolment.cohort
    context = screen(
        _("Prepare an exercise"), trail, form=form, people=people, cohort=cohort, plan=plan
    )
    return render(request, "lms_assessments/tabletop/admin/prepare.html", context)


@never_cache
@require_safe
def exercise(request: HttpRequest, pk: int) -> HttpResponse:
    """The trainer's table: clock, cards in hand, answers, observations, the sheet."""
    return Seat(request, pk).show()


@never_cache
@require_safe
def news(request: HttpRequest, pk: int) -> HttpResponse:
    return Seat(request, pk).news()


@require_POST
def steer(request: HttpRequest, pk: int) -> HttpResponse:
    """Start, pause, evaluate, close; or throw away what was never started."""
    seat, to = Seat(request, pk), request.POST.get("to", "")
    if to == "discard":
        _done(seat, discard)
        return redirect("lms_exercises:list") if not seat.scope.exists() else seat.back()
    if to not in Exercise.State:
        raise Http404
    _done(seat, move, to)
    return seat.back()


@of_bearable_size
@require_POST
def cards(request: HttpRequest, pk: int) -> HttpResponse:
    """A new card: into the hand, or onto the table at once."""
    seat = Seat(request, pk)
    form = CardForm(request.POST)
    if not form.is_valid():
        return seat.show(status=400, card_form=form)
    is_sent = request.POST.get("action") == "send"
    if _said_no(form, send_new if is_sent else add_card, seat, form.card):
        return seat.show(status=400, card_form=form)
    said = _("The card lies on the table.") if is_sent else _("The card is prepared.")
    messages.success(request, said)
    return seat.back()


@of_bearable_size
def card(request: HttpRequest, pk: int, card: int) -> HttpResponse:
    """A card in the hand: to send, to change, to drop."""
    seat = Seat(request, pk)
    found = seat.exercise()
    inject = found.injects.filter(pk=card).first()
    if inject is None:
        raise Http404
    action = request.POST.get("action", "")
    if action in ("send", "drop"):
        _done(seat, send_card if action == "send" else drop_card, card)
        return seat.back()
    form = CardForm(_sent(request), card=inject)
    if form.is_valid() and not _said_no(form, change_card, seat, card, form.card):
        return seat.back()
    trail = [
        (reverse("lms_exercises:list"), _("Tabletop exercises")),
        (seat.url(), found.title),
    ]
    context = screen(_("Change a situation card"), *trail, form=form, seat=seat)
    return render(request, "lms_assessments/tabletop/admin/card.html", context)


@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the cards as a set for the provider's trainers."""
    seat = Seat(request, pk)
    found = seat.exercise()
    form = KeepForm(request.POST)
    if form.is_valid():
        try:
            keep_cards(found, form.cleaned_data["title"])
        except DomainError as error:
            form.add_error("title", str(error))
        else:
            messages.success(request, _("The cards are kept. You find them when you prepare one."))
            return seat.back()
    return seat.show(found, status=400, keep_form=form)


@of_bearable_size
@require_POST
def observations(request: HttpRequest, pk: int) -> HttpResponse:
    """One more observation, or one less."""
    seat = Seat(request, pk)
    if number := request.POST.get("drop", ""):
        _done(seat, drop_observation, int(number) if number.isdecimal() else 0)
        return seat.back()
    found = seat.exercise()
    on_table = found.injects.filter(number__isnull=False).order_by("-number")
    form = ObservationForm(request.POST, on_table=on_table)
    if not form.is_valid():
        return seat.show(found, status=400, observation_form=form)
    text, on_card = form.cleaned_data["text"], form.cleaned_data["card"]
    if _said_no(form, observe, seat, text, card=on_card, by=request.user):
        return seat.show(status=400, observation_form=form)
    return seat.back()


@of_bearable_size
@require_POST
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    return send_sheet(Seat(request, pk))


@of_bearable_size
@require_POST
def lessons(request: HttpRequest, pk: int) -> HttpResponse:
    return send_lesson(Seat(request, pk))


def _done(seat: Seat, act: Any, *args: Any, **kwargs: Any) -> None:
    """One domain call; what it refuses is said above the screen."""
    try:
        act(seat.scope, *args, **kwargs)
    except NothingHere as error:
        raise Http404 from error
    except DomainError as error:
        messages.warning(seat.request, str(error))


def _said_no(form: Any, act: Any, seat: Seat, *args: Any, **kwargs: Any) -> bool:
    """One domain call; what it refuses is said in the form, which keeps what was typed."""
    try:
        act(seat.scope, *args, **kwargs)
    except NothingHere as error:
        raise Http404 from error
    except DomainError as error:
        form.add_error("text", str(error))
        return True
    return False


def _sent(request: HttpRequest) -> Any:
    """The form as it was sent; an empty one is sent too."""
    return request.POST if request.method == "POST" else None
