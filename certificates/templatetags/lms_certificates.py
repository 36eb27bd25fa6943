from typing import Any

from django import template

from certificates.template_editor.sheet import data_address as _data_address
from content.foundation.people import display_name

register = template.Library()


@register.filter
def person(user: Any) -> str:
    """How a person is called on screens; also for one who was erased."""
    return display_name(user)


@register.filter
def data_address(svg: str) -> str:
    """A kept logo as the address of an <img>."""
    return _data_address(svg)
