"""What is handed on knows nothing of the machine it was written on."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# In two parts each, so that this file may be tracked itself.
MACHINE = [r"/wor" r"k/", r"/roo" r"t/", r"/hom" r"e/\w", r"/op" r"t/", r"/tm" r"p/"]
REGISTRIES = [
    r"pypi" r"\.org",
    r"pythonhosted" r"\.org",
    r"registry\.npm" r"js",
    r"deb\.deb" r"ian\.org",
    r"cdn\.js" r"delivr",
    r"unp" r"kg\.com",
]
FORBIDDEN = re.compile("|".join(MACHINE + REGISTRIES))


def tracked() -> list[Path]:
    run = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if run.returncode:
        pytest.skip("This is no git work tree.")
    return [ROOT / name for name in run.stdout.decode().split("\0") if name]


def lines_of(path: Path) -> list[str]:
    try:
        return path.read_text().splitlines() if path.is_file() else []
    except UnicodeDecodeError:
        return []


def test_no_machine_paths_and_no_registry_hosts() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in tracked()
        for number, line in enumerate(lines_of(path), start=1)
        if FORBIDDEN.search(line)
    ]
    assert found == []


def test_the_wheel_carries_everything_that_is_no_python() -> None:
    """A host without templates and styles would find out at its first page."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    carried = {
        Path(pattern).suffix for pattern in project["tool"]["setuptools"]["package-data"]["*"]
    }
    apps = {"content", "courses", "assessments", "certificates", "lms"}
    kinds = {path.suffix for path in tracked() if path.relative_to(ROOT).parts[0] in apps}
    assert kinds - {".py"} <= carried
