"""What is kept of an exercise, and what follows from it."""

from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.h5p.models import H5PAttempt, H5PResult, H5PState, H5PStatement, erase_attempts
from content.h5p.player.launch import read
from courses.progress.models import Evidence
from tests.assessments.h5p.conftest import Player, key_of, make_exercise, statement
from tests.content.h5p.rows import add_version, make_content
from tests.factories import CohortFactory, RuleSetVersionFactory, enrol, make_programme
from tests.parallel import at_once

pytestmark = pytest.mark.django_db


def player_of(cohort: Any, page: Any, user: Any = None) -> Player:
    client = Client()
    client.force_login(user or enrol(cohort).user)
    return Player(client, page)


def results() -> list[tuple[str, float | None, float | None]]:
    return list(H5PResult.objects.order_by("pk").values_list("trust", "raw", "top"))


def test_a_finish_is_an_attempt_with_a_result_and_evidence(cohort, exercise) -> None:
    player = player_of(cohort, exercise)
    answer = player.say(statement(exercise, score=(3, 4)))
    assert answer.json()["said"].startswith("Aufgezeichnet: 3 von 4 Punkten.")
    attempt = H5PAttempt.objects.get()
    assert attempt.number == 1
    assert attempt.version == exercise.content.current
    assert attempt.finished_at is not None
    assert results() == [("client_reported", 3.0, 4.0)]
    evidence = Evidence.objects.get()
    assert (evidence.kind, evidence.requirement_key) == ("answered", key_of(exercise))


def test_the_actor_and_the_time_are_set_by_the_server(cohort, exercise) -> None:
    player = player_of(cohort, exercise)
    forged = {"actor": {"mbox": "mailto:chef@amt.example"}, "timestamp": "1999-01-01T00:00:00Z"}
    player.say({**statement(exercise), **forged})
    row = H5PStatement.objects.get()
    assert row.statement["actor"]["account"]["name"] == str(row.user_id)
    assert row.statement["timestamp"] == row.received_at.isoformat()


def test_a_known_content_type_is_scored_anew_whatever_the_browser_says(cohort, module) -> None:
    page = make_exercise(module, make_content("H5P.TrueFalse"))
    player = player_of(cohort, page)
    answer = player.say(statement(page, score=(1, 1), response="false"))
    assert answer.json()["said"].startswith("Aufgezeichnet: 0 von 1 Punkten.")
    assert "selbst geprüft" in answer.json()["said"]
    row = H5PResult.objects.get()
    assert (row.trust, row.raw, row.top, row.reported_raw) == ("verified", 0.0, 1.0, 1.0)


def answer_of(response: Any) -> tuple[str, Any]:
    """What was said, and where it goes on: a token also holds the second it was signed in."""
    data = response.json()
    return data["said"], read(data["token"])


def test_the_same_statement_twice_is_there_once_and_answered_alike(cohort, exercise) -> None:
    player = player_of(cohort, exercise)
    first_token, key = player.token, str(uuid4())
    first = answer_of(player.say(key=key))
    player.token = first_token
    assert answer_of(player.say(key=key)) == first
    # Also with the word for the next attempt.
    assert answer_of(player.say(key=key)) == first
    assert H5PAttempt.objects.count() == H5PStatement.objects.count() == 1
    assert len(results()) == Evidence.objects.count() == 1


def test_every_finish_is_another_attempt(cohort, exercise) -> None:
    player = player_of(cohort, exercise)
    stale = player.token
    player.say(statement(exercise, score=(0, 1)))
    player.say(statement(exercise, score=(1, 1)))
    player.token = stale  # a second window
    player.say(statement(exercise, score=(0, 1)))
    assert list(H5PAttempt.objects.values_list("number", flat=True)) == [1, 2, 3]
    assert [raw for _trust, raw, _top in results()] == [0.0, 1.0, 0.0]
    assert Evidence.objects.count() == 1


def test_parts_and_clicks_end_nothing(cohort, exercise) -> None:
    player = player_of(cohort, exercise)
    for said in (
        statement(exercise, sub="a1"),
        statement(exercise, "consumed", score=None),
        statement(exercise, "passed", score=None),
        statement(exercise, "completed", score=None),
        statement(exercise, "interacted", score=None),
    ):
        assert player.say(said).json() == {}
    attempt = H5PAttempt.objects.get()
    assert attempt.finished_at is None
    assert H5PStatement.objects.count() == 4  # not every click
    assert H5PResult.objects.count() == Evidence.objects.count() == 0


