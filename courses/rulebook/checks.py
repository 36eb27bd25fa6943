"""Contradictory and impossible rules, told at once. Pure: plain values in, sentences out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from courses.progress.evaluation import Reason, Requirement, judge
from courses.rules.definition import (
    SESSION_KINDS,
    CountRule,
    RequirementKind,
    RuleDefinition,
)
from courses.rules.wording import explain_lack, rule_in_words


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is to meet in a provider's programmes: numbers of modules, activities of a kind.

    Sessions belong to cohorts; how many there are is known of each cohort alone.
    """

    modules: Sequence[int]
    activities: Mapping[RequirementKind, int] = field(default_factory=dict)
    # Whether the provider has written a programme at all; before that nothing is known.
    known: bool = True

    @property
    def available(self) -> dict[RequirementKind, int]:
        """For the words: a seminar a module, and what the programme holds."""
        seminars = {RequirementKind.SEMINAR: len(self.modules)} if self.modules else {}
        return {**seminars, **self.activities}


def complaints(definition: RuleDefinition, offer: Offer) -> list[str]:
    """What cannot be met in any cohort of this provider. Empty when all is well."""
    if not offer.known:
        return []
    return [text for rule in definition.rules for text in _of_rule(rule, offer)]


def _of_rule(rule: object, offer: Offer) -> Iterator[str]:
    if not isinstance(rule, CountRule):
        return
    for number in rule.modules or ():
        if number not in offer.modules:
            yield _("There is no module %(number)s.") % {"number": number}
    if rule.count is None or set(rule.kinds) & (SESSION_KINDS - {RequirementKind.SEMINAR}):
        return
    most = sum(_most(kind, rule, offer) for kind in rule.kinds)
    if rule.count > most:
        words = {"rule": rule_in_words(rule, {}), "most": most}
        yield _("“%(rule)s” asks for more than there is: %(most)s.") % words


def _most(kind: RequirementKind, rule: CountRule, offer: Offer) -> int:
    if kind is RequirementKind.RELEASE:
        return 1
    if kind in (RequirementKind.SEMINAR, RequirementKind.MODULE):
        return len([n for n in offer.modules if rule.modules is None or n in rule.modules])
    return offer.activities.get(kind, 0)


def out_of_reach(
    definition: RuleDefinition,
    requirements: Sequence[Requirement],
    beginning: datetime,
    deadline: datetime | None = None,
) -> list[str]:
    """Rules that nobody can meet in a cohort, in words; see `beyond_everybody`."""
    lost = beyond_everybody(definition, requirements, beginning, deadline)
    return [explain_lack(reason) for reason in lost]


def beyond_everybody(
    definition: RuleDefinition,
    requirements: Sequence[Requirement],
    beginning: datetime,
    deadline: datetime | None = None,
) -> tuple[Reason, ...]:
    """Rules that nobody can meet in a cohort: an empty person, judged at its beginning.

    What lies behind could have been attended, so the calendar alone makes nothing impossible.
    """
    ends = [item.ends_at for item in requirements if item.ends_at]
    moment = min([beginning, *ends])
    empty = judge(definition, requirements, {}, moment, deadline)
    return tuple(reason for reason in empty.reasons if not reason.met and not reason.reachable)
