"""What can be asked of an export."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.cockpit.exports.domain import Wish
from courses.cockpit.exports.files import CSV, XLSX
from courses.cockpit.exports.tables import KINDS
from courses.cockpit.words import kind_label
from courses.rules.definition import RequirementKind

RUNNING, ALL = "running", "all"
BY_SLUG = {kind.slug: kind for kind in KINDS}


class ExportForm(forms.Form):
    what = forms.ChoiceField(
        label=_("What it holds"), choices=[(kind.slug, kind.title) for kind in KINDS]
    )
    people = forms.ChoiceField(
        label=_("People"),
        choices=[(RUNNING, _("running participations")), (ALL, _("ended participations too"))],
    )
    requirement = forms.ChoiceField(
        label=_("Kind of requirement"),
        required=False,
        help_text=_("For progress and attendance."),
    )
    form = forms.ChoiceField(
        label=_("File"),
        choices=[(XLSX, _("XLSX, for Excel and LibreOffice")), (CSV, _("CSV, with semicolons"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [kind for kind in RequirementKind if kind is not RequirementKind.MODULE]
        choices = [("", _("all")), *((str(kind), kind_label(kind)) for kind in kinds)]
        self.fields["requirement"].choices = choices

    def wish(self) -> Wish:
        data = self.cleaned_data
        kind = data["requirement"]
        return Wish(
            kind=BY_SLUG[data["what"]],
            form=data["form"],
            ended_too=data["people"] == ALL,
            requirement=RequirementKind(kind) if kind else None,
        )
