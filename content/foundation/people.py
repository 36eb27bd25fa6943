"""How people are named, whatever user model the host has."""

from typing import Any

from django.utils.translation import gettext as _


def display_name(user: Any) -> str:
    """„Elif Şahin“; the address where no name is known; a neutral word for an erased person."""
    if user is None:
        return _("erased person")
    return user.get_full_name().strip() or user.email or str(user)


def formal_name(user: Any) -> str:
    """„Frau Şahin“ where the person said how to be addressed, the full name otherwise."""
    form_of_address = getattr(user, "form_of_address", "")
    if form_of_address and user.last_name:
        return f"{user.get_form_of_address_display()} {user.last_name}"
    return display_name(user)
