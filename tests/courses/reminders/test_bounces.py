"""What comes back is noted where it went out, and shown to the coordination of that cohort."""

import contextlib
import io
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from courses.cohorts.models import Cohort, Invitation
from courses.governance import outbox
from courses.governance.models import OutgoingMail
from courses.governance.outbox import Purpose
from courses.governance.tasks import send
from courses.reminders.bounces import UnknownMailError, bounced, note_bounce
from courses.reminders.notices import NoNotice, read_notice
from tests.factories import CohortFactory, UserFactory, enrol

NOTICE = """\
From: MAILER-DAEMON@mx.example.org
To: post@quellingen.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="grenze"

--grenze
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--grenze
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
Arrival-Date: Thu, 17 Sep 2026 09:00:00 +0200

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <{address}>: user
 unknown

--grenze
Content-Type: {carried}

Message-ID: {message_id}
Subject: Ihr Termin

Ein Text, der niemanden etwas angeht.
--grenze--
"""


def notice(
    address: str = "weg@example.org",
    *,
    message_id: str = "<fremd@anderswo>",
    status: str = "5.1.1",
    action: str = "failed",
    carried: str = "message/rfc822",
) -> bytes:
    text = NOTICE.format(
        address=address, message_id=message_id, status=status, action=action, carried=carried
    )
    return text.replace("\n", "\r\n").encode()


def sent(user: Any, key: str = "k", cohort: Any = None) -> OutgoingMail:
    outbox.post(key=key, to=user, subject="s", body="b", purpose=Purpose("x", cohort))
    mail = OutgoingMail.objects.get(key=key)
    send(mail.pk)
    mail.refresh_from_db()
    return mail


@pytest.mark.parametrize("carried", ["message/rfc822", "text/rfc822-headers"])
def test_a_mail_is_known_by_its_message_id(db: None, carried: str) -> None:
    user = UserFactory()
    earlier, later = sent(user, "a"), sent(user, "b")
    raw = notice("alias@anderswo.example", message_id=earlier.message_id, carried=carried)
    assert note_bounce(raw) == 1
    earlier.refresh_from_db()
    later.refresh_from_db()
    assert earlier.bounced_at is not None
    assert earlier.bounce_note == "5.1.1 550 5.1.1 <alias@anderswo.example>: user unknown"
    assert later.bounced_at is None


def test_otherwise_the_latest_mail_to_the_address_is_meant(db: None) -> None:
    user = UserFactory(email="weg@example.org")
    earlier, later = sent(user, "a"), sent(user, "b")
    assert note_bounce(notice("WEG@example.org")) == 1
    assert set(OutgoingMail.objects.filter(bounced_at__isnull=False)) == {later}
    assert earlier.sent_at is not None


def test_an_address_nobody_wrote_to_for_two_weeks_is_unknown(db: None) -> None:
    mail = sent(UserFactory(email="weg@example.org"))
    with pytest.raises(UnknownMailError):
        note_bounce(notice(), now=timezone.now() + timedelta(days=14, minutes=1))
    mail.refresh_from_db()
    assert mail.bounced_at is None


@pytest.mark.parametrize("known", ["id", "address"])
def test_an_invitation_that_comes_back_is_noted_too(cohort: Cohort, known: str) -> None:
    invitation = Invitation.objects.create(
        cohort=cohort,
        email="weg@example.org",
        sent_at=timezone.now(),
        expires_at=timezone.now(),
        message_id="<einladung@hier>",
    )
    raw = notice(message_id="<einladung@hier>") if known == "id" else notice()
    assert note_bounce(raw) == 1
    invitation.refresh_from_db()
    assert invitation.bounced_at is not None
    assert invitation.bounce_note.startswith("5.1.1")


def test_noted_twice_is_noted_once(db: None) -> None:
    mail = sent(UserFactory(email="weg@example.org"))
    assert [note_bounce(notice(message_id=mail.message_id)) for _ in range(2)] == [1, 0]


@pytest.mark.parametrize(
    ("status", "action"), [("4.4.1", "delayed"), ("4.2.2", "failed"), ("2.0.0", "delivered")]
)
def test_a_delay_is_no_bounce(db: None, status: str, action: str) -> None:
    mail = sent(UserFactory(email="weg@example.org"))
    raw = notice(message_id=mail.message_id, status=status, action=action)
    assert note_bounce(raw) == 0
    mail.refresh_from_db()
    assert (mail.bounced_at, mail.bounce_note) == (None, "")


def test_no_word_of_the_mail_that_rides_along_is_kept(db: None) -> None:
    mail = sent(UserFactory(email="weg@example.org"))
    note_bounce(notice(message_id=mail.message_id))
    mail.refresh_from_db()
    assert "angeht" not in mail.bounce_note
    assert "Termin" not in mail.bounce_note


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"  \n ",
        b"Hallo",
        b"\x00\xff\xfe",
        b"Content-Type: multipart/report; boundary=x\n\n--x\n\nHallo\n--x--\n",
        b"Content-Type: message/delivery-status\n\nStatus: 5.0.0\n",
        b"x" * 1_000_001,
    ],
)
def test_garbage_is_refused_with_a_sentence(raw: bytes) -> None:
    with pytest.raises(NoNotice) as refused:
        read_notice(raw)
    assert str(refused.value).endswith((".", ")."))


@given(st.binary(max_size=400), st.integers(min_value=0, max_value=900))
def test_however_broken_it_is_refused_or_read(noise: bytes, place: int) -> None:
    raw = notice()
    with contextlib.suppress(NoNotice):
        read_notice(raw[:place] + noise + raw[place:])


def test_the_command_reads_the_standard_input(
    db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mail = sent(UserFactory(email="weg@example.org"))
    stdin = SimpleNamespace(buffer=io.BytesIO(notice(message_id=mail.message_id)))
    monkeypatch.setattr("sys.stdin", stdin)
    call_command("note_bounce")
    assert capsys.readouterr().out == "Noted: 1.\n"


@pytest.mark.parametrize("raw", [b"Hallo", notice("niemand@example.org")])
def test_the_command_fails_with_a_sentence(
    db: None, monkeypatch: pytest.MonkeyPatch, raw: bytes
) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    with pytest.raises(CommandError, match="Nachricht") as refused:
        call_command("note_bounce")
    assert refused.value.returncode == 1


# — what the coordination sees ————————————————————————————————————————————————————


def test_the_coordination_sees_what_came_back_in_its_cohort_alone(
    desk: Client, cohort: Cohort
) -> None:
    other = CohortFactory(programme=cohort.programme)
    here, there = enrol(cohort).user, enrol(other).user
    for user, place in ((here, cohort), (there, other)):
        note_bounce(notice(user.email, message_id=sent(user, user.email, place).message_id))
    assert [(row.email, row.name) for row in bounced(cohort)] == [
        (here.email, here.get_full_name())
    ]
    page = desk.get(reverse("lms_cohorts:letters", args=[cohort.pk])).content.decode()
    assert "Mails kamen zurück" in page
    assert here.email in page
    assert there.email not in page


def test_mails_of_no_cohort_count_where_the_person_takes_part(cohort: Cohort) -> None:
    user = enrol(cohort).user
    note_bounce(notice(message_id=sent(user).message_id))
    assert [row.email for row in bounced(cohort)] == [user.email]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_two_statements(
    cohort: Cohort, rows: int, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        user = enrol(cohort).user
        for key in ("a", "b"):
            mail = sent(user, f"{key}{user.pk}", cohort)
            note_bounce(notice(user.email, message_id=mail.message_id))
    with django_assert_num_queries(2):
        assert len(bounced(cohort)) == rows
