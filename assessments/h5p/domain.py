"""Keeping what somebody does in an exercise: statements, where they stopped, and what follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.h5p.enums import Policy, Trust
from assessments.h5p.errors import NoPlace, NotUnderstood, StaleLaunch, TooLarge
from assessments.h5p.grading import is_done
from assessments.h5p.judging import graded
from assessments.h5p.models import H5PAttempt, H5PResult, H5PState, H5PStatement
from assessments.h5p.queries import (
    KIND,
    OpenExercise,
    Place,
    judged_by,
    judging_page,
    owes_evidence,
    own_attempts,
    results_of,
    to_finish,
)
from assessments.h5p.statements import STATE_BYTES, Said
from content.foundation.conf import base_url
from content.h5p.models import H5PVersion
from content.h5p.player.launch import Launch
from courses.cohorts.enums import ActorRole
from courses.progress.actions import enrolments_open_to
from courses.progress.domain import Fact
from courses.progress.domain import record as record_fact
from courses.progress.enums import EvidenceKind

NAME_AT_MOST = 64


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of a statement: the attempt it belongs to, and its result if it was a finish."""

    attempt: H5PAttempt | None
    result: H5PResult | None = None
    is_new: bool = False


def check_launch(launch: Launch | None, place: Place, user: Any) -> Launch:
    """Raises StaleLaunch unless it was given to this person for this exercise."""
    if (
        launch is None
        or launch.user != user.pk
        or launch.key != str(place.key)
        or launch.programme != place.programme_id
    ):
        raise StaleLaunch(_("This page was opened too long ago. Please load it again."))
    return launch


def record(
    place: Place, launch: Launch, said: Said, *, user: Any, now: datetime | None = None
) -> Recorded:
    """Keep a statement. A finish the person had a hand in ends the attempt: its score is computed
    anew where we can, and it is evidence once the page's policy is met.

    The same key again changes nothing. A finish after the finish, as from a second window, is
    another attempt. Raises NoPlace where nothing counts any more.
    """
    if not place.is_kept:
        raise NoPlace(_("Nothing is recorded here any more. You can go on practising."))
    if not said.is_kept:
        return Recorded(None)
    at = now or timezone.now()
    try:
        return _record(place, launch, said, user, at)
    except IntegrityError:
        # The same moment in two windows, or an old statement with a new word.
        return _known(said, user) or _record(place, launch, said, user, at)


def _known(said: Said, user: Any) -> Recorded | None:
    """What became of the statement when it came first."""
    rows_ = H5PStatement.objects.select_related("attempt").filter(user=user, key=said.key)
    known = rows_.first()
    if known is None:
        return None
    return Recorded(known.attempt, known.attempt.results.last() if known.is_finish else None)


@transaction.atomic
def _record(place: Place, launch: Launch, said: Said, user: Any, now: datetime) -> Recorded:
    if said.counts:
        return _finish(place, launch, said, user, now)
    own = own_attempts(user, place)
    newest = own.first()
    attempt = _of(launch, newest, own)
    if attempt is None:
        attempt = _begin(place, launch, newest, user, now, version_id=launch.version)
    _keep(attempt, said, user, now)
    return Recorded(attempt, is_new=True)


def _finish(place: Place, launch: Launch, said: Said, user: Any, now: datetime) -> Recorded:
    """Ends the attempt of the launch, or where that has ended the one after it.

    It locks the newest attempt: the next finish waits, and is another attempt. What ends nothing
    is one more row, also of an attempt that is finished meanwhile, and waits for nobody.
    """
    own = to_finish(own_attempts(user, place), place)
    newest: Any = own.first()
    attempt = _of(launch, newest, own)
    if attempt is None or attempt.finished_at:
        version = _version(launch, newest)
        attempt = _begin(place, launch, newest, user, now, version=version, finished_at=now)
    else:
        H5PAttempt.objects.filter(pk=attempt.pk).update(finished_at=now)
    _keep(attempt, said, user, now)
    result = H5PResult.objects.create(attempt=attempt, **graded(attempt.version, said))
    # With the first attempt nobody has asked yet; what is there already is not written twice.
    if newest is None or newest.owes_evidence:
        settle(place, user, now)
    return Recorded(attempt, result, is_new=True)


def _of(launch: Launch, newest: Any, own: QuerySet[H5PAttempt]) -> H5PAttempt | None:
    """The newest attempt a page goes on with: begun there or later, with the same version.

    Another window may have gone on with another version; only then one statement.
    """
    if newest is None or newest.number < launch.attempt:
        return None
    if newest.version_id == launch.version:
        return newest
    return own.filter(number__gte=launch.attempt, version=launch.version).first()


