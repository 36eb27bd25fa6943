"""The one base of everything a rule may refuse."""


class DomainError(Exception):
    """A rule says no. `str()` of it is one clear, translated sentence for the person at the screen.

    Views turn it into a message; anything that is not a DomainError is a defect and may crash.
    """
