"""Authors edit a rubric: compared first, versioned by content, pages follow only on request."""

from dataclasses import replace

import pytest
from django.urls import reverse

from assessments.assignment.models import Rubric, RubricVersion
from assessments.assignment.rubric import parse, to_json
from assessments.assignment.rubric_editor.changes import changes
from assessments.assignment.rubric_editor.domain import publish
from assessments.assignment.rubric_editor.queries import rubric_list
from assessments.assignment.versions import publish_rubric
from assessments.plan.pages import PlanPage
from courses.cohorts.domain import grant_provider_role
from courses.cohorts.models import ProviderRole
from courses.curriculum.authors import open_pages_to_authors
from courses.curriculum.four_eyes.domain import switch_on
from courses.governance.models import AuditEntry
from tests.assessments.plans import begin, make_cohort, make_rubric, plan_of
from tests.factories import ProviderFactory, UserFactory, coordinator_of, enrol, trainer_of
from tests.parallel import at_once

pytestmark = pytest.mark.django_db
LIST = "/cms/bewertungsraster/"
CREATE = LIST + "neu/"


@pytest.fixture
def cohort():
    return make_cohort()


@pytest.fixture
def page(cohort):
    return plan_of(cohort)


@pytest.fixture
def rubric(page):
    return page.rubric_version.rubric


@pytest.fixture
def author(client, cohort, page):
    author = UserFactory()
    open_pages_to_authors(cohort.provider, page)
    grant_provider_role(cohort.provider, author, ProviderRole.Role.AUTHOR)
    client.force_login(author)
    return author


def at(name: str, rubric) -> str:
    return reverse(f"lms_rubrics:{name}", args=[rubric.pk])


def sheet(count: int = 2, **fields) -> dict:
    data = {"title": "Raster", "minimum": 4, "base": 1, "count": count}
    data |= {f"word_{n}": word for n, word in zip((4, 3, 2, 1), "abcd", strict=True)}
    for n in range(1, count + 1):
        data |= {f"k{n}-title": f"Kriterium {n}", f"k{n}-id": f"kriterium-{n}"}
        data |= {f"k{n}-level_{level}": f"So ist {level}" for level in (4, 3, 2, 1)}
    return data | fields


