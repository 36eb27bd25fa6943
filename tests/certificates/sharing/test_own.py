"""Where the graduate decides who sees what: for the graduate, and for nobody else."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from certificates.awards import domain as awards
from certificates.awards.enums import PublicReason
from certificates.awards.following import correct
from certificates.awards.issuing import issue_certificate
from certificates.awards.models import Certificate
from certificates.documents.record import thaw
from certificates.sharing.domain import create_link, withdraw_link
from certificates.sharing.elsewhere import linkedin_url, snippet
from certificates.sharing.models import ShareLink
from courses.cohorts.history import entries_of
from courses.governance.models import AuditEntry
from tests import factories

PAGE = "/mein-weg/zertifikat/"
EMPTY = "/mein-weg/zertifikat/0/teilen/"


def text(response):
    return response.content.decode()


def share(certificate):
    return reverse("certificates:share", args=[certificate.pk])


def made(certificate, **given):
    by, end = certificate.award.enrolment.user, timezone.now() + timedelta(days=7)
    return create_link(certificate, by=by, expires_at=end, **given)


@pytest.fixture
def signed_in(client, holder):
    client.force_login(holder)
    return client


def test_making_a_link_shows_it_once(signed_in, certificate):
    answer = signed_in.post(share(certificate), {"label": "Bewerbung", "lasts": "30"})
    link = ShareLink.objects.get()
    assert (link.label, link.expires_at - link.created_at) == ("Bewerbung", timedelta(days=30))
    address = answer.context["address"]
    assert address in text(answer)
    assert "no-store" in answer.headers["Cache-Control"]
    path = urlsplit(address).path
    assert signed_in.get(path).status_code == 200
    listed = text(signed_in.get(share(certificate)))
    assert "Bewerbung" in listed
    assert path not in listed


def test_a_chosen_day_counts_to_its_end(signed_in, certificate):
    with time_machine.travel("2026-03-10T12:00:00+01:00", tick=False):
        signed_in.force_login(certificate.award.enrolment.user)
        signed_in.post(share(certificate), {"lasts": "date", "until": "2026-03-28"})
    end = timezone.localtime(ShareLink.objects.get().expires_at)
    assert end.isoformat() == "2026-03-29T00:00:00+01:00"


@pytest.mark.parametrize(
    ("days", "made"), [(None, 0), (-1, 0), (0, 1), (364, 1), (365, 0), (4000, 0)]
)
def test_a_day_is_chosen_between_today_and_a_year_from_now(signed_in, certificate, days, made):
    day = "" if days is None else (timezone.localdate() + timedelta(days=days)).isoformat()
    answer = signed_in.post(share(certificate), {"lasts": "date", "until": day, "label": "Amt"})
    assert ShareLink.objects.count() == made
    if not made:
        assert 'value="Amt"' in text(answer)
        assert "kern-error" in text(answer)


@pytest.mark.parametrize("lasts", ["", "8", "forever"])
def test_other_durations_are_refused(signed_in, certificate, lasts):
    assert signed_in.post(share(certificate), {"lasts": lasts}).status_code == 200
    assert ShareLink.objects.count() == 0


def test_withdrawing_says_so_and_keeps_the_line(signed_in, certificate):
    link, _secret = made(certificate, label="Bewerbung")
    address = reverse("certificates:withdraw", args=[link.pk])
    answer = signed_in.post(address, follow=True)
    assert answer.redirect_chain == [(share(certificate), 302)]
    assert "Der Link ist zurückgezogen." in text(answer)
    assert "zurückgezogen am" in text(answer)
    assert ShareLink.objects.get().revoked_at is not None


def test_links_that_have_ended_stand_closed_below_the_open_ones(signed_in, certificate, holder):
    withdraw_link(made(certificate, label="Altes Amt")[0], by=holder)
    past = timezone.now() - timedelta(days=9)
    create_link(
        certificate, by=holder, expires_at=past + timedelta(days=7), label="Früher", now=past
    )
    assert "<summary" in text(signed_in.get(share(certificate)))
    made(certificate, label="Neues Amt")
    shown = text(signed_in.get(share(certificate)))
    ended = shown.index("Beendete Links (2)")
    assert shown.index("Neues Amt") < ended < shown.index("Altes Amt")
    assert ended < shown.index("Früher")
    assert "Neues Amt" not in shown[ended:]
    assert "<details" in shown[:ended]
    assert "<details open" not in shown


def test_without_an_ended_link_nothing_is_said_of_any(signed_in, certificate):
    made(certificate)
    assert "Beendete Links" not in text(signed_in.get(share(certificate)))


def test_no_history_of_a_cohort_speaks_of_links(client, house, certificate, holder):
    link, _secret = made(certificate, label="Bewerbung")
    withdraw_link(link, by=holder)
    assert AuditEntry.objects.filter(action__startswith="share_link.").count() == 2
    actions = set(entries_of(house.cohort).values_list("action", flat=True))
    assert "certificate.issued" in actions
    assert not {action for action in actions if action.startswith("share_link.")}
    client.force_login(house.coordinator)
    shown = text(client.get(reverse("lms_cohorts:history", args=[house.cohort.pk])))
    assert "Zertifikat ausgestellt" in shown
    assert "share_link" not in shown


def test_the_preview_shows_both_ways_and_changes_nothing(signed_in, certificate):
    address = reverse("certificates:preview", args=[certificate.pk])
    without, named = (text(signed_in.get(address, {"name": name})) for name in ("no", "yes"))
    assert "Erika Müßig" not in without
    assert "Erika Müßig" in named
    assert "So sehen es jetzt alle." in without
    assert "So sehen es jetzt alle." not in named
    assert Certificate.objects.get().name_consent is False
    awards.show_name(certificate, by=certificate.award.enrolment.user)
    assert "So sehen es jetzt alle." in text(signed_in.get(address))
    assert "Erika Müßig" in text(signed_in.get(address))


def test_a_revoked_certificate_says_why_it_cannot_be_shared(signed_in, house, certificate):
    link, _secret = made(certificate)
    awards.revoke(certificate, by=house.coordinator, reason=PublicReason.RULES_NOT_MET)
    shown = text(signed_in.get(share(certificate)))
    assert "Es kann nicht mehr geteilt werden." in shown
    assert "Die Voraussetzungen waren doch nicht erfüllt." in shown
    assert "linkedin.com" not in shown
    assert 'name="lasts"' not in shown
    assert reverse("certificates:withdraw", args=[link.pk]) in shown
    signed_in.post(share(certificate), {"lasts": "7"})
    assert ShareLink.objects.count() == 1
    assert "nicht mehr geteilt" in text(signed_in.get(PAGE))


def test_what_was_replaced_is_not_shared_and_says_why(signed_in, house, certificate):
    made(certificate)
    award = correct(certificate, by=house.coordinator, name="Erika Neu")
    corrected = issue_certificate(award.pk)
    shown = text(signed_in.get(share(certificate)))
    assert "Eine korrigierte Fassung ersetzt diese. Bitte teilen Sie die neue." in shown
    assert "linkedin.com" not in shown
    signed_in.post(share(certificate), {"lasts": "7"})
    assert ShareLink.objects.count() == 1
    signed_in.post(share(corrected), {"lasts": "7"})
    assert ShareLink.objects.count() == 2


def test_a_name_shown_before_can_be_hidden_after_a_revocation(signed_in, house, certificate):
    awards.show_name(certificate, by=certificate.award.enrolment.user)
    awards.revoke(certificate, by=house.coordinator, reason=PublicReason.ON_REQUEST)
    assert "Namen nicht mehr zeigen" in text(signed_in.get(share(certificate)))


@pytest.mark.parametrize("state", ["revoked", "suspended", "expired"])
def test_the_files_stay_the_graduates(signed_in, house, certificate, state):
    if state == "revoked":
        awards.revoke(certificate, by=house.coordinator, reason=PublicReason.ON_REQUEST)
    elif state == "suspended":
        awards.suspend(certificate, by=house.coordinator, reason=PublicReason.UNDER_REVIEW)
    else:
        Certificate.objects.update(valid_until=timezone.now())
    assert "Die Dateien bleiben Ihre." in text(signed_in.get(PAGE))
    for name in ("document", "credential", "archive", "badge_png", "badge_svg"):
        address = reverse(f"certificates:{name}", args=[certificate.pk])
        assert signed_in.get(address).status_code == 200


def test_linkedin_gets_what_stands_on_the_paper(certificate):
    certificate.valid_until = certificate.issued_at.replace(year=certificate.issued_at.year + 3)
    said = thaw(certificate.record)
    issued = timezone.localtime(certificate.issued_at)
    parts = urlsplit(linkedin_url(certificate, said))
    assert parts.netloc == "www.linkedin.com"
    assert {name: value for name, (value,) in parse_qs(parts.query).items()} == {
        "startTask": "CERTIFICATION_NAME",
        "name": "Zertifikat: Kommunale:r Konfliktmanager:in",
        "organizationName": said["issuer"]["name"],
        "issueYear": str(issued.year),
        "issueMonth": str(issued.month),
        "expirationYear": str(issued.year + 3),
        "expirationMonth": str(issued.month),
        "certId": certificate.number,
        "certUrl": said["verification"]["url"],
    }
    certificate.valid_until = None
    assert "expiration" not in linkedin_url(certificate, said)


def test_the_snippet_is_a_link_with_a_picture_and_nothing_else(certificate):
    said = thaw(certificate.record)
    said["issuer"]["name"] = 'Träger "A" & <B>'
    url = said["verification"]["url"]
    html = snippet(said)
    assert html.startswith(f'<a href="{url}"><img src="{url}/abzeichen.png" width="160"')
    assert html.count("<") == 3
    assert 'Träger "A" & <B>' in unescape(html)


def test_the_page_asks_nobody_else_for_anything(signed_in, certificate):
    shown = text(signed_in.get(share(certificate)))
    sources = re.findall(r'\bsrc="([^"]+)"', shown)
    assert "/abzeichen.png" in str(sources)
    assert [source for source in sources if not source.startswith("/")] == []
    assert "<iframe" not in shown


def addresses(certificate, link):
    pk = certificate.pk
    return [
        *(
            ("get", reverse(f"certificates:{name}", args=[pk]))
            for name in ("share", "preview", "archive", "badge_png", "badge_svg")
        ),
        ("post", share(certificate)),
        ("post", reverse("certificates:withdraw", args=[link.pk])),
    ]


def test_nobody_else_sees_or_does_anything(client, house, certificate):
    link, _secret = made(certificate)
    superuser = factories.UserFactory(is_superuser=True, is_staff=True)
    other = house.issued(email="andere@quellingen.example").award.enrolment.user
    people = (house.stranger, house.trainer, house.coordinator, superuser, other)
    for person in people:
        client.force_login(person)
        for method, address in addresses(certificate, link):
            assert getattr(client, method)(address, {"lasts": "7"}).status_code == 404, address
    assert ShareLink.objects.values_list("revoked_at", flat=True).get() is None


def test_who_is_not_signed_in_is_asked_to(client, certificate):
    link, _secret = made(certificate)
    for method, address in addresses(certificate, link):
        answer = getattr(client, method)(address)
        assert answer.status_code == 302
        assert "/konto/" in answer.headers["Location"]


def test_somebody_elses_links_are_not_in_the_list(signed_in, house, certificate):
    made(house.issued(email="andere@quellingen.example"), label="Fremdes Amt")
    made(certificate, label="Mein Amt")
    shown = text(signed_in.get(share(certificate)))
    assert "Mein Amt" in shown
    assert "Fremdes Amt" not in shown


def statements(client, address):
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def test_three_links_take_as_many_statements_as_one(signed_in, certificate):
    empty = statements(signed_in, EMPTY)
    made(certificate)
    one = statements(signed_in, share(certificate))
    withdraw_link(made(certificate)[0], by=certificate.award.enrolment.user)
    made(certificate)
    assert statements(signed_in, share(certificate)) == one
    assert one - empty <= 10


def test_three_certificates_take_as_many_statements_as_one(signed_in, house, certificate, holder):
    empty = statements(signed_in, EMPTY)
    one = statements(signed_in, PAGE)
    for n in range(2):
        _another(house, holder, f"Weiterer Durchgang {n}")
    answer = text(signed_in.get(PAGE))
    assert answer.count("alles.zip") == 3
    assert statements(signed_in, PAGE) == one
    assert one - empty <= 10


def _another(house, holder, title):
    """One more certificate of the same person, from another cohort."""
    from certificates.awards.domain import confirm_name, open_award, release_award
    from certificates.awards.issuing import issue_certificate
    from courses.progress.domain import Fact, record
    from courses.progress.enums import EvidenceKind
    from courses.progress.sources import release_key

    cohort = factories.CohortFactory(
        title=title,
        programme=house.cohort.programme,
        provider=house.cohort.provider,
        rule_version=house.cohort.rule_version,
    )
    enrolment = factories.enrol(cohort, holder)
    record(
        Fact(release_key(cohort), EvidenceKind.RELEASED),
        enrolments=type(enrolment).objects.filter(pk=enrolment.pk),
        actor=factories.trainer_of(cohort),
        role="trainer",
    )
    award = confirm_name(open_award(enrolment), name="Erika Müßig", by=holder)
    return issue_certificate(release_award(award, by=factories.coordinator_of(cohort)).pk)
