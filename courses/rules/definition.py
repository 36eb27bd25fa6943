"""A completion rule as data. Pure: no database, no clock.

JSON shape (what RuleSetVersion.definition holds)::

    {"rules": [{"type": "count", "kinds": ["seminar"], "count": 4, "modules": [1, 2]},
               {"type": "hours", "minutes": 3600},
               {"type": "share", "percent": 80}],
     "session_share": 80,
     "makeup_allowed": true,
     "days_after_end": 30}

`count` null means all that are available; `modules` null means any. Without `days_after_end`, what
is open stays open for good.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from content.foundation.errors import DomainError


class RequirementKind(StrEnum):
    """What a rule can ask for. The words equal those of Activity.Kind and Session.Kind."""

    MODULE = "module"
    LESSON = "lesson"
    QUIZ = "quiz"
    SCENARIO = "scenario"
    REFLECTION = "reflection"
    SELF_ASSESSMENT = "self_assessment"
    FEEDBACK = "feedback"
    H5P = "h5p"
    ASSIGNMENT = "assignment"
    PLAN = "plan"
    SEMINAR = "seminar"
    DEEPENING = "deepening"
    SUPERVISION = "supervision"
    CONSULTATION = "consultation"
    PRESENTATION = "presentation"
    RELEASE = "release"


SESSION_KINDS = frozenset(
    {
        RequirementKind.SEMINAR,
        RequirementKind.DEEPENING,
        RequirementKind.SUPERVISION,
        RequirementKind.CONSULTATION,
        RequirementKind.PRESENTATION,
    }
)


class InvalidRule(DomainError):
    """The definition cannot be understood."""


@dataclass(frozen=True, slots=True)
class CountRule:
    """At least `count` requirements of these kinds (all available ones if None) are met."""

    kinds: tuple[RequirementKind, ...]
    count: int | None = None
    modules: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class HoursRule:
    """At least so many minutes were attended or credited."""

    minutes: int


@dataclass(frozen=True, slots=True)
class ShareRule:
    """At least so many percent of the planned session minutes were attended or credited."""

    percent: int


Rule = CountRule | HoursRule | ShareRule


@dataclass(frozen=True, slots=True)
class RuleDefinition:
    rules: tuple[Rule, ...]
    # A session counts from this share of its minutes, in percent.
    session_share: int = 80
    makeup_allowed: bool = True
    # Everything has to be met so many days after the cohort's end at the latest; None: no deadline.
    days_after_end: int | None = None


def parse(data: Mapping[str, Any]) -> RuleDefinition:
    """The definition behind the JSON. Raises InvalidRule with a sentence that names the place."""
    try:
        rules = tuple(_parse_rule(item) for item in data["rules"])
        days = data.get("days_after_end")
        days_after_end = None if days is None else _at_least(0, days, "days_after_end")
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidRule(_("The rule is incomplete: %(detail)s") % {"detail": error}) from error
    share = int(data.get("session_share", 80))
    if not rules:
        raise InvalidRule(_("A rule set needs at least one rule."))
    if not 1 <= share <= 100:
        raise InvalidRule(_("The share of a session must lie between 1 and 100 percent."))
    return RuleDefinition(rules, share, bool(data.get("makeup_allowed", True)), days_after_end)


def _at_least(least: int, value: Any, name: str) -> int:
    if int(value) < least:
        raise ValueError(name)
    return int(value)


def _parse_rule(item: Mapping[str, Any]) -> Rule:
    match item["type"]:
        case "count":
            count, modules = item.get("count"), item.get("modules")
            return CountRule(
                kinds=tuple(RequirementKind(kind) for kind in item["kinds"]),
                count=None if count is None else _at_least(1, count, "count"),
                modules=None if modules is None else tuple(int(number) for number in modules),
            )
        case "hours":
            return HoursRule(_at_least(1, item["minutes"], "minutes"))
        case "share":
            percent = _at_least(1, item["percent"], "percent")
            if percent > 100:
                raise ValueError("percent")
            return ShareRule(percent)
        case other:
            raise ValueError(other)


def to_json(definition: RuleDefinition) -> dict[str, Any]:
    """The JSON that `parse` reads back to an equal definition."""
    data: dict[str, Any] = {
        "rules": [_rule_json(rule) for rule in definition.rules],
        "session_share": definition.session_share,
        "makeup_allowed": definition.makeup_allowed,
    }
    if definition.days_after_end is not None:
        data["days_after_end"] = definition.days_after_end
    return data


def _rule_json(rule: Rule) -> dict[str, Any]:
    match rule:
        case CountRule():
            return {
                "type": "count",
                "kinds": [str(kind) for kind in rule.kinds],
                "count": rule.count,
                "modules": None if rule.modules is None else list(rule.modules),
            }
        case HoursRule():
            return {"type": "hours", "minutes": rule.minutes}
        case ShareRule():
            return {"type": "share", "percent": rule.percent}
