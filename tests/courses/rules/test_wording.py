"""Rules in words: what people read on Mein Weg and on the cohort's page."""

from dataclasses import dataclass

import pytest

from courses.rules.definition import (
    CountRule,
    HoursRule,
    RequirementKind,
    Rule,
    RuleDefinition,
    ShareRule,
    parse,
)
from courses.rules.vocabulary import number_word
from courses.rules.wording import (
    Explanation,
    conditions,
    explain,
    explain_lack,
    in_words,
    missing,
    rule_in_words,
    sentence,
)
from tests.factories import RULES

SEMINAR, DEEPENING, PLAN = (
    RequirementKind.SEMINAR,
    RequirementKind.DEEPENING,
    RequirementKind.PLAN,
)
UNREACHABLE = "So ist die Regel nicht mehr erreichbar. Bitte sprechen Sie mit der Koordination."


@dataclass(frozen=True)
class Far:
    rule: Rule
    have: int
    need: int
    of: int
    met: bool = False
    reachable: bool = True


def test_a_rule_set_reads_as_one_line() -> None:
    assert in_words(parse(RULES), {SEMINAR: 5, DEEPENING: 2, PLAN: 1}) == (
        "4 von 5 Seminaren, 1 Online-Vertiefung, angenommener Plan, Freigabe"
    )


def test_without_knowing_how_many_there_are_nothing_is_said_about_it() -> None:
    assert in_words(parse(RULES), {}) == (
        "4 Seminare, 1 Online-Vertiefung, angenommener Plan, Freigabe"
    )


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (CountRule((SEMINAR,), 5), "5 Seminare"),
        (CountRule((SEMINAR,)), "alle: Präsenzmodule"),
        (CountRule((SEMINAR,), 2, (1, 2, 5)), "2 Seminare in Modul 1, 2 und 5"),
        (CountRule((SEMINAR, DEEPENING), 3), "3 aus: Präsenzmodule und Online-Vertiefungen"),
        (HoursRule(3600), "60 Stunden Anwesenheit"),
        (ShareRule(80), "80 Prozent der geplanten Zeit"),
    ],
)
def test_every_kind_of_rule_has_words(rule: Rule, words: str) -> None:
    assert rule_in_words(rule, {SEMINAR: 5}) == words


@pytest.mark.parametrize("kind", RequirementKind)
def test_every_kind_of_requirement_has_words(kind: RequirementKind) -> None:
    far = Far(CountRule((kind,), 3), have=1, need=3, of=4)
    assert rule_in_words(far.rule, {kind: 4}).startswith("3 von 4 ")
    assert missing(far).startswith("2 ")
    assert "zwei" in explain(far).sentence


def test_the_small_print_says_what_counts() -> None:
    assert conditions(RuleDefinition((ShareRule(80),), 75, makeup_allowed=False)) == [
        "Ein Termin zählt ab 75 Prozent seiner Minuten.",
        "Ein versäumter Termin kann nicht nachgeholt werden.",
    ]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "Alles muss bis zum Ende des Durchgangs erfüllt sein."),
        (1, "Alles muss spätestens 1 Tag nach dem Ende des Durchgangs erfüllt sein."),
        (30, "Alles muss spätestens 30 Tage nach dem Ende des Durchgangs erfüllt sein."),
    ],
)
def test_the_small_print_says_the_deadline(days: int, words: str) -> None:
    assert conditions(RuleDefinition((ShareRule(80),), days_after_end=days))[-1] == words


def test_the_preview_is_one_sentence_that_says_out_of_how_many() -> None:
    assert sentence(parse(RULES), {SEMINAR: 5, DEEPENING: 4, PLAN: 1}) == (
        "4 von 5 Seminaren, 1 von 4 Online-Vertiefungen, angenommener Plan und Freigabe"
    )


