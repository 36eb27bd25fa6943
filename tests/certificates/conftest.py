"""Graduates, coordinators and issuers for the tests of certificates."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from certificates.awards.domain import (
    confirm_name,
    open_award,
    release_award,
    revoke,
    suspend,
)
from certificates.awards.enums import Kind, PublicReason
from certificates.awards.following import correct
from certificates.awards.issuing import issue_certificate
from certificates.awards.models import Award, Certificate, CertificateTemplate
from certificates.awards.templates import publish_template
from certificates.keys.domain import create_key, set_up_issuer
from certificates.keys.models import Issuer
from courses.cohorts.models import Cohort, Enrolment
from courses.progress.domain import Fact, record
from courses.progress.enums import EvidenceKind
from courses.progress.sources import release_key
from tests import factories
from tests.certificates.pades.fixtures import (  # noqa: F401 (for every test below)
    authority,
    served_authority,
    signer_file,
    stamped,
)

ONLY_RELEASE = {
    "rules": [{"type": "count", "kinds": ["release"], "count": 1}],
    "session_share": 80,
    "makeup_allowed": True,
}


@dataclass
class House:
    """A provider that can issue, one of its cohorts, and the people the tests need."""

    cohort: Cohort
    issuer: Issuer
    template: CertificateTemplate
    coordinator: Any
    trainer: Any
    stranger: Any

    def participant(self, **fields: Any) -> Enrolment:
        user = factories.UserFactory(**{"first_name": "Erika", "last_name": "Müßig", **fields})
        return factories.enrol(self.cohort, user)

    def graduate(self, **fields: Any) -> Enrolment:
        """Somebody who has met the rules."""
        enrolment = self.participant(**fields)
        self.complete(enrolment)
        return enrolment

    def complete(self, enrolment: Enrolment) -> None:
        record(
            Fact(release_key(self.cohort), EvidenceKind.RELEASED),
            enrolments=Enrolment.objects.filter(pk=enrolment.pk),
            actor=self.trainer,
            role="trainer",
        )

    def named(self, name: str = "Erika Müßig", **fields: Any) -> Award:
        enrolment = self.graduate(**fields)
        return confirm_name(open_award(enrolment), name=name, by=enrolment.user)

    def released(self, name: str = "Erika Müßig", **fields: Any) -> Award:
        return release_award(self.named(name, **fields), by=self.coordinator)

    def issued(self, name: str = "Erika Müßig", **fields: Any) -> Certificate:
        certificate = issue_certificate(self.released(name, **fields).pk)
        assert certificate is not None
        return certificate

    def changed(self, state: str, **fields: Any) -> Certificate:
        """A certificate in a state: valid, ending, suspended, expired, revoked or replaced."""
        certificate = self.issued(**fields)
        by, now = self.coordinator, timezone.now()
        if state == "suspended":
            suspend(certificate, by=by, reason=PublicReason.UNDER_REVIEW)
        elif state == "revoked":
            revoke(certificate, by=by, reason=PublicReason.ON_REQUEST)
        elif state == "replaced":
            issue_certificate(correct(certificate, by=by, name="Erika Mueßig").pk)
        elif state in {"ending", "expired"}:
            days = timedelta(days=30 if state == "ending" else -1)
            Certificate.objects.filter(pk=certificate.pk).update(valid_until=now + days)
        return certificate


@pytest.fixture(autouse=True)
def keys_of_this_test(settings: Any, tmp_path: Path) -> Path:
    """No test sees another one's keys or counters."""
    settings.LMS_KEY_DIR = tmp_path / "keys"
    cache.clear()
    return settings.LMS_KEY_DIR


@pytest.fixture
def house(db: None) -> House:
    return set_up_house()


def set_up_house() -> House:
    cohort = factories.CohortFactory(title="Mittelaue 2", municipalities=["Landkreis Mittelaue"])
    cohort.rule_version.definition = ONLY_RELEASE
    cohort.rule_version.save()
    factories.make_session(cohort, title="Seminar 1")
    issuer = set_up_issuer(cohort.provider)
    create_key(issuer)
    template = CertificateTemplate.objects.create(
        provider=cohort.provider,
        version=1,
        title="Zertifikat",
        qualification="Kommunale:r Konfliktmanager:in",
        place="Quellingen",
        signatories=[
            {"name": "Reimann", "function": "Bürgermeisterin", "organisation": "Quellingen"}
        ],
        competences=["klärt Aufträge", "moderiert große Gruppen"],
    )
    return House(
        cohort=cohort,
        issuer=issuer,
        template=template,
        coordinator=factories.coordinator_of(cohort),
        trainer=factories.trainer_of(cohort),
        stranger=factories.UserFactory(),
    )


@pytest.fixture
def four_eyes(house: House) -> Any:
    """The provider wants two people to agree; returns the second one."""
    CertificateTemplate.objects.filter(pk=house.template.pk).update(needs_second_release=True)
    return factories.coordinator_of(house.cohort)


@pytest.fixture
def words(house: House) -> Any:
    """The provider confirms attendance, without a release if it wants none."""

    def publish(**changed: Any) -> CertificateTemplate:
        common = {
            "title": "Teilnahmebescheinigung",
            "qualification": "Kommunales Konfliktmanagement",
            "place": "Quellingen",
            "signatories": [{"name": "Weiß", "function": "Koordination"}],
            "needs_release": False,
        }
        provider, by = house.cohort.provider, house.coordinator
        return publish_template(provider, by=by, kind=Kind.ATTENDANCE, **common | changed)

    publish()
    return publish
