"""Buttons beside a section that belong to its comments and findings.

They send the section's form along, so that nothing typed is lost. Their value is `beside`:
`done:number:key`, `open:number:key` and `answer:number:key` speak of a comment, `excuse:word` and
`accuse:word` of what reads like a name.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from assessments.assignment.domain.excusing import accuse, excuse
from assessments.assignment.errors import NothingHere
from assessments.assignment.models import Submission
from assessments.assignment.queries import SectionText
from assessments.assignment.talk.domain import answer, mark
from assessments.assignment.talk.forms import ANSWER, DONE, OPEN, AnswerForm, talks
from assessments.assignment.threads import anchor_of
from content.foundation.errors import DomainError

NAME = "beside"
EXCUSE, ACCUSE = "excuse", "accuse"


def talk_beside(request: HttpRequest, scope: QuerySet[Submission]) -> None:
    """What a button says about a comment; before the section is saved, which may be refused."""
    verb, rest = _pressed(request)
    if verb not in (ANSWER, DONE, OPEN):
        return
    number, _colon, key = rest.partition(":")
    text = AnswerForm(key, request.POST)["text"].value() or ""
    act(request, scope, verb, Said(int(number) if number.isdecimal() else 0, key, text))


@dataclass(frozen=True, slots=True)
class Said:
    """Which comment, on which version, and what is answered."""

    number: int
    key: str
    text: str = ""


def act(request: HttpRequest, scope: QuerySet[Submission], verb: str, about: Said) -> None:
    """Answer or mark, and say so; what was typed beside a mark is an answer, too.

    Raises Http404 where there is no such comment.
    """
    said = {ANSWER: _("Your answer is there."), DONE: _("Marked as done.")}
    try:
        if verb == ANSWER or about.text.strip():
            answer(scope, about.number, about.key, about.text, by=request.user)
        if verb != ANSWER:
            mark(scope, about.number, about.key, done=verb == DONE, by=request.user)
    except NothingHere as error:
        raise Http404 from error
    except DomainError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, said.get(verb, _("Marked as open again.")))


def excuse_beside(request: HttpRequest, scope: QuerySet[Submission]) -> None:
    """What a button says about a word; after the section is saved, so that the word is known."""
    verb, word = _pressed(request)
    try:
        if verb == EXCUSE:
            excuse(scope, word, by=request.user)
            said = _("“%(word)s” is kept as nobody in particular. Reviewers see that.")
            messages.success(request, said % {"word": word})
        elif verb == ACCUSE:
            accuse(scope, word)
    except NothingHere as error:
        raise Http404 from error
    except DomainError as error:
        messages.warning(request, str(error))


def place_beside(request: HttpRequest) -> str | None:
    """The fragment to go back to; None where no such button was pressed."""
    verb, rest = _pressed(request)
    if verb in (ANSWER, DONE, OPEN):
        return "#" + anchor_of(rest.partition(":")[2])
    return "#pruefen" if verb in (EXCUSE, ACCUSE) else None


def _pressed(request: HttpRequest) -> tuple[str, str]:
    verb, _colon, rest = str(request.POST.get(NAME, "")).partition(":")
    return verb, rest


def shown_beside(item: SectionText) -> dict[str, Any]:
    """What stands beside the section: its comments, what was found, and what was excused."""
    found = item.found
    return {
        "talks": talks(item.threads),
        "found": [one for one in found if one.refuses],
        "excused": [one for one in found if one.excused],
    }
