"""What rests on the database itself holds on PostgreSQL as it does on SQLite."""

import os
import subprocess
import sys
from pathlib import Path

from tests import needs

ROOT = Path(__file__).resolve().parents[2]


def test_what_rests_on_the_database_holds_on_postgresql() -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
    environment["DATABASE_URL"] = f"{needs.postgres()}/lms_{os.getpid()}"
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-m", "database", "--create-db", "-p", "no:cacheprovider"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    print(run.stdout, run.stderr)
    assert run.returncode == 0, run.stdout[-6000:]
    closing = run.stdout.strip().splitlines()[-1]
    assert "passed" in closing
    assert "skipped" not in closing
