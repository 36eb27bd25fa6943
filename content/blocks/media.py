"""Video and audio from our own media, for those who hear and those who read."""

import math
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, CharBlock, StructBlock, StructValue
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

from content.blocks.pictures import Picture, fetch_renditions
from content.blocks.preview import Previewed
from content.blocks.text import PassageBlock

SIGNATURE = b"WEBVTT"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def validate_captions(document: Any) -> None:
    """Captions are a WebVTT file; a subtitle file of another kind would stay silent."""
    if document.file_extension.casefold() != "vtt" or not _begins_as_vtt(document):
        raise ValidationError(gettext("Captions are a WebVTT file (.vtt) that begins with WEBVTT."))


def _begins_as_vtt(document: Any) -> bool:
    try:
        with document.file.open("rb") as file:
            start = file.read(len(BYTE_ORDER_MARK + SIGNATURE))
    except FileNotFoundError:
        return False
    return start.removeprefix(BYTE_ORDER_MARK).startswith(SIGNATURE)


class MediaValue(StructValue):
    @property
    def minutes(self) -> int:
        """Whole minutes, rounded up; nothing where nobody has said how long it takes."""
        return math.ceil((self["file"].duration or 0) / 60)


class MediaBlock(Previewed, StructBlock):
    """What video and audio share."""

    def clean(self, value: StructValue) -> StructValue:
        cleaned: StructValue = super().clean(value)
        if problems := self.problems(cleaned):
            errors = {name: ValidationError(text) for name, text in problems.items()}
            raise StructBlockValidationError(errors)
        return cleaned

    def problems(self, value: StructValue) -> dict[str, str]:
        """Name of a field → what is missing in it, once every field is right by itself."""
        raise NotImplementedError

    def get_preview_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        return {**(parent_context or {}), "placeholder": self.label}

    class Meta:
        value_class = MediaValue


class VideoBlock(MediaBlock):
    title = CharBlock(label=_("Title"), max_length=200)
    file = VideoChooserBlock(label=_("Video"), help_text=_("From our own media: MP4 or WebM."))
    captions = DocumentChooserBlock(
        label=_("Captions"),
        required=False,
        validators=[validate_captions],
        help_text=_("A WebVTT file (.vtt) among the documents."),
    )
    no_speech = BooleanBlock(
        label=_("Nobody speaks in it"),
        required=False,
        help_text=_("Only then it needs no captions."),
    )
    transcript = PassageBlock(
        label=_("Transcript"),
        required=False,
        help_text=_("What is said and shown. Readers open it below the video; it is printed."),
    )
    poster = ImageChooserBlock(
        label=_("Still"), required=False, help_text=_("Shown until the video is started.")
    )

    def problems(self, value: StructValue) -> dict[str, str]:
        if value["captions"] or value["no_speech"]:
            return {}
        return {"captions": gettext("A video needs captions, unless nobody speaks in it.")}

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        poster = Picture.of(value["poster"]) if value["poster"] else None
        return {**super().get_context(value, parent_context), "poster": poster}

    def fetch(self, values: list[StructValue], context: dict[str, Any]) -> dict[str, Any]:
        fetch_renditions(value["poster"] for value in values)
        return {}

    class Meta:
        icon = "wagtailmedia-video"
        label = _("Video")
        description = _("From our own media, with captions and transcript.")
        template = "lms_content/blocks/video.html"
        preview_value = {
            "title": "Ein Erstgespräch",
            "file": None,
            "poster": None,
            "transcript": "<p>Guten Tag, ich bin …</p>",
        }


class AudioBlock(MediaBlock):
    title = CharBlock(label=_("Title"), max_length=200)
    file = AudioChooserBlock(label=_("Audio"), help_text=_("From our own media: MP3, M4A or OGG."))
    transcript = PassageBlock(
        label=_("Transcript"),
        help_text=_("What is said, word by word. Readers open it below the audio; it is printed."),
    )

    def problems(self, value: StructValue) -> dict[str, str]:
        return {}

    class Meta:
        icon = "wagtailmedia-audio"
        label = _("Audio")
        description = _("From our own media, with a transcript.")
        template = "lms_content/blocks/audio.html"
        preview_value = {
            "title": "Ein Anruf im Amt",
            "file": None,
            "transcript": "<p>Guten Tag, ich …</p>",
        }
