class ContextChangedError(Exception):
    """A library brought another text of a pinned context: a defect of the installation."""


class SelfCheckError(Exception):
    """What was just signed does not verify: never hand it out."""
