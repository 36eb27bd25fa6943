"""Everything that can be found, in the order in which a page names the kinds."""

from typing import Any

from courses.search.kinds.base import Findable
from courses.search.kinds.lessons import Lessons
from courses.search.kinds.methods import Methods
from courses.search.kinds.sources import Sources
from courses.search.kinds.terms import Terms

KINDS: tuple[Findable, ...] = (Lessons(), Methods(), Terms(), Sources())
BY_NAME: dict[str, Findable] = {str(each.kind): each for each in KINDS}


def kind_of(thing: Any) -> Findable | None:
    """None for what cannot be found."""
    return next((each for each in KINDS if isinstance(thing, each.models)), None)
