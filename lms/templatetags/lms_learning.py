"""What the learner's shell needs beyond the kit."""

from typing import Any

from django import template

from content.foundation.people import formal_name as name_formally

register = template.Library()


@register.filter
def formal_name(user: Any) -> str:
    return name_formally(user)


@register.filter
def same_as(one: Any, other: Any) -> bool:
    """Equality as a value, for arguments of tags."""
    return one == other
