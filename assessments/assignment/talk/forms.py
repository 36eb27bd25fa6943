"""What is sent about a comment: an answer, or that it is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.assignment.talk.domain import TEXT_AT_MOST
from assessments.assignment.threads import Thread

ANSWER, DONE, OPEN = "answer", "done", "open"


class AnswerForm(forms.Form):
    """An answer below the comment `key`."""

    text = forms.CharField(
        label=_("Your answer"),
        max_length=TEXT_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Please write an answer."),
            "max_length": _(
                "An answer takes at most %(limit_value)d characters, these are %(show_value)d."
            ),
        },
    )

    def __init__(self, key: str, data: Any = None) -> None:
        super().__init__(data, prefix=f"answer-{key}")
        self.key = key


@dataclass(frozen=True, slots=True)
class Talk:
    """A thread with the form to go on with, and what its buttons beside a section say."""

    thread: Thread
    form: AnswerForm

    @property
    def answer(self) -> str:
        return f"{ANSWER}:{self.thread.name}"

    @property
    def mark(self) -> str:
        """The other mark than the one it has."""
        return f"{OPEN if self.thread.done else DONE}:{self.thread.name}"


def talks(threads: Iterable[Thread], refused: AnswerForm | None = None) -> list[Talk]:
    """`refused` is an answer that was not taken: its form comes back in its place."""
    return [
        Talk(thread, refused if refused and refused.key == thread.key else AnswerForm(thread.key))
        for thread in threads
    ]
