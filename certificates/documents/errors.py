from django.utils.translation import ngettext

from content.foundation import typesetting


class UnprintableError(typesetting.UnprintableError):
    """No font has these characters of somebody's name."""

    def __str__(self) -> str:
        return ngettext(
            "This character cannot be printed: %(characters)s. Please write the name without it.",
            "These characters cannot be printed: %(characters)s. "
            "Please write the name without them.",
            len(self.characters),
        ) % {"characters": " ".join(self.characters)}


class PrintingError(typesetting.TypesettingError):
    """The document cannot be made from this record."""
