"""Exports: what they say, how they are typed, and that nothing in them becomes a formula."""

import csv
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from courses.cockpit.exports.domain import Wish, export
from courses.cockpit.exports.files import CSV, STARTS_A_FORMULA, XLSX, Sheet, written
from courses.cockpit.exports.forms import BY_SLUG
from courses.cockpit.exports.tables import Table
from courses.cohorts.models import Cohort
from courses.governance.models import AuditEntry
from courses.progress.enums import State
from courses.rules.definition import RequirementKind
from tests.courses.cockpit.conftest import NOW
from tests.factories import UserFactory, enrol, make_session


def loaded(cohort: Cohort) -> Cohort:
    return Cohort.objects.select_related("rule_version").get(pk=cohort.pk)


def made(cohort: Cohort, by: Any, slug: str, form: str = XLSX, **fields: Any) -> bytes:
    wish = Wish(BY_SLUG[slug], form, **fields)
    return export(loaded(cohort), wish, by=by, now=NOW).content


def sheet_of(content: bytes, index: int = 0) -> list[tuple[Any, ...]]:
    book = load_workbook(BytesIO(content))
    rows = book.worksheets[index].iter_rows(values_only=True)
    return [tuple(v.date() if isinstance(v, datetime) else v for v in row) for row in rows]


