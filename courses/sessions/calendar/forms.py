from django import forms
from django.utils.translation import gettext_lazy as _


class LinkForm(forms.Form):
    """Shows the secret link in a field, where it is easily marked and copied; nothing is sent."""

    link = forms.CharField(label=_("Link to your dates"))
