"""Outgoing mail in the browser: in development alone, and nothing but what lies in the folder."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from lms.management.commands import demo

BACKEND = "django.core.mail.backends.filebased.EmailBackend"


@pytest.fixture
def folder(settings: Any, tmp_path: Path, db: None) -> Path:
    settings.LMS_SHOW_MAIL = True
    settings.EMAIL_BACKEND = BACKEND
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    (tmp_path / "mail").mkdir()
    (tmp_path / "geheim.log").write_text("Subject: geheim\n\ngeheim\n")
    return tmp_path / "mail"


def send(subject: str = "Guten Tag", body: str = "Text", **fields: Any) -> None:
    message = EmailMultiAlternatives(subject, body, to=["elif@example.org"], **fields)
    message.attach_alternative("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "text/calendar")
    message.send()


def links(client: Client) -> list[str]:
    page = client.get("/mails/").content.decode()
    return re.findall(r'href="(/mails/[^"]+/\d+/)"', page)


def test_the_newest_stands_first_and_opens(client: Client, folder: Path) -> None:
    assert "Noch wurde keine Mail gesendet" in client.get("/mails/").content.decode()
    send("Erste Grüße", "Bitte hier: https://quellingen.example/x?a=1&b=2\n")
    (first,) = links(client)
    page = client.get(first).content.decode()
    assert "Erste Grüße" in page
    assert "elif@example.org" in page
    assert 'href="https://quellingen.example/x?a=1&amp;b=2"' in page
    assert "BEGIN:VCALENDAR" in page


def test_several_in_one_file_are_several(client: Client, folder: Path) -> None:
    messages = [EmailMultiAlternatives(f"Nr. {n}", "Text", to=["a@example.org"]) for n in (1, 2)]
    mail.get_connection().send_messages(messages)
    found = links(client)
    assert [client.get(there).content.decode().count("Nr. 2") > 0 for there in found] == [
        True,
        False,
    ]


def test_markup_is_text(client: Client, folder: Path) -> None:
    send("<b>fett</b>", "<script>alert(1)</script>")
    for there in ("/mails/", *links(client)):
        page = client.get(there).content.decode()
        assert "<script>alert" not in page
        assert "<b>fett" not in page


@pytest.mark.parametrize(
    "there", ["..%2fgeheim.log/1/", "%2e%2e%2fgeheim.log/1/", "fehlt.log/1/", "geheim.log/1/"]
)
def test_only_what_lies_in_the_folder_is_opened(client: Client, folder: Path, there: str) -> None:
    send()
    assert client.get(f"/mails/{there}").status_code == 404
    (link,) = links(client)
    assert client.get(link.replace("/1/", "/2/")).status_code == 404
    assert client.post(link).status_code == 405


@pytest.mark.parametrize("show", [False, None])
def test_elsewhere_there_is_no_such_page(
    client: Client, folder: Path, settings: Any, show: bool | None
) -> None:
    send()
    (link,) = links(client)
    if show is None:
        del settings.LMS_SHOW_MAIL
    else:
        settings.LMS_SHOW_MAIL = show
    settings.DEBUG = True
    assert client.get("/mails/").status_code == 404
    assert client.get(link).status_code == 404


def test_only_the_settings_of_development_show_mails() -> None:
    settings = Path(demo.__file__).parents[2] / "settings"
    shown = {path.stem for path in settings.glob("*.py") if "SHOW_MAIL = True" in path.read_text()}
    assert shown == {"dev"}


def test_the_demo_says_where_its_mails_are_read(settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    assert "http://localhost:8000/mails/" in demo.welcome("http://localhost:8000/", [])
