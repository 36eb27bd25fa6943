"""Beginning with an earlier work: into an empty one of one's own, and into nothing else."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.assignment.domain.drafts import save_section, values_of
from assessments.assignment.domain.taking_over import take_over
from assessments.assignment.errors import Locked, NotEmpty, NothingHere
from assessments.assignment.export.data import BYTES_AT_MOST, print_json
from assessments.assignment.models import DraftSection, Submission
from assessments.assignment.sheet.sections import Section
from assessments.assignment.versions import publish_template
from courses.cohorts.models import Enrolment
from courses.governance.models import AuditEntry
from tests.assessments.assignment.export.papers import SECTIONS, VALUES, paper
from tests.assessments.plans import (
    another_cohort,
    begin,
    handed_in,
    make_cohort,
    make_sections,
    plan_of,
    returned,
    scope_of,
)
from tests.factories import enrol, trainer_of

pytestmark = pytest.mark.django_db
AHEAD = datetime(2100, 1, 1, tzinfo=UTC)
OLD = make_sections(2)
TEXTS = {"abschnitt-0": {"text": "Erstens."}, "abschnitt-1": {"text": "Zweitens."}}


@pytest.fixture
def place(client) -> Enrolment:
    place = enrol(make_cohort(due=AHEAD))
    client.force_login(place.user)
    return place


def at(place: Enrolment, name: str = "plan_earlier") -> str:
    return reverse(f"assessments:{name}", args=[place.key])


def file(content: bytes | None = None) -> SimpleUploadedFile:
    told = print_json(paper(OLD, TEXTS)) if content is None else content
    return SimpleUploadedFile("plan.json", told, "application/json")


def send(client: Any, place: Enrolment, content: bytes | None = None) -> Any:
    return client.post(at(place), {"file": file(content)})


def text_of(response: Any) -> str:
    return response.content.decode()


# — What is taken over ————————————————————————————————————————————————————————————


def test_a_work_is_begun_with_every_word_of_the_earlier_one(client, place) -> None:
    answer = send(client, place)
    assert answer.url == at(place, "plan")
    submission = Submission.objects.get()
    found = values_of(submission)
    assert (found["abschnitt-0"], found["abschnitt-1"]) == tuple(TEXTS.values())
    assert found["abschnitt-2"] == {}
    assert "Die frühere Arbeit ist übernommen." in text_of(client.get(answer.url))
    assert AuditEntry.objects.get(action="submission.taken_over").data == {"sections": 2}


def test_a_work_that_was_begun_and_is_empty_is_filled(client, place) -> None:
    submission = begin(place)
    send(client, place)
    assert Submission.objects.get() == submission
    row = DraftSection.objects.get(section_id="abschnitt-1")
    assert (row.values, row.version, row.saved_by) == (TEXTS["abschnitt-1"], 2, place.user)
    untouched = DraftSection.objects.get(section_id="abschnitt-2")
    assert (untouched.version, untouched.saved_at) == (1, None)


def test_what_has_no_place_here_is_text_at_the_end(client, place) -> None:
    send(client, place, print_json(paper(SECTIONS, VALUES)))
    last = values_of(Submission.objects.get())["anlagen"]["text"]
    for words in ("0. Umschlag", "Beide wollen den Platz.", "Anwohnende", "Stühle"):
        assert words in last


def test_a_plan_goes_round_without_losing_a_word(client, place) -> None:
    """Downloaded as data, taken over into a work of the same template: the same stands there."""
    provider = place.cohort.programme.provider
    version = publish_template(provider, "bunt", title="Bunt", sections=SECTIONS)
    first = begin(place)
    Submission.objects.update(template_version=version)
    first.draft_sections.all().delete()
    DraftSection.objects.bulk_create(
        DraftSection(submission=first, section_id=s.id, values=VALUES.get(s.id, {}))
        for s in SECTIONS
    )
    url = reverse("assessments:plan_draft_file", args=[place.key, "json"])
    content = client.get(url).content
    first.draft_sections.update(values={})
    send(client, place, content)
    found = values_of(first)
    assert {name: found[name] for name in VALUES} == {
        name: values | _empty(name, found[name]) for name, values in VALUES.items()
    }


def _empty(name: str, values: Any) -> dict[str, Any]:
    """Fields nobody wrote in are told as empty."""
    return {key: value for key, value in values.items() if value in (None, "", [])}


def test_a_window_with_the_empty_form_saves_nothing_over_it(client, place) -> None:
    begin(place)
    send(client, place)
    url = reverse("assessments:plan_section", args=[place.key, "abschnitt-1"])
    answer = client.post(url, {"text": "Neu", "version": 1}, headers={"X-Autosave": "1"})
    assert answer.status_code == 409
    assert values_of(Submission.objects.get())["abschnitt-1"] == TEXTS["abschnitt-1"]


# — Only into an empty one of one's own ———————————————————————————————————————————


def test_where_something_stands_already_nothing_is_taken_over(client, place) -> None:
    submission = begin(place)
    own = {"text": "Mein Wort"}
    save_section(scope_of(submission), "abschnitt-2", values=own, version=1, by=place.user)
    assert send(client, place).url == at(place, "plan")
    assert client.get(at(place)).url == at(place, "plan")
    with pytest.raises(NotEmpty):
        take_over(scope_of(submission), OLD, TEXTS, by=place.user)
    found = values_of(submission)
    assert (found["abschnitt-2"], found["abschnitt-0"]) == (own, {})


def test_what_was_handed_in_once_is_never_begun_anew(client, place) -> None:
    revision = handed_in(place)
    with pytest.raises(Locked):
        take_over(scope_of(revision.submission), OLD, TEXTS, by=place.user)
    returned(revision, trainer_of(place.cohort))
    DraftSection.objects.update(values={})
    with pytest.raises(NotEmpty):
        take_over(scope_of(revision.submission), OLD, TEXTS, by=place.user)
    assert at(place) not in text_of(client.get(at(place, "plan")))


def test_into_nothing_nothing_is_taken_over(place) -> None:
    with pytest.raises(NothingHere):
        take_over(Submission.objects.none(), OLD, TEXTS, by=place.user)


def test_nobody_begins_anything_at_a_place_that_is_not_theirs(client, place) -> None:
    submission = begin(place)
    others = (
        enrol(place.cohort).user,
        enrol(another_cohort(plan_of(place.cohort))).user,
        trainer_of(place.cohort),
    )
    for other in others:
        client.force_login(other)
        assert client.get(at(place)).status_code == 404
        assert send(client, place).status_code == 404
    client.logout()
    assert send(client, place).url.startswith("/konto/anmelden/")
    assert values_of(submission)["abschnitt-0"] == {}


def test_without_the_agreement_one_is_sent_there_first(client) -> None:
    place = enrol(make_cohort(due=AHEAD), agreed=False)
    client.force_login(place.user)
    assert "vertraulichkeit" in send(client, place).url
    assert not Submission.objects.exists()


def test_the_way_there_stands_where_nothing_is_written(client, place) -> None:
    assert at(place) in text_of(client.get(at(place, "plan")))
    submission = begin(place)
    assert at(place) in text_of(client.get(at(place, "plan")))
    values = {"text": "Ein Wort"}
    save_section(scope_of(submission), "abschnitt-0", values=values, version=1, by=place.user)
    assert at(place) not in text_of(client.get(at(place, "plan")))


# — Files that are none ———————————————————————————————————————————————————————————


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Die Datei ist leer."),
        (b"%PDF", "Das ist keine Datei mit Daten."),
        (b"{}", "Diese Datei kommt von anderswo."),
        (b"[" * 100_000, "Das ist keine Datei mit Daten."),
        (json.dumps({"format": "lms.written-work", "version": 1}).encode(), "ist beschädigt"),
        (b" " * (BYTES_AT_MOST + 1), "Diese Datei ist zu groß: Höchstens 2 MB"),
    ],
)
def test_a_file_that_is_none_gets_a_sentence_and_begins_nothing(
    client, place, content, words
) -> None:
    answer = send(client, place, content)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert not Submission.objects.exists()


def test_a_file_beyond_everything_is_answered_before_it_is_read(client, place) -> None:
    answer = send(client, place, b" " * (5 * 1024 * 1024))
    assert answer.status_code == 413
    assert "Diese Datei ist zu groß zum Lesen." in text_of(answer)


def test_without_a_file_one_is_asked_for_it(client, place) -> None:
    assert "Bitte wählen Sie eine Datei." in text_of(client.post(at(place)))


def test_sections_of_a_stranger_end_as_text() -> None:
    place = enrol(make_cohort(slug="fremd"))
    submission = begin(place)
    scope, old = scope_of(submission), (Section("x", 9, "X"),)
    assert take_over(scope, old, {"x": {"text": "Wort"}}, by=place.user) == ()
    assert values_of(submission)["anlagen"]["text"] == "9. X\n\nWort"


def test_what_waits_to_be_sorted_is_named(client, place) -> None:
    provider = place.cohort.programme.provider
    version = publish_template(provider, "bunt", title="Bunt", sections=SECTIONS)
    begin(place)
    Submission.objects.update(template_version=version)
    old = (Section("leute", 1, "Leute"), Section("rest", 3, "Rest"))
    told = print_json(paper(old, {"leute": {"text": "Wer da ist."}, "rest": {"text": "Rest."}}))
    text = text_of(client.get(send(client, place, told).url))
    assert "Die frühere Arbeit ist übernommen." in text
    assert "steht am Ende dieser Abschnitte, damit Sie es einordnen: 1. Leute." in text
