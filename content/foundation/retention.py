"""How long a row is kept, and who erases a person from it: said beside every model.

Periods are proposals a provider can change; the class is the part that code relies on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

from django.db.models import Model

M = TypeVar("M", bound=type[Model])


class Retention(Enum):
    """Why a row is kept, which decides for how long."""

    EDITORIAL = "editorial"  # no personal data of learners: as long as the content lives
    ACCOUNT = "account"  # as long as the account exists
    EVIDENCE = "evidence"  # 5 to 10 years after the cohort's end, apart from any content
    COURSEWORK = "coursework"  # 12 months after the cohort's end, then erased
    REFLECTION = "reflection"  # 6 months after the cohort's end, or at the author's word
    CERTIFICATE = "certificate"  # for good; person-free after erasure
    ACCESS_LOG = "access_log"  # 90 days, without contents
    AUDIT = "audit"  # as long as what it speaks of


# Erases or detaches a person; gets the user's primary key, returns how many rows it touched.
Eraser = Callable[[Any], int]


@dataclass(frozen=True, slots=True)
class Kept:
    retention: Retention
    eraser: Eraser | None


def keeps(retention: Retention, *, eraser: Eraser | None = None) -> Callable[[M], M]:
    """Class decorator: names the retention class of a model and its eraser.

    `eraser=None` says that the model holds nothing about a person beyond what a database-level
    SET_NULL or CASCADE from the user already settles.
    Rows about people stay out of Wagtail's index of references: editors may read that one, and
    that somebody answered or wrote is nobody's business.
    """

    def mark(model: M) -> M:
        model.lms_kept = Kept(retention, eraser)  # type: ignore[attr-defined]
        if retention is not Retention.EDITORIAL:
            model.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
        return model

    return mark
