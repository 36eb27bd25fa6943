"""The one shape of mails that call somebody to the site: that something waits, never what."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from content.foundation.conf import base_url
from content.foundation.people import formal_name


def call(person: Any, sentence: str, address: str, *, optional: bool = False) -> str:
    """„Guten Tag …, es gibt etwas. Bitte melden Sie sich an: …“

    `optional` mails also say where they can be switched off.
    """
    body = _("Good day %(name)s,\n\n%(sentence)s Please sign in:\n%(address)s\n") % {
        "name": formal_name(person),
        "sentence": sentence,
        "address": address,
    }
    if not optional:
        return body
    choices = base_url() + reverse("courses:mail_choices")
    return f"{body}\n{_('You choose yourself which mails you get:')}\n{choices}\n"
