from tests.contracts import test_roles_and_addresses as t
from tests.contracts.test_roles_and_addresses import (
    world,
    test_every_role_gets_what_the_table_says,
    test_every_address_is_in_the_table,
)
import pytest


@pytest.fixture(autouse=True)
def narrow(monkeypatch, request):
    if "role" in request.node.name:
        monkeypatch.setattr(t, "TABLE", [r for r in t.TABLE if "termine/" in r[0]])
