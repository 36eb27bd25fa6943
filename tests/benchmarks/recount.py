"""Many enrolments judged anew, and a learner's page beside a million rows of other people's.

`python -m tests.benchmarks.recount` measures both on the database of DATABASE_URL; `make bench`
calls it once for PostgreSQL.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.test")

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import get_runner, setup_test_environment, teardown_test_environment

from tests.needs import postgres_address, postgres_answers

RECOUNTED = 1000
REQUIREMENTS = 100
ROWS = 1_000_000
FEW = 1_000
VISITS = 30
STARTED = datetime(2026, 10, 1, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Recounted:
    """Seconds of the recount, and of a plain loop over the same enrolments in the same run."""

    enrolments: int
    batches: float
    loop: float


def recount_figures(enrolments: int = RECOUNTED, sample: int = 100) -> Recounted:
    """A recount of so many enrolments with a hundred requirements each, half of them met.

    The plain loop judges a sample one by one; its time is projected to all of them.
    """
    from courses.progress.domain import reevaluate
    from courses.progress.models import Recount, RequirementState
    from courses.progress.recounting import begin, run_batch, start_recount

    cohort = crowded_cohort(enrolments)
    recount = start_recount(cohort, Recount.Cause.REQUESTED)
    begin(recount.pk)
    recount.refresh_from_db()
    stamp = recount.started_at.isoformat()
    pks = list(cohort.enrolments.order_by("pk").values_list("pk", flat=True)[:sample])
    loop = timed(lambda: [reevaluate(pk) for pk in pks]) * enrolments / len(pks)
    RequirementState.objects.all().delete()
    batches = timed(lambda: _all_batches(recount.pk, stamp, run_batch))
    recount.refresh_from_db()
    if recount.finished_at is None:
        raise SystemExit("The recount did not finish.")
    return Recounted(enrolments, batches, loop)


def _all_batches(pk: int, stamp: str, run_batch: Callable[[int, str], int]) -> None:
    while run_batch(pk, stamp):
        pass


def timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def crowded_cohort(enrolments: int) -> Any:
    """So many people in one cohort, each with evidence of half of a hundred requirements."""
    from django.contrib.auth import get_user_model

    from courses.cohorts.models import Enrolment
    from courses.curriculum.models import Activity
    from courses.progress.models import Evidence
    from tests.factories import CohortFactory, make_programme

    programme = make_programme(lessons=0, slug="bench-recount")
    Activity.objects.bulk_create(
        Activity(programme=programme, kind="lesson", title=f"Einheit {n}", number=str(n), minutes=9)
        for n in range(REQUIREMENTS)
    )
    cohort = CohortFactory(programme=programme)
    model = get_user_model()
    people = model.objects.bulk_create(
        model(email=f"bench{n}@quellingen.example", password="!") for n in range(enrolments)
    )
    places = Enrolment.objects.bulk_create(Enrolment(cohort=cohort, user=user) for user in people)
    keys = programme.activities.filter(kind="lesson").values_list("key", flat=True)
    read = list(keys)[: REQUIREMENTS // 2]
    for place in places:
        Evidence.objects.bulk_create(
            Evidence(
                enrolment=place,
                seq=seq,
                requirement_key=key,
                kind="confirmed",
                occurred_at=STARTED,
                rule_version=cohort.rule_version,
                actor_role="participant",
            )
            for seq, key in enumerate(read, start=1)
        )
    return cohort


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many times an empty page a learner's page takes: beside few rows, and beside very many.

    Each visit is measured beside one of the empty page, so that a busy machine slows both.
    """

    page: str
    few: float
    many: float


def million_figures() -> list[Crowd]:
    """Mein Weg and a lesson, with a thousand and with a million rows in the table. PostgreSQL."""
    from courses.curriculum.pages import InfoPage
    from tests.factories import CohortFactory, enrol, make_programme

    programme = make_programme(lessons=20, slug="bench-million")
    client = Client()
    client.force_login(enrol(CohortFactory(programme=programme)).user)
    rows = programme.activities.filter(kind="lesson").order_by("page__path")
    for row in rows[:10]:
        client.post(f"/lernen/{row.key}/gelesen/", {"next": "/"})
    empty = InfoPage(title="Leer", slug="leer")
    programme.activities.get(kind="module").page.specific.add_child(instance=empty)
    pages = {"Mein Weg": "/mein-weg/", "lesson": rows[0].page.url}
    other = CohortFactory(programme=programme)
    fill(other, FEW)
    few = {name: times_empty(client, url, empty.url) for name, url in pages.items()}
    fill(other, ROWS)
    return [
        Crowd(name, few[name], times_empty(client, url, empty.url)) for name, url in pages.items()
    ]


