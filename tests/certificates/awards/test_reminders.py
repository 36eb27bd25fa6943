"""A name that nobody has confirmed."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from certificates.awards.domain import confirm_name, open_award
from certificates.awards.models import Award
from courses.governance.models import OutgoingMail
from courses.reminders.reminding import remind

# A Tuesday.
OPENED = datetime(2026, 11, 3, 12, tzinfo=ZoneInfo("Europe/Berlin"))


def reminded(days: int) -> int:
    remind(now=OPENED + timedelta(days=days))
    return OutgoingMail.objects.filter(kind="reminder.name").count()


def award_of(house):
    award = open_award(house.graduate())
    Award.objects.filter(pk=award.pk).update(created_at=OPENED)
    return award


def test_an_unconfirmed_name_is_asked_for_after_five_days(house):
    """The fifth day is a Sunday, so it waits until Monday."""
    award = award_of(house)
    type(award.enrolment.cohort).objects.update(ends_on=OPENED.date())
    assert [reminded(days) for days in (4, 5, 6, 7)] == [0, 0, 1, 1]
    mail = OutgoingMail.objects.get(kind="reminder.name")
    assert mail.recipient == award.enrolment.user
    assert "/mein-weg/zertifikat/" in mail.body
    assert "Zertifikat" not in mail.body.replace("/mein-weg/zertifikat/", "")


def test_a_confirmed_name_is_not_asked_for(house):
    award = award_of(house)
    confirm_name(award, name="Erika Müßig", by=award.enrolment.user)
    assert reminded(6) == 0