def _version(launch: Launch, newest: Any) -> H5PVersion:
    """What another attempt is judged by: as a rule the same as the one before it."""
    same = newest is not None and newest.version_id == launch.version
    return newest.version if same else judged_by(launch.version)


def _begin(
    place: Place, launch: Launch, newest: Any, user: Any, now: datetime, **fields: Any
) -> H5PAttempt:
    return H5PAttempt.objects.create(
        user=user,
        programme_id=place.programme_id,
        activity_key=place.key,
        number=newest.number + 1 if newest else launch.attempt,
        begun_at=now,
        **fields,
    )


def _keep(attempt: H5PAttempt, said: Said, user: Any, now: datetime) -> None:
    H5PStatement.objects.create(
        attempt=attempt,
        user=user,
        key=said.key,
        verb=said.verb,
        is_finish=said.is_finish,
        is_activated=said.is_activated,
        statement=_ours(said.statement, user, now),
        children=[_ours(child, user, now) for child in said.children],
        received_at=now,
    )


def _ours(statement: Mapping[str, Any], user: Any, now: datetime) -> dict[str, Any]:
    """Who said it and when is not for the sender to say."""
    account = {"homePage": base_url(), "name": str(user.pk)}
    actor = {"objectType": "Agent", "account": account}
    return {**statement, "actor": actor, "timestamp": now.isoformat()}


def settle(place: Place, user: Any, now: datetime) -> None:
    """Evidence, once a place, when what is finished is enough. `place` has to be kept.

    For whom evidence is owed. Two statements, and those that record it.
    """
    page = judging_page(place)
    if page is None:
        return
    done = is_done(
        page.effective_policy,
        [(result.share, Trust(result.trust)) for result in results_of(user, place)],
        method=page.grade_method,
        mark=page.pass_mark / 100,
        needs_firm=page.needs_firm,
    )
    if done:
        _evidence(place, user, now)


def _evidence(place: Place, user: Any, now: datetime) -> None:
    """It says that somebody is through, never how well."""
    record_fact(
        Fact(place.key, EvidenceKind.ANSWERED),
        enrolments=enrolments_open_to(user, place.key, KIND).filter(pk__in=place.places),
        actor=user,
        role=ActorRole.PARTICIPANT,
        now=now,
    )


def confirm_own(
    place: OpenExercise, policy: Policy, *, user: Any, now: datetime | None = None
) -> None:
    """„Ich bin fertig“, or that somebody has used what only wants to be used.

    Raises NoPlace where nothing counts any more or the page asks for something else.
    """
    if not place.is_kept or place.page.effective_policy is not policy:
        raise NoPlace(_("Nothing is recorded here any more. You can go on practising."))
    if owes_evidence(place):
        _evidence(place, user, now or timezone.now())


# — Where somebody stopped ———————————————————————————————————————————————————————


def keep_state(
    place: Place,
    launch: Launch,
    data: Mapping[str, Any],
    *,
    user: Any,
    now: datetime | None = None,
) -> None:
    """The latest state of one part; None forgets it. Raises NotUnderstood, TooLarge, NoPlace."""
    if not place.is_kept:
        raise NoPlace(_("Nothing is recorded here any more. You can go on practising."))
    named = {name: data.get(field) for name, field in PARTS.items()}
    if not all(
        isinstance(value, str) and 0 < len(value) <= NAME_AT_MOST for value in named.values()
    ):
        raise NotUnderstood(_("What was sent cannot be read."))
    where = {
        "user": user,
        "programme_id": place.programme_id,
        "activity_key": place.key,
        **named,
    }
    state = data.get("data")
    if state is None:
        H5PState.objects.filter(**where).delete()
        return
    row = H5PState(
        **where,
        version_id=launch.version,
        data=_bearable(state),
        updated_at=now or timezone.now(),
    )
    # There or not, in one statement; sent after every statement, so as often.
    H5PState.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=ONE_STATE, update_fields=STATED
    )


PARTS = {"sub_content": "subContentId", "data_id": "dataId"}
ONE_STATE = ("user", "programme", "activity_key", *PARTS)
STATED = ("version", "data", "updated_at")


def _bearable(state: Any) -> str:
    if not isinstance(state, str) or "\0" in state:
        raise NotUnderstood(_("What was sent cannot be read."))
    try:
        size = len(state.encode())
    except UnicodeEncodeError as error:
        raise NotUnderstood(_("What was sent cannot be read.")) from error
    if size > STATE_BYTES:
        limit = STATE_BYTES // 1024
        raise TooLarge(_("This is more than can be kept (%(size)d kB).") % {"size": limit})
    return state


def begin_anew(place: Place, *, user: Any) -> None:
    """Forget where they stopped; attempts and results stay."""
    own = H5PState.objects.filter(user=user, activity_key=place.key)
    own.filter(programme=place.programme_id).delete()
