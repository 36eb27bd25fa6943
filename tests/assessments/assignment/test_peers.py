"""Feedback among peers: one frozen text, two strengths and a question, and nobody else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.assignment.domain.drafts import save_section
from assessments.assignment.errors import NothingHere, PeerRefused
from assessments.assignment.models import PeerRequest
from assessments.assignment.peers.domain import ask, revoke, save_answer, send_answer
from content.ui.dates import full_date
from courses.cohorts.models import Enrolment
from courses.governance.models import OutgoingMail
from courses.progress.models import Evidence
from courses.sessions.models import Session
from tests.assessments.plans import (
    BEFORE,
    accepted,
    another_cohort,
    begin,
    handed_in,
    make_cohort,
    plan_of,
    scope_of,
    write,
)
from tests.factories import UserFactory, enrol, make_session, trainer_of

pytestmark = pytest.mark.django_db
SAID = {"first": "Klare Rollen.", "second": "Kurze Wege.", "question": "Wer vertritt wen?"}


@pytest.fixture
def place():
    return enrol(make_cohort())


@pytest.fixture
def peer(place):
    return enrol(place.cohort)


def asked(place: Enrolment, peer: Enrolment, *, of_draft: bool = True) -> PeerRequest:
    return ask(scope_of(begin(place)), peer.pk, by=place.user, of_draft=of_draft)


def drafted(place: Enrolment, peer: Enrolment) -> PeerRequest:
    write(begin(place))
    return asked(place, peer)


def answered(request: PeerRequest, peer: Enrolment) -> None:
    save_answer(request.pk, SAID, version=1, by=peer.user)
    send_answer(request.pk, by=peer.user)


def at(request: PeerRequest) -> str:
    return reverse("assessments:peer_answer", args=[request.pk])


def text_of(response) -> str:
    return response.content.decode()


def test_the_peer_reads_what_stood_there_then_and_nothing_later(client, place, peer) -> None:
    request = drafted(place, peer)
    save_section(scope_of(request.submission), "abschnitt-1", values={"text": "Später"}, version=2)
    client.force_login(peer.user)
    shown = text_of(client.get(at(request)))
    assert "Text in abschnitt-1" in shown
    assert "Später" not in shown
    for name, *more in (("plan",), ("plan_section", "abschnitt-1"), ("plan_peers",)):
        address = reverse(f"assessments:{name}", args=[place.key, *more])
        assert client.get(address).status_code == 404


def test_the_version_handed_in_can_be_asked_about(place, peer) -> None:
    revision = handed_in(place)
    request = asked(place, peer, of_draft=False)
    assert (request.number, request.sections) == (1, revision.sections)


def test_both_see_the_answer_and_it_counts_for_nothing(client, place, peer) -> None:
    request = drafted(place, peer)
    before = Evidence.objects.count()
    answered(request, peer)
    assert Evidence.objects.count() == before
    for user, address in (
        (place.user, reverse("assessments:plan_peers", args=[place.key])),
        (peer.user, at(request)),
    ):
        client.force_login(user)
        assert all(words in text_of(client.get(address)) for words in SAID.values())
    keys = list(OutgoingMail.objects.order_by("pk").values_list("key", "recipient"))
    assert keys == [
        (f"peer-request:{request.pk}", peer.user.pk),
        (f"peer-answer:{request.pk}", place.user.pk),
    ]
    words = " ".join(f"{mail.subject} {mail.body}" for mail in OutgoingMail.objects.all())
    assert not any(said in words for said in (*SAID.values(), request.submission.title))


def test_what_is_not_sent_is_the_peers_alone(client, place, peer) -> None:
    request = drafted(place, peer)
    save_answer(request.pk, SAID, version=1, by=peer.user)
    client.force_login(place.user)
    page = text_of(client.get(reverse("assessments:plan_peers", args=[place.key])))
    assert "noch keine Antwort" in page
    assert SAID["question"] not in page


def test_one_person_at_a_time_is_asked(place, peer) -> None:
    request = drafted(place, peer)
    assert asked(place, peer) == request
    with pytest.raises(PeerRefused, match="schon jemanden"):
        asked(place, enrol(place.cohort))
    revoke(scope_of(request.submission), request.pk)
    assert asked(place, enrol(place.cohort)) != request


def test_only_people_of_the_cohort_can_be_asked(place) -> None:
    write(begin(place))
    trainer = trainer_of(place.cohort)
    for other in (
        enrol(another_cohort(plan_of(place.cohort))),
        enrol(place.cohort, state=Enrolment.State.WITHDRAWN),
        enrol(place.cohort, trainer),
        place,
    ):
        with pytest.raises(PeerRefused):
            asked(place, other)


def test_an_empty_draft_asks_nobody(place, peer) -> None:
    with pytest.raises(PeerRefused, match="nichts zu lesen"):
        asked(place, peer)


def test_taken_back_the_text_is_gone_and_what_was_typed_stays(client, place, peer) -> None:
    request = drafted(place, peer)
    client.force_login(peer.user)
    client.get(at(request))
    revoke(scope_of(request.submission), request.pk)
    response = client.post(at(request), SAID | {"version": 1, "action": "send"})
    assert response.status_code == 400
    assert SAID["question"] in text_of(response)
    assert "Text in abschnitt-1" not in text_of(response) + text_of(client.get(at(request)))


def test_a_half_answer_is_kept_but_not_sent(client, place, peer) -> None:
    request = drafted(place, peer)
    client.force_login(peer.user)
    half = {"first": SAID["first"], "version": 1}
    response = client.post(at(request), half | {"action": "send"})
    assert "zwei Stärken und eine Frage" in text_of(response)
    request.refresh_from_db()
    assert (request.answered_at, request.answer["first"]) == (None, SAID["first"])
    old = client.post(at(request), SAID | {"version": 1}, headers={"X-Autosave": "1"})
    assert (old.status_code, old.json()["theirs"]["first"]) == (409, SAID["first"])
    assert client.post(at(request), SAID | {"version": 2, "action": "send"}).status_code == 302
    request.refresh_from_db()
    assert request.answered_at


def test_declining_needs_no_reason_and_closes_the_text(client, place, peer) -> None:
    request = drafted(place, peer)
    client.force_login(peer.user)
    assert client.post(at(request), {"action": "decline"}).url == "/gemeinsam/"
    assert client.get(at(request)).status_code == 404
    with pytest.raises(PeerRefused):
        answered(request, peer)
    client.force_login(place.user)
    page = text_of(client.get(reverse("assessments:plan_peers", args=[place.key])))
    assert "hat abgelehnt" in page
    assert asked(place, enrol(place.cohort)) != request


def test_who_has_begun_to_write_is_asked_before_declining(client, place, peer) -> None:
    request = drafted(place, peer)
    client.force_login(peer.user)
    client.post(at(request), {"first": SAID["first"], "version": 1, "action": "save"})
    asked_once_more = client.post(at(request), {"action": "decline"})
    assert "Trotzdem ablehnen" in text_of(asked_once_more)
    request.refresh_from_db()
    assert (request.declined_at, request.answer["first"]) == (None, SAID["first"])
    assert client.post(at(request), {"action": "decline anyway"}).url == "/gemeinsam/"
    request.refresh_from_db()
    assert request.declined_at


@pytest.mark.parametrize("gone", ["peer", "asker"])
def test_a_withdrawn_place_sees_and_shows_nothing(client, place, peer, gone) -> None:
    request = drafted(place, peer)
    client.force_login(peer.user)
    assert client.get(at(request)).status_code == 200
    left = peer if gone == "peer" else place
    Enrolment.objects.filter(pk=left.pk).update(state=Enrolment.State.WITHDRAWN)
    assert client.get(at(request)).status_code == 404
    assert "Rückmeldung für andere" not in text_of(client.get("/gemeinsam/"))
    with pytest.raises(NothingHere):
        answered(request, peer)


def test_nobody_else_sees_a_request(client, place, peer) -> None:
    request = drafted(place, peer)
    answered(request, peer)
    for user in (
        UserFactory(),
        UserFactory(is_superuser=True),
        trainer_of(place.cohort),
        enrol(place.cohort).user,
        enrol(another_cohort(plan_of(place.cohort))).user,
    ):
        client.force_login(user)
        assert client.get(at(request)).status_code == 404
        own = reverse("assessments:plan_peers", args=[place.key])
        assert client.get(own).status_code == 404
        assert client.post(own, {"revoke": request.pk}).status_code == 404


def test_erased_the_peers_words_go(place, peer) -> None:
    request = drafted(place, peer)
    answered(request, peer)
    PeerRequest.lms_kept.eraser(peer.user.pk)
    assert not PeerRequest.objects.exists()


def test_my_path_says_calmly_that_somebody_asks(client, place, peer) -> None:
    client.force_login(peer.user)
    words = "Jemand aus Ihrem Durchgang fragt Sie etwas"
    assert words not in text_of(client.get("/mein-weg/"))
    request = drafted(place, peer)
    assert words in text_of(client.get("/mein-weg/"))
    answered(request, peer)
    assert words not in text_of(client.get("/mein-weg/"))


@pytest.mark.parametrize("sections", [3, 20])
def test_screens_take_the_same_few_statements(client, sections: int) -> None:
    place = enrol(make_cohort(sections=sections, due=BEFORE + timedelta(days=9000)))
    peer = enrol(place.cohort)
    request = drafted(place, peer)
    found = {}
    for name, user, address in (
        ("peers", place.user, reverse("assessments:plan_peers", args=[place.key])),
        ("answer", peer.user, at(request)),
        ("together", peer.user, "/gemeinsam/"),
    ):
        client.force_login(user)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        found[name] = len(caught) - 3
    client.force_login(peer.user)
    with CaptureQueriesContext(connection) as caught:
        client.post(at(request), SAID | {"version": 1}, headers={"X-Autosave": "1"})
    found["save"] = len([q for q in caught if "SAVEPOINT" not in q["sql"]])
    assert found == {"peers": 7, "answer": 1, "together": 2, "save": 5}


# — Around the presentation ————————————————————————————————————————————————————


def test_an_accepted_plan_can_be_asked_about(client, place, peer) -> None:
    revision = handed_in(place)
    accepted(revision, trainer_of(place.cohort))
    client.force_login(place.user)
    own = reverse("assessments:plan_peers", args=[place.key])
    assert "Fassung 1, wie sie eingereicht wurde" in text_of(client.get(own))
    client.post(own, {"peer": peer.pk, "text": "version"})
    request = PeerRequest.objects.get()
    assert (request.number, request.peer, request.sections) == (1, peer, revision.sections)


def test_the_workspace_says_when_and_where_the_cohort_presents(client, place, peer) -> None:
    handed_in(place)
    client.force_login(place.user)
    workspace = reverse("assessments:plan", args=[place.key])
    assert "Präsentation" not in text_of(client.get(workspace))
    # In the morning, so that no session runs past midnight.
    morning = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0)
    soon, later = (morning + timedelta(days=days) for days in (9, 19))
    kind = Session.Kind.PRESENTATION
    make_session(place.cohort, kind=kind, start=later, title="Zweite Runde")
    session = make_session(place.cohort, kind=kind, start=soon, title="Abschluss", place="Ratssaal")
    make_session(another_cohort(plan_of(place.cohort)), kind=kind, start=soon, title="Fremd")
    make_session(place.cohort, start=soon, title="Seminar fünf")
    shown = text_of(client.get(workspace))
    for words in ("Abschluss", "Ratssaal", full_date(soon), f"/termine/{session.key}/"):
        assert words in shown
    assert "zwei Stärken und eine Frage zu Fassung 1" in " ".join(shown.split())
    for words in ("Zweite Runde", "Fremd", "Seminar fünf"):
        assert words not in shown
    session.cancelled_at = timezone.now()
    session.save()
    assert "Zweite Runde" in text_of(client.get(workspace))


@pytest.mark.parametrize("sessions", [1, 3])
def test_the_presentation_is_one_statement(client, place, sessions) -> None:
    begin(place)
    for days in range(sessions):
        start = timezone.now() + timedelta(days=days + 1)
        make_session(place.cohort, kind=Session.Kind.PRESENTATION, start=start)
    client.force_login(place.user)
    with CaptureQueriesContext(connection) as caught:
        text_of(client.get(reverse("assessments:plan", args=[place.key])))
    assert sum("sessionpart" in query["sql"] for query in caught) == 1
