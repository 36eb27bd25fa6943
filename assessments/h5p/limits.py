"""How often in a minute somebody may say something in one exercise."""

import time
from uuid import UUID

from django.core.cache import cache
from django.utils.translation import gettext as _

from assessments.h5p.errors import TooMany

SECONDS = 60
STATEMENTS, STATES = 120, 300


def spend(what: str, user_id: int | None, key: UUID, *, at_most: int) -> None:
    """Raises TooMany; the browser then waits and sends the same again."""
    place = f"lms:h5p:{what}:{user_id}:{key}:{int(time.time() // SECONDS)}"
    cache.add(place, 0, 2 * SECONDS)
    if cache.incr(place) > at_most:
        raise TooMany(_("This is too much at once. It is sent again in a moment."))
