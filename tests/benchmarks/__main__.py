"""`make bench`: SQL statements and times of the main pages, beside an empty page in the same run.

Times are medians of one process and mean something only as the ratio to the empty page beside them.
"""

import os
import sys
import warnings
from collections.abc import Iterable
from uuid import UUID

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.test")

import django

django.setup()

from django.conf import settings
from django.test import Client, override_settings
from django.test.utils import get_runner, setup_test_environment, teardown_test_environment

from tests.benchmarks import recording, recount
from tests.benchmarks.activities import WAITING, activity_figures, queue_figures
from tests.benchmarks.cockpit import cockpit_figures
from tests.benchmarks.documents import WANTED, document_figures, report_documents
from tests.benchmarks.issuing import WANTED as CERTIFICATES
from tests.benchmarks.issuing import issuing_figures, report_issuing
from tests.benchmarks.measuring import ROUNDS, Figure, get, measure
from tests.benchmarks.packages import package_figures, report_package
from tests.benchmarks.status_lists import REVOKED, report_status_lists, status_list_figures
from tests.benchmarks.verification import WANTED as WANTED_RATE
from tests.benchmarks.verification import report_verification, verification_rates
from tests.content.h5p.large import FILES

CARDS = 500
SIZES = (5, 20, 50)
ACTIVITY_SIZES = (3, 20)
SEARCHED = 500
PEOPLE = (20, 40)
REQUIREMENTS = 100
FILLER = "Im Rathaus reden viele Menschen über Plätze, Wege, Häuser und Gärten. " * 45


def learner_figures(lessons: int) -> tuple[Figure, Figure, list[Figure]]:
    """An empty view, an empty page and the learner's pages of a module with so many lessons."""
    from courses.curriculum.pages import InfoPage
    from courses.progress.models import Evidence
    from tests.factories import CohortFactory, enrol, make_programme

    programme = make_programme(lessons=lessons, slug=f"bench-{lessons}")
    cohort = CohortFactory(programme=programme)
    user = enrol(cohort).user
    client = Client()
    client.force_login(user)
    module = programme.activities.get(kind="module").page.specific
    empty = InfoPage(title="Leer", slug="leer")
    module.add_child(instance=empty)
    rows = list(programme.activities.filter(kind="lesson").order_by("page__path"))
    lesson = rows[0].page
    unread = iter(rows * (ROUNDS + 3))

    confirmed: set[UUID] = set()

    def complete() -> object:
        # Every round confirms something new; when lessons run out, evidence is set back.
        row = next(unread)
        if row.key in confirmed:
            Evidence._base_manager.all()._raw_delete("default")
            confirmed.clear()
        confirmed.add(row.key)
        return client.post(f"/lernen/{row.key}/gelesen/", {"next": "/"})

    baseline_view = measure("empty view (/healthz)", get(client, "/healthz"))
    baseline_page = measure("empty Wagtail page", get(client, empty.url))
    figures = [
        measure("module", get(client, module.url)),
        measure("lesson", get(client, lesson.url)),
        measure("Mein Weg", get(client, "/mein-weg/")),
        measure("completing a step", complete),
    ]
    return baseline_view, baseline_page, figures


def search_figures(pages: int) -> tuple[Figure, Figure, list[Figure]]:
    """An empty page, a plain list of as many lessons, and searches among them, for a participant.

    Every lesson is about a thousand words long, and every other one has the word asked for.
    """
    from courses.curriculum.pages import InfoPage
    from tests.factories import CohortFactory, enrol, make_lesson, make_programme

    programme = make_programme(lessons=0, slug="bench-search")
    module = programme.activities.get(kind="module").page.specific
    for number in range(pages):
        text = f"<p>{FILLER} {'Ein Streit eskaliert.' if number % 2 else ''} {FILLER}</p>"
        make_lesson(module, number=f"1.{number}", body=[("text", text)])
    empty = InfoPage(title="Leer", slug="leer")
    module.add_child(instance=empty)
    client = Client()
    client.force_login(enrol(CohortFactory(programme=programme)).user)
    module = type(module).objects.get(pk=module.pk)
    return (
        measure("empty Wagtail page", get(client, empty.url)),
        measure(f"plain list of {pages} lessons", get(client, module.url)),
        [
            measure("search, half of them hit", get(client, "/suche/?q=Eskalation+Streit")),
            measure("search, all of them hit", get(client, "/suche/?q=Rathaus")),
            measure("search, none, with advice", get(client, "/suche/?q=Ratthaus+Zwiebel")),
        ],
    )


