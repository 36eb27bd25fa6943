"""From one version of a template to another: every word is taken along."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from assessments.assignment.domain.drafts import save_section, values_of
from assessments.assignment.domain.moving import move_on, newer_version
from assessments.assignment.errors import Conflict, Locked, NothingHere
from assessments.assignment.models import Submission
from assessments.assignment.sheet.fields import TEXT, Field, FieldKind
from assessments.assignment.sheet.moving import moved
from assessments.assignment.sheet.sections import Section, left_over, text_of
from assessments.assignment.versions import publish_template
from courses.governance.models import AuditEntry
from tests.assessments.plans import (
    another_cohort,
    begin,
    handed_in,
    make_cohort,
    plan_of,
    scope_of,
    write,
)
from tests.factories import enrol

ROLES = Field(
    "liste",
    "Rollen",
    FieldKind.ROWS,
    columns=(Field("rolle", "Rolle"), Field("ziel", "Ziel")),
)
FEWER = Field("liste", "Rollen", FieldKind.ROWS, columns=(Field("rolle", "Rolle"),))
ASKED = Field("typ", "Art", FieldKind.CHOICE, choices=(("a", "fiktiv"), ("b", "echt")))
ONLY_A = Field("typ", "Art", FieldKind.CHOICE, choices=(("a", "fiktiv"),))


def section(name: str, *fields: Field) -> Section:
    return Section(name, 1, name.title(), fields=fields or (TEXT,))


def test_a_text_stands_below_its_section_until_it_is_sorted() -> None:
    after = section("lage", Field("raum", "Raum"))
    values = moved([section("lage")], [after], {"lage": {"text": "Der Platz ist laut."}})
    assert values == {"lage": {"text": "Der Platz ist laut."}}
    assert after.all_fields(values["lage"])[-1] == left_over()
    assert text_of(after, values["lage"]) == "Der Platz ist laut."


def test_what_a_field_still_takes_stays_in_it() -> None:
    old = section("wer", ROLES, ASKED)
    values = {"wer": {"liste": [{"id": "r1", "rolle": "Jugend", "ziel": "Raum"}], "typ": "a"}}
    assert moved([old], [old], values) == values
    shorter = moved([old], [section("wer", FEWER, ONLY_A)], values)
    assert shorter["wer"]["typ"] == "a"
    assert shorter["wer"]["text"] == "Rollen: Rolle: Jugend · Ziel: Raum"


def test_who_was_picked_stays_a_word_when_the_rows_become_text() -> None:
    people = Field("leute", "Leute", FieldKind.ROWS, columns=(Field("name", "Name"),))
    duty = Field("wer", "Wer ruft an", FieldKind.PICK, of="dienst/leute")
    values = {"dienst": {"leute": [{"id": "r1", "name": "Ordnungsamt"}], "wer": "r1"}}
    old = section("dienst", people, duty)
    assert moved([old], [old], values) == values
    other = Field("leute", "Leute", FieldKind.ROWS, columns=(Field("stelle", "Stelle"),))
    found = moved([old], [section("dienst", other, duty)], values)
    assert found == {"dienst": {"text": "Leute: Name: Ordnungsamt\n\nWer ruft an: Ordnungsamt"}}


def test_a_choice_that_is_gone_becomes_a_word() -> None:
    old, new = section("wer", ASKED), section("wer", ONLY_A)
    assert moved([old], [new], {"wer": {"typ": "b"}}) == {"wer": {"text": "Art: echt"}}


def test_a_section_that_is_gone_stands_in_the_last_one() -> None:
    before = [section("lage"), section("weg")]
    values = moved(before, [section("lage")], {"weg": {"text": "Worte"}, "lage": {"text": "Da"}})
    assert values == {"lage": {"text": "Da\n\n1. Weg\n\nWorte"}}


words = st.text(st.characters(categories=("Ll", "Lu", "Nd")), min_size=1, max_size=12)


@given(st.data())
def test_no_word_is_ever_lost(data) -> None:
    kinds = st.sampled_from([FieldKind.TEXT, FieldKind.LINE, FieldKind.NUMBER])

    def sections(draw_kind) -> list[Section]:
        names = data.draw(st.lists(st.sampled_from("abc"), min_size=1, max_size=3, unique=True))
        return [
            section(name, *(Field(f, f, data.draw(draw_kind)) for f in ("eins", "zwei")))
            for name in names
        ]

    before, after = sections(kinds), sections(kinds)
    values = {s.id: {f.id: data.draw(words) for f in s.fields} for s in before}
    found = moved(before, after, values)
    told = "\n".join(text_of(s, found[s.id]) for s in after)
    for written in values.values():
        for word in written.values():
            assert word in told


# — with a database ————————————————————————————————————————————————————————————————


@pytest.fixture
def submission(db) -> Submission:
    return begin(enrol(make_cohort()))


def renew(submission: Submission, *sections: Section):
    template = submission.template_version.template
    return publish_template(
        template.provider, template.slug, title=template.title, sections=sections
    )


def test_nothing_newer_is_nothing_to_do(submission) -> None:
    assert newer_version(submission) is None
    assert move_on(scope_of(submission), by=None).template_version == submission.template_version


def test_begun_work_moves_when_its_writers_say_so(submission) -> None:
    write(submission, "Worte")
    version = renew(submission, section("abschnitt-0", Field("raum", "Raum")), section("neu"))
    user = submission.enrolment.user
    for _click in range(2):
        assert move_on(scope_of(submission), by=user).template_version == version
    values = values_of(submission)
    assert set(values) == {"abschnitt-0", "neu"}
    assert values["abschnitt-0"] == {"text": "Worte in abschnitt-0"}
    assert "Worte in abschnitt-1" in values["neu"]["text"]
    [entry] = AuditEntry.objects.filter(action="submission.moved")
    assert entry.actor == user


def test_an_old_window_saves_nothing_over_it(submission) -> None:
    write(submission)
    renew(submission, section("abschnitt-0", Field("raum", "Raum")))
    move_on(scope_of(submission), by=None)
    with pytest.raises(Conflict):
        save_section(scope_of(submission), "abschnitt-0", values={"text": "alt"}, version=2)


def test_what_rests_does_not_move(db) -> None:
    revision = handed_in(enrol(make_cohort()))
    renew(revision.submission, section("neu"))
    with pytest.raises(Locked):
        move_on(scope_of(revision.submission), by=None)
    with pytest.raises(NothingHere):
        move_on(Submission.objects.none(), by=None)


def test_the_overview_offers_it_and_strangers_find_nothing(client, submission) -> None:
    enrolment = submission.enrolment
    client.force_login(enrolment.user)
    home = reverse("assessments:plan", args=[enrolment.key])
    url = reverse("assessments:plan_move", args=[enrolment.key])
    assert "Eine neue Vorlage" not in client.get(home).content.decode()
    renew(submission, section("abschnitt-0", Field("raum", "Raum")))
    assert "Eine neue Vorlage" in client.get(home).content.decode()
    stranger = enrol(another_cohort(plan_of(enrolment.cohort)))
    client.force_login(stranger.user)
    assert client.post(url).status_code == 404
    client.force_login(enrolment.user)
    assert client.get(url).status_code == 405
    page = client.post(url, follow=True).content.decode()
    assert "Nichts ist verloren gegangen." in page
    assert "Eine neue Vorlage" not in page
