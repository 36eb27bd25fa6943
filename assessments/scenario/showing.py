"""A scenario as one person sees it: the beginning, a situation to decide in, or an ending."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.scenario.checks import decisions
from assessments.scenario.drawing import Row, as_table, draw
from assessments.scenario.models import ScenarioRun
from assessments.scenario.playing import Step, Way, fold
from assessments.scenario.queries import Distribution
from assessments.scenario.reading import read_story
from assessments.scenario.story import Node, Option, Story, from_json
from assessments.scenario.trying import FROM, WAY, Trial
from assessments.scenario.words import Scale, scales
from content.ui.dates import long_date
from courses.curriculum.outline import Outline
from courses.rules.vocabulary import number_word


@dataclass(frozen=True, slots=True)
class Button:
    """A way on: `name` and `value` are what its button sends besides `Play.hidden`."""

    letter: str
    text: str
    detail: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Behind:
    """A decision already taken, and the button that leads back to before it."""

    number: int
    situation: str
    choice: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Consequence:
    """What the last decision did. `lesson` is where to read on, if it can be read."""

    text: str
    choice: str
    gain: str
    price: str
    lesson_title: str = ""
    lesson_url: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A way of the person's own, finished or left."""

    number: int
    day: str
    ending: str
    decisions: str


@dataclass(frozen=True, slots=True)
class Play:
    """What `lms_assessments/scenario/page.html` draws."""

    node: Node | None
    begun: bool
    ended: bool
    is_kept: bool
    method: str
    action: str
    hidden: Mapping[str, str]
    position: str
    scales: tuple[Scale, ...]
    options: tuple[Button, ...] = ()
    consequence: Consequence | None = None
    behind: tuple[Behind, ...] = ()
    graph: SafeString | str = ""
    table: tuple[Row, ...] = ()
    other_endings: tuple[str, ...] = ()
    cohort: tuple[str, ...] = ()
    cohort_why_not: str = ""
    earlier: tuple[Earlier, ...] = ()
    changed: bool = False


def show_kept(
    page: Any,
    key: UUID,
    runs: list[ScenarioRun],
    outline: Outline,
    *,
    spread: Distribution | None = None,
) -> Play:
    """For somebody who takes part: where their latest run stands. No statement of its own."""
    run = runs[0] if runs else None
    story = from_json(run.shown) if run else read_story(page)
    way = fold(story, run.log if run else ())
    hidden = {"run": str(run.number), "version": str(run.version)} if run else {}
    shown = _Shown(story, way, outline)
    return Play(
        node=way.at,
        begun=run is not None,
        ended=way.ended,
        is_kept=True,
        method="post",
        action=reverse("assessments:play_scenario", kwargs={"key": key}),
        hidden=hidden,
        position=shown.position(),
        scales=shown.scales(),
        options=tuple(shown.button(option, "option", option.id) for option in shown.options),
        consequence=shown.consequence(),
        behind=tuple(shown.behind(n, "back", str(n)) for n in range(len(way.steps))),
        **shown.ending(spread),
        earlier=tuple(_earlier(run) for run in runs if run.log),
        changed=bool(run) and story != read_story(page),
    )


def show_trial(trial: Trial, outline: Outline, hidden: Mapping[str, str]) -> Play:
    """For somebody who only tries; `hidden` are the parts of the address that stay."""
    shown = _Shown(trial.story, trial.way, outline)
    return Play(
        node=trial.way.at,
        begun=trial.begun,
        ended=trial.way.ended,
        is_kept=False,
        method="get",
        action="",
        hidden={name: value for name, value in hidden.items() if name != WAY},
        position=shown.position(),
        scales=shown.scales(),
        options=tuple(
            shown.button(option, WAY, trial.after(shown.way.at.letter(option)))
            for option in shown.options
            if shown.way.at
        ),
        consequence=shown.consequence(),
        behind=tuple(shown.behind(n, WAY, trial.back_to(n)) for n in range(len(trial.way.steps))),
        **shown.ending(None),
    )


@dataclass(frozen=True, slots=True)
class _Shown:
    """What both kinds of playing show alike."""

    story: Story
    way: Way
    outline: Outline

    @property
    def options(self) -> tuple[Option, ...]:
        return self.way.at.options if self.way.at else ()

    def button(self, option: Option, name: str, value: str) -> Button:
        letter = self.way.at.letter(option) if self.way.at else ""
        return Button(letter, option.text, option.detail, name, value)

    def position(self) -> str:
        _least, most = decisions(self.story)
        now = len(self.way.steps) + 1
        if self.way.ended or not most:
            return ""
        if now > most:
            return _("Decision %(number)d") % {"number": now}
        return _("Decision %(number)d of at most %(most)d") % {"number": now, "most": most}

    def scales(self) -> tuple[Scale, ...]:
        if not self.way.last:
            return scales(self.way.dials)
        before = self.story.start if self.way.ended else self.way.last.before
        return scales(self.way.dials, before)

    def consequence(self) -> Consequence | None:
        step = self.way.last
        if step is None:
            return None
        lesson = self.outline.step_for_page(step.option.lesson) if step.option.lesson else None
        return Consequence(
            text=step.option.follows,
            choice=step.option.text,
            gain=step.option.gain,
            price=step.option.price,
            lesson_title=lesson.name if lesson else "",
            lesson_url=lesson.url if lesson else "",
        )

    def behind(self, kept: int, name: str, value: str) -> Behind:
        step: Step = self.way.steps[kept]
        return Behind(kept + 1, step.node.title, step.option.text, name, value)

    def ending(self, spread: Distribution | None) -> dict[str, Any]:
        """The picture, the table and how the cohort's ways are spread; at an ending alone."""
        if not self.way.ended:
            return {}
        others = [node for node in self.story.endings if node != self.way.at]
        return {
            "graph": draw(self.story, way=self.way),
            "table": as_table(self.story, self.way),
            "other_endings": tuple(node.title for node in others),
            "cohort": _spread_in_words(self.story, spread) if spread else (),
            "cohort_why_not": "" if spread else _why_not(),
        }


def _earlier(run: ScenarioRun) -> Earlier:
    story = from_json(run.shown)
    way = fold(story, run.log)
    letters = ", ".join(f"{s.node.code} {s.node.letter(s.option)}" for s in way.steps)
    ending = way.at.title if way.ended and way.at else ""
    return Earlier(run.number, long_date(run.ended_at or run.started_at), ending, letters)


def _spread_in_words(story: Story, spread: Distribution) -> tuple[str, ...]:
    """One sentence for the whole, one for each ending somebody reached."""
    first = _("%(number)s people of your cohort have played.") % {
        "number": number_word(spread.people).capitalize()
    }
    lines = [
        ngettext(
            "%(number)s reached the ending “%(title)s”.",
            "%(number)s reached the ending “%(title)s”.",
            spread.endings[node.id],
        )
        % {"number": number_word(spread.endings[node.id]).capitalize(), "title": node.title}
        for node in story.endings
        if spread.endings[node.id]
    ]
    return (first, *lines)


def _why_not() -> str:
    return _(
        "How the others decided is shown when at least five people of your cohort have played, "
        "so that nobody can be recognised."
    )


def kept_parts(query: Mapping[str, Any]) -> dict[str, str]:
    """What of an address stays while somebody tries: the preview's own, and where it began."""
    return {name: str(value) for name, value in query.items() if name != WAY or not value}


__all__ = ["FROM", "Play", "kept_parts", "show_kept", "show_trial"]
