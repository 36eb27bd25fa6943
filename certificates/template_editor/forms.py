"""What a coordinator types: the whole, and a form each for signatories and co-issuers."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from certificates.awards.enums import Kind
from certificates.awards.models import CertificateTemplate
from content.foundation.typesetting import SANS, UnprintableError, plain, unprintable
from courses.cohorts.models import Cohort

COMPETENCES_AT_MOST = 16
LONGEST_COMPETENCE = 160


def _label(name: str) -> Any:
    """What the model calls it."""
    return getattr(CertificateTemplate._meta.get_field(name), "verbose_name")  # noqa: B009


class PrintedForm(forms.Form):
    """Every word in it must be one that the fonts have."""

    def clean(self) -> dict[str, Any]:
        words = {k: v for k, v in self.cleaned_data.items() if isinstance(v, str)}
        # One question for all fields; only a form with something wrong is asked field by field.
        if unprintable("".join(words.values()), SANS):
            for name, text in words.items():
                if found := unprintable(text, SANS):
                    self.add_error(name, str(UnprintableError(found)))
        return self.cleaned_data


class WholeForm(PrintedForm):
    title = forms.CharField(
        label=_("Title of the document"),
        max_length=60,
        help_text=_("For instance “Zertifikat”. It stands large on the first page."),
    )
    qualification = forms.CharField(label=_label("qualification"), max_length=120)
    statement = forms.CharField(
        label=_label("statement"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Replaces the standard sentence. It follows the name: “… has completed the course”."
        ),
    )
    place = forms.CharField(
        label=_label("place"), max_length=100, help_text=_("Stands before the date.")
    )
    competences = forms.CharField(
        label=_("Competences shown"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("One a line. They stand on the second page."),
    )
    validity_months = forms.IntegerField(
        label=_label("validity_months"),
        required=False,
        min_value=1,
        max_value=600,
        help_text=_("Empty: without end."),
    )
    needs_release = forms.BooleanField(
        label=_label("needs_release"),
        required=False,
        help_text=_("Without: it is issued as soon as the name is confirmed."),
    )
    needs_second_release = forms.BooleanField(
        label=_label("needs_second_release"),
        required=False,
        help_text=_("Four eyes: a second coordinator of the cohort has to agree."),
    )
    logo = forms.FileField(
        label=_("Logo of the provider"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".svg,.png"}),
        help_text=_("SVG or PNG, at most 1 MB. Without one the name is set in type."),
    )
    remove_logo = forms.BooleanField(label=_("Remove the logo"), required=False)

    def __init__(self, *args: Any, kind: str, has_logo: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        gone = ["needs_release"] if kind == Kind.CERTIFICATE else ["competences"]
        gone += [] if has_logo else ["remove_logo"]
        for name in gone:
            del self.fields[name]
        self.fields["qualification"].help_text = (
            _("What graduates may call themselves.")
            if kind == Kind.CERTIFICATE
            else _("The name of the training: “… has taken part in …”.")
        )

    def clean_competences(self) -> str:
        lines = self.cleaned_data["competences"].splitlines()
        kept = [line.strip() for line in lines if line.strip()]
        if len(kept) > COMPETENCES_AT_MOST:
            words = _("These are %(count)d competences; at most %(most)d fit on the page.")
            raise forms.ValidationError(words % {"count": len(kept), "most": COMPETENCES_AT_MOST})
        if any(len(line) > LONGEST_COMPETENCE for line in kept):
            words = _("A competence has at most %(most)d characters.")
            raise forms.ValidationError(words % {"most": LONGEST_COMPETENCE})
        return "\n".join(kept)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("needs_second_release") and data.get("needs_release") is False:
            self.add_error(
                "needs_second_release",
                _("Two people can only release what is released at all."),
            )
        return data

    def words(self) -> dict[str, Any]:
        """As the model has them. Only of a valid form."""
        data = self.cleaned_data
        kept = ("title", "qualification", "statement", "place", "validity_months")
        return {
            **{name: data[name] for name in kept},
            "competences": data.get("competences", "").splitlines(),
            "needs_release": data.get("needs_release", True),
            "needs_second_release": data["needs_second_release"],
        }


class RowForm(PrintedForm):
    """One of several; `number` counts from one."""

    def __init__(self, *args: Any, number: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number = number


class SignatoryForm(RowForm):
    name = forms.CharField(label=_("Name"), max_length=80)
    function = forms.CharField(label=_("Function"), max_length=100)
    organisation = forms.CharField(label=_("Organisation"), max_length=120, required=False)


class CoIssuerForm(RowForm):
    name = forms.CharField(label=_("Name of the organisation"), max_length=120)
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".svg,.png"}),
        help_text=_("SVG or PNG, at most 1 MB. Without one the name is set in type."),
    )
    remove_logo = forms.BooleanField(label=_("Remove the logo"), required=False)
    # Which of the kept logos is this one's: rows move.
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, picture: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.picture = picture
        if not picture:
            del self.fields["remove_logo"]


def tidy(text: Any, longest: int = 5000) -> str:
    """What was typed without what cannot be seen, and bounded."""
    return plain(str(text or ""))[:longest]


class OwnWordsForm(forms.Form):
    """Which cohort gets words of its own."""

    cohort: Any = forms.ModelChoiceField(label=_("Cohort"), queryset=None, empty_label=None)
    kind = forms.ChoiceField(label=_("Document"), choices=Kind.choices)

    def __init__(self, *args: Any, cohorts: QuerySet[Cohort], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cohort"].queryset = cohorts.order_by("title", "pk")
