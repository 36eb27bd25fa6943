"""From the blocks authors write with to a story, and back to the names they know."""

from typing import Any

from wagtail.blocks import StreamValue

from assessments.scenario.story import Dials, Effect, Node, Option, Story
from content.foundation.block_ids import id_by_place


def read_story(page: Any) -> Story:
    """The story of a scenario page."""
    return story_of(page.nodes, Dials(page.escalation, page.trust, page.room))


def story_of(nodes: StreamValue, start: Dials) -> Story:
    """The story of a stream. Where an option leads to an unknown name, `next` is empty."""
    keyed = [(_id(child, place), child) for place, child in enumerate(nodes)]
    ids = {folded(child.value["code"]): key for key, child in reversed(keyed)}
    return Story(start, tuple(_node(child, key, ids) for key, child in keyed))


def _id(child: StreamValue.StreamChild, place: int) -> str:
    """What has just been typed has no id before it is saved."""
    return str(child.id or f"new-{place}")


def folded(code: str) -> str:
    """Names are compared without regard to case and space: „ende a“ is „Ende A“."""
    return " ".join((code or "").split()).casefold()


def _node(child: StreamValue.StreamChild, key: str, ids: dict[str, str]) -> Node:
    value = child.value
    if child.block_type == "ending":
        return Node(key, value["code"], value["title"], value["text"], ending=True)
    return Node(
        id=key,
        code=value["code"],
        title=value["title"],
        text=value["text"],
        options=tuple(
            _option(item, ids, key, place)
            for place, item in enumerate(value["options"].bound_blocks)
        ),
        # A sketch of what is being written holds no choosers.
        image=_key_of(value.get("image")),
        alt=value["alt"] or "",
        audio=_key_of(value.get("audio")),
        transcript=value["transcript"] or "",
    )


def _option(item: Any, ids: dict[str, str], node: str, place: int) -> Option:
    value = item.value
    return Option(
        id=item.original_id or id_by_place(node, place),
        text=value["text"],
        next=ids.get(folded(value["next"]), ""),
        effect=Effect(value["escalation"] or 0, value["trust"] or 0, value["room"] or 0),
        gain=value["gain"],
        price=value["price"],
        detail=value["detail"] or "",
        follows=value["follows"] or "",
        lesson=_key_of(value.get("lesson")),
    )


def _key_of(chosen: Any) -> int | None:
    return chosen.pk if chosen else None
