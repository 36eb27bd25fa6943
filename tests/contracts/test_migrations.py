"""Models and migrations say the same."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader


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


@pytest.mark.django_db(transaction=True)
def test_what_stood_in_plans_as_one_text_stands_there_still() -> None:
    """Back to before sheets had fields, a plan as it was then, and forward again."""
    from django.db.migrations.executor import MigrationExecutor

    from tests.assessments.plans import begin, make_cohort, write
    from tests.factories import enrol

    submission = begin(enrol(make_cohort()))
    write(submission, "Wort")
    latest = list(MigrationExecutor(connection).loader.graph.leaf_nodes())
    executor = MigrationExecutor(connection)
    executor.migrate([("lms_assessments", "0002_learning_activities")])
    old = executor.loader.project_state(
        [("lms_assessments", "0002_learning_activities")]
    ).apps.get_model("lms_assessments", "DraftSection")
    texts = dict(old.objects.values_list("section_id", "text"))
    assert texts["abschnitt-1"] == "Wort in abschnitt-1"
    old.objects.update(values={})
    executor = MigrationExecutor(connection)
    executor.migrate(latest)
    drafts = submission.draft_sections.all()
    assert {draft.section_id: draft.values.get("text", "") for draft in drafts} == texts
    assert submission.members.count() == 1
