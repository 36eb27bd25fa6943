"""A photograph in the sizes and formats a browser may choose from."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.shortcuts import get_renditions_or_not_found

WIDTHS = (480, 960, 1600)
FORMATS = ("avif", "webp")  # the best first; a browser takes the first it knows
FALLBACK = "width-960"
SPECS = [FALLBACK, *(f"width-{width}|format-{kind}" for kind in FORMATS for width in WIDTHS)]


COLUMN = 576  # CSS pixels of a text column; a smaller photograph keeps its size


@dataclass(frozen=True, slots=True)
class Picture:
    fallback: AbstractRendition
    sources: tuple[tuple[str, str], ...]  # (media type, srcset)

    @property
    def sizes(self) -> str:
        width = self.fallback.width
        return f"{width}px" if width < COLUMN else f"(min-width: 40rem) {COLUMN}px, 100vw"

    @classmethod
    def of(cls, image: AbstractImage) -> Self:
        made = get_renditions_or_not_found(image, SPECS)
        sources = tuple((f"image/{kind}", _srcset(made, kind)) for kind in FORMATS)
        return cls(fallback=made[FALLBACK], sources=sources)


def fetch_renditions(images: Iterable[AbstractImage | None]) -> None:
    """Load what has been drawn of all `images` in one query, so that each finds its own."""
    renditions = get_image_model().get_rendition_model().objects.filter(filter_spec__in=SPECS)
    known = Prefetch("renditions", queryset=renditions, to_attr="prefetched_renditions")
    prefetch_related_objects([image for image in images if image], known)


def _srcset(made: dict[str, Any], kind: str) -> str:
    """A small photograph is never blown up, so several wishes may give the same width."""
    drawn = [made[f"width-{width}|format-{kind}"] for width in WIDTHS]
    return ", ".join(f"{url} {width}w" for width, url in {r.width: r.url for r in drawn}.items())
