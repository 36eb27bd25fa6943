"""The plan's screens as a participant meets them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from assessments.assignment.domain.drafts import values_of
from assessments.assignment.models import DraftSection, Revision, Submission
from courses.cohorts.models import Enrolment, ScheduleEntry
from tests.assessments.plans import (
    accepted,
    another_cohort,
    begin,
    handed_in,
    make_cohort,
    plan_of,
    returned,
    write,
)
from tests.factories import CohortFactory, UserFactory, enrol, trainer_of

pytestmark = pytest.mark.django_db
AHEAD = datetime(2100, 1, 1, tzinfo=UTC)
BEHIND = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def enrolment(client):
    enrolment = enrol(make_cohort(due=AHEAD))
    client.force_login(enrolment.user)
    return enrolment


def at(name: str, enrolment: Enrolment, *more) -> str:
    return reverse(f"assessments:{name}", args=[enrolment.key, *more])


def page(client, name: str, enrolment: Enrolment, *more) -> str:
    response = client.get(at(name, enrolment, *more))
    assert response.status_code == 200
    return response.content.decode()


def section(enrolment, slug="abschnitt-1") -> str:
    return at("plan_section", enrolment, slug)


def autosave(client, enrolment, text, version, slug="abschnitt-1"):
    data = {"text": text, "version": version}
    return client.post(section(enrolment, slug), data, headers={"X-Autosave": "1"})


# — Finding the plan ———————————————————————————————————————————————————————————


def test_the_plan_of_the_one_running_place_opens_by_itself(client, enrolment) -> None:
    assert client.get("/plan/").url == at("plan", enrolment)


def test_an_ended_place_gives_way_to_the_running_one(client, enrolment) -> None:
    ended = enrol(make_cohort(slug="frueher"), enrolment.user, state=Enrolment.State.ENDED)
    Submission.objects.create(
        enrolment=ended,
        activity_key=plan_of(ended.cohort).lms_activity.key,
        title="Plan",
        template_version=plan_of(ended.cohort).template_version,
        rubric_version=plan_of(ended.cohort).rubric_version,
    )
    assert client.get("/plan/").url == at("plan", enrolment)


def test_several_plans_are_offered_to_choose_from(client, enrolment) -> None:
    other = enrol(another_cohort(plan_of(enrolment.cohort)), enrolment.user)
    text = client.get("/plan/").content.decode()
    assert "Welcher Plan?" in text
    assert at("plan", enrolment) in text
    assert at("plan", other) in text


def test_without_a_plan_the_page_says_so(client) -> None:
    client.force_login(enrol(CohortFactory()).user)
    assert "Hier gibt es noch keinen Plan für Sie" in client.get("/plan/").content.decode()


def test_strangers_are_asked_to_sign_in(client) -> None:
    enrolment = enrol(make_cohort())
    for address in ("/plan/", at("plan", enrolment), section(enrolment)):
        assert client.get(address).url == f"/konto/anmelden/?next={address}"


def test_the_agreement_comes_first(client) -> None:
    enrolment = enrol(make_cohort(), agreed=False)
    client.force_login(enrolment.user)
    assert client.get(at("plan", enrolment)).url == f"/vertraulichkeit/{enrolment.cohort_id}/"
    assert client.post(at("plan_begin", enrolment)).status_code == 404


# — Beginning and writing ——————————————————————————————————————————————————————


def test_the_page_of_the_plan_leads_to_the_workspace(client, enrolment) -> None:
    assert client.get(plan_of(enrolment.cohort).url).url == "/plan/"


def test_a_plan_begins_with_its_first_section(client, enrolment) -> None:
    text = page(client, "plan", enrolment)
    assert "0. Abschnitt 0" in text
    assert "Plan beginnen" in text
    response = client.post(at("plan_begin", enrolment))
    assert response.url == section(enrolment, "abschnitt-0")
    assert client.post(at("plan_begin", enrolment)).url == response.url
    assert Submission.objects.count() == 1


def test_a_plan_that_opens_later_cannot_be_begun(client, enrolment) -> None:
    ScheduleEntry.objects.update(opens_on=timezone.localdate() + timedelta(days=9))
    assert "Noch nicht offen" in page(client, "plan", enrolment)
    assert client.post(at("plan_begin", enrolment)).status_code == 404
    assert Submission.objects.count() == 0


def test_a_section_shows_help_prompts_and_neighbours(client, enrolment) -> None:
    begin(enrolment)
    text = page(client, "plan_section", enrolment, "abschnitt-1")
    for words in ("1. Abschnitt 1", "Worum es geht.", "Wer?", "0. Abschnitt 0"):
        assert words in text
    assert "Weiter zu 2. Abschnitt 2" in text
    assert text.count("ui-btn--next") == 1


def test_what_is_typed_is_saved_while_typing(client, enrolment) -> None:
    submission = begin(enrolment)
    response = autosave(client, enrolment, "Zeile eins\r\nZeile zwei ", 1)
    assert (response.status_code, response.json()["version"]) == (200, 2)
    assert values_of(submission)["abschnitt-1"].get("text", "") == "Zeile eins\nZeile zwei "


def test_without_script_the_form_saves_and_goes_on(client, enrolment) -> None:
    submission = begin(enrolment)
    goes = client.post(section(enrolment), {"text": "Wort", "version": 1, "go": "next"})
    assert goes.url == section(enrolment, "abschnitt-2")
    stays = client.post(section(enrolment), {"text": "Wort zwei", "version": 2})
    assert stays.url == section(enrolment)
    last = client.post(section(enrolment, "anlagen"), {"text": "", "version": 1, "go": "hand-in"})
    assert last.url == at("plan_hand_in", enrolment)
    assert values_of(submission)["abschnitt-1"].get("text", "") == "Wort zwei"


def test_a_double_click_saves_once(client, enrolment) -> None:
    begin(enrolment)
    for _ in range(2):
        response = client.post(section(enrolment), {"text": "Wort", "version": 1, "go": "next"})
        assert response.url == section(enrolment, "abschnitt-2")
    assert DraftSection.objects.get(section_id="abschnitt-1").version == 2


def test_two_tabs_are_shown_both_texts_by_the_script(client, enrolment) -> None:
    begin(enrolment)
    autosave(client, enrolment, "aus Tab eins", 1)
    response = autosave(client, enrolment, "aus Tab zwei", 1)
    assert response.status_code == 409
    assert response.json() == {"version": 2, "theirs": {"text": "aus Tab eins"}}


@pytest.mark.parametrize(
    ("keep", "stands"),
    [
        ("mine", "aus Tab zwei"),
        ("theirs", "aus Tab eins"),
        ("both", "aus Tab zwei\n\naus Tab eins"),
    ],
)
def test_two_tabs_are_shown_both_texts_on_a_page(client, enrolment, keep, stands) -> None:
    submission = begin(enrolment)
    autosave(client, enrolment, "aus Tab eins", 1)
    response = client.post(section(enrolment), {"text": "aus Tab zwei", "version": 1})
    text = response.content.decode()
    assert response.status_code == 409
    assert "Zwei Texte, ein Abschnitt" in text
    assert "aus Tab eins" in text
    assert "aus Tab zwei" in text
    assert values_of(submission)["abschnitt-1"].get("text", "") == "aus Tab eins"
    client.post(section(enrolment), {"text": "aus Tab zwei", "version": 2, "keep": keep})
    assert values_of(submission)["abschnitt-1"].get("text", "") == stands


def test_too_long_a_text_is_told_and_kept_in_the_form(client, enrolment) -> None:
    begin(enrolment)
    long = "Wort " * 11_000
    said = "Ein Abschnitt hat höchstens 50000 Zeichen, das sind 55000."
    response = autosave(client, enrolment, long, 1)
    assert (response.status_code, said in response.json()["errors"]["text"][0]) == (400, True)
    response = client.post(section(enrolment), {"text": long, "version": 1})
    assert response.status_code == 400
    assert long in response.content.decode()


def test_a_paste_of_five_megabytes_gets_a_clear_answer(client, enrolment) -> None:
    submission = begin(enrolment)
    huge = "x" * 5_000_000
    response = autosave(client, enrolment, huge, 1)
    assert response.status_code == 413
    assert "zu lang" in response.json()["errors"]["text"][0]
    response = client.post(section(enrolment), {"text": huge, "version": 1})
    assert response.status_code == 413
    assert "Der Text ist zu lang" in response.content.decode()
    assert values_of(submission)["abschnitt-1"].get("text", "") == ""


def test_entries_in_the_thousands_get_a_clear_answer(client, enrolment) -> None:
    submission = begin(enrolment)
    many = {f"feld-{n}": "x" for n in range(4000)}
    response = client.post(section(enrolment), {"text": "Worte", "version": 1, **many})
    assert response.status_code == 413
    assert "zu viele Einträge" in response.content.decode()
    assert values_of(submission)["abschnitt-1"] == {}


def test_saving_is_guarded_against_foreign_forms(client, enrolment) -> None:
    begin(enrolment)
    strict = type(client)(enforce_csrf_checks=True)
    strict.force_login(enrolment.user)
    assert strict.post(section(enrolment), {"text": "x", "version": 1}).status_code == 403


def test_a_wrong_version_is_refused_and_the_text_kept(client, enrolment) -> None:
    begin(enrolment)
    response = client.post(section(enrolment), {"text": "Mein Text", "version": "viele"})
    assert response.status_code == 400
    assert "Mein Text" in response.content.decode()


def test_ways_to_reach_a_person_are_pointed_out(client, enrolment) -> None:
    begin(enrolment)
    autosave(client, enrolment, "Bereitschaft 0231 50-22222", 1)
    text = page(client, "plan_section", enrolment, "abschnitt-1")
    assert "0231 50-22222“ sieht aus wie eine Telefonnummer" in text


def test_what_people_write_is_never_markup(client, enrolment) -> None:
    revision = handed_in(enrolment, "<script>alert(1)</script>")
    returned(revision, trainer_of(enrolment.cohort), letter="<b>x</b>", headline="<i>y</i>")
    for name, *more in (
        ("plan_section", "abschnitt-1"),
        ("plan_version", 1),
        ("plan_feedback", 1),
        ("plan",),
    ):
        text = page(client, name, enrolment, *more)
        assert "<script>alert" not in text
        assert "<b>x" not in text
        assert "<i>y" not in text


# — Handing in —————————————————————————————————————————————————————————————————


def test_the_check_list_links_what_is_missing(client, enrolment) -> None:
    begin(enrolment)
    autosave(client, enrolment, "Text", 1)
    text = page(client, "plan_hand_in", enrolment)
    assert "2 Pflichtabschnitte sind noch leer." in text
    assert section(enrolment, "abschnitt-0") in text
    assert 'aria-disabled="true"' in text


def test_handing_in_what_is_missing_is_refused_in_words(client, enrolment) -> None:
    begin(enrolment)
    text = client.post(at("plan_hand_in", enrolment), {"checked": "on"}).content.decode()
    assert "3 Pflichtabschnitte sind noch leer." in text
    assert Revision.objects.count() == 0


def test_handing_in_asks_for_the_last_look(client, enrolment) -> None:
    write(begin(enrolment))
    assert "Bitte prüfen Sie das" in client.post(at("plan_hand_in", enrolment)).content.decode()
    assert Revision.objects.count() == 0


def test_a_double_click_hands_in_once_and_says_so(client, enrolment) -> None:
    write(begin(enrolment))
    for _ in range(2):
        response = client.post(at("plan_hand_in", enrolment), {"checked": "on"})
        assert response.url == at("plan", enrolment)
    assert Revision.objects.count() == 1
    assert "Fassung 1 ist eingereicht" in page(client, "plan", enrolment)


def test_too_late_is_said_and_the_draft_stays(client, enrolment) -> None:
    submission = begin(enrolment)
    write(submission)
    ScheduleEntry.objects.update(due_at=BEHIND)
    for text in (
        page(client, "plan_hand_in", enrolment),
        client.post(at("plan_hand_in", enrolment), {"checked": "on"}).content.decode(),
    ):
        assert "Ihr Entwurf bleibt, wie er ist." in text
        assert "Bitte fragen Sie sie oder die Koordination." in text
    assert Revision.objects.count() == 0
    assert autosave(client, enrolment, "weiter", 2).status_code == 200


def test_handed_in_the_text_is_read_only_and_typing_gets_a_clear_answer(client, enrolment) -> None:
    handed_in(enrolment)
    said = "Diese Arbeit ist eingereicht. Nach der Rückmeldung können Sie sie wieder ändern."
    text = page(client, "plan_section", enrolment, "abschnitt-1")
    assert said in text
    assert "<textarea" not in text
    response = autosave(client, enrolment, "noch schnell", 2)
    assert (response.status_code, response.json()) == (400, {"errors": {"text": [said]}})
    response = client.post(section(enrolment), {"text": "noch schnell", "version": 2})
    assert response.status_code == 400
    assert "noch schnell" in response.content.decode()


# — Feedback and versions ——————————————————————————————————————————————————————


def test_feedback_says_what_is_asked_and_why(client, enrolment) -> None:
    trainer = trainer_of(enrolment.cohort)
    scores = {f"kriterium-{n}": 3 for n in range(1, 11)} | {"kriterium-2": 1}
    returned(
        handed_in(enrolment),
        trainer,
        scores=scores,
        criterion_comments={"kriterium-2": "Niemand ist eindeutig verantwortlich."},
    )
    text = page(client, "plan_feedback", enrolment, 1)
    for words in (
        "<h1>Ein tragfähiger Plan.</h1>",
        "Überarbeitung erbeten",
        "Warum noch nicht angenommen?",
        "28 von 40 Punkten, nötig sind 24.",
        "Das Pflichtkriterium „Kriterium 2“ ist noch offen.",
        "1. Abschnitt 1",
        "Zwei Stellen tragen hier die Verantwortung.",
        "Text in abschnitt-1",
        "Niemand ist eindeutig verantwortlich.",
        "noch nicht",
        "Plan überarbeiten",
        escape(str(trainer)),
    ):
        assert words in text
    assert text.count("ui-btn--next") == 1


def test_a_commented_section_is_marked_until_it_changes(client, enrolment) -> None:
    returned(handed_in(enrolment), trainer_of(enrolment.cohort))
    assert "Anmerkung offen" in page(client, "plan", enrolment)
    assert "Zwei Stellen tragen" in page(client, "plan_section", enrolment, "abschnitt-1")
    autosave(client, enrolment, "Jetzt entscheidet das Ordnungsamt.", 2)
    assert "Anmerkung offen" not in page(client, "plan", enrolment)


def test_an_earlier_version_is_read_as_it_was(client, enrolment) -> None:
    returned(handed_in(enrolment, "Erste"), trainer_of(enrolment.cohort))
    autosave(client, enrolment, "Zweite", 2)
    text = page(client, "plan_version", enrolment, 1)
    assert "Erste in abschnitt-1" in text
    assert "Zweite" not in text


def test_an_accepted_plan_says_so_everywhere(client, enrolment) -> None:
    accepted(handed_in(enrolment), trainer_of(enrolment.cohort))
    assert "Ihr Plan ist angenommen." in page(client, "plan", enrolment)
    assert "Warum angenommen?" in page(client, "plan_feedback", enrolment, 1)
    said = "Diese Arbeit ist angenommen. Der Text bleibt, wie er ist."
    assert said in page(client, "plan_section", enrolment, "abschnitt-1")


def test_after_the_end_everything_can_be_read(client, enrolment) -> None:
    handed_in(enrolment)
    Enrolment.objects.update(state=Enrolment.State.ENDED)
    for name, *more in (("plan",), ("plan_section", "abschnitt-1"), ("plan_version", 1)):
        assert page(client, name, enrolment, *more)
    response = autosave(client, enrolment, "x", 2)
    assert "Ihre Teilnahme ist beendet" in response.json()["errors"]["text"][0]


def test_a_page_taken_down_takes_no_text_along(client, enrolment) -> None:
    write(begin(enrolment))
    plan_of(enrolment.cohort).unpublish()
    assert page(client, "plan", enrolment)
    assert autosave(client, enrolment, "weiter", 2).status_code == 200


def test_nobody_else_sees_anything_of_a_plan(client, enrolment) -> None:
    returned(handed_in(enrolment), trainer_of(enrolment.cohort))
    cohort = enrolment.cohort
    withdrawn = enrol(cohort, state=Enrolment.State.WITHDRAWN)
    people = [
        UserFactory(),
        UserFactory(is_superuser=True),
        enrol(cohort).user,
        enrol(another_cohort(plan_of(cohort))).user,
        trainer_of(cohort),
        withdrawn.user,
    ]
    gets = [
        at("plan", enrolment),
        section(enrolment),
        at("plan_hand_in", enrolment),
        at("plan_feedback", enrolment, 1),
        at("plan_version", enrolment, 1),
    ]
    posts = [
        (at("plan_begin", enrolment), {}),
        (section(enrolment), {"text": "x", "version": 2}),
        (section(enrolment), {"text": "x", "version": 1, "keep": "both"}),
        (at("plan_hand_in", enrolment), {"checked": "on"}),
    ]
    for user in people:
        client.force_login(user)
        assert [client.get(address).status_code for address in gets] == [404] * len(gets)
        assert [client.post(a, data).status_code for a, data in posts] == [404] * len(posts)
    assert Revision.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("plan_section", ["abschnitt-99"]),
        ("plan_feedback", [1]),
        ("plan_feedback", [7]),
        ("plan_version", [7]),
    ],
)
def test_what_is_not_there_is_not_found(client, enrolment, name, more) -> None:
    handed_in(enrolment)
    assert client.get(at(name, enrolment, *more)).status_code == 404


# — Speed ——————————————————————————————————————————————————————————————————————

EMPTY = 3  # session, person, and the menu's question for the admin


@pytest.mark.parametrize("sections", [1, 12])
def test_screens_take_the_same_few_statements(
    client, django_assert_num_queries, sections: int
) -> None:
    enrolment = enrol(make_cohort(due=AHEAD, sections=sections))
    client.force_login(enrolment.user)
    with django_assert_num_queries(EMPTY + 5):
        client.get(at("plan", enrolment))
    returned(
        handed_in(enrolment),
        trainer_of(enrolment.cohort),
        section_comments={"abschnitt-0": "Bitte kürzer."},
    )
    counts = {
        ("plan",): 10,  # with the presentation, and whether there is an example
        ("plan_section", "abschnitt-0"): 8,
        ("plan_hand_in",): 8,
        ("plan_feedback", 1): 8,
        ("plan_version", 1): 8,
    }
    for (name, *more), count in counts.items():
        with django_assert_num_queries(EMPTY + count):
            page(client, name, enrolment, *more)


@pytest.mark.parametrize("sections", [1, 12])
def test_saving_takes_six_statements_in_all(client, django_assert_num_queries, sections) -> None:
    enrolment = enrol(make_cohort(due=AHEAD, sections=sections))
    client.force_login(enrolment.user)
    begin(enrolment)
    with django_assert_num_queries(6):
        autosave(client, enrolment, "Wort", 1, "abschnitt-0")
