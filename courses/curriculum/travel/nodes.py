"""How the files of programme, modules, lessons, pages and method cards are read."""

from typing import Any
from uuid import uuid5

from content.toolkit.pages import MethodPage
from courses.curriculum.pages import InfoPage, LessonPage, ModulePage, ProgrammePage
from courses.curriculum.travel.markdown import lead_and_body, stream
from courses.curriculum.travel.registry import Node, register_node
from courses.curriculum.travel.source import Source


def connect() -> None:
    for node in (
        Node("programme", ProgrammePage, read_programme),
        Node("module", ModulePage, read_module),
        Node("lesson", LessonPage, read_lesson),
        Node("page", InfoPage, read_page),
        Node("method", MethodPage, read_method),
    ):
        register_node(node)


def blocks(source: Source, name: str, kind: str, values: list[Any]) -> list[dict[str, Any]]:
    """Raw stream data of one kind of block, with ids that stay the same."""
    return [
        {"type": kind, "value": _plain(value), "id": str(uuid5(source.key(), f"{name}-{n}"))}
        for n, value in enumerate(values)
    ]


def _plain(value: Any) -> Any:
    """Without the comments and marks that the YAML reader keeps."""
    if isinstance(value, dict):
        return {str(name): _plain(item) for name, item in value.items()}
    return str(value).strip() if isinstance(value, str) else value


def common(source: Source) -> dict[str, Any]:
    return {"title": source.text("title"), "slug": source.text("slug")}


def read_programme(source: Source) -> dict[str, Any]:
    audience = source.data.get("audience") or {}
    return {
        **common(source),
        "programme_title": source.text("programme_title"),
        "hero_title": source.text("hero_title"),
        "hero_lead": source.text("hero_lead"),
        "figures": blocks(source, "figures", "figure", source.items("figures")),
        "audience_title": str(audience.get("title", "")),
        "audience": "\n\n".join(str(text).strip() for text in audience.get("paragraphs", [])),
        "promises": blocks(source, "promises", "promise", source.items("promises")),
        "note": source.text("note", ""),
        "hours": source.data.get("hours", 80),
        "certificate_statement": source.text("certificate_statement", ""),
        "competences": blocks(source, "competences", "competence", source.items("competences")),
    }


def read_module(source: Source) -> dict[str, Any]:
    return {
        **common(source),
        "number": source.integer("number"),
        "summary": source.text("summary"),
        "lead": " ".join(source.body.split()),
        "days": source.integer("days", 1),
        "hours": source.data.get("hours", 0),
        "outcomes": blocks(source, "outcomes", "outcome", source.items("outcomes")),
        "certificate_contents": source.text("certificate_contents", ""),
    }


def read_lesson(source: Source) -> dict[str, Any]:
    lead, body = lead_and_body(source)
    return {
        **common(source),
        "number": source.text("number"),
        "minutes": source.integer("minutes"),
        "serves": ", ".join(str(number) for number in source.items("outcomes")),
        "lead": lead,
        "body": body,
    }


def read_page(source: Source) -> dict[str, Any]:
    return {**common(source), "body": stream(source, source.body.split("\n"))}


def read_method(source: Source) -> dict[str, Any]:
    def listed(name: str) -> list[dict[str, Any]]:
        return blocks(source, name, "item", source.items(name))

    numbers = ("phase_from", "phase_to", "group_min", "group_max", "minutes")
    return {
        **common(source),
        "module": source.integer("module"),
        "purpose": source.text("purpose"),
        **{name: source.integer(name) for name in numbers},
        "preparation": source.text("preparation", ""),
        "material": listed("material"),
        "steps": blocks(source, "steps", "step", source.items("steps")),
        "pitfalls": listed("pitfalls"),
        "moderation": source.text("moderation"),
        # YAML reads a bare yes or no as a truth value.
        "online": {True: "yes", False: "no"}.get(source.data.get("online"), "")
        or source.text("online"),
        "online_note": source.text("online_note", ""),
        "do_no_harm": source.text("do_no_harm"),
        "sources": listed("sources"),
    }
