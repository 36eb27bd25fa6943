"""How the files of programme, modules, lessons, pages and method cards are read."""

from dataclasses import replace
from typing import Any
from uuid import uuid5

from django.utils.translation import gettext as _

from content.blocks.body import InfoBody
from content.toolkit.pages import MethodPage
from courses.curriculum.pages import LEVELS, InfoPage, LessonPage, ModulePage, ProgrammePage
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
        {"type": kind, "value": value, "id": str(uuid5(source.key(), f"{name}-{n}"))}
        for n, value in enumerate(values)
    ]


def common(source: Source) -> dict[str, Any]:
    return {"title": source.text("title"), "slug": source.text("slug")}


def read_programme(source: Source) -> dict[str, Any]:
    return {
        **common(source),
        "programme_title": source.text("programme_title"),
        "hero_title": source.text("hero_title"),
        "hero_lead": source.text("hero_lead"),
        "figures": blocks(
            source, "figures", "figure", source.rows("figures", value=str, label=str)
        ),
        **_audience(source),
        "promises": blocks(
            source, "promises", "promise", source.rows("promises", title=str, text=str)
        ),
        "note": source.text("note", ""),
        "hours": source.number("hours", 80),
        "certificate_statement": source.text("certificate_statement", ""),
        "competences": blocks(source, "competences", "competence", source.texts("competences")),
    }


def _audience(source: Source) -> dict[str, str]:
    """A heading and paragraphs; blank lines keep the paragraphs apart."""
    audience = source.data.get("audience", {})
    if not isinstance(audience, dict):
        raise source.fail(_("“audience” has a title and paragraphs."), at="audience")
    below = replace(source, data=audience)
    return {
        "audience_title": below.text("title", ""),
        "audience": "\n\n".join(below.texts("paragraphs")),
    }


def read_module(source: Source) -> dict[str, Any]:
    outcomes = source.rows("outcomes", text=str, level=str)
    if wrong := {outcome["level"] for outcome in outcomes} - {level for level, _word in LEVELS}:
        sentence = _("“%(level)s” is not a level; K1 to K4 are.") % {"level": min(wrong)}
        raise source.fail(sentence, at="outcomes")
    return {
        **common(source),
        "number": source.integer("number"),
        "summary": source.text("summary"),
        "lead": " ".join(source.body.split()),
        "days": source.integer("days", 1),
        "hours": source.number("hours", 0),
        "outcomes": blocks(source, "outcomes", "outcome", outcomes),
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
    fences = frozenset(InfoBody.base_blocks) - {"text"}
    return {**common(source), "body": stream(source, source.body.split("\n"), fences=fences)}


def read_method(source: Source) -> dict[str, Any]:
    def listed(name: str) -> list[dict[str, Any]]:
        return blocks(source, name, "item", source.texts(name))

    numbers = ("phase_from", "phase_to", "group_min", "group_max", "minutes")
    steps = source.rows("steps", title=str, text=str, minutes=int)
    return {
        **common(source),
        "module": source.integer("module"),
        "purpose": source.text("purpose"),
        **{name: source.integer(name) for name in numbers},
        "preparation": source.text("preparation", ""),
        "material": listed("material"),
        "steps": blocks(source, "steps", "step", steps),
        "pitfalls": listed("pitfalls"),
        "moderation": _one_of(source, "moderation", MethodPage.Moderation.values),
        "online": _one_of(source, "online", MethodPage.Online.values),
        "online_note": source.text("online_note", ""),
        "do_no_harm": source.text("do_no_harm"),
        "sources": listed("sources"),
    }


def _one_of(source: Source, name: str, words: list[str]) -> str:
    word = source.text(name)
    if word not in words:
        sentence = _("“%(name)s” is one of: %(words)s.")
        raise source.fail(sentence % {"name": name, "words": ", ".join(words)}, at=name)
    return word
