"""Picture and audio of the situation that is shown, looked up by the keys a story holds."""

from typing import Any

from wagtail.images import get_image_model
from wagtailmedia.models import get_media_model

from assessments.scenario.showing import Play


def media_of(play: Play | None) -> dict[str, Any]:
    """A statement for each that there is; nothing for a situation of text alone."""
    if play is None or play.node is None or not play.begun:
        return {}
    image, audio = play.node.image, play.node.audio
    return {
        "picture": get_image_model().objects.filter(pk=image).first() if image else None,
        "audio": get_media_model().objects.filter(pk=audio).first() if audio else None,
    }