def test_without_a_top_it_is_finished_without_a_score(cohort, exercise) -> None:
    player = player_of(cohort, exercise)
    said = player.say(statement(exercise, "completed", score=(0, 0))).json()["said"]
    assert said.startswith("Aufgezeichnet: abgeschlossen, ohne Punkte. Das hat Ihr Browser")
    assert results() == [("client_reported", None, None)]
    assert Evidence.objects.count() == 1


def test_an_attempt_stays_with_its_version_when_another_is_uploaded(cohort, exercise) -> None:
    user = enrol(cohort).user
    player = player_of(cohort, exercise, user)
    old = exercise.content.current
    player.say(statement(exercise, sub="a1"))
    new = add_version(exercise.content)
    player.say()  # the page was still open
    player_of(cohort, exercise, user).say()
    attempts = H5PAttempt.objects.order_by("number")
    assert [row.version for row in attempts] == [old, new]
    assert H5PStatement.objects.filter(attempt=attempts[0]).count() == 2


def test_a_pass_mark_needs_points_and_the_chosen_attempt(cohort, module) -> None:
    page = make_exercise(module, policy="pass", pass_mark=80, grading="last")
    player = player_of(cohort, page)
    player.say(statement(page, score=(7, 10)))
    assert Evidence.objects.count() == 0
    player.say(statement(page, score=(8, 10)))
    assert Evidence.objects.count() == 1


def test_where_only_checked_results_count_the_browsers_word_is_not_enough(cohort, module) -> None:
    page = make_exercise(module, needs_firm=True)
    player_of(cohort, page).say()
    assert len(results()) == 1
    assert Evidence.objects.count() == 0
    checked = make_exercise(module, make_content("H5P.TrueFalse"), needs_firm=True)
    player_of(cohort, checked).say(statement(checked))
    assert Evidence.objects.get().requirement_key == key_of(checked)


def test_having_used_it_is_enough_for_what_tells_nothing(cohort, module) -> None:
    page = make_exercise(module, make_content("H5P.Accordion"))
    player = player_of(cohort, page)
    assert player.frame.viewed
    assert player.say(viewed=True).json() == {}
    assert (Evidence.objects.count(), H5PStatement.objects.count()) == (1, 0)


def test_having_used_it_is_not_enough_for_what_is_finished(cohort, exercise) -> None:
    assert player_of(cohort, exercise).say(viewed=True).status_code == 403
    assert Evidence.objects.count() == 0


def test_where_only_the_person_knows_they_say_so(client, cohort, module) -> None:
    page = make_exercise(module, make_content("H5P.Dialogcards"))
    client.force_login(enrol(cohort).user)
    assert "Ich bin damit durch" in client.get(page.url).content.decode()
    for _twice in range(2):
        client.post(f"/lernen/{key_of(page)}/h5p-fertig/")
    assert Evidence.objects.count() == 1
    shown = client.get(page.url).content.decode()
    assert "Ich bin damit durch" not in shown
    assert "abgeschlossen" in shown


def test_saying_so_is_not_enough_for_what_is_finished(client, cohort, exercise) -> None:
    client.force_login(enrol(cohort).user)
    client.post(f"/lernen/{key_of(exercise)}/h5p-fertig/")
    assert Evidence.objects.count() == 0


# — Where somebody stopped ———————————————————————————————————————————————————————


def stopped_at(answer: Any) -> Any:
    facts = answer.context["integration"]["contents"]
    (content,) = facts.values()
    return content["contentUserData"]


def test_somebody_goes_on_where_they_stopped_in_another_browser(cohort, exercise) -> None:
    user = enrol(cohort).user
    player = player_of(cohort, exercise, user)
    player.keep('{"answer": "a"}')
    assert player.keep('{"answer": "b"}').status_code == 200
    player.keep('{"page": 2}', subContentId="a1")
    elsewhere = player_of(cohort, exercise, user)
    expected = {"0": {"state": '{"answer": "b"}'}, "a1": {"state": '{"page": 2}'}}
    assert stopped_at(elsewhere.open_frame()) == expected


def test_nobody_goes_on_where_somebody_else_stopped(cohort, exercise) -> None:
    player_of(cohort, exercise).keep('{"answer": "b"}')
    assert stopped_at(player_of(cohort, exercise).open_frame()) == {"0": {}}


def test_a_new_version_asks_to_begin_anew(cohort, exercise) -> None:
    user = enrol(cohort).user
    player_of(cohort, exercise, user).keep('{"answer": "b"}')
    add_version(exercise.content)
    player = player_of(cohort, exercise, user)
    assert stopped_at(player.open_frame()) == {"0": {"state": "RESET"}}
    player.keep(None)
    assert H5PState.objects.count() == 0


