"""A letter is read by those it was written to, and reading leaves no trace."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courses.cohorts.domain import end_enrolment
from courses.cohorts.models import Cohort
from courses.governance.models import AuditEntry
from courses.reminders.letters import (
    LetterDraft,
    send_letter,
    write_letter,
)
from courses.reminders.models import Letter, LetterCopy
from courses.reminders.queries import own_letters
from tests.courses.reminders.written import NOW, WORDS, planned
from tests.factories import (
    enrol,
)


def sent(cohort: Cohort, by: Any, *, to: Any = None, now: datetime = NOW) -> Letter:
    letter = write_letter(cohort, WORDS, by=by, to=to, now=now)
    send_letter(letter.pk, now=now)
    return letter


def test_one_reads_ones_own_letters_and_no_others(
    client: Client, cohort: Cohort, coordinator: Any
) -> None:
    person, other = enrol(cohort), enrol(cohort)
    letter = sent(cohort, coordinator, to=person)
    client.force_login(person.user)
    assert "Raumwechsel" in client.get(reverse("courses:letters")).content.decode()
    page = client.get(reverse("courses:letter", args=[letter.pk])).content.decode()
    assert "Wir treffen uns im Rathaus." in page
    assert 'href="https://example.org/plan"' in page
    client.force_login(other.user)
    assert "Noch kein Brief" in client.get(reverse("courses:letters")).content.decode()
    assert client.get(reverse("courses:letter", args=[letter.pk])).status_code == 404


def test_what_has_not_gone_out_is_not_to_be_read(
    client: Client, cohort: Cohort, coordinator: Any
) -> None:
    person = enrol(cohort)
    letter = planned(cohort, coordinator, to=person)
    client.force_login(person.user)
    assert client.get(reverse("courses:letter", args=[letter.pk])).status_code == 404
    assert "Raum" not in client.get(reverse("courses:letters")).content.decode()


def test_markup_in_a_letter_is_text(client: Client, cohort: Cohort, coordinator: Any) -> None:
    person = enrol(cohort)
    draft = LetterDraft("<b>Raum</b>", "<script>alert(1)</script>")
    letter = write_letter(cohort, draft, by=coordinator, now=NOW)
    send_letter(letter.pk, now=NOW)
    client.force_login(person.user)
    page = client.get(reverse("courses:letter", args=[letter.pk])).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<b>Raum" not in page


def test_whoever_has_withdrawn_reads_no_more_and_whoever_has_ended_reads_on(
    client: Client, cohort: Cohort, coordinator: Any
) -> None:
    gone, ended = enrol(cohort), enrol(cohort)
    letter = sent(cohort, coordinator)
    for person, withdrawn, status in ((gone, True, 404), (ended, False, 200)):
        end_enrolment(person, by=coordinator, reason="Umzug", withdrawn=withdrawn)
        client.force_login(person.user)
        assert client.get(reverse("courses:letter", args=[letter.pk])).status_code == status


def test_reading_leaves_no_trace(client: Client, cohort: Cohort, coordinator: Any) -> None:
    person = enrol(cohort)
    letter = sent(cohort, coordinator)
    before = list(Letter.objects.values()), list(LetterCopy.objects.values())
    entries = AuditEntry.objects.count()
    client.force_login(person.user)
    client.get(reverse("courses:letter", args=[letter.pk]))
    assert (list(Letter.objects.values()), list(LetterCopy.objects.values())) == before
    assert AuditEntry.objects.count() == entries


def test_many_letters_have_pages(client: Client, cohort: Cohort, coordinator: Any) -> None:
    person = enrol(cohort)
    for _ in range(21):
        sent(cohort, coordinator)
    client.force_login(person.user)
    page = client.get(reverse("courses:letters"))
    assert len(page.context["page"]) == 20
    assert "Seite 1 von 2" in page.content.decode()
    assert len(client.get(reverse("courses:letters"), {"seite": 2}).context["page"]) == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_ones_letters_take_one_statement(
    cohort: Cohort, coordinator: Any, rows: int, django_assert_num_queries: Any
) -> None:
    person = enrol(cohort)
    for _ in range(rows):
        sent(cohort, coordinator)
    with django_assert_num_queries(1):
        found = [
            (copy.letter.author, copy.letter.cohort.provider) for copy in own_letters(person.user)
        ]
    assert len(found) == rows


def test_letters_ask_for_signing_in(client: Client, db: None) -> None:
    for there in (reverse("courses:letters"), reverse("courses:letter", args=[1])):
        assert client.get(there).status_code == 302
