"""Web server and worker start and end as one thing."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SUPERVISOR = """
import os, sys
from lms.demo import run
run.GRACE_SECONDS = 1
programs = [
    run.Program(f"child {n}", (sys.executable, "-c", code))
    for n, code in enumerate(sys.argv[1:])
]
ready = lambda: print("ready", flush=True)
sys.exit(run.supervise(programs, environment=dict(os.environ), on_ready=ready))
"""
# Each child says under which process id it runs, and so does what it starts itself.
STAYS = (
    "import os, time; open(f'{os.environ[\"NOTES\"]}/{os.getpid()}', 'w').close(); time.sleep(60)"
)
DEAF = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {STAYS}"
PARENT = (
    f"import os, subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {DEAF!r}]); {STAYS}"
)
FAILS = "import sys; sys.exit(3)"

Supervise = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def supervise(tmp_path: Path) -> Iterator[Supervise]:
    started = []

    def start(*children: str, at: int) -> subprocess.Popen[str]:
        """Runs the supervisor until `at` processes have noted that they run."""
        process = subprocess.Popen(
            [sys.executable, "-c", SUPERVISOR, *children],
            cwd=ROOT,
            env=os.environ | {"NOTES": str(tmp_path)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        wait_until(lambda: len(list(tmp_path.iterdir())) >= at)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def wait_until(ask: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not ask():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def alive(pid: int) -> bool:
    """A zombie nobody has collected yet does not count."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat")
        return not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def all_ended(folder: Path) -> bool:
    return not any(alive(int(note.name)) for note in folder.iterdir())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_everything(supervise: Supervise, tmp_path: Path, number: int) -> None:
    process = supervise(STAYS, PARENT, at=3)
    process.send_signal(number)
    said, complained = process.communicate(timeout=20)
    assert (process.returncode, said, complained) == (0, "ready\n", "")
    wait_until(lambda: all_ended(tmp_path))


def test_a_child_that_dies_takes_the_other_along(supervise: Supervise, tmp_path: Path) -> None:
    process = supervise(PARENT, FAILS, at=0)
    _said, complained = process.communicate(timeout=20)
    assert (process.returncode, complained) == (1, "The child 1 ended by itself (code 3).\n")
    wait_until(lambda: all_ended(tmp_path))


def test_a_killed_supervisor_leaves_no_child(supervise: Supervise, tmp_path: Path) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("Only Linux tells a child that its parent is gone.")
    process = supervise(STAYS, STAYS, at=2)
    process.kill()
    process.communicate(timeout=20)
    wait_until(lambda: all_ended(tmp_path))


def test_a_deaf_child_is_not_waited_for_long(supervise: Supervise, tmp_path: Path) -> None:
    process = supervise(DEAF, at=1)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    assert process.returncode == 0
    wait_until(lambda: all_ended(tmp_path))
