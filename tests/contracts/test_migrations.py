"""Models and migrations say the same."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


@pytest.mark.django_db
def test_models_need_no_new_migration() -> None:
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said, stderr=said)
    except SystemExit:
        pytest.fail(said.getvalue(), pytrace=False)


@pytest.mark.django_db
def test_no_app_has_two_last_migrations() -> None:
    assert MigrationLoader(connection).detect_conflicts() == {}


@pytest.mark.django_db
def test_a_database_that_had_the_steps_one_by_one_needs_none_of_them_again() -> None:
    squashed = {
        (app, name)
        for (app, name), migration in MigrationLoader(connection).disk_migrations.items()
        if app.startswith("lms_") and migration.replaces
    }
    assert len(squashed) == 4
    for app, name in squashed:
        MigrationRecorder(connection).record_unapplied(app, name)
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
