"""Draws raw blocks of a lesson as a page would."""

import re
from typing import Any

from django.template import Context, Template

from courses.curriculum.body import CurriculumBody

BODY = CurriculumBody()
ICON = re.compile(r"<svg.*?</svg>", re.DOTALL)
INCLUDE = Template("{% load wagtailcore_tags %}{% include_block it %}")


def value_of(*blocks: tuple[str, Any], body: Any = BODY) -> Any:
    return body.to_python([{"type": kind, "value": content} for kind, content in blocks])


def drawn(*blocks: tuple[str, Any], **context: Any) -> str:
    """The HTML of a body, without icons and without space between tags."""
    html = ICON.sub("", INCLUDE.render(Context({"it": value_of(*blocks), **context})))
    html = re.sub(r"\s+", " ", html)
    return re.sub(r" ?(<[^>]*?) ?(>) ?", r"\1\2", html).replace("> <", "><").strip()
