"""Whom the demo introduces at the terminal."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One person to sign in as. The password is meant to be read by everybody."""

    name: str
    email: str
    password: str
    role: str
    what_to_try: str


def introduce(people: Iterable[DemoPerson]) -> str:
    """A block of lines a person, readable at 80 columns and without colours."""
    return "\n\n".join(
        f"  {person.name} – {person.role}\n"
        f"    {person.email}  ·  {person.password}\n"
        f"    {person.what_to_try}"
        for person in people
    )
