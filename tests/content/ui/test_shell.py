"""The shell: navigation by who is there, error pages that stand alone, log-in in our words."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import SuspiciousOperation
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation
from django.views.defaults import bad_request, server_error


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


def shell(path: str = "/", user: object = None, **context: object) -> str:
    request = RequestFactory().get(path)
    request.user = user or AnonymousUser()
    return render_to_string("base.html", {"request": request, "user": request.user, **context})


def test_strangers_see_the_public_entries_and_no_sign_out() -> None:
    shown = shell()
    assert 'href="/v/"' in shown
    assert 'href="/mein-weg/"' not in shown
    assert "data-signout" not in shown


def test_learners_see_their_entries_and_sign_out_by_post() -> None:
    shown = shell(user=get_user_model()(email="a@example.org"))
    assert 'href="/mein-weg/"' in shown
    assert 'href="/cms/"' not in shown
    assert 'method="post"' in shown
    assert "data-signout" in shown


@pytest.mark.parametrize(
    ("path", "entry", "current"),
    [
        ("/mein-weg/", "/mein-weg/", "page"),
        ("/methoden/eskalations-check/", "/methoden/", "true"),
        ("/modul-1/eskalation/", "/#module", "true"),
    ],
)
def test_navigation_marks_where_one_is(path: str, entry: str, current: str) -> None:
    shown = shell(path, get_user_model()(email="a@example.org"))
    assert f'<a href="{entry}" aria-current="{current}">' in shown
    assert shown.count("aria-current") == 1


def test_a_page_can_say_where_it_belongs() -> None:
    shown = shell("/x/", get_user_model()(email="a@example.org"), nav_section="modules")
    assert '<a href="/#module" aria-current="true">' in shown


def test_server_error_needs_neither_request_nor_database() -> None:
    answer = server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "Something went wrong here" in answer.content.decode()


def test_a_request_that_cannot_be_read_gets_a_page_of_ours() -> None:
    answer = bad_request(RequestFactory().get("/"), SuspiciousOperation())
    assert answer.status_code == 400
    assert "This request could not be read" in answer.content.decode()


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404"])
def test_error_pages_stand_without_a_request(name: str) -> None:
    assert "<h1>" in render_to_string(f"{name}.html", {})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["account_login", "account_reset_password", "account_reset_password_done"]
)
def test_account_pages_are_drawn_by_the_kit(client: Client, name: str) -> None:
    from django.urls import reverse

    shown = client.get(reverse(name)).content.decode()
    assert "ui-entry" in shown
    assert "placeholder" not in shown


@pytest.mark.django_db
def test_log_in_errors_are_summed_up(client: Client) -> None:
    from django.urls import reverse

    shown = client.post(reverse("account_login"), {"login": "", "password": ""}).content.decode()
    assert 'href="#id_login"' in shown
    assert 'href="#id_password"' in shown
