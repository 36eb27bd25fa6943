"""Small files as authors upload them."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtailmedia.models import Media

VTT = b"WEBVTT\n\n00:00.000 --> 00:02.000\nGuten Tag.\n"


def png(width: int = 1200, height: int = 800) -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height), "#0A4D5C").save(file, "PNG")
    return file.getvalue()


def make_image(width: int = 1200, height: int = 800, title: str = "Brunnen") -> Any:
    file = ContentFile(png(width, height), name=f"{title.casefold()}.png")
    return get_image_model().objects.create(title=title, file=file)


def make_document(content: bytes = VTT, name: str = "gespraech.vtt") -> Any:
    file = ContentFile(content, name=name)
    return get_document_model().objects.create(title=name, file=file, file_size=len(content))


def make_media(kind: str = "video", name: str = "gespraech.mp4", **fields: Any) -> Media:
    file = ContentFile(b"\0" * 64, name=name)
    return Media.objects.create(title=name, type=kind, file=file, duration=130, **fields)
