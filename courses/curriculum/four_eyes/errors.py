from content.foundation.errors import DomainError


class TooFewAuthors(DomainError):
    """With one author alone, nothing could ever be published."""


class OtherWorkflow(DomainError):
    """A page of the provider already follows a workflow that somebody else set up."""


class OwnSubmission(DomainError):
    """Who submitted a text does not publish it."""
