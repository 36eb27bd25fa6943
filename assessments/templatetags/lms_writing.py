"""Addresses around a piece of work, whichever kind it is of."""

from typing import Any

from django import template
from django.template import Context

from content.foundation.people import display_name

register = template.Library()
register.filter("person", display_name)


@register.simple_tag(takes_context=True)
def work_url(context: Context, name: str, *args: Any) -> str:
    """The address of a page of the work at hand: "" the overview, "section" with its id …"""
    return context["desk"].url(name, *args)
