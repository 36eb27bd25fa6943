"""Taking a place in a list, setting its bit, publishing the list.

Lock order: issuer, then list, then bit.
"""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from certificates.credentials.proof import sign_checked
from certificates.keys.did import did_document
from certificates.keys.domain import key_in_use, signing_key
from certificates.keys.models import Issuer
from certificates.status.bits import pack, unpack, with_bit
from certificates.status.lists import list_credential
from certificates.status.models import BITS, StatusBit, StatusList
from certificates.status.queries import bits_of_rows, differences
from content.foundation.queue import enqueue

# A list that is nearly full would give its last indexes away.
FULL = BITS // 2
ASK_AGAIN = timedelta(seconds=45)


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
    """Set or clear the bit and have the list published. False when it already was like that.

    One bit of the stored string changes; nothing is built anew. Changes that follow each other
    before the worker comes to publish are published together.
    """
    status_list = StatusList.objects.select_for_update().get(pk=bit.list_id)
    if not StatusBit.objects.filter(pk=bit.pk).exclude(is_set=to).update(is_set=to):
        return False
    if status_list.packed:
        changed = with_bit(unpack(bytes(status_list.packed)), bit.index, to=to)
        status_list.packed = pack(changed)
    _have_published(status_list)
    status_list.save(update_fields=["packed", "due_since"])
    return True


def _have_published(status_list: StatusList) -> None:
    """Ask the worker once; what gets lost `tasks.publish_overdue` asks for again."""
    if status_list.due_since is None:
        status_list.due_since = timezone.now()
        enqueue("certificates.status.tasks.publish", status_list.pk)


@transaction.atomic
def publish_due(status_list_id: int) -> bool:
    """Publish a list if it has changed since it was signed. False when there was nothing to do."""
    status_list = _locked(status_list_id)
    if status_list.due_since is None:
        return False
    _publish(status_list)
    return True


@transaction.atomic
def publish(status_list_id: int) -> StatusList:
    """Sign the list as it stands now. The lock makes the later of two publications the truth.

    Raises a SigningKeyError when the issuer cannot sign; the list served so far stays.
    """
    status_list = _locked(status_list_id)
    _publish(status_list)
    return status_list


@transaction.atomic
def rebuild(status_list_id: int) -> int:
    """Make the bit string from the rows and publish it; returns how many bits were wrong."""
    status_list = _locked(status_list_id)
    wrong = len(differences(status_list))
    status_list.packed = b""
    _publish(status_list)
    return wrong


def _locked(status_list_id: int) -> StatusList:
    lists = StatusList.objects.select_for_update(of=("self",)).select_related("issuer")
    return lists.get(pk=status_list_id)


def _publish(status_list: StatusList) -> None:
    issuer = status_list.issuer
    now = timezone.now()
    key = signing_key(issuer, key_in_use(issuer))
    if not status_list.packed:
        status_list.packed = pack(bits_of_rows(status_list))
    status_list.signed = sign_checked(
        list_credential(status_list, unpack(bytes(status_list.packed)), at=now),
        key,
        at=now,
        did_document=did_document(issuer, issuer.keys.all()),
    )
    status_list.signed_at, status_list.due_since = now, None
    status_list.save(update_fields=["packed", "signed", "signed_at", "due_since"])


def _list_with_room(issuer: Issuer, purpose: str) -> StatusList:
    latest = issuer.status_lists.filter(purpose=purpose).order_by("-number").first()
    if latest is not None and latest.bits.count() < FULL:
        return latest
    number = 1 if latest is None else latest.number + 1
    return issuer.status_lists.create(purpose=purpose, number=number)
