"""Recording what a content says: whole requests, with session and CSRF, beside a bare insert.

`python -m tests.benchmarks.recording` measures on the database of DATABASE_URL; `make bench` calls
it for PostgreSQL, where two processes then record at once.
"""

import json
import multiprocessing
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count, cycle
from typing import Any
from uuid import uuid4

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.test")

import django

django.setup()

from django.conf import settings
from django.db import connection, connections
from django.test import Client
from django.test.utils import (
    CaptureQueriesContext,
    get_runner,
    setup_test_environment,
    teardown_test_environment,
)

from tests.benchmarks.measuring import database_time
from tests.benchmarks.speaking import server
from tests.needs import postgres_address, postgres_answers

PEOPLE = 40  # nobody says more than is let through in a minute
RUNS = 3
SAID = 100  # in a run, by all of them
AT_ONCE = 300  # by each of two processes
PROCESSES = 2
WANTED = 200  # a second, on two cores
KEPT_OPEN = None  # for good: it is also asked what its process has used

FRAMES = re.compile(r"^(BEGIN|COMMIT|SAVEPOINT|RELEASE SAVEPOINT)\b")

Say = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Recorded:
    """Milliseconds of processor time, one after the other, and SQL statements; what only begins or
    ends a transaction is none.
    """

    name: str
    milliseconds: float
    statements: int


@dataclass(frozen=True, slots=True)
class Crowd:
    """What processes at once got through: a second by the clock, and milliseconds of processor
    time a statement, of Python and of PostgreSQL. None where PostgreSQL runs elsewhere.
    """

    a_second: float
    milliseconds: float
    database: float | None

    @property
    def by_processor(self) -> float | None:
        """A second on as many cores as processes, were nobody else there."""
        if self.database is None:
            return None
        return PROCESSES * 1000 / (self.milliseconds + self.database)


def make_speakers() -> tuple[Any, list[Any]]:
    """An exercise the server can score, and people who have it open."""
    from tests.assessments.h5p.conftest import Player, make_exercise
    from tests.content.h5p.rows import make_content
    from tests.factories import CohortFactory, enrol, make_programme

    programme = make_programme(modules=1, lessons=20, slug="bench-recording")
    cohort = CohortFactory(programme=programme)
    module = programme.activities.get(kind="module").page.specific
    page = make_exercise(module, make_content("H5P.TrueFalse", others=20))
    players = []
    for _person in range(PEOPLE):
        client = Client()
        client.force_login(enrol(cohort).user)
        players.append(Player(client, page))
    return page, players


def recording_figures(page: Any, players: list[Any]) -> list[Recorded]:
    """A bare insert, a statement about a part, a finish with its result, and a state."""
    post = server()
    return [
        _recorded("bare insert of a statement", bare_insert(page, players)),
        _recorded("statement about a part", part(page, players, post)),
        _recorded("finish, with its result", finish(page, players, post)),
        _recorded("where somebody stopped", stopped(page, players, post)),
    ]


def bare_insert(page: Any, players: list[Any]) -> Say:
    """One row of the table, with the same statement in it."""
    from assessments.h5p.models import H5PAttempt, H5PStatement
    from tests.assessments.h5p.conftest import key_of, statement
    from tests.factories import activity_of

    user = get_user(players[0])
    attempt = H5PAttempt.objects.create(
        user=user,
        programme_id=activity_of(page).programme_id,
        activity_key=key_of(page),
        number=1000,
        version=page.content.current,
    )
    said = statement(page, sub="teil")

    def insert() -> None:
        H5PStatement.objects.create(
            attempt=attempt, user=user, key=uuid4(), verb="answered", statement=said
        )

    return insert


def get_user(player: Any) -> Any:
    from django.contrib.auth import get_user_model

    return get_user_model().objects.get(pk=player.client.session["_auth_user_id"])


def part(page: Any, players: list[Any], post: Callable[..., Any]) -> Say:
    """The everyday case: a question inside a content was answered."""
    from tests.assessments.h5p.conftest import statement

    turns, numbers = cycle(players), count()
    # Built once: an address costs a statement, and here it is the server that is measured.
    said = statement(page, sub="teil")

    def say() -> None:
        response = f"Antwort {next(numbers)}"
        post(next(turns), {**said, "result": {**said["result"], "response": response}})

    return say


