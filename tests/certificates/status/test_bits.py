"""One bit set in the stored string is the string built from the rows."""

from hypothesis import given
from hypothesis import strategies as st
from openvc.status.bitstring import decode_bitstring, encode_bitstring, get_status_bit

from certificates.status.bits import built, indexes_set, pack, unpack, with_bit
from certificates.status.models import BITS
from tests.certificates import independent

INDEXES = st.integers(0, BITS - 1)
# A handful of places, so that bits are set, cleared and set again.
CHANGES = st.lists(st.tuples(st.sampled_from([0, 7, 8, 9, 70_000, BITS - 1]), st.booleans()))


@given(CHANGES, st.sets(INDEXES, max_size=20))
def test_changing_bit_by_bit_gives_what_building_gives(changes, already):
    packed, told = pack(built(already)), set(already)
    for index, to in changes:
        packed = pack(with_bit(unpack(packed), index, to=to))
        told = told | {index} if to else told - {index}
    assert packed == pack(built(told))


@given(st.sets(INDEXES, max_size=30))
def test_the_bits_that_are_set_are_read_back(indexes):
    assert indexes_set(built(indexes)) == sorted(indexes)


@given(INDEXES)
def test_a_changed_string_leaves_the_given_one_alone(index):
    before = built([])
    assert with_bit(before, index, to=True) != before == built([])


@given(INDEXES)
def test_the_first_bit_is_the_highest_of_its_byte(index):
    bits = built([index])
    encoded = encode_bitstring(bits)
    assert independent.status_bit({"credentialSubject": {"encodedList": encoded}}, index)
    assert get_status_bit(decode_bitstring(encoded), index) == 1
    assert bits[index // 8] == 0x80 >> index % 8


def test_an_empty_list_is_as_long_as_the_standard_wants():
    assert len(unpack(pack(built([])))) * 8 == BITS >= 131_072
