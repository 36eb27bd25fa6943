"""What authors of a rubric type: the whole, and a form a criterion.

The sheet travels whole with every request, so that adding, removing and moving a criterion works
without a script and without keeping anything.
"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from assessments.assignment.rubric import LEVELS, Criterion, Rubric

CRITERIA_AT_MOST = 40
Choices = list[tuple[str, str]]


class WholeForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    minimum = forms.IntegerField(
        label=_("Points needed"),
        min_value=0,
        help_text=_("A criterion gives 1 to 4 points. Work is accepted from this sum on."),
    )
    word_4 = forms.CharField(label=_("Word for level 4"), max_length=60)
    word_3 = forms.CharField(label=_("Word for level 3"), max_length=60)
    word_2 = forms.CharField(label=_("Word for level 2"), max_length=60)
    word_1 = forms.CharField(label=_("Word for level 1"), max_length=60)
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    count = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=CRITERIA_AT_MOST, required=False
    )

    def words(self) -> list[Any]:
        return [self[f"word_{level}"] for level in LEVELS]


def _level_field(level: int) -> forms.CharField:
    return forms.CharField(
        label=_("Level %(level)s looks like this") % {"level": level},
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CriterionForm(forms.Form):
    title = forms.CharField(label=_("Criterion"), max_length=200)
    must = forms.BooleanField(
        label=_("must criterion"),
        required=False,
        help_text=_("Work is not accepted while it is at the lowest level."),
    )
    guards_sharing = forms.BooleanField(
        label=_("guards what is handed out"),
        required=False,
        help_text=_(
            "Nobody can download work while the latest feedback has it at the lowest level here."
        ),
    )
    level_4 = _level_field(4)
    level_3 = _level_field(3)
    level_2 = _level_field(2)
    level_1 = _level_field(1)
    sections = forms.MultipleChoiceField(
        label=_("Sections it shows at"), required=False, widget=forms.CheckboxSelectMultiple
    )
    id = forms.SlugField(
        label=_("Short name"),
        max_length=60,
        required=False,
        help_text=_("Ties levels and comments of earlier versions to it. Best left as it is."),
    )

    def __init__(self, *args: Any, choices: Choices, number: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number = number
        self.fields["sections"].choices = self._in_their_order(choices)

    def _in_their_order(self, choices: Choices) -> Choices:
        """What is chosen first, as it was: leaving it alone must not change its order."""
        order = {key: at for at, key in enumerate(self.typed().get("sections") or [])}
        return sorted(choices, key=lambda choice: order.get(choice[0], len(order)))

    def levels(self) -> list[Any]:
        return [self[f"level_{level}"] for level in LEVELS]

    def typed(self) -> dict[str, Any]:
        """What stands in it, checked or not."""
        if not self.is_bound:
            return dict(self.initial)
        return {
            name: field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            for name, field in self.fields.items()
        }

    def criterion(self) -> Criterion:
        data = self.cleaned_data
        return Criterion(
            id=data["id"] or slugify(data["title"])[:60],
            number=self.number,
            title=data["title"],
            must=data["must"],
            levels={level: data[f"level_{level}"].strip() for level in LEVELS},
            sections=tuple(data["sections"]),
            guards_sharing=data["guards_sharing"],
        )


class Sheet:
    """The whole form: `whole`, and `criteria` in their order."""

    def __init__(self, whole: WholeForm, criteria: list[CriterionForm], choices: Choices) -> None:
        self.whole, self.criteria, self.choices = whole, criteria, choices

    @classmethod
    def of(cls, rubric: Rubric | None, *, title: str, base: int, choices: Choices) -> "Sheet":
        """What is published now, or an empty sheet with one criterion."""
        whole: dict[str, Any] = {"title": title, "base": base}
        typed: list[dict[str, Any]] = [{}]
        if rubric:
            words = {f"word_{level}": rubric.words[level] for level in LEVELS}
            whole |= {"minimum": rubric.minimum, **words}
            typed = [_typed(criterion) for criterion in rubric.criteria]
        return cls._shown(whole, typed, choices)

    @classmethod
    def sent(cls, data: Any, choices: Choices) -> "Sheet":
        whole = WholeForm(data)
        text = str(data.get("count", ""))
        count = min(int(text), CRITERIA_AT_MOST) if text.isdecimal() and len(text) < 4 else 0
        criteria = [
            CriterionForm(data, prefix=f"k{n}", choices=choices, number=n)
            for n in range(1, count + 1)
        ]
        return cls(whole, criteria, choices)

    @classmethod
    def _shown(
        cls, whole: dict[str, Any], typed: list[dict[str, Any]], choices: Choices
    ) -> "Sheet":
        criteria = [
            CriterionForm(initial=values, prefix=f"k{n}", choices=choices, number=n)
            for n, values in enumerate(typed, start=1)
        ]
        return cls(WholeForm(initial=whole), criteria, choices)

    def rearranged(self, action: str) -> "Sheet":
        """After „add“, „remove-2“, „up-2“ or „down-2“; nothing that was typed is lost."""
        typed = [form.typed() for form in self.criteria]
        what, _dash, place = action.partition("-")
        at = int(place) - 1 if place.isdecimal() else -1
        if what == "add" and len(typed) < CRITERIA_AT_MOST:
            typed.append({})
        elif 0 <= at < len(typed):
            moved = typed.pop(at)
            to = {"up": max(at - 1, 0), "down": at + 1}.get(what)
            if to is not None:
                typed.insert(to, moved)
        fields = self.whole.fields
        whole = {
            name: fields[name].widget.value_from_datadict(self.whole.data, {}, name)
            for name in fields
        }
        return self._shown(whole, typed, self.choices)

    def is_valid(self) -> bool:
        """Every form in itself, then what only shows in the whole."""
        valid = [form.is_valid() for form in (self.whole, *self.criteria)]
        if not all(valid):
            return False
        self._check_ids()
        self._check_sum()
        return not any(form.errors for form in (self.whole, *self.criteria))

    def _check_ids(self) -> None:
        seen: dict[str, str] = {}
        for form in self.criteria:
            key, title = form.criterion().id, form.cleaned_data["title"]
            if not key:
                form.add_error("id", _("Please give this criterion a short name."))
            elif key in seen:
                words = {"title": seen[key]}
                said = _("“%(title)s” already has this short name. Please choose another one.")
                form.add_error("id", said % words)
            seen[key] = title

    def _check_sum(self) -> None:
        if not self.criteria:
            self.whole.add_error(None, _("A rubric needs at least one criterion."))
            return
        most = max(LEVELS) * len(self.criteria)
        if self.whole.cleaned_data["minimum"] > most:
            said = _("This cannot be reached: %(count)s criteria give %(most)s points at most.")
            words = {"count": len(self.criteria), "most": most}
            self.whole.add_error("minimum", said % words)

    def rubric(self) -> Rubric:
        """Only of a valid sheet."""
        data = self.whole.cleaned_data
        return Rubric(
            criteria=tuple(form.criterion() for form in self.criteria),
            words={level: data[f"word_{level}"] for level in LEVELS},
            minimum=data["minimum"],
        )

    @property
    def title(self) -> str:
        return str(self.whole.cleaned_data["title"])

    @property
    def base(self) -> int:
        return int(self.whole.cleaned_data["base"])

    def hidden(self, **changed: Any) -> Iterator[tuple[str, str]]:
        """Everything as it was sent, to be sent once more."""
        for name in self.whole.fields:
            yield name, str(changed.get(name, self.whole.data.get(name, "")))
        for form in self.criteria:
            for name, value in form.typed().items():
                values = value if isinstance(value, list) else [value]
                for one in values:
                    if one not in (None, False):
                        yield form.add_prefix(name), "on" if one is True else str(one)

    def errors(self) -> list[tuple[str, str, str]]:
        """Where, what it is called, and what is wrong."""
        return list(self._errors())

    def _errors(self) -> Iterator[tuple[str, str, str]]:
        for form in (self.whole, *self.criteria):
            place = f"{form.number}. " if isinstance(form, CriterionForm) else ""
            for error in form.non_field_errors():
                yield "", "", str(error)
            for bound in form:
                for error in bound.errors:
                    yield bound.auto_id, f"{place}{bound.label}", str(error)


def _typed(criterion: Criterion) -> dict[str, Any]:
    return {
        "id": criterion.id,
        "title": criterion.title,
        "must": criterion.must,
        "guards_sharing": criterion.guards_sharing,
        "sections": list(criterion.sections),
        **{f"level_{level}": criterion.levels[level] for level in LEVELS},
    }
