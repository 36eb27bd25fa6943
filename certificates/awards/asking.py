"""A graduate asks for a correction, the coordination answers.

request     open → accepted | declined
"""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.awards.domain import OWN_PAGE, ask_to_look_in, locked_certificate, printable_name
from certificates.awards.enums import About, RequestState
from certificates.awards.errors import AlreadyAskedError, AlreadyDecidedError, NotYoursError
from certificates.awards.following import correct
from certificates.awards.models import Award, Certificate
from certificates.awards.policies import assert_decides
from certificates.awards.requests import CorrectionRequest
from certificates.awards.transitions import Verb, go_on
from courses.governance import audit


@transaction.atomic
def ask_for_correction(
    certificate: Certificate, *, by: Any, about: str, text: str = "", wished_name: str = ""
) -> CorrectionRequest:
    """Say what is wrong. `wished_name` counts where the name is wrong.

    Raises NotYoursError, NotPossibleError, AlreadyAskedError, NameRefusedError or
    UnprintableError.
    """
    locked = locked_certificate(certificate.pk)
    if locked.award.enrolment.user_id != by.pk:
        raise NotYoursError(_("Only you yourself can ask for a correction of your document."))
    go_on(locked, Verb.CORRECT, now=timezone.now())
    if Award.objects.filter(follows=locked).exists() or _waits(locked):
        raise AlreadyAskedError(_("You have asked already. The answer is on its way."))
    name = printable_name(wished_name) if about == About.NAME else ""
    request = CorrectionRequest.objects.create(
        certificate=locked, about=About(about), text=text.strip(), wished_name=name
    )
    cohort = locked.award.enrolment.cohort
    audit.log(by, "certificate.correction_asked", locked, cohort=cohort, about=about)
    return request


@transaction.atomic
def accept(
    request: CorrectionRequest, *, by: Any, name: str, reads_anew: bool, answer: str = ""
) -> Award:
    """Have the corrected certificate issued. Raises AlreadyDecidedError, and what `correct` does.

    The mail to the holder is the one that comes with the new certificate.
    """
    request = _still_open(request, by)
    _decide(request, RequestState.ACCEPTED, by=by, answer=answer)
    award = correct(request.certificate, by=by, name=name, reads_anew=reads_anew, note=answer)
    if award is None:
        raise AlreadyDecidedError(
            _("A new version is on its way already. Please decline this one.")
        )
    return award


@transaction.atomic
def decline(request: CorrectionRequest, *, by: Any, answer: str) -> CorrectionRequest:
    """Leave the certificate as it is; `answer` says why, and the holder is asked to look in.

    Raises AlreadyDecidedError or NotCoordinatorError.
    """
    request = _still_open(request, by)
    _decide(request, RequestState.DECLINED, by=by, answer=answer)
    award = request.certificate.award
    cohort = award.enrolment.cohort
    audit.log(
        by, "certificate.correction_declined", request.certificate, reason=answer, cohort=cohort
    )
    if award.enrolment.user is not None:
        key = f"correction-declined-{request.pk}"
        subject = _("There is an answer to your question")
        ask_to_look_in(award, subject, key=key, path=OWN_PAGE)
    return request


def _waits(certificate: Certificate) -> bool:
    return certificate.correction_requests.filter(state=RequestState.OPEN).exists()


def _still_open(request: CorrectionRequest, by: Any) -> CorrectionRequest:
    """Locked behind its certificate, as when somebody corrects that of their own accord."""
    locked_certificate(request.certificate_id)
    found = (
        CorrectionRequest.objects.select_for_update(of=("self",))
        .select_related("certificate__award__enrolment__cohort")
        .select_related("certificate__award__enrolment__user")
        .get(pk=request.pk)
    )
    assert_decides(found.certificate.award, by)
    if found.state != RequestState.OPEN:
        raise AlreadyDecidedError(_("This request has been answered already."))
    return found


def _decide(request: CorrectionRequest, state: RequestState, *, by: Any, answer: str) -> None:
    request.state, request.answer = state, answer.strip()
    request.decided_by, request.decided_at = by, timezone.now()
    request.save(update_fields=["state", "answer", "decided_by", "decided_at"])
