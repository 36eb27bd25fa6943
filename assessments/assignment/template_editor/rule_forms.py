"""Rules of rows in plain sentences, a small form for each kind."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.assignment.sheet.fields import Field, Rule, RuleKind
from assessments.assignment.template_editor.forms import DraftForm
from assessments.assignment.template_editor.soundness import comparable


class RuleForm(DraftForm):
    """Base: offers the columns of `rows` that the rule makes sense for."""

    kind: RuleKind
    heading: Any
    about: Any

    def __init__(self, data: Any = None, *, rows: Field, version: int) -> None:
        sent = data if data is not None and data.get("rule") == self.kind else None
        super().__init__(sent, prefix=str(self.kind), initial={"version": version})
        self.rows = rows
        self.offered = self.suitable()
        for name, field in self.fields.items():
            if name != "version" and hasattr(field, "choices"):
                field.choices = [(column.id, column.label) for column in self.offered]

    def suitable(self) -> list[Field]:
        return list(self.rows.written)

    @property
    def is_offered(self) -> bool:
        return bool(self.offered)

    def columns(self) -> tuple[str, ...]:
        return (self.cleaned_data["column"],)

    def rule(self) -> Rule:
        """Only of a valid form."""
        return Rule(self.kind, self.columns(), self.cleaned_data.get("least") or 1)


class UniqueForm(RuleForm):
    kind = RuleKind.UNIQUE
    heading = _("No two alike")
    about = _("For instance: every function stands in the chain once.")

    column = forms.ChoiceField(label=_("Column in which no two rows say the same"))


class CoversForm(RuleForm):
    kind = RuleKind.COVERS
    heading = _("Every choice occurs")
    about = _("For instance: every level has at least one measure.")

    column = forms.ChoiceField(label=_("Column of which every choice occurs in some row"))

    def suitable(self) -> list[Field]:
        return [column for column in self.rows.written if column.options]


class SomeOfForm(RuleForm):
    kind = RuleKind.SOME_OF
    heading = _("At least so many of these")
    about = _("For instance: an indicator has at least two thresholds.")

    least = forms.IntegerField(label=_("At least"), min_value=1, initial=1)
    several = forms.MultipleChoiceField(
        label=_("of these columns are filled in, in every row"),
        widget=forms.CheckboxSelectMultiple,
    )

    @property
    def is_offered(self) -> bool:
        return len(self.offered) > 1

    def columns(self) -> tuple[str, ...]:
        return tuple(self.cleaned_data["several"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        several = cleaned.get("several")
        if several and (cleaned.get("least") or 0) > len(several):
            self.add_error("least", _("These are more than the columns you chose."))
        return cleaned


class DifferForm(RuleForm):
    kind = RuleKind.DIFFER
    heading = _("Two columns are different")
    about = _("For instance: whoever is responsible is not their own deputy.")

    one = forms.ChoiceField(label=_("This column"))
    other = forms.ChoiceField(label=_("never says the same as"))

    def suitable(self) -> list[Field]:
        """Those that have something to be compared with."""
        written = self.rows.written
        return [
            column
            for column in written
            if any(column is not other and comparable(column, other) for other in written)
        ]

    def columns(self) -> tuple[str, ...]:
        return (self.cleaned_data["one"], self.cleaned_data["other"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        one, other = cleaned.get("one"), cleaned.get("other")
        if not one or not other:
            return cleaned
        if one == other or not comparable(self.rows.column(one), self.rows.column(other)):
            said = _("Please choose two different columns that can say the same.")
            self.add_error("other", said)
        return cleaned


FORMS: tuple[type[RuleForm], ...] = (UniqueForm, CoversForm, SomeOfForm, DifferForm)


def rule_forms(data: Any, *, rows: Field, version: int) -> list[RuleForm]:
    """A form for each kind of rule these rows can have."""
    forms_of = [form(data, rows=rows, version=version) for form in FORMS]
    return [form for form in forms_of if form.is_offered]
