"""A draft is compared before it is a version; windows, authors, and the pages that follow."""

import pytest

from assessments.assignment.domain.moving import move_on
from assessments.assignment.errors import DraftChanged, TemplateChanged
from assessments.assignment.models import (
    SectionTemplate,
    SectionTemplateDraft,
    SectionTemplateVersion,
)
from assessments.assignment.sheet.sections import Section, to_json
from assessments.assignment.template_editor.domain import begin_draft, change_draft, publish
from assessments.assignment.template_editor.queries import drafts_of
from assessments.assignment.versions import publish_template
from assessments.plan.pages import PlanPage
from courses.cohorts.domain import grant_provider_role
from courses.cohorts.models import ProviderRole
from courses.governance.models import AuditEntry
from tests.assessments.assignment.template_editor.drafts import (
    LAGE,
    SECTIONS,
    at,
    draft_version,
    sections_of,
    send,
    text_of,
)
from tests.assessments.plans import begin, make_sections, scope_of, write
from tests.factories import ProviderFactory, UserFactory, enrol
from tests.parallel import at_once

pytestmark = pytest.mark.django_db

# — Two windows, two authors ———————————————————————————————————————————————————


def test_a_second_window_is_told_and_keeps_what_was_typed(client, draft) -> None:
    address = at("section", draft, "lage")
    send(client, address, draft, **{**LAGE, "title": "Im ersten Fenster"})
    response = client.post(address, {**LAGE, "title": "Im zweiten", "version": 1})
    text = text_of(response)
    assert "inzwischen in einem anderen Fenster gespeichert" in text
    assert "Im zweiten" in text
    shown = response.context["form"]["version"].value()
    client.post(address, {**LAGE, "title": "Im zweiten", "version": shown})
    assert sections_of(draft)[0].title == "Im zweiten"


def test_whoever_was_slower_compares_once_more(client, author, template) -> None:
    draft = begin_draft(template, by=author)
    send(client, at("draft", draft), draft, title="Mein Plan")
    other = (*make_sections(), Section("mehr", 4, "Mehr"))
    publish_template(template.provider, template.slug, title="Plan", sections=other)
    address = at("publish", draft)
    sent = {"version": draft_version(draft), "base": 1}
    response = client.post(address, sent)
    text = text_of(response)
    assert "Inzwischen hat jemand anderes eine Fassung veröffentlicht." in text
    assert "Entfällt: Abschnitt „4. Mehr“." in text
    assert template.versions.count() == 2
    shown = response.context["form"]
    client.post(address, {name: shown[name].value() for name in ("version", "base")})
    assert template.versions.first().parsed() == make_sections()
    assert template.versions.count() == 3


def test_an_overtaken_draft_says_so_before_anybody_presses(client, author, template) -> None:
    draft = begin_draft(template, by=author)
    other = (*make_sections(), Section("mehr", 4, "Mehr"))
    publish_template(template.provider, template.slug, title="Plan", sections=other)
    assert "Seit Sie diesen Entwurf begonnen haben" in text_of(client.get(at("publish", draft)))


def test_what_is_published_is_what_was_compared(client, author, template) -> None:
    draft = begin_draft(template, by=author)
    send(client, at("draft", draft), draft, title="Später getippt")
    response = client.post(at("publish", draft), {"version": 1, "base": 1})
    assert "in einem anderen Fenster gespeichert" in text_of(response)
    assert template.versions.count() == 1


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_publications_at_once_are_one() -> None:
    provider = ProviderFactory()
    template = publish_template(provider, "plan", title="Plan", sections=SECTIONS).template
    authors = [UserFactory(), UserFactory()]
    for by, edit in zip(authors, (lambda s: s[:1], lambda s: s[::-1]), strict=True):
        grant_provider_role(provider, by, ProviderRole.Role.AUTHOR)
        begin_draft(template, by=by)
        change_draft(drafts_of(by), edit, version=1)
    calls = [lambda by=by: publish(drafts_of(by), version=2, base=1, by=by) for by in authors]
    names = sorted(type(result).__name__ for result in at_once(*calls))
    assert names == ["SectionTemplateVersion", "TemplateChanged"]


def test_a_stale_save_is_refused_by_the_domain(author, draft) -> None:
    change_draft(drafts_of(author), lambda s: s, version=1, title="Anders")
    with pytest.raises(DraftChanged):
        change_draft(drafts_of(author), lambda s: s, version=1, title="Noch anders")
    with pytest.raises(TemplateChanged):
        publish(drafts_of(author), version=2, base=7, by=author)


# — Publishing —————————————————————————————————————————————————————————————————


def test_a_change_is_compared_and_then_a_version(client, author, template, page) -> None:
    draft = begin_draft(template, by=author)
    send(client, at("section", draft, "anlagen"), draft, **{**LAGE, "title": "Beilagen"})
    text = text_of(client.get(at("publish", draft)))
    assert "Daraus wird Fassung 2" in text
    assert "Hieß bisher „Anlagen“." in text
    assert SectionTemplateVersion.objects.count() == 1
    answer = client.post(at("publish", draft), {"version": draft_version(draft), "base": 1})
    assert answer.url == at("detail", template)
    assert template.versions.first().parsed()[3].title == "Beilagen"
    assert AuditEntry.objects.get(action="template.published").data == {"version": 2}
    assert PlanPage.objects.get().template_version.version == 1


def test_the_same_content_is_the_same_version(client, author, template) -> None:
    draft = begin_draft(template, by=author)
    assert "Es ändert sich nichts" in text_of(client.get(at("publish", draft)))
    client.post(at("publish", draft), {"version": 1, "base": 1})
    assert template.versions.count() == 1
    assert not AuditEntry.objects.filter(action="template.published").exists()


def test_a_new_template_gets_a_name_of_its_own(client, author, cohort, template) -> None:
    for _ in range(2):
        draft = SectionTemplateDraft.objects.create(
            provider=cohort.provider, author=author, title="Bogen", sections=to_json(SECTIONS)
        )
        client.post(at("publish", draft), {"version": 1, "base": 0})
    slugs = SectionTemplate.objects.values_list("slug", flat=True)
    assert sorted(slugs) == sorted(["bogen", "bogen-2", template.slug])


def test_throwing_a_draft_away_leaves_what_is_published(client, author, template) -> None:
    draft = begin_draft(template, by=author)
    assert "geht verloren" in text_of(client.get(at("discard", draft)))
    assert client.post(at("discard", draft)).url == at("detail", template)
    assert template.versions.count() == 1
    assert not SectionTemplateDraft.objects.exists()


def test_pages_follow_when_somebody_says_so_and_work_takes_its_words_along(
    client, author, template, page, cohort
) -> None:
    begun = begin(enrol(cohort))
    write(begun, "Wichtig")
    draft = begin_draft(template, by=author)
    send(client, at("section_remove", draft, "abschnitt-1"), draft)
    client.post(at("publish", draft), {"version": draft_version(draft), "base": 1})
    assert "Neuen Arbeiten Fassung 2 geben" in text_of(client.get(at("detail", template)))
    client.post(at("detail", template), {"pages": [page.pk, "x", "9" * 20]})
    assert PlanPage.objects.get().template_version.version == 2
    begun.refresh_from_db()
    assert begun.template_version.version == 1
    move_on(scope_of(begun), by=author)
    last = begun.draft_sections.get(section_id="anlagen")
    assert "Wichtig in abschnitt-1" in last.values["text"]


def test_choosing_no_page_is_said(client, author, template) -> None:
    response = client.post(at("detail", template), {}, follow=True)
    assert "Bitte wählen Sie mindestens eine Seite." in text_of(response)
