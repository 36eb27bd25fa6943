"""What stands above every form, whatever its kind."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.collections import CollectionChoiceField
from wagtail.models import Collection

from content.h5p.forms import offer_collections
from content.h5p.policies import uploads_to


class HeadForm(forms.Form):
    """The collection is asked for once, when the content is new."""

    title = forms.CharField(
        label=_("Title"), max_length=255, help_text=_("Authors find it by its title.")
    )
    collection = CollectionChoiceField(label=_("Collection"), queryset=Collection.objects.none())

    def __init__(self, *args: Any, user: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_new:
            offer_collections(self.fields, uploads_to(user))
        else:
            del self.fields["collection"]
