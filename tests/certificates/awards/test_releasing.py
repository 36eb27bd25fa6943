"""Releasing one or many, with two eyes or with four."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_q.models import OrmQ

from certificates.awards.batches import progress_of
from certificates.awards.domain import confirm_name, open_award
from certificates.awards.enums import AwardState
from certificates.awards.errors import NotReadyError
from certificates.awards.models import Award, CertificateTemplate, ReleaseBatch
from certificates.awards.queries import needs_second_release
from certificates.awards.releasing import (
    ISSUE,
    ISSUE_BATCH,
    release_all,
    release_award,
    take_back,
)
from certificates.awards.tasks import issue_batch
from certificates.awards.templates import publish_template
from courses.cockpit.registry import Topic, waiting
from courses.governance.models import AuditEntry
from courses.progress.domain import revoke_completion
from courses.progress.enums import State
from courses.progress.models import RequirementState
from courses.progress.sources import completion_key
from tests import factories
from tests.parallel import at_once

INDEX = "/cms/zertifikate/"
RELEASE = "/cms/zertifikate/freigeben/"


def text(response):
    return " ".join(response.content.decode().split())


def named(house, count):
    return [
        house.named(f"Person {n}", email=f"p{n}@quellingen.example", last_name=f"Nr {n}")
        for n in range(count)
    ]


def states():
    return sorted(Award.objects.values_list("state", flat=True))


# — one and many ———————————————————————————————————————————————————————————————————


def test_the_names_are_shown_once_more_before_anything_is_released(client, house):
    first, second, left_out = named(house, 3)
    client.force_login(house.coordinator)
    asked = text(client.post(RELEASE, {"award": [first.pk, second.pk]}))
    assert re.findall(r"<strong\s*>(Person \d)</strong>", asked) == ["Person 0", "Person 1"]
    assert states() == [AwardState.NAME_CONFIRMED] * 3
    answer = client.post(RELEASE, {"award": [first.pk, second.pk], "sure": "yes"}, follow=True)
    assert "2 Dokumente werden ausgestellt." in text(answer)
    left_out.refresh_from_db()
    assert left_out.state == AwardState.NAME_CONFIRMED


def test_all_that_are_ready_are_chosen_by_one_button_within_the_filter(client, house):
    named(house, 2)
    open_award(house.graduate(email="ohne@quellingen.example"))
    client.force_login(house.coordinator)
    assert "Alle 2 freigeben, die bereit sind" in text(client.get(INDEX))
    assert text(client.post(RELEASE, {"all": "1"})).count("checked") == 2
    nobody = client.post(RELEASE, {"all": "1", "state": "open"}, follow=True)
    assert "Bitte wählen Sie mindestens eine Person." in text(nobody)


def test_one_release_at_the_desk_lets_the_worker_issue_and_a_second_click_changes_nothing(
    client, house, run_queue
):
    award = house.named()
    OrmQ.objects.all().delete()
    client.force_login(house.coordinator)
    answer = client.post(RELEASE, {"award": award.pk, "sure": "yes"}, follow=True)
    assert "Freigegeben. Das Dokument wird ausgestellt." in text(answer)
    again = client.post(RELEASE, {"award": award.pk, "sure": "yes"}, follow=True)
    assert "Es war nichts mehr freizugeben." in text(again)
    assert (OrmQ.objects.count(), ReleaseBatch.objects.count()) == (1, 0)
    run_queue()
    award.refresh_from_db()
    assert (award.state, award.released_by) == (AwardState.ISSUED, house.coordinator)
    assert "gültig, Nr." in text(client.get(INDEX))


def test_what_cannot_be_released_is_named_and_holds_nothing_up(client, house):
    good = house.named("Gut", email="gut@quellingen.example")
    nameless = open_award(house.graduate(first_name="Ohne", last_name="Namen"))
    client.force_login(house.coordinator)
    data = {"award": [good.pk, nameless.pk, "x"], "sure": "yes"}
    answer = text(client.post(RELEASE, data, follow=True))
    assert "Ohne Namen: " in answer
    assert states() == [AwardState.PENDING_NAME, AwardState.RELEASED]


def test_somebody_elses_awards_are_not_released_along(client, house):
    mine = house.named()
    other = factories.CohortFactory(programme=house.cohort.programme, title="Anderswo")
    theirs = open_award(factories.enrol(other))
    client.force_login(house.coordinator)
    client.post(RELEASE, {"award": [mine.pk, theirs.pk], "sure": "yes"})
    theirs.refresh_from_db()
    assert theirs.state == AwardState.PENDING_NAME
    done = release_all([mine, theirs], by=house.coordinator)
    assert [award for award, _why in done.refused] == [theirs]


def ready_in_bulk(house, count):
    """Awards of people whose rules are met, without the long way there."""
    users = factories.UserFactory.create_batch(count)
    places = [factories.enrol(house.cohort, user) for user in users]
    RequirementState.objects.bulk_create(
        RequirementState(
            enrolment=place,
            requirement_key=completion_key(house.cohort),
            state=State.COMPLETED,
            since=timezone.now(),
        )
        for place in places
    )
    values = {"state": AwardState.NAME_CONFIRMED, "confirmed_name": "Erika Müßig"}
    return Award.objects.bulk_create(Award(enrolment=place, **values) for place in places)


def test_releasing_two_hundred_takes_as_many_statements_as_two(client, house):
    client.force_login(house.coordinator)
    spent = []
    for count in (2, 200):
        awards = ready_in_bulk(house, count)
        data = {"award": [award.pk for award in awards], "sure": "yes"}
        with CaptureQueriesContext(connection) as statements:
            answer = client.post(RELEASE, data)
        batch = ReleaseBatch.objects.latest("pk")
        assert answer.headers["Location"] == reverse("certificate_desk:batch", args=[batch.pk])
        assert batch.awards.filter(state=AwardState.RELEASED).count() == count
        spent.append(len(statements))
    # SQLite writes two hundred lines of the log in two pieces.
    assert spent[1] - spent[0] in {0, 1}
    assert AuditEntry.objects.filter(action="award.released").count() == 202


def test_a_batch_is_one_task_for_the_web_and_one_a_certificate_for_the_worker(house):
    awards = ready_in_bulk(house, 200)
    OrmQ.objects.all().delete()
    batch = release_all(awards, by=house.coordinator).batch
    assert [row.task["func"] for row in OrmQ.objects.all()] == [ISSUE_BATCH]
    OrmQ.objects.all().delete()
    issue_batch(batch.pk)
    tasks = [row.task for row in OrmQ.objects.all()]
    assert sorted(task["args"][0] for task in tasks) == sorted(award.pk for award in awards)
    assert {task["func"] for task in tasks} == {ISSUE}


# — how far it is ——————————————————————————————————————————————————————————————————


def test_the_batch_page_says_what_is_queued_issued_and_stuck(client, house, run_queue):
    first, stuck, last = named(house, 3)
    OrmQ.objects.all().delete()
    client.force_login(house.coordinator)
    data = {"award": [first.pk, stuck.pk, last.pk], "sure": "yes"}
    address = client.post(RELEASE, data).headers["Location"]
    shown = text(client.get(address))
    assert "0 von 3 Dokumenten ausgestellt" in shown
    assert shown.count("wartet, bis es an der Reihe ist") == 3
    assert "data-goes-on" in shown
    Award.objects.filter(pk=stuck.pk).update(problem="Der Signaturschlüssel fehlt.")
    run_queue()
    shown = text(client.get(address))
    assert "2 von 3 Dokumenten ausgestellt" in shown
    assert 'value="2" max="3"' in shown
    assert "Der Signaturschlüssel fehlt." in shown
    assert "data-goes-on" not in shown
    again = address + "noch-einmal/"
    assert "Es wird noch einmal versucht." in text(client.post(again, follow=True))
    assert "Es war nichts mehr zu versuchen." in text(client.post(again, follow=True))
    run_queue()
    assert "3 von 3 Dokumenten ausgestellt" in text(client.get(address))


def test_the_desk_leads_to_a_batch_that_is_not_finished(client, house, run_queue):
    batch = release_all(named(house, 2), by=house.coordinator).batch
    client.force_login(house.coordinator)
    address = reverse("certificate_desk:batch", args=[batch.pk])
    assert address in text(client.get(INDEX))
    run_queue()
    assert address not in text(client.get(INDEX))


def test_a_batch_of_three_takes_as_many_statements_as_one(client, house, django_assert_num_queries):
    batch = release_all(named(house, 3), by=house.coordinator).batch
    client.force_login(house.coordinator)
    address = reverse("certificate_desk:batch", args=[batch.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as three:
        client.get(address)
    with django_assert_num_queries(1):
        assert progress_of(batch, house.coordinator).queued == 3
    Award.objects.filter(pk__in=batch.awards.values("pk")[:2]).update(batch=None)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    assert len(three) == len(one)


def test_another_coordinator_of_the_same_cohort_sees_the_batch(client, house):
    batch = release_all(named(house, 2), by=house.coordinator).batch
    client.force_login(factories.coordinator_of(house.cohort))
    address = reverse("certificate_desk:batch", args=[batch.pk])
    assert "0 von 2 Dokumenten ausgestellt" in text(client.get(address))


# — four eyes ——————————————————————————————————————————————————————————————————————


def test_the_template_says_whether_two_people_have_to_agree(house):
    award = house.named()
    assert needs_second_release(award) is False
    words = {"title": "Zertifikat", "qualification": "Kommunale:r Konfliktmanager:in"}
    words |= {"place": "Quellingen", "signatories": house.template.signatories}
    publish_template(
        house.cohort.provider,
        by=house.coordinator,
        cohort=house.cohort,
        needs_second_release=True,
        **words,
    )
    assert needs_second_release(award) is True
    CertificateTemplate.objects.all().delete()
    assert needs_second_release(award) is False


def test_with_four_eyes_the_first_release_issues_nothing_and_the_second_does(house, four_eyes):
    award = house.named()
    OrmQ.objects.all().delete()
    for _ in range(2):
        agreed = release_award(award, by=house.coordinator)
        assert (agreed.state, agreed.agreed_by) == (AwardState.NAME_CONFIRMED, house.coordinator)
    assert not OrmQ.objects.exists()
    released = release_award(award, by=four_eyes)
    assert (released.state, released.released_by) == (AwardState.RELEASED, four_eyes)
    assert released.agreed_by == house.coordinator
    assert OrmQ.objects.count() == 1
    actions = AuditEntry.objects.filter(action__in=["award.agreed", "award.released"])
    assert list(actions.order_by("pk").values_list("actor", flat=True)) == [
        house.coordinator.pk,
        four_eyes.pk,
    ]


def test_the_first_is_shown_and_may_take_it_back_nobody_else_may(client, house, four_eyes):
    award = house.named()
    client.force_login(house.coordinator)
    answer = client.post(RELEASE, {"award": award.pk, "sure": "yes"}, follow=True)
    assert "Sie haben 1 Dokument zugestimmt." in text(answer)
    assert "> Zurücknehmen<" in text(client.get(INDEX))
    assert "Zurzeit wartet nichts auf Ihre Freigabe." in text(client.get(INDEX))
    client.force_login(four_eyes)
    shown = text(client.get(INDEX))
    assert f"Erste Freigabe: {house.coordinator}" in shown
    assert "Zurücknehmen" not in shown
    address = reverse("certificate_desk:take_back", args=[award.pk])
    client.post(address)
    award.refresh_from_db()
    assert award.agreed_by == house.coordinator
    client.force_login(house.coordinator)
    for words in ("Ihre Freigabe ist zurückgenommen.", "nichts mehr zurückzunehmen"):
        assert words in text(client.post(address, follow=True))
    award.refresh_from_db()
    assert award.agreed_by is None
    assert AuditEntry.objects.filter(action="award.agreement_taken_back").count() == 1


def test_after_the_second_release_nothing_can_be_taken_back(house, four_eyes):
    award = house.named()
    release_award(award, by=house.coordinator)
    released = release_award(award, by=four_eyes)
    assert take_back(released, by=house.coordinator) is False
    assert Award.objects.get().state == AwardState.RELEASED


def test_another_spelling_takes_the_first_agreement_back(house, four_eyes):
    award = house.named()
    release_award(award, by=house.coordinator)
    same = confirm_name(award, name="Erika Müßig", by=award.enrolment.user)
    assert same.agreed_by == house.coordinator
    anew = confirm_name(award, name="Erika Mueßig", by=award.enrolment.user)
    assert (anew.agreed_by, anew.agreed_at) == (None, None)
    assert release_award(award, by=four_eyes).state == AwardState.NAME_CONFIRMED


def test_the_first_ones_erasure_asks_for_two_people_again(house, four_eyes):
    award = house.named()
    first = factories.coordinator_of(house.cohort)
    release_award(award, by=first)
    first.delete()
    assert release_award(award, by=four_eyes).state == AwardState.NAME_CONFIRMED


def test_a_completion_taken_back_between_the_two_stops_the_second(house, four_eyes):
    award = house.named()
    release_award(award, by=house.coordinator)
    revoke_completion(award.enrolment, by=house.coordinator, reason="Irrtum")
    with pytest.raises(NotReadyError):
        release_award(award, by=four_eyes)


def test_whoever_is_alone_is_told_before_agreeing(client, house, four_eyes):
    award = house.named()
    client.force_login(house.coordinator)
    both = text(client.post(RELEASE, {"award": award.pk}))
    assert "gibt nach Ihnen eine zweite Person" in both
    house.cohort.roles.filter(user=four_eyes).delete()
    alone = text(client.post(RELEASE, {"award": award.pk}))
    assert "Sie sind aber allein" in alone


def test_the_cockpit_counts_what_is_ones_own_turn(house, four_eyes):
    release_award(house.named(), by=house.coordinator)
    now = timezone.now()
    turns = [
        len(waiting(Topic.AWARDS, [house.cohort], person, now=now)[house.cohort.pk])
        for person in (house.coordinator, four_eyes)
    ]
    assert turns == [0, 1]


# — at the same moment —————————————————————————————————————————————————————————————


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_batches_of_the_same_people_at_once_release_each_once(house):
    awards = named(house, 3)
    OrmQ.objects.all().delete()
    done = at_once(*[lambda: release_all(awards, by=house.coordinator)] * 3)
    assert sorted(len(result.released) for result in done) == [0, 0, 3]
    assert (ReleaseBatch.objects.count(), OrmQ.objects.count()) == (1, 1)
    assert AuditEntry.objects.filter(action="award.released").count() == 3


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_firsts_at_once_are_a_first_and_a_second(house, four_eyes):
    award = house.named()
    calls = [lambda by=by: release_award(award, by=by) for by in (house.coordinator, four_eyes)]
    done = at_once(*calls)
    assert sorted(result.state for result in done) == [
        AwardState.NAME_CONFIRMED,
        AwardState.RELEASED,
    ]
    assert Award.objects.get().state == AwardState.RELEASED
