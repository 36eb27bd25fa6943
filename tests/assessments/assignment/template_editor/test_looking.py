"""Lists, previews and comparisons of templates, and who sees them."""

import pytest
from django.urls import reverse

from assessments.assignment.models import SectionTemplate, SectionTemplateDraft
from assessments.assignment.sheet.sections import Section
from assessments.assignment.template_editor.domain import begin_draft
from assessments.assignment.template_editor.queries import template_list
from assessments.assignment.versions import publish_template
from courses.cohorts.domain import grant_provider_role
from courses.cohorts.models import ProviderRole
from tests.assessments.assignment.template_editor.drafts import (
    CREATE,
    LIST,
    SECTIONS,
    at,
    sections_of,
    send,
    text_of,
)
from tests.assessments.plans import make_sections
from tests.factories import ProviderFactory, UserFactory, coordinator_of, trainer_of

pytestmark = pytest.mark.django_db

# — Looking ————————————————————————————————————————————————————————————————————


def test_a_version_and_a_draft_are_shown_as_participants_see_them(client, draft) -> None:
    client.post(at("publish", draft), {"version": 1, "base": 0})
    template = SectionTemplate.objects.get(slug="bogen")
    text = text_of(client.get(at("version", template, 1), {"abschnitt": "akteure"}))
    for words in ("Rolle", "Beteiligte", "– bitte wählen –", "Lage"):
        assert words in text
    again = begin_draft(template, by=drafts_author(client))
    assert "Wer?" in text_of(client.get(at("draft_preview", again)))
    assert client.get(at("version", template, 2)).status_code == 404
    assert client.get(at("version", template, 1), {"abschnitt": "fremd"}).status_code == 404


def drafts_author(client):
    return client.get(LIST).wsgi_request.user


def test_two_versions_are_compared(client, author, template) -> None:
    assert client.get(at("compare", template)).status_code == 404
    other = (*make_sections(), Section("mehr", 4, "Mehr"))
    publish_template(template.provider, template.slug, title="Plan", sections=other)
    address = at("compare", template)
    assert "Neuer Abschnitt: „4. Mehr“." in text_of(client.get(address))
    back = text_of(client.get(address, {"before": 2, "after": 1}))
    assert "Entfällt: Abschnitt „4. Mehr“." in back
    assert "Beide fragen nach demselben" in text_of(client.get(address, {"before": 1, "after": 1}))
    assert client.get(address, {"before": "x", "after": 9}).context["told"] is None


def test_the_list_names_versions_sections_pages_and_the_draft(client, author, template) -> None:
    draft = begin_draft(template, by=author)
    (row,) = client.get(LIST).context["found"].rows
    assert (row.template, row.version, row.sections, row.pages, row.draft) == (
        template,
        1,
        4,
        1,
        draft,
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_few_statements(
    author, template, count, django_assert_num_queries
) -> None:
    begin_draft(template, by=author)
    for n in range(count - 1):
        version = publish_template(
            template.provider, f"t{n}", title=f"T{n}", sections=make_sections()
        )
        begin_draft(version.template, by=author)
    with django_assert_num_queries(5):  # templates, newest versions, pages of two kinds, drafts
        assert len(template_list(author).rows) == count


# — Who sees it ————————————————————————————————————————————————————————————————

OF_A_DRAFT = [
    ("draft", []),
    ("draft_preview", []),
    ("publish", []),
    ("discard", []),
    ("section_add", []),
    ("section", ["akteure"]),
    ("section_remove", ["akteure"]),
    ("picture_remove", ["akteure", 0]),
    ("field_add", ["akteure"]),
    ("field", ["akteure", "liste"]),
    ("field_remove", ["akteure", "liste"]),
    ("rule_add", ["akteure", "liste"]),
    ("column_add", ["akteure", "liste"]),
    ("column", ["akteure", "liste", "rolle"]),
    ("column_remove", ["akteure", "liste", "rolle"]),
]


def people_elsewhere(cohort) -> list:
    elsewhere = UserFactory()
    grant_provider_role(ProviderFactory(), elsewhere, ProviderRole.Role.AUTHOR)
    return [
        elsewhere,
        trainer_of(cohort),
        coordinator_of(cohort),
        UserFactory(is_superuser=True),
    ]


def test_only_the_providers_authors_see_its_templates(client, cohort, template) -> None:
    other = (*make_sections(), Section("mehr", 4, "Mehr"))
    publish_template(template.provider, template.slug, title="Plan", sections=other)
    elsewhere, *_others = people = people_elsewhere(cohort)
    for user in people:
        client.force_login(user)
        for name, more in (("detail", []), ("compare", []), ("version", [1])):
            assert client.get(at(name, template, *more)).status_code == 404
        for name in ("detail", "edit"):
            assert client.post(at(name, template), {"pages": [1]}).status_code == 404
    client.force_login(elsewhere)
    assert client.get(LIST).context["found"].rows == []
    assert not SectionTemplateDraft.objects.exists()


@pytest.mark.parametrize(("name", "keys"), OF_A_DRAFT)
def test_a_draft_is_its_authors_alone(client, cohort, draft, name, keys) -> None:
    colleague = UserFactory()
    grant_provider_role(cohort.provider, colleague, ProviderRole.Role.AUTHOR)
    assert client.get(at(name, draft, *keys)).status_code == 200
    for user in [colleague, *people_elsewhere(cohort)]:
        client.force_login(user)
        assert client.get(at(name, draft, *keys)).status_code == 404
        if name != "draft_preview":
            assert send(client, at(name, draft, *keys), draft, base=0).status_code == 404
    assert sections_of(draft) == SECTIONS


def test_who_writes_no_more_for_the_provider_no_longer_sees_the_draft(
    client, author, draft
) -> None:
    ProviderRole.objects.filter(user=author).delete()
    grant_provider_role(ProviderFactory(), author, ProviderRole.Role.AUTHOR)
    assert client.get(at("draft", draft)).status_code == 404


@pytest.mark.parametrize("address", [LIST, CREATE])
def test_who_writes_for_nobody_has_no_templates(client, cohort, address) -> None:
    for user in (trainer_of(cohort), UserFactory(is_superuser=True)):
        client.force_login(user)
        assert client.get(address).status_code == 404


def test_the_editor_of_a_page_leads_to_its_templates(client, author, page) -> None:
    text = text_of(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
    assert f'<a href="{LIST}">Abschnittsvorlagen bearbeiten</a>' in text
