"""Which mails somebody gets: chosen by themselves, kept, and honest about what comes regardless."""

from typing import Any

from django.test import Client
from django.urls import reverse

from courses.governance.choices import choices_of, wants
from courses.governance.models import MailChoice
from tests.factories import UserFactory

FIELDS = ("calendar", "sessions", "deadlines", "feedback", "intentions", "digest")


def page(client: Client) -> str:
    return client.get(reverse("courses:mail_choices")).content.decode()


def test_everything_is_on_until_somebody_chooses(client: Client, db: None) -> None:
    user = UserFactory()
    client.force_login(user)
    assert page(client).count("checked") == len(FIELDS)
    assert not MailChoice.objects.exists()


def test_what_is_switched_off_stays_off_and_is_said_to_be_saved(client: Client, db: None) -> None:
    user, other = UserFactory(), UserFactory()
    client.force_login(user)
    there = reverse("courses:mail_choices")
    answer = client.post(there, {"sessions": "on", "calendar": "on"}, follow=True)
    shown = answer.content.decode()
    assert 'role="status"' in shown
    assert "Gespeichert." in shown
    assert {name: wants(user.pk, name) for name in FIELDS} == {
        "calendar": True,
        "sessions": True,
        "deadlines": False,
        "feedback": False,
        "intentions": False,
        "digest": False,
    }
    assert wants(other.pk, "deadlines")


def test_nothing_ticked_is_a_choice_too(client: Client, db: None) -> None:
    user = UserFactory()
    client.force_login(user)
    for _ in range(2):
        client.post(reverse("courses:mail_choices"), {})
    assert not any(getattr(choices_of(user), name) for name in FIELDS)
    assert MailChoice.objects.count() == 1


def test_what_cannot_be_switched_off_is_named(client: Client, db: None) -> None:
    client.force_login(UserFactory())
    shown = page(client)
    assert "Was in jedem Fall kommt" in shown
    assert "Vertraulichkeitsvereinbarung" in shown


def test_strangers_are_asked_to_sign_in_and_see_no_link(client: Client, db: None) -> None:
    assert client.get(reverse("courses:mail_choices")).status_code == 302


def test_the_footer_leads_there_for_those_who_are_signed_in(client: Client, db: None) -> None:
    link = 'href="/mitteilungen/"'
    assert link not in client.get("/suche/").content.decode()
    client.force_login(UserFactory())
    assert link in client.get("/suche/").content.decode()


def test_the_page_takes_few_statements(
    client: Client, db: None, django_assert_max_num_queries: Any
) -> None:
    client.force_login(UserFactory())
    page(client)
    with django_assert_max_num_queries(8):
        page(client)
