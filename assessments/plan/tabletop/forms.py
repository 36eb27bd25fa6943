"""What is sent around an exercise: cards, answers, observations, the sheet and its lessons."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.assignment.models import Submission
from assessments.plan.tabletop.cards import Card, Stack, parse, supplied
from assessments.plan.tabletop.choices import Choices, Rows
from assessments.plan.tabletop.domain.evaluating import Change, sections_of
from assessments.plan.tabletop.models import LINE, MINUTES, CardSet, Exercise, Inject
from assessments.plan.tabletop.questions import QUESTIONS
from content.ui.small import LEVELS
from content.ui.widgets import DateInput

TEXT_AT_MOST, MINUTES_AT_MOST = 5_000, 120
CHOOSE = ("", _("– please choose –"))
NO_CARDS, SUPPLIED = "none", "supplied"
TOO_LONG = {
    "max_length": _(
        "This field takes at most %(limit_value)d characters, these are %(show_value)d."
    )
}


def _text(label: Any, hint: Any = "", *, rows: int = 3, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        strip=False,
        max_length=TEXT_AT_MOST,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages=TOO_LONG,
    )


def _line(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        strip=False,
        max_length=LINE,
        error_messages=TOO_LONG,
    )


class Typed(forms.Form):
    """A form that saves itself while it is written: its texts, and the version they follow."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    @property
    def said(self) -> dict[str, str]:
        """What was typed, with one kind of line end, so that the same text is the same."""
        typed = {name: self.cleaned_data.get(name) for name in self.fields if name != "version"}
        return {name: str(text or "").replace("\r\n", "\n") for name, text in typed.items()}


class AnswerForm(Typed):
    """What the group does now. A draft may have gaps, and so may a decision, except for its level:
    when the time is over, it goes on.
    """

    level = forms.ChoiceField(
        label=_("Which level is it?"),
        required=False,
        error_messages={"required": _("Please choose a level. Everything else may stay open.")},
    )
    measure = forms.ChoiceField(
        label=_("Which measure do you take?"),
        required=False,
        error_messages={
            "invalid_choice": _("This measure is no longer in your plan. Please choose again.")
        },
    )
    measure_else = _line(_("Another measure, not in the plan"))
    function = forms.ChoiceField(
        label=_("Which function sees to it?"),
        required=False,
        error_messages={
            "invalid_choice": _("This function is no longer in your plan. Please choose again.")
        },
    )
    function_else = _line(_("Another function, not in the plan"))
    message = _text(_("Which message do you give, and to whom?"))
    reasons = _text(_("Why? One sentence is enough."), rows=2)

    def __init__(
        self,
        data: Any = None,
        *,
        card: Inject,
        choices: Choices,
        is_decision: bool = False,
        version: int = 0,
    ) -> None:
        initial = {**card.draft, "version": version or card.draft_version}
        super().__init__(data, initial=initial, auto_id=f"card-{card.pk}-%s")
        self.fields["level"].required = is_decision
        levels = [(str(n), f"{n} {colour} · {name}") for n, (colour, name) in enumerate(LEVELS)]
        self.fields["level"].choices = [CHOOSE, *levels]
        self._offer("measure", choices.measures, _("Which measure do you take?"))
        self._offer("function", choices.functions, _("Which function sees to it?"))

    def _offer(self, name: str, rows: Rows, question: Any) -> None:
        """The plan's rows to choose from; where it has none, the question stands at the words."""
        if rows:
            self.fields[name].choices = [CHOOSE, *rows]
            return
        del self.fields[name]
        self.fields[f"{name}_else"].label = question


class SheetForm(Typed):
    """The four questions of an after-action review."""

    planned = _text(QUESTIONS["planned"], _("Name the place in the plan, or that there is none."))
    happened = _text(
        QUESTIONS["happened"], _("Only what was observed, with the time on the clock.")
    )
    why = _text(
        QUESTIONS["why"],
        _("Ask for conditions, not for persons. Also: what went better than planned?"),
    )
    keep = _text(
        QUESTIONS["keep"],
        _("Keep at least one thing, change at most three."),
    )

    def __init__(self, data: Any = None, *, exercise: Exercise, version: int = 0) -> None:
        initial = {**exercise.sheet, "version": version or exercise.sheet_version}
        super().__init__(data, initial=initial, auto_id="sheet-%s")


