"""A large plan as a document: processor time, beside a document with one word in it."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

ROUNDS = 5
WANTED = 3.0  # seconds at most for the PDF of a large plan


@dataclass(frozen=True, slots=True)
class Made:
    """Seconds of processor time: the first one of a process, and the median of the next."""

    name: str
    first: float
    seconds: float
    size: int


def document_figures() -> tuple[Made, list[Made]]:
    """One word as PDF, then a plan of 60 actors, 40 measures and 8 indicators in every form.

    Each round says something else: what was set before is not set from memory.
    """
    from assessments.assignment.export.data import print_json
    from assessments.assignment.export.docx import print_docx
    from assessments.assignment.export.pdf import print_pdf
    from tests.assessments.assignment.export.papers import one_text, paper
    from tests.assessments.filled import LARGE, filled, plan_sections

    sections = plan_sections()
    values = filled(sections, LARGE)

    def large(number: int) -> Any:
        return paper(sections, values | _told_anew(values, number))

    small = _made("one word as PDF", lambda n: print_pdf(one_text(f"Wort {n}")))
    return small, [
        _made("large plan as PDF", lambda n: print_pdf(large(n))),
        _made("large plan as DOCX", lambda n: print_docx(large(n))),
        _made("large plan as data", lambda n: print_json(large(n))),
    ]


def _told_anew(values: dict[str, Any], number: int) -> dict[str, Any]:
    """Every row of the largest table with a word of its own."""
    rows = values["akteure"]["liste"]
    fresh = [{**row, "position": f"{row['position']} {number}"} for row in rows]
    return {"akteure": {**values["akteure"], "liste": fresh}}


def _made(name: str, make: Callable[[int], bytes]) -> Made:
    times = []
    for number in range(ROUNDS + 1):
        start = time.process_time()
        size = len(make(number))
        times.append(time.process_time() - start)
    return Made(name, times[0], statistics.median(times[1:]), size)


def report_documents(small: Made, larger: list[Made]) -> None:
    for made in (small, *larger):
        print(
            f"{made.name:28}{made.first:10.2f} s{made.seconds:10.2f} s"
            f"{made.seconds / small.seconds:10.1f} × one word{made.size / 1000:10.0f} kB"
        )
