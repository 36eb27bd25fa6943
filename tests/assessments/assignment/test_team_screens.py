"""A team at its screens: asking, joining, two texts, handing in for all."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.assignment.models import Revision, Submission, TeamInvitation
from assessments.assignment.policies import own_submissions
from assessments.assignment.queue import Filters, queue_rows, versions
from assessments.assignment.team.domain import accept, invite
from courses.cohorts.models import Enrolment
from tests.assessments.plans import (
    another_cohort,
    begin,
    make_cohort,
    plan_of,
    returned,
    scope_of,
    write,
)
from tests.factories import UserFactory, enrol, trainer_of

pytestmark = pytest.mark.django_db
AHEAD = datetime(2100, 1, 1, tzinfo=UTC)
EMPTY = 3  # session, person, and the menu's question for the admin


@pytest.fixture
def place():
    place = enrol(make_cohort(due=AHEAD))
    place.user.first_name, place.user.last_name = "Jana", "Dörfler"
    place.user.save()
    begin(place)
    Submission.objects.update(people_at_most=4)
    return place


@pytest.fixture
def mate(place):
    return enrol(place.cohort)


def at(name: str, place: Enrolment, *more) -> str:
    return reverse(f"assessments:plan{name and '_'}{name}", args=[place.key, *more])


def text_of(response) -> str:
    assert response.status_code in (200, 400, 409), response
    return response.content.decode()


def ask(place: Enrolment, mate: Enrolment) -> TeamInvitation:
    work = own_submissions(place.user).get()
    return invite(scope_of(work), mate.pk, by=place.user)


def join(place: Enrolment, mate: Enrolment) -> Submission:
    return accept(ask(place, mate).pk, by=mate.user)


def invitation(pk: int) -> str:
    return reverse("assessments:team_invitation", args=[pk])


def test_asking_joining_and_writing_into_one_draft(client, place, mate) -> None:
    client.force_login(place.user)
    response = client.post(at("team", place), {"place": mate.pk}, follow=True)
    assert "noch keine Antwort" in text_of(response)
    client.force_login(mate.user)
    assert "fragt Sie etwas" in text_of(client.get("/mein-weg/"))
    assert "lädt Sie ein" in text_of(client.get("/gemeinsam/"))
    pk = TeamInvitation.objects.get().pk
    assert "Jana Dörfler möchte" in text_of(client.get(invitation(pk)))
    assert client.post(invitation(pk), {"answer": "accept"}).url == at("", mate)
    section = at("section", mate, "abschnitt-1")
    client.post(section, {"text": "von der Kollegin", "version": 1})
    client.force_login(place.user)
    page = text_of(client.get(at("section", place, "abschnitt-1")))
    assert "von der Kollegin" in page
    assert f"Zuletzt hat {mate.user.get_full_name() or mate.user.email} hier" in page


def test_who_has_written_decides_by_a_tick(client, place, mate) -> None:
    pk = ask(place, mate).pk
    write(begin(mate), "Eigenes")
    client.force_login(mate.user)
    page = text_of(client.post(invitation(pk), {"answer": "accept"}))
    assert "Bitte setzen Sie das Häkchen" in page
    response = client.post(invitation(pk), {"answer": "accept", "aside": "on"}, follow=True)
    assert at("team_kept", mate) in text_of(response)
    assert "Eigenes in abschnitt-1" in text_of(client.get(at("team_kept", mate)))
    leaving = {"action": "leave", "go_on": "own"}
    back = client.post(at("team_leave", mate), leaving, follow=True)
    assert "schreiben wieder allein" in text_of(back)
    assert "Eigenes in" in text_of(client.get(at("section", mate, "abschnitt-1")))
    assert client.get(at("team_kept", mate)).status_code == 404


def test_two_members_are_shown_both_texts_with_the_name(client, place, mate) -> None:
    join(place, mate)
    client.force_login(place.user)
    client.post(at("section", place, "abschnitt-1"), {"text": "Janas Satz", "version": 1})
    client.force_login(mate.user)
    typed = {"text": "Mein Satz", "version": 1}
    address = at("section", mate, "abschnitt-1")
    by_script = client.post(address, typed, headers={"X-Autosave": "1"})
    assert (by_script.status_code, by_script.json()["by"]) == (409, "Jana Dörfler")
    page = client.post(address, typed)
    assert page.status_code == 409
    for words in ("Janas Satz", "Mein Satz", "Gespeichert von Jana Dörfler"):
        assert words in text_of(page)
    client.post(address, {"text": "Mein Satz", "version": 2, "keep": "both"})
    both = own_submissions(place.user).get().draft_sections.get(section_id="abschnitt-1")
    assert both.values == {"text": "Mein Satz\n\nJanas Satz"}


def test_handing_in_names_all_and_counts_for_all(client, place, mate) -> None:
    work = join(place, mate)
    write(work)
    client.force_login(mate.user)
    page = text_of(client.get(at("hand_in", mate)))
    assert "Ich reiche für uns alle ein: Jana Dörfler, " in page
    team = {"checked": "on", "team": f"{place.pk},{mate.pk}"}
    assert "Sie reichen für alle ein" in text_of(client.post(at("hand_in", mate), team))
    fewer = team | {"for_all": "on", "team": str(mate.pk)}
    assert client.post(at("hand_in", mate), fewer).url == at("hand_in", mate)
    assert Revision.objects.count() == 0
    client.post(at("hand_in", mate), team | {"for_all": "on"})
    trainer = trainer_of(place.cohort)
    (row,) = queue_rows(versions(trainer, Filters(), now=AHEAD), trainer, now=AHEAD)
    assert row.people == f"Jana Dörfler, {mate.user.get_full_name() or mate.user.email}"
    assert [pk for pk, _name in row.places] == [place.pk, mate.pk]
    returned(Revision.objects.get(), trainer)
    for member in (place, mate):
        client.force_login(member.user)
        assert "Ihre Analyse hat uns überzeugt" in text_of(client.get(at("feedback", member, 1)))
        assert "Seit dem Einreichen bleibt das Team" in text_of(client.get(at("", member)))
        assert client.get(at("team_leave", member)).url == at("team", member)


def test_nobody_else_sees_anything_of_a_team(client, place, mate) -> None:
    pk = ask(place, mate).pk
    join(place, joined := enrol(place.cohort))
    people = [
        UserFactory(),
        UserFactory(is_superuser=True),
        trainer_of(place.cohort),
        enrol(place.cohort).user,
        enrol(another_cohort(plan_of(place.cohort))).user,
    ]
    gone = joined.user
    Enrolment.objects.filter(pk=joined.pk).update(state=Enrolment.State.WITHDRAWN)
    for user in (*people, gone):
        client.force_login(user)
        for key in (place, joined):
            for name in ("team", "team_leave", "team_kept", "section"):
                more = ["abschnitt-1"] if name == "section" else []
                assert client.get(at(name, key, *more)).status_code == 404
                assert client.post(at(name, key, *more), {"place": mate.pk}).status_code in (
                    404,
                    405,
                )
        assert client.get(invitation(pk)).status_code == 404
        assert client.post(invitation(pk), {"answer": "decline"}).status_code == 404
    client.force_login(mate.user)
    assert client.get(at("", place)).status_code == 404  # asked is not joined
    assert client.get(invitation(pk)).status_code == 200


def test_a_mates_key_is_no_key(client, place, mate) -> None:
    join(place, mate)
    client.force_login(mate.user)
    assert client.get(at("section", place, "abschnitt-1")).status_code == 404
    assert client.get(at("section", mate, "abschnitt-1")).status_code == 200


def test_where_everybody_writes_alone_there_is_no_team(client, place) -> None:
    Submission.objects.update(people_at_most=1)
    client.force_login(place.user)
    assert client.get(at("team", place)).status_code == 404
    assert at("team", place) not in text_of(client.get(at("", place)))


@pytest.mark.parametrize("sections", [3, 20])
def test_a_team_takes_the_same_few_statements(client, sections: int) -> None:
    place = enrol(make_cohort(due=AHEAD, sections=sections))
    begin(place)
    Submission.objects.update(people_at_most=4)
    for mate in [enrol(place.cohort) for _ in range(2 if sections == 20 else 1)]:
        join(place, mate)
    pk = ask(place, asked := enrol(place.cohort)).pk
    client.force_login(place.user)
    found = {}
    for name, *more in (
        ("",),
        ("section", "abschnitt-1"),
        ("hand_in",),
        ("team",),
        ("team_leave",),
    ):
        with CaptureQueriesContext(connection) as caught:
            assert client.get(at(name, place, *more)).status_code == 200
        found[name] = len(caught) - EMPTY
    typed = {"text": "Wort", "version": 1}
    with CaptureQueriesContext(connection) as caught:
        client.post(at("section", place, "abschnitt-1"), typed, headers={"X-Autosave": "1"})
    found["autosave in all"] = len(caught)
    client.force_login(asked.user)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(invitation(pk)).status_code == 200
    found["invitation"] = len(caught) - EMPTY
    assert found == {
        "": 9,
        "section": 6,
        "hand_in": 6,
        "team": 8,
        "team_leave": 7,
        "autosave in all": 6,
        "invitation": 3,
    }
