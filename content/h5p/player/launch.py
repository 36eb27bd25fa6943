"""Who may open which player page: a signed word that no package can make up.

It is bound to a person and to what is played, and for an activity to the attempt. A page on a host
of its own knows no session, so the word alone has to be enough there.
"""

from dataclasses import asdict, dataclass, replace
from typing import Any

from django.core import signing

SALT = "lms.h5p.launch"
# As long as somebody stays signed in.
SECONDS = 12 * 60 * 60


@dataclass(frozen=True, slots=True)
class Launch:
    """`key` is the activity's, `attempt` its number; empty and 0 for what is played to try it."""

    version: int
    user: int
    key: str = ""
    programme: int = 0
    attempt: int = 0
    hosts: bool = False  # the person agreed to foreign hosts

    def agreed(self) -> "Launch":
        return replace(self, hosts=True)

    def following(self, attempt: int) -> "Launch":
        """For what comes after this attempt."""
        return replace(self, attempt=attempt + 1)

    def signed(self) -> str:
        return signing.dumps(asdict(self), salt=SALT, compress=True)


def read(token: str) -> Launch | None:
    """None for what we have not signed, or too long ago."""
    try:
        facts: dict[str, Any] = signing.loads(token, salt=SALT, max_age=SECONDS)
        return Launch(**facts)
    except (signing.BadSignature, TypeError, ValueError):
        return None
