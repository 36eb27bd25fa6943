"""Who may answer, and who sees what of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone
from wagtail.models import ReferenceIndex

from assessments.self_assessment.models import SelfAssessment
from courses.cohorts.models import Enrolment, ProviderRole
from courses.progress.models import Evidence
from tests.assessments.self_assessment.conftest import address, answered, filled
from tests.assessments.self_assessment.test_answering import asked
from tests.factories import (
    CohortFactory,
    UserFactory,
    activity_of,
    coordinator_of,
    enrol,
    make_programme,
    trainer_of,
)

pytestmark = pytest.mark.django_db
MEANS = "von 2,0 auf 4,0"


def looked_back(cohort: Any, before: Any, after: Any, *, people: int) -> None:
    for _person in range(people):
        user = enrol(cohort).user
        answered(before, user, 2)
        answered(after, user, 4)


def outsiders(cohort: Any) -> dict[str, Any]:
    elsewhere = CohortFactory(programme=make_programme(slug="anderes", as_root=False))
    return {
        "nobody's participant": UserFactory(),
        "participant of another programme": enrol(elsewhere).user,
        "trainer of another programme": trainer_of(elsewhere),
        "superuser": UserFactory(is_superuser=True, is_staff=True),
        "withdrawn": enrol(cohort, state=Enrolment.State.WITHDRAWN).user,
        "without agreement": enrol(cohort, agreed=False).user,
    }


def author_of(cohort: Any) -> Any:
    author = UserFactory()
    ProviderRole.objects.create(provider=cohort.provider, user=author, role="author")
    return author


def test_people_without_a_place_find_nothing(client, cohort, before, after) -> None:
    looked_back(cohort, before, after, people=5)
    kept = SelfAssessment.objects.count(), Evidence.objects.count()
    for name, user in outsiders(cohort).items():
        client.force_login(user)
        for page in (before, after):
            assert client.post(address(page), filled(page, 1)).status_code == 404, name
            assert client.get(address(page)).status_code == 404, name
            shown = client.get(page.url, follow=True).content.decode()
            assert "auf Weise" not in shown, name
            assert MEANS not in shown, name
    assert (SelfAssessment.objects.count(), Evidence.objects.count()) == kept


def test_strangers_are_asked_to_sign_in(client, before) -> None:
    for reply in (client.get(address(before)), client.post(address(before), filled(before, 1))):
        assert reply.headers["Location"].startswith("/konto/anmelden/")


def test_nothing_can_be_answered_before_the_module_opens(client, person, cohort, modules, before):
    tomorrow = timezone.localdate() + timedelta(days=1)
    cohort.schedule.create(key=activity_of(modules[0]).key, opens_on=tomorrow)
    assert client.post(address(before), filled(before, 1)).status_code == 404
    assert "auf Weise" not in client.get(before.url).content.decode()


def test_an_unpublished_page_is_closed_and_keeps_what_was(client, person, before) -> None:
    client.post(address(before), filled(before, 1))
    before.unpublish()
    assert client.post(address(before), filled(before, 1)).status_code == 404
    assert SelfAssessment.objects.count() == Evidence.objects.count() == 1


def test_who_teaches_sees_statements_and_answers_nothing(client, cohort, before) -> None:
    for user in (trainer_of(cohort), coordinator_of(cohort), author_of(cohort)):
        client.force_login(user)
        shown = client.get(before.url).content.decode()
        assert "Ich kann es auf Weise 1." in shown
        assert "Hier antworten Teilnehmende" in shown
        assert client.post(address(before), filled(before, 1)).status_code == 404
    assert SelfAssessment.objects.count() == 0


def test_others_do_not_see_an_answer(client, person, cohort, before, after) -> None:
    client.post(address(before), filled(before, 2))
    client.post(address(after), filled(after, 4))
    for user in (enrol(cohort).user, trainer_of(cohort), coordinator_of(cohort)):
        client.force_login(user)
        for page in (before, after):
            assert "von 2 auf 4" not in client.get(page.url).content.decode()


def test_the_cohort_is_shown_from_five_people_on(client, person, cohort, before, after) -> None:
    answered(before, person, 2)
    answered(after, person, 4)
    looked_back(cohort, before, after, people=3)
    shown = client.get(after.url).content.decode()
    assert "sobald fünf Personen beide Male geantwortet haben" in shown
    assert MEANS not in shown
    looked_back(cohort, before, after, people=1)
    assert client.get(after.url).content.decode().count(MEANS) == 3


def test_whoever_has_not_looked_back_does_not_see_the_cohort(
    client, person, cohort, before, after
) -> None:
    looked_back(cohort, before, after, people=5)
    answered(before, person, 1)
    assert MEANS not in client.get(after.url).content.decode()


def test_people_of_another_cohort_of_the_programme_are_not_counted(
    client, person, cohort, before, after
) -> None:
    answered(before, person, 2)
    answered(after, person, 4)
    looked_back(CohortFactory(programme=cohort.programme), before, after, people=5)
    assert MEANS not in client.get(after.url).content.decode()


def test_who_teaches_sees_the_means_of_their_own_cohorts(client, cohort, before, after) -> None:
    other = CohortFactory(programme=cohort.programme, title="Die anderen")
    looked_back(cohort, before, after, people=5)
    looked_back(other, before, after, people=5)
    for user in (trainer_of(cohort), coordinator_of(cohort)):
        client.force_login(user)
        shown = client.get(after.url).content.decode()
        assert shown.count(MEANS) == 3
        assert cohort.title in shown
        assert "Die anderen" not in shown


def test_an_author_without_a_cohort_sees_no_means(client, cohort, before, after) -> None:
    looked_back(cohort, before, after, people=5)
    client.force_login(author_of(cohort))
    assert MEANS not in client.get(after.url).content.decode()


def test_leaving_the_cohort_does_not_show_what_somebody_said(client, cohort, before, after) -> None:
    looked_back(cohort, before, after, people=6)
    client.force_login(trainer_of(cohort))
    with_all = client.get(after.url).context["cohorts"]
    gone = cohort.enrolments.order_by("pk").first()
    Enrolment.objects.filter(pk=gone.pk).update(state=Enrolment.State.WITHDRAWN)
    assert client.get(after.url).context["cohorts"] == with_all


@pytest.mark.parametrize("people", [5, 15])
def test_the_means_take_three_statements_more_however_many_people(
    client, cohort, modules, before, after, people
) -> None:
    looked_back(cohort, before, after, people=people)
    client.force_login(trainer_of(cohort))
    assert asked(client, after.url) - asked(client, modules[0].url) == 3


def test_the_index_of_references_does_not_know_of_answers(client, person, before) -> None:
    client.post(address(before), filled(before, 1))
    assert not ReferenceIndex.model_is_indexable(apps.get_model("lms_assessments.SelfAssessment"))
    assert not ReferenceIndex.objects.filter(content_type__model="selfassessment").exists()


def test_no_cache_keeps_the_page(client, person, before) -> None:
    assert "no-store" in client.get(before.url).headers["Cache-Control"]
