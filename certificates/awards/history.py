"""What a cohort's history says of awards and certificates."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from certificates.awards.models import Award, Certificate
from content.foundation.people import display_name
from courses.cohorts import history

ACTIONS = {
    "award.opened": _("Certificate: the rules are met"),
    "award.name_confirmed": _("Certificate: name confirmed"),
    "award.name_taken_over": _("Certificate: name taken over from the other document"),
    "award.agreed": _("Certificate: first release"),
    "award.agreement_taken_back": _("Certificate: first release taken back"),
    "award.released": _("Certificate released"),
    "award.tried_again": _("Certificate: issuing tried once more"),
    "award.dropped": _("Certificate: correction or renewal dropped"),
    "certificate.issued": _("Certificate issued"),
    "certificate.suspended": _("Certificate suspended"),
    "certificate.reinstated": _("Certificate counts again"),
    "certificate.revoked": _("Certificate revoked"),
    "certificate.correct": _("Certificate: correction begun"),
    "certificate.renew": _("Certificate: renewal begun"),
    "certificate.correction_asked": _("Certificate: asked for a correction"),
    "certificate.correction_declined": _("Certificate: correction declined"),
    "certificate.signed_anew": _("Certificate signed anew with another key"),
    "certificate.name_shown": _("Certificate: name shown in public"),
    "certificate.name_hidden": _("Certificate: name no longer shown"),
}
# Whom graduates show their documents is theirs to know.
PERSONAL = frozenset({"share_link.created", "share_link.withdrawn"})


def connect() -> None:
    history.describe(ACTIONS)
    history.keep_out(PERSONAL)
    history.name_subjects("award", _awards)
    history.name_subjects("certificate", _certificates)


def _awards(pks: Collection[str]) -> dict[str, str]:
    rows = Award.objects.filter(pk__in=pks).select_related("enrolment__user")
    return {str(row.pk): display_name(row.enrolment.user) for row in rows}


def _certificates(pks: Collection[str]) -> dict[str, str]:
    rows = Certificate.objects.filter(pk__in=pks).select_related("award__enrolment__user")
    return {
        str(row.pk): f"{row.number}, {display_name(row.award.enrolment.user)}"
        for row in rows.defer("record", "signed")
    }
