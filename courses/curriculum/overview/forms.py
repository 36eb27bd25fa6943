"""Copying a programme: for whom, under which title, with which keys."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from courses.curriculum.copying import Keys
from courses.governance.models import Provider


def providers_written_for_by(user: Any) -> QuerySet[Provider]:
    """Providers whose pages the user writes; all of them for a superuser."""
    if user.is_superuser:
        return Provider.objects.all()
    return Provider.objects.filter(author_group__in=user.groups.values("pk"))


class CopyForm(forms.Form):
    title = forms.CharField(
        label=_("Title of the copy"),
        max_length=200,
        help_text=_("The address of the copy is made from it."),
    )
    provider = forms.ModelChoiceField(
        Provider.objects.none(), label=_("For which provider"), empty_label=None
    )
    keys = forms.ChoiceField(
        label=_("Keys of lessons, self-tests and exercises"),
        choices=Keys.choices,
        widget=forms.RadioSelect,
        help_text=_("Nobody's progress is copied or shared, whichever you choose."),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].queryset = providers_written_for_by(user)

    def clean_keys(self) -> Keys:
        return Keys(self.cleaned_data["keys"])
