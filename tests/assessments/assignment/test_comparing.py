"""Those who write compare their versions with each other and with the draft."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.assignment.domain.handing_in import hand_in
from assessments.assignment.models import DraftSection, SectionTemplateVersion, Submission
from assessments.assignment.sheet.fields import Field, FieldKind
from assessments.assignment.sheet.sections import Section, to_json
from tests.assessments.plans import (
    BEFORE,
    another_cohort,
    begin,
    handed_in,
    make_cohort,
    plan_of,
    returned,
    scope_of,
    write,
)
from tests.factories import enrol, trainer_of

pytestmark = pytest.mark.django_db
AHEAD = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture
def place(client):
    place = enrol(make_cohort(due=AHEAD))
    client.force_login(place.user)
    return place


@pytest.fixture
def two(place):
    """Two versions and a draft after them."""
    trainer = trainer_of(place.cohort)
    first = handed_in(place)
    returned(first, trainer)
    write(first.submission, "Neu")
    second = hand_in(scope_of(first.submission), by=place.user, now=BEFORE)
    returned(second, trainer)
    write(first.submission, "Entwurf")
    return first.submission


def at(place, number: int, **query) -> str:
    address = reverse("assessments:plan_version", args=[place.key, number])
    return address + "".join(f"?{name}={value}" for name, value in query.items())


def text_of(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


def test_the_page_of_a_version_offers_the_others_and_the_draft(client, place, two) -> None:
    shown = text_of(client.get(at(place, 1)))
    assert "Vergleichen mit Fassung 2 vom" in shown
    assert "?mit=entwurf" in shown
    assert "<ins>" not in shown


def test_the_older_one_comes_first_whichever_page_one_is_on(client, place, two) -> None:
    for address in (at(place, 1, mit=2), at(place, 2, mit=1)):
        shown = text_of(client.get(address))
        assert "Text </del>" in shown
        assert "Neu </ins>" in shown


def test_the_draft_is_the_newest(client, place, two) -> None:
    shown = text_of(client.get(at(place, 2, mit="entwurf")))
    assert "Neu </del>" in shown
    assert "Entwurf </ins>" in shown


def test_the_same_text_says_that_no_word_differs(client, place) -> None:
    returned(handed_in(place), trainer_of(place.cohort))
    assert "Kein Wort ist anders." in text_of(client.get(at(place, 1, mit="entwurf")))


@pytest.mark.parametrize("key", ["1", "9", "x", "-1"])
def test_what_there_is_nothing_to_compare_with_is_not_found(client, place, two, key) -> None:
    assert client.get(at(place, 1, mit=key)).status_code == 404


def test_a_text_that_rests_is_no_draft_to_compare_with(client, place) -> None:
    handed_in(place)
    assert "?mit=" not in text_of(client.get(at(place, 1)))
    assert client.get(at(place, 1, mit="entwurf")).status_code == 404


def test_another_cohort_compares_nothing(client, place, two) -> None:
    client.force_login(enrol(another_cohort(plan_of(place.cohort))).user)
    assert client.get(at(place, 1, mit=2)).status_code == 404


def sheet_of(submission: Submission, *, more: int = 0) -> None:
    """The first section becomes a table of who does what, with `more` columns."""
    columns = (
        Field("wer", "Wer", FieldKind.LINE),
        Field("was", "Was", FieldKind.LINE),
        *(Field(f"f{n}", f"Feld {n}", FieldKind.LINE) for n in range(more)),
    )
    rows = Field("kette", "Kette", FieldKind.ROWS, columns=columns)
    version = submission.template_version
    newer = SectionTemplateVersion.objects.create(
        template=version.template,
        version=version.version + 1,
        sections=to_json([Section("abschnitt-0", 0, "Abschnitt 0", fields=(rows,))]),
    )
    submission.template_version = newer
    submission.save()


def fill(submission: Submission, *rows: tuple[str, str, str]) -> None:
    found = [{"id": key, "wer": who, "was": what} for key, who, what in rows]
    DraftSection.objects.filter(submission=submission, section_id="abschnitt-0").update(
        values={"kette": found}
    )


@pytest.mark.parametrize("more", [0, 5])
def test_rows_are_compared_one_by_one(client, place, more) -> None:
    submission = begin(place)
    sheet_of(submission, more=more)
    fill(submission, ("a", "Leitstelle", "meldet"), ("b", "Polizei", "kommt"))
    first = hand_in(scope_of(submission), by=place.user, now=BEFORE)
    returned(first, trainer_of(place.cohort), section_comments={})
    fill(submission, ("b", "Polizei", "kommt sofort"), ("c", "Schule", "öffnet"))
    shown = text_of(client.get(at(place, 1, mit="entwurf")))
    assert "1 Eintrag neu, 1 Eintrag geändert, 1 Eintrag entfallen" in shown
    assert "sofort</ins>" in shown
    again = hand_in(scope_of(submission), by=place.user, now=BEFORE)
    client.force_login(trainer_of(place.cohort))
    review = text_of(client.get(reverse("lms_reviews:review", args=[again.pk])))
    assert "1 Eintrag neu, 1 Eintrag geändert, 1 Eintrag entfallen" in review
    assert "sofort</ins>" in review


@pytest.mark.parametrize("sections", [1, 12])
def test_comparing_takes_no_statement_more(client, sections) -> None:
    place = enrol(make_cohort(due=AHEAD, sections=sections))
    returned(handed_in(place), trainer_of(place.cohort))
    client.force_login(place.user)
    counts = []
    for address in (at(place, 1), at(place, 1, mit="entwurf")):
        with CaptureQueriesContext(connection) as caught:
            text_of(client.get(address))
        counts.append(len(caught))
    assert counts[0] == counts[1] == 3 + 8
