from typing import Any

from django import template

from content.foundation.people import display_name

register = template.Library()


@register.filter
def person(user: Any) -> str:
    """How a person is called on screens; also for one who was erased."""
    return display_name(user)
