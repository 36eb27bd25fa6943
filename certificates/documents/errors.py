from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.foundation.errors import DomainError


class UnprintableError(DomainError):
    """No font has these characters; `characters` holds each of them once."""

    def __init__(self, characters: list[str]) -> None:
        self.characters = characters
        super().__init__(characters)

    def __str__(self) -> str:
        return ngettext(
            "This character cannot be printed: %(characters)s. Please write the name without it.",
            "These characters cannot be printed: %(characters)s. "
            "Please write the name without them.",
            len(self.characters),
        ) % {"characters": " ".join(self.characters)}


class PrintingError(DomainError):
    """The document cannot be made from this record; `detail` is what typst said."""

    def __init__(self, detail: str) -> None:
        self.detail = detail
        super().__init__(detail)

    def __str__(self) -> str:
        return _("The PDF could not be made: %(detail)s") % {"detail": self.detail}
