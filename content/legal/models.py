"""What a page may say about the law in it. Mix `LegalStatus` in before `Page`."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from content.legal.status import Validity, gaps


class Land(models.TextChoices):
    """Where a text holds good. Proper names, so files and pages spell them alike."""

    GERMANY = "ganz Deutschland", "ganz Deutschland"
    BADEN_WUERTTEMBERG = "Baden-Württemberg", "Baden-Württemberg"
    BAVARIA = "Bayern", "Bayern"
    BERLIN = "Berlin", "Berlin"
    BRANDENBURG = "Brandenburg", "Brandenburg"
    BREMEN = "Bremen", "Bremen"
    HAMBURG = "Hamburg", "Hamburg"
    HESSE = "Hessen", "Hessen"
    MECKLENBURG_WESTERN_POMERANIA = "Mecklenburg-Vorpommern", "Mecklenburg-Vorpommern"
    LOWER_SAXONY = "Niedersachsen", "Niedersachsen"
    NORTH_RHINE_WESTPHALIA = "Nordrhein-Westfalen", "Nordrhein-Westfalen"
    RHINELAND_PALATINATE = "Rheinland-Pfalz", "Rheinland-Pfalz"
    SAARLAND = "Saarland", "Saarland"
    SAXONY = "Sachsen", "Sachsen"
    SAXONY_ANHALT = "Sachsen-Anhalt", "Sachsen-Anhalt"
    SCHLESWIG_HOLSTEIN = "Schleswig-Holstein", "Schleswig-Holstein"
    THURINGIA = "Thüringen", "Thüringen"


def legal_constraints(name: str) -> list[models.BaseConstraint]:
    """For the `Meta` of the page type: a class with a `Meta` of its own inherits none."""
    nothing = models.Q(land="", as_of=None, check_by=None)
    everything = ~models.Q(land="") & models.Q(as_of__isnull=False, check_by__isnull=False)
    return [
        models.CheckConstraint(
            condition=nothing | everything,
            name=f"lms_{name}_legal_status_in_full",
            violation_error_message=_("A legal status needs place, date and next check."),
        ),
        models.CheckConstraint(
            condition=models.Q(check_by__gt=models.F("as_of")),
            name=f"lms_{name}_legal_check_after_date",
            violation_error_message=_("The next check lies after the date of the text."),
        ),
    ]


class LegalStatus(models.Model):
    """„gilt für Thüringen, Stand 1. Oktober 2026, wird geprüft bis 1. Oktober 2027“"""

    land = models.CharField(
        _("holds good in"),
        max_length=40,
        choices=Land,
        blank=True,
        help_text=_("A federal state, or all of Germany for federal law."),
    )
    as_of = models.DateField(
        _("as of"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody last compared the text with the law."),
    )
    check_by = models.DateField(
        _("check by"),
        null=True,
        blank=True,
        help_text=_("From 60 days before, the page is on the list “Legal status” in the reports."),
    )

    class Meta:
        abstract = True

    @property
    def validity(self) -> Validity | None:
        """What readers are told; None while nothing or only a part of it is known."""
        if not (self.land and self.as_of and self.check_by):
            return None
        return Validity(land=self.land, as_of=self.as_of, check_by=self.check_by)

    @property
    def legal_check_is_overdue(self) -> bool:
        return bool(self.validity and self.validity.overdue(timezone.localdate()))

    def clean(self) -> None:
        super().clean()
        missing = gaps(self.land, self.as_of, self.check_by)
        if missing:
            sentence = gettext("A legal status has three parts. Fill in this one as well.")
            raise ValidationError(dict.fromkeys(missing, sentence))
        if self.as_of and self.check_by and self.check_by <= self.as_of:
            sentence = gettext("Choose a day after the date of the text.")
            raise ValidationError({"check_by": sentence})
