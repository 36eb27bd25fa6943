"""Codes survive being read aloud, typed and copied; typing errors never reach the database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates import codes

random_parts = st.text(alphabet=codes.ALPHABET, min_size=12, max_size=12)
valid_codes = random_parts.map(lambda part: part + codes.check_character(part))


def test_the_printed_sample_keeps_its_check_character():
    assert codes.check_character("7K3M9QRX2VTD") == "9"
    assert codes.check_character("M4WT0P8YZ6BC") == "Q"


def test_a_new_code_is_well_formed_and_random():
    made = {codes.new_code() for _ in range(200)}
    assert len(made) == 200
    assert all(codes.is_well_formed(code) for code in made)


def test_a_code_is_printed_in_groups_of_four():
    assert codes.formatted("7K3M9QRX2VTD9") == "7K3M-9QRX-2VTD-9"


@pytest.mark.parametrize(
    "typed",
    [
        "7K3M-9QRX-2VTD-9",
        "7k3m9qrx2vtd9",
        " 7K3M 9QRX 2VTD 9 ",
        "7K3M–9QRX–2VTD–9",
        "7K3M\u00a09QRX\u00a02VTD\u00a09",
    ],
)
def test_however_it_is_typed_it_is_the_same_code(typed):
    assert codes.normalise(typed) == "7K3M9QRX2VTD9"


def test_letters_that_look_like_digits_are_read_as_digits():
    assert codes.normalise("oO-iI-lL") == "001111"


@given(valid_codes)
def test_formatting_and_normalising_gives_the_code_again(code):
    assert codes.normalise(codes.formatted(code).lower()) == code


@given(valid_codes, st.integers(0, 12), st.sampled_from(codes.ALPHABET))
def test_every_single_wrong_character_is_found(code, place, other):
    wrong = code[:place] + other + code[place + 1 :]
    assert codes.is_well_formed(wrong) == (wrong == code)


@given(valid_codes, st.integers(0, 12), st.integers(0, 12))
def test_every_swap_of_two_characters_is_found(code, one, two):
    swapped = list(code)
    swapped[one], swapped[two] = swapped[two], swapped[one]
    assert codes.is_well_formed("".join(swapped)) == ("".join(swapped) == code)


@pytest.mark.parametrize(
    "nonsense", ["", "7K3M9QRX2VTD", "7K3M9QRX2VTD99", "ÄÖÜ", "U" * 13, "\0" * 13]
)
def test_nonsense_is_not_well_formed(nonsense):
    assert not codes.is_well_formed(codes.normalise(nonsense))


def test_the_hmac_depends_on_the_key_of_its_own(settings):
    before = codes.code_hmac("7K3M9QRX2VTD9")
    settings.SECRET_KEY = "another"
    assert codes.code_hmac("7K3M9QRX2VTD9") == before
    settings.LMS_CODE_KEY = "another"
    assert codes.code_hmac("7K3M9QRX2VTD9") != before
