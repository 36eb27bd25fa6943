"""Verification codes: random, readable aloud, and proof against typing errors.

A code is twelve random characters of Crockford's base 32 (60 bits) and one check character over
the same alphabet, so that no symbol outside it is ever needed on paper. Codes are kept as an HMAC
with a key of its own: whoever reads the table cannot list the codes in use.
"""

import hmac
import secrets
from hashlib import pbkdf2_hmac, sha256

from certificates.conf import code_key

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_CHARACTERS = 12
CODE_LENGTH = RANDOM_CHARACTERS + 1
GROUP = 4
# Part of every exported page's name: never change them.
LOOKUP_SALT = b"verification page"
LOOKUP_ROUNDS = 100_000

_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
# Dashes of every length arrive by copy and paste from documents and mails.
_SEPARATORS = dict.fromkeys(map(ord, " -‐‑‒–—−_.\t\n\r\u00a0\u202f"))


def new_code() -> str:
    """A fresh code of 13 characters, without separators."""
    random_part = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_CHARACTERS))
    return random_part + check_character(random_part)


def check_character(random_part: str) -> str:
    """Sum of αⁱ·cᵢ in GF(32): finds every wrong character and every swap of two different ones."""
    total = 0
    for character in random_part:  # Horner's scheme
        total = _times_alpha(total) ^ ALPHABET.index(character)
    return ALPHABET[_times_alpha(total)]


def normalise(typed: str) -> str:
    """What was typed in the one spelling we compare: upper case, no separators, O→0, I and L→1."""
    return typed.upper().translate(_SEPARATORS).translate(_LOOKALIKES)


def is_well_formed(code: str) -> bool:
    """Whether a *normalised* code can exist at all; decided without any query."""
    return (
        len(code) == CODE_LENGTH
        and all(character in ALPHABET for character in code)
        and check_character(code[:-1]) == code[-1]
    )


def formatted(code: str) -> str:
    """As printed: „7K3M-9QRX-2VTD-9“."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def code_hmac(code: str) -> str:
    """What the database knows of a normalised code, 64 hexadecimal characters."""
    return hmac.new(code_key(), b"code:" + code.encode(), sha256).hexdigest()


def lookup(code: str) -> str:
    """Name of the page of a normalised code in an export of the site, 32 hexadecimal characters.

    Anybody can compute it from the code, so it is slow on purpose: 60 random bits times
    LOOKUP_ROUNDS are out of reach for whoever wants to get from the name back to the code.
    The script of the exported page computes the same.
    """
    return pbkdf2_hmac("sha256", code.encode(), LOOKUP_SALT, LOOKUP_ROUNDS, 16).hex()


def name_hmac(name: str, *, salt: str) -> str:
    """For comparing a typed name with the one on paper; `name` is normalised by the caller."""
    return hmac.new(code_key(), f"name:{salt}:{name}".encode(), sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two HMACs are equal, in a time that does not tell where they differ."""
    return hmac.compare_digest(one, other)


def _times_alpha(value: int) -> int:
    """Multiply by the generator of GF(32), modulo x⁵ + x² + 1."""
    value <<= 1
    return value ^ 0b100101 if value & 32 else value
