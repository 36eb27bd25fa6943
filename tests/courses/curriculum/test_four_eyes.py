"""Four eyes: what one author submits, another one publishes; and nothing gets stuck."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission, TaskState, Workflow, WorkflowPage

from courses.cohorts.models import ProviderRole
from courses.curriculum.authors import open_pages_to_authors
from courses.curriculum.four_eyes.domain import switch_off, switch_on
from courses.curriculum.four_eyes.errors import OtherWorkflow, OwnSubmission, TooFewAuthors
from courses.governance.models import AuditEntry, OutgoingMail
from tests.courses.curriculum.editing import lesson_form
from tests.factories import ProviderFactory, UserFactory, make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    programme = make_programme()
    open_pages_to_authors(programme.provider, programme.page)
    return programme


@pytest.fixture
def provider(programme):
    programme.provider.refresh_from_db()
    return programme.provider


@pytest.fixture
def authors(provider):
    people = [UserFactory(), UserFactory()]
    for user in people:
        user.groups.add(provider.author_group)
        ProviderRole.objects.create(provider=provider, user=user, role="author")
    return people


@pytest.fixture
def lesson(programme):
    return programme.activities.get(kind="lesson").page.specific


def submit(lesson, author):
    lesson.title = "Neuer Titel"
    lesson.save_revision(user=author)
    return lesson.get_workflow().start(lesson, author)


def live_title(lesson) -> str:
    return type(lesson).objects.get(pk=lesson.pk).title


def decide(client, user, state, action: str = "approve", **data: str):
    client.force_login(user)
    step = state.current_task_state
    page = state.object_id
    url = reverse("wagtailadmin_pages:workflow_action", args=[page, action, step.pk])
    return client.post(url, data)


def test_another_author_publishes(client, provider, authors, lesson) -> None:
    switch_on(provider)
    state = submit(lesson, authors[0])
    decide(client, authors[1], state)
    assert live_title(lesson) == "Neuer Titel"
    assert lesson.lms_activity.__class__.objects.get(page=lesson).title == "Neuer Titel"


def test_the_other_authors_hear_once_that_a_text_waits(provider, authors, lesson) -> None:
    switch_on(provider)
    submit(lesson, authors[0])
    mail = OutgoingMail.objects.get()
    assert mail.recipient == authors[1]
    assert "Neuer Titel" not in mail.subject + mail.body


def test_who_submitted_publishes_nothing(client, provider, authors, lesson) -> None:
    switch_on(provider)
    state = submit(lesson, authors[0])
    decide(client, authors[0], state)
    assert live_title(lesson) != "Neuer Titel"
    step = state.current_task_state
    with pytest.raises(OwnSubmission, match="Das veröffentlicht jemand anderes"):
        step.task.specific.on_action(step, authors[0], "approve")


def test_who_hands_in_again_after_changes_does_not_publish_either(
    client, provider, authors, lesson
) -> None:
    switch_on(provider)
    state = submit(lesson, authors[0])
    decide(client, authors[1], state, "reject", comment="Bitte kürzer.")
    state.refresh_from_db()
    lesson.save_revision(user=authors[1])
    state.resume(authors[1])
    state.refresh_from_db()
    decide(client, authors[1], state)
    assert live_title(lesson) != "Neuer Titel"


def test_an_author_from_elsewhere_cannot_decide(client, provider, authors, lesson) -> None:
    switch_on(provider)
    other = ProviderFactory()
    other_programme = make_programme(other, slug="anderes", as_root=False)
    stranger = UserFactory()
    stranger.groups.add(open_pages_to_authors(other, other_programme.page))
    decide(client, stranger, submit(lesson, authors[0]))
    assert live_title(lesson) != "Neuer Titel"


def test_authors_cannot_publish_directly(client, provider, authors, lesson) -> None:
    switch_on(provider)
    assert not lesson.permissions_for_user(authors[0]).can_publish()
    assert lesson.permissions_for_user(authors[0]).can_submit_for_moderation()


def test_a_right_from_another_group_does_not_help(client, provider, authors, lesson) -> None:
    switch_on(provider)
    moderators = Group.objects.create(name="Alle Seiten")
    for right in GroupPagePermission.objects.filter(group=provider.author_group):
        moderators.page_permissions.create(page=right.page, permission=right.permission)
    publish = lesson_right("publish_page")
    moderators.page_permissions.create(page=lesson.get_root(), permission=publish)
    authors[0].groups.add(moderators)
    client.force_login(authors[0])
    response = client.post(
        reverse("wagtailadmin_pages:edit", args=[lesson.pk]),
        lesson_form(title="Von Hand") | {"action-publish": "1"},
    )
    assert response.status_code == 302
    assert live_title(lesson) != "Von Hand"
    draft = type(lesson).objects.get(pk=lesson.pk).get_latest_revision_as_object()
    assert draft.title == "Von Hand", "nothing typed is lost"


def lesson_right(codename: str) -> Permission:
    return Permission.objects.get(codename=codename, content_type__model="page")


def test_who_submitted_cannot_slip_something_in_while_it_waits(provider, authors, lesson) -> None:
    switch_on(provider)
    submit(lesson, authors[0])
    lock = lesson.get_lock()
    assert lock.for_user(authors[0])
    assert not lock.for_user(authors[1])


def test_the_editor_says_who_publishes_and_why_it_is_closed(
    client, provider, authors, lesson
) -> None:
    switch_on(provider)
    client.force_login(authors[0])
    url = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    text = client.get(url).content.decode()
    assert "Einer zweiten Person vorlegen" in text
    assert 'name="action-publish"' not in text
    submit(lesson, authors[0])
    text = client.get(url).content.decode()
    assert "Dieser Text liegt bei einer zweiten Person." in text
    assert "Text zurückholen" in text
    client.force_login(authors[1])
    text = client.get(url).content.decode()
    assert "Zustimmen und Veröffentlichen" in text
    assert "Dieser Text liegt bei" not in text


def test_only_what_others_submitted_awaits_ones_review(provider, authors, lesson) -> None:
    switch_on(provider)
    step = submit(lesson, authors[0]).current_task_state
    waiting = TaskState.objects.reviewable_by
    assert list(waiting(authors[0])) == []
    assert list(waiting(authors[1])) == [step]
    assert list(waiting(UserFactory())) == []


def test_switching_off_gives_everything_back(provider, authors, lesson) -> None:
    before = sorted(rights_of(provider))
    switch_on(provider)
    switch_off(provider)
    assert sorted(rights_of(provider)) == before
    assert not WorkflowPage.objects.filter(workflow__name__startswith="Vier").exists()
    assert lesson.permissions_for_user(authors[0]).can_publish()


def rights_of(provider) -> list[tuple[int, str]]:
    rows = GroupPagePermission.objects.filter(group=provider.author_group)
    return list(rows.values_list("page", "permission__codename"))


def test_a_page_that_waits_is_not_stuck_when_it_is_switched_off(provider, authors, lesson) -> None:
    switch_on(provider)
    submit(lesson, authors[0])
    switch_off(provider)
    fresh = type(lesson).objects.get(pk=lesson.pk)
    assert fresh.current_workflow_state is None
    assert not fresh.get_lock()
    fresh.get_latest_revision().publish(user=authors[0])
    assert live_title(lesson) == "Neuer Titel"


def test_it_can_be_switched_on_again(client, provider, authors, lesson) -> None:
    for switch in (switch_on, switch_on, switch_off, switch_off, switch_on):
        switch(provider)
    decide(client, authors[1], submit(lesson, authors[0]))
    assert live_title(lesson) == "Neuer Titel"
    actions = AuditEntry.objects.filter(action__startswith="four_eyes").order_by("pk")
    assert [row.action for row in actions] == ["four_eyes.on", "four_eyes.off", "four_eyes.on"]


def test_a_programme_opened_to_authors_later_is_covered_as_well(provider, authors) -> None:
    switch_on(provider)
    later = make_programme(provider, slug="spaeter", as_root=False)
    open_pages_to_authors(provider, later.page)
    assert not later.page.permissions_for_user(authors[0]).can_publish()
    assert later.page.get_workflow().name == f"Vier Augen: {provider.name}"


def test_one_author_alone_is_too_few(provider) -> None:
    UserFactory().groups.add(provider.author_group)
    with pytest.raises(TooFewAuthors, match="zweite"):
        switch_on(provider)
    provider.refresh_from_db()
    assert not provider.four_eyes


def test_somebody_elses_workflow_is_left_alone(provider, authors, programme) -> None:
    WorkflowPage.objects.create(
        page=programme.page, workflow=Workflow.objects.create(name="Hausregel")
    )
    with pytest.raises(OtherWorkflow, match="Hausregel"):
        switch_on(provider)
    assert lesson_can_be_published(provider, authors, programme)


def lesson_can_be_published(provider, authors, programme) -> bool:
    provider.refresh_from_db()
    return not provider.four_eyes and programme.page.permissions_for_user(authors[0]).can_publish()


@pytest.fixture
def coordinator(provider):
    user = UserFactory()
    ProviderRole.objects.create(provider=provider, user=user, role="coordinator")
    return user


def test_the_coordination_switches_it(client, provider, authors, coordinator) -> None:
    client.force_login(coordinator)
    url = reverse("lms_four_eyes:switch", args=[provider.pk])
    client.post(url, {"four_eyes": "on"})
    provider.refresh_from_db()
    assert provider.four_eyes
    text = client.get(reverse("lms_four_eyes:overview")).content.decode()
    assert "Eingeschaltet." in text
    assert "Es gibt 2 Autor:innen." in " ".join(text.split())
    client.post(url, {"four_eyes": "off"})
    provider.refresh_from_db()
    assert not provider.four_eyes


@pytest.mark.parametrize("others", [0, 2])
def test_three_providers_take_as_many_statements_as_one(
    client, provider, coordinator, others
) -> None:
    for _ in range(others):
        other = ProviderFactory()
        ProviderRole.objects.create(provider=other, user=coordinator, role="coordinator")
    client.force_login(coordinator)
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("lms_four_eyes:overview"))
    assert sum("four_eyes" in query["sql"] for query in captured) == 1


def test_the_reason_is_said_where_it_cannot_be_switched(client, provider, coordinator) -> None:
    client.force_login(coordinator)
    url = reverse("lms_four_eyes:switch", args=[provider.pk])
    text = client.post(url, {"four_eyes": "on"}, follow=True).content.decode()
    assert "Vier Augen brauchen zwei Personen" in text


def test_nobody_else_finds_the_switch(client, provider, authors, coordinator) -> None:
    elsewhere = UserFactory()
    ProviderRole.objects.create(provider=ProviderFactory(), user=elsewhere, role="coordinator")
    for user in (elsewhere, authors[0], UserFactory(is_superuser=True)):
        client.force_login(user)
        url = reverse("lms_four_eyes:switch", args=[provider.pk])
        assert client.post(url, {"four_eyes": "on"}).status_code == 404
