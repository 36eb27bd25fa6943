"""The one shape of mails that call somebody to the site: that something waits, never what."""

from typing import Any

from django.utils.translation import gettext as _

from content.foundation.people import formal_name


def call(person: Any, sentence: str, address: str) -> str:
    """„Guten Tag …, es gibt etwas. Bitte melden Sie sich an: …“"""
    return _("Good day %(name)s,\n\n%(sentence)s Please sign in:\n%(address)s\n") % {
        "name": formal_name(person),
        "sentence": sentence,
        "address": address,
    }