def test_beginning_anew_forgets_the_place_and_keeps_the_results(client, cohort, exercise) -> None:
    user = enrol(cohort).user
    player = player_of(cohort, exercise, user)
    player.say()
    player.keep('{"answer": "b"}')
    client.force_login(user)
    assert client.post(f"/lernen/{key_of(exercise)}/h5p-neu/").headers["Location"] == exercise.url
    assert (H5PState.objects.count(), H5PResult.objects.count()) == (0, 1)


# — How it is shown —————————————————————————————————————————————————————————————


def test_a_person_reads_what_became_of_each_attempt(client, cohort, module) -> None:
    page = make_exercise(module, make_content("H5P.TrueFalse"))
    user = enrol(cohort).user
    player = player_of(cohort, page, user)
    player.say(statement(page, response="false"))
    player.say(statement(page, response="true"))
    client.force_login(user)
    shown = client.get(page.url)
    assert [row.points for row in shown.context["exercise"].attempts] == [
        "1 von 1 Punkten",
        "0 von 1 Punkten",
    ]
    assert shown.context["exercise"].grade == "Es zählt der beste Versuch: 100 von 100."
    assert "Wir haben die Punkte selbst geprüft." in shown.content.decode()


def test_without_script_a_sentence_and_the_same_in_words(client, cohort, exercise) -> None:
    client.force_login(enrol(cohort).user)
    shown = client.get(exercise.url).content.decode()
    assert "Diese Übung braucht JavaScript." in shown
    assert exercise.alternative in shown
    assert "<iframe" not in shown


@pytest.mark.parametrize(
    ("library", "is_wide"),
    [("H5P.CoursePresentation", True), ("H5P.Timeline", True), ("H5P.Summary", False)],
)
def test_only_stages_take_the_whole_page(client, cohort, module, library: str, is_wide: bool):
    page = make_exercise(module, make_content(library))
    client.force_login(enrol(cohort).user)
    shown = client.get(page.url)
    assert ("ui-wrap--narrow" in shown.content.decode()) is not is_wide


def test_our_style_of_the_frame_follows_the_cores(cohort, exercise) -> None:
    frame = player_of(cohort, exercise).open_frame().content.decode()
    core, ours = frame.index("h5p/styles/h5p.css"), frame.index("lms/h5p/player.css")
    assert core < ours


# — How much it costs ——————————————————————————————————————————————————————————


@pytest.mark.parametrize("others", [1, 3])
def test_the_player_takes_at_most_seven_statements(cohort, module, others) -> None:
    page = make_exercise(module, make_content(others=others))
    player = player_of(cohort, page)
    with CaptureQueriesContext(connection) as queries:
        assert player.open_frame().status_code == 200
    # Signing in takes two of them.
    assert len(queries) == 7, [query["sql"] for query in queries]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_as_many_statements_for_every_attempt(client, cohort, exercise, count):
    user = enrol(cohort).user
    player = player_of(cohort, exercise, user)
    for _ in range(count):
        player.say()
    client.force_login(user)
    client.get(exercise.url)  # what is cached from now on
    with CaptureQueriesContext(connection) as queries:
        assert client.get(exercise.url).status_code == 200
    asked = [q["sql"] for q in queries if "h5p" in q["sql"].lower()]
    assert len(asked) == 5, asked


def asked_for(send: Any) -> list[str]:
    """Statements of one request, without what only frames a transaction."""
    with CaptureQueriesContext(connection) as queries:
        assert send().status_code == 200
    return [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]


@pytest.mark.parametrize("before", [1, 3])
def test_a_statement_about_a_part_takes_six(cohort, exercise, before) -> None:
    player = player_of(cohort, exercise)
    for _ in range(before):
        player.say(statement(exercise, sub="a1"))
    said = statement(exercise, sub="a2")
    asked = asked_for(lambda: player.say(said))
    # Session and person, exercise, places, attempt, statement.
    assert len(asked) == 6, asked


@pytest.mark.parametrize("before", [1, 3])
def test_keeping_where_somebody_stopped_takes_five(cohort, exercise, before) -> None:
    player = player_of(cohort, exercise)
    for number in range(before):
        player.keep("{}", subContentId=f"a{number}")
    asked = asked_for(lambda: player.keep('{"page": 2}'))
    assert len(asked) == 5, asked


@pytest.mark.parametrize("before", [1, 3])
@pytest.mark.parametrize("parts", [0, 1])
def test_a_finish_of_somebody_who_is_through_takes_eight(cohort, module, before, parts) -> None:
    """After parts of the same attempt, and right after another finish."""
    close(cohort)
    page = make_exercise(module, make_content("H5P.TrueFalse", others=before))
    player = player_of(cohort, page)
    said = statement(page)
    for _ in range(before):
        player.say(said)
    for number in range(parts * before):
        player.say(statement(page, sub=f"a{number}"))
    asked = asked_for(lambda: player.say(said))
    # Beyond a statement: the end of the attempt or another one, the result.
    assert len(asked) == 8, asked
    assert not [sql for sql in asked if "wagtailcore_page" in sql or "semantics" in sql]
    assert H5PResult.objects.filter(trust="verified", raw=1).count() == before + 1
    assert Evidence.objects.filter(kind="answered").count() == 1