def test_a_rule_that_nobody_can_meet_says_what_there_is() -> None:
    few = Far(CountRule((SEMINAR,), 4), have=0, need=4, of=3, reachable=False)
    short = Far(HoursRule(3600), have=0, need=3600, of=600, reachable=False)
    late = Far(CountRule((SEMINAR,), 4), have=0, need=4, of=5, reachable=False)
    assert [explain_lack(far) for far in (few, short, late)] == [
        "4 Seminare: Das kann niemand erreichen, vorhanden: 3.",
        "60 Stunden Anwesenheit: Das kann niemand erreichen, geplant: 10 Stunden.",
        "4 Seminare: Das kann niemand bis zur Frist erreichen.",
    ]


def test_one_seminar_short() -> None:
    far = Far(CountRule((SEMINAR,), 4), have=3, need=4, of=5)
    assert explain(far) == Explanation(
        "Noch ein Präsenzmodul.", "Vier von fünf sind nötig. Drei haben Sie besucht."
    )
    assert missing(far) == "1 Seminar"


def test_the_first_attended_seminar_is_said_in_its_gender() -> None:
    far = Far(CountRule((SEMINAR,), 4), have=1, need=4, of=5)
    assert explain(far) == Explanation(
        "Noch drei Präsenzmodule.", "Vier von fünf sind nötig. Eines haben Sie besucht."
    )


def test_few_titles_are_named_many_are_not() -> None:
    far = Far(CountRule((DEEPENING,), 1), have=0, need=1, of=2)
    assert explain(far, ["Vertiefung 1", "Vertiefung 2"]) == Explanation(
        "Noch eine Online-Vertiefung.", "Dafür zählen: Vertiefung 1 und Vertiefung 2."
    )
    assert explain(far, ["a", "b", "c", "d"]) == Explanation("Noch eine Online-Vertiefung.")


def test_all_are_needed() -> None:
    far = Far(CountRule((SEMINAR,)), have=0, need=5, of=5)
    assert explain(far) == Explanation("Noch fünf Präsenzmodule.", "Alle fünf sind nötig.")


def test_plan_and_release() -> None:
    plan = Far(CountRule((PLAN,), 1), have=0, need=1, of=1)
    release = Far(CountRule((RequirementKind.RELEASE,), 1), have=0, need=1, of=1)
    assert (
        explain(plan, ["Unser Plan"]).sentence == "Ihr Krisenpräventionsplan muss angenommen sein."
    )
    assert explain(release, ["Freigabe"]) == Explanation(
        "Die Freigabe fehlt noch.",
        "Das Trainingsteam gibt sie, wenn Sie aktiv mitgearbeitet haben.",
    )


def test_a_met_rule_is_one_short_sentence() -> None:
    far = Far(CountRule((SEMINAR,), 4), have=4, need=4, of=5, met=True)
    assert explain(far) == Explanation("Präsenzmodule: erfüllt.")
    assert missing(far) == ""


def test_what_cannot_be_reached_says_whom_to_talk_to() -> None:
    far = Far(CountRule((SEMINAR,), 4), have=1, need=4, of=5, reachable=False)
    assert explain(far, ["Modul 5"]) == Explanation("Noch drei Präsenzmodule.", UNREACHABLE)


def test_hours_are_counted_in_the_unit_of_the_cohort() -> None:
    far = Far(HoursRule(3600), have=2700, need=3600, of=4000)
    assert explain(far) == Explanation(
        "Noch 15 Stunden.", "60 Stunden sind nötig. 45 Stunden zählen schon."
    )
    assert explain(far, unit=45).sentence == "Noch 20 Unterrichtseinheiten."
    assert missing(far) == "15 Stunden"


def test_a_single_minute_short_is_never_nothing() -> None:
    far = Far(HoursRule(3600), have=3599, need=3600, of=4000)
    assert explain(far).sentence == "Noch 0,25 Stunden."


def test_numbers_beyond_twelve_are_digits() -> None:
    assert [number_word(n) for n in (1, 12, 13)] == ["eins", "zwölf", "13"]