def toolkit_figures(cards: int) -> tuple[Figure, list[Figure]]:
    """An empty page and the shelf of so many cards, for somebody who takes part."""
    from courses.curriculum.pages import InfoPage
    from tests.factories import CohortFactory, enrol, make_programme, make_toolkit

    programme = make_programme(lessons=0, slug="bench-toolkit")
    home = programme.page.specific
    empty = InfoPage(title="Leer", slug="leer")
    home.add_child(instance=empty)
    make_toolkit(home, cards=cards)
    client = Client()
    client.force_login(enrol(CohortFactory(programme=programme)).user)
    visits = {
        "shelf": "",
        "shelf, three facets": "?stufe=1&gruppe=2&dauer=1",
        "shelf, words": "?q=Gespräch",
        "shelf, nothing fits": "?q=Gesprech&stufe=1",
    }
    return measure("empty Wagtail page", get(client, empty.url)), [
        measure(name, get(client, f"/methoden/{query}")) for name, query in visits.items()
    ]


def show(page: Figure, figures: Iterable[Figure], *, beside: Figure | None = None) -> None:
    """A line each: statements, those beyond the empty `page`, time, and its ratio to `beside`."""
    unit = (beside or page).milliseconds
    for figure in (page, *figures):
        print(
            f"{figure.name:28}{figure.statements:5}{figure.statements - page.statements:8}"
            f"{figure.milliseconds:9.1f}{figure.milliseconds / unit:14.2f}"
        )


def report() -> None:
    print(f"{'':28}{'SQL':>5}{'beyond':>8}{'ms':>9}{'× empty page':>14}")
    for lessons in SIZES:
        print(f"— {lessons} lessons")
        view, page, figures = learner_figures(lessons)
        show(page, (view, *figures))
    print(f"— strangers (at least {WANTED_RATE} times the empty view is wanted)")
    report_verification(verification_rates())
    print("— search (beside the plain list; at most 3 times is wanted)")
    page, plain, searches = search_figures(SEARCHED)
    show(page, (plain, *searches), beside=plain)
    print(f"— toolkit, {CARDS} cards (at most 6 statements beyond are wanted)")
    show(*toolkit_figures(CARDS))
    for size in ACTIVITY_SIZES:
        print(f"— activities with {size} parts (at most 8 statements beyond are wanted)")
        show(*activity_figures(size))
    with override_settings(ROOT_URLCONF="tests.assessments.empty_admin"):
        print(f"— the queue with {WAITING} submissions (at most 8 statements beyond are wanted)")
        show(*queue_figures())
        print("— cockpit (at most 6 statements beyond, and 4 times the empty page, for 20 people)")
        for people in PEOPLE:
            show(*cockpit_figures(people, REQUIREMENTS))
    print(f"— documents, the first and the median (at most {WANTED} s are wanted)")
    report_documents(*document_figures())
    print(f"— issuing (at least {CERTIFICATES} a second on one core are wanted)")
    report_issuing(issuing_figures())
    print(f"— a revocation in a status list with {REVOKED} places")
    report_status_lists(status_list_figures())
    print(f"— recording in an exercise, PostgreSQL ({recording.WANTED} a second are wanted)")
    recording.on_postgres()
    print(f"— a package of {FILES} files in the worker, beside unpacking and hashing it")
    report_package(package_figures())
    print(f"— recount of {recount.RECOUNTED} enrolments (below 60 s is wanted)")
    recount.report_recount(recount.recount_figures())
    recount.on_postgres()


def main() -> None:
    setup_test_environment()
    warnings.filterwarnings("ignore", message="No directory at")
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        report()
    finally:
        runner.teardown_databases(databases)
        teardown_test_environment()


if __name__ == "__main__":
    sys.exit(main())
