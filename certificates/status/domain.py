"""Taking a place in a list, setting its bit, publishing the list.

Lock order: issuer, then list, then bit.
"""

import secrets

from django.db import transaction
from django.utils import timezone

from certificates.credentials.proof import sign_checked
from certificates.keys.did import did_document
from certificates.keys.domain import key_in_use, signing_key
from certificates.keys.models import Issuer
from certificates.status.lists import list_credential
from certificates.status.models import BITS, StatusBit, StatusList
from content.foundation.queue import enqueue

# A list that is nearly full would give its last indexes away.
FULL = BITS // 2


def take_place(issuer: Issuer, purpose: str) -> StatusBit:
    """A free random place in the issuer's list for this purpose; opens a list where needed.

    Call it inside the transaction that locked the issuer.
    """
    status_list = _list_with_room(issuer, purpose)
    while True:
        index = secrets.randbelow(BITS)
        bit, is_new = StatusBit.objects.get_or_create(list=status_list, index=index)
        if is_new:
            return bit


@transaction.atomic
def set_bit(bit: StatusBit, *, to: bool) -> bool:
    """Set or clear the bit and have the list published. False when it already was like that."""
    changed = StatusBit.objects.filter(pk=bit.pk).exclude(is_set=to).update(is_set=to)
    if changed:
        enqueue("certificates.status.tasks.publish", bit.list_id)
    return bool(changed)


@transaction.atomic
def publish(status_list_id: int) -> StatusList:
    """Sign the list as it stands now. The lock makes the later of two publications the truth.

    Raises a SigningKeyError when the issuer cannot sign; the list served so far stays.
    """
    status_list = (
        StatusList.objects.select_for_update(of=("self",))
        .select_related("issuer")
        .get(pk=status_list_id)
    )
    issuer = status_list.issuer
    now = timezone.now()
    key = signing_key(issuer, key_in_use(issuer))
    indexes = status_list.bits.filter(is_set=True).values_list("index", flat=True)
    status_list.signed = sign_checked(
        list_credential(status_list, indexes, at=now),
        key,
        at=now,
        did_document=did_document(issuer, issuer.keys.all()),
    )
    status_list.signed_at = now
    status_list.save(update_fields=["signed", "signed_at"])
    return status_list


def _list_with_room(issuer: Issuer, purpose: str) -> StatusList:
    latest = issuer.status_lists.filter(purpose=purpose).order_by("-number").first()
    if latest is not None and latest.bits.count() < FULL:
        return latest
    number = 1 if latest is None else latest.number + 1
    return issuer.status_lists.create(purpose=purpose, number=number)
