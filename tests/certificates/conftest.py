"""Graduates, coordinators and issuers for the tests of certificates."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from certificates.awards.domain import confirm_name, open_award, release_award
from certificates.awards.issuing import issue_certificate
from certificates.awards.models import Award, Certificate, CertificateTemplate
from certificates.keys.domain import create_key, set_up_issuer
from certificates.keys.models import Issuer
from courses.cohorts.models import Cohort, Enrolment
from courses.progress.domain import Fact, record
from courses.progress.enums import EvidenceKind
from courses.progress.sources import release_key
from tests import factories

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


@pytest.fixture(autouse=True)
def keys_of_this_test(settings: Any, tmp_path: Path) -> Path:
    """No test sees another one's keys or counters."""
    settings.LMS_KEY_DIR = tmp_path / "keys"
    cache.clear()
    return settings.LMS_KEY_DIR


@pytest.fixture
def house(db: None) -> House:
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
