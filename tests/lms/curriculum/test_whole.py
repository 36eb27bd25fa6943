"""What the curriculum consists of, counted in its files."""

from collections.abc import Iterator

import pytest

from tests.lms.curriculum.shelf import MODULES, File, beside, entries, files, of_type

LESSONS = {1: 7, 2: 6, 3: 6, 4: 7, 5: 7}
CARDS = {1: 3, 2: 4, 3: 4, 4: 4, 5: 4}
DEEPENINGS = {1: 1, 2: 1, 3: 1, 4: 1, 5: 0}
DAY, DEEPENING = 360, 180  # minutes that count
SHOWING = {
    *("table", "stairs", "triangle", "iceberg", "conflicttree", "onion", "forcefield"),
    *("timeline", "actormap", "crisiscurve"),
}

lessons = pytest.mark.parametrize("lesson", of_type("lesson"), ids=lambda file: file.folder)
scenarios = pytest.mark.parametrize("scenario", of_type("scenario"), ids=lambda file: file.path)


def test_five_modules_with_their_lessons_and_cards() -> None:
    assert {each: len(of_type("lesson", each)) for each in MODULES} == LESSONS
    cards = [card.data["module"] for card in of_type("method")]
    assert {each: cards.count(each) for each in MODULES} == CARDS


def test_exercises_of_the_whole_year() -> None:
    tasks = of_type("assignment")
    assert sorted(task.data["number"] for task in tasks if "number" in task.data) == [
        "P1",
        "P2",
        "P3",
    ]
    assert "auftragsklaerung-bogen" in [task.data["slug"] for task in tasks]
    counted = {"scenario": 7, "feedback": 5, "self_assessment": 2, "plan": 1}
    assert {kind: len(of_type(kind)) for kind in counted} == counted
    assert len(entries("glossar")) >= 80


def test_the_plan_has_its_sections_an_example_and_a_rubric() -> None:
    plan = of_type("plan")[0]
    assert [section["number"] for section in plan.data["sections"]] == list(range(18))
    rubric, example = beside(plan, "rubric.yaml"), beside(plan, "beispiel.yaml")
    assert example is not None
    assert len(rubric.data["criteria"]) == 10
    assert {len(criterion["levels"]) for criterion in rubric.data["criteria"]} == {4}


# — Lessons ——————————————————————————————————————————————————————————————————————


@lessons
def test_a_lesson_shows_something(lesson: File) -> None:
    assert SHOWING & {kind for kind, _inside in lesson.blocks()}


@lessons
def test_a_lesson_leads_to_the_readers_own_work_and_says_what_to_keep(lesson: File) -> None:
    kinds = {kind for kind, _inside in lesson.blocks()}
    assert {"rule", "practice"} <= kinds


@lessons
def test_a_lesson_speaks_plain_language_too(lesson: File) -> None:
    assert beside(lesson, "einfach.md") is not None


@lessons
def test_a_lesson_names_its_literature(lesson: File) -> None:
    kinds = {kind for kind, _inside in lesson.blocks()}
    assert {"reading", "literature"} & kinds or "](source:" in lesson.body


@lessons
def test_a_lesson_fits_between_two_appointments(lesson: File) -> None:
    assert 15 <= lesson.data["minutes"] <= 30


@lessons
def test_a_lesson_ends_with_one_question_of_its_own(lesson: File) -> None:
    """Below the text, before the self-test. What it asks stands nowhere in the practice box."""
    own = beside(lesson, "reflexion.yaml")
    assert own is not None
    assert (own.data["type"], own.data["minutes"]) == ("reflection", 5)
    assert [bool(prompt["help"]) for prompt in own.data["prompts"]] == [True]
    assert [box for _kind, box in lesson.blocks("practice") if "Für Sie allein" in box] == []


def test_no_question_is_asked_twice() -> None:
    """Two that begin alike for three words would sound alike, too."""
    asked = [p["text"] for each in of_type("reflection") for p in each.data["prompts"]]
    beginnings = [" ".join(text.split()[:3]) for text in asked]
    assert [words for words in beginnings if beginnings.count(words) > 1] == []


@lessons
def test_a_self_test_has_three_to_five_questions_that_explain(lesson: File) -> None:
    quiz = beside(lesson, "quiz.yaml")
    assert 3 <= len(quiz.data["questions"]) <= 5
    assert [text for question in quiz.data["questions"] for text in _unexplained(question)] == []


@lessons
def test_the_place_of_an_answer_gives_nothing_away(lesson: File) -> None:
    """The right ones come first only where everybody gets an order of their own."""
    quiz = beside(lesson, "quiz.yaml").data
    several = [each for each in quiz["questions"] if each.get("kind") == "multiple"]
    right = [[answer["correct"] for answer in each["options"]] for each in several]
    assert quiz.get("shuffle") or [row for row in right if row == sorted(row, reverse=True)] == []


