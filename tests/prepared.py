"""What takes long to prepare, made once for a whole run of the tests and copied from then on.

A migrated database: each parallel process begins with one. The demo's data on top of it: each site
for browsers begins with that.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DATABASE = "lms.sqlite3"


def copy_migrated(to: Path, factory: pytest.TempPathFactory) -> None:
    """Put a migrated SQLite database at `to`."""
    made = _once("migrated", _migrate, factory)
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(made / DATABASE, to)


def copy_demo(to: Path, factory: pytest.TempPathFactory) -> None:
    """Put the data of a demo that has been prepared and never served into the folder `to`."""

    def seed(folder: Path) -> None:
        copy_migrated(folder / DATABASE, factory)
        _manage(folder, "lms.settings.dev", "demo", "--no-serve")

    shutil.copytree(_once("demo", seed, factory), to, dirs_exist_ok=True)


def _once(name: str, make: Callable[[Path], None], factory: pytest.TempPathFactory) -> Path:
    """The folder `make` has filled; whoever comes first does it, others wait."""
    own = factory.getbasetemp()
    # A parallel process has a folder of its own in the folder of the run.
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    made, draft = shared / f"prepared-{name}", shared / f"preparing-{name}"
    with (shared / f"prepared-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir()
            make(draft)
            draft.rename(made)
    return made


def _migrate(folder: Path) -> None:
    _manage(folder, "lms.settings.test", "migrate", "--verbosity", "0")


def _manage(folder: Path, settings: str, *arguments: str) -> None:
    foreign = ("DATABASE_URL", "EMAIL_URL", "BASE_URL")
    environment = {name: value for name, value in os.environ.items() if name not in foreign}
    environment |= {"DJANGO_SETTINGS_MODULE": settings, "VAR_DIR": str(folder)}
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
