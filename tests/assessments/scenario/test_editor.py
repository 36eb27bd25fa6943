"""What authors see while they write, and what is published."""

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from assessments.scenario.admin_form import beside_their_nodes
from assessments.scenario.checks import check
from assessments.scenario.models import ScenarioRun
from assessments.scenario.pages import ScenarioPage
from assessments.scenario.reading import read_story
from assessments.scenario.story import Story
from courses.cohorts.domain import grant_provider_role
from courses.cohorts.models import ProviderRole
from tests.assessments.scenario.stories import (
    START,
    as_stream,
    make_scenario,
    option,
    situation,
    small_story,
)
from tests.factories import UserFactory, enrol, make_programme

pytestmark = pytest.mark.django_db
PICTURE = "/cms/szenarien/bild/"


def author_of(provider: Any) -> Any:
    user = UserFactory()
    grant_provider_role(provider, user, ProviderRole.Role.AUTHOR)
    return get_user_model().objects.get(pk=user.pk)


@pytest.fixture
def author(client, cohort, scenario) -> Any:
    from courses.curriculum.authors import open_pages_to_authors

    open_pages_to_authors(cohort.provider, cohort.programme.page)
    user = author_of(cohort.provider)
    client.force_login(user)
    return user


def typed(story: Story, **more: Any) -> dict[str, Any]:
    """The fields as the editor sends them."""
    nodes = []
    for block in as_stream(story):
        value = dict(block["value"])
        if block["type"] == "situation":
            rows = [row["value"] | {"lesson": ""} for row in value["options"]]
            value["options"] = inline_list(rows)
            value |= {"image": "", "audio": ""}
        nodes.append((block["type"], value))
    fields = {
        "title": "Brunnenplatz",
        "slug": "szenario",
        "role": "Sie begleiten.",
        "intro": "Es ist laut.",
        "minutes": "15",
        "escalation": "4",
        "trust": "2",
        "room": "3",
        "nodes": streamfield(nodes),
        "comments": inline_formset([]),
    }
    return nested_form_data(fields | more)


def inline_list(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """A list block, as `streamfield` does a stream."""
    made: dict[str, Any] = {"count": str(len(rows))}
    for place, row in enumerate(rows):
        made[str(place)] = {"value": row, "order": str(place), "deleted": "", "id": ""}
    return made


def faulty() -> Story:
    lost = situation("X", option("xa", "A"), option("xb", "B"))
    return Story(START, (*small_story().nodes, lost))


def url_of(page: ScenarioPage) -> str:
    return f"/cms/pages/{page.pk}/edit/"


def test_a_draft_with_faults_is_saved_and_not_published(client, author, scenario) -> None:
    response = client.post(url_of(scenario), typed(faulty()))
    assert response.status_code == 302
    scenario.refresh_from_db()
    draft = scenario.get_latest_revision_as_object()
    assert len(read_story(draft).nodes) == 7
    assert len(read_story(scenario).nodes) == 6
    refused = client.post(url_of(scenario), typed(faulty()) | {"action-publish": "1"})
    assert refused.status_code == 200
    assert "Hierher führt kein Weg." in refused.content.decode()
    assert len(read_story(ScenarioPage.objects.get(pk=scenario.pk)).nodes) == 6
    mended = client.post(url_of(scenario), typed(small_story()) | {"action-publish": "1"})
    assert mended.status_code == 302
    assert ScenarioPage.objects.get(pk=scenario.pk).live


def test_what_is_wrong_stands_beside_its_node(scenario) -> None:
    story = faulty()
    error = beside_their_nodes(story, [f for f in check(story) if f.error])
    assert list(error.block_errors) == [6]
    whole = Story(START, story.nodes[:4])
    assert beside_their_nodes(whole, list(check(whole))).non_block_errors


def test_the_picture_follows_what_is_typed(client, author) -> None:
    shown = client.post(PICTURE, typed(faulty())).content.decode()
    assert "Noch eine Stelle, dann lässt sich das veröffentlichen." in shown
    assert "g-node--lost" in shown
    renamed = small_story()
    nodes = (replace(renamed.nodes[0], code="Start"), *renamed.nodes[1:])
    shown = client.post(PICTURE, typed(Story(START, nodes))).content.decode()
    assert "Das lässt sich spielen. Jeder Weg hat 2 Entscheidungen." in shown
    assert ">Start<" in shown


def test_the_picture_asks_the_same_however_much_is_typed(client, author) -> None:
    client.post(PICTURE, typed(small_story()))
    counts = []
    for story in (Story(START, small_story().nodes[-1:]), faulty()):
        with CaptureQueriesContext(connection) as queries:
            client.post(PICTURE, typed(story))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_half_a_form_is_drawn_as_far_as_it_goes(client, author) -> None:
    response = client.post(PICTURE, nested_form_data({"nodes": streamfield([])}))
    assert response.status_code == 200
    assert "Ein Szenario braucht eine Situation" in response.content.decode()


def test_a_draft_is_played_from_any_situation_and_nothing_is_kept(client, author, scenario):
    shown = client.get(f"/cms/szenarien/{scenario.pk}/spielen/?ab=E3&weg=b").content.decode()
    assert "Sie spielen den Entwurf" in shown
    assert "So endet C" in shown
    assert not ScenarioRun.objects.exists()


@pytest.mark.parametrize("who", ["participant", "author elsewhere"])
def test_strangers_get_neither_picture_nor_draft(client, cohort, scenario, who) -> None:
    elsewhere = make_programme(slug="anderswo", as_root=False)
    user = enrol(cohort).user if who == "participant" else author_of(elsewhere.provider)
    client.force_login(user)
    address = f"/cms/szenarien/{scenario.pk}/spielen/"
    assert client.get(address).status_code in (302, 404)


def test_a_script_in_a_name_stays_a_word(client, author, module) -> None:
    story = small_story()
    evil = replace(story.nodes[0], code="<b>x", title="<script>alert(1)</script>")
    page = make_scenario(module, Story(START, (evil, *story.nodes[1:])), slug="boese")
    shown = client.get(f"/cms/szenarien/{page.pk}/spielen/?weg=a-a").content.decode()
    assert "<script>alert" not in shown
    assert "&lt;b&gt;x" in shown
