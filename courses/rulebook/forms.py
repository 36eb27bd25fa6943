"""A completion rule as a form, and back. What the form cannot say in its fields stands in rows."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.rulebook.checks import Offer, complaints
from courses.rules.definition import (
    CountRule,
    HoursRule,
    RequirementKind,
    Rule,
    RuleDefinition,
    ShareRule,
)
from courses.rules.vocabulary import kind_name
from courses.sessions.setup_forms import typed

ROWS_AT_MOST = 20
SHARE = 80
K = RequirementKind


class RuleForm(forms.Form):
    """What rules usually ask for. Empty means: not asked for."""

    title = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("For instance: four of five and a deepening.")
    )
    seminars = forms.IntegerField(
        label=_("Seminars at least"), required=False, min_value=1, max_value=99
    )
    mandatory = forms.TypedMultipleChoiceField(
        label=_("Modules whose seminar everybody attends"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    deepenings = forms.IntegerField(
        label=_("Online deepenings at least"), required=False, min_value=1, max_value=99
    )
    consultation = forms.BooleanField(label=_("At least one peer consultation"), required=False)
    plan = forms.BooleanField(label=_("The crisis prevention plan is accepted"), required=False)
    release = forms.BooleanField(label=_("A trainer gives the release"), required=False)
    percent = forms.IntegerField(
        label=_("Percent of the planned time"), required=False, min_value=1, max_value=100
    )
    hours = forms.IntegerField(
        label=_("Hours attended"),
        required=False,
        min_value=1,
        max_value=1000,
        help_text=_("Hours of 60 minutes."),
    )
    session_share = forms.IntegerField(
        label=_("A session counts from this percentage of its minutes"),
        min_value=1,
        max_value=100,
        initial=SHARE,
    )
    makeup_allowed = forms.BooleanField(
        label=_("A missed session can be made up"), required=False, initial=True
    )
    days_after_end = forms.IntegerField(
        label=_("Everything is met so many days after the cohort's end"),
        required=False,
        min_value=0,
        max_value=3650,
        help_text=_("Empty: there is no deadline."),
    )

    def __init__(self, *args: Any, numbers: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mandatory"].choices = [(number, str(number)) for number in numbers]

    def rules(self) -> Iterator[Rule]:
        data = self.cleaned_data
        if data["seminars"]:
            yield CountRule((K.SEMINAR,), data["seminars"])
        for number in sorted(data["mandatory"]):
            yield CountRule((K.SEMINAR,), 1, (number,))
        if data["deepenings"]:
            yield CountRule((K.DEEPENING,), data["deepenings"])
        for name, kind in (("consultation", K.CONSULTATION), ("plan", K.PLAN)):
            if data[name]:
                yield CountRule((kind,), 1)
        if data["hours"]:
            yield HoursRule(data["hours"] * 60)
        if data["percent"]:
            yield ShareRule(data["percent"])


class RuleRow(forms.Form):
    """One more thing that is asked for: so many of these kinds, in these modules."""

    kinds = forms.TypedMultipleChoiceField(
        label=_("What"),
        coerce=RequirementKind,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Several: it does not matter which of them."),
    )
    count = forms.IntegerField(
        label=_("How many"),
        required=False,
        min_value=1,
        max_value=999,
        help_text=_("Empty: all there are."),
    )
    modules = forms.TypedMultipleChoiceField(
        label=_("Only in module"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, numbers: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = [(kind.value, kind_name(kind)) for kind in K]
        self.fields["modules"].choices = [(number, str(number)) for number in numbers]

    def rule(self) -> CountRule:
        data = self.cleaned_data
        return CountRule(tuple(data["kinds"]), data["count"], tuple(data["modules"]) or None)


RuleRows = forms.formset_factory(
    RuleRow, extra=0, can_delete=True, max_num=ROWS_AT_MOST, validate_max=True
)


class RuleEditor:
    """The form and its rows as one. Unbound without `data`; `stored` is what stands there first."""

    def __init__(
        self,
        offer: Offer,
        data: Mapping[str, Any] | None = None,
        *,
        title: str = "",
        stored: RuleDefinition | None = None,
    ) -> None:
        self.offer = offer
        fields, rows = initial_of(stored) if stored else ({}, [])
        # A module that a stored rule names stays choosable, so that the complaint can be seen.
        named = [*fields.get("mandatory", []), *(n for row in rows for n in row["modules"])]
        self.numbers = sorted({*offer.modules, *named})
        self.form = RuleForm(data, numbers=self.numbers, initial={"title": title, **fields})
        self.rows = RuleRows(
            data,
            prefix="r",
            initial=None if data else rows,
            form_kwargs={"numbers": self.numbers},
        )

    def is_valid(self) -> bool:
        """Both are looked at, so that all complaints are shown at once."""
        if not self.form.is_valid() & self.rows.is_valid():
            return False
        definition = self.definition()
        if not definition.rules:
            self.form.add_error(None, _("The rule asks for nothing yet. Please fill in a field."))
        for complaint in complaints(definition, self.offer):
            self.form.add_error(None, complaint)
        return not self.form.errors

    def with_rows(self, *, add: int = 0, remove: int | None = None) -> None:
        """Show everything typed again with a row more or less, without complaining yet."""
        kept = [typed(row) for index, row in enumerate(self.rows.forms) if index != remove]
        rows = ([row for row in kept if not row.get("DELETE")] + [{}] * add)[:ROWS_AT_MOST]
        self.form = RuleForm(initial=typed(self.form), numbers=self.numbers)
        self.rows = RuleRows(prefix="r", initial=rows, form_kwargs={"numbers": self.numbers})

    @property
    def title(self) -> str:
        return self.form.cleaned_data["title"]

    def definition(self) -> RuleDefinition:
        data = self.form.cleaned_data
        rows = [row for row in self.rows.forms if not row.cleaned_data.get("DELETE")]
        asked = [*self.form.rules(), *(row.rule() for row in rows)]
        if data["release"]:
            asked.append(CountRule((K.RELEASE,), 1))
        return RuleDefinition(
            rules=tuple(dict.fromkeys(asked)),
            session_share=data["session_share"],
            makeup_allowed=data["makeup_allowed"],
            days_after_end=data["days_after_end"],
        )


NUMBERS = {K.SEMINAR: "seminars", K.DEEPENING: "deepenings"}
TICKS = {K.CONSULTATION: "consultation", K.PLAN: "plan", K.RELEASE: "release"}


def initial_of(definition: RuleDefinition) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What stands in the fields and in the rows for a stored rule."""
    fields: dict[str, Any] = {
        "session_share": definition.session_share,
        "makeup_allowed": definition.makeup_allowed,
        "days_after_end": definition.days_after_end,
        "mandatory": [],
    }
    left = [rule for rule in definition.rules if not _into_field(fields, rule)]
    rows = [
        {
            "kinds": [kind.value for kind in rule.kinds],
            "count": rule.count,
            "modules": list(rule.modules or ()),
        }
        for rule in left
        if isinstance(rule, CountRule)
    ]
    return fields, rows


