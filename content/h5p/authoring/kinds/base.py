"""What every kind has: a form, rows below it, and the way to parameters and back.

`Typed` is what stands in the form, right or wrong, as plain JSON: a field's name and what is in it,
and the rows under the name of their `Rows`. A row has an `id` that stays with it when it moves.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import uuid4

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Typed = dict[str, Any]
Words = str | Promise
LONGEST = 5000
LONGEST_LINE = 500


class PartForm(forms.Form):
    """`DETAILS` are fields that stand folded below the others."""

    DETAILS: tuple[str, ...] = ()
    DETAILS_TITLE: Words = _("Behaviour")

    # It chose a row that is no longer there.
    has_lost = False

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """For those that choose among the rows of the whole."""


@dataclass(frozen=True, slots=True)
class Spec:
    """A form and the rows below it. `label` names one such row."""

    form: type[PartForm]
    label: Words
    rows: "Rows | None" = None


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one kind or of several. `adding` is what the button for each says."""

    name: str
    title: Words
    specs: Mapping[str, Spec]
    adding: Mapping[str, Words]
    most: int
    least: int = 0
    help: Words = ""
    # What stands in a new row.
    begins: Mapping[str, Callable[[], Typed]] = field(default_factory=dict)


class Kind(Protocol):
    """A module a kind."""

    KIND: str
    LIBRARY: str
    MINORS: range  # of version 1 that were looked at
    LABEL: Words
    HELP: Words
    SPEC: Spec
    # Kinds of rows that are contents of their own: what they are written on, by their name in SPEC.
    # All of them are needed, or one is enough.
    PARTS: Mapping[str, str]
    NEEDS_ALL_PARTS: bool

    def blank(self) -> Typed: ...

    def written(self, typed: Typed, parts: Mapping[str, str]) -> dict[str, Any]:
        """Parameters of a valid form; `parts`: „H5P.Blanks“ → „H5P.Blanks 1.14“."""

    def typed(self, params: Mapping[str, Any]) -> Typed:
        """Raises NotPlain, KeyError or the like where the form could not say it."""

    def choices(self, typed: Typed) -> list[tuple[str, str]]:
        """Rows that others may point to: id and words."""

    def faults(self, typed: Typed) -> list[tuple[str, str]]:
        """What only shows in the whole: path of the row („“, „2“, „2-1“) and a sentence."""


class Line(forms.CharField):
    """One line of words."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": LONGEST_LINE, **kwargs})


class Text(forms.CharField):
    """Several lines; how it may be written stands in its help."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(**{"max_length": LONGEST, "widget": widget, **kwargs})


class Switch(forms.BooleanField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, **kwargs})


def new_row(kind: str, **values: Any) -> Typed:
    return {"id": str(uuid4()), "kind": kind, **values}


def part(library: str, params: dict[str, Any], row: Typed, title: str) -> dict[str, Any]:
    """A content inside the content."""
    return {
        "library": library,
        "params": params,
        "subContentId": row["id"],
        "metadata": {"title": " ".join(title.replace("**", "").split())[:80]},
    }


def machine_name(library: str) -> str:
    return library.partition(" ")[0]


def texts(data: Mapping[str, Any], names: Sequence[str]) -> Typed:
    """What a form may show of these: text, or empty where nothing is there."""
    values = {name: data.get(name, "") for name in names}
    if not all(isinstance(value, str) for value in values.values()):
        raise TypeError(names)
    return values