def _unexplained(question: dict) -> Iterator[str]:
    """Answers without feedback. Steps and cells may go without, short texts have a model."""
    for name in ("options", "pairs", "gaps"):
        for answer in question.get(name, ()):
            if not answer.get("feedback"):
                yield f"{question['text']}: {answer}"
    if question.get("type") == "short_text" and not question.get("model"):
        yield question["text"]


# — Scenarios ————————————————————————————————————————————————————————————————————


@scenarios
def test_a_scenario_is_small_and_ends_in_several_ways(scenario: File) -> None:
    nodes = scenario.data["nodes"]
    endings = [node for node in nodes if node["type"] == "ending"]
    assert len(nodes) <= 12
    assert len(endings) >= 3


@scenarios
def test_every_way_has_three_decisions(scenario: File) -> None:
    nodes = {node["code"]: node for node in scenario.data["nodes"]}

    def lengths(code: str) -> set[int]:
        node = nodes[code]
        if node["type"] == "ending":
            return {0}
        return {1 + rest for option in node["options"] for rest in lengths(option["next"])}

    assert lengths(scenario.data["nodes"][0]["code"]) == {3}


@scenarios
def test_every_option_has_a_gain_and_a_price(scenario: File) -> None:
    situations = [node for node in scenario.data["nodes"] if node["type"] == "situation"]
    assert {len(node["options"]) for node in situations} <= {2, 3}
    for node in situations:
        for option in node["options"]:
            assert all(option.get(name) for name in ("follows", "gain", "price", "lesson"))


# — Outcomes —————————————————————————————————————————————————————————————————————


@pytest.mark.parametrize("module", MODULES)
def test_every_outcome_is_served_by_a_lesson_and_practised(module: int) -> None:
    """A self-test and the options of a scenario practise what their lesson serves."""
    outcomes = range(1, len(of_type("module", module)[0].data["outcomes"]) + 1)
    served = {lesson.folder: lesson.data["outcomes"] for lesson in of_type("lesson", module)}
    practised = {
        number
        for scenario in of_type("scenario", module)
        for node in scenario.data["nodes"]
        for option in node.get("options", ())
        for number in served.get(option["lesson"].strip("/"), ())
    }
    assert {number for numbers in served.values() for number in numbers} == set(outcomes)
    by_test = {
        number for folder, numbers in served.items() if _tested(folder) for number in numbers
    }
    assert practised | by_test == set(outcomes)
    assert len(practised) >= 2


def _tested(folder: str) -> bool:
    return any(each.path == f"{folder}/quiz.yaml" for each in files())


# — Outlines and guides ——————————————————————————————————————————————————————————


@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_a_guide_and_an_outline_of_each_session(module: int) -> None:
    kinds = [guide.data["kind"] for guide in of_type("guide", module)]
    counted = {kind: kinds.count(kind) for kind in ("guide", "seminar", "deepening")}
    assert counted == {"guide": 1, "seminar": 1, "deepening": DEEPENINGS[module]}


@pytest.mark.parametrize("outline", of_type("guide"), ids=lambda file: file.path)
def test_the_days_of_an_outline_are_as_long_as_they_count(outline: File) -> None:
    days = outline.data_of("dayplan")
    module = of_type("module", int(outline.path[6]))[0]
    expected = {"guide": [], "deepening": [DEEPENING], "seminar": [DAY] * module.data["days"]}
    assert [_working(day) for day in days] == expected[outline.data["kind"]]


def _working(day: dict) -> int:
    return sum(row["minutes"] for row in day["rows"] if not row.get("pause"))


@pytest.mark.parametrize("outline", of_type("guide"), ids=lambda file: file.path)
def test_every_part_of_a_day_has_an_aim_a_way_and_somebody(outline: File) -> None:
    rows = [row for day in outline.data_of("dayplan") for row in day["rows"]]
    working = [row for row in rows if not row.get("pause")]
    assert [row["title"] for row in working if not {"aim", "how", "who"} <= set(row)] == []
    assert max([row["minutes"] for row in working], default=0) <= 120


@pytest.mark.parametrize("module", MODULES)
def test_every_card_of_a_module_is_used_in_its_sessions(module: int) -> None:
    days = [day for outline in of_type("guide", module) for day in outline.data_of("dayplan")]
    used = {row.get("page") for day in days for row in day["rows"]}
    cards = [card.data["slug"] for card in of_type("method") if card.data["module"] == module]
    assert [slug for slug in cards if f"/methoden/{slug}/" not in used] == []
