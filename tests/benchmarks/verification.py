"""The verification page beside an empty view on the same server: requests a second.

Whole requests through the WSGI handler with every middleware, in one process and by processor
time, in turns within one run. The connection to the database stays open, as it does in operation.
"""

import io
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test import override_settings
from django.utils import timezone

RUNS = 7
VISITS = 150
WANTED = 0.4  # times the requests a second of an empty view, at least
KEPT_OPEN = 60


@dataclass(frozen=True, slots=True)
class Rate:
    """Requests a second of each run."""

    name: str
    runs: tuple[float, ...]

    def beside(self, empty: "Rate") -> list[float]:
        return [own / other for own, other in zip(self.runs, empty.runs, strict=True)]


def verification_rates() -> list[Rate]:
    """An empty view, a bare one, and the page: remembered, first in its minute, for a machine."""
    from certificates.awards.models import Certificate
    from certificates.documents.record import thaw
    from lms.demo.seed import seed

    seed(timezone.now())
    certificate = Certificate.objects.filter(name_consent=True).get()
    page = f"/v/{thaw(certificate.record)['verification']['code']}/"
    for connection in connections.all():
        connection.settings_dict["CONN_MAX_AGE"] = KEPT_OPEN
    with override_settings(ROOT_URLCONF="tests.benchmarks.bare"):
        get = _server()
        visits: dict[str, Callable[[], None]] = {
            "empty view": lambda: get("/leer"),
            "one query, small template": lambda: get("/klein"),
            "verification": lambda: get(page),
            "verification as JSON": lambda: get(page, "application/json"),
            "verification, first visit": lambda: _anew(lambda: get(page)),
        }
        return _in_turns(visits)


def _anew(visit: Callable[[], None]) -> None:
    from certificates.verification import remembered

    remembered.forget()
    visit()


def _in_turns(visits: dict[str, Callable[[], None]]) -> list[Rate]:
    runs: dict[str, list[float]] = {name: [] for name in visits}
    for visit in visits.values():
        visit()
    for _run in range(RUNS):
        for name, visit in visits.items():
            start = time.process_time()
            for _visit in range(VISITS):
                visit()
            runs[name].append(VISITS / (time.process_time() - start))
    return [Rate(name, tuple(values)) for name, values in runs.items()]


def _server() -> Callable[..., None]:
    application = get_wsgi_application()

    def get(path: str, accept: str = "text/html") -> None:
        said: list[Any] = []
        answer = application(
            _environment(path, accept), lambda status, _headers: said.append(status)
        )
        for _part in answer:
            pass
        answer.close()
        if said != ["200 OK"]:
            raise SystemExit(f"{path} answered {said}")

    return get


def _environment(path: str, accept: str) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "HTTP_ACCEPT": accept,
        "HTTP_ACCEPT_LANGUAGE": "de",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
    }


def report_verification(rates: list[Rate]) -> None:
    empty = rates[0]
    for rate in rates:
        ratios = rate.beside(empty)
        print(
            f"{rate.name:28}{statistics.median(rate.runs):10.0f} a second"
            f"{statistics.median(ratios):8.2f} × empty view"
            f" ({min(ratios):.2f} to {max(ratios):.2f})"
        )
