"""The words of the kinds a rule can ask for, and of numbers."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext

from courses.rules.definition import RequirementKind


@dataclass(frozen=True, slots=True)
class Words:
    """One kind: counted, counted out of more, still needed, and the name of the whole."""

    counted: Any
    of_more: Any
    needed: Any
    name: Any


KINDS = {
    RequirementKind.SEMINAR: Words(
        ngettext_lazy("%(count)d seminar", "%(count)d seminars", "count"),
        gettext_lazy("%(count)d of %(all)d seminars"),
        ngettext_lazy("One more seminar.", "%(number)s more seminars.", "count"),
        gettext_lazy("Seminars"),
    ),
    RequirementKind.DEEPENING: Words(
        ngettext_lazy("%(count)d online deepening", "%(count)d online deepenings", "count"),
        gettext_lazy("%(count)d of %(all)d online deepenings"),
        ngettext_lazy("One more online deepening.", "%(number)s more online deepenings.", "count"),
        gettext_lazy("Online deepenings"),
    ),
    RequirementKind.SUPERVISION: Words(
        ngettext_lazy("%(count)d supervision", "%(count)d supervisions", "count"),
        gettext_lazy("%(count)d of %(all)d supervisions"),
        ngettext_lazy("One more supervision.", "%(number)s more supervisions.", "count"),
        gettext_lazy("Supervisions"),
    ),
    RequirementKind.CONSULTATION: Words(
        ngettext_lazy("%(count)d peer consultation", "%(count)d peer consultations", "count"),
        gettext_lazy("%(count)d of %(all)d peer consultations"),
        ngettext_lazy("One more consultation.", "%(number)s more consultations.", "count"),
        gettext_lazy("Peer consultations"),
    ),
    RequirementKind.PRESENTATION: Words(
        ngettext_lazy("%(count)d presentation", "%(count)d presentations", "count"),
        gettext_lazy("%(count)d of %(all)d presentations"),
        ngettext_lazy("One more presentation.", "%(number)s more presentations.", "count"),
        gettext_lazy("Presentations"),
    ),
    RequirementKind.MODULE: Words(
        ngettext_lazy("%(count)d module", "%(count)d modules", "count"),
        gettext_lazy("%(count)d of %(all)d modules"),
        ngettext_lazy("One more module.", "%(number)s more modules.", "count"),
        gettext_lazy("Modules"),
    ),
    RequirementKind.LESSON: Words(
        ngettext_lazy("%(count)d lesson", "%(count)d lessons", "count"),
        gettext_lazy("%(count)d of %(all)d lessons"),
        ngettext_lazy("One more lesson.", "%(number)s more lessons.", "count"),
        gettext_lazy("Lessons"),
    ),
    RequirementKind.QUIZ: Words(
        ngettext_lazy("%(count)d self-test", "%(count)d self-tests", "count"),
        gettext_lazy("%(count)d of %(all)d self-tests"),
        ngettext_lazy("One more self-test.", "%(number)s more self-tests.", "count"),
        gettext_lazy("Self-tests"),
    ),
    RequirementKind.SCENARIO: Words(
        ngettext_lazy("%(count)d scenario exercise", "%(count)d scenario exercises", "count"),
        gettext_lazy("%(count)d of %(all)d scenario exercises"),
        ngettext_lazy(
            "One more scenario exercise.", "%(number)s more scenario exercises.", "count"
        ),
        gettext_lazy("Scenario exercises"),
    ),
    RequirementKind.REFLECTION: Words(
        ngettext_lazy("%(count)d reflection", "%(count)d reflections", "count"),
        gettext_lazy("%(count)d of %(all)d reflections"),
        ngettext_lazy("One more reflection.", "%(number)s more reflections.", "count"),
        gettext_lazy("Reflections"),
    ),
    RequirementKind.SELF_ASSESSMENT: Words(
        ngettext_lazy("%(count)d self-assessment", "%(count)d self-assessments", "count"),
        gettext_lazy("%(count)d of %(all)d self-assessments"),
        ngettext_lazy("One more self-assessment.", "%(number)s more self-assessments.", "count"),
        gettext_lazy("Self-assessments"),
    ),
    RequirementKind.FEEDBACK: Words(
        ngettext_lazy("%(count)d module feedback", "%(count)d module feedbacks", "count"),
        gettext_lazy("%(count)d of %(all)d module feedbacks"),
        ngettext_lazy("One more module feedback.", "%(number)s more module feedbacks.", "count"),
        gettext_lazy("Module feedback"),
    ),
    RequirementKind.H5P: Words(
        ngettext_lazy("%(count)d interactive exercise", "%(count)d interactive exercises", "count"),
        gettext_lazy("%(count)d of %(all)d interactive exercises"),
        ngettext_lazy(
            "One more interactive exercise.", "%(number)s more interactive exercises.", "count"
        ),
        gettext_lazy("Interactive exercises"),
    ),
    RequirementKind.ASSIGNMENT: Words(
        ngettext_lazy("accepted practice task", "%(count)d accepted practice tasks", "count"),
        gettext_lazy("%(count)d of %(all)d practice tasks accepted"),
        ngettext_lazy(
            "One more practice task has to be accepted.",
            "%(number)s more practice tasks have to be accepted.",
            "count",
        ),
        gettext_lazy("Practice tasks"),
    ),
    RequirementKind.PLAN: Words(
        ngettext_lazy("accepted plan", "%(count)d accepted plans", "count"),
        gettext_lazy("%(count)d of %(all)d plans accepted"),
        ngettext_lazy(
            "Your crisis prevention plan has to be accepted.",
            "%(number)s more plans have to be accepted.",
            "count",
        ),
        gettext_lazy("Crisis prevention plan"),
    ),
    RequirementKind.RELEASE: Words(
        ngettext_lazy("release", "%(count)d releases", "count"),
        gettext_lazy("%(count)d of %(all)d releases"),
        ngettext_lazy("The release is still open.", "%(number)s releases are open.", "count"),
        gettext_lazy("Release"),
    ),
}


def kind_name(kind: RequirementKind) -> str:
    """„Seminare“"""
    return str(KINDS[kind].name)


def number_word(number: int) -> str:
    """„vier“; from 13 on in digits."""
    words = (
        pgettext("number", "zero"),
        pgettext("number", "one"),
        pgettext("number", "two"),
        pgettext("number", "three"),
        pgettext("number", "four"),
        pgettext("number", "five"),
        pgettext("number", "six"),
        pgettext("number", "seven"),
        pgettext("number", "eight"),
        pgettext("number", "nine"),
        pgettext("number", "ten"),
        pgettext("number", "eleven"),
        pgettext("number", "twelve"),
    )
    return words[number] if 0 <= number < len(words) else str(number)
