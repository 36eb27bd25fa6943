"""Operators find every setting of the environment and every make target in the docs."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OPERATORS = ROOT / "docs" / "operators.md"
READ = re.compile(r'\benv(?:\.\w+)?\(\s*"([A-Z_]+)"')


def test_every_environment_variable_is_documented() -> None:
    text = OPERATORS.read_text()
    used = {
        name
        for path in (ROOT / "lms" / "settings").glob("*.py")
        for name in READ.findall(path.read_text())
    }
    assert {name for name in used if f"`{name}`" not in text} == set()


def test_every_make_target_explains_itself() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    explained = set(
        re.findall(r"^([a-z-]+):.*## \w", (ROOT / "Makefile").read_text(), re.MULTILINE)
    )
    inner = {"has-python", "has-node", "free-port", "catalogues"}
    assert targets - inner == explained
