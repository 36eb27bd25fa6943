"""A link shows the name until the second it ends, and nothing afterwards."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from certificates.awards import domain as awards
from certificates.awards.enums import PublicReason
from certificates.awards.errors import NotYoursError
from certificates.awards.models import Certificate, erase_holder
from certificates.sharing.domain import (
    LONGEST,
    OPEN_AT_MOST,
    assert_shareable,
    create_link,
    withdraw_link,
)
from certificates.sharing.errors import CannotShareError, TooManyLinksError, WrongExpiryError
from certificates.sharing.models import ShareLink, forget_links
from courses.governance.models import AuditEntry

WEEK = timedelta(days=7)


def made(certificate, holder, *, lasts=WEEK, label="", now=None):
    now = now or timezone.now()
    return create_link(certificate, by=holder, expires_at=now + lasts, label=label, now=now)


def address(secret):
    return reverse("certificates:link", args=[secret])


def text(response):
    return response.content.decode()


def test_a_link_shows_the_page_with_the_name_whatever_was_consented_to(
    client, certificate, holder, page
):
    _link, secret = made(certificate, holder)
    answer = client.get(address(secret))
    assert answer.status_code == 200
    assert "Dieses Zertifikat ist gültig." in text(answer)
    assert "Erika Müßig" in text(answer)
    assert "Erika Müßig" not in text(client.get(page))
    # The credential stays with the general consent, so the page offers no way to it.
    assert "nachweis.json" not in text(answer)


def test_a_link_says_until_when_it_is_open(client, certificate, holder):
    end = datetime(2026, 8, 3, 10, 0, tzinfo=UTC)
    with time_machine.travel(end - WEEK, tick=False):
        _link, secret = create_link(certificate, by=holder, expires_at=end)
        assert "bis Montag, 3. August 2026, 12 Uhr" in text(client.get(address(secret)))


def test_a_link_ends_at_the_second(client, certificate, holder):
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False) as clock:
        link, secret = made(certificate, holder)
        clock.move_to(link.expires_at - timedelta(seconds=1))
        assert client.get(address(secret)).status_code == 200
        clock.move_to(link.expires_at)
        answer = client.get(address(secret))
    assert answer.status_code == 410
    assert "Dieser Link ist abgelaufen." in text(answer)
    assert 'name="code"' in text(answer)
    assert "Müßig" not in text(answer)


def test_a_withdrawn_link_says_so_and_shows_nothing(client, certificate, holder):
    link, secret = made(certificate, holder)
    assert withdraw_link(link, by=holder) is True
    assert withdraw_link(link, by=holder) is False
    answer = client.get(address(secret))
    assert answer.status_code == 410
    assert "Dieser Link wurde zurückgezogen." in text(answer)
    assert "Müßig" not in text(answer)


@pytest.mark.parametrize("change", [lambda s: s[:-1], lambda s: s + "A", str.swapcase])
def test_a_forged_link_is_not_known(client, certificate, holder, change):
    _link, secret = made(certificate, holder)
    assert client.get(address(secret)).status_code == 200
    answer = client.get(address(change(secret)))
    assert answer.status_code == 404
    assert "Diesen Link kennen wir nicht." in text(answer)
    assert 'name="code"' in text(answer)


def test_only_a_hash_of_the_secret_is_kept(certificate, holder):
    link, secret = made(certificate, holder, label="Bewerbung")
    assert len(secret) == 32
    row = ShareLink.objects.values().get(pk=link.pk)
    assert set(row) == {
        "id",
        "certificate_id",
        "token_hash",
        "label",
        "created_at",
        "expires_at",
        "revoked_at",
    }
    assert secret not in str(row)
    assert secret not in str(AuditEntry.objects.values())
    assert "Bewerbung" not in str(AuditEntry.objects.values())


def test_opening_a_link_leaves_no_trace(client, certificate, holder, django_assert_num_queries):
    _link, secret = made(certificate, holder)
    before = ShareLink.objects.values().get()
    with django_assert_num_queries(1):
        answer = client.get(address(secret))
    assert ShareLink.objects.values().get() == before
    assert not answer.cookies
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("lasts", [timedelta(0), -WEEK, LONGEST + timedelta(seconds=1)])
def test_a_link_ends_in_the_future_and_within_a_year(certificate, holder, lasts):
    with pytest.raises(WrongExpiryError):
        made(certificate, holder, lasts=lasts)
    assert made(certificate, holder, lasts=LONGEST)[0].pk


@pytest.mark.database
def test_the_database_refuses_a_link_that_ends_before_it_begins(certificate, holder):
    link, _secret = made(certificate, holder)
    with pytest.raises(IntegrityError):
        ShareLink.objects.update(expires_at=link.created_at)


def test_nobody_keeps_more_open_links_than_they_can_oversee(certificate, holder):
    links = [made(certificate, holder)[0] for _ in range(OPEN_AT_MOST)]
    with pytest.raises(TooManyLinksError):
        made(certificate, holder)
    withdraw_link(links[0], by=holder)
    assert made(certificate, holder)[0].pk


def test_only_the_holder_makes_and_withdraws_links(house, certificate, holder):
    link, _secret = made(certificate, holder)
    for person in (house.coordinator, house.trainer, house.stranger):
        with pytest.raises(NotYoursError):
            made(certificate, person)
        with pytest.raises(NotYoursError):
            withdraw_link(link, by=person)
    assert ShareLink.objects.values_list("revoked_at", flat=True).get() is None


def test_a_revoked_certificate_is_shared_no_more_and_an_old_link_says_so(
    client, house, certificate, holder
):
    _link, secret = made(certificate, holder)
    awards.revoke(certificate, by=house.coordinator, reason=PublicReason.ISSUED_IN_ERROR)
    with pytest.raises(CannotShareError, match="widerrufen"):
        made(certificate, holder)
    assert "Dieses Zertifikat wurde widerrufen." in text(client.get(address(secret)))


def test_a_suspended_certificate_is_shared_again_once_it_counts(house, certificate, holder):
    awards.suspend(certificate, by=house.coordinator, reason=PublicReason.UNDER_REVIEW)
    with pytest.raises(CannotShareError, match="ausgesetzt"):
        made(certificate, holder)
    awards.reinstate(certificate, by=house.coordinator)
    assert made(certificate, holder)[0].pk


def test_an_expired_certificate_may_be_shown_as_what_it_is(client, certificate, holder):
    Certificate.objects.update(valid_until=timezone.now() - WEEK)
    certificate.refresh_from_db()
    assert_shareable(certificate, now=timezone.now())
    _link, secret = made(certificate, holder)
    assert "Dieses Zertifikat ist abgelaufen." in text(client.get(address(secret)))


def test_erasing_a_person_removes_their_links_and_nobody_elses(client, house, certificate, holder):
    other = house.issued(email="andere@quellingen.example")
    made(other, other.award.enrolment.user)
    _link, secret = made(certificate, holder)
    assert forget_links(holder.pk) == 1
    assert list(ShareLink.objects.values_list("certificate", flat=True)) == [other.pk]
    assert client.get(address(secret)).status_code == 404


def test_what_was_erased_is_shown_by_no_link_that_was_left_over(client, certificate, holder):
    _link, secret = made(certificate, holder)
    erase_holder(holder.pk)
    answer = client.get(address(secret))
    assert answer.status_code == 404
    assert "Müßig" not in text(answer)
    with pytest.raises(NotYoursError):
        made(certificate, holder)
