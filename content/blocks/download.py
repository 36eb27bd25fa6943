"""A file to take along."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, StructBlock, StructValue
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock

from content.blocks.preview import Previewed

LANGUAGES = [
    ("de", _("German")),
    ("de-x-easy", _("German, easy to read")),
    ("en", _("English")),
    ("ar", _("Arabic")),
    ("fr", _("French")),
    ("pl", _("Polish")),
    ("ro", _("Romanian")),
    ("ru", _("Russian")),
    ("tr", _("Turkish")),
    ("uk", _("Ukrainian")),
]


class DownloadValue(StructValue):
    @property
    def kind(self) -> str:
        """„PDF“"""
        return self["document"].file_extension.upper()

    @property
    def in_language(self) -> str:
        return str(dict(LANGUAGES).get(self.get("language"), ""))


class DownloadBlock(Previewed, StructBlock):
    title = CharBlock(
        label=_("Title"), max_length=200, help_text=_("What is in it. Type and size are added.")
    )
    document = DocumentChooserBlock(label=_("File"))
    language = ChoiceBlock(label=_("Language of the file"), choices=LANGUAGES, default="de")

    def get_preview_value(self) -> StructValue:
        file = get_document_model()(pk=0, title="Ablauf", file="ablauf.pdf", file_size=412_000)
        title = "Ablauf eines runden Tischs"
        return self.normalize({"title": title, "document": file, "language": "de"})

    class Meta:
        icon = "download"
        label = _("File to download")
        description = _("A handout or form. Type, size and language stand beside it.")
        template = "lms_content/blocks/download.html"
        value_class = DownloadValue
