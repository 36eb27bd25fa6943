"""The words of a certificate's life."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """Two documents: what was achieved, and that somebody was there."""

    CERTIFICATE = "certificate", _("certificate")
    ATTENDANCE = "attendance", _("confirmation of attendance")


class Purpose(TextChoices):
    """What an award is for. All but the first follow a certificate that was issued before."""

    FIRST = "first", _("first version")
    CORRECTION = "correction", _("corrected version")
    RENEWAL = "renewal", _("renewed version")


class AwardState(TextChoices):
    """In this order; nothing goes back."""

    PENDING_NAME = "pending_name", _("waits for the name to be confirmed")
    NAME_CONFIRMED = "name_confirmed", _("waits for release")
    RELEASED = "released", _("is being issued")
    ISSUED = "issued", _("issued")


class About(TextChoices):
    """What a graduate says is wrong."""

    NAME = "name", _("My name is misspelt.")
    FACTS = "facts", _("A date, the hours or another fact is wrong.")


class RequestState(TextChoices):
    """Where a request for a correction stands. Decided is decided; one may ask again."""

    OPEN = "open", _("waits for an answer")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")


class EventKind(TextChoices):
    ISSUED = "issued", _("issued")
    REVOKED = "revoked", _("revoked")
    SUSPENDED = "suspended", _("suspended")
    REINSTATED = "reinstated", _("reinstated")
    NAME_SHOWN = "name_shown", _("name shown")
    NAME_HIDDEN = "name_hidden", _("name hidden")


class Validity(TextChoices):
    """What the verification page says about a certificate it knows."""

    VALID = "valid", _("valid")
    EXPIRED = "expired", _("expired")
    SUSPENDED = "suspended", _("suspended")
    REVOKED = "revoked", _("revoked")


class PublicReason(TextChoices):
    """Why a certificate was withdrawn, in words that everybody may read.

    A list instead of free text: the page is public, and a sentence typed in anger would be too.
    """

    ISSUED_IN_ERROR = "issued_in_error", _("It was issued with wrong information.")
    RULES_NOT_MET = "rules_not_met", _("The requirements were not met after all.")
    REPLACED = "replaced", _("A corrected version takes its place.")
    ON_REQUEST = "on_request", _("The holder asked for it.")
    UNDER_REVIEW = "under_review", _("The issuer is looking into it.")
