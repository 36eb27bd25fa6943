"""Every kind of question on a page: asked, answered, kept, and nothing lost."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.quiz.models import QuizAttempt
from assessments.quiz.pages import QuizPage
from tests.assessments.quiz.conftest import (
    address,
    correction,
    filled,
    gaps,
    item,
    make_quiz,
    matching,
    mixed,
    of_every_kind,
    ordering,
    question,
    short_text,
)
from tests.factories import enrol

pytestmark = pytest.mark.django_db
TWELVE = [item(text=f"Schritt {n}", feedback="") for n in range(10)]


@pytest.fixture
def person(client, cohort) -> Any:
    user = enrol(cohort).user
    client.force_login(user)
    return user


@pytest.fixture
def page(module) -> QuizPage:
    return make_quiz(module, of_every_kind())


def text_of(response: Any) -> str:
    return response.content.decode()


def order_of(response: Any) -> list[Any]:
    """The fields with the values they offer, as they are shown."""
    form = response.context["test"].form
    return [
        (name, [value for value, _text in getattr(field, "choices", ())])
        for name, field in form.fields.items()
    ]


def values_of(response: Any) -> dict[str, Any]:
    return {bound.html_name: bound.value() for bound in response.context["test"].form}


def chosen(value: Any) -> set[str]:
    return {value} if isinstance(value, str) else set(value)


# — Answered —————————————————————————————————————————————————————————————————————————


def test_a_test_of_every_kind_is_answered_and_shown_again(client, person, page) -> None:
    sent = filled(page)
    assert client.post(address(page), sent).headers["Location"] == page.url
    attempt = QuizAttempt.objects.get()
    assert (attempt.correct, attempt.total) == (7, 7)
    shown = client.get(page.url)
    assert "Jede geprüfte Antwort passt." in text_of(shown)
    assert "Eine Antwort vergleichen Sie selbst mit der Musterantwort." in text_of(shown)
    values = values_of(shown)
    assert {name: chosen(values[name]) for name in values} == {n: chosen(sent[n]) for n in values}


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (matching, ["0 von 3 passen.", "Es wird gehandelt.", "Noch nicht."]),
        (ordering, ["0 von 3 stehen an ihrer Stelle.", "Ohne Rahmen kein Gespräch."]),
        (gaps, ["0 von 2 Lücken passen.", "Das Wort davor."]),
        (correction, ["0 von 3 Feldern passen.", "Regel für A."]),
    ],
)
def test_what_does_not_fit_gets_its_clue(client, person, module, made, said) -> None:
    page = make_quiz(module, [made(), question()])
    client.post(address(page), filled(page, right=False))
    shown = text_of(client.get(page.url))
    assert all(words in shown for words in said)
    assert "Das passt." not in shown


def test_a_short_text_is_compared_not_graded(client, person, module) -> None:
    page = make_quiz(module, [short_text()])
    before = text_of(client.get(page.url))
    assert "Zehn Beschwerden" not in before
    client.post(address(page), filled(page))
    attempt = QuizAttempt.objects.get()
    assert (attempt.correct, attempt.total) == (0, 0)
    shown = text_of(client.get(page.url))
    assert "Zehn Beschwerden in einer Woche." in shown
    assert "Kann man es zählen?" in shown
    assert "Eine Antwort vergleichen Sie selbst" in shown
    assert "passt." not in shown


def test_the_form_carries_no_solution(client, person, page) -> None:
    shown = text_of(client.get(page.url))
    for words in ("Accountable", "Es wird gehandelt", "Ohne Rahmen", "Regel für", "Zehn"):
        assert words not in shown
    right = next(q for q in page.quiz.questions if q.kind == "matching")
    for pair in right.pairs:  # which of the targets is its own cannot be told from an id
        assert f'value="{pair.id}"' not in shown


def test_typed_words_are_shown_as_words(client, person, module) -> None:
    page = make_quiz(module, [gaps(), short_text()])
    own = "<script>alert(1)</script>"
    names = [name for name in filled(page) if name not in ("version", "token")]
    client.post(address(page), filled(page, **dict.fromkeys(names, own)))
    shown = text_of(client.get(page.url))
    assert own not in shown
    assert shown.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 3


# — Order ————————————————————————————————————————————————————————————————————————————


def test_everybody_has_an_order_and_keeps_it(client, cohort, module) -> None:
    page = make_quiz(module, [ordering(steps=TWELVE), question("single", *[True] + [False] * 7)])
    page.shuffle = True
    page.save_revision().publish()
    orders = []
    for _person in range(2):
        client.force_login(enrol(cohort).user)
        first = client.get(page.url)
        failed = client.post(address(page), filled(page, **{page.quiz.questions[1].id: ""}))
        assert failed.status_code == 422
        client.post(address(page), filled(page))
        done, afresh = client.get(page.url), client.get(f"{page.url}?selbsttest=neu")
        orders.append(order_of(first))
        assert order_of(failed) == order_of(done) == order_of(afresh) == orders[-1]
    assert orders[0] != orders[1]


def test_options_are_mixed_where_the_page_says_so(client, person, module) -> None:
    page = make_quiz(module, [question("single", *[True] + [False] * 7), question("truefalse")])
    written = [[option.id for option in q.options] for q in page.quiz.questions]
    assert [values for _name, values in order_of(client.get(page.url))] == written
    page.shuffle = True
    page.save_revision().publish()
    (_one, mixed), (_two, true_false) = order_of(client.get(page.url))
    assert mixed != written[0]
    assert sorted(mixed) == sorted(written[0])
    assert true_false == written[1]


# — What is wrong with a form ——————————————————————————————————————————————————————————


def test_what_is_missing_is_named_and_the_rest_stays(client, person, page) -> None:
    sent = filled(page)
    for name in list(sent):
        if name not in ("version", "token") and "." in name:
            sent[name] = ""
            break
    response = client.post(address(page), sent)
    assert response.status_code == 422
    assert "Bitte wählen Sie eine Antwort." in text_of(response)
    values = values_of(response)
    assert all(values[name] in (sent[name], [sent[name]]) for name in values if sent[name])
    assert QuizAttempt.objects.count() == 0


@pytest.mark.parametrize("made", [matching, ordering, correction])
def test_forged_values_are_refused(client, person, module, made) -> None:
    page = make_quiz(module, [made(), question()])
    sent = filled(page)
    names = [name for name in sent if "." in name]
    for forged in (names[:1], names):
        foreign = dict.fromkeys(forged, page.quiz.questions[1].options[0].id)
        response = client.post(address(page), sent | foreign)
        assert response.status_code == 422
        assert "Diese Antwort gehört nicht zur Frage." in text_of(response)
    assert QuizAttempt.objects.count() == 0


def test_fields_nobody_asked_for_are_not_looked_at(client, person, page) -> None:
    key = page.quiz.questions[3].id
    client.post(address(page), filled(page, **{f"{key}.fremd": "x", "fremd": "y"}))
    assert "fremd" not in str(QuizAttempt.objects.get().answers)


def test_two_steps_in_one_place_are_named(client, person, module) -> None:
    page = make_quiz(module, [ordering()])
    sent = filled(page)
    places = {name: "2" for name in sent if "." in name}
    response = client.post(address(page), sent | places)
    assert response.status_code == 422
    assert "An Stelle 2 steht noch ein Schritt." in text_of(response)
    assert values_of(response) == places


def test_leaving_a_wrong_row_as_it_is_is_no_answer(client, person, module) -> None:
    page = make_quiz(module, [correction()])
    untouched = values_of(client.get(page.url))
    response = client.post(address(page), filled(page, **untouched))
    assert response.status_code == 422
    assert "In dieser Zeile ist etwas falsch." in text_of(response)


def test_texts_have_their_limits(client, person, module) -> None:
    page = make_quiz(module, [gaps(), short_text()])
    too_long = {name: "a" * 1501 for name in filled(page) if name not in ("version", "token")}
    response = client.post(address(page), filled(page, **too_long))
    assert response.status_code == 422
    assert values_of(response) == too_long
    assert QuizAttempt.objects.count() == 0


def test_a_test_edited_meanwhile_keeps_what_was_typed(client, person, page) -> None:
    sent = filled(page, right=False)
    for child in page.questions:
        child.value["text"] += " Neu."
    page.save_revision().publish()
    response = client.post(address(page), sent)
    assert response.status_code == 422
    assert "wurde geändert, während Sie geantwortet haben" in text_of(response)
    values = values_of(response)
    assert all(values[name] in (sent[name], [sent[name]]) for name in values)


# — Best and last ——————————————————————————————————————————————————————————————————————


def test_the_best_and_the_last_attempt_are_shown(client, person, module) -> None:
    page = make_quiz(module, of_every_kind())
    client.post(address(page), filled(page))
    assert "Versuche:" not in text_of(client.get(page.url))
    client.post(address(page), filled(page, right=False))
    for query in ("", "?selbsttest=neu"):
        shown = text_of(client.get(page.url + query))
        assert "2 Versuche: zuletzt 0 von 7, am besten 7 von 7." in shown


def test_attempts_at_other_questions_are_not_compared(client, person, quiz, lesson) -> None:
    client.post(address(quiz), filled(quiz))
    quiz.questions[0].value["text"] = "Welche Stufe liegt nahe?"
    quiz.save_revision().publish()
    for _go in range(2):
        client.post(address(quiz), filled(quiz, right=False))
    assert "2 Versuche: zuletzt 0 von 3, am besten 0 von 3." in text_of(client.get(lesson.url))


# — Statements ————————————————————————————————————————————————————————————————————————


def statements(client: Any, method: str, url: str, data: Any = None) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert getattr(client, method)(url, data).status_code in (200, 302)
    return len(captured)


def test_three_and_twenty_questions_take_the_same_statements(client, person, module) -> None:
    counts = []
    for count in (3, 20):
        page = make_quiz(module, mixed(count))
        client.get(page.url)  # the addresses of the site are known
        asked = statements(client, "get", page.url)
        first = statements(client, "post", address(page), filled(page))
        second = statements(client, "post", address(page), filled(page, right=False))
        counts.append((asked, first, second, statements(client, "get", page.url)))
        page.delete()
    assert counts[0] == counts[1]
    assert counts[0][1:3] == (14, 6)


# — Without script ——————————————————————————————————————————————————————————————————————


def test_every_field_has_a_label_of_its_own(client, person, page) -> None:
    shown = text_of(client.get(page.url))
    ids = set(re.findall(r'<(?:select|textarea|input type="text")[^>]* id="(answer-[^"]+)"', shown))
    assert len(ids) == 12
    assert ids <= set(re.findall(r'<label[^>]* for="(answer-[^"]+)"', shown))
    assert "_said" not in shown


def test_what_is_said_is_tied_to_its_field(client, person, page) -> None:
    client.post(address(page), filled(page))
    shown = text_of(client.get(page.url))
    said = set(re.findall(r'id="(answer-[^"]+_said)"', shown))
    assert len(said) == 11
    assert said == set(re.findall(r'aria-describedby="(answer-[^"]+_said)"', shown))
