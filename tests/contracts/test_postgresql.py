"""What rests on the database itself holds on PostgreSQL as it does on SQLite."""

import os
import subprocess
import sys
from pathlib import Path

from tests import needs

ROOT = Path(__file__).resolve().parents[2]
OPTIONS = ("--create-db", "-p", "no:cacheprovider")
MARK = "pytest.mark.database"


def files_with_marks() -> list[str]:
    """Reading the other nine tenths of the tests takes longer than running these."""
    files = (ROOT / "tests").rglob("test_*.py")
    return sorted(
        str(file) for file in files if file != Path(__file__) and MARK in file.read_text()
    )


def test_what_rests_on_the_database_holds_on_postgresql() -> None:
    # Nothing of this run goes into that one: its folder, its number among parallel processes.
    environment = {
        k: v for k, v in os.environ.items() if k != "VAR_DIR" and not k.startswith("PYTEST_")
    }
    environment["DATABASE_URL"] = f"{needs.postgres()}/lms_{os.getpid()}"
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *files_with_marks(), "-m", "database", *OPTIONS],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
    closing = run.stdout.strip().splitlines()[-1]
    assert "passed" in closing
    assert "skipped" not in closing
