"""What the pages of a programme need beyond the kit."""

from collections.abc import Iterable

from django import template

from courses.curriculum.outline import Step

register = template.Library()


@register.filter
def total_minutes(steps: Iterable[Step]) -> int:
    return sum(step.minutes for step in steps)
