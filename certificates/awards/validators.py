"""The shapes inside a template's JSON."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from certificates.awards.errors import LogoRefusedError
from certificates.awards.logos import assert_printable_logo

SIGNATORIES_AT_MOST = 3
CO_ISSUERS_AT_MOST = 3
SIGNATORY_KEYS = {"name", "function", "organisation"}


def validate_signatories(value: Any) -> None:
    """One to three objects with name and function; organisation may be missing."""
    if not isinstance(value, list) or not 1 <= len(value) <= SIGNATORIES_AT_MOST:
        raise ValidationError(_("A certificate has one, two or three signatories."))
    for person in value:
        if not isinstance(person, dict) or not set(person) <= SIGNATORY_KEYS:
            raise ValidationError(_("A signatory has name, function and organisation."))
        if not all(isinstance(text, str) for text in person.values()):
            raise ValidationError(_("A signatory has name, function and organisation."))
        if not person.get("name") or not person.get("function"):
            raise ValidationError(_("Every signatory needs a name and a function."))


def validate_competences(value: Any) -> None:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValidationError(_("Competences are a list of sentences."))


def validate_logo(value: Any) -> None:
    """SVG as `awards.logos` makes it: nothing in it that runs or fetches."""
    try:
        assert_printable_logo(value)
    except LogoRefusedError as error:
        raise ValidationError(str(error)) from error


def validate_co_issuers(value: Any) -> None:
    """At most three objects with a name; logo may be empty."""
    if not isinstance(value, list) or len(value) > CO_ISSUERS_AT_MOST:
        raise ValidationError(_("There are three co-issuers at most."))
    for organisation in value:
        if not isinstance(organisation, dict) or set(organisation) != {"name", "logo"}:
            raise ValidationError(_("A co-issuer has a name and a logo."))
        if not all(isinstance(text, str) for text in organisation.values()):
            raise ValidationError(_("A co-issuer has a name and a logo."))
        if not organisation["name"]:
            raise ValidationError(_("Every co-issuer needs a name."))
        if organisation["logo"]:
            validate_logo(organisation["logo"])
