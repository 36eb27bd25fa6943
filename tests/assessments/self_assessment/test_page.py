"""What an author may publish: statements, or an earlier page of the same programme."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from assessments.self_assessment.pages import SelfAssessmentPage
from tests.assessments.self_assessment.conftest import make_assessment, statements
from tests.factories import UserFactory, make_programme

pytestmark = pytest.mark.django_db


def refused(page: SelfAssessmentPage) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as error:
        page.full_clean()
    return error.value.message_dict


def test_statements_and_an_earlier_one_contradict_each_other(modules, before) -> None:
    page = make_assessment(modules[1], slug="zweite", earlier=before)
    page.statements = statements(1)
    assert "werden noch einmal gefragt" in refused(page)["statements"][0]


def test_a_page_that_asks_nothing_is_refused(before) -> None:
    before.statements = []
    assert refused(before) == {
        "statements": ["Schreiben Sie Aussagen oder wählen Sie die frühere Selbsteinschätzung."]
    }


def test_a_draft_may_ask_nothing_yet(modules) -> None:
    page = SelfAssessmentPage(title="Entwurf", slug="entwurf", intro="Ehrlich.", live=False)
    modules[0].add_child(instance=page)
    assert SelfAssessmentPage.objects.filter(slug="entwurf").exists()


def test_a_page_cannot_look_back_at_itself(after) -> None:
    after.earlier = after
    assert refused(after) == {"earlier": ["Das ist diese Seite selbst. Wählen Sie die frühere."]}


def test_nor_at_one_that_looks_back(modules, after) -> None:
    page = make_assessment(modules[1], slug="zweite", statements=statements(1))
    page.statements, page.earlier = [], after
    assert "blickt selbst zurück" in refused(page)["earlier"][0]


def test_nor_at_one_of_another_programme(modules, before) -> None:
    elsewhere = make_programme(slug="anderes", as_root=False)
    module = elsewhere.activities.get(kind="module").page.specific
    page = make_assessment(module, statements=statements(1))
    page.statements, page.earlier = [], before
    assert refused(page) == {"earlier": ["Wählen Sie eine Selbsteinschätzung desselben Programms."]}


# — In the editor ———————————————————————————————————————————————————————————————


@pytest.fixture
def editor(client: Any) -> Any:
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


def add(editor: Any, module: Any, **fields: Any) -> Any:
    data = {
        "title": "Am Ende",
        "slug": "am-ende",
        "intro": "Ehrlich.",
        "minutes": "10",
        "earlier": "",
        "statements-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        **fields,
    }
    url = f"/cms/pages/add/lms_assessments/selfassessmentpage/{module.pk}/"
    return editor.post(url, data)


def test_the_editor_saves_an_unfinished_draft_and_publishes_none(editor, modules) -> None:
    refused = add(editor, modules[1], **{"action-publish": "1"})
    assert refused.status_code == 200
    assert "Schreiben Sie Aussagen oder" in refused.content.decode()
    assert add(editor, modules[1]).status_code == 302
    assert not SelfAssessmentPage.objects.get(slug="am-ende").live


def test_the_editor_refuses_an_earlier_one_of_another_programme(editor, modules, before) -> None:
    elsewhere = make_programme(slug="anderes", as_root=False)
    module = elsewhere.activities.get(kind="module").page.specific
    refused = add(editor, module, earlier=str(before.pk), **{"action-publish": "1"})
    assert "desselben Programms" in refused.content.decode()
    done = add(editor, modules[1], earlier=str(before.pk), **{"action-publish": "1"})
    assert done.status_code == 302
    assert SelfAssessmentPage.objects.get(slug="am-ende").survey == before.survey


def test_deleting_the_earlier_page_leaves_the_later_one(before, after) -> None:
    before.delete()
    after.refresh_from_db()
    assert (after.earlier, after.survey.statements) == (None, ())