def _into_field(fields: dict[str, Any], rule: Rule) -> bool:
    """Puts a rule where the form has a field for it that is still free."""
    if isinstance(rule, CountRule):
        return _count_into_field(fields, rule)
    # Of two rules about hours the stricter one says it all.
    if isinstance(rule, HoursRule):
        fields["hours"] = max(-(-rule.minutes // 60), fields.get("hours", 0))
    else:
        fields["percent"] = max(rule.percent, fields.get("percent", 0))
    return True


def _count_into_field(fields: dict[str, Any], rule: CountRule) -> bool:
    if len(rule.kinds) > 1 or rule.count is None:
        return False
    (kind,) = rule.kinds
    if rule.modules is not None:
        mandatory = kind is K.SEMINAR and rule.count == 1 == len(rule.modules)
        fields["mandatory"] += rule.modules if mandatory else ()
        return mandatory
    if kind in NUMBERS:
        return bool(fields.setdefault(NUMBERS[kind], rule.count) == rule.count)
    if kind in TICKS and rule.count == 1:
        fields[TICKS[kind]] = True
        return True
    return False


class MoveForm(forms.Form):
    """Which running cohorts change to the new version, and why."""

    cohorts = forms.TypedMultipleChoiceField(
        label=_("These cohorts change to the new version"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed where a running cohort changes. It stands in the cohort's history."),
    )

    def __init__(self, *args: Any, choices: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cohorts"].choices = choices

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("cohorts") and not data.get("reason", "").strip():
            self.add_error("reason", _("Please say why running cohorts change to the new version."))
        return data
