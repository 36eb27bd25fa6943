"""What a load balancer asks."""

import pytest
from django.db import DatabaseError
from django.test import Client, RequestFactory

from lms import views


def test_a_living_process_says_so_without_asking_the_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_ready_when_database_and_schema_are_there(client: Client) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": "ok", "schema": "ok"})


def test_not_ready_while_a_check_fails(monkeypatch: pytest.MonkeyPatch, rf: RequestFactory) -> None:
    monkeypatch.setattr(views, "CHECKS", {"database": lambda: False, "schema": lambda: True})
    answer = views.readyz(rf.get("/readyz"))
    assert answer.status_code == 503
    assert answer.content == b'{"database": "failing", "schema": "ok"}'


def test_a_lost_database_is_an_answer_not_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(views.connection, "cursor", refuse)
    monkeypatch.setattr(views, "_no_migration_waits", refuse)
    assert (views.database_answers(), views.schema_is_current()) == (False, False)


def test_only_reading_is_allowed(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