def text_of(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


# — What changes ———————————————————————————————————————————————————————————————


def test_the_same_rubric_changes_nothing() -> None:
    assert changes(make_rubric(), make_rubric()) == []


def test_every_change_is_one_sentence() -> None:
    before = make_rubric(3, musts=1, minimum=6)
    one, two, three = before.criteria
    told = changes(
        before,
        parse(
            {
                "minimum": 7,
                "levels": {"4": "stark", "3": "sicher", "2": "in Ansätzen", "1": "noch nicht"},
                "criteria": [
                    _json(three, 1, title="Umbenannt", must=True),
                    _json(one, 2, sections=["lage"], levels={**_levels(one), "1": "gar nichts"}),
                    _json(two, 3, id="neu", title="Ganz neu"),
                ],
            }
        ),
    )
    assert told == [
        "Nötig sind 7 Punkte statt 6.",
        "Stufe 4 heißt „stark“ statt „überzeugend“.",
        "„Kriterium 3“ heißt jetzt „Umbenannt“.",
        "„Umbenannt“ ist jetzt ein Pflichtkriterium.",
        "„Kriterium 1“: Stufe 1 hat einen neuen Wortlaut.",
        "„Kriterium 1“ zeigt sich an anderen Abschnitten.",
        "Neu: „Ganz neu“.",
        "Entfällt: „Kriterium 2“.",
        "Die Reihenfolge ist eine andere.",
    ]


def test_guarding_what_is_handed_out_is_a_change_of_its_own() -> None:
    free, guarded = make_rubric(2, minimum=4), make_rubric(2, minimum=4, guards=(2,))
    assert changes(free, guarded) == [
        "„Kriterium 2“ entscheidet jetzt mit, ob die Arbeit heruntergeladen werden kann."
    ]
    assert changes(guarded, free) == [
        "„Kriterium 2“ entscheidet nicht mehr mit, ob die Arbeit heruntergeladen werden kann."
    ]
    assert changes(guarded, parse(to_json(guarded))) == []


def test_authors_say_which_criterion_guards_what_is_handed_out(client, author, rubric) -> None:
    sent = sheet(action="publish", **{"k2-guards_sharing": "on"})
    client.post(at("edit", rubric), sent)
    one, two = rubric.versions.first().parsed().criteria
    assert (one.guards_sharing, two.guards_sharing) == (False, True)
    assert "schützt vor Weitergabe" in text_of(client.get(at("detail", rubric)))


def _levels(criterion) -> dict:
    return {str(level): text for level, text in criterion.levels.items()}


def _json(criterion, number: int, **changed) -> dict:
    own = {"id": criterion.id, "title": criterion.title, "must": criterion.must}
    return {**own, "number": number, "levels": _levels(criterion), **changed}


# — Publishing —————————————————————————————————————————————————————————————————


def test_a_change_is_compared_and_then_a_version(client, author, rubric, page) -> None:
    text = text_of(client.post(at("edit", rubric), sheet(action="preview")))
    assert "Daraus wird Fassung 2" in text
    assert "Nötig sind 4 Punkte statt 24." in text
    assert RubricVersion.objects.count() == 1
    answer = client.post(at("edit", rubric), sheet(action="publish"))
    assert answer.url == at("detail", rubric)
    newest = rubric.versions.first()
    assert (newest.version, len(newest.parsed().criteria)) == (2, 2)
    assert AuditEntry.objects.get(action="rubric.published").data == {"version": 2}
    page.refresh_from_db()
    assert page.rubric_version.version == 1


def test_the_same_content_is_the_same_version(client, author, rubric) -> None:
    client.post(at("edit", rubric), sheet(action="publish"))
    text = text_of(client.post(at("edit", rubric), sheet(base=2, action="preview")))
    assert "Es ändert sich nichts" in text
    client.post(at("edit", rubric), sheet(base=2, action="publish"))
    assert rubric.versions.count() == 2


def test_a_sheet_that_is_left_alone_changes_nothing(client, author, rubric, page) -> None:
    """Also where a criterion names its sections in an order of its own."""
    definition = replace(make_rubric(2, minimum=4), minimum=5)
    one, two = definition.criteria
    one = replace(one, sections=("abschnitt-2", "fremd", "abschnitt-0"))
    own = replace(definition, criteria=(one, two))
    publish_rubric(rubric.provider, rubric.slug, title=rubric.title, rubric=own)
    shown = client.get(at("edit", rubric)).context["sheet"]
    sent = {"count": 2, "action": "preview"}
    for form in (shown.whole, *shown.criteria):
        for bound in form:
            sent.setdefault(bound.html_name, _as_a_browser_sends(bound))
    text = text_of(client.post(at("edit", rubric), sent))
    assert "Es ändert sich nichts" in text


def _as_a_browser_sends(bound):
    """Boxes in the order they stand in."""
    if bound.name == "sections":
        return [key for key, _label in bound.field.choices if key in (bound.value() or [])]
    return "" if bound.value() in (None, False) else bound.value()


def test_what_is_compared_can_be_published_and_edited_as_it_stands(client, author, rubric) -> None:
    sent = sheet(action="preview", **{"k2-must": "on", "k1-sections": ["abschnitt-1"]})
    hidden = dict_of(client.post(at("edit", rubric), sent).context["hidden"])
    back = client.post(at("edit", rubric), {**hidden, "action": "back"}).context["sheet"]
    assert back.criteria[1]["must"].value() is True
    client.post(at("edit", rubric), {**hidden, "action": "publish"})
    one, two = rubric.versions.first().parsed().criteria
    assert (one.sections, two.must) == (("abschnitt-1",), True)


def dict_of(pairs) -> dict:
    found: dict = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def test_whoever_was_slower_compares_once_more(client, author, rubric) -> None:
    publish_rubric(rubric.provider, rubric.slug, title="Raster", rubric=make_rubric(4, minimum=4))
    response = client.post(at("edit", rubric), sheet(base=1, action="publish"))
    assert "Inzwischen hat jemand anderes eine Fassung veröffentlicht." in text_of(response)
    assert rubric.versions.count() == 2
    hidden = dict_of(response.context["hidden"])
    client.post(at("edit", rubric), {**hidden, "action": "publish"})
    assert rubric.versions.count() == 3


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_publications_at_once_are_one() -> None:
    provider, by = ProviderFactory(), UserFactory()
    publish_rubric(provider, "raster", title="Raster", rubric=make_rubric(2, minimum=4))
    calls = [
        lambda n=n: publish(
            provider, "raster", make_rubric(n, minimum=4), title="Raster", base=1, by=by
        )
        for n in (3, 4)
    ]
    names = sorted(type(result).__name__ for result in at_once(*calls))
    assert names == ["RubricChanged", "RubricVersion"]


def test_a_new_rubric_gets_a_name_of_its_own(client, author, rubric) -> None:
    for _ in range(2):
        client.post(CREATE, sheet(base=0, title="Bogen", action="publish"))
    assert sorted(Rubric.objects.values_list("slug", flat=True)) == [
        "bogen",
        "bogen-2",
        rubric.slug,
    ]


# — Without a script ———————————————————————————————————————————————————————————


def titles(response) -> list[str]:
    return [form["title"].value() or "" for form in response.context["sheet"].criteria]


@pytest.mark.parametrize(
    ("action", "left"),
    [
        ("add", ["Eins", "Zwei", "Drei", ""]),
        ("remove-2", ["Eins", "Drei"]),
        ("up-3", ["Eins", "Drei", "Zwei"]),
        ("down-1", ["Zwei", "Eins", "Drei"]),
        ("up-1", ["Eins", "Zwei", "Drei"]),
        ("remove-9", ["Eins", "Zwei", "Drei"]),
        ("remove-x", ["Eins", "Zwei", "Drei"]),
    ],
)
def test_criteria_are_moved_by_buttons(client, author, rubric, action, left) -> None:
    named = {"k1-title": "Eins", "k2-title": "Zwei", "k3-title": "Drei", "k2-level_1": ""}
    response = client.post(at("edit", rubric), sheet(3, action=action, **named))
    assert titles(response) == left
    assert response.context["sheet"].errors() == []


# — Bad input ——————————————————————————————————————————————————————————————————


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"count": 0}, "Ein Raster braucht mindestens ein Kriterium."),
        ({"k2-id": "kriterium-1"}, "„Kriterium 1“ hat diesen Kurznamen schon."),
        ({"minimum": 9}, "Das ist nicht erreichbar: 2 Kriterien geben höchstens 8 Punkte."),
        ({"k1-title": "!", "k1-id": ""}, "Bitte geben Sie diesem Kriterium einen Kurznamen."),
        ({"minimum": "viele"}, "Nötige Punkte"),
        ({"k1-level_2": ""}, "So sieht Stufe 2 aus"),
        ({"k1-sections": ["fremd"]}, "Abschnitte, an denen es sich zeigt"),
        ({"count": "9" * 9}, "Noch nicht veröffentlicht."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    client, author, rubric, fields, sentence
) -> None:
    sent = sheet(action="publish", title="Neuer Titel") | fields
    text = text_of(client.post(at("edit", rubric), sent))
    assert sentence in text
    assert "Neuer Titel" in text
    assert RubricVersion.objects.count() == 1


