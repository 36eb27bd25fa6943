"""A programme copied for another provider: all texts, keys by choice, nobody's progress."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courses.cohorts.domain import grant_provider_role
from courses.curriculum.activities import sync_activity
from courses.curriculum.authors import open_pages_to_authors
from courses.curriculum.copying import CopyRefused, Keys, copy_programme
from courses.curriculum.models import Activity, Programme
from courses.curriculum.pages import LessonPage
from courses.governance.models import AuditEntry
from courses.progress.actions import confirm_reading
from courses.progress.models import Evidence
from tests.factories import CohortFactory, ProviderFactory, UserFactory, enrol, make_programme


@pytest.fixture
def programme(db: None) -> Programme:
    return make_programme(modules=1, lessons=2)


def keys_of(programme: Programme) -> list[str]:
    rows = programme.activities.order_by("page__path")
    return [str(key) for key in rows.values_list("key", flat=True)]


def titles_of(programme: Programme) -> list[str]:
    pages = programme.page.get_descendants().live().order_by("path")
    return list(pages.values_list("title", flat=True))


@pytest.mark.parametrize("keys", Keys)
def test_a_copy_says_the_same_under_keys_that_somebody_chose(
    programme: Programme, keys: Keys
) -> None:
    other = ProviderFactory()
    copy = copy_programme(programme, provider=other, title="Zweite Reihe", keys=keys)
    assert (copy.provider, copy.title, copy.page.slug) == (other, "Zweite Reihe", "zweite-reihe")
    assert copy.key != programme.key
    assert titles_of(copy) == titles_of(programme)
    same = set(keys_of(copy)) & set(keys_of(programme))
    assert len(same) == (len(keys_of(programme)) if keys is Keys.KEEP else 0)


def test_progress_is_not_shared_even_with_the_same_keys(programme: Programme) -> None:
    user = UserFactory()
    before = enrol(CohortFactory(programme=programme, provider=programme.provider), user)
    lesson = programme.activities.filter(kind=Activity.Kind.LESSON).first()
    confirm_reading(user, lesson.key)
    copy = copy_programme(
        programme, provider=ProviderFactory(), title="Zweite Reihe", keys=Keys.KEEP
    )
    after = enrol(CohortFactory(programme=copy, provider=copy.provider), user)
    assert Evidence.objects.filter(enrolment=before).count() == 1
    assert not Evidence.objects.filter(enrolment=after).exists()


def test_a_change_in_the_copy_leaves_the_original_alone(programme: Programme) -> None:
    copy = copy_programme(
        programme, provider=ProviderFactory(), title="Zweite Reihe", keys=Keys.KEEP
    )
    page = LessonPage.objects.descendant_of(copy.page).first()
    before = keys_of(programme)
    page.title = "Anders"
    page.save_revision().publish()
    sync_activity(page)
    assert "Anders" not in titles_of(programme)
    assert keys_of(programme) == before


def test_authors_of_the_new_provider_may_write_and_the_log_knows_who_copied(
    programme: Programme,
) -> None:
    other, somebody = ProviderFactory(), UserFactory()
    copy = copy_programme(
        programme, provider=other, title="Zweite Reihe", keys=Keys.RENEW, by=somebody
    )
    author = UserFactory()
    author.groups.add(type(other).objects.get(pk=other.pk).author_group)
    assert copy.page.permissions_for_user(author).can_edit()
    assert not programme.page.permissions_for_user(author).can_edit()
    entry = AuditEntry.objects.get(action="programme.copied")
    assert (entry.actor, entry.data["keys"]) == (somebody, "renew")


@pytest.mark.parametrize("title", ["Kommunale:r Konfliktmanager:in", "…"])
def test_a_title_that_cannot_be_an_address_is_refused(programme: Programme, title: str) -> None:
    taken: Any = programme.page.specific
    taken.slug = "kommunaler-konfliktmanagerin"
    taken.save()
    with pytest.raises(CopyRefused):
        copy_programme(programme, provider=ProviderFactory(), title=title, keys=Keys.RENEW)
    assert Programme.objects.count() == 1


# — The screen ———————————————————————————————————————————————————————————————————


def author_for(*providers: Any) -> Any:
    user = UserFactory()
    for provider in providers:
        grant_provider_role(provider, user, "author")
    return type(user).objects.get(pk=user.pk)


def test_an_author_of_both_providers_copies_on_the_screen(
    client: Client, programme: Programme
) -> None:
    other = make_programme(slug="dort", as_root=False).provider
    for provider in (programme.provider, other):
        open_pages_to_authors(provider, provider.programmes.get().page)
    client.force_login(author_for(programme.provider, other))
    address = reverse("lms_curriculum:copy", args=[programme.page_id])
    typed = {"title": "Zweite Reihe", "provider": other.pk, "keys": "renew"}
    answer = client.post(address, typed)
    copy = Programme.objects.get(title="Zweite Reihe")
    assert copy.provider == other
    assert answer["Location"] == reverse("lms_curriculum:overview", args=[copy.page_id])
    again = client.post(address, typed)
    assert "gibt es schon" in again.content.decode()
    assert 'value="Zweite Reihe"' in again.content.decode()


def test_nobody_copies_for_a_provider_they_do_not_write_for(
    client: Client, programme: Programme
) -> None:
    open_pages_to_authors(programme.provider, programme.page)
    client.force_login(author_for(programme.provider))
    address = reverse("lms_curriculum:copy", args=[programme.page_id])
    typed = {"title": "Fremd", "provider": ProviderFactory().pk, "keys": "keep"}
    assert client.post(address, typed).status_code == 200
    assert not Programme.objects.filter(title="Fremd").exists()
