"""What can go wrong while somebody writes."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from content.foundation.errors import DomainError


class NotEditable(DomainError):
    """A content that no form can show without loss."""


class NotOffered(DomainError):
    """A kind whose libraries are not here, or not any more."""


class DraftChanged(DomainError):
    """Another window has saved meanwhile; `version` is what there is now."""

    def __init__(self, sentence: str, *, version: int) -> None:
        self.version = version
        super().__init__(sentence)


class ChangedMeanwhile(DomainError):
    """The content got another version since the draft was begun."""


def not_installed(names: Iterable[str]) -> NotOffered:
    return NotOffered(_("The form needs libraries that are not installed: %s.") % ", ".join(names))
