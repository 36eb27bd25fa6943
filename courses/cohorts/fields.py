"""Fields that hold several things, one a line."""

import re
from email.utils import parseaddr
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

# As long as an `EmailField` stores.
ADDRESS_LENGTH = 254
BETWEEN_ADDRESSES = re.compile(r"[\n;,]+")


def split_addresses(text: str) -> list[str]:
    """What stands in lines or between commas; „Elif Şahin <elif@…>“ gives its address alone."""
    pieces = (piece.strip() for piece in BETWEEN_ADDRESSES.split(text))
    return [parseaddr(piece)[1] or piece for piece in pieces if piece]


class ColleaguesField(forms.CharField):
    """Addresses of people who have an account already; cleans to these users."""

    widget = forms.Textarea(attrs={"rows": 2})

    def clean(self, value: Any) -> list[Any]:
        addresses = split_addresses(super().clean(value))
        model = get_user_model()
        people = [model._default_manager.filter(email__iexact=item).first() for item in addresses]
        unknown = [item for item, user in zip(addresses, people, strict=True) if user is None]
        if unknown:
            raise forms.ValidationError(
                _("Nobody here has this address: %(addresses)s") % {"addresses": ", ".join(unknown)}
            )
        return people


class LinesField(forms.CharField):
    """Short texts, one a line; cleans to the list of them, without empty lines and repetitions."""

    widget = forms.Textarea(attrs={"rows": 2})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        lines = (" ".join(line.split()) for line in super().clean(value).splitlines())
        return list(dict.fromkeys(line for line in lines if line))


def is_address(text: str) -> bool:
    if len(text) > ADDRESS_LENGTH:
        return False
    try:
        EmailValidator()(text)
    except forms.ValidationError:
        return False
    return True
