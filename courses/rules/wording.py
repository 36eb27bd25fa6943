"""Completion rules in words. Pure text: no database, no clock, plain values in.

Two voices: `in_words` and `missing` are short, for people who look after a cohort; `explain` speaks
to the participant.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from courses.rules.definition import (
    SESSION_KINDS,
    CountRule,
    HoursRule,
    RequirementKind,
    Rule,
    RuleDefinition,
)
from courses.rules.vocabulary import KINDS, kind_name, number_word

CLOCK_HOUR = 60
TEACHING_UNIT = 45
# More titles than this are no help any more.
TITLES_AT_MOST = 3


class HowFar(Protocol):
    """How far one rule is met; `courses.progress.evaluation.Reason` looks like this."""

    @property
    def rule(self) -> Rule: ...
    @property
    def have(self) -> int: ...
    @property
    def need(self) -> int: ...
    @property
    def of(self) -> int: ...
    @property
    def met(self) -> bool: ...
    @property
    def reachable(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Explanation:
    """„Noch ein Präsenzmodul.“ and why; `detail` may be empty."""

    sentence: str
    detail: str = ""


# — for people who look after a cohort ————————————————————————————————————————————


def in_words(definition: RuleDefinition, available: Mapping[RequirementKind, int]) -> str:
    """„4 von 5 Seminaren, 1 Online-Vertiefung, angenommener Plan, Freigabe“

    `available` says how many there are of a kind; a kind that is missing there is said without
    „von 5“.
    """
    return ", ".join(rule_in_words(rule, available) for rule in definition.rules)


def sentence(definition: RuleDefinition, available: Mapping[RequirementKind, int]) -> str:
    """„4 von 5 Seminaren, 1 von 4 Online-Vertiefungen und angenommener Plan“: the whole rule."""
    return _listed([_out_of(rule, available) for rule in definition.rules])


def _out_of(rule: Rule, available: Mapping[RequirementKind, int]) -> str:
    """As `rule_in_words`, but one of several says so too."""
    if isinstance(rule, CountRule) and rule.count == 1 and len(rule.kinds) == 1:
        total = available.get(rule.kinds[0], 0)
        if rule.modules is None and total > 1:
            return str(KINDS[rule.kinds[0]].of_more % {"count": 1, "all": total})
    return rule_in_words(rule, available)


def explain_lack(reason: HowFar) -> str:
    """„4 Seminare: Das kann niemand erreichen, vorhanden: 3.“"""
    rule = rule_in_words(reason.rule, {})
    if isinstance(reason.rule, CountRule):
        words = {"rule": rule, "most": reason.of}
        if reason.of < reason.need:
            return _("%(rule)s: nobody can reach this, there are only %(most)s.") % words
        return _("%(rule)s: nobody can reach this before the deadline.") % words
    words = {"rule": rule, "most": _hours_named(reason.of, CLOCK_HOUR)}
    if reason.of < reason.need:
        return _("%(rule)s: nobody can reach this, only %(most)s are planned.") % words
    return _("%(rule)s: nobody can reach this before the deadline.") % words


def conditions(definition: RuleDefinition) -> list[str]:
    """The small print: what counts as attended, whether a day can be made up, and the deadline."""
    share = _("A session counts from %(percent)d percent of its minutes.")
    made_up = (
        _("A missed session can be made up.")
        if definition.makeup_allowed
        else _("A missed session cannot be made up.")
    )
    return [share % {"percent": definition.session_share}, made_up, *_deadline(definition)]


def _deadline(definition: RuleDefinition) -> list[str]:
    days = definition.days_after_end
    if days is None:
        return []
    if days == 0:
        return [_("Everything must be met by the end of the cohort.")]
    text = ngettext(
        "Everything must be met at the latest %(days)d day after the end of the cohort.",
        "Everything must be met at the latest %(days)d days after the end of the cohort.",
        days,
    )
    return [text % {"days": days}]


def rule_in_words(rule: Rule, available: Mapping[RequirementKind, int]) -> str:
    if isinstance(rule, HoursRule):
        return _("%(hours)s hours attended") % {"hours": _hours(rule.minutes, CLOCK_HOUR)}
    if not isinstance(rule, CountRule):
        return _("%(percent)d percent of the planned time") % {"percent": rule.percent}
    total = sum(available.get(kind, 0) for kind in rule.kinds)
    text = _count_in_words(rule, total if rule.modules is None else 0)
    if rule.modules is None:
        return text
    return _("%(what)s in module %(modules)s") % {
        "what": text,
        "modules": _listed([str(number) for number in rule.modules]),
    }


def _count_in_words(rule: CountRule, total: int) -> str:
    if len(rule.kinds) > 1:
        return _several_kinds(rule)
    words = KINDS[rule.kinds[0]]
    if rule.count is None:
        return _("all of: %(kinds)s") % {"kinds": words.name}
    if 1 < rule.count < total:
        return str(words.of_more % {"count": rule.count, "all": total})
    return str(words.counted % {"count": rule.count})


def _several_kinds(rule: CountRule) -> str:
    names = _listed([kind_name(kind) for kind in rule.kinds])
    if rule.count is None:
        return _("all of: %(kinds)s") % {"kinds": names}
    return _("%(count)d of: %(kinds)s") % {"count": rule.count, "kinds": names}


def missing(reason: HowFar) -> str:
    """What is still open of one rule, short: „2 Seminare“. Empty when the rule is met."""
    if reason.met:
        return ""
    lacking = max(1, reason.need - reason.have)
    if not isinstance(reason.rule, CountRule):
        return _hours_named(lacking, CLOCK_HOUR)
    if len(reason.rule.kinds) > 1:
        return _several_kinds(CountRule(reason.rule.kinds, lacking))
    return str(KINDS[reason.rule.kinds[0]].counted % {"count": lacking})


# — for the participant ——————————————————————————————————————————————————————————


def explain(reason: HowFar, titles: Sequence[str] = (), *, unit: int = CLOCK_HOUR) -> Explanation:
    """What is still open by one rule, and why. `titles` are what could still meet it, in order.

    `unit` is the length in minutes of the hours people count in (60, or 45 for teaching units).
    """
    if reason.met:
        return Explanation(_("%(what)s: met.") % {"what": _subject(reason.rule)})
    if not reason.reachable:
        detail = _(
            "The rule cannot be reached like this any more. Please talk to the coordination."
        )
        return Explanation(_sentence(reason, unit), detail)
    parts = (_needed(reason, unit), _done(reason, unit), _helping(reason, titles))
    return Explanation(_sentence(reason, unit), " ".join(filter(None, parts)))


def _subject(rule: Rule) -> str:
    if isinstance(rule, CountRule):
        return _listed([kind_name(kind) for kind in rule.kinds])
    return _("Hours attended")


def _sentence(reason: HowFar, unit: int) -> str:
    lacking = max(1, reason.need - reason.have)
    if not isinstance(reason.rule, CountRule):
        return _("Still %(hours)s to attend.") % {"hours": _hours_named(lacking, unit)}
    words = {"count": lacking, "number": number_word(lacking)}
    if len(reason.rule.kinds) > 1:
        names = _listed([kind_name(kind) for kind in reason.rule.kinds])
        return _("Still %(number)s of: %(kinds)s.") % {**words, "kinds": names}
    return str(KINDS[reason.rule.kinds[0]].needed % words)


def _needed(reason: HowFar, unit: int) -> str:
    """„Vier von fünf sind nötig.“"""
    if not isinstance(reason.rule, CountRule):
        return _("%(hours)s are needed.") % {"hours": _hours_named(reason.need, unit)}
    if set(reason.rule.kinds) == {RequirementKind.RELEASE}:
        return _("The trainers give it when you have taken part actively.")
    if reason.of <= 1:
        return ""
    words = {"count": capfirst(number_word(reason.need)), "all": number_word(reason.of)}
    if reason.need >= reason.of:
        return _("All %(all)s are needed.") % words
    if reason.need == 1:
        return ""
    return _("%(count)s of %(all)s are needed.") % words


def _done(reason: HowFar, unit: int) -> str:
    """„Zwei haben Sie besucht.“ Nothing done needs no sentence."""
    if not reason.have:
        return ""
    if not isinstance(reason.rule, CountRule):
        return _("%(hours)s count already.") % {"hours": _hours_named(reason.have, unit)}
    words = {"number": capfirst(number_word(reason.have))}
    if set(reason.rule.kinds) == {RequirementKind.SEMINAR}:
        one = _("You have attended one seminar.")
        return one if reason.have == 1 else _("You have attended %(number)s.") % words
    if set(reason.rule.kinds) <= SESSION_KINDS and reason.have > 1:
        return _("You have attended %(number)s.") % words
    return _("Done so far: %(count)d.") % {"count": reason.have}


def _helping(reason: HowFar, titles: Sequence[str]) -> str:
    """Which ones could still count, where that is a choice that can be overlooked."""
    if not isinstance(reason.rule, CountRule) or not 0 < len(titles) <= TITLES_AT_MOST:
        return ""
    if set(reason.rule.kinds) & {RequirementKind.PLAN, RequirementKind.RELEASE}:
        return ""
    text = ngettext("This counts: %(titles)s.", "These count: %(titles)s.", len(titles))
    return text % {"titles": _listed(titles)}


def _listed(items: Sequence[str]) -> str:
    """„1, 2 und 3“"""
    if len(items) < 2:
        return "".join(items)
    words = {"first": ", ".join(items[:-1]), "last": items[-1]}
    return pgettext("list", "%(first)s and %(last)s") % words


def _hours(minutes: int, unit: int) -> str:
    """A number of units, rounded up to a quarter: what is still lacking is never understated."""
    quarters = -(-minutes * 4 // unit)
    value = quarters / 4
    return number_format(value, 0 if value == int(value) else 2)


def _hours_named(minutes: int, unit: int) -> str:
    count = _hours(minutes, unit)
    one_or_more = 1 if minutes == unit else 2
    if unit == TEACHING_UNIT:
        return ngettext("%(count)s teaching unit", "%(count)s teaching units", one_or_more) % {
            "count": count
        }
    return ngettext("%(count)s hour", "%(count)s hours", one_or_more) % {"count": count}
