"""Nobody but the author sees a text, or that there is one."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.db import connection
from django.utils import timezone
from wagtail.models import ReferenceIndex
from wagtail.snippets.models import get_snippet_models

from assessments.reflection.domain import Typed, write
from assessments.reflection.models import ReflectionEntry, erase_entries
from assessments.reflection.queries import Entry, own_entries
from courses.cohorts.models import Enrolment, ProviderRole
from courses.governance.models import AuditEntry, OutgoingMail
from tests.assessments.reflection.conftest import SECRET, address, key_of, make_reflection, prompt
from tests.factories import (
    CohortFactory,
    UserFactory,
    activity_of,
    coordinator_of,
    enrol,
    make_programme,
    trainer_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(enrolment, page, first) -> ReflectionEntry:
    write(enrolment.user, key=key_of(page), prompt_id=first, typed=Typed(SECRET, 0))
    return ReflectionEntry.objects.get()


def others(cohort: Any) -> dict[str, Any]:
    """Everybody who has some business near this cohort, and people who have none."""
    elsewhere = CohortFactory(programme=make_programme(slug="anderes", as_root=False))
    author = UserFactory()
    ProviderRole.objects.create(provider=cohort.provider, user=author, role="author")
    return {
        "participant": enrol(cohort).user,
        "trainer": trainer_of(cohort),
        "coordinator": coordinator_of(cohort),
        "author": author,
        "superuser": UserFactory(is_superuser=True, is_staff=True),
        "participant elsewhere": enrol(elsewhere).user,
        "trainer elsewhere": trainer_of(elsewhere),
        "withdrawn": enrol(cohort, state=Enrolment.State.WITHDRAWN).user,
        "without agreement": enrol(cohort, agreed=False).user,
    }


def test_no_other_person_sees_the_text_on_the_page(client, cohort, page, entry) -> None:
    for name, user in others(cohort).items():
        client.force_login(user)
        assert SECRET not in client.get(page.url, follow=True).content.decode(), name


def test_no_other_person_reaches_the_text_by_its_addresses(
    client, cohort, page, first, entry
) -> None:
    for name, user in others(cohort).items():
        client.force_login(user)
        url = address(page, first, "loeschen")
        assert client.get(url).status_code == 404, name
        assert client.post(url).status_code == 404, name
    assert ReflectionEntry.objects.count() == 1


def test_only_participants_write(client, cohort, page, first) -> None:
    people = others(cohort)
    del people["participant"]
    for name, user in people.items():
        client.force_login(user)
        for url in (address(page), address(page, first)):
            assert client.get(url).status_code == 404, name
            assert client.post(url, {f"text-{first}": SECRET}).status_code == 404, name
    assert ReflectionEntry.objects.count() == 0


def test_strangers_are_asked_to_sign_in(client, page, first) -> None:
    for url in (address(page), address(page, first), address(page, first, "loeschen")):
        for answer in (client.get(url), client.post(url)):
            assert answer.headers["Location"].startswith("/konto/anmelden/")
    assert "ungern" not in client.get(page.url).content.decode()


def test_coming_back_from_signing_in_leads_to_the_page(client, author, page, first) -> None:
    for url in (address(page), address(page, first)):
        assert client.get(url).headers["Location"] == page.url


def test_nothing_is_written_before_the_module_opens(
    client, cohort, module, author, page, first
) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    cohort.schedule.create(key=activity_of(module).key, opens_on=tomorrow)
    assert client.post(address(page), {f"text-{first}": SECRET}).status_code == 404
    assert "öffnet für Ihren Durchgang" in client.get(page.url).content.decode()


def test_after_the_end_one_reads_and_writes_on(
    client, enrolment, author, page, first, entry
) -> None:
    Enrolment.objects.filter(pk=enrolment.pk).update(state=Enrolment.State.ENDED)
    assert SECRET in client.get(page.url).content.decode()
    data = {f"text-{first}": "Später.", f"version-{first}": str(entry.version)}
    assert client.post(address(page), data).status_code == 302


def test_two_people_write_side_by_side(client, cohort, page, first, entry) -> None:
    other = enrol(cohort).user
    client.force_login(other)
    client.post(address(page), {f"text-{first}": "Etwas anderes."})
    assert own_entries(other, key_of(page))[first].text == "Etwas anderes."
    assert own_entries(entry.user, key_of(page))[first].text == SECRET


def test_who_teaches_sees_the_prompts_and_no_field(client, cohort, page, entry) -> None:
    client.force_login(trainer_of(cohort))
    shown = client.get(page.url).content.decode()
    assert "Wem höre ich ungern zu?" in shown
    assert "<textarea" not in shown


# — What the machine knows ———————————————————————————————————————————————————————


def test_the_database_holds_no_word_of_it(entry) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM lms_assessments_reflectionentry")
        (row,) = cursor.fetchall()
    held = b"|".join(
        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
        for value in row
    )
    for word in SECRET.split():
        assert word.encode() not in held
    assert len(bytes(entry.ciphertext)) > len(SECRET.encode())


def test_the_same_text_never_looks_the_same(cohort, page, first, entry) -> None:
    other = enrol(cohort).user
    write(other, key=key_of(page), prompt_id=first, typed=Typed(SECRET, 0))
    one, two = ReflectionEntry.objects.all()
    assert bytes(one.ciphertext) != bytes(two.ciphertext)


def test_no_log_audit_mail_or_index_knows_of_it(
    client, author, page, first, caplog, django_user_model
) -> None:
    audit = AuditEntry.objects.count()
    caplog.set_level("DEBUG", logger="lms")
    client.post(address(page), {f"text-{first}": SECRET})
    client.post(address(page, first, "loeschen"))
    assert AuditEntry.objects.count() == audit
    assert OutgoingMail.objects.count() == 0
    assert SECRET not in caplog.text
    assert not ReferenceIndex.model_is_indexable(ReflectionEntry)
    assert not ReferenceIndex.objects.filter(content_type__model="reflectionentry").exists()


def test_names_and_representations_say_nothing(entry) -> None:
    opened = own_entries(entry.user, entry.activity_key)[entry.prompt_id]
    assert str(entry) == ""
    for shown in (repr(entry), repr(opened), repr(Typed(SECRET, 0))):
        assert SECRET not in shown
    assert isinstance(opened, Entry)


def test_no_admin_knows_the_model(entry) -> None:
    assert not apps.is_installed("django.contrib.admin")
    assert ReflectionEntry not in get_snippet_models()
    user_model = type(entry.user)
    names = {field.name for field in user_model._meta.get_fields()}
    assert not any("reflection" in name for name in names)


@pytest.mark.parametrize("path", ["edit", "history", "usage", "delete", "workflow_history", "copy"])
def test_the_admin_shows_nothing_of_it(client, page, entry, path) -> None:
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    shown = client.get(f"/cms/pages/{page.pk}/{path}/", follow=True)
    text = shown.content.decode().lower()
    assert shown.status_code == 200
    assert "dörfler" not in text
    assert "reflectionentry" not in text


@pytest.mark.usefixtures("searchable")
def test_the_search_of_the_admin_finds_pages_only(client, page, entry) -> None:
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    page.save()

    def found(words: str) -> list[str]:
        shown = client.get("/cms/pages/search/", {"q": words}, follow=True)
        return [result.title for result in shown.context["pages"]]

    assert found(page.title) == [page.title]
    assert found("Dörfler") == []


def test_a_page_travels_without_texts(page, entry) -> None:
    assert "Dörfler" not in serializers.serialize("json", [page])


def test_the_answer_is_kept_by_no_cache(client, author, page, entry) -> None:
    assert "no-store" in client.get(page.url).headers["Cache-Control"]


def test_a_copied_page_begins_empty(client, author, module, page, entry) -> None:
    copy = page.copy(to=module, update_attrs={"slug": "kopie"})
    assert key_of(copy) != key_of(page)
    assert SECRET not in client.get(copy.url).content.decode()


def test_erasing_a_person_erases_their_texts(cohort, page, first, entry) -> None:
    other = enrol(cohort).user
    write(other, key=key_of(page), prompt_id=first, typed=Typed(SECRET, 0))
    assert erase_entries(entry.user_id) == 1
    assert ReflectionEntry.objects.get().user == other


def test_deleting_the_page_keeps_the_texts(page, entry) -> None:
    page.delete()
    assert ReflectionEntry.objects.count() == 1


def test_a_lesson_page_of_the_same_module_is_untouched(client, author, module, page, entry) -> None:
    assert SECRET not in client.get(module.url).content.decode()
    assert apps.get_model("lms_assessments.ReflectionEntry") is ReflectionEntry


def test_prompts_are_what_the_author_of_the_page_wrote(module) -> None:
    page = make_reflection(module, [prompt("Nur dies?", hint="")])
    (only,) = page.prompt_list
    assert (only.text, only.help) == ("Nur dies?", "")
