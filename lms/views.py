"""What a machine asks: does the site live, and may it get visitors?"""

from collections.abc import Callable
from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nobody else, so a slow database does not get it restarted."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Database and schema are there: 200, else 503. Says which part, never why, to strangers."""
    state = {name: "ok" if check() else "failing" for name, check in CHECKS.items()}
    ready = all(answer == "ok" for answer in state.values())
    return JsonResponse(state, status=200 if ready else 503)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def schema_is_current() -> bool:
    try:
        return _no_migration_waits()
    except (_WaitingError, DatabaseError):
        return False


class _WaitingError(Exception):
    """A migration has not run yet."""


@cache
def _no_migration_waits() -> bool:
    """Looks once until it is true: a process never runs with older code than it started with."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise _WaitingError
    return True


CHECKS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "schema": schema_is_current,
}
