"""Addresses around a piece of work, whichever kind it is of."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from content.foundation.people import display_name
from content.ui import trail

register = template.Library()
register.filter("person", display_name)


@register.simple_tag(takes_context=True)
def work_url(context: Context, name: str, *args: Any) -> str:
    """The address of a page of the work at hand: "" the overview, "section" with its id …"""
    return context["desk"].url(name, *args)


@register.simple_tag(takes_context=True)
def work_crumbs(context: Context, *steps: Any) -> SafeString:
    """The way to a page around a work: Mein Weg, the module of a task, then `steps`."""
    module = context["desk"].module
    above = (module.title, module.url) if module else ()
    return trail.crumbs(_("My path"), "/mein-weg/", *above, *steps)
