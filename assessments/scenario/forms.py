"""What the buttons of a scenario send."""

from django import forms


class PlaceForm(forms.Form):
    """Which run, and which of its places the page showed."""

    run = forms.IntegerField(min_value=1)
    version = forms.IntegerField(min_value=0)


class DecisionForm(PlaceForm):
    node = forms.CharField(max_length=64)
    option = forms.CharField(max_length=64)


class BackForm(PlaceForm):
    back = forms.IntegerField(min_value=0)
