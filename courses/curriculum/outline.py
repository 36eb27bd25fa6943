"""The shape in which every page shows a programme: modules, their steps, and where one stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from courses.curriculum.models import Activity

# What somebody is led to when the lessons of a module are read. The rest is private, or is asked
# for when the seminar is over: it stands there, and nobody is urged.
LED_TO = frozenset({Activity.Kind.SCENARIO, Activity.Kind.H5P, Activity.Kind.ASSIGNMENT})


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands with one step. `state` is a stable word, `label` the one shown."""

    state: str = "open"
    label: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    key: UUID
    kind: str
    number: str
    title: str
    minutes: int
    url: str
    page_id: int | None
    parent_key: UUID | None
    standing: Standing = field(default_factory=Standing)

    @property
    def name(self) -> str:
        """„1.4 Eskalation: neun Stufen“"""
        return f"{self.number} {self.title}".strip()

    @property
    def kind_label(self) -> str:
        """„Szenarioübung“"""
        return str(Activity.Kind(self.kind).label)


@dataclass(frozen=True, slots=True)
class ModuleOutline:
    step: Step
    lessons: tuple[Step, ...]
    exercises: tuple[Step, ...]
    opens_on: date | None = None
    locked: bool = False

    @property
    def lessons_read(self) -> int:
        return sum(lesson.standing.done for lesson in self.lessons)

    @property
    def done(self) -> bool:
        return bool(self.lessons) and self.lessons_read == len(self.lessons)

    @property
    def to_do(self) -> tuple[Step, ...]:
        """Unread lessons, then exercises that nothing has been heard of."""
        return (
            *(lesson for lesson in self.lessons if not lesson.standing.done),
            *(
                exercise
                for exercise in self.exercises
                if exercise.kind in LED_TO and exercise.standing.state == Standing().state
            ),
        )

    @property
    def next_step(self) -> Step | None:
        return next(iter(self.to_do), None)


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole programme as one person sees it."""

    modules: tuple[ModuleOutline, ...]
    loose: tuple[Step, ...]  # steps outside a module, for instance the plan
    tests: Mapping[UUID, Step]  # self-tests by the key of their lesson
    # Reflections of lessons by the key of their lesson.
    reflections: Mapping[UUID, Step] = field(default_factory=dict)

    def module_of(self, step: Step) -> ModuleOutline | None:
        """Also for what stands below a lesson."""
        for module in self.modules:
            if module.step.key in (step.key, step.parent_key):
                return module
            if any(lesson.key == step.parent_key for lesson in module.lessons):
                return module
        return None

    def step_for_page(self, page_id: int) -> Step | None:
        return next((step for step in self.steps() if step.page_id == page_id), None)

    def steps(self) -> Iterable[Step]:
        for module in self.modules:
            yield module.step
            yield from module.lessons
            yield from module.exercises
        yield from self.loose
        yield from self.tests.values()
        yield from self.reflections.values()

    def to_do(self) -> Iterable[Step]:
        """What leads on in the modules that are open, in their order."""
        for module in self.modules:
            if not module.locked:
                yield from module.to_do


def build_outline(
    activities: Iterable[Activity],
    *,
    standings: Mapping[UUID, Standing],
    opens_on: Mapping[UUID, date | None],
    today: date,
) -> Outline:
    """Arrange the available activities (in page order, with pages) into modules and steps."""
    rows = list(activities)
    keys = {row.pk: row.key for row in rows}
    steps = [_step(row, keys, standings) for row in rows]
    children: dict[UUID | None, list[Step]] = {}
    for step in steps:
        children.setdefault(step.parent_key, []).append(step)
    modules = tuple(
        _module(step, children.get(step.key, []), opens_on.get(step.key), today)
        for step in steps
        if step.kind == Activity.Kind.MODULE
    )
    return Outline(
        modules=modules,
        loose=tuple(s for s in children.get(None, []) if s.kind != Activity.Kind.MODULE),
        tests={s.parent_key: s for s in steps if s.kind == Activity.Kind.QUIZ and s.parent_key},
        reflections=_reflections(steps),
    )


def _reflections(steps: Iterable[Step]) -> dict[UUID, Step]:
    """Those below a lesson, one each; those of a module are among its exercises."""
    lessons = {step.key for step in steps if step.kind == Activity.Kind.LESSON}
    found: dict[UUID, Step] = {}
    for step in steps:
        if step.kind == Activity.Kind.REFLECTION and step.parent_key in lessons:
            found.setdefault(step.parent_key, step)
    return found


def _step(row: Activity, keys: Mapping[int, UUID], standings: Mapping[UUID, Standing]) -> Step:
    page = row.page
    return Step(
        key=row.key,
        kind=row.kind,
        number=row.number,
        title=row.title,
        minutes=row.minutes,
        url=(page.get_url() or "") if page else "",
        page_id=row.page_id,
        parent_key=keys.get(row.parent_id) if row.parent_id else None,
        standing=standings.get(row.key, Standing()),
    )


def _module(
    step: Step, children: Iterable[Step], opens_on: date | None, today: date
) -> ModuleOutline:
    lessons = tuple(child for child in children if child.kind == Activity.Kind.LESSON)
    exercises = tuple(child for child in children if child.kind != Activity.Kind.LESSON)
    return ModuleOutline(
        step=step,
        lessons=lessons,
        exercises=exercises,
        opens_on=opens_on,
        locked=bool(opens_on and opens_on > today),
    )
