"""Four people write one work at the same time, everywhere and in the same places: no word is lost.

Each saves as the site does: refused, they take both texts and save again.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from assessments.assignment.domain.drafts import save_section, values_of
from assessments.assignment.errors import Conflict
from assessments.assignment.models import Submission
from assessments.assignment.sheet.fields import Field, FieldKind
from assessments.assignment.sheet.forms import joined
from assessments.assignment.sheet.sections import Section
from assessments.assignment.versions import publish_template
from tests.assessments.plans import begin, make_cohort, scope_of
from tests.factories import enrol
from tests.parallel import at_once

PEOPLE = 4
EDITS = 25  # each; what four people save in ten minutes of writing at most
ROWS = Field("liste", "Liste", FieldKind.ROWS, columns=(Field("was", "Was"),))
SECTIONS = tuple(
    Section(name, n, name.title(), fields=(Field("lage", "Lage"), ROWS))
    for n, name in enumerate(("eins", "zwei", "drei"))
)


def shared_work() -> Submission:
    submission = begin(enrol(make_cohort()))
    template = publish_template(
        submission.template_version.template.provider, "viele", title="Viele", sections=SECTIONS
    )
    submission.template_version = template
    submission.save()
    submission.draft_sections.all().delete()
    for section in SECTIONS:
        submission.draft_sections.create(section_id=section.id)
    return submission


def words_of(person: int) -> Iterator[tuple[Section, str]]:
    """Where a person writes what: the sections in turn, so that people meet again and again."""
    for number in range(EDITS):
        yield SECTIONS[(person + number) % len(SECTIONS)], f"Wort {person}-{number}."


def added(values: Mapping[str, Any], word: str, person: int) -> dict[str, Any]:
    """What stands there, with a word at the end of the text and a row of one's own."""
    text = " ".join(filter(None, [str(values.get("lage", "")), word]))
    return {"lage": text, "liste": [*values.get("liste", []), {"id": f"p{person}", "was": word}]}


def write_all(submission: Submission, person: int) -> int:
    """Returns how often somebody else had been faster."""
    met = 0
    shown: dict[str, tuple[dict[str, Any], int]] = {s.id: ({}, 1) for s in SECTIONS}
    for section, word in words_of(person):
        values, version = shown[section.id]
        mine = added(values, word, person)
        while True:
            try:
                saved = save_section(scope_of(submission), section.id, values=mine, version=version)
            except Conflict as conflict:
                met += 1
                version = conflict.version
                text = added(conflict.theirs, word, person)["lage"]
                mine = {"lage": text, "liste": joined(ROWS, mine, conflict.theirs)}
            else:
                shown[section.id] = (mine, saved.version)
                break
    return met


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_four_people_lose_no_edit() -> None:
    submission = shared_work()
    met = at_once(*[lambda p=person: write_all(submission, p) for person in range(PEOPLE)])
    assert all(isinstance(times, int) for times in met), met
    assert sum(met) > 0  # they did meet
    values = values_of(submission)
    for person in range(PEOPLE):
        for section, word in words_of(person):
            stands = values[section.id]
            assert word in stands["lage"]
            assert word in [row["was"] for row in stands["liste"]]
