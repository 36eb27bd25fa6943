"""What some tests need beyond Python: they skip with the reason and the hint, or, with
REQUIRE_ALL=1, fail."""

import os
import shutil
from functools import cache
from typing import NoReturn

import psycopg
import pytest

# The shell is the same browser without its windows, and a good deal lighter.
CHROMIUM_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def lacking(what: str, hint: str) -> NoReturn:
    if os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail(f"{what} is missing, and REQUIRE_ALL=1 wants it: {hint}", pytrace=False)
    pytest.skip(f"{what} is missing: {hint}")


def chromium() -> str:
    """The path of the system's Chromium."""
    named = os.environ.get("CHROMIUM")
    paths = [named] if named else [shutil.which(name) for name in CHROMIUM_NAMES]
    found = next((path for path in paths if path and os.access(path, os.X_OK)), None)
    return found or lacking("Chromium", "apt-get install chromium, or CHROMIUM=/path/to/chromium")


@cache
def postgres_answers() -> bool:
    try:
        psycopg.connect(f"{postgres_address()}/postgres", connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def postgres_address() -> str:
    return os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432").rstrip("/")


def postgres() -> str:
    """The address of a PostgreSQL server, without a database's name."""
    if not postgres_answers():
        lacking(
            "PostgreSQL",
            "apt-get install postgresql, and TEST_POSTGRES_URL=postgres://user:password@host:port",
        )
    return postgres_address()
