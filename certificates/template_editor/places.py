"""Whose documents somebody words: a provider's, or those of one cohort.

The provider's words are for those who coordinate the provider; a cohort's own also for those who
coordinate the cohort. Everything below scopes by the user, so others get 404.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from certificates.awards.enums import Kind
from certificates.awards.models import CertificateTemplate
from certificates.awards.queries import current_template
from certificates.awards.templates import newest_version
from certificates.template_editor.models import CertificateTemplateDraft
from courses.cohorts.models import Cohort
from courses.cohorts.policies import cohorts_coordinated_by, providers_coordinated_by
from courses.governance.models import Provider

SLUGS = {"zertifikat": Kind.CERTIFICATE, "teilnahme": Kind.ATTENDANCE}
OF_KIND = {kind: slug for slug, kind in SLUGS.items()}
PROVIDER, COHORT = "traeger", "durchgang"


@dataclass(frozen=True, slots=True)
class Place:
    """One document of a provider, or of one of its cohorts."""

    provider: Provider
    cohort: Cohort | None
    kind: Kind

    @property
    def key(self) -> tuple[int, int | None, str]:
        return self.provider.pk, self.cohort_id, self.kind.value

    @property
    def cohort_id(self) -> int | None:
        return self.cohort.pk if self.cohort else None

    @property
    def name(self) -> str:
        return self.cohort.title if self.cohort else self.provider.name

    @property
    def args(self) -> tuple[str, int, str]:
        """Of its addresses."""
        if self.cohort:
            return COHORT, self.cohort.pk, OF_KIND[self.kind]
        return PROVIDER, self.provider.pk, OF_KIND[self.kind]

    @property
    def url(self) -> str:
        return reverse("certificate_templates:place", args=self.args)

    def newest(self) -> CertificateTemplate | None:
        """The latest version of exactly this place."""
        return newest_version(self.provider.pk, self.kind, self.cohort_id)

    def in_force(self) -> CertificateTemplate | None:
        """What counts here now: its own, or the provider's."""
        return current_template(self.provider.pk, self.kind, self.cohort_id)

    def versions(self) -> QuerySet[CertificateTemplate]:
        return CertificateTemplate.objects.filter(
            provider=self.provider, cohort=self.cohort, kind=self.kind
        ).order_by("-version")


@dataclass(frozen=True, slots=True)
class PlaceRow:
    place: Place
    newest: CertificateTemplate | None
    draft: CertificateTemplateDraft | None


def worded_cohorts(user: Any) -> QuerySet[Cohort]:
    """Cohorts that the user may give words of their own."""
    return Cohort.objects.filter(
        Q(pk__in=cohorts_coordinated_by(user)) | Q(provider__in=providers_coordinated_by(user))
    ).select_related("provider")


def may_word(user: Any) -> bool:
    """Whether the screens are for this person at all."""
    return providers_coordinated_by(user).exists() or worded_cohorts(user).exists()


def drafts_of(user: Any) -> QuerySet[CertificateTemplateDraft]:
    """One's own, as long as one still coordinates what they are for."""
    here = Q(cohort=None, provider__in=providers_coordinated_by(user)) | Q(
        cohort__in=worded_cohorts(user)
    )
    drafts = CertificateTemplateDraft.objects.filter(here, author=user)
    return drafts.select_related("provider", "cohort__provider")


def templates_seen_by(user: Any) -> QuerySet[CertificateTemplate]:
    """All versions of the places the user words."""
    here = Q(cohort=None, provider__in=providers_coordinated_by(user)) | Q(
        cohort__in=worded_cohorts(user)
    )
    return CertificateTemplate.objects.filter(here).select_related("provider", "cohort")


def place_of(row: CertificateTemplate | CertificateTemplateDraft) -> Place:
    return Place(row.provider, row.cohort, Kind(row.kind))


def place_rows(user: Any) -> list[PlaceRow]:
    """Both documents of every provider, then the cohorts with words of their own. Four statements,
    however many there are."""
    providers = list(providers_coordinated_by(user).order_by("name"))
    cohorts = list(worded_cohorts(user).order_by("title", "pk"))
    newest = {place_of(row).key: row for row in templates_seen_by(user).order_by("version")}
    drafts = {place_of(row).key: row for row in drafts_of(user)}
    places = [Place(provider, None, kind) for provider in providers for kind in Kind]
    places += [
        place
        for cohort in cohorts
        for kind in Kind
        if (place := Place(cohort.provider, cohort, kind)).key in newest or place.key in drafts
    ]
    return [PlaceRow(place, newest.get(place.key), drafts.get(place.key)) for place in places]
