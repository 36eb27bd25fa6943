"""Days of a session that do not fit into a row of the set-up form."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LINE = re.compile(
    r"(?P<day>\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d{2}-\d{2})"
    r"(?:\s+(?P<starts>\d{1,2}:\d{2})\s*[-–]\s*(?P<ends>\d{1,2}:\d{2})"
    r"(?:\s+(?P<minutes>\d{1,4}))?)?"
)


@dataclass(frozen=True, slots=True)
class FurtherDay:
    """What is None is as on the first day."""

    day: date
    starts: time | None = None
    ends: time | None = None
    minutes: int | None = None

    def __str__(self) -> str:
        """The line that `FurtherDaysField` reads."""
        words = [f"{self.day:%d.%m.%Y}"]
        if self.starts and self.ends:
            words.append(f"{self.starts:%H:%M}–{self.ends:%H:%M}")
            words += [str(self.minutes)] if self.minutes else []
        return " ".join(words)


class FurtherDaysField(forms.CharField):
    """A day a line, with other hours and minutes where they differ from the first day's."""

    widget = forms.Textarea(attrs={"rows": 2})

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str | None) else as_lines(value)

    def clean(self, value: Any) -> list[FurtherDay]:
        lines = [line.strip() for line in super().clean(value).splitlines()]
        return [_day(line) for line in lines if line]


def as_lines(days: Iterable[FurtherDay]) -> str:
    return "\n".join(map(str, days))


def _day(line: str) -> FurtherDay:
    try:
        return _read(line)
    except ValueError as error:
        raise forms.ValidationError(
            _("“%(line)s” is no day. Please write it like 18.09.2026 09:00–13:00 240."),
            params={"line": line},
        ) from error


def _read(line: str) -> FurtherDay:
    found = LINE.fullmatch(line)
    if found is None:
        raise ValueError(line)
    day = found["day"]
    read = date.fromisoformat(day) if "-" in day else datetime.strptime(day, "%d.%m.%Y").date()  # noqa: DTZ007
    if not found["starts"]:
        return FurtherDay(read)
    starts, ends = (time.fromisoformat(found[name].zfill(5)) for name in ("starts", "ends"))
    if ends <= starts:
        raise forms.ValidationError(_("The end must come after the start."))
    minutes = int(found["minutes"]) if found["minutes"] else None
    return FurtherDay(read, starts, ends, minutes)
