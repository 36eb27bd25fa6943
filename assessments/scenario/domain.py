"""Playing a scenario: beginning, deciding, going back. A run's log only grows."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.answering import record_answered
from assessments.scenario.errors import NothingHere, NotOnOffer, PlayedOn
from assessments.scenario.models import ScenarioRun
from assessments.scenario.playing import Way, fold, may_decide
from assessments.scenario.queries import KIND, OpenScenario
from assessments.scenario.reading import read_story
from assessments.scenario.story import as_json, from_json


def begin(scenario: OpenScenario, *, user: Any) -> ScenarioRun:
    """A run through the story as it is now. A run without a decision is taken up instead of
    another one, so a second click and a second window find the same. `scenario.is_kept` has to be
    true.
    """
    last = _runs(scenario, user).order_by("-number").first()
    story = read_story(scenario.page)
    if last and not last.log and from_json(last.shown) == story:
        return last
    try:
        with transaction.atomic():
            return ScenarioRun.objects.create(
                user=user,
                programme_id=scenario.programme_id,
                activity_key=scenario.key,
                number=last.number + 1 if last else 1,
                shown=as_json(story),
            )
    except IntegrityError:
        return _runs(scenario, user).order_by("-number")[0]


def decide(
    scenario: OpenScenario,
    *,
    user: Any,
    number: int,
    version: int,
    node: str,
    option: str,
    now: datetime | None = None,
) -> Way:
    """Take `option` at `node`. The first ending a person reaches is evidence that they played.

    Raises NothingHere for a foreign run, PlayedOn when the run has gone on since, NotOnOffer for
    what cannot be decided here. A double click brings the same entry twice: the second finds it.
    """
    entry = {"node": node, "option": option}
    return _grow(scenario, user, number, version, entry, now or timezone.now())


def go_back(
    scenario: OpenScenario,
    *,
    user: Any,
    number: int,
    version: int,
    kept: int,
    now: datetime | None = None,
) -> Way:
    """Leave the first `kept` decisions standing, to decide differently. Raises as `decide`."""
    return _grow(scenario, user, number, version, {"back": kept}, now or timezone.now())


@transaction.atomic
def _grow(
    scenario: OpenScenario,
    user: Any,
    number: int,
    version: int,
    entry: Mapping[str, Any],
    now: datetime,
) -> Way:
    run = _runs(scenario, user).select_for_update().filter(number=number).first()
    if run is None:
        raise NothingHere(_("This way is not there any more."))
    story = from_json(run.shown)
    if run.version != version:
        if run.version == version + 1 and run.log and run.log[-1] == dict(entry):
            return fold(story, run.log)
        raise PlayedOn(_("You went on in another window. Here is where you are now."))
    way = fold(story, run.log)
    if not _fits(way, entry):
        raise NotOnOffer(_("This cannot be decided here. Please choose again."))
    run.log = [*run.log, dict(entry)]
    run.version += 1
    after = fold(story, run.log)
    _note_ending(run, after, now)
    run.save(update_fields=["log", "version", "ending", "ended_at"])
    if after.ended and scenario.owes_evidence:
        record_answered(user, scenario.key, KIND, now=now)
    return after


def _fits(way: Way, entry: Mapping[str, Any]) -> bool:
    if "back" in entry:
        return 0 <= entry["back"] < len(way.steps)
    return may_decide(way, entry["node"], entry["option"])


def _note_ending(run: ScenarioRun, way: Way, now: datetime) -> None:
    if way.ended and way.at:
        run.ending = way.at.id
        run.ended_at = run.ended_at or now


def _runs(scenario: OpenScenario, user: Any) -> Any:
    return ScenarioRun.objects.of(user, scenario.key).filter(programme=scenario.programme_id)
