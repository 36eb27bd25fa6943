"""Something on somebody else's site, behind a sentence that says what a click tells them.

Nothing of theirs is loaded into our page, neither before nor after the click: see
docs/decisions/0011-third-parties-open-in-their-own-tab.md.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock, StructValue, TextBlock, URLBlock

from content.blocks.preview import Previewed

SCHEME = "https://"


def validate_encrypted(address: str) -> None:
    if not address.startswith(SCHEME):
        raise ValidationError(gettext("The address must begin with https://."))


class ExternalValue(StructValue):
    @property
    def address(self) -> str:
        """Where the click leads; empty for what no validator has seen."""
        address = self.get("url") or ""
        return address if address.startswith(SCHEME) else ""


class ExternalBlock(Previewed, StructBlock):
    title = CharBlock(label=_("Title"), max_length=200)
    provider = CharBlock(
        label=_("Third party"),
        max_length=120,
        help_text=_("Whose site it is, for instance “YouTube (Google Ireland Ltd.)”."),
    )
    url = URLBlock(
        label=_("Address"),
        validators=[validate_encrypted],
        help_text=_("Begins with https://. It opens in a new tab."),
    )
    transfer = TextBlock(
        label=_("What the click passes on"),
        rows=2,
        default="Ihre IP-Adresse und Angaben zu Ihrem Browser. Der Anbieter kann Cookies setzen.",
        help_text=_("Readers see this before they click. Ask your data protection officer."),
    )

    class Meta:
        icon = "link-external"
        label = _("Something on another site")
        description = _("A film or map of another provider, opened after a notice.")
        template = "lms_content/blocks/external.html"
        value_class = ExternalValue
        preview_value = {
            "title": "Erklärfilm: Was ist Mediation?",
            "provider": "Beispielportal",
            "url": "https://video.example/mediation",
            "transfer": "Ihre IP-Adresse und Angaben zu Ihrem Browser.",
        }
