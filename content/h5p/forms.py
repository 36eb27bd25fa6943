"""Forms of the H5P screens."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.collections import CollectionChoiceField
from wagtail.models import Collection

from content.h5p.archive import MEGABYTE, Limits
from content.h5p.errors import SENTENCES, Rule
from content.h5p.models import H5PContent, H5PLibrary
from content.h5p.policies import uploads_to


class FileForm(forms.Form):
    """A package; what is in it the worker looks at."""

    file = forms.FileField(
        label=_("H5P package"),
        widget=forms.FileInput(attrs={"accept": ".h5p"}),
        help_text=_("A file ending in .h5p, from Lumi, Moodle, WordPress or h5p.org."),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if not (file.name or "").lower().endswith(".h5p"):
            raise ValidationError(SENTENCES[Rule.NAME])
        most = Limits().total
        if (file.size or 0) > most:
            sentence = gettext("A package may have %s megabytes at most.")
            raise ValidationError(sentence % (most // MEGABYTE))
        return file


class UploadForm(FileForm):
    title = forms.CharField(
        label=_("Title"),
        max_length=255,
        required=False,
        help_text=_("Left empty, it is called as the package calls itself."),
    )
    collection = CollectionChoiceField(label=_("Collection"), queryset=Collection.objects.none())

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        collections = uploads_to(user)
        offer_collections(self.fields, collections)


class ContentForm(forms.ModelForm):
    collection = CollectionChoiceField(label=_("Collection"), queryset=Collection.objects.none())

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Collection.objects.filter(pk=self.instance.collection_id)
        offer_collections(self.fields, uploads_to(user) | own)

    class Meta:
        model = H5PContent
        fields = ["title", "collection"]


class NoteForm(forms.ModelForm):
    class Meta:
        model = H5PLibrary
        fields = ["accessibility_note"]
        widgets = {"accessibility_note": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "accessibility_note": _("What authors should know. Left empty, our own note stands."),
        }


def offer_collections(fields: dict[str, Any], collections: Any) -> None:
    """Nobody is asked where there is only one answer."""
    field = fields["collection"]
    field.queryset = collections
    if len(collections) == 1:
        field.initial = collections[0]
        field.widget = forms.HiddenInput()
