"""What authors write in the page editor: unfinished as a draft, whole when it is published."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from assessments.quiz.blocks import read_quiz
from assessments.quiz.pages import QuizPage
from courses.cohorts.domain import grant_provider_role
from courses.cohorts.models import ProviderRole
from courses.curriculum.authors import open_pages_to_authors
from tests.assessments.quiz.conftest import correction, gaps, make_quiz, matching, of_every_kind
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, cohort, module) -> QuizPage:
    open_pages_to_authors(cohort.provider, cohort.programme.page)
    user = UserFactory()
    grant_provider_role(cohort.provider, user, ProviderRole.Role.AUTHOR)
    client.force_login(get_user_model().objects.get(pk=user.pk))
    return make_quiz(module, of_every_kind())


def typed(raws: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """The fields as the editor sends them."""
    questions = streamfield([(raw["type"], _values(raw["value"])) for raw in raws])
    for place, raw in enumerate(raws):
        questions[f"{place}"]["id"] = raw["id"]
    fields = {"title": "Selbsttest", "slug": "selbsttest", "shuffle": "on", "questions": questions}
    return nested_form_data(fields | {"comments": inline_formset([])} | more)


def _values(value: Any) -> Any:
    if isinstance(value, dict):
        shown = {name: _values(inner) for name, inner in value.items()}
        return {name: inner for name, inner in shown.items() if inner is not False}
    if not isinstance(value, list):
        return "on" if value is True else value
    made: dict[str, Any] = {"count": str(len(value))}
    for place, row in enumerate(value):
        is_item = isinstance(row, dict)
        made[str(place)] = {
            "value": _values(row["value"] if is_item else row),
            "order": str(place),
            "deleted": "",
            "id": row["id"] if is_item else "",
        }
    return made


def save(client: Any, page: QuizPage, raws: list[dict[str, Any]], **more: Any) -> Any:
    return client.post(f"/cms/pages/{page.pk}/edit/", typed(raws, **more))


def test_an_author_publishes_every_kind(client, page) -> None:
    raws = of_every_kind()
    response = save(client, page, raws, **{"action-publish": "1"})
    assert response.status_code == 302
    page.refresh_from_db()
    block = QuizPage._meta.get_field("questions").stream_block
    assert page.quiz == read_quiz(block.to_python(raws))
    assert page.shuffle


UNFINISHED = {
    "gaps without a mark": gaps(sentence="Hier fehlt noch nichts."),
    "matching without a pair": matching(pairs=[]),
    "nothing wrong": correction(cells=[]),
    "no words": gaps(sentence="", gaps=[]),
}


@pytest.mark.parametrize("raw", UNFINISHED.values(), ids=UNFINISHED)
def test_a_draft_may_be_unfinished_and_what_is_published_may_not(client, page, raw) -> None:
    assert save(client, page, [raw]).status_code == 302
    page.refresh_from_db()
    draft = page.get_latest_revision_as_object()
    assert [child.block_type for child in draft.questions] == [raw["type"]]
    assert client.get(f"/cms/pages/{page.pk}/edit/").status_code == 200
    refused = save(client, page, [raw], **{"action-publish": "1"})
    assert refused.status_code == 200
    assert refused.context["form"].errors["questions"]
    assert len(QuizPage.objects.get(pk=page.pk).quiz.questions) == 8


def test_an_unfinished_draft_can_be_looked_at(client, page) -> None:
    raws = [*UNFINISHED.values()]
    client.post(f"/cms/pages/{page.pk}/edit/preview/", typed(raws))
    shown = client.get(f"/cms/pages/{page.pk}/edit/preview/?mode=")
    assert shown.status_code == 200
    assert "Hier fehlt noch nichts." in shown.content.decode()
