"""Where somebody ends who signs in, or is signed in and knocks at the editors' door."""

from typing import Any

import pytest
from django.test import Client

from tests.factories import CohortFactory, coordinator_of, enrol

pytestmark = pytest.mark.django_db


def test_whoever_may_not_edit_is_told_so_on_the_first_page(client: Client) -> None:
    client.force_login(enrol(CohortFactory()).user)
    answer: Any = client.get("/cms/", follow=True)
    assert [address for address, _status in answer.redirect_chain] == [
        "/konto/anmelden/?next=/cms/",
        "/mein-weg/",
    ]
    assert "Berechtigung" in answer.content.decode()


def test_whoever_may_edit_gets_there(client: Client) -> None:
    client.force_login(coordinator_of(CohortFactory()))
    answer: Any = client.get("/konto/anmelden/?next=/cms/", follow=True)
    assert answer.redirect_chain == [("/cms/", 302)]
