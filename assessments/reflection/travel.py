"""How a reflection travels: `reflexion.yaml` in its module's folder."""

from typing import Any

from assessments.reflection.pages import ReflectionPage
from assessments.travel import Texts, texts_of
from courses.curriculum.travel.registry import Node, register_node
from courses.curriculum.travel.source import Source


def connect() -> None:
    register_node(Node("reflection", ReflectionPage, read))


def read(source: Source) -> dict[str, Any]:
    """Ids come from the file, so that entries find their prompt again."""
    return {
        "title": source.text("title"),
        "slug": source.text("slug"),
        "minutes": source.integer("minutes", 10),
        "prompts": [_prompt(item) for item in texts_of(source, "prompts")],
    }


def _prompt(item: Texts) -> dict[str, Any]:
    value = {"text": item.text("text"), "help": item.text("help", "")}
    return {"type": "prompt", "id": item.id(), "value": value}
