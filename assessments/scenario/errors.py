"""What can stand in the way of a decision. Each says it in a sentence."""

from content.foundation.errors import DomainError


class NothingHere(DomainError):
    """The run is somebody else's, or there is none."""


class PlayedOn(DomainError):
    """The run went on in another window; the form showed an earlier place."""


class NotOnOffer(DomainError):
    """This decision does not belong to where the run stands."""