def lines_of(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_progress_tells_the_state_and_the_day_it_was_met(
    cohort: Cohort, coordinator: Any, attend: Callable[..., None]
) -> None:
    session, person = make_session(cohort, title="Auftakt"), enrol(cohort)
    attend(session, person, State.ATTENDED)
    content = made(cohort, coordinator, "stand", requirement=RequirementKind.SEMINAR)
    assert sheet_of(content) == [
        (
            "Person",
            "Teilnahme",
            "Auftakt",
            "Auftakt: erfüllt am",
            "Regel",
            "Abgeschlossen am",
        ),
        (
            person.user.get_full_name(),
            "nimmt teil",
            "anwesend",
            date(2026, 9, 17),
            "offen",
            None,
        ),
    ]


def test_attendance_tells_minutes_of_every_session_and_person(
    cohort: Cohort, coordinator: Any, attend: Callable[..., None]
) -> None:
    session, person = make_session(cohort, title="Auftakt"), enrol(cohort)
    attend(session, person, State.PARTLY, 180)
    _head, row = sheet_of(made(cohort, coordinator, "anwesenheit"))
    name = person.user.get_full_name()
    assert row == (
        date(2026, 9, 17),
        "Auftakt",
        "Seminar",
        name,
        "teilweise anwesend",
        180,
        360,
    )


def test_hours_are_told_in_the_unit_of_the_cohort(
    cohort: Cohort, coordinator: Any, attend: Callable[..., None]
) -> None:
    Cohort.objects.filter(pk=cohort.pk).update(unit=Cohort.Unit.TEACHING_UNIT)
    session, person = make_session(cohort), enrol(cohort)
    attend(session, person, State.PARTLY, 180)
    head, row = sheet_of(made(cohort, coordinator, "stunden"))
    assert head[2] == "Besuchte Unterrichtseinheiten"
    assert row[2:] == (4, 8, 50)


def figures(cohort: Cohort, by: Any) -> dict[str, Any]:
    _head, *rows = sheet_of(made(cohort, by, "zahlen"))
    return {row[0]: row[2] for row in rows}


# What the cohorts of these tests have said about their modules.
NO_FEEDBACK = {
    "Rückmeldungen zu Modulen (ab fünf Antworten)": 0,
    "Rückmeldung: großer oder sehr großer Nutzen für die Arbeit": 0,
    "Rückmeldung: Tempo passte oder passte fast": 0,
    "Rückmeldung: offenes Sprechen war möglich": 0,
}


def test_the_funder_gets_numbers_without_names(
    cohort: Cohort, coordinator: Any, attend: Callable[..., None]
) -> None:
    session = make_session(cohort, title="Auftakt")
    people = [enrol(cohort) for _ in range(6)]
    for person in people[:5]:
        attend(session, person, State.ATTENDED)
    content = made(cohort, coordinator, "zahlen", CSV)
    assert figures(cohort, coordinator) == {
        "Teilnehmende": 6,
        "Abgeschlossen": 0,
        "Besuchte Stunden": 30,
        "Ausgestellte Zertifikate": 0,
        **NO_FEEDBACK,
        "Anwesend: Auftakt": 5,
    }
    for person in people:
        assert person.user.last_name not in content.decode()


def test_few_people_are_not_told_apart(
    cohort: Cohort, coordinator: Any, attend: Callable[..., None]
) -> None:
    session = make_session(cohort, title="Auftakt")
    people = [enrol(cohort) for _ in range(4)]
    attend(session, people[0], State.ATTENDED)
    few = "weniger als 5"
    assert figures(cohort, coordinator) == {
        "Teilnehmende": few,
        "Abgeschlossen": 0,
        "Besuchte Stunden": few,
        "Ausgestellte Zertifikate": 0,
        **NO_FEEDBACK,
        "Anwesend: Auftakt": few,
    }


def test_the_filter_leaves_out_ended_participations(cohort: Cohort, coordinator: Any) -> None:
    enrol(cohort)
    enrol(cohort, state="ended")
    enrol(cohort, state="withdrawn")
    assert len(sheet_of(made(cohort, coordinator, "stunden"))) == 1 + 1
    assert len(sheet_of(made(cohort, coordinator, "stunden", ended_too=True))) == 1 + 2


def test_a_file_says_what_it_is_in_itself_and_in_its_name(cohort: Cohort, coordinator: Any) -> None:
    Cohort.objects.filter(pk=cohort.pk).update(title="Mittelaue & Süd")
    wish = Wish(BY_SLUG["stunden"], XLSX)
    file = export(loaded(cohort), wish, by=coordinator, now=NOW)
    assert file.name == "mittelaue-sued_stunden_laufende-teilnahmen_2026-10-01.xlsx"
    assert sheet_of(file.content, 1) == [
        ("Durchgang", "Mittelaue & Süd"),
        ("Inhalt", "Stunden"),
        ("Stand", "01.10.2026 14:00"),
        ("Filter", "laufende Teilnahmen"),
        ("Erstellt von", coordinator.get_full_name()),
    ]
    assert lines_of(made(cohort, coordinator, "stunden", CSV))[3] == [
        "Filter",
        "laufende Teilnahmen",
    ]


def test_every_export_is_written_down(desk: Client, cohort: Cohort, coordinator: Any) -> None:
    asked = {"what": "stunden", "people": "all", "requirement": "", "form": "csv"}
    answer = desk.post(reverse("lms_cohorts:exports", args=[cohort.pk]), asked)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="mittelaue-')
    entry = AuditEntry.objects.get(action="export.made")
    assert (entry.actor, entry.cohort) == (coordinator, cohort)
    assert entry.reason == "Stunden (CSV), auch beendete Teilnahmen"
    history = desk.get(reverse("lms_cohorts:history", args=[cohort.pk])).content.decode()
    assert "Daten exportiert" in history


def test_looking_at_the_screen_exports_nothing(desk: Client, cohort: Cohort) -> None:
    assert desk.get(reverse("lms_cohorts:exports", args=[cohort.pk])).status_code == 200
    refused = desk.post(reverse("lms_cohorts:exports", args=[cohort.pk]), {"what": "alles"})
    assert "alles" in refused.content.decode()
    assert not AuditEntry.objects.filter(action="export.made").exists()


# — what people typed stays text —————————————————————————————————————————————————

HOSTILE = ["=cmd|' /C calc'!A0", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1"]


@pytest.mark.parametrize("typed", HOSTILE)
def test_no_cell_of_a_csv_begins_a_formula(typed: str) -> None:
    sheet = Sheet("T", Table((typed,), ((typed,),)), ((typed, typed),))
    cells = [cell for line in lines_of(written(sheet, CSV)) for cell in line]
    assert cells == [f"'{typed}"] * 4


@pytest.mark.parametrize("typed", HOSTILE)
def test_no_cell_of_a_workbook_is_a_formula(typed: str) -> None:
    sheet = Sheet("T", Table((typed,), ((typed,),)), ((typed, typed),))
    for page in load_workbook(BytesIO(written(sheet, XLSX))).worksheets:
        assert {cell.data_type for row in page.iter_rows() for cell in row} == {"s"}


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_any_text_can_be_written(typed: str) -> None:
    sheet = Sheet("T", Table(("Kopf",), ((typed,),)), (("a", "b"),))
    first = lines_of(written(sheet, CSV))[-1][:1] or [""]
    assert not first[0].startswith(STARTS_A_FORMULA)
    assert written(sheet, XLSX)


def test_numbers_and_days_are_typed_and_the_head_stays_in_sight() -> None:
    table = Table(("Tag", "Zahl", "Text"), ((date(2026, 9, 17), -1.5, "eins"),))
    sheet = Sheet("T", table, (("a", "b"),))
    page = load_workbook(BytesIO(written(sheet, XLSX))).worksheets[0]
    assert [(cell.data_type, cell.number_format) for cell in page[2]] == [
        ("d", "DD.MM.YYYY"),
        ("n", "General"),
        ("s", "General"),
    ]
    assert page.freeze_panes == "B2"
    assert page.column_dimensions["A"].width == 12
    assert lines_of(written(sheet, CSV))[-1] == ["17.09.2026", "-1,5", "eins"]


def test_a_hostile_name_is_defused_in_a_real_export(cohort: Cohort, coordinator: Any) -> None:
    enrol(cohort, UserFactory(first_name="=HYPERLINK(1)", last_name=""))
    assert lines_of(made(cohort, coordinator, "stunden", CSV))[-1][0] == "'=HYPERLINK(1)"
