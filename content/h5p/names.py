"""How a library is named: by its machine name and the two numbers that others rely on."""

import re
from typing import Any, NamedTuple, Self

MACHINE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
WRITTEN = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]{0,99}) (\d{1,4})\.(\d{1,4})")
HIGHEST = 9999
EDITOR = "H5PEditor."


class Name(NamedTuple):
    machine_name: str
    major: int
    minor: int

    @classmethod
    def written(cls, text: str) -> Self | None:
        """„H5P.Question 1.5“, as texts name a library."""
        match = WRITTEN.fullmatch(text)
        return cls(match[1], int(match[2]), int(match[3])) if match else None

    @classmethod
    def given(cls, data: Any) -> Self | None:
        """`{"machineName": …, "majorVersion": …, "minorVersion": …}`, as manifests do."""
        if not isinstance(data, dict) or not isinstance(data.get("machineName"), str):
            return None
        major, minor = number(data.get("majorVersion")), number(data.get("minorVersion"))
        if major is None or minor is None or not MACHINE_NAME.fullmatch(data["machineName"]):
            return None
        return cls(data["machineName"], major, minor)

    def __str__(self) -> str:
        return f"{self.machine_name} {self.major}.{self.minor}"

    @property
    def folder(self) -> str:
        return f"{self.machine_name}-{self.major}.{self.minor}"

    @property
    def is_for_editing(self) -> bool:
        """Parts of H5P's own editor, which nobody needs to play."""
        return self.machine_name.startswith(EDITOR)


def number(value: Any) -> int | None:
    """A version's number; some tools write it as text."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 4:
        value = int(value)
    plain = isinstance(value, int) and not isinstance(value, bool)
    return value if plain and 0 <= value <= HIGHEST else None