def close(cohort: Any) -> None:
    """A rule with a deadline, which is not over."""
    definition = {"rules": [{"type": "count", "kinds": ["h5p"]}], "days_after_end": 0}
    cohort.rule_version = RuleSetVersionFactory(provider=cohort.provider, definition=definition)
    cohort.save()


def test_a_finish_asks_for_a_new_version_once(cohort, exercise) -> None:
    user = enrol(cohort).user
    player_of(cohort, exercise, user).say()
    add_version(exercise.content)
    player, said = player_of(cohort, exercise, user), statement(exercise)
    assert [len(asked_for(lambda: player.say(said))) for _ in range(2)] == [9, 8]


@pytest.mark.parametrize("before", [1, 3])
def test_a_finish_that_is_not_enough_takes_ten(cohort, module, before) -> None:
    page = make_exercise(module, policy="pass", pass_mark=80)
    player = player_of(cohort, page)
    said = statement(page, score=(1, 10))
    for _ in range(before):
        player.say(said)
    # The page with what is enough, and the results so far.
    asked = asked_for(lambda: player.say(said))
    assert len(asked) == 10, asked
    assert Evidence.objects.count() == 0


def test_every_place_of_the_programme_gets_evidence(cohort, exercise) -> None:
    user = enrol(cohort).user
    player = player_of(cohort, exercise, user)
    player.say()
    enrol(CohortFactory(programme=cohort.programme), user)
    for _ in range(2):
        player.say()
        assert Evidence.objects.count() == 2


def test_a_page_with_an_older_version_ends_its_own_attempt(cohort, exercise) -> None:
    """Another window has gone on with a newer one meanwhile."""
    user = enrol(cohort).user
    player = player_of(cohort, exercise, user)
    player.say(statement(exercise, sub="a1"))
    add_version(exercise.content)
    other = player_of(cohort, exercise, user)
    other.say(statement(exercise, sub="a1"))
    player.say(statement(exercise, sub="a2"))
    player.say()
    first, second = H5PAttempt.objects.order_by("number")
    assert (first.finished_at is None, second.finished_at is None) == (False, True)
    assert (first.statements.count(), second.statements.count()) == (3, 1)
    other.say()
    player.say()  # its word is for what comes after the first
    attempts = H5PAttempt.objects.exclude(finished_at=None).order_by("number")
    versions = [first.version_id, second.version_id, first.version_id]
    assert [row.version_id for row in attempts] == versions


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("parts", [0, 1])
def test_two_finishes_at_once_are_two_attempts(parts) -> None:
    cohort = CohortFactory(programme=make_programme(modules=1, lessons=1))
    module = cohort.programme.activities.get(kind="module").page.specific
    page = make_exercise(module, make_content("H5P.TrueFalse"))
    user, said = enrol(cohort).user, statement(page)
    windows = [player_of(cohort, page, user) for _ in range(2)]
    for number in range(2):
        for _ in range(parts):
            windows[0].say(statement(page, sub=f"a{number}"))
        answers = at_once(*[partial(window.say, said) for window in windows])
        assert [getattr(answer, "status_code", answer) for answer in answers] == [200, 200]
        numbers = H5PAttempt.objects.exclude(finished_at=None).values_list("number", flat=True)
        assert sorted(numbers) == list(range(1, 2 * number + 3))
        assert H5PResult.objects.count() == 2 * number + 2
    assert Evidence.objects.filter(kind="answered").count() == 1


def test_what_was_still_on_its_way_stays_with_its_attempt(cohort, exercise) -> None:
    player = player_of(cohort, exercise)
    player.say(statement(exercise, sub="a1"))
    first, key = player.token, str(uuid4())
    player.say(key=key)
    player.token = first
    player.say(statement(exercise, sub="a2"))
    player.say(key=key)
    assert H5PStatement.objects.filter(attempt__number=1).count() == 3
    assert H5PAttempt.objects.count() == 1


def test_a_person_is_erased_from_what_they_left(cohort, exercise) -> None:
    user, other = enrol(cohort).user, enrol(cohort).user
    for person in (user, other):
        player_of(cohort, exercise, person).say()
    erase_attempts(user.pk)
    assert H5PAttempt.objects.get().user == other
    assert H5PStatement.objects.count() == H5PResult.objects.count() == 1