class LessonForm(forms.Form):
    """One thing to change, with its place in the plan."""

    section_id = forms.ChoiceField(
        label=_("Where in the plan?"),
        error_messages={
            "required": _("Please choose the section it belongs to."),
            "invalid_choice": _("The plan has no such section."),
        },
    )
    text = forms.CharField(
        label=_("What is to be changed?"),
        max_length=TEXT_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please say what is to be changed."), **TOO_LONG},
    )
    who = forms.CharField(
        label=_("Which function sees to it?"),
        required=False,
        max_length=LINE,
        error_messages=TOO_LONG,
    )
    due_on = forms.DateField(
        label=_("By when?"),
        required=False,
        widget=DateInput(),
        error_messages={"invalid": _("Please enter a date.")},
    )

    def __init__(self, data: Any = None, *, submission: Submission) -> None:
        super().__init__(data, auto_id="lesson-%s")
        self.fields["section_id"].choices = [CHOOSE, *sections_of(submission).items()]

    @property
    def change(self) -> Change:
        return Change(**self.cleaned_data)


class CardForm(forms.Form):
    """A situation card: prepared, or sent on the spot."""

    text = forms.CharField(
        label=_("What the group is told"),
        help_text=_("With a time and a source, at most forty words. No real names."),
        max_length=TEXT_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Please write what the group is told."), **TOO_LONG},
    )
    minutes = forms.IntegerField(
        label=_("Minutes to answer"),
        initial=MINUTES,
        min_value=1,
        max_value=MINUTES_AT_MOST,
        error_messages={
            "required": _("Please enter minutes from 1 to 120."),
            "invalid": _("Please enter minutes from 1 to 120."),
            "min_value": _("Please enter minutes from 1 to 120."),
            "max_value": _("Please enter minutes from 1 to 120."),
        },
    )

    def __init__(self, data: Any = None, *, card: Inject | None = None) -> None:
        initial = {"text": card.text, "minutes": card.minutes} if card else None
        super().__init__(data, initial=initial, auto_id="new-card-%s")

    @property
    def card(self) -> Card:
        return Card(self.cleaned_data["text"], self.cleaned_data["minutes"])


class ObservationForm(forms.Form):
    """What a trainer notices, on a card or on the whole."""

    text = forms.CharField(
        label=_("Observation"),
        help_text=_("Where was the answer in the plan, where was it improvised? Functions only."),
        max_length=TEXT_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please write what you noticed."), **TOO_LONG},
    )
    card = forms.TypedChoiceField(
        label=_("On which card?"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, data: Any = None, *, on_table: Iterable[Inject]) -> None:
        super().__init__(data, auto_id="observation-%s")
        named = [(inject.pk, _card_name(inject)) for inject in on_table]
        self.fields["card"].choices = [("", _("on the whole exercise")), *named]
        self.initial["card"] = named[0][0] if named else ""


def _card_name(inject: Inject) -> str:
    return str(_("Card %(number)d")) % {"number": inject.number or 0}


class PrepareForm(forms.Form):
    """What the exercise is called, and which cards it begins with."""

    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        error_messages={"required": _("Please give the exercise a title.")},
    )
    cards = forms.ChoiceField(
        label=_("Situation cards to begin with"), widget=forms.RadioSelect, initial=SUPPLIED
    )

    def __init__(self, data: Any = None, *, sets: Iterable[CardSet]) -> None:
        super().__init__(data, initial={"title": _("Tabletop exercise")})
        self.sets = {str(row.pk): Stack(row.title, parse(row.cards)) for row in sets}
        self.sets[SUPPLIED] = supplied()
        named = [(key, _with_count(stack)) for key, stack in self.sets.items()]
        self.fields["cards"].choices = [
            *sorted(named, key=lambda one: one[0] != SUPPLIED),
            (NO_CARDS, _("none, I write my own")),
        ]

    @property
    def chosen(self) -> tuple[Card, ...]:
        stack = self.sets.get(self.cleaned_data["cards"])
        return stack.cards if stack else ()


def _with_count(stack: Stack) -> str:
    words = {"title": stack.title, "n": len(stack.cards)}
    return str(_("%(title)s (cards: %(n)d)")) % words


class KeepForm(forms.Form):
    """The name under which the cards are kept for others."""

    title = forms.CharField(
        label=_("Name of the set"),
        max_length=200,
        error_messages={"required": _("Please give the set a name.")},
    )
