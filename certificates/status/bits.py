"""The bit string of a list: one bit a certificate, the highest bit of a byte first. Pure."""

import gzip
from collections.abc import Iterable

from openvc.status.bitstring import new_bitstring, set_status_bit

from certificates.status.models import BITS


def built(indexes: Iterable[int]) -> bytes:
    """The bit string with exactly these bits set."""
    bits = new_bitstring(BITS)
    for index in indexes:
        set_status_bit(bits, index, 1)
    return bytes(bits)


def with_bit(bits: bytes, index: int, *, to: bool) -> bytes:
    """The same bit string with one bit as wanted."""
    changed = bytearray(bits)
    set_status_bit(changed, index, int(to))
    return bytes(changed)


def indexes_set(bits: bytes) -> list[int]:
    """Which bits are set, in ascending order."""
    return [
        place * 8 + bit
        for place, byte in enumerate(bits)
        if byte
        for bit in range(8)
        if byte & 0x80 >> bit
    ]


def pack(bits: bytes) -> bytes:
    """As it is stored. The same bits give the same bytes."""
    return gzip.compress(bits, compresslevel=6, mtime=0)


def unpack(packed: bytes) -> bytes:
    return gzip.decompress(packed)
