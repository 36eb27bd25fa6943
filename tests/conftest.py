"""Fixtures of every test. Those of one app live beside its tests."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.utils.module_loading import import_string
from django_q.models import OrmQ
from hypothesis import HealthCheck, settings

from tests import needs
from tests.handing_out import handed_out
from tests.prepared import copy_migrated

TASKS_AT_MOST = 1000

# A busy machine is no broken rule: nothing is measured here.
settings.register_profile("lms", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("lms")


# Last, because pytest-django puts what needs no database behind everything else.
@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes longest begins at once, shared out among the parallel processes.

    Otherwise the order stays: tests that empty the database come behind those that count on what
    migrations put in.
    """
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    items[:] = handed_out(items, workers)


def pytest_collection_finish(session: pytest.Session) -> None:
    """What has been loaded stays: nobody need look through it for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("e2e"):
        needs.chromium()


@pytest.fixture(scope="session")
def django_db_keepdb(
    request: pytest.FixtureRequest,
    django_db_modify_db_settings: None,
    tmp_path_factory: pytest.TempPathFactory,
) -> bool:
    """On SQLite, the tests' database is a copy of one that is migrated once a run."""
    wanted = request.config.getoption("reuse_db")
    if connection.vendor != "sqlite":
        return wanted
    file = Path(connection.settings_dict["TEST"]["NAME"])
    if not (wanted and file.exists()) or request.config.getoption("create_db"):
        file.unlink(missing_ok=True)
        copy_migrated(file, tmp_path_factory)
    return True


@pytest.fixture(scope="session")
def django_db_createdb(request: pytest.FixtureRequest) -> bool:
    """On SQLite, `--create-db` has been seen to above."""
    return connection.vendor != "sqlite" and request.config.getoption("create_db")


@pytest.fixture
def run_queue(db: None) -> Callable[..., list[Exception]]:
    """Does what the worker would: runs queued tasks, and those they queue, until none is left.

    A task's error reaches the test; with `collect=True` errors are returned instead, in order.
    """

    def run(*, collect: bool = False) -> list[Exception]:
        errors: list[Exception] = []
        for _ in range(TASKS_AT_MOST):
            row = OrmQ.objects.order_by("pk").first()
            if row is None:
                return errors
            row.delete()
            try:
                _perform(row.task)
            except Exception as error:
                if not collect:
                    raise
                errors.append(error)
        pytest.fail(f"The queue was not empty after {TASKS_AT_MOST} tasks.")

    return run


def _perform(task: dict[str, Any]) -> None:
    function = task["func"]
    function = import_string(function) if isinstance(function, str) else function
    function(*task["args"], **task.get("kwargs", {}))


@pytest.fixture
def searchable(settings: Any) -> None:
    """The editors' search learns of whatever is saved, as on a real site."""
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}


@pytest.fixture(autouse=True)
def no_memory_between_tests() -> None:
    """Sites, throttles and the like are cached; one test's must not reach the next."""
    cache.clear()


@pytest.fixture(scope="module")
def module_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """For what takes long to make: rows that all tests of a module share.

    They stand in a transaction around those of the tests, each of which takes its own part back.
    Tests with `transaction=True` cannot be in such a module.
    """
    # Django closes the connection behind each test, and with it would go the transaction.
    with django_db_blocker.unblock(), patch.object(connection, "close"), transaction.atomic():
        yield
        transaction.set_rollback(True)
