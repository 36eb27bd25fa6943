"""Deciding: what is kept, what is refused, who sees it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.scenario.domain import begin, decide
from assessments.scenario.errors import PlayedOn
from assessments.scenario.models import ScenarioRun, erase_runs
from assessments.scenario.playing import fold
from assessments.scenario.queries import distribution, open_scenario, told
from assessments.scenario.reading import read_story
from assessments.scenario.story import Story, as_json, from_json
from courses.cohorts.models import Enrolment
from courses.curriculum.pages import InfoPage
from courses.progress.models import Evidence
from tests.assessments.scenario.stories import (
    START,
    address,
    as_stream,
    ending,
    make_scenario,
    option,
    situation,
)
from tests.factories import (
    CohortFactory,
    activity_of,
    coordinator_of,
    enrol,
    make_programme,
    trainer_of,
)
from tests.parallel import at_once

pytestmark = pytest.mark.django_db


def text_of(response: Any) -> str:
    return response.content.decode()


def sent(page: Any, place: int, *, run: int = 1, version: int = 0, at: Any = None) -> dict:
    """The form of the `place`th option of the node somebody stands at."""
    node = at or read_story(page).first
    return {"run": run, "version": version, "node": node.id, "option": node.options[place].id}


def play(client: Any, page: Any, *places: int, run: int = 1) -> None:
    """Begin and decide; each place is that of an option."""
    client.post(address(page), {"begin": "1"})
    for version, place in enumerate(places):
        at = fold(from_json(latest(run).shown), latest(run).log).at
        client.post(address(page), sent(page, place, run=run, version=version, at=at))


def elsewhere() -> Any:
    return CohortFactory(programme=make_programme(slug="anderswo", as_root=False))


def latest(number: int = 1) -> ScenarioRun:
    return ScenarioRun.objects.get(number=number)


def test_a_way_to_an_ending_is_kept_and_counts_once(client, person, scenario) -> None:
    play(client, scenario, 0, 1)
    run = latest()
    assert (run.user, run.activity_key, run.version) == (person, activity_of(scenario).key, 2)
    assert from_json(run.shown) == read_story(scenario)
    assert run.ended_at is not None
    [fact] = Evidence.objects.filter(requirement_key=run.activity_key)
    assert fact.kind == "answered"
    shown = text_of(client.get(scenario.url))
    assert "So endet B" in shown
    assert "Ihr Weg: E1 a, E2 b, Ende B." in shown
    play(client, scenario, 1, 1, run=2)
    assert Evidence.objects.filter(requirement_key=run.activity_key).count() == 1
    assert latest(1).log != latest(2).log


def test_an_open_way_says_what_the_decision_did(client, person, scenario) -> None:
    play(client, scenario, 0)
    shown = text_of(client.get(scenario.url))
    assert "Was Ihre Entscheidung bewirkt hat" in shown
    assert "ein Gewinn" in shown
    assert "ein Preis" in shown
    assert "Gestiegen um 1." in shown
    assert "Stufe 5: Gesichtsverlust." in shown
    assert not Evidence.objects.filter(requirement_key=activity_of(scenario).key).exists()


def test_going_back_keeps_what_was_decided_before(client, person, scenario) -> None:
    play(client, scenario, 0, 1)
    client.post(address(scenario), {"run": 1, "version": 2, "back": 1})
    run = latest()
    assert [("back" in entry) for entry in run.log] == [False, False, True]
    assert run.ended_at is not None
    assert "Lage E2" in text_of(client.get(scenario.url))


def test_a_double_click_decides_once(client, person, scenario) -> None:
    client.post(address(scenario), {"begin": "1"})
    client.post(address(scenario), {"begin": "1"})
    for _ in range(2):
        response = client.post(address(scenario), sent(scenario, 0), follow=True)
        assert not list(response.context["messages"])
    assert ScenarioRun.objects.count() == 1
    assert len(latest().log) == 1


def test_another_window_is_told_and_changes_nothing(client, person, scenario) -> None:
    play(client, scenario, 0)
    response = client.post(address(scenario), sent(scenario, 1), follow=True)
    assert "in einem anderen Fenster weitergespielt" in text_of(response)
    assert len(latest().log) == 1


@pytest.mark.parametrize(
    "forged",
    [{"node": "fremd"}, {"option": "fremd"}, {"version": "x"}, {"run": ""}],
)
def test_what_is_not_on_offer_is_refused_in_words(client, person, scenario, forged) -> None:
    client.post(address(scenario), {"begin": "1"})
    response = client.post(address(scenario), sent(scenario, 0) | forged, follow=True)
    assert "Bitte wählen Sie noch einmal." in text_of(response)
    assert latest().log == []


def test_an_option_of_another_situation_is_not_on_offer(client, person, scenario) -> None:
    client.post(address(scenario), {"begin": "1"})
    elsewhere = read_story(scenario).nodes[1]
    client.post(address(scenario), sent(scenario, 0, at=elsewhere))
    assert latest().log == []


def test_a_way_goes_on_as_it_was_shown(client, person, scenario) -> None:
    play(client, scenario, 0)
    before = read_story(scenario)
    scenario.nodes = as_stream(
        Story(
            START,
            (
                situation("E1", option("a", "A"), option("b", "B"), title="Neue Lage"),
                *(ending(name) for name in "ABC"),
            ),
        )
    )
    scenario.save_revision().publish()
    shown = text_of(client.get(scenario.url))
    assert "Lage E2" in shown
    assert "Dieses Szenario wurde überarbeitet" in shown
    assert from_json(latest().shown) == before
    client.post(address(scenario), {"begin": "1"})
    assert "Neue Lage" in text_of(client.get(scenario.url))


def test_who_teaches_tries_and_nothing_is_kept(client, cohort, scenario) -> None:
    client.force_login(trainer_of(cohort))
    shown = text_of(client.get(f"{scenario.url}?weg=a-b"))
    assert "Sie probieren dieses Szenario aus" in shown
    assert "So endet B" in shown
    assert client.post(address(scenario), {"begin": "1"}).status_code == 404
    assert not ScenarioRun.objects.exists()


@pytest.mark.parametrize("who", ["elsewhere", "superuser", "withdrawn", "coordinator"])
def test_others_neither_see_nor_play(client, cohort, person, scenario, who, django_user_model):
    play(client, scenario, 0)
    other = {
        "elsewhere": lambda: enrol(elsewhere()).user,
        "superuser": lambda: django_user_model.objects.create_superuser("chef@x.example", "x"),
        "withdrawn": lambda: enrol(cohort, state=Enrolment.State.WITHDRAWN).user,
        "coordinator": lambda: coordinator_of(elsewhere()),
    }[who]()
    client.force_login(other)
    assert client.post(address(scenario), sent(scenario, 0, version=1)).status_code == 404
    assert "Wahl 1a" not in text_of(client.get(scenario.url))
    assert len(latest().log) == 1


def test_somebody_of_the_same_cohort_has_a_way_of_their_own(client, cohort, person, scenario):
    play(client, scenario, 0)
    client.force_login(enrol(cohort).user)
    assert client.post(address(scenario), sent(scenario, 0, version=1)).status_code == 404
    assert "Beginnen" in text_of(client.get(scenario.url))


def test_an_unpublished_scenario_is_not_played(client, person, scenario) -> None:
    client.post(address(scenario), {"begin": "1"})
    scenario.unpublish()
    assert client.post(address(scenario), sent(scenario, 0)).status_code == 404
    assert latest().log == []


def test_an_ended_cohort_goes_on_playing_without_evidence(client, cohort, scenario) -> None:
    client.force_login(enrol(cohort, state=Enrolment.State.ENDED).user)
    play(client, scenario, 0, 1)
    assert latest().ended_at is not None
    assert not Evidence.objects.filter(requirement_key=activity_of(scenario).key).exists()


def test_erasing_a_person_erases_their_ways(client, person, scenario) -> None:
    play(client, scenario, 0)
    assert erase_runs(person.pk) == 1


@pytest.mark.django_db(transaction=True)
def test_two_windows_at_once_decide_once(person, scenario) -> None:
    opened = open_scenario(person, activity_of(scenario).key)
    assert opened is not None
    begin(opened, user=person)
    node = read_story(scenario).first

    def take(place: int) -> str:
        try:
            decide(
                opened,
                user=person,
                number=1,
                version=0,
                node=node.id,
                option=node.options[place].id,
            )
        except PlayedOn:
            return "later"
        return "first"

    assert sorted(at_once(lambda: take(0), lambda: take(1))) == ["first", "later"]
    assert len(latest().log) == 1


# — The cohort ———————————————————————————————————————————————————————————————————


def finish(cohort: Any, page: Any, places: tuple[int, int]) -> None:
    user = enrol(cohort).user
    opened = open_scenario(user, activity_of(page).key)
    run = begin(opened, user=user)
    for version, place in enumerate(places):
        run.refresh_from_db()
        at = fold(from_json(run.shown), run.log).at
        decide(
            opened,
            user=user,
            number=1,
            version=version,
            node=at.id,
            option=at.options[place].id,
            now=datetime(2026, 11, 1, 9, Enrolment.objects.count(), tzinfo=UTC),
        )


def test_the_ways_of_a_cohort_are_told_from_five_people_on_and_in_steps(cohort, scenario) -> None:
    story, key = read_story(scenario), activity_of(scenario).key
    for _ in range(4):
        finish(cohort, scenario, (0, 0))
    assert distribution(cohort.pk, key, story) is None
    finish(CohortFactory(programme=cohort.programme), scenario, (0, 0))
    assert distribution(cohort.pk, key, story) is None
    finish(cohort, scenario, (0, 1))
    five = distribution(cohort.pk, key, story)
    finish(cohort, scenario, (1, 1))
    finish(cohort, scenario, (1, 1))
    assert distribution(cohort.pk, key, story) == five
    finish(cohort, scenario, (1, 1))
    eight = distribution(cohort.pk, key, story)
    ends = {story.node(node).code: count for node, count in eight.endings.items()}
    assert (eight.people, ends) == (8, {"Ende A": 4, "Ende B": 1, "Ende C": 3})


@pytest.mark.parametrize(
    ("people", "counted"), [(0, 0), (4, 0), (5, 5), (7, 5), (8, 8), (10, 8), (11, 11)]
)
def test_people_are_counted_in_steps(people, counted) -> None:
    assert told(people) == counted


# — Statements ———————————————————————————————————————————————————————————————————


def statements(client: Any, url: str, data: Any = None) -> int:
    with CaptureQueriesContext(connection) as queries:
        response = client.post(url, data) if data else client.get(url)
    assert response.status_code in (200, 302)
    return len(queries)


def long_story(nodes: int) -> Story:
    names = [f"E{n}" for n in range(1, nodes - 2)]
    rows = [
        situation(name, option(f"{name}a", following), option(f"{name}b", "C"))
        for name, following in zip(names, [*names[1:], "A"], strict=True)
    ]
    rows[0] = situation("E1", option("E1a", rows[1].id if rows[1:] else "A"), option("x", "B"))
    return Story(START, (*rows, ending("A"), ending("B"), ending("C")))


@pytest.mark.parametrize("nodes", [5, 12])
def test_opening_and_saving_take_the_same_however_long_the_story(
    client, person, module, nodes
) -> None:
    page = make_scenario(module, long_story(nodes))
    empty = InfoPage(title="Leer", slug="leer")
    module.add_child(instance=empty)
    client.get(empty.url)
    blank = statements(client, empty.url)
    client.post(address(page), {"begin": "1"})
    client.get(page.url)
    assert statements(client, page.url) - blank == 5
    assert statements(client, address(page), sent(page, 0)) == 7


def test_earlier_ways_cost_nothing_more(client, person, scenario) -> None:
    play(client, scenario, 0, 1)
    client.get(scenario.url)
    one = statements(client, scenario.url)
    play(client, scenario, 1, 1, run=2)
    play(client, scenario, 0, 0, run=3)
    assert statements(client, scenario.url) == one


def test_what_was_shown_reads_as_the_page_reads(scenario) -> None:
    assert from_json(as_json(read_story(scenario))) == read_story(scenario)
