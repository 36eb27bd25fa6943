from content.foundation.errors import DomainError


class RuleRefused(DomainError):
    """A rule cannot be written, named or published like this."""


class RuleChanged(RuleRefused):
    """Somebody else published a version after the page was opened."""
