"""The audit log and the outbox."""

from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone
from django_q.models import OrmQ

from courses.cohorts.backends import CohortRoleBackend
from courses.cohorts.models import CohortRole, ProviderRole
from courses.cohorts.policies import opens_admin
from courses.governance import audit, outbox
from courses.governance.models import AuditEntry, OutgoingMail, forget_actor, forget_mails
from courses.governance.outbox import CalendarPart, Purpose
from courses.governance.tasks import send
from tests.factories import (
    CohortFactory,
    ProviderFactory,
    UserFactory,
    coordinator_of,
    enrol,
    trainer_of,
)
from tests.parallel import at_once


def post(user: Any, key: str = "feedback:1") -> bool:
    return outbox.post(key=key, to=user, subject="Neues für Sie", body="Bitte melden Sie sich an.")


def test_one_key_is_one_mail(db: None, run_queue: Callable[[], Any]) -> None:
    user = UserFactory()
    assert [post(user), post(user), post(user, "feedback:2")] == [True, False, True]
    run_queue()
    assert [message.to for message in mail.outbox] == [[user.email]] * 2


def test_a_mail_is_sent_once_however_often_its_task_runs(db: None) -> None:
    post(UserFactory())
    row = OutgoingMail.objects.get()
    send(row.pk)
    send(row.pk)
    assert len(mail.outbox) == 1


def test_no_fact_no_mail(db: None) -> None:
    user = UserFactory()
    with transaction.atomic():
        post(user)
        transaction.set_rollback(True)
    assert not OutgoingMail.objects.exists()
    assert not OrmQ.objects.exists()


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_the_same_key_at_once_is_one_mail() -> None:
    user = UserFactory()
    answers = at_once(*[lambda: post(user)] * 3)
    assert sorted(answers) == [False, False, True]
    assert OutgoingMail.objects.count() == 1


def test_the_log_keeps_what_happened_and_forgets_who(db: None) -> None:
    user, subject = UserFactory(), ProviderFactory()
    audit.log(user, "provider.changed", subject, reason="Umzug", count=3)
    assert forget_actor(user.pk) == 1
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.actor_label) == (None, "")
    assert (entry.action, entry.reason, entry.data) == ("provider.changed", "Umzug", {"count": 3})


def test_mails_of_an_erased_person_go_too(db: None) -> None:
    user = UserFactory()
    post(user)
    assert forget_mails(user.pk) == 1


@pytest.mark.parametrize("role", CohortRole.Role)
def test_the_admin_opens_by_role_and_closes_with_it(db: None, role: str) -> None:
    cohort, user = CohortFactory(), UserFactory()
    granted = CohortRole.objects.create(cohort=cohort, user=user, role=role)
    opens = role != "supervisor"
    assert may_enter(user) is opens
    granted.delete()
    assert may_enter(user) is False


def may_enter(user: Any) -> bool:
    """By the role alone; the shell's link to the admin answers the same."""
    fresh = type(user).objects.get(pk=user.pk)
    answer = CohortRoleBackend().has_perm(fresh, "wagtailadmin.access_admin")
    assert opens_admin(fresh) is answer
    return answer


@pytest.mark.parametrize("given", ["to the person", "to a group", "superuser"])
def test_the_link_to_the_admin_knows_wagtails_own_rights(db: None, given: str) -> None:
    user = UserFactory(is_superuser=given == "superuser")
    right = Permission.objects.get(codename="access_admin")
    assert opens_admin(user) is user.is_superuser
    if given == "to the person":
        user.user_permissions.add(right)
    if given == "to a group":
        group = Group.objects.create(name="Redaktion")
        group.permissions.add(right)
        user.groups.add(group)
    fresh = type(user).objects.get(pk=user.pk)
    assert opens_admin(fresh) is fresh.has_perm("wagtailadmin.access_admin") is True


def test_the_link_to_the_admin_asks_once(db: None, django_assert_num_queries: Any) -> None:
    people = [UserFactory(), trainer_of(CohortFactory())]
    with django_assert_num_queries(2):
        assert [opens_admin(person) for person in people] == [False, True]
    with django_assert_num_queries(0):
        assert not opens_admin(AnonymousUser())


def test_only_the_door_of_the_admin_is_opened(db: None) -> None:
    cohort = CohortFactory()
    for user in (trainer_of(cohort), coordinator_of(cohort)):
        assert not CohortRoleBackend().has_perm(user, "lms_courses.change_cohort")


def test_participants_and_the_inactive_stay_outside(db: None) -> None:
    cohort = CohortFactory()
    assert not may_enter(enrol(cohort).user)
    assert not may_enter(UserFactory())
    gone = UserFactory(is_active=False)
    ProviderRole.objects.create(provider=cohort.provider, user=gone, role="author")
    assert not may_enter(gone)


def test_a_mail_that_comes_too_late_is_dropped_with_a_note(db: None, mailoutbox: list[Any]) -> None:
    user, late = UserFactory(), timezone.now() - timedelta(minutes=1)
    outbox.post(key="spät", to=user, subject="s", body="b", purpose=Purpose(not_after=late))
    send(OutgoingMail.objects.get().pk)
    mail = OutgoingMail.objects.get()
    assert (mail.sent_at, mail.given_up_because) == (None, "Sie wäre zu spät gekommen.")
    assert mailoutbox == []


def test_a_refused_address_is_noted(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Any, *args: Any, **kwargs: Any) -> None:
        raise SMTPRecipientsRefused({"weg@example.org": (550, b"unknown")})

    monkeypatch.setattr(EmailMultiAlternatives, "send", refuse)
    post(UserFactory())
    send(OutgoingMail.objects.get().pk)
    mail = OutgoingMail.objects.get()
    assert mail.sent_at is None
    assert mail.bounced_at is not None
    assert "unknown" in mail.bounce_note


def test_a_calendar_part_rides_along_twice(db: None, mailoutbox: list[Any]) -> None:
    part = CalendarPart("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "REQUEST")
    outbox.post(key="termin", to=UserFactory(), subject="s", body="b", calendar=part)
    send(OutgoingMail.objects.get().pk)
    message = mailoutbox[0].message()
    parts = [piece for piece in message.walk() if piece.get_content_type() == "text/calendar"]
    assert [piece.get_param("method") for piece in parts] == ["REQUEST", "REQUEST"]
    assert [piece.get_filename() for piece in parts] == [None, "termin.ics"]
    assert message["Message-ID"] == OutgoingMail.objects.get().message_id
