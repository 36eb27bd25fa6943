"""In which order tests go to the parallel processes, so that none of them waits at the end."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# Seconds that files take which are long, or drive a browser; the others' tests take some moments.
LONG = {
    "tests/e2e/test_year.py": 260,
    "tests/contracts/test_postgresql.py": 250,
    "tests/e2e/test_main_job_by_keyboard.py": 220,
    "tests/e2e/test_authoring.py": 190,
    "tests/e2e/test_plan.py": 130,
    "tests/e2e/test_main_job.py": 120,
    "tests/e2e/test_curriculum.py": 100,
    "tests/host/test_host.py": 70,
}
BROWSER = 50
BROWSERS = ROOT / "tests" / "e2e"


def handed_out(items: list[pytest.Item], workers: int) -> list[pytest.Item]:
    """What takes longest first, shared out among so many processes; the others in their order."""
    piece = max(len(items) // (4 * workers), 2)  # what `--dist load` hands out first
    long = _shared_out([item for item in items if _seconds(item)], workers)
    others = [item for item in items if not _seconds(item)]
    found: list[pytest.Item] = []
    for share in long:
        room = max(piece - len(share), 0)
        found += [*share, *others[:room]]
        del others[:room]
    return found + others


def _seconds(item: pytest.Item) -> int:
    by_default = BROWSER if item.get_closest_marker("e2e") else 0
    return LONG.get(item.path.relative_to(ROOT).as_posix(), by_default)


def _shared_out(items: list[pytest.Item], workers: int) -> list[list[pytest.Item]]:
    """Whole files, the longest first, each to whoever has least to do."""
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    shares: list[list[pytest.Item]] = [[] for _ in range(workers)]
    load = [0] * workers
    for file in sorted(files.values(), key=lambda file: _seconds(file[0]), reverse=True):
        least = load.index(min(load))
        shares[least] += file
        load[least] += _seconds(file[0])
    # Those that share a running site come together: it ends with them.
    return [sorted(share, key=lambda item: BROWSERS in item.path.parents) for share in shares]
