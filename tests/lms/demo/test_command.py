"""`manage.py demo` refuses what would do harm and says what it does."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from lms.demo.people import DemoPerson, introduce
from lms.management.commands import demo

ELIF = DemoPerson("Elif Şahin", "elif@example.org", "quellingen", "Teilnehmerin", "Lernen.")


@pytest.fixture
def demo_allowed(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.LMS_DEMO = True
    settings.VAR_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    monkeypatch.setattr(demo, "seed", lambda now: [ELIF])


def test_where_passwords_matter_there_is_no_demo() -> None:
    with pytest.raises(CommandError, match="passwords are known"):
        call_command("demo", no_serve=True)


@pytest.mark.django_db
@pytest.mark.usefixtures("demo_allowed")
def test_without_serving_it_prepares_and_introduces(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people_file = tmp_path / "people.json"
    call_command("demo", no_serve=True, people=people_file)
    assert introduce([ELIF]) in capsys.readouterr().out
    assert DemoPerson(**json.loads(people_file.read_text())[0]) == ELIF


@pytest.mark.usefixtures("demo_allowed")
def test_a_taken_port_is_refused_before_anything_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo.ports, "is_free", lambda port: False)
    with pytest.raises(CommandError, match="Port 8123 is taken"):
        call_command("demo", port=8123)


def test_children_get_honest_error_pages_and_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DEBUG", "BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    environment = demo.child_environment(8010)
    assert (environment["DEBUG"], environment["BASE_URL"]) == ("false", "http://localhost:8010")


def test_what_the_person_at_the_terminal_reads(settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    text = demo.welcome("http://localhost:8000/", [ELIF])
    for fact in ("http://localhost:8000/", "elif@example.org", "quellingen", "Lernen.", "/mail"):
        assert fact in text
