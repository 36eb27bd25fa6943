"""Runs the web server and the worker side by side, as one thing that starts and ends together.

Each child leads a process group of its own: a Ctrl-C at the terminal reaches this supervisor
alone, which then ends every group in order. Nothing survives it, whichever side dies first.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import FrameType

GRACE_SECONDS = 10.0
POLL_SECONDS = 0.1
PR_SET_PDEATHSIG = 1
ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True, slots=True)
class Program:
    """One child: what to call it and how to start it."""

    name: str
    command: Sequence[str]


@dataclass(slots=True)
class Child:
    name: str
    process: subprocess.Popen[bytes]


def web_server(port: int) -> Program:
    """Threads of one process: SQLite has one writer anyway, and pages are small."""
    options = (f"--bind=127.0.0.1:{port}", "--worker-class=gthread", "--workers=1", "--threads=8")
    quiet = ("--log-level=warning", "--no-control-socket", "--graceful-timeout=5")
    return Program(
        "web server", (sys.executable, "-m", "gunicorn", *options, *quiet, "lms.wsgi:application")
    )


def worker() -> Program:
    return Program("worker", (sys.executable, "-m", "django", "qcluster"))


def supervise(
    programs: Sequence[Program],
    *,
    environment: dict[str, str],
    until_ready: Callable[[], bool] = lambda: True,
    on_ready: Callable[[], None] = lambda: None,
) -> int:
    """Start the programs and wait; when one ends or a signal comes, end all of them.

    `until_ready` is asked again and again; `on_ready` is called once, when it first says yes.
    Returns 0 when a person ended it, 1 when a program died by itself (its name goes to stderr).
    """
    children: list[Child] = []
    with _told_to_end() as told:
        try:
            for program in programs:  # one by one: if the second cannot start, the first ends
                children.append(_start(program, environment))  # noqa: PERF401
            return _watch(children, told, until_ready, on_ready)
        finally:
            _end(children, told)


def answers(address: str) -> bool:
    """Does this address answer with a success?"""
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:  # noqa: S310 (our own address)
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def _watch(
    children: list[Child],
    told: threading.Event,
    until_ready: Callable[[], bool],
    on_ready: Callable[[], None],
) -> int:
    ready = False
    while not told.is_set():
        for child in children:
            if child.process.poll() is not None:
                code = child.process.returncode
                print(f"The {child.name} ended by itself (code {code}).", file=sys.stderr)  # noqa: T201
                return 1
        if not ready and until_ready():
            ready = True
            on_ready()
        told.wait(POLL_SECONDS)
    return 0


@contextlib.contextmanager
def _told_to_end() -> Iterator[threading.Event]:
    """An event that Ctrl-C, a `kill` or a closed terminal sets; the old handlers come back."""
    told = threading.Event()

    def tell(_number: int, _frame: FrameType | None) -> None:
        told.set()

    # Also where the shell started us in the background and so has SIGINT ignored.
    former = {number: signal.signal(number, tell) for number in ENDING_SIGNALS}
    try:
        yield told
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


def _start(program: Program, environment: dict[str, str]) -> Child:
    process = subprocess.Popen(  # noqa: S603 (our own commands)
        program.command,
        env=environment,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_end_with_parent,  # noqa: PLW1509 (no threads are running yet)
    )
    return Child(program.name, process)


def _end_with_parent() -> None:
    """Where the system is Linux: be told when the supervisor is killed outright."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _end(children: list[Child], told: threading.Event) -> None:
    """Ask each child to end, wait, then kill what is left of its group.

    A second Ctrl-C does not wait.
    """
    told.clear()
    for child in children:
        with contextlib.suppress(ProcessLookupError):
            child.process.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    while any(child.process.poll() is None for child in children):
        if told.wait(POLL_SECONDS) or time.monotonic() > deadline:
            break
    for child in children:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()
