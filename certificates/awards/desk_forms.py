"""What the desk asks: which people, and how a request is answered."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certificates.awards.desk_queries import Standing
from certificates.awards.enums import Kind
from certificates.awards.forms import CheckedForm
from certificates.awards.names import LONGEST_NAME
from courses.cohorts.models import Cohort


class DeskFilterForm(forms.Form):
    """Whatever makes no sense in an address selects nothing; there is no error to show."""

    cohort_pk = forms.ChoiceField(label=gettext_lazy("Cohort"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[("", gettext_lazy("everybody")), *Standing.choices],
    )

    document = forms.ChoiceField(
        label=gettext_lazy("Document"),
        required=False,
        choices=[("", gettext_lazy("both")), *Kind.choices],
    )

    def __init__(self, data: QueryDict, *, cohorts: Sequence[Cohort]) -> None:
        super().__init__(data, auto_id="filter_%s")
        self._cohorts = {str(cohort.pk): cohort for cohort in cohorts}
        choices = [("", _("all")), *((pk, c.title) for pk, c in self._cohorts.items())]
        self.fields["cohort_pk"].choices = choices  # type: ignore[attr-defined]

    def _chosen(self, field: str) -> str:
        self.is_valid()
        return str(self.cleaned_data.get(field) or "")

    @property
    def cohort(self) -> Cohort | None:
        return self._cohorts.get(self._chosen("cohort_pk"))

    @property
    def standing(self) -> str:
        return self._chosen("state")

    @property
    def kind(self) -> str:
        return self._chosen("document")

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What is chosen, as hidden fields of another form."""
        return [(name, self._chosen(name)) for name in self.fields if self._chosen(name)]

    @property
    def address(self) -> str:
        """The same, to be put before a page's number."""
        query = QueryDict(mutable=True)
        query.update(dict(self.kept))
        return f"{query.urlencode()}&" if self.kept else ""


class CorrectForm(CheckedForm):
    """What the corrected certificate will say."""

    name = forms.CharField(label=gettext_lazy("Name on the document"), max_length=LONGEST_NAME * 2)
    reads_anew = forms.BooleanField(
        label=gettext_lazy("Take hours and dates from the records once more"),
        help_text=gettext_lazy(
            "Put the attendance or the exception right first. Without a tick everything but the "
            "name stays as it is."
        ),
        required=False,
    )
    field_order = ["name", "reads_anew", "note", "sure"]


class AnswerForm(CorrectForm):
    """The answer to a graduate. To decline it takes a reason, to accept it a second look."""

    note = None  # type: ignore[assignment]
    answer = forms.CharField(
        label=gettext_lazy("Your answer"),
        help_text=gettext_lazy("The graduate reads it. You need it when you decline."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    field_order = ["name", "reads_anew", "answer", "sure"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.declines = "decline" in self.data
        if self.declines:
            for unasked in ("name", "sure"):
                self.fields[unasked].required = False
            self.fields["answer"].required = True
            self.fields["answer"].error_messages["required"] = _(
                "Please say why, in one or two sentences."
            )
