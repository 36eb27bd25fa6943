from content.foundation.errors import DomainError


class AlreadyGiven(DomainError):
    """This person has answered for this module. What they said can no longer be found, so it can
    no longer be changed.
    """
