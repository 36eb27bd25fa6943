"""Where somebody sits at the table: as one of the group, or leading. What both do alike."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.assignment.desks import Desk
from assessments.assignment.errors import Conflict, Locked, NothingHere
from assessments.assignment.people import in_words, people_of, with_people
from assessments.plan.tabletop.choices import Choices, choices_of
from assessments.plan.tabletop.domain.evaluating import add_lesson, drop_lesson, save_sheet
from assessments.plan.tabletop.forms import (
    AnswerForm,
    CardForm,
    KeepForm,
    LessonForm,
    ObservationForm,
    SheetForm,
)
from assessments.plan.tabletop.models import Exercise
from assessments.plan.tabletop.policies import exercises_led_by, exercises_played_by
from assessments.plan.tabletop.queries import OnTable, Table, load_table, with_table
from content.foundation.errors import DomainError
from content.ui import autosave
from content.ui.screens import screen
from courses.curriculum.models import Activity

NEWS = "nach"  # the number of what a browser knows already
# Where forms of each side are sent to.
PLAYING = ("news", "sheet", "lessons")
LEADING = (*PLAYING, "steer", "cards", "observations", "keep")


@dataclass(frozen=True, slots=True)
class Seat:
    """One exercise before one person. `place` is the key of a participant's enrolment; without it
    the person leads.
    """

    request: HttpRequest
    pk: int
    place: UUID | None = None

    @property
    def leads(self) -> bool:
        return self.place is None

    @property
    def scope(self) -> QuerySet[Exercise]:
        """The exercise, for the domain functions to lock."""
        user = self.request.user
        rows = exercises_played_by(user, self.place) if self.place else exercises_led_by(user)
        return rows.filter(pk=self.pk)

    def exercise(self) -> Exercise:
        """The exercise with the rows around it, or 404."""
        rows = with_table(self.scope)
        if self.leads:
            rows = rows.select_related("submission__enrolment__user").prefetch_related(
                with_people("submission__")
            )
        found = rows.first()
        if found is None:
            raise Http404
        return found

    def url(self, name: str = "", *args: Any) -> str:
        """The address of a page of this exercise by its short name; "" is the exercise."""
        if self.place:
            path = f"assessments:plan_exercise_{name}" if name else "assessments:plan_exercise"
            return reverse(path, args=[self.place, self.pk, *args])
        return reverse(f"lms_exercises:{name or 'exercise'}", args=[self.pk, *args])

    def back(self, place: str = "") -> HttpResponse:
        """To the exercise, to the part named."""
        return redirect(f"{self.url()}#{place}" if place else self.url())

    def show(
        self, exercise: Exercise | None = None, *, status: int = 200, **forms: Any
    ) -> HttpResponse:
        """The whole screen; `forms` are those that were just sent, `cards` by their card."""
        context = self.context(exercise or self.exercise(), **forms)
        folder = "tabletop/admin/lead" if self.leads else "tabletop/exercise"
        return render(self.request, f"lms_assessments/{folder}.html", context, status=status)

    def news(self) -> HttpResponse:
        """What lies on the table now, for a browser that already has the page.

        204 where it knows everything, which costs one statement.
        """
        number = self.scope.values_list("number", flat=True).first()
        if number is None:
            raise Http404
        if self.request.GET.get(NEWS) == str(number):
            return HttpResponse(status=204)
        context = self.context(self.exercise())
        folder = "tabletop/admin/table" if self.leads else "tabletop/table"
        return render(self.request, f"lms_assessments/{folder}.html", context)

    def context(
        self, exercise: Exercise, cards: dict[int, AnswerForm] | None = None, **forms: Any
    ) -> dict[str, Any]:
        table = load_table(exercise, leads=self.leads, now=timezone.now())
        found: dict[str, Any] = {
            "seat": self,
            "seat_url": {name: self.url(name) for name in (LEADING if self.leads else PLAYING)},
            "table": table,
            "exercise": exercise,
            "submission": exercise.submission,
            "may_write": getattr(exercise, "may_play", True),
        }
        if table.is_evaluated and found["may_write"]:
            found["sheet_form"] = SheetForm(exercise=exercise)
            found["lesson_form"] = LessonForm(submission=exercise.submission)
        if self.place:
            return found | self._playing(table, self.place, cards or {}) | forms
        return found | self._leading(table) | forms

    def _leading(self, table: Table) -> dict[str, Any]:
        people = in_words(people_of(table.exercise.submission))
        context = screen(
            table.exercise.title,
            (reverse("lms_exercises:list"), _("Tabletop exercises")),
            people=people,
            cohort=table.exercise.submission.enrolment.cohort,
        )
        return context | {
            "card_form": CardForm(),
            "keep_form": KeepForm(),
            # How much oneself has sent: what is still kept in the browser arrived with the last.
            "observed": table.noted_by(self.request.user),
            "made": len(table.on_table) + len(table.in_hand),
            "observation_form": ObservationForm(on_table=[card.inject for card in table.on_table]),
        }

    def _playing(self, table: Table, place: UUID, sent: dict[int, AnswerForm]) -> dict[str, Any]:
        exercise = table.exercise
        is_open = exercise.is_played and getattr(exercise, "may_play", True)
        choices = choices_of(exercise.submission) if is_open else Choices()
        return {
            "desk": Desk(place, Activity.Kind.PLAN, name=exercise.submission.title),
            "enrolment": exercise.submission.enrolment,
            "nav_section": "plan",
            # A form that was just sent comes back in any case, with what was typed.
            "cards": [
                (card, _form(card, choices, sent) if is_open else sent.get(card.inject.pk))
                for card in table.on_table
            ],
        }


def _form(card: OnTable, choices: Choices, sent: dict[int, AnswerForm]) -> AnswerForm:
    inject = card.inject
    return sent.get(inject.pk) or AnswerForm(card=inject, choices=choices)


def send_sheet(seat: Seat) -> HttpResponse:
    """The after-action sheet: autosave and the real form end in the same domain call."""
    request, exercise = seat.request, seat.exercise()
    form = SheetForm(request.POST, exercise=exercise)
    if not form.is_valid():
        return refused(seat, form, sheet_form=form)
    version = form.cleaned_data["version"]
    try:
        saved = save_sheet(seat.scope, form.said, version=version, by=request.user)
    except Locked as error:
        form.add_error(None, str(error))
        return refused(seat, form, sheet_form=form)
    except Conflict as error:
        if autosave.is_autosave(request):
            return autosave.conflict(error.version, error.theirs, by=error.by)
        form = SheetForm(with_version(request.POST, error.version), exercise=exercise)
        theirs = differing(form, error.theirs)
        return seat.show(status=409, sheet_form=form, theirs=theirs, theirs_by=error.by)
    if autosave.is_autosave(request):
        return autosave.saved(saved.version, saved.at)
    messages.success(request, _("Saved."))
    return seat.back("sheet")


def send_lesson(seat: Seat) -> HttpResponse:
    """One more lesson, or one less."""
    request = seat.request
    try:
        if number := request.POST.get("drop", ""):
            drop_lesson(seat.scope, int(number) if number.isdecimal() else 0)
            return seat.back("lessons")
        exercise = seat.exercise()
        form = LessonForm(request.POST, submission=exercise.submission)
        if not form.is_valid():
            return seat.show(exercise, status=400, lesson_form=form)
        add_lesson(seat.scope, form.change, by=request.user)
    except NothingHere as error:
        raise Http404 from error
    except DomainError as error:
        messages.warning(request, str(error))
        if "text" in request.POST:
            form = LessonForm(request.POST, submission=seat.exercise().submission)
            return seat.show(status=400, lesson_form=form)
    return seat.back("lessons")


def refused(seat: Seat, form: Any, **shown: Any) -> HttpResponse:
    """Not saved; what was typed stands in the form that comes back."""
    if autosave.is_autosave(seat.request):
        return autosave.invalid(form)
    return seat.show(status=400, **shown)


def with_version(sent: Any, version: int) -> Any:
    """The same form, so that saving again replaces the other text knowingly."""
    data = sent.copy()
    data["version"] = str(version)
    return data


def differing(form: Any, theirs: Any) -> list[tuple[Any, str]]:
    """What somebody else wrote where it differs, in words: label and text."""
    found = []
    for bound in form.visible_fields():
        text = str(theirs.get(bound.name, ""))
        if text != str(bound.value() or "").replace("\r\n", "\n"):
            words = dict(getattr(bound.field, "choices", ()))
            found.append((bound.label, str(words.get(text, text))))
    return found
