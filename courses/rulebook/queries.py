"""Rules and who is concerned by them, in a constant number of statements."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from courses.cohorts.models import Cohort, Enrolment
from courses.cohorts.policies import providers_coordinated_by
from courses.curriculum.models import Activity, Programme
from courses.progress.deadlines import end_of_all
from courses.progress.evaluation import Requirement
from courses.progress.registry import requirements_for
from courses.rulebook.checks import Offer, out_of_reach
from courses.rules.definition import RequirementKind, RuleDefinition, parse
from courses.rules.models import RuleSet, RuleSetVersion
from courses.rules.wording import conditions, sentence


@dataclass(frozen=True, slots=True)
class UsedVersion:
    """A version and how many cohorts are pinned to it."""

    version: RuleSetVersion
    cohorts: int


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule set in the list: what its latest version says, and which versions are in use."""

    rule_set: RuleSet
    latest: RuleSetVersion
    words: str
    conditions: tuple[str, ...]
    used: tuple[UsedVersion, ...]


def rule_list(user: Any) -> list[RuleLine]:
    """The rules of the providers somebody coordinates. Four statements."""
    providers = list(providers_coordinated_by(user))
    versions = (
        RuleSetVersion.objects.filter(rule_set__provider__in=providers)
        .select_related("rule_set__provider")
        .annotate(used=Count("cohorts"))
        .order_by("rule_set__title", "rule_set", "-version")
    )
    by_set: dict[int, list[Any]] = {}
    for row in versions:
        by_set.setdefault(row.rule_set_id, []).append(row)
    offers = offers_of([provider.pk for provider in providers])
    return [_line(rows, offers[rows[0].rule_set.provider_id]) for rows in by_set.values()]


def _line(rows: list[Any], offer: Offer) -> RuleLine:
    latest = rows[0]
    definition = parse(latest.definition)
    return RuleLine(
        rule_set=latest.rule_set,
        latest=latest,
        words=sentence(definition, offer.available),
        conditions=tuple(conditions(definition)),
        used=tuple(UsedVersion(row, row.used) for row in rows if row.used),
    )


def offer_of(provider_id: int) -> Offer:
    return offers_of([provider_id])[provider_id]


def offers_of(providers: Collection[int]) -> dict[int, Offer]:
    """What each provider's programmes hold at most. Two statements."""
    programmes = dict(
        Programme.objects.filter(provider__in=providers).values_list("pk", "provider_id")
    )
    rows = Activity.objects.filter(programme__in=programmes, live=True)
    counted: dict[int, Counter[RequirementKind]] = {pk: Counter() for pk in programmes}
    modules: dict[int, set[int]] = {pk: set() for pk in providers}
    for programme_id, kind, number in rows.values_list("programme_id", "kind", "number"):
        counted[programme_id][RequirementKind(kind)] += 1
        if kind == Activity.Kind.MODULE and number.isdecimal():
            modules[programmes[programme_id]].add(int(number))
    most: dict[int, Counter[RequirementKind]] = {pk: Counter() for pk in providers}
    for programme_id, counts in counted.items():
        most[programmes[programme_id]] |= counts
    return {
        pk: Offer(sorted(modules[pk]), dict(most[pk]), known=bool(most[pk])) for pk in providers
    }


# — a rule that nobody can meet ——————————————————————————————————————————————————


def unreachable_rules(cohort: Cohort, now: datetime | None = None) -> list[str]:
    """What of its rule nobody can meet in this cohort, in words. Two statements.

    An empty person is judged by the cohort's sessions as they stand, from its beginning on. The
    cohort comes with its rule version.
    """
    return unreachable_under(parse(cohort.rule_version.definition), cohort, now=now)


def unreachable_under(
    definition: RuleDefinition, cohort: Cohort, *, now: datetime | None = None
) -> list[str]:
    """The same for a rule that the cohort does not have yet."""
    return lacks(definition, cohort, requirements_for([cohort])[cohort.pk], now=now)


def lacks(
    definition: RuleDefinition,
    cohort: Cohort,
    requirements: list[Requirement],
    *,
    now: datetime | None = None,
) -> list[str]:
    end = end_of_all(cohort, definition)
    return out_of_reach(definition, requirements, beginning_of(cohort, now or timezone.now()), end)


def beginning_of(cohort: Cohort, now: datetime) -> datetime:
    """From when on something could have been met: the first day, or now if that comes first."""
    opens = timezone.make_aware(datetime.combine(cohort.starts_on, time()))
    return min(now, opens)


def running_cohorts(rule_set: RuleSet) -> list[Cohort]:
    """Cohorts of any version of the rule that are not over, or that people still take part in."""
    people = Enrolment.objects.active().filter(cohort=OuterRef("pk"))
    today = timezone.localdate()
    rows = Cohort.objects.filter(rule_version__rule_set=rule_set)
    found = rows.filter(Q(ends_on__gte=today) | Exists(people))
    return list(found.select_related("rule_version").order_by("-starts_on", "title"))
