"""Releasing awards, one or two hundred of them, with two or with four eyes.

The web process only writes down who released what; issuing is the worker's. A release of many
takes the same statements as one of few: a batch of two hundred is no request to wait for.

With four eyes the first agreement is kept on the award; the second person's release counts. The
first may take it back until then, and a name that is spelt anew takes it back as well.

Attendance speaks for itself: where the template asks for nobody, it is released by nobody, on the
same way.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.awards.earning import earned
from certificates.awards.enums import AwardState, Kind
from certificates.awards.errors import NotCoordinatorError, NoTemplateError, NotReadyError
from certificates.awards.models import Award, ReleaseBatch
from certificates.awards.policies import assert_decides, assert_not_own, unearned
from certificates.awards.queries import is_earned, needs_second_release, template_of
from content.foundation.errors import DomainError
from content.foundation.queue import enqueue
from courses.cohorts.policies import cohorts_coordinated_by
from courses.governance import audit

ISSUE = "certificates.awards.tasks.issue"
ISSUE_BATCH = "certificates.awards.tasks.issue_batch"


@dataclass(slots=True)
class Released:
    """What became of the awards that somebody wanted to release. `refused` says why not."""

    released: list[Award] = field(default_factory=list)
    agreed: list[Award] = field(default_factory=list)
    unchanged: list[Award] = field(default_factory=list)
    refused: list[tuple[Award, DomainError]] = field(default_factory=list)
    # Only where several were released at once.
    batch: ReleaseBatch | None = None


@dataclass(frozen=True, slots=True)
class _Terms:
    """What holds for all awards of one kind in one cohort."""

    coordinated: bool
    has_template: bool
    four_eyes: bool


def release_award(award: Award, *, by: Any) -> Award:
    """Let the worker issue the certificate. A second release changes nothing.

    With four eyes the first release only agrees. Raises NotCoordinatorError, NotReadyError (name
    or rules missing) or NoTemplateError.
    """
    done = release_all([award], by=by)
    if done.refused:
        raise done.refused[0][1]
    [found] = [*done.released, *done.agreed, *done.unchanged]
    return found


@transaction.atomic
def release_all(awards: Collection[Award], *, by: Any) -> Released:
    """Release what can be released, and say of the rest why not.

    Side effects: the states, one audit entry an award, one task for the worker. The number of
    statements grows with the cohorts, not with the awards.
    """
    locked = _locked(awards)
    terms = _terms(locked, by)
    held = earned(locked)
    done = Released()
    for award in locked:
        try:
            _sort(award, done, terms[_group(award)], earned=award.pk in held, by=by)
        except DomainError as refusal:
            done.refused.append((award, refusal))
    _agree(done.agreed, by)
    _release(done, by)
    return done


@transaction.atomic
def release_by_itself(award: Award) -> Award:
    """Without a coordinator, where the template asks for none.

    Changes nothing while the name, the attendance or the template is missing. What follows a
    document was somebody's decision, and waits for the second where there is one.
    """
    [award] = _locked([award])
    is_first = award.follows_id is None and award.kind == Kind.ATTENDANCE
    if not is_first or award.state != AwardState.NAME_CONFIRMED:
        return award
    template = template_of(award)
    if template is not None and not template.needs_release and is_earned(award):
        _release(Released(released=[award]), by=None)
    return award


@transaction.atomic
def take_back(award: Award, *, by: Any) -> bool:
    """Take one's own first agreement back. False when there is none of one's own (any more)."""
    mine = Award.objects.filter(pk=award.pk, agreed_by=by, state=AwardState.NAME_CONFIRMED)
    if not mine.update(agreed_by=None, agreed_at=None):
        return False
    audit.log(by, "award.agreement_taken_back", award, cohort=award.enrolment.cohort)
    return True


@transaction.atomic
def try_again(awards: Iterable[Award], *, by: Any) -> int:
    """Put what could not be issued into the queue once more; returns how many.

    A second click finds nothing to do. Raises NotCoordinatorError.
    """
    stuck = [award for award in _locked(list(awards)) if award.state == AwardState.RELEASED]
    stuck = [award for award in stuck if award.problem]
    for award in stuck:
        assert_decides(award, by)
    Award.objects.filter(pk__in=[award.pk for award in stuck]).update(problem="")
    audit.log_all(by, "award.tried_again", _with_cohorts(stuck))
    for award in stuck:
        enqueue(ISSUE, award.pk)
    return len(stuck)


def _locked(awards: Collection[Award]) -> list[Award]:
    """In one order, so that two releases of the same awards never wait for each other."""
    return list(
        Award.objects.select_for_update(of=("self",))
        .select_related("enrolment__cohort", "enrolment__user")
        .filter(pk__in=[award.pk for award in awards])
        .order_by("pk")
    )


def _group(award: Award) -> tuple[int, str]:
    return award.enrolment.cohort_id, award.kind


def _terms(awards: Iterable[Award], by: Any) -> dict[tuple[int, str], _Terms]:
    groups = {_group(award): award for award in awards}
    cohorts = {cohort for cohort, _kind in groups}
    mine = set(cohorts_coordinated_by(by).filter(pk__in=cohorts).values_list("pk", flat=True))
    return {
        group: _Terms(
            coordinated=group[0] in mine,
            has_template=template_of(award) is not None,
            four_eyes=needs_second_release(award),
        )
        for group, award in groups.items()
    }


def _sort(award: Award, done: Released, terms: _Terms, *, earned: bool, by: Any) -> None:
    """Put the award where it belongs. Raises the reason why it belongs nowhere."""
    if not terms.coordinated:
        raise NotCoordinatorError(_("Only the coordination of this cohort may do this."))
    assert_not_own(award, by)
    if award.state in {AwardState.RELEASED, AwardState.ISSUED}:
        done.unchanged.append(award)
        return
    if award.state == AwardState.PENDING_NAME:
        raise NotReadyError(_("The participant has not confirmed the spelling of the name yet."))
    if not earned:
        raise unearned(award)
    if not terms.has_template:
        raise NoTemplateError(_("There is no certificate template for this provider yet."))
    if not terms.four_eyes:
        done.released.append(award)
    elif award.agreed_by_id is None:
        done.agreed.append(award)
    elif award.agreed_by_id == by.pk:
        done.unchanged.append(award)
    else:
        done.released.append(award)


def _agree(awards: list[Award], by: Any) -> None:
    now = timezone.now()
    for award in awards:
        award.agreed_by, award.agreed_at = by, now
    Award.objects.filter(pk__in=[a.pk for a in awards]).update(agreed_by=by, agreed_at=now)
    audit.log_all(by, "award.agreed", _with_cohorts(awards))


def _release(done: Released, by: Any) -> None:
    if not done.released:
        return
    pks = [award.pk for award in done.released]
    done.batch = ReleaseBatch.objects.create(by=by) if len(pks) > 1 else None
    values = {
        "state": AwardState.RELEASED,
        "released_by": by,
        "released_at": timezone.now(),
        "batch": done.batch,
        "problem": "",
    }
    Award.objects.filter(pk__in=pks).update(**values)
    for award in done.released:
        for name, value in values.items():
            setattr(award, name, value)
    audit.log_all(by, "award.released", _with_cohorts(done.released))
    if done.batch:
        enqueue(ISSUE_BATCH, done.batch.pk)
    else:
        enqueue(ISSUE, pks[0])


def _with_cohorts(awards: Iterable[Award]) -> list[tuple[Award, Any]]:
    return [(award, award.enrolment.cohort) for award in awards]
