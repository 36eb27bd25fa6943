"""Answers that were given already, for as long as nothing has changed.

Rendering a page takes ten times as long as everything else. So a finished answer is kept in the
memory of this process, under a stamp of *every column* that the answer is made of. The columns
are read anew for each visitor: a certificate that was revoked, renamed, erased or tampered with a
moment ago has another stamp, so no answer outlives its facts. The minute is part of the question
too, because the page says when it verified; it also bounds whatever is not in a column (the day
and the reason of a withdrawal).
"""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.db import connections, router

from certificates import codes
from certificates.awards.models import Certificate
from certificates.verification.queries import known

MINUTE = 60
# In the process and not in the shared cache: no page with a name in it travels.
_answers = LocMemCache("lms-verification", {"OPTIONS": {"MAX_ENTRIES": 200}})


def stamp(code: str) -> bytes | None:
    """A digest of all that is stored about this normalised code; None where it is unknown.

    One statement, by SQL that was compiled once: building it takes longer than running it.
    """
    using = router.db_for_read(Certificate)
    with connections[using].cursor() as cursor:
        cursor.execute(_statement(using), [codes.code_hmac(code)])
        row = cursor.fetchone()
    return None if row is None else _digest(row)


def remembered(question: tuple[Any, ...], make: Callable[[], bytes], *, now: datetime) -> bytes:
    """The answer to this question in this minute, made when it is asked for the first time."""
    minute = int(now.timestamp()) // MINUTE
    key = sha256(repr((*question, minute)).encode()).hexdigest()
    found: bytes | None = _answers.get(key)
    if found is None:
        found = make()
        _answers.set(key, found, MINUTE)
    return found


def forget() -> None:
    """Begin anew: for measurements and tests."""
    _answers.clear()


@cache
def _statement(using: str) -> str:
    query = known(codes.code_hmac("")).using(using).order_by().query
    sql, _parameters = query.get_compiler(using=using).as_sql()
    return str(sql)


def _digest(row: tuple[Any, ...]) -> bytes:
    """Lengths first, so that nothing can move from one column into the next."""
    values = [v if isinstance(v, (bytes, memoryview)) else str(v).encode() for v in row]
    return sha256(b"".join([repr([len(value) for value in values]).encode(), *values])).digest()
