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


def choices_of(user: Any) -> MailChoice:
    """What somebody has chosen; unsaved where they have not chosen yet."""
    return MailChoice.objects.filter(user=user).first() or MailChoice(user=user)


def choose(user: Any, **wanted: bool) -> None:
    """Keep what somebody wants, by the names of MailChoice's fields."""
    MailChoice.objects.update_or_create(user=user, defaults=wanted)
