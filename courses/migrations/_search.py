"""What can be found, and the full text of both databases beside it.

SQLite: an FTS5 table that reads its columns from the entries, kept in step by triggers. A later
migration that alters the entries makes SQLite copy their table, which loses the triggers: run
`create_fulltext` again then. PostgreSQL: a computed column with an index.
"""

TABLE = "lms_courses_searchentry"
COLUMNS = ("title_index", "keys_index", "text_index")
WEIGHTS = dict(zip(COLUMNS, "ABD", strict=True))


def create_fulltext(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        _create_on_sqlite(schema_editor.execute)
    elif schema_editor.connection.vendor == "postgresql":
        _create_on_postgresql(schema_editor.execute)


def _create_on_sqlite(execute):
    names = ", ".join(COLUMNS)
    execute(
        f"CREATE VIRTUAL TABLE lms_search USING fts5({names}, content='{TABLE}', "
        "content_rowid='id', tokenize='unicode61 remove_diacritics 0')"
    )
    old = ", ".join(f"OLD.{name}" for name in COLUMNS)
    new = ", ".join(f"NEW.{name}" for name in COLUMNS)
    remove = f"INSERT INTO lms_search(lms_search, rowid, {names}) VALUES ('delete', OLD.id, {old});"  # noqa: S608
    add = f"INSERT INTO lms_search(rowid, {names}) VALUES (NEW.id, {new});"  # noqa: S608
    for event, body in (("INSERT", add), ("DELETE", remove), ("UPDATE", remove + add)):
        execute(
            f"CREATE TRIGGER lms_search_{event.lower()} AFTER {event} ON {TABLE} BEGIN {body} END"
        )


def _create_on_postgresql(execute):
    parts = [
        f"setweight(to_tsvector('{config}'::regconfig, {name}), '{weight}')"
        for name, weight in WEIGHTS.items()
        for config in ("german", "simple")
    ]
    execute(
        f"ALTER TABLE {TABLE} ADD COLUMN lms_vector tsvector "
        f"GENERATED ALWAYS AS ({' || '.join(parts)}) STORED"
    )
    execute(f"CREATE INDEX lms_search_vector ON {TABLE} USING gin (lms_vector)")


def drop_fulltext(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for event in ("insert", "delete", "update"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS lms_search_{event}")
        schema_editor.execute("DROP TABLE IF EXISTS lms_search")
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS lms_vector")
