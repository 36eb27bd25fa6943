import pytest

from tests.contracts import test_roles_and_addresses as t


@pytest.fixture(autouse=True)
def narrow(monkeypatch, request):
    if "role" in request.node.name:
        monkeypatch.setattr(t, "TABLE", [r for r in t.TABLE if "termine/" in r[0]])
