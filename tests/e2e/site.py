"""The real site for browser tests: `manage.py demo` in a folder and on a port of its own."""

import email
import email.policy
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any, TypeVar

import pytest

from lms.demo import run
from lms.demo.people import DemoPerson
from tests.prepared import copy_demo

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[2]
CLOCK = Path(__file__).with_name("clock")
START_SECONDS = 300
STOP_SECONDS = 30
MAIL_SECONDS = 45
# What Django's file backend writes after each message.
MAIL_END = "-" * 79 + "\n"


def until(ask: Callable[[], T], *, seconds: float, otherwise: Callable[[], str]) -> T:
    """Ask until the answer is true; fail with the sentence `otherwise` gives at the deadline."""
    deadline = time.monotonic() + seconds
    while not (answer := ask()):
        if time.monotonic() > deadline:
            raise AssertionError(otherwise())
        time.sleep(0.1)
    return answer


class Site:
    """A running demo: its address, its people, its mails and its log."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self.address = f"http://localhost:{self.port}"
        self.log_file = folder / "site.log"
        self.people: dict[str, DemoPerson] = {}
        self.ahead = timedelta()
        self._read: set[tuple[str, int]] = set()
        self._parsed: dict[str, tuple[int, list[EmailMessage]]] = {}
        self._process: subprocess.Popen[bytes] | None = None

    @classmethod
    def prepared(cls, name: str, factory: pytest.TempPathFactory) -> "Site":
        """A site on a copy of the demo's data, in a folder and on a port of its own."""
        folder = factory.mktemp(name)
        copy_demo(folder, factory)
        return cls(folder)

    @property
    def environment(self) -> dict[str, str]:
        inherited = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "EMAIL_URL")}
        return inherited | {
            "DJANGO_SETTINGS_MODULE": "lms.settings.dev",
            "VAR_DIR": str(self.folder),
            "BASE_URL": self.address,
            "PYTHONUNBUFFERED": "1",
            **self._clock,
        }

    @property
    def _clock(self) -> dict[str, str]:
        """Moves the clock of whatever is started; nothing where it goes as everywhere."""
        if not self.ahead:
            return {}
        return {"PYTHONPATH": str(CLOCK), "CLOCK_AHEAD": str(self.ahead.total_seconds())}

    def move_clock(self, ahead: timedelta) -> None:
        """Let the site live `ahead` of everybody else from now on: it is started anew."""
        assert self.stop() == 0
        self.ahead = ahead
        self.log_file.rename(self.folder / f"site-until-{ahead.days}-days.log")
        self._run("--no-prepare")

    def start(self) -> None:
        people_file = self.folder / "people.json"
        self._run("--people", str(people_file))
        people = (DemoPerson(**person) for person in json.loads(people_file.read_text()))
        self.people = {person.email: person for person in people}

    def _run(self, *options: str) -> None:
        with self.log_file.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "manage.py", "demo", "--port", str(self.port), *options],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        until(
            self._answers,
            seconds=START_SECONDS,
            otherwise=lambda: f"The site did not start:\n{self.log[-4000:]}",
        )

    def stop(self) -> int:
        """As Ctrl-C would; returns the exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGINT)
        try:
            return self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            raise

    def processes(self) -> list[tuple[int, str]]:
        """What the demo has started and what those have: process id and command line."""
        assert self._process is not None
        return list(_offspring(self._process.pid))

    def manage(self, *arguments: str) -> str:
        """What a management command on this site's data says."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    @property
    def log(self) -> str:
        return self.log_file.read_text(errors="replace")

    # — Mail ————————————————————————————————————————————————————————————————————

    def read_mail(self, to: str, subject_contains: str = "") -> EmailMessage:
        """The next unread mail to this address, waited for; a mail is handed out once."""
        return until(
            lambda: self._unread(to, subject_contains),
            seconds=MAIL_SECONDS,
            otherwise=lambda: (
                f"No mail to {to} about {subject_contains!r}. There are: "
                f"{[(mail['To'], mail['Subject']) for _, mail in self._mails()]}"
            ),
        )

    def _unread(self, to: str, subject_contains: str) -> EmailMessage | None:
        for key, mail in self._mails():
            wanted = to in str(mail["To"]) and subject_contains in str(mail["Subject"])
            if wanted and key not in self._read:
                self._read.add(key)
                return mail
        return None

    def _mails(self) -> list[tuple[tuple[str, int], EmailMessage]]:
        """Every complete mail, oldest first, with a key that stays the same."""
        found: list[tuple[tuple[str, int], EmailMessage]] = []
        for file in sorted((self.folder / "mail").glob("*.log")):
            # Files only grow; a year's mails are not read and taken apart ten times a second.
            known, parsed = self._parsed.get(file.name, (0, []))
            if (size := file.stat().st_size) != known:
                # A part without an end is still being written.
                *complete, _rest = file.read_text().split(MAIL_END)
                parsed = [*parsed, *map(_parse, complete[len(parsed) :])]
                self._parsed[file.name] = size, parsed
            found += [((file.name, number), mail) for number, mail in enumerate(parsed)]
        return found

    def _answers(self) -> bool:
        assert self._process is not None
        if self._process.poll() is not None:
            raise AssertionError(f"The site ended while starting:\n{self.log[-4000:]}")
        ready = "Ctrl-C" in self.log
        return ready and run.answers(f"http://127.0.0.1:{self.port}/healthz")


def _offspring(parent: int) -> Iterator[tuple[int, str]]:
    listing = subprocess.run(
        ["ps", "-e", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    )
    for line in listing.stdout.splitlines():
        pid, ppid, command = line.split(None, 2)
        if int(ppid) == parent:
            yield int(pid), command
            yield from _offspring(int(pid))


def body_of(mail: EmailMessage) -> str:
    """The plain text of a mail."""
    part: Any = mail.get_body(preferencelist=("plain",))
    return part.get_content()


def _parse(text: str) -> EmailMessage:
    return email.message_from_string(text, policy=email.policy.default)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
