"""The states a learner meets: one word, one mark and one icon each, everywhere the same."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class State:
    """`kind` colours the badge, `mark` shapes the round mark of a row, `icon` stands in both."""

    word: Any
    kind: str
    mark: str = ""
    icon: str | None = None


STATES: dict[str, State] = {
    "open": State(pgettext_lazy("state", "open"), "quiet", "", None),
    "started": State(pgettext_lazy("state", "started"), "info", "part", "half"),
    "complete": State(pgettext_lazy("state", "complete"), "info", "done", "check"),
    "read": State(pgettext_lazy("state", "read"), "success", "done", "check"),
    "answered": State(pgettext_lazy("state", "answered"), "success", "done", "check"),
    "submitted": State(pgettext_lazy("state", "submitted"), "info", "part", "half"),
    "returned": State(pgettext_lazy("state", "revision requested"), "warning", "part", "back"),
    "accepted": State(pgettext_lazy("state", "accepted"), "success", "done", "check"),
    "completed": State(pgettext_lazy("state", "completed"), "success", "done", "check"),
    "waived": State(pgettext_lazy("state", "waived"), "quiet", "waived", "slash"),
    "locked": State(pgettext_lazy("state", "still locked"), "quiet", "locked", "lock"),
    "met": State(pgettext_lazy("state", "met"), "success", "done", "check"),
    "attended": State(pgettext_lazy("state", "attended"), "success", "done", "check"),
    "partly": State(pgettext_lazy("state", "attended in part"), "warning", "part", "half"),
    "excused": State(pgettext_lazy("state", "excused"), "quiet", "", "minus"),
    "absent": State(pgettext_lazy("state", "absent"), "warning", "", "close"),
    "made_up": State(pgettext_lazy("state", "made up"), "success", "done", "check"),
    "draft": State(pgettext_lazy("state", "draft"), "quiet", "part", "pen"),
    "valid": State(pgettext_lazy("state", "valid"), "success", "done", "check"),
    "suspended": State(pgettext_lazy("state", "suspended"), "warning", "", "alert"),
    "revoked": State(pgettext_lazy("state", "revoked"), "danger", "", "stop"),
    "expired": State(pgettext_lazy("state", "expired"), "warning", "", "clock"),
}


def state(name: str) -> State:
    """The state of that name. Raises KeyError for one nobody has worded."""
    return STATES[str(name)]
