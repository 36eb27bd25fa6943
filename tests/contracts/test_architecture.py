"""Imports run one way; what the rules live in knows no HTTP."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("content", "courses", "assessments", "certificates", "lms")
# Addresses may be made (a mail carries one); requests, answers and messages may not be known.
WEB = ("django.http", "django.shortcuts", "django.contrib.messages", "django.views")
SIGNALS_OF_MODELS = ("pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed")


def modules(*patterns: str) -> list[Path]:
    found = {path for app in APPS for pattern in patterns for path in (ROOT / app).glob(pattern)}
    return sorted(found)


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_imports_run_one_way() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize(
    "path",
    modules("**/domain.py", "**/domain/*.py", "**/queries.py", "**/policies.py"),
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_rules_know_no_http(path: Path) -> None:
    assert [name for name in imported(path) if name.startswith(WEB)] == []


def test_nobody_listens_to_model_signals() -> None:
    listening = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in modules("**/*.py")
        for name in imported(path)
        if name.startswith("django.db.models.signals") and name.endswith(SIGNALS_OF_MODELS)
    }
    assert listening == set()


def test_only_one_door_leads_to_the_queue() -> None:
    using = {
        str(path.relative_to(ROOT))
        for path in modules("**/*.py")
        if any(name.startswith("django_q.tasks") for name in imported(path))
    }
    assert using == {"content/foundation/queue.py"}
