"""What hand-in and review may refuse."""

from collections.abc import Mapping
from typing import Any

from content.foundation.errors import DomainError


class NothingHere(DomainError):
    """There is no such work for this person; a view answers 404."""


class Invalid(DomainError):
    """What was sent cannot be stored as it is; the form says why."""


class Locked(DomainError):
    """The draft rests: it is handed in, accepted, or the participation has ended."""


class Conflict(DomainError):
    """Somebody saved the same thing in between. `theirs` is what stands there now, by field; `by`
    their name, where it is known.
    """

    def __init__(
        self, message: str, *, version: int, theirs: Mapping[str, Any], by: str = ""
    ) -> None:
        super().__init__(message)
        self.version = version
        self.theirs = theirs
        self.by = by


class DeadlinePassed(DomainError):
    """Too late to hand in; the draft stays."""


class SectionsEmpty(DomainError):
    """Required sections have no text. `section_ids` names them in the template's order."""

    def __init__(self, message: str, *, section_ids: tuple[str, ...]) -> None:
        super().__init__(message)
        self.section_ids = section_ids


class FieldsOpen(DomainError):
    """Fields of a sheet ask for more, or for less; the sentence says which."""


class PeopleNamed(DomainError):
    """Names of people, telephone numbers or mail addresses stand in the work. `found` names them
    with their places.
    """

    def __init__(self, message: str, *, found: tuple[Any, ...]) -> None:
        super().__init__(message)
        self.found = found


class NotAName(DomainError):
    """This word cannot be excused: it was not found as a name."""


class AnswerRefused(DomainError):
    """An answer below a comment that says nothing, or too much."""


class AlreadyDecided(DomainError):
    """Somebody decided on this version first; their decision stands."""


class NotAcceptable(DomainError):
    """The rubric's rule does not allow accepting this version."""


class ReviewIncomplete(DomainError):
    """A decision needs a headline, a letter and every criterion."""


class OpinionRefused(DomainError):
    """This opinion cannot be filed, or this level not be recorded."""


class NotAgreed(DomainError):
    """Two people look at this version, and what they say is not one thing yet."""


class TeamRefused(DomainError):
    """The team cannot be formed or changed like this; the sentence says why."""


class TeamChanged(DomainError):
    """Not the people whose names were confirmed write this work any more."""


class PeerRefused(DomainError):
    """This person cannot be asked for feedback, or this answer not be sent."""


class ReleaseRefused(DomainError):
    """The release cannot be given or taken back like this."""


class RubricChanged(DomainError):
    """Somebody else has published a version of the rubric since it was opened."""


class TemplateRefused(DomainError):
    """A section template cannot be like this. `reasons` are sentences that say where."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class TemplateChanged(DomainError):
    """Somebody else has published a version of the template since the draft was compared."""


class DraftChanged(DomainError):
    """The draft was saved in another window. `version` is the one that stands there now."""

    def __init__(self, message: str, *, version: int) -> None:
        super().__init__(message)
        self.version = version


class KeptBack(DomainError):
    """This work is not handed out as a document now; the sentence says why, and what to do."""


class NotPrintable(DomainError):
    """A document cannot be set in type; the sentence names the place and the characters."""


class FileRefused(DomainError):
    """This file holds no work that could be gone on with; the sentence says why."""


class NotEmpty(DomainError):
    """Something stands in the work already, so nothing is taken into it."""
