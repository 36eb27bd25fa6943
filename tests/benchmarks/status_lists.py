"""One revocation in a full status list: the stored bit string beside one built from the rows."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

ROUNDS = 15
REVOKED = 20_000  # of 65,536 places that a list takes at most


@dataclass(frozen=True, slots=True)
class Taken:
    """Milliseconds of processor time, and SQL statements."""

    name: str
    milliseconds: float
    statements: int


def status_list_figures() -> list[Taken]:
    """Making the string, and a whole revocation with its publication, both ways."""
    from certificates.keys.domain import create_key, set_up_issuer
    from certificates.status import domain
    from certificates.status.bits import built, pack, unpack, with_bit
    from certificates.status.models import BITS, StatusBit, StatusList
    from certificates.status.queries import bits_of_rows
    from tests.factories import ProviderFactory

    issuer = set_up_issuer(ProviderFactory(slug="bench-status"))
    create_key(issuer)
    status_list = StatusList.objects.create(issuer=issuer, purpose="revocation", number=1)
    indexes = Random(1).sample(range(BITS), REVOKED)
    StatusBit.objects.bulk_create(
        [
            StatusBit(list=status_list, index=index, is_set=place > ROUNDS * 2)
            for place, index in enumerate(indexes)
        ],
        batch_size=2000,
    )
    domain.publish(status_list.pk)
    packed = pack(built(indexes))
    clear = iter(StatusBit.objects.filter(list=status_list, is_set=False))

    def revoke(publish: Callable[[int], object]) -> Callable[[], object]:
        def once() -> object:
            domain.set_bit(next(clear), to=True)
            return publish(status_list.pk)

        return once

    return [
        _taken("string from the rows", lambda: pack(bits_of_rows(status_list))),
        _taken("one bit in the string", lambda: pack(with_bit(unpack(packed), 7, to=True))),
        _taken("revoke, built from the rows", revoke(domain.rebuild)),
        _taken("revoke, one bit changed", revoke(domain.publish_due)),
    ]


def _taken(name: str, do: Callable[[], object]) -> Taken:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        do()
    statements = len(captured)
    times = []
    for _round in range(ROUNDS - 1):
        start = time.process_time()
        do()
        times.append((time.process_time() - start) * 1000)
    return Taken(name, statistics.median(times), statements)


def report_status_lists(figures: list[Taken]) -> None:
    for taken in figures:
        print(f"{taken.name:28}{taken.statements:5}{taken.milliseconds:17.2f} ms")
