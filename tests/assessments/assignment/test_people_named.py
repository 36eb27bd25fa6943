"""Roles instead of people: told while writing, refused at hand-in, excused where it is nobody."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from assessments.assignment.domain.drafts import save_section
from assessments.assignment.domain.excusing import accuse, excuse
from assessments.assignment.domain.handing_in import hand_in
from assessments.assignment.errors import Locked, NotAName, PeopleNamed
from assessments.assignment.findings import Kind, found_in
from assessments.assignment.models import DraftSection, Revision, Submission
from assessments.assignment.sheet.fields import Field, FieldKind
from assessments.assignment.sheet.sections import Section
from courses.governance.models import AuditEntry
from tests.assessments.plans import (
    BEFORE,
    another_cohort,
    begin,
    make_cohort,
    plan_of,
    scope_of,
    write,
)
from tests.factories import enrol, trainer_of

pytestmark = pytest.mark.django_db
AHEAD = datetime(2100, 1, 1, tzinfo=UTC)
PLACE = "abschnitt-1"
NOBODY = "Das ist niemand Bestimmtes"


@pytest.fixture
def place():
    return enrol(make_cohort(due=AHEAD))


@pytest.fixture
def scope(place):
    submission = begin(place)
    write(submission)
    return scope_of(submission)


def put(scope, text: str, slug: str = PLACE) -> None:
    row = DraftSection.objects.get(submission__in=scope, section_id=slug)
    save_section(scope, slug, values={"text": text}, version=row.version, now=BEFORE)


def at(name: str, place, *more) -> str:
    return reverse(f"assessments:plan{name and '_'}{name}", args=[place.key, *more])


def text_of(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Herr Müller ruft an.", [Kind.NAME]),
        ("0231 5022222 oder amt@quellingen.example", [Kind.CONTACT, Kind.CONTACT]),
        ("Klaus Meier, 0231 5022222", [Kind.CONTACT, Kind.NAME]),
    ],
)
def test_a_version_with_people_in_it_is_refused_and_says_where(place, scope, text, kinds) -> None:
    put(scope, text)
    with pytest.raises(PeopleNamed, match=r"1\. Abschnitt 1") as caught:
        hand_in(scope, by=place.user, now=BEFORE)
    assert [one.kind for one in caught.value.found] == kinds
    assert not Revision.objects.exists()
    assert scope.get().state == Submission.State.DRAFT


def test_roles_and_places_pass(place, scope) -> None:
    put(scope, "Frau Bürgermeisterin informiert die Anne-Frank-Schule am 02.08.2027 um 18:40 Uhr.")
    assert hand_in(scope, by=place.user, now=BEFORE).number == 1


def test_an_excused_word_passes_wherever_it_stands(place, scope) -> None:
    put(scope, "Herr Müller")
    excuse(scope, "Herr  Müller", by=place.user)
    excuse(scope, "herr müller", by=place.user)
    assert scope.get().excused_names == ["Herr Müller"]
    put(scope, "Auch hier: Herr\nMüller", "abschnitt-2")
    assert hand_in(scope, by=place.user, now=BEFORE).number == 1


def test_the_record_of_it_does_not_repeat_the_word(place, scope) -> None:
    put(scope, "Herr Müller")
    excuse(scope, "Herr Müller", by=place.user)
    entry = AuditEntry.objects.get(action="name.excused")
    assert (entry.actor, entry.data) == (place.user, {})


@pytest.mark.parametrize("word", ["0231 5022222", "a@b.example", "Frau Weber", ""])
def test_only_a_name_that_was_found_can_be_excused(place, scope, word) -> None:
    put(scope, "Herr Müller, 0231 5022222, a@b.example")
    with pytest.raises(NotAName):
        excuse(scope, word, by=place.user)


def test_an_excuse_is_taken_back(place, scope) -> None:
    put(scope, "Herr Müller")
    excuse(scope, "Herr Müller", by=place.user)
    accuse(scope, "herr müller")
    assert scope.get().excused_names == []


def test_while_the_text_rests_nothing_is_excused(place, scope) -> None:
    hand_in(scope, by=place.user, now=BEFORE)
    with pytest.raises(Locked):
        excuse(scope, "Herr Müller", by=place.user)
    with pytest.raises(Locked):
        accuse(scope, "Herr Müller")


# — The screens ————————————————————————————————————————————————————————————————


def test_beside_the_section_it_is_said_and_excused_without_losing_a_word(
    client, place, scope
) -> None:
    client.force_login(place.user)
    put(scope, "Herr Müller, 0231 5022222")
    address = at("section", place, PLACE)
    shown = text_of(client.get(address))
    assert "„Herr Müller“ liest sich wie der Name einer Person." in shown
    assert "Rollen statt Namen" in shown
    assert shown.count(NOBODY) == 1
    version = DraftSection.objects.get(section_id=PLACE).version
    sent = {"text": "Frau Weber", "version": version, "beside": "excuse:Frau Weber"}
    assert client.post(address, sent).url == f"{address}#pruefen"
    shown = text_of(client.get(address))
    assert "Doch jemand Bestimmtes" in shown
    assert "liest sich wie" not in shown
    client.post(
        address, {"text": "Frau Weber", "version": version + 1, "beside": "accuse:Frau Weber"}
    )
    assert "Doch jemand Bestimmtes" not in text_of(client.get(address))


def test_a_number_is_not_excused_on_the_page_either(client, place, scope) -> None:
    client.force_login(place.user)
    put(scope, "0231 5022222")
    version = DraftSection.objects.get(section_id=PLACE).version
    sent = {"text": "0231 5022222", "version": version, "beside": "excuse:0231 5022222"}
    client.post(at("section", place, PLACE), sent)
    assert scope.get().excused_names == []


def test_the_check_list_leads_to_the_place_and_there_is_no_way_round(client, place, scope) -> None:
    client.force_login(place.user)
    put(scope, "Klaus Meier")
    shown = text_of(client.get(at("hand_in", place)))
    assert f'href="{at("section", place, PLACE)}#id_text"' in shown
    assert 'aria-disabled="true"' in shown
    shown = text_of(client.post(at("hand_in", place), {"checked": "on"}))
    assert "„Klaus Meier“ liest sich wie der Name einer Person." in shown
    assert not Revision.objects.exists()


def test_reviewers_see_what_was_excused(client, place, scope) -> None:
    put(scope, "Herr Müller")
    excuse(scope, "Herr Müller", by=place.user)
    revision = hand_in(scope, by=place.user, now=BEFORE)
    client.force_login(trainer_of(place.cohort))
    shown = text_of(client.get(reverse("lms_reviews:review", args=[revision.pk])))
    assert "sagen, dass das niemand Bestimmtes ist" in shown
    assert "„Herr Müller“" in shown


def test_another_cohort_excuses_nothing(client, place, scope) -> None:
    put(scope, "Herr Müller")
    other = enrol(another_cohort(plan_of(place.cohort)))
    client.force_login(other.user)
    sent = {"text": "x", "version": 2, "beside": "excuse:Herr Müller"}
    assert client.post(at("section", place, PLACE), sent).status_code == 404
    assert scope.get().excused_names == []


# — Where it is looked for —————————————————————————————————————————————————————

ROWS = Field(
    "wer",
    "Wer",
    FieldKind.ROWS,
    columns=(Field("rolle", "Rolle", FieldKind.LINE), Field("art", "Art", FieldKind.CHOICE)),
)
SECTION = Section("lage", 1, "Lage", fields=(Field("text", "Text"), ROWS))


def test_every_place_in_a_section_is_looked_at_but_what_is_only_chosen() -> None:
    values = {
        "text": "Herr Müller, 0231 5022222, Herr Müller",
        "wer": [{"id": "1", "rolle": "Klaus Meier", "art": "Frau Weber"}, {"id": "2"}],
    }
    found = found_in(SECTION, values)
    assert [(one.field.id, one.word, one.kind, one.anchor) for one in found] == [
        ("text", "0231 5022222", Kind.CONTACT, "id_text"),
        ("text", "Herr Müller", Kind.NAME, "id_text"),
        ("wer", "Klaus Meier", Kind.NAME, "wer"),
    ]


def test_an_excused_name_is_still_told_and_refuses_nothing() -> None:
    values = {"text": "Herr  MÜLLER, a@b.example"}
    mail, name = found_in(SECTION, values, ("herr müller", "a@b.example"))
    assert (name.excused, name.refuses) == (True, False)
    assert (mail.excused, mail.refuses, mail.may_be_excused) == (False, True, False)
