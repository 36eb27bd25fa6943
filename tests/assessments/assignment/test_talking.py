"""Talking about comments: who may, what they see of each other, what is done."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.assignment.domain.handing_in import hand_in
from assessments.assignment.errors import AnswerRefused, Locked, NothingHere
from assessments.assignment.models import (
    CommentEntry,
    DraftSection,
    Review,
    SectionTemplateVersion,
    Submission,
)
from assessments.assignment.sheet.sections import to_json
from assessments.assignment.talk.domain import answer, answer_as_reviewer, mark
from courses.cohorts.models import Enrolment
from courses.governance.choices import choose
from courses.governance.models import OutgoingMail
from tests.assessments.plans import (
    BEFORE,
    another_cohort,
    handed_in,
    make_cohort,
    make_sections,
    plan_of,
    returned,
    scope_of,
    write,
)
from tests.factories import coordinator_of, enrol, trainer_of

pytestmark = pytest.mark.django_db
AHEAD = datetime(2100, 1, 1, tzinfo=UTC)
PLACE = "abschnitt-1"
SAID = "Zwei Stellen tragen hier die Verantwortung."


@pytest.fixture
def place():
    return enrol(make_cohort(due=AHEAD))


@pytest.fixture
def trainer(place):
    trainer = trainer_of(place.cohort)
    trainer.first_name, trainer.last_name = "Ruth", "Adeyemi"
    trainer.save()
    return trainer


@pytest.fixture
def review(place, trainer):
    return returned(handed_in(place), trainer)


@pytest.fixture
def scope(review):
    return scope_of(review.revision.submission)


def at(name: str, place: Enrolment, *more) -> str:
    return reverse(f"assessments:plan{name and '_'}{name}", args=[place.key, *more])


def text_of(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


# — The rules ——————————————————————————————————————————————————————————————————


def test_both_sides_answer_and_the_decision_stays_as_it_is(place, trainer, review, scope) -> None:
    before = Review.objects.values().get()
    answer(scope, 1, PLACE, "Wir haben uns entschieden.\r\n", by=place.user, now=BEFORE)
    answer_as_reviewer(review.revision, PLACE, "Gut so.", by=trainer, now=BEFORE)
    said = CommentEntry.objects.values_list("text", "by", "kind")
    assert list(said) == [
        ("Wir haben uns entschieden.", place.user.pk, "answer"),
        ("Gut so.", trainer.pk, "answer"),
    ]
    assert Review.objects.values().get() == before


def test_a_second_click_says_it_once(place, scope) -> None:
    for _ in range(2):
        answer(scope, 1, PLACE, "Ja.", by=place.user)
        mark(scope, 1, PLACE, done=True, by=place.user)
    assert list(CommentEntry.objects.values_list("kind", flat=True)) == ["answer", "done"]


def test_the_other_side_hears_of_answers_once_a_day_and_not_what_was_said(
    place, trainer, review, scope
) -> None:
    OutgoingMail.objects.all().delete()
    answer(scope, 1, PLACE, "Geheim.", by=place.user)
    answer(scope, 1, PLACE, "Noch etwas.", by=place.user)
    answer_as_reviewer(review.revision, PLACE, "Danke.", by=trainer)
    mails = OutgoingMail.objects.order_by("pk").select_related("recipient")
    assert [mail.recipient for mail in mails] == [trainer, place.user]
    assert f"/cms/rueckmeldungen/{review.revision_id}/" in mails[0].body
    assert "/mein-weg/" in mails[1].body
    assert not any(word in mail.body for mail in mails for word in ("Geheim", PLACE))
    choose(place.user, feedback=False)
    OutgoingMail.objects.all().delete()
    answer_as_reviewer(review.revision, PLACE, "Rufen Sie an.", by=trainer)
    assert not OutgoingMail.objects.exists()


def test_done_is_taken_back_and_both_stay_in_the_record(place, scope) -> None:
    mark(scope, 1, PLACE, done=False, by=place.user)
    for done in (True, False):
        mark(scope, 1, PLACE, done=done, by=place.user)
    assert list(CommentEntry.objects.values_list("kind", flat=True)) == ["done", "open"]


def test_what_was_said_is_never_changed(place, scope) -> None:
    answer(scope, 1, PLACE, "Ja.", by=place.user)
    with pytest.raises(TypeError):
        CommentEntry.objects.update(text="Nein.")
    with pytest.raises(TypeError):
        CommentEntry.objects.all().delete()


@pytest.mark.parametrize(("number", "key"), [(1, "abschnitt-0"), (1, "fremd"), (2, PLACE)])
def test_only_what_was_commented_on_can_be_talked_about(place, scope, number, key) -> None:
    with pytest.raises(NothingHere):
        answer(scope, number, key, "Ja.", by=place.user)
    with pytest.raises(NothingHere):
        mark(scope, number, key, done=True, by=place.user)


@pytest.mark.parametrize(
    ("text", "why"), [(" \n", "Bitte schreiben Sie"), ("x" * 4_001, "höchstens 4000 Zeichen")]
)
def test_an_answer_says_something_and_not_too_much(place, scope, text, why) -> None:
    with pytest.raises(AnswerRefused, match=why):
        answer(scope, 1, PLACE, text, by=place.user)


def test_while_the_text_rests_one_may_answer_but_not_mark(place, scope, review) -> None:
    write(review.revision.submission, "Neu")
    hand_in(scope, by=place.user, now=BEFORE)
    answer(scope, 1, PLACE, "Schon abgegeben.", by=place.user)
    with pytest.raises(Locked):
        mark(scope, 1, PLACE, done=True, by=place.user)


def test_whose_participation_has_ended_reads_on(place, scope) -> None:
    Enrolment.objects.update(state=Enrolment.State.ENDED)
    with pytest.raises(Locked):
        answer(scope, 1, PLACE, "Ja.", by=place.user)


def test_who_does_not_teach_the_cohort_answers_nothing(place, review) -> None:
    foreign = trainer_of(another_cohort(plan_of(place.cohort)))
    for person in (foreign, coordinator_of(place.cohort), place.user):
        with pytest.raises(NothingHere):
            answer_as_reviewer(review.revision, PLACE, "Ja.", by=person)


def test_erased_a_person_leaves_their_words_without_a_name(place, trainer, scope) -> None:
    from tests.factories import UserFactory

    mate = UserFactory()
    CommentEntry.objects.create(
        review=Review.objects.get(), key=PLACE, kind="answer", text="Ja.", by=mate
    )
    CommentEntry.lms_kept.eraser(mate.pk)
    assert list(CommentEntry.objects.values_list("text", "by")) == [("Ja.", None)]


# — The screens of those who write —————————————————————————————————————————————


def test_a_comment_is_open_until_it_is_done_or_its_place_has_changed(client, place, scope) -> None:
    client.force_login(place.user)
    assert "Eine Anmerkung ist offen" in text_of(client.get(at("", place)))
    mark(scope, 1, PLACE, done=True, by=place.user)
    assert "Eine Anmerkung ist offen" not in text_of(client.get(at("", place)))
    mark(scope, 1, PLACE, done=False, by=place.user)
    assert "1 Anmerkung offen" in text_of(client.get(at("", place)))
    write(scope.get(), "Anders")
    assert "1 Anmerkung offen" not in text_of(client.get(at("", place)))


def test_beside_the_section_what_was_typed_is_saved_with_the_answer(client, place, scope) -> None:
    client.force_login(place.user)
    address = at("section", place, PLACE)
    version = DraftSection.objects.get(section_id=PLACE).version
    sent = {
        "text": "Neuer Text",
        "version": version,
        f"answer-{PLACE}-text": "Bitte genauer fragen.",
        "beside": f"answer:1:{PLACE}",
    }
    assert client.post(address, sent).url == f"{address}#kommentar-{PLACE}"
    shown = text_of(client.get(address))
    for words in (SAID, "Ruth Adeyemi", "Bitte genauer fragen.", "Neuer Text", "geändert"):
        assert words in shown
    sent = {"text": "Neuer Text", "version": version + 1, "beside": f"done:1:{PLACE}"}
    client.post(address, sent)
    assert "Als erledigt markiert" in text_of(client.get(address))


def test_an_answer_is_kept_even_if_the_section_was_changed_elsewhere(client, place, scope) -> None:
    client.force_login(place.user)
    sent = {
        "text": "Aus einem alten Fenster",
        "version": 1,
        f"answer-{PLACE}-text": "Trotzdem.",
        "beside": f"answer:1:{PLACE}",
    }
    assert client.post(at("section", place, PLACE), sent).status_code == 409
    assert CommentEntry.objects.get().text == "Trotzdem."


def test_the_feedback_page_answers_marks_and_keeps_what_was_refused(client, place, scope) -> None:
    client.force_login(place.user)
    address, page = at("talk", place, 1), at("feedback", place, 1)
    sent = {"key": PLACE, f"answer-{PLACE}-text": "Danke.", "action": "answer"}
    assert client.post(address, sent).url == f"{page}#kommentar-{PLACE}"
    assert "Danke." in text_of(client.get(page))
    client.post(address, {"key": PLACE, "action": "done"})
    assert "erledigt" in text_of(client.get(page))
    client.post(address, {"key": PLACE, "action": "open"})
    long = "x" * 4_001
    refused = text_of(client.post(address, sent | {f"answer-{PLACE}-text": long}), 422)
    assert long in refused
    assert "höchstens 4000 Zeichen" in refused
    assert client.post(address, sent | {"key": "fremd"}).status_code == 422
    sent = {"key": "fremd", "answer-fremd-text": "Ja.", "action": "answer"}
    assert client.post(address, sent).status_code == 404


def test_what_was_typed_beside_a_mark_is_an_answer_too(client, place, scope) -> None:
    client.force_login(place.user)
    sent = {"key": PLACE, f"answer-{PLACE}-text": "Wir haben gefragt.", "action": "done"}
    long = "x" * 4_001
    refused = client.post(at("talk", place, 1), sent | {f"answer-{PLACE}-text": long})
    assert long in text_of(refused, 422)
    assert not CommentEntry.objects.exists()
    client.post(at("talk", place, 1), sent)
    said = list(CommentEntry.objects.values_list("kind", "text"))
    assert said == [("answer", "Wir haben gefragt."), ("done", "")]


def test_a_comment_survives_the_section_it_speaks_of(client, place, scope) -> None:
    version = scope.get().template_version
    newer = SectionTemplateVersion.objects.create(
        template=version.template, version=2, sections=to_json(make_sections(1))
    )
    Submission.objects.update(template_version=newer)
    client.force_login(place.user)
    for page in (at("", place), at("feedback", place, 1)):
        shown = text_of(client.get(page))
        assert "Zu früheren Abschnitten" in shown
        assert SAID in shown
    mark(scope, 1, PLACE, done=True, by=place.user)
    assert "Zu früheren Abschnitten" not in text_of(client.get(at("", place)))


def test_another_cohort_sees_and_says_nothing(client, place, scope) -> None:
    answer(scope, 1, PLACE, "Geheim.", by=place.user)
    other = enrol(another_cohort(plan_of(place.cohort)))
    client.force_login(other.user)
    sent = {"key": PLACE, f"answer-{PLACE}-text": "Ja.", "action": "answer"}
    assert client.post(at("talk", place, 1), sent).status_code == 404
    assert client.post(at("talk", other, 1), sent).status_code == 404
    assert client.post(at("talk", place, 1), sent | {"action": "done"}).status_code == 404
    assert client.get(at("feedback", place, 1)).status_code == 404
    assert CommentEntry.objects.count() == 1


# — The screens of those who teach —————————————————————————————————————————————


def test_the_next_reviewer_sees_what_became_of_each_comment(
    client, place, trainer, review, scope
) -> None:
    answer(scope, 1, PLACE, "Haben wir entschieden.", by=place.user)
    mark(scope, 1, PLACE, done=True, by=place.user)
    again = hand_in(scope, by=place.user, now=BEFORE)
    client.force_login(trainer)
    shown = text_of(client.get(reverse("lms_reviews:review", args=[again.pk])))
    for words in (SAID, "Haben wir entschieden.", "Als erledigt markiert von", "nicht geändert"):
        assert words in shown


def test_who_teaches_answers_where_the_decision_stands(client, place, trainer, review) -> None:
    client.force_login(trainer)
    address = reverse("lms_reviews:talk", args=[review.revision_id])
    page = reverse("lms_reviews:review", args=[review.revision_id])
    sent = {"key": PLACE, f"answer-{PLACE}-text": "Rufen Sie mich an."}
    assert client.post(address, sent).url == f"{page}#kommentar-{PLACE}"
    assert "Rufen Sie mich an." in text_of(client.get(page))
    assert "Bitte schreiben Sie" in text_of(client.post(address, {"key": PLACE}), 422)
    foreign = trainer_of(another_cohort(plan_of(place.cohort)))
    client.force_login(foreign)
    assert client.post(address, sent).status_code == 404


# — Speed ——————————————————————————————————————————————————————————————————————


@pytest.mark.parametrize("count", [1, 3])
def test_threads_take_one_statement_however_many_there_are(client, place, trainer, count) -> None:
    comments = {f"abschnitt-{n}": "Bitte genauer." for n in range(count)}
    review = returned(handed_in(place), trainer, section_comments=comments)
    scope = scope_of(review.revision.submission)
    for key in comments:
        for n in range(count):
            answer(scope, 1, key, f"Antwort {n}", by=place.user)
        mark(scope, 1, key, done=True, by=place.user)
    client.force_login(place.user)
    with CaptureQueriesContext(connection) as caught:
        text_of(client.get(at("section", place, "abschnitt-0")))
    assert sum("commententry" in query["sql"] for query in caught) == 1
    with CaptureQueriesContext(connection) as caught:
        text_of(client.get(at("feedback", place, 1)))
    assert sum("commententry" in query["sql"] for query in caught) == 1
    again = hand_in(scope, by=place.user, now=BEFORE + timedelta(days=1))
    client.force_login(trainer)
    with CaptureQueriesContext(connection) as caught:
        text_of(client.get(reverse("lms_reviews:review", args=[again.pk])))
    assert sum("commententry" in query["sql"] for query in caught) == 1
