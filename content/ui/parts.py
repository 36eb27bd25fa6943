"""The sheet of parts: every component once, drawn by the real tags. For development only."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from content.ui.icons import ICONS
from content.ui.states import STATES
from content.ui.widgets import DateInput, TimeInput

COLOURS = (
    "page surface sunken tint brand deep next next-soft warn-soft ok-soft bad-soft line-strong"
)


class SampleForm(forms.Form):
    """One field of every shape; the words are those of the drawings."""

    name = forms.CharField(label="Vor- und Nachname")
    email = forms.EmailField(label="E-Mail-Adresse", help_text="Dorthin geht die Einladung.")
    source = forms.CharField(label="Quelle", error_messages={"required": "Wer liefert die Zahl?"})
    rhythm = forms.ChoiceField(label="Takt", choices=[("w", "wöchentlich"), ("m", "monatlich")])
    text = forms.CharField(label="Wer fehlt auf Ihrer Landkarte?", widget=forms.Textarea)
    orange = forms.CharField(widget=forms.Textarea, required=False)
    day = forms.DateField(label="Tag", widget=DateInput, required=False)
    at = forms.TimeField(label="Uhrzeit", widget=TimeInput, required=False)
    file = forms.FileField(label="Datei", required=False)
    groups = forms.MultipleChoiceField(
        label="Wofür", choices=[("a", "Verstehen"), ("b", "Vermitteln")], required=False
    )
    ways = forms.MultipleChoiceField(
        label="Welche Wege nutzen Sie?",
        widget=forms.CheckboxSelectMultiple,
        choices=[("a", "Telefon"), ("b", "E-Mail")],
        required=False,
    )
    step = forms.ChoiceField(
        label="Welche Stufe liegt nahe?",
        widget=forms.RadioSelect,
        choices=[("2", "Stufe 2: Debatte und Polemik"), ("3", "Stufe 3: Taten statt Worte")],
    )
    checked = forms.BooleanField(label="Datenschutz geprüft: Es werden keine Personen erfasst.")


def sample() -> dict[str, Any]:
    """What the sheet shows. Dates and words are those of the drawings."""
    return {
        "form": SampleForm(initial={"rhythm": "m", "step": "3"}),
        "mended": SampleForm(
            {"mended-name": "Ş.", "mended-step": "3", "mended-rhythm": "m"}, prefix="mended"
        ),
        "feedback": {"3": {"lead": "Das passt.", "text": "Es wird gehandelt.", "fits": True}},
        "icons": sorted(ICONS),
        "states": list(STATES),
        "colours": COLOURS.split(),
        "levels": range(5),
        "start": datetime(2027, 1, 28, 8, 0, tzinfo=UTC),
        "end": datetime(2027, 1, 28, 11, 0, tzinfo=UTC),
        "first": datetime(2026, 9, 17, 8, 0, tzinfo=UTC),
        "last": datetime(2026, 9, 18, 15, 0, tzinfo=UTC),
        "then": [
            ("2.5 Erheben vor Ort", "#", "20 Min."),
            ("Praxisaufgabe P1 überarbeiten", "#", "bis 5. Februar"),
        ],
        "facts": {"Ausgestellt am": "1. Oktober 2027", "Prüfnummer": "K7QF-2M4D-9XTH"},
        "before": ("1.3 Gewalt und Konfliktdreieck", "#"),
        "after": ("1.5 Kommune als Konfliktort", "#"),
        "title": _("Parts"),
    }


def parts(request: HttpRequest) -> HttpResponse:
    return render(request, "lms_ui/parts.html", sample())
