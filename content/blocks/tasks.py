"""What is drawn before the first reader comes."""

from collections.abc import Iterator

from wagtail.blocks import StreamValue
from wagtail.models import Page

from content.blocks.body import Body

DRAWN = {"figure", "video"}


def draw_pictures(page_id: int) -> None:
    """Bring the pictures of a page into their sizes, which takes seconds each; idempotent."""
    page = Page.objects.filter(pk=page_id).specific().first()
    for body in bodies_with_pictures(page) if page else ():
        body.stream_block.render(body)


def bodies_with_pictures(page: Page) -> Iterator[StreamValue]:
    values = (getattr(page, field.name) for field in page._meta.get_fields() if field.concrete)
    for value in values:
        is_body = isinstance(value, StreamValue) and isinstance(value.stream_block, Body)
        if is_body and DRAWN & {raw["type"] for raw in value.raw_data}:
            yield value