def finish(page: Any, players: list[Any], post: Callable[..., Any]) -> Say:
    """Another attempt each time, scored by the server."""
    from tests.assessments.h5p.conftest import statement

    turns = cycle(players)
    said = statement(page)

    def say() -> None:
        player = next(turns)
        player.token = post(player, said)["token"]

    return say


def stopped(page: Any, players: list[Any], post: Callable[..., Any]) -> Say:
    """Sent after every statement."""
    turns, numbers = cycle(players), count()

    def say() -> None:
        state = {"dataId": "state", "subContentId": "0", "data": json.dumps([next(numbers)])}
        post(next(turns), state, end="stand")

    return say


def _recorded(name: str, say: Say) -> Recorded:
    for _person in range(PEOPLE):
        say()  # the first of everybody, with its attempt and its evidence
    with CaptureQueriesContext(connection) as captured:
        say()
    statements = len([query for query in captured if not FRAMES.search(query["sql"])])
    runs = [_processor_time(say, SAID) for _run in range(RUNS)]
    return Recorded(name, statistics.median(runs) / SAID * 1000, statements)


def _processor_time(say: Say, times: int) -> float:
    start = time.process_time()
    for _time in range(times):
        say()
    return time.process_time() - start


def crowd_figures(page: Any, players: list[Any]) -> Crowd:
    """Processes that record at once, each for people of its own. PostgreSQL shares the cores."""
    connections.close_all()
    context = multiprocessing.get_context("fork")
    ready, results = context.Barrier(PROCESSES), context.Queue()
    shares = [players[number::PROCESSES] for number in range(PROCESSES)]
    workers = [context.Process(target=_work, args=(page, own, ready, results)) for own in shares]
    for worker in workers:
        worker.start()
    taken = [results.get(timeout=600) for _worker in workers]
    for worker in workers:
        worker.join()
    slowest = max(clock for clock, _python, _database in taken)
    python = sum(python for _clock, python, _database in taken)
    database = [asked for _clock, _python, asked in taken if asked is not None]
    said = AT_ONCE * PROCESSES
    asked = sum(database) / said * 1000 if len(database) == PROCESSES else None
    return Crowd(said / slowest, python / said * 1000, asked)


def _work(page: Any, players: list[Any], ready: Any, results: Any) -> None:
    say = part(page, players, server())
    for _person in players:
        say()
    asked = database_time()
    ready.wait()
    start = time.perf_counter()
    python = _processor_time(say, AT_ONCE)
    clock = time.perf_counter() - start
    after = database_time()
    results.put((clock, python, None if asked is None or after is None else after - asked))


def report_recording(figures: list[Recorded]) -> None:
    bare = figures[0].milliseconds
    for figure in figures:
        print(
            f"{figure.name:28}{figure.statements:5}{figure.milliseconds:17.2f} ms"
            f"{figure.milliseconds / bare:11.1f} × bare insert"
        )


def report_crowd(crowd: Crowd) -> None:
    asked = "elsewhere" if crowd.database is None else f"{crowd.database:.2f} ms"
    print(
        f"{f'{PROCESSES} processes at once':28}{crowd.milliseconds:22.2f} ms"
        f", PostgreSQL {asked}; machine busy with {os.getloadavg()[0]:.1f}"
    )
    print(f"{WANTED} a second are wanted; {_verdict('by the clock', crowd.a_second)}")
    if by_processor := crowd.by_processor:
        print(f"{'':28}{_verdict(f'by processor time, {PROCESSES} cores', by_processor)}")


def _verdict(how: str, a_second: float) -> str:
    return f"{how} {a_second:.0f}: {'reached' if a_second >= WANTED else 'MISSED'}"


def on_postgres() -> None:
    """In a process of its own; says so where there is none."""
    if not postgres_answers():
        print(f"PostgreSQL does not answer at {postgres_address()}: not measured there.")
        return
    address = f"{postgres_address()}/lms_bench_{os.getpid()}"
    sys.stdout.flush()
    subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.recording"],
        env={**os.environ, "DATABASE_URL": address},
        check=True,
    )


def main() -> None:
    setup_test_environment()
    for known in connections.all():
        known.settings_dict["CONN_MAX_AGE"] = KEPT_OPEN
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        page, players = make_speakers()
        report_recording(recording_figures(page, players))
        report_crowd(crowd_figures(page, players))
    finally:
        runner.teardown_databases(databases)
        teardown_test_environment()


if __name__ == "__main__":
    sys.exit(main())
