"""Issuing: a signed credential and its PDF, in processor time, beside one printed PDF.

The rate is that of one core of the worker, the database included, the queue not.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from django.test import override_settings

ROUNDS = 15
WANTED = 8  # certificates a second


@dataclass(frozen=True, slots=True)
class Issued:
    """Milliseconds of processor time, the median of ROUNDS."""

    name: str
    milliseconds: float


def issuing_figures() -> list[Issued]:
    """One PDF alone first; last, all that a certificate takes."""
    from certificates.awards.documents import sign_document
    from certificates.awards.issuing import issue_certificate
    from certificates.awards.models import Certificate
    from certificates.documents.printing import print_record
    from tests.certificates.conftest import set_up_house

    with _signer() as signed:
        house = set_up_house()
        awards = [_released(house, number) for number in range(ROUNDS + 1)]
        issued = _taken("credential and PDF", awards, issue_certificate)
        certificates = Certificate.objects.filter(award__in=awards)
        records = list(certificates.values_list("record", flat=True))
        printed = _taken("one PDF printed", records, lambda text: print_record(_fresh(text)))
        with override_settings(**signed):
            pks = list(certificates.values_list("pk", flat=True))
            sealed = _taken("PDF with digital signature", pks, sign_document)
    together = Issued("all of it", issued.milliseconds + sealed.milliseconds)
    return [printed, issued, sealed, together]


def _released(house: Any, number: int) -> int:
    return house.released(f"Erika Müßig {number}", email=f"e{number}@bench.example").pk


_numbers = count()


def _fresh(record: str) -> str:
    """The same with another name: what was set before is not set from memory."""
    return record.replace("Erika", f"Erika {next(_numbers)}")


@contextmanager
def _signer() -> Iterator[dict[str, str]]:
    from tests.certificates.pades.authority import PASSPHRASE, running

    with running() as authority, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "signer.p12"
        path.write_bytes(authority.archive())
        path.chmod(0o600)
        with override_settings(LMS_KEY_DIR=Path(folder) / "keys"):
            yield {"LMS_PDF_SIGNER_FILE": str(path), "LMS_PDF_SIGNER_PASSPHRASE": PASSPHRASE}


def _taken(name: str, things: list[Any], do: Callable[[Any], object]) -> Issued:
    do(things[0])
    times = []
    for thing in things[1:]:
        start = time.process_time()
        do(thing)
        times.append((time.process_time() - start) * 1000)
    return Issued(name, statistics.median(times))


def report_issuing(figures: list[Issued]) -> None:
    unit = figures[0].milliseconds
    for figure in figures:
        print(
            f"{figure.name:28}{figure.milliseconds:10.1f} ms{figure.milliseconds / unit:9.1f} × "
            f"one PDF{1000 / figure.milliseconds:9.1f} a second"
        )
