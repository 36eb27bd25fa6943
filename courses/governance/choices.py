"""Which mails people want."""

from collections.abc import Collection
from typing import Any

from courses.governance.models import MailChoice


def wants(user_id: Any, name: str) -> bool:
    """Whether somebody wants mails of this kind, a field of MailChoice. One statement."""
    return not MailChoice.objects.filter(user=user_id, **{name: False}).exists()


def wanting(user_ids: Collection[Any], name: str) -> set[Any]:
    """Those of the users who want mails of this kind. One statement."""
    refused = MailChoice.objects.filter(user__in=user_ids, **{name: False})
    return set(user_ids) - set(refused.values_list("user_id", flat=True))
