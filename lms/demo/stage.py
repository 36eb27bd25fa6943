"""What stands before the people come: provider, curriculum, rules, agreement, certificate."""

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from certificates.awards.enums import Kind
from certificates.awards.models import CertificateTemplate
from certificates.keys.domain import create_key, set_up_issuer
from courses.cohorts.models import ConfidentialityAgreement
from courses.cohorts.queries import current_agreement
from courses.curriculum.authors import open_pages_to_authors
from courses.curriculum.models import Programme
from courses.curriculum.travel.importer import import_curriculum
from courses.governance.models import Provider
from courses.rules.definition import CountRule, RequirementKind, RuleDefinition, to_json
from courses.rules.models import RuleSet, RuleSetVersion

CURRICULUM = Path(__file__).resolve().parents[1] / "curriculum"
TEXTS = Path(__file__).resolve().parent / "texts"
FOUR_OF_FIVE = RuleDefinition(
    (
        CountRule((RequirementKind.SEMINAR,), 4),
        CountRule((RequirementKind.DEEPENING,), 1),
        CountRule((RequirementKind.PLAN,), 1),
        CountRule((RequirementKind.RELEASE,), 1),
    )
)


def read_yaml(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text())


def set_provider() -> Provider:
    provider, _created = Provider.objects.get_or_create(
        slug="bildungswerk-mittelaue",
        defaults={
            "name": "Bildungswerk Mittelaue",
            "place": "Quellingen",
            "help_line": "030 23125 117, Montag bis Freitag von 9 bis 15 Uhr",
        },
    )
    return provider


def set_programme(provider: Provider) -> Programme:
    """Import the curriculum once; what authors changed since is theirs."""
    programme = provider.programmes.first()
    if programme is None:
        import_curriculum(CURRICULUM, provider=provider)
        programme = provider.programmes.get()
    open_pages_to_authors(provider, programme.page)
    return programme


def set_rules(provider: Provider) -> RuleSetVersion:
    rules, _created = RuleSet.objects.get_or_create(
        provider=provider, title="4 von 5 Seminaren und eine Vertiefung"
    )
    version, _created = RuleSetVersion.objects.get_or_create(
        rule_set=rules, version=1, defaults={"definition": to_json(FOUR_OF_FIVE)}
    )
    return version


def set_agreement(provider: Provider, kind: str) -> ConfidentialityAgreement:
    """The one that came with the curriculum for this kind, or what somebody published since."""
    agreement = current_agreement(provider.pk, kind)
    if agreement is None:
        raise LookupError("The curriculum came without an agreement.")
    return agreement


# A coat of arms that no town has: a bridge over a river.
CREST = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 70">'
    '<path d="M2 2h56v34a28 32 0 0 1-56 0z" fill="#2F7D4F" />'
    '<path d="M6 40q12-16 24 0t24 0v-6H6z" fill="#FAF7F2" />'
    '<path d="M6 50q6-6 12 0t12 0 12 0 12 0v5q-6 6-12 0t-12 0-12 0-12 0z" fill="#7CABE3" /></svg>'
)


def set_certificate(provider: Provider) -> CertificateTemplate:
    """What both documents say, and the key that signs them."""
    text = read_yaml(CURRICULUM / "programme.yaml")
    mayor = {
        "name": "Reimann",
        "function": "Bürgermeisterin",
        "organisation": "Kreisstadt Quellingen",
    }
    coordinator = {
        "name": "Marlene Voss",
        "function": "Koordination",
        "organisation": provider.name,
    }
    template, _created = CertificateTemplate.objects.get_or_create(
        provider=provider,
        cohort=None,
        kind=Kind.CERTIFICATE,
        version=1,
        defaults={
            "title": "Zertifikat",
            "qualification": text["title"],
            "statement": text["certificate_statement"],
            "place": provider.place,
            "competences": text["competences"],
            "co_issuers": [{"name": "Kreisstadt Quellingen", "logo": CREST}],
            "signatories": [mayor, coordinator],
        },
    )
    CertificateTemplate.objects.get_or_create(
        provider=provider,
        cohort=None,
        kind=Kind.ATTENDANCE,
        version=1,
        defaults={
            "title": "Teilnahmebescheinigung",
            "qualification": "Kommunales Konfliktmanagement",
            "place": provider.place,
            "co_issuers": [{"name": "Kreisstadt Quellingen", "logo": CREST}],
            "signatories": [coordinator],
            "needs_release": False,
        },
    )
    issuer = set_up_issuer(provider)
    if not issuer.keys.filter(retired_at=None).exists():
        create_key(issuer)
    return template
