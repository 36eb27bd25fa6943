"""Who waits for a document of a place, and would get its next version."""

from django.db.models import Exists, OuterRef

from certificates.awards.enums import AwardState
from certificates.awards.models import Award, CertificateTemplate
from certificates.template_editor.places import Place


def waiting_for(place: Place) -> int:
    """Awards not issued yet that this template speaks for. One statement."""
    awards = Award.objects.filter(kind=place.kind).exclude(state=AwardState.ISSUED)
    if place.cohort:
        return awards.filter(enrolment__cohort=place.cohort).count()
    own = CertificateTemplate.objects.filter(kind=place.kind, cohort=OuterRef("enrolment__cohort"))
    here = awards.filter(enrolment__cohort__provider=place.provider)
    return here.exclude(Exists(own)).count()
