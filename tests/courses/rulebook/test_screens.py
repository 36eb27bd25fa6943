"""The screens of rules, exceptions and recounts, as people use them."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.cohorts import history
from courses.cohorts.models import Cohort, CohortRole, Enrolment, ProviderRole
from courses.progress.exceptions import waive
from courses.progress.models import Evidence, Recount
from courses.progress.sources import completion_key, release_key
from courses.rulebook.domain import publish_version
from courses.rulebook.exception_queries import exceptions_of
from courses.rulebook.forms import RuleEditor, initial_of
from courses.rulebook.queries import offer_of
from courses.rules.definition import (
    CountRule,
    HoursRule,
    RequirementKind,
    RuleDefinition,
    ShareRule,
    parse,
    to_json,
)
from courses.rules.models import RuleSet, RuleSetVersion
from tests.courses.rulebook.conftest import another, attend, seminars
from tests.factories import (
    CohortFactory,
    ProviderFactory,
    RuleSetVersionFactory,
    UserFactory,
    coordinator_of,
    enrol,
    make_programme,
    person_with_role,
    trainer_of,
)

pytestmark = pytest.mark.django_db
K = RequirementKind
FORM = {
    "title": "Zwei von drei",
    "seminars": "2",
    "session_share": "80",
    "makeup_allowed": "on",
    "r-TOTAL_FORMS": "0",
    "r-INITIAL_FORMS": "0",
}


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def edit_url(rule_set: RuleSet) -> str:
    return reverse("lms_rules:edit", args=[rule_set.pk])


# — the editor ———————————————————————————————————————————————————————————————————


def test_the_list_says_what_a_rule_asks_for_and_who_uses_which_version(
    desk, cohort, rule_set, coordinator
) -> None:
    publish_version(rule_set, seminars(1, days_after_end=30), by=coordinator)
    page = text(desk.get("/cms/regeln/"))
    assert "1 von 3 Seminaren" in page
    assert "Alles muss spätestens 30 Tage nach dem Ende des Durchgangs erfüllt sein." in page
    assert "1 mit Version 1" in page


def test_without_a_rule_the_list_says_what_one_is(client) -> None:
    provider, user = ProviderFactory(), UserFactory()
    ProviderRole.objects.create(provider=provider, user=user, role="coordinator")
    client.force_login(user)
    assert "Noch gibt es keine Regel" in text(client.get("/cms/regeln/"))


def test_the_preview_says_the_rule_in_words_and_saves_nothing(desk, cohort) -> None:
    page = text(
        desk.post(
            "/cms/regeln/neu/", {**FORM, "release": "on", "mandatory": ["3"], "action": "preview"}
        )
    )
    assert "2 von 3 Seminaren, 1 Seminar in Modul 3 und Freigabe" in page
    assert RuleSet.objects.count() == 1


def test_a_rule_is_set_up_after_a_look_at_its_words(desk, cohort) -> None:
    review = text(desk.post("/cms/regeln/neu/", {**FORM, "action": "check"}))
    assert "<strong>2 von 3 Seminaren</strong>" in review
    assert 'name="seminars" value="2"' in review
    assert RuleSet.objects.count() == 1
    response = desk.post("/cms/regeln/neu/", {**FORM, "action": "publish"})
    assert response.headers["Location"] == "/cms/regeln/"
    version = RuleSetVersion.objects.get(rule_set__title="Zwei von drei")
    assert (version.version, parse(version.definition)) == (1, seminars(2))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"seminars": "4"}, "verlangt mehr, als es gibt: 3."),
        ({"seminars": "0"}, "größer oder gleich 1"),
        ({"percent": "101"}, "kleiner oder gleich 100"),
        ({"seminars": ""}, "Die Regel verlangt noch nichts."),
        ({"plan": "on"}, "verlangt mehr, als es gibt: 0."),
        ({"mandatory": ["7"]}, "7"),
        ({"session_share": "0"}, "größer oder gleich 1"),
        ({"days_after_end": "-1"}, "größer oder gleich 0"),
    ],
)
def test_impossible_rules_are_told_at_once_and_nothing_typed_is_lost(
    desk, cohort, wrong, sentence
) -> None:
    page = text(desk.post("/cms/regeln/neu/", {**FORM, **wrong, "action": "check"}))
    assert sentence in page
    assert 'value="Zwei von drei"' in page
    assert RuleSet.objects.count() == 1


def test_rows_come_and_go_without_complaints(desk, cohort) -> None:
    more = desk.post("/cms/regeln/neu/", {**FORM, "title": "", "add_row": "1"})
    assert 'name="r-0-count"' in text(more)
    assert "error-message" not in text(more)
    rows = {**FORM, "r-TOTAL_FORMS": "1", "r-0-kinds": ["supervision"], "r-0-count": "2"}
    kept = text(desk.post("/cms/regeln/neu/", {**rows, "add_row": "1"}))
    assert 'name="r-1-count"' in kept
    assert 'name="r-0-count" value="2"' in kept
    gone = text(desk.post("/cms/regeln/neu/", {**rows, "remove_row": "0"}))
    assert 'name="r-0-count"' not in gone


def test_a_row_becomes_a_rule(desk, cohort) -> None:
    rows = {
        "r-TOTAL_FORMS": "1",
        "r-0-kinds": ["supervision", "consultation"],
        "r-0-count": "2",
        "r-0-modules": ["1", "2"],
    }
    desk.post("/cms/regeln/neu/", {**FORM, **rows, "action": "publish"})
    definition = parse(RuleSetVersion.objects.get(rule_set__title="Zwei von drei").definition)
    assert definition.rules[1] == CountRule((K.SUPERVISION, K.CONSULTATION), 2, (1, 2))


EVERYTHING = RuleDefinition(
    (
        CountRule((K.SEMINAR,), 2),
        CountRule((K.SEMINAR,), 1, (3,)),
        CountRule((K.DEEPENING,), 1),
        CountRule((K.CONSULTATION,), 1),
        HoursRule(3600),
        ShareRule(75),
        CountRule((K.LESSON,), None),
        CountRule((K.SUPERVISION, K.PRESENTATION), 2, (1,)),
        CountRule((K.RELEASE,), 1),
    ),
    session_share=70,
    makeup_allowed=False,
    days_after_end=14,
)


def test_a_stored_rule_comes_out_of_the_form_as_it_went_in(cohort) -> None:
    fields, rows = initial_of(EVERYTHING)
    data: dict[str, Any] = {"title": "x", "r-TOTAL_FORMS": len(rows), "r-INITIAL_FORMS": 0}
    data |= {name: value for name, value in fields.items() if value not in (None, False)}
    for number, row in enumerate(rows):
        data |= {f"r-{number}-{name}": value for name, value in row.items() if value}
    data = _querydict(data)
    editor = RuleEditor(offer_of(cohort.provider_id), data)
    assert editor.is_valid(), (editor.form.errors, editor.rows.errors)
    assert set(editor.definition().rules) == set(EVERYTHING.rules)
    assert to_json(editor.definition()) | {"rules": []} == to_json(EVERYTHING) | {"rules": []}


def _querydict(data: dict[str, Any]) -> QueryDict:
    found = QueryDict(mutable=True)
    for name, value in data.items():
        found.setlist(name, [str(item) for item in (value if isinstance(value, list) else [value])])
    return found


def test_before_publishing_people_are_named_whose_result_changes(desk, cohort, rule_set) -> None:
    person = enrol(cohort, UserFactory(first_name="Ana", last_name="Öztürk"))
    attend(person, cohort.sessions.first())
    page = text(desk.post(edit_url(rule_set), {**FORM, "seminars": "1", "action": "check"}))
    assert "Für eine Person wäre das Ergebnis ein anderes." in page
    assert "Ana Öztürk" in page
    assert "erreichbar" in page
    assert "Wer abgeschlossen hat, behält den Abschluss in jedem Fall." in page
    assert rule_set.versions.count() == 1


def test_moving_without_a_reason_is_asked_for_it_and_the_tick_stays(desk, cohort, rule_set) -> None:
    ticked = {**FORM, "seminars": "1", "cohorts": [cohort.pk], "action": "publish"}
    page = text(desk.post(edit_url(rule_set), ticked))
    assert "Bitte sagen Sie, warum laufende Durchgänge zur neuen Version wechseln." in page
    assert f'value="{cohort.pk}" checked' in page
    assert rule_set.versions.count() == 1


def test_publishing_moves_what_was_ticked(desk, cohort, rule_set) -> None:
    stays = another(cohort)
    ticked = {"cohorts": [cohort.pk], "reason": "Beschluss", "action": "publish"}
    response = desk.post(edit_url(rule_set), {**FORM, "seminars": "1", **ticked})
    assert response.status_code == 302
    cohort.refresh_from_db()
    stays.refresh_from_db()
    assert (cohort.rule_version.version, stays.rule_version.version) == (2, 1)
    lines = history.in_words(history.entries_of(cohort))
    assert ("Durchgang zu einer anderen Version seiner Regel gewechselt", "Beschluss") in [
        (line.what, line.reason) for line in lines
    ]


def test_a_preview_out_of_date_shows_both_and_publishes_only_on_a_second_word(
    desk, cohort, rule_set, coordinator
) -> None:
    opened = desk.get(edit_url(rule_set)).context["seen"]
    publish_version(rule_set, seminars(3), by=coordinator)
    mine = {**FORM, "seminars": "1", "seen": opened, "action": "publish"}
    response = desk.post(edit_url(rule_set), mine)
    page = text(response)
    assert "Inzwischen hat jemand anderes eine Version veröffentlicht." in page
    assert "Inzwischen veröffentlicht: Version 2" in page
    assert "<strong>3 Seminare</strong>" in page
    assert "<strong>1 von 3 Seminaren</strong>" in page
    assert rule_set.versions.count() == 2
    desk.post(edit_url(rule_set), {**mine, "seen": response.context["fingerprint"]})
    assert rule_set.versions.count() == 3


def test_back_to_the_form_keeps_what_was_typed(desk, rule_set) -> None:
    page = text(desk.post(edit_url(rule_set), {**FORM, "seminars": "3", "action": "back"}))
    assert 'name="seminars" value="3"' in page


def test_a_cohort_in_which_nobody_could_meet_the_rule_cannot_be_ticked(
    desk, cohort, rule_set
) -> None:
    cohort.sessions.first().delete()
    page = text(desk.post(edit_url(rule_set), {**FORM, "seminars": "3", "action": "check"}))
    assert "3 Seminare: Das kann niemand erreichen, vorhanden: 2." in page
    assert 'name="cohorts"' not in page


def test_renaming_needs_no_version(desk, rule_set) -> None:
    url = reverse("lms_rules:rename", args=[rule_set.pk])
    assert "Bitte geben Sie der Regel einen Namen." in text(desk.post(url, {"title": " "}))
    assert desk.post(url, {"title": "Anders"}).status_code == 302
    rule_set.refresh_from_db()
    assert (rule_set.title, rule_set.versions.count()) == ("Anders", 1)


def test_who_coordinates_for_several_providers_picks_one(desk, coordinator, cohort) -> None:
    other = ProviderFactory()
    ProviderRole.objects.create(provider=other, user=coordinator, role="coordinator")
    assert f"?provider={other.pk}" in text(desk.get("/cms/regeln/neu/"))
    rule = {**FORM, "action": "publish"}
    desk.post(f"/cms/regeln/neu/?provider={other.pk}", rule)
    assert RuleSet.objects.get(title="Zwei von drei").provider == other


# — exceptions ———————————————————————————————————————————————————————————————————


@pytest.fixture
def enrolment(cohort: Cohort) -> Enrolment:
    return enrol(cohort)


def exceptions_url(enrolment: Enrolment, query: str = "") -> str:
    url = reverse("lms_cohorts:exceptions", args=[enrolment.cohort_id, enrolment.pk])
    return url + query


def test_the_screen_lists_what_is_asked_for(desk, enrolment) -> None:
    page = text(desk.get(exceptions_url(enrolment)))
    for session in enrolment.cohort.sessions.all():
        assert f"?anforderung={session.key}" in page
    assert str(release_key(enrolment.cohort)) not in page
    assert "Keine. Die Regel gilt für diese Person wie für alle." in page


def test_a_waiver_is_given_shown_and_taken_back(desk, enrolment) -> None:
    session = enrolment.cohort.sessions.first()
    url = exceptions_url(enrolment, f"?anforderung={session.key}")
    assert "Dieses Feld muss ausgefüllt werden." in text(desk.post(url, {"action": "waive"}))
    sent = {"action": "waive", "reason": "Elternzeit bis März"}
    assert desk.post(url, sent).headers["Location"] == exceptions_url(enrolment)
    page = text(desk.get(exceptions_url(enrolment)))
    assert "Elternzeit bis März" in page
    assert "?zuruecknehmen=1" in page
    undo = exceptions_url(enrolment, "?zuruecknehmen=1")
    assert "Dann gilt wieder, was vorher erfasst war." in text(desk.get(undo))
    desk.post(undo, {"action": "take_back", "reason": "Irrtum"})
    assert list(Evidence.objects.values_list("kind", flat=True)) == ["waived", "revoked"]
    assert "?zuruecknehmen" not in text(desk.get(exceptions_url(enrolment)))


def test_a_make_up_says_what_was_done_instead(desk, enrolment) -> None:
    session = enrolment.cohort.sessions.first()
    url = exceptions_url(enrolment, f"?anforderung={session.key}")
    sent = {"action": "make_up", "minutes": "400", "instead": "Aufgabe", "reason": "krank"}
    page = text(desk.post(url, sent))
    assert "360" in page
    assert 'value="Aufgabe"' in page
    assert desk.post(url, {**sent, "minutes": "300"}).status_code == 302
    assert "Aufgabe" in text(desk.get(exceptions_url(enrolment)))
    assert Evidence.objects.get().value == {"instead": "Aufgabe"}


def test_trainers_see_only_what_they_may_decide(client, cohort, rule_set) -> None:
    cohort.rule_version = RuleSetVersionFactory(
        provider=cohort.provider, definition=to_json(seminars(2, days_after_end=9))
    )
    cohort.save()
    enrolment = enrol(cohort)
    client.force_login(trainer_of(cohort))
    page = text(client.get(exceptions_url(enrolment)))
    whole = completion_key(cohort)
    assert f"?anforderung={whole}" in page
    assert page.count("?anforderung=") == 1
    until = (cohort.ends_on + timedelta(days=200)).isoformat()
    sent = {"action": "extend", "until": until, "reason": "krank"}
    url = exceptions_url(enrolment, f"?anforderung={whole}")
    assert client.post(url, sent).status_code == 302
    assert Evidence.objects.get().kind == "extended"


@pytest.mark.parametrize("query", ["?anforderung=x", "?zuruecknehmen=99", "?zuruecknehmen=x"])
def test_nonsense_in_the_address_chooses_nothing(desk, enrolment, query) -> None:
    response = desk.get(exceptions_url(enrolment, query))
    assert (response.status_code, response.context["choice"], response.context["undo"]) == (
        200,
        None,
        None,
    )
    desk.post(exceptions_url(enrolment, query), {"action": "waive", "reason": "x"})
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_exceptions_take_the_same_statements_however_many_there_are(
    desk, cohort, enrolment, coordinator, count, django_assert_num_queries
) -> None:
    for session in cohort.sessions.all()[:count]:
        waive(enrolment, session.key, by=coordinator, reason="x")
    place = Enrolment.objects.select_related("user", "cohort__rule_version").get(pk=enrolment.pk)
    with django_assert_num_queries(4):
        assert len(exceptions_of(place, coordinates=True).lines) == count


# — recounts —————————————————————————————————————————————————————————————————————


def test_a_recount_by_hand_needs_a_second_look(desk, cohort, run_queue) -> None:
    enrol(cohort)
    url = reverse("lms_cohorts:recount", args=[cohort.pk])
    run_queue()
    Recount.objects.all().delete()
    assert "Bitte kreuzen Sie an" in text(desk.post(url))
    assert not Recount.objects.exists()
    assert desk.post(url, {"sure": "yes"}).status_code == 302
    assert "0 von 1 neu bewertet" in text(desk.get(url))
    run_queue()
    assert "Fertig" in text(desk.get(url))


# — nobody else ——————————————————————————————————————————————————————————————————


def addresses(cohort: Cohort, enrolment: Enrolment) -> list[str]:
    rule_set = cohort.rule_version.rule_set
    return [
        edit_url(rule_set),
        reverse("lms_rules:rename", args=[rule_set.pk]),
        reverse("lms_cohorts:recount", args=[cohort.pk]),
        exceptions_url(enrolment),
    ]


def test_people_of_the_admin_without_a_role_here_find_nothing(
    client: Client, cohort, enrolment
) -> None:
    elsewhere = CohortFactory(programme=make_programme(slug="anderswo", as_root=False))
    for person in (
        coordinator_of(elsewhere),
        trainer_of(elsewhere),
        UserFactory(is_superuser=True, is_staff=True),
    ):
        client.force_login(person)
        codes = {client.get(url).status_code for url in addresses(cohort, enrolment)}
        codes |= {client.post(url).status_code for url in addresses(cohort, enrolment)}
        assert codes == {404}


def test_participants_companions_and_strangers_are_sent_away(
    client: Client, cohort, enrolment
) -> None:
    companion = person_with_role(cohort, CohortRole.Role.COMPANION_LOCAL)
    urls = [*addresses(cohort, enrolment), "/cms/regeln/", "/cms/regeln/neu/"]
    for person, answer in ((None, 302), (enrolment.user, 302), (companion, 404)):
        client.logout()
        if person:
            client.force_login(person)
        assert {client.get(url).status_code for url in urls} == {answer}


def test_trainers_write_no_rules_and_start_no_recount(client: Client, cohort, enrolment) -> None:
    client.force_login(trainer_of(cohort))
    urls = [*addresses(cohort, enrolment)[:3], "/cms/regeln/", "/cms/regeln/neu/"]
    assert {client.get(url).status_code for url in urls} == {404}


def test_nobody_decides_about_somebody_of_another_cohort(desk, cohort) -> None:
    other = enrol(CohortFactory(programme=cohort.programme))
    url = reverse("lms_cohorts:exceptions", args=[cohort.pk, other.pk])
    assert desk.get(url).status_code == 404


def test_who_has_withdrawn_has_no_exceptions(desk, cohort) -> None:
    gone = enrol(cohort, state=Enrolment.State.WITHDRAWN, ended_at=timezone.now())
    assert desk.get(exceptions_url(gone)).status_code == 404