def times_empty(client: Client, url: str, empty: str) -> float:
    """The median of many warm visits, each beside one of the empty page."""
    for address in (url, empty):
        visit(client, address)
    return statistics.median(visit(client, url) / visit(client, empty) for _round in range(VISITS))


def visit(client: Client, url: str) -> float:
    start = time.perf_counter()
    status = client.get(url).status_code
    if status != 200:
        raise SystemExit(f"{url} answered {status}")
    return time.perf_counter() - start


def fill(cohort: Any, rows: int) -> None:
    """So many rows of evidence, and their states, about a hundred requirements of other people."""
    from django.contrib.auth import get_user_model

    from courses.cohorts.models import Enrolment

    model = get_user_model()
    offset = Enrolment.objects.count()
    people = model.objects.bulk_create(
        model(email=f"crowd{offset + n}@quellingen.example", password="!")
        for n in range(max(1, rows // REQUIREMENTS))
    )
    Enrolment.objects.bulk_create(Enrolment(cohort=cohort, user=user) for user in people)
    with connection.cursor() as cursor:
        cursor.execute(EVIDENCE, [cohort.rule_version_id, REQUIREMENTS, cohort.pk])
        cursor.execute(STATES, [REQUIREMENTS, cohort.pk])
        cursor.execute("VACUUM ANALYZE")


EVIDENCE = """
INSERT INTO lms_courses_evidence (enrolment_id, seq, requirement_key, kind, value, occurred_at,
    recorded_at, rule_version_id, snapshot, actor_role, reason)
SELECT place.id, number, md5(number::text)::uuid, 'confirmed', '{}', now(), now(), %s, '{}',
    'participant', ''
FROM lms_courses_enrolment AS place, generate_series(1, %s) AS number
WHERE place.cohort_id = %s AND NOT EXISTS (
    SELECT 1 FROM lms_courses_evidence AS known WHERE known.enrolment_id = place.id)
"""
STATES = """
INSERT INTO lms_courses_requirementstate (enrolment_id, requirement_key, state, minutes, since)
SELECT place.id, md5(number::text)::uuid, 'read', 0, now()
FROM lms_courses_enrolment AS place, generate_series(1, %s) AS number
WHERE place.cohort_id = %s AND NOT EXISTS (
    SELECT 1 FROM lms_courses_requirementstate AS known WHERE known.enrolment_id = place.id)
"""


def report_recount(figures: Recounted) -> None:
    ratio = figures.batches / figures.loop
    print(
        f"{connection.vendor + ', in batches':28}{figures.batches:22.1f} s"
        f"{ratio:10.2f} × a loop of one by one ({figures.loop:.1f} s)"
    )


def report_million(figures: list[Crowd]) -> None:
    for figure in figures:
        print(
            f"{figure.page:28}{figure.few:13.1f}{figure.many:9.1f}{figure.many / figure.few:14.2f}"
        )


def on_postgres() -> None:
    """The same on PostgreSQL, in a process of its own; says so where there is none."""
    if not postgres_answers():
        print(f"PostgreSQL does not answer at {postgres_address()}: not measured there.")
        return
    address = f"{postgres_address()}/lms_bench_{os.getpid()}"
    sys.stdout.flush()
    subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.recount"],
        env={**os.environ, "DATABASE_URL": address},
        check=True,
    )


def main() -> None:
    setup_test_environment()
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        report_recount(recount_figures())
        if connection.vendor == "postgresql":
            print(f"— {ROWS:,} rows of evidence, beside {FEW:,} (below 1.2 is wanted)")
            report_million(million_figures())
    finally:
        runner.teardown_databases(databases)
        teardown_test_environment()


if __name__ == "__main__":
    sys.exit(main())
