"""The only door to django-q2."""

from functools import partial
from typing import Any

from django.db import transaction
from django_q.conf import Conf
from django_q.tasks import async_task


def enqueue(task: str, *args: Any, group: str = "") -> None:
    """Queue `task` (dotted path, called with `args`) so that it belongs to the current transaction.

    With the ORM broker the queued row commits or rolls back with the fact it belongs to. Any other
    broker is asked on commit; what a crash loses in between, the nightly sweep finds.
    Tasks get primary keys only, re-read what they need and are idempotent.
    """
    call = partial(async_task, task, *args, group=group or None)
    if Conf.ORM:
        call()
    else:
        transaction.on_commit(call)
