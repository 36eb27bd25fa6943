"""What a provider's certificates say, from now on."""

from typing import Any

from django.db import transaction

from certificates.awards.enums import Kind
from certificates.awards.models import CertificateTemplate
from certificates.awards.queries import current_template
from courses.governance import audit
from courses.governance.models import Provider


@transaction.atomic
def publish_template(
    provider: Provider, *, by: Any, kind: str = Kind.CERTIFICATE, **words: Any
) -> CertificateTemplate:
    """A new version with these words (title, qualification, place, signatories, …).

    What was issued before keeps its words. Raises Django's ValidationError by field.
    """
    Provider.objects.select_for_update().get(pk=provider.pk)
    latest = current_template(provider.pk, kind)
    version = latest.version + 1 if latest else 1
    template = CertificateTemplate(provider=provider, kind=kind, version=version, **words)
    template.full_clean()
    template.save()
    audit.log(by, "certificate_template.published", template, version=version)
    return template
