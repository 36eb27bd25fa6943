"""What a provider's certificates say, from now on."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from certificates.awards.enums import Kind
from certificates.awards.errors import TemplateChangedError
from certificates.awards.models import CertificateTemplate
from courses.cohorts.models import Cohort
from courses.governance import audit
from courses.governance.models import Provider


@transaction.atomic
def publish_template(
    provider: Provider,
    *,
    by: Any,
    kind: str = Kind.CERTIFICATE,
    cohort: Cohort | None = None,
    base: int | None = None,
    **words: Any,
) -> CertificateTemplate:
    """A new version with these words (title, qualification, place, signatories, …).

    With a cohort it is the cohort's own. What was issued before keeps its words. `base` is the
    version the author saw (0: none); None asks for no such check. Raises Django's ValidationError
    by field, and TemplateChangedError where somebody else has published in between.
    """
    Provider.objects.select_for_update().get(pk=provider.pk)
    latest = newest_version(provider.pk, kind, cohort.pk if cohort else None)
    if base is not None and base != (latest.version if latest else 0):
        raise TemplateChangedError(
            _("Somebody else has published a version in the meantime. Please compare once more.")
        )
    version = latest.version + 1 if latest else 1
    template = CertificateTemplate(
        provider=provider, kind=kind, cohort=cohort, version=version, **words
    )
    template.full_clean()
    template.save()
    audit.log(by, "certificate_template.published", template, cohort=cohort, version=version)
    return template


def newest_version(
    provider_id: int, kind: str, cohort_id: int | None = None
) -> CertificateTemplate | None:
    """The latest of exactly this place: of the provider, or of the cohort alone."""
    rows = CertificateTemplate.objects.filter(provider=provider_id, kind=kind, cohort=cohort_id)
    return rows.order_by("-version").first()
