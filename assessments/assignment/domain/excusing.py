"""What reads like a name and is nobody in particular: those who write say so, once a word."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from assessments.assignment.domain.drafts import ensure_open, lock, values_of
from assessments.assignment.errors import NotAName
from assessments.assignment.findings import Kind, found_in_all, plain
from assessments.assignment.models import Submission
from courses.governance import audit

WORDS_AT_MOST = 50


@transaction.atomic
def excuse(scope: QuerySet[Submission], word: str, *, by: Any) -> None:
    """Keep with the work that `word` names nobody. It holds wherever the word stands.

    Only what was found as a name can be excused, never an address or a number. Under the work's
    lock; said twice it counts once. Side effect: an audit entry without the word. Raises
    NothingHere, Locked, NotAName.
    """
    submission = lock(scope)
    ensure_open(submission)
    if plain(word) in {plain(known) for known in submission.excused_names}:
        return
    if plain(word) not in _names_in(submission):
        raise NotAName(_("This is no name that was found in your text."))
    if len(submission.excused_names) >= WORDS_AT_MOST:
        raise NotAName(_("That are too many. Please write roles instead of names."))
    submission.excused_names = [*submission.excused_names, " ".join(word.split())]
    submission.save(update_fields=["excused_names"])
    audit.log(by, "name.excused", submission, cohort=submission.enrolment.cohort)


@transaction.atomic
def accuse(scope: QuerySet[Submission], word: str) -> None:
    """Take it back: it is somebody after all. Raises NothingHere, Locked."""
    submission = lock(scope)
    ensure_open(submission)
    kept = [known for known in submission.excused_names if plain(known) != plain(word)]
    if kept != submission.excused_names:
        submission.excused_names = kept
        submission.save(update_fields=["excused_names"])


def _names_in(submission: Submission) -> set[str]:
    found = found_in_all(submission.template_version.parsed(), values_of(submission))
    return {plain(one.word) for one in found if one.kind is Kind.NAME}
