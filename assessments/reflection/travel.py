"""How a reflection travels: `reflexion.yaml` in its module's folder."""

from typing import Any

from assessments.reflection.pages import ReflectionPage
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
        "prompts": [_prompt(source, item) for item in source.items("prompts")],
    }


def _prompt(source: Source, item: Any) -> dict[str, Any]:
    missing = [name for name in ("id", "text") if name not in item]
    if missing:
        raise source.fail(f"{', '.join(missing)}: …", at="prompts")
    return {
        "type": "prompt",
        "id": str(item["id"]),
        "value": {
            "text": str(item["text"]).strip(),
            "help": str(item.get("help", "")).strip(),
        },
    }