# — Pages follow ———————————————————————————————————————————————————————————————


def test_pages_follow_when_somebody_says_so(client, author, rubric, page, cohort) -> None:
    begun = begin(enrol(cohort))
    client.post(at("edit", rubric), sheet(action="publish"))
    assert "Neuen Arbeiten Fassung 2 geben" in text_of(client.get(at("detail", rubric)))
    client.post(at("detail", rubric), {"pages": [page.pk, "x", "9" * 20]})
    page = PlanPage.objects.get()
    assert page.rubric_version.version == 2
    assert page.get_latest_revision_as_object().rubric_version.version == 2
    begun.refresh_from_db()
    assert begun.rubric_version.version == 1


def test_a_page_with_a_waiting_draft_stays(client, author, rubric, page) -> None:
    page.intro = "Noch nicht fertig"
    page.save_revision()
    client.post(at("edit", rubric), sheet(action="publish"))
    response = client.post(at("detail", rubric), {"pages": [page.pk]}, follow=True)
    assert "weil dort ein Entwurf wartet" in text_of(response)
    page = PlanPage.objects.get()
    assert (page.rubric_version.version, page.intro != "Noch nicht fertig") == (1, True)


def test_where_a_second_author_publishes_pages_do_not_follow_by_themselves(
    client, author, rubric, page, cohort
) -> None:
    grant_provider_role(cohort.provider, UserFactory(), ProviderRole.Role.AUTHOR)
    switch_on(cohort.provider)
    client.post(at("edit", rubric), sheet(action="publish"))
    response = client.post(at("detail", rubric), {"pages": [page.pk]}, follow=True)
    assert "Nicht umgestellt" in text_of(response)
    assert PlanPage.objects.get().rubric_version.version == 1


def test_choosing_no_page_is_said(client, author, rubric) -> None:
    response = client.post(at("detail", rubric), {}, follow=True)
    assert "Bitte wählen Sie mindestens eine Seite." in text_of(response)


# — Who sees it ————————————————————————————————————————————————————————————————


def test_only_the_providers_authors_see_its_rubrics(client, cohort, rubric) -> None:
    elsewhere = UserFactory()
    grant_provider_role(ProviderFactory(), elsewhere, ProviderRole.Role.AUTHOR)
    people = [trainer_of(cohort), coordinator_of(cohort), elsewhere, UserFactory(is_superuser=True)]
    for user in people:
        client.force_login(user)
        for name in ("detail", "edit"):
            assert client.get(at(name, rubric)).status_code == 404
            assert client.post(at(name, rubric), sheet(action="publish")).status_code == 404
    client.force_login(elsewhere)
    assert client.get(LIST).context["rows"] == []
    assert RubricVersion.objects.count() == 1


@pytest.mark.parametrize("address", [LIST, CREATE])
def test_who_writes_for_nobody_has_no_rubrics(client, cohort, address) -> None:
    for user in (trainer_of(cohort), UserFactory(is_superuser=True)):
        client.force_login(user)
        assert client.get(address).status_code == 404


def test_the_list_names_versions_criteria_and_pages(client, author, rubric) -> None:
    (row,) = client.get(LIST).context["rows"]
    assert (row.rubric, row.version, row.criteria, row.pages) == (rubric, 1, 10, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_few_statements(
    author, rubric, count, django_assert_num_queries
) -> None:
    for n in range(count - 1):
        publish_rubric(rubric.provider, f"r{n}", title=f"R{n}", rubric=make_rubric())
    with django_assert_num_queries(4):  # rubrics, their newest versions, pages of two kinds
        assert len(rubric_list(author)) == count
