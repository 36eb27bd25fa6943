from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.reflection.models import SharedEntry
from assessments.reflection.readers import in_force
from assessments.reflection.sharing import forget_ended
from content.foundation.conf import base_url
from courses.governance import outbox
from courses.governance.calls import call
from courses.governance.outbox import Purpose


def tell_reader(copy_id: int) -> None:
    """„Jemand hat etwas mit Ihnen geteilt.“ Once a day at most, without a name and a cohort.

    Nothing is sent for what has been taken back by now. The mail stays in the outbox for a while,
    so nothing in it says who shared.
    """
    copy = in_force(SharedEntry.objects.filter(pk=copy_id)).select_related("reader").first()
    if copy is None:
        return
    outbox.post(
        key=f"shared-with:{copy.reader_id}:{timezone.localdate(copy.shared_at)}",
        to=copy.reader,
        subject=_("Somebody has shared a text with you"),
        body=call(
            copy.reader,
            _("Somebody has shared a private text with you. It is for you alone."),
            base_url() + reverse("lms_shared:list"),
        ),
        purpose=Purpose("reflection.shared"),
    )


def forget_ended_copies() -> None:
    """Somebody left a team or a cohort: copies that were theirs to read are deleted."""
    forget_ended()
