"""The database itself refuses to change evidence.

Only the actor may become null (erasure of a person). Deleting stays possible for the database's
owner, because erasure after the retention period needs it; the code has no way to do it.
"""

FROZEN = (
    "enrolment_id",
    "seq",
    "requirement_key",
    "kind",
    "minutes",
    "value",
    "occurred_at",
    "recorded_at",
    "supersedes",
    "rule_version_id",
    "snapshot",
    "actor_role",
    "reason",
)
TABLE = "lms_courses_evidence"
MESSAGE = "Evidence is append-only."


def create_trigger(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in FROZEN)
        schema_editor.execute(
            f"CREATE TRIGGER lms_evidence_frozen BEFORE UPDATE ON {TABLE} "
            f"WHEN {changed} OR NEW.actor_id IS NOT NULL AND NEW.actor_id IS NOT OLD.actor_id "
            f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        )
    elif schema_editor.connection.vendor == "postgresql":
        changed = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in FROZEN)
        schema_editor.execute(
            "CREATE FUNCTION lms_evidence_frozen() RETURNS trigger AS $$ "
            f"BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; "
            "END $$ LANGUAGE plpgsql"
        )
        schema_editor.execute(
            f"CREATE TRIGGER lms_evidence_frozen BEFORE UPDATE ON {TABLE} FOR EACH ROW "
            f"WHEN ({changed} OR NEW.actor_id IS NOT NULL "
            "AND NEW.actor_id IS DISTINCT FROM OLD.actor_id) "
            "EXECUTE FUNCTION lms_evidence_frozen()"
        )


def drop_trigger(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS lms_evidence_frozen")
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS lms_evidence_frozen ON {TABLE}")
        schema_editor.execute("DROP FUNCTION IF EXISTS lms_evidence_frozen()")
