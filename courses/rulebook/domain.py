"""Writing rules: a rule set with a name, and versions that never change."""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from courses.cohorts.models import Cohort
from courses.cohorts.policies import cohorts_coordinated_by, providers_coordinated_by
from courses.governance import audit
from courses.governance.models import Provider
from courses.progress.models import Recount
from courses.progress.recounting import start_recount
from courses.rulebook.checks import complaints
from courses.rulebook.errors import RuleChanged, RuleRefused
from courses.rulebook.queries import offer_of, unreachable_under
from courses.rules.definition import RuleDefinition, to_json
from courses.rules.models import RuleSet, RuleSetVersion


@dataclass(frozen=True, slots=True)
class Move:
    """Running cohorts that change to the new version, by primary key, and why."""

    cohorts: Collection[int] = field(default_factory=frozenset)
    reason: str = ""


def fingerprint(version: RuleSetVersion) -> str:
    """Tells whether the latest version is still what somebody saw."""
    text = json.dumps([version.version, version.definition], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@transaction.atomic
def create_rule_set(
    provider: Provider, title: str, definition: RuleDefinition, *, by: Any
) -> RuleSetVersion:
    """A new rule with its first version.

    Raises RuleRefused for people who do not coordinate for the provider, for a title that is taken
    and for what nobody could meet.
    """
    _check(provider.pk, definition, by)
    try:
        with transaction.atomic():
            rule_set = RuleSet.objects.create(provider=provider, title=_titled(title))
    except IntegrityError as error:
        raise RuleRefused(_("There is already a rule with this name.")) from error
    audit.log(by, "rule.created", rule_set)
    return RuleSetVersion.objects.create(
        rule_set=rule_set, version=1, definition=to_json(definition)
    )


@transaction.atomic
def rename_rule_set(rule_set: RuleSet, title: str, *, by: Any) -> bool:
    """Another name for the same rule; no version. False when it is called that already.

    Raises RuleRefused for people who may not, and for a title that is taken.
    """
    _check_coordinates(rule_set.provider_id, by)
    locked = RuleSet.objects.select_for_update().get(pk=rule_set.pk)
    if locked.title == _titled(title):
        return False
    locked.title = _titled(title)
    try:
        with transaction.atomic():
            locked.save(update_fields=["title"])
    except IntegrityError as error:
        raise RuleRefused(_("There is already a rule with this name.")) from error
    audit.log(by, "rule.renamed", locked)
    return True


@transaction.atomic
def publish_version(
    rule_set: RuleSet,
    definition: RuleDefinition,
    *,
    by: Any,
    seen: str = "",
    move: Move | None = None,
) -> RuleSetVersion:
    """A new version, for new cohorts and for the running ones that `move` names.

    Locks the rule set, then the cohorts by primary key. Writes one version, pins the cohorts to it,
    an audit entry with the reason for each, and has their people judged anew. Completions stay.

    `seen` is the fingerprint of the version the preview was made from: RuleChanged when another was
    published since. Raises RuleRefused for people who do not coordinate for the provider or for a
    cohort, without a reason for moving, for what nobody could meet, and when nothing is new.
    """
    move = move or Move()
    _check(rule_set.provider_id, definition, by)
    locked = RuleSet.objects.select_for_update().get(pk=rule_set.pk)
    newest = locked.versions.first()
    if seen and newest and fingerprint(newest) != seen:
        raise RuleChanged(_("Somebody else has published a version in the meantime."))
    data = to_json(definition)
    if newest and newest.definition == data and not move.cohorts:
        raise RuleRefused(_("Nothing has changed, so there is nothing to publish."))
    number = locked.versions.aggregate(latest=Max("version"))["latest"] or 0
    version = RuleSetVersion.objects.create(rule_set=locked, version=number + 1, definition=data)
    audit.log(by, "rule.published", locked, version=version.version)
    _move(version, definition, move, by=by)
    return version


def _move(version: RuleSetVersion, definition: RuleDefinition, move: Move, *, by: Any) -> None:
    if not move.cohorts:
        return
    if not move.reason.strip():
        raise RuleRefused(_("Please say why running cohorts change to the new version."))
    mine = cohorts_coordinated_by(by).filter(rule_version__rule_set=version.rule_set_id)
    cohorts = list(
        mine.filter(pk__in=move.cohorts)
        .select_for_update(of=("self",))
        .select_related("rule_version")
        .order_by("pk")
    )
    if len(cohorts) != len(set(move.cohorts)):
        raise RuleRefused(_("You do not coordinate every cohort that was ticked."))
    for cohort in cohorts:
        lacks = unreachable_under(definition, cohort)
        if lacks:
            words = {"cohort": cohort.title, "lack": lacks[0]}
            raise RuleRefused(_("In %(cohort)s nobody could meet this rule. %(lack)s") % words)
        before = cohort.rule_version.version
        Cohort.objects.filter(pk=cohort.pk).update(rule_version=version)
        audit.log(
            by,
            "rule.moved",
            cohort,
            reason=move.reason.strip(),
            cohort=cohort,
            before=before,
            after=version.version,
        )
        start_recount(cohort, Recount.Cause.RULES)


def _check(provider_id: int, definition: RuleDefinition, by: Any) -> None:
    _check_coordinates(provider_id, by)
    found = complaints(definition, offer_of(provider_id))
    if found:
        raise RuleRefused(" ".join(found))


def _check_coordinates(provider_id: int, by: Any) -> None:
    if not providers_coordinated_by(by).filter(pk=provider_id).exists():
        raise RuleRefused(_("Only the coordination of a provider writes its rules."))


def _titled(title: str) -> str:
    title = " ".join(title.split())
    if not title:
        raise RuleRefused(_("Please give the rule a name."))
    return title
