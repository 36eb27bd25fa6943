"""Lists of people: each line judged, and taken in on the screen."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from courses.cohorts.admin_forms import SeenListForm
from courses.cohorts.inviting import INVITED_AT_ONCE, Fate, invite_lines, judge
from courses.cohorts.lists import Line
from courses.cohorts.models import Cohort, Invitation
from courses.cohorts.queries import Standing
from tests.courses.cohorts.conftest import GUEST, statements
from tests.factories import CohortFactory, UserFactory, coordinator_of, trainer_of
from tests.parallel import at_once

Invited = Callable[..., Invitation]


# — a list judged ————————————————————————————————————————————————————————————————


def standing(**given: Any) -> Standing:
    empty: frozenset[str] = frozenset()
    return Standing(
        **{"enrolled": empty, "invited": empty, "waiting": empty, "free": None, **given}
    )


def lines(*addresses: str) -> list[Line]:
    return [Line(number, "", address) for number, address in enumerate(addresses, start=1)]


def test_every_line_gets_its_answer() -> None:
    found = judge(
        lines("a@x.example", "keine", "A@x.example", "b@x.example", "c@x.example", "keine"),
        standing(enrolled=frozenset({"b@x.example"}), invited=frozenset({"c@x.example"})),
    )
    assert [item.fate for item in found] == [
        Fate.INVITE,
        Fate.BROKEN,
        Fate.REPEATED,
        Fate.ENROLLED,
        Fate.INVITED,
        Fate.BROKEN,
    ]
    assert found[2].forecast == "steht zweimal in der Liste (zuerst Zeile 1)"
    assert found[0].forecast == "wird eingeladen"


def test_the_first_lines_get_the_free_places() -> None:
    found = judge(
        lines("a@x.example", "b@x.example", "c@x.example"),
        standing(free=1, waiting=frozenset({"c@x.example"})),
    )
    assert [item.fate for item in found] == [Fate.INVITE, Fate.WAIT, Fate.WAITING]
    assert found[1].forecast == "Warteliste: alle Plätze sind vergeben"


def test_five_hundred_are_invited_at_once_and_the_rest_is_told() -> None:
    many = lines(*(f"p{n}@x.example" for n in range(INVITED_AT_ONCE + 2)), "keine")
    fates = [item.fate for item in judge(many, standing())]
    assert fates[-4:] == [Fate.INVITE, Fate.TOO_MANY, Fate.TOO_MANY, Fate.BROKEN]


def test_a_list_sent_twice_invites_nobody_twice(
    cohort: Cohort, coordinator: Any, run_queue: Callable[[], Any]
) -> None:
    cohort.places = 1
    cohort.save()
    people = lines("a@x.example", "b@x.example")
    first = [item.fate for item in invite_lines(cohort, people, by=coordinator)]
    again = [item.fate for item in invite_lines(cohort, people, by=coordinator)]
    run_queue()
    assert first == [Fate.INVITE, Fate.WAIT]
    assert again == [Fate.INVITED, Fate.WAITING]
    assert [message.to for message in mail.outbox] == [["a@x.example"]]


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_lists_at_once_never_offer_more_than_there_is() -> None:
    cohort = CohortFactory(places=1)
    coordinator = coordinator_of(cohort)
    at_once(
        lambda: invite_lines(cohort, lines("a@x.example", "b@x.example"), by=coordinator),
        lambda: invite_lines(cohort, lines("b@x.example", "c@x.example"), by=coordinator),
    )
    assert cohort.invitations.count() == 1
    assert cohort.waiting.filter(left_at=None).count() == 2


# — the import on its screen —————————————————————————————————————————————————————


def import_url(cohort: Cohort) -> str:
    return reverse("lms_cohorts:import_people", args=[cohort.pk])


def upload(text: str, name: str = "liste.csv") -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, text.encode())}


def test_the_preview_invites_nobody_and_the_confirmation_does(
    desk: Client, cohort: Cohort, invited: Invited
) -> None:
    invited("schon@quellingen.example")
    listed = (
        "Name;E-Mail\nElif Şahin;elif@quellingen.example\nUwe;uwe(at)x\n"
        "Elif;ELIF@quellingen.example\nMia;schon@quellingen.example\n"
    )
    preview = desk.post(import_url(cohort), upload(listed))
    page = preview.content.decode()
    for words in (
        "Elif Şahin",
        "wird eingeladen",
        "ist keine E-Mail-Adresse",
        "steht zweimal in der Liste (zuerst Zeile 2)",
        "ist schon eingeladen",
        "1 Person wird eingeladen.",
    ):
        assert words in page
    assert cohort.invitations.count() == 1

    seen = preview.context["seen"].initial["seen"]
    report = desk.post(import_url(cohort), {"seen": seen}).content.decode()
    assert "eingeladen, die E-Mail ist unterwegs" in report
    assert cohort.invitations.count() == 2
    again = desk.post(import_url(cohort), {"seen": seen}).content.decode()
    assert "eingeladen, die E-Mail ist unterwegs" not in again
    assert cohort.invitations.count() == 2


def test_a_workbook_comes_in_like_a_text_file(desk: Client, cohort: Cohort) -> None:
    book, file = Workbook(), io.BytesIO()
    book.active.append(["E-Mail", "Name"])
    book.active.append([GUEST, "Ayşe"])
    book.save(file)
    answer = desk.post(
        import_url(cohort), {"file": SimpleUploadedFile("liste.xlsx", file.getvalue())}
    )
    assert [item.line for item, _words in answer.context["rows"]] == [Line(2, "Ayşe", GUEST)]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Bitte wählen Sie eine Datei."),
        (upload("Name;Ort\nElif;Quellingen\n"), "keine Spalte mit E-Mail-Adressen"),
        (upload("%PDF-1.4"), "keine Tabelle"),
        (upload(""), "Die Datei ist leer."),
    ],
)
def test_a_wrong_file_is_refused_beside_the_field(
    desk: Client, cohort: Cohort, data: dict[str, Any], sentence: str
) -> None:
    answer = desk.post(import_url(cohort), data)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()


def test_a_preview_counts_for_its_cohort_and_person_alone(
    desk: Client, cohort: Cohort, coordinator: Any
) -> None:
    other = CohortFactory(programme=cohort.programme)
    for foreign in (
        SeenListForm(cohort=other, user=coordinator),
        SeenListForm(cohort=cohort, user=UserFactory()),
    ):
        seen = foreign.carry(lines(GUEST)).initial["seen"]
        answer = desk.post(import_url(cohort), {"seen": seen}, follow=True)
        assert "Die Vorschau ist nicht mehr aktuell" in answer.content.decode()
    assert not cohort.invitations.exists()


def test_a_list_in_a_full_cohort_goes_to_the_waiting_list(desk: Client, full: Cohort) -> None:
    preview = desk.post(import_url(full), upload(f"Name;E-Mail\nAyşe;{GUEST}\n"))
    assert "Warteliste: alle Plätze sind vergeben" in preview.content.decode()
    desk.post(import_url(full), {"seen": preview.context["seen"].initial["seen"]})
    waiting = full.waiting.get()
    assert (waiting.email, waiting.name) == (GUEST, "Ayşe")


def test_the_screen_of_a_foreign_cohort_does_not_exist(client: Client, full: Cohort) -> None:
    own = CohortFactory(programme=full.programme)
    for stranger in (coordinator_of(own), trainer_of(full), UserFactory(is_superuser=True)):
        client.force_login(stranger)
        assert client.get(import_url(full)).status_code == 404
        assert client.post(import_url(full), upload(GUEST)).status_code == 404
    client.force_login(full.enrolments.get().user)
    assert client.get(import_url(full)).status_code == 302
    client.logout()
    assert client.get(import_url(full)).status_code == 302


@pytest.mark.parametrize("people", [1, 3])
def test_more_people_cost_no_more_statements(desk: Client, full: Cohort, people: int) -> None:
    listed = "\n".join(f"p{number}@x.example" for number in range(people))
    desk.get(import_url(full))
    assert statements(lambda: desk.post(import_url(full), upload(listed))) == 20
