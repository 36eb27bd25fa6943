"""A programme as its authors see it: minutes, outcomes and what serves them, and what is missing.

Pure: `queries` fills these, the screen shows them. Drafts count, because authors plan with them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

# What a lesson takes, self-test included, so that it fits between two appointments.
MINUTES_AT_LEAST, MINUTES_AT_MOST = 15, 30


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the plan, with the way to its editor."""

    title: str
    edit_url: str
    minutes: int = 0
    number: str = ""
    kind: str = ""
    live: bool = True
    changed: bool = False  # there is a newer draft

    @property
    def name(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def short(self) -> str:
        """What a table has room for."""
        return self.number or self.title


@dataclass(frozen=True, slots=True)
class Lesson:
    entry: Entry
    serves: tuple[int, ...]
    tested: bool
    plain: bool
    writing: int = 0  # minutes for its own reflection, on top of those of the lesson

    @property
    def minutes(self) -> int:
        return self.entry.minutes + self.writing


@dataclass(frozen=True, slots=True)
class Outcome:
    number: int
    text: str
    level: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing, in a sentence, and the page where it can be put right."""

    text: str
    edit_url: str


@dataclass(frozen=True)
class Module:
    entry: Entry
    outcomes: tuple[Outcome, ...]
    lessons: tuple[Lesson, ...]
    exercises: tuple[Entry, ...]
    add_lesson_url: str = ""

    @cached_property
    def minutes(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons) + sum(
            exercise.minutes for exercise in self.exercises
        )

    @cached_property
    def coverage(self) -> tuple[tuple[Outcome, tuple[Lesson, ...]], ...]:
        """Every outcome with the lessons that serve it."""
        return tuple(
            (outcome, tuple(lesson for lesson in self.lessons if outcome.number in lesson.serves))
            for outcome in self.outcomes
        )

    @cached_property
    def plain_lessons(self) -> int:
        return sum(lesson.plain for lesson in self.lessons)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        return tuple(_gaps(self))


@dataclass(frozen=True)
class Plan:
    title: str
    edit_url: str
    modules: tuple[Module, ...]
    loose: tuple[Entry, ...]  # what stands outside the modules, for instance the plan

    @cached_property
    def minutes(self) -> int:
        return sum(module.minutes for module in self.modules) + sum(
            entry.minutes for entry in self.loose
        )

    @cached_property
    def gaps(self) -> int:
        return sum(len(module.gaps) for module in self.modules)


def numbers_in(text: str) -> tuple[int, ...]:
    """„1, 3“ as numbers, each once, in order."""
    return tuple(dict.fromkeys(int(found) for found in re.findall(r"\d{1,3}", text)))


def _gaps(module: Module) -> Iterator[Gap]:
    at_module = module.entry.edit_url
    if not module.outcomes:
        yield Gap(_("The module names no learning outcomes."), at_module)
    for outcome, lessons in module.coverage:
        if not lessons:
            words = _("No lesson serves outcome %(number)s.") % {"number": outcome.number}
            yield Gap(words, at_module)
    for lesson in module.lessons:
        for words in _of_lesson(lesson, len(module.outcomes)):
            yield Gap(f"{lesson.entry.short}: {words}", lesson.entry.edit_url)
    if not module.lessons:
        yield Gap(_("The module has no lessons."), at_module)
    if not module.exercises:
        yield Gap(_("The module has no reflection and no exercise."), at_module)


def _of_lesson(lesson: Lesson, outcomes: int) -> Iterator[str]:
    if not lesson.serves:
        yield _("It is not said which outcome it serves.")
    for number in lesson.serves:
        if not 1 <= number <= outcomes:
            yield _("There is no outcome %(number)s.") % {"number": number}
    if not lesson.tested:
        yield _("There is no self-test.")
    if not MINUTES_AT_LEAST <= lesson.entry.minutes <= MINUTES_AT_MOST:
        words = _("%(minutes)s minutes; %(least)s to %(most)s fit between two appointments.")
        yield words % {
            "minutes": lesson.entry.minutes,
            "least": MINUTES_AT_LEAST,
            "most": MINUTES_AT_MOST,
        }
