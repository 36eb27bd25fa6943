"""A migrated SQLite database, made once for a whole run of the tests and copied from then on.

Migrating takes longer than a hundred tests, and each parallel process and each site for browsers
begins with it.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def copy_migrated(to: Path, factory: pytest.TempPathFactory) -> None:
    """Put the database at `to`; whoever comes first makes it, others wait."""
    folder = factory.getbasetemp()
    # A parallel process has a folder of its own in the folder of the run.
    shared = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    made = shared / "migrated.sqlite3"
    with (shared / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            _make(made)
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(made, to)


def _make(made: Path) -> None:
    draft = made.with_name("migrating.sqlite3")
    draft.unlink(missing_ok=True)
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "lms.settings.test",
        "DATABASE_URL": f"sqlite:///{draft}",
    }
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    draft.rename(made)
