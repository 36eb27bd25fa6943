"""An exercise as one person sees it: the frame, and what became of earlier attempts in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from assessments.h5p.enums import Policy, Trust
from assessments.h5p.grading import grade
from assessments.h5p.models import H5PAttempt, H5PResult
from assessments.h5p.queries import attempts_of, next_number, open_places, result_of
from content.h5p.player import hosts
from content.h5p.player.embed import Frame, address, tried
from content.h5p.player.launch import Launch

ATTEMPTS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    question: str
    answer: str
    points: str
    is_checked: bool


@dataclass(frozen=True, slots=True)
class ShownAttempt:
    """„3. Versuch: 2 von 4 Punkten“, and where the number comes from."""

    number: int
    finished_at: datetime | None
    points: str
    trust: str
    source: str  # the same for somebody else, „vom Browser gemeldet“
    is_firm: bool
    questions: tuple[ShownQuestion, ...]
    reported: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Exercise:
    """What `lms_assessments/h5p/page.html` draws. `own` is where the person says they are through,
    `over` that nothing counts any more.
    """

    frame: Frame | None
    attempts: tuple[ShownAttempt, ...] = ()
    grade: str = ""
    rule: str = ""
    is_done: bool = False
    is_kept: bool = False
    own: str = ""
    anew: str = ""


def about(key: UUID) -> str:
    """What statements of this exercise speak of."""
    return f"urn:uuid:{key}"


def show_trial(page: Any, user: Any) -> Exercise:
    """For whoever teaches, and for the preview: nothing is kept."""
    version = page.content.current
    frame = tried(version, user.pk, title=page.title, words=page.alternative) if version else None
    return Exercise(frame=frame, rule=rule_in_words(page))


def show_kept(page: Any, user: Any, key: UUID, programme_id: int, *, is_done: bool) -> Exercise:
    """For whoever takes part or took part."""
    if not open_places(user, key, programme_id):
        return _only_read(page, user, key, programme_id, is_done)
    attempts = attempts_of(user, key, programme_id)
    version = page.content.current
    frame = _frame(page, user, key, programme_id, attempts) if version else None
    policy = page.effective_policy
    return Exercise(
        frame=frame,
        attempts=shown(attempts),
        grade=grade_in_words(page, attempts),
        rule=rule_in_words(page),
        is_done=is_done,
        is_kept=True,
        own=reverse("assessments:h5p_own", args=[key]) if policy is Policy.OWN else "",
        anew=reverse("assessments:h5p_anew", args=[key]) if attempts else "",
    )


def _only_read(page: Any, user: Any, key: UUID, programme_id: int, is_done: bool) -> Exercise:
    attempts = attempts_of(user, key, programme_id)
    tried_ = show_trial(page, user)
    return Exercise(
        frame=tried_.frame,
        attempts=shown(attempts),
        grade=grade_in_words(page, attempts),
        is_done=is_done,
    )


def _frame(
    page: Any, user: Any, key: UUID, programme_id: int, attempts: Sequence[H5PAttempt]
) -> Frame:
    version = page.content.current
    launch = Launch(
        version=version.pk,
        user=user.pk,
        key=str(key),
        programme=programme_id,
        attempt=next_number(attempts, version.pk),
    )
    foreign = hosts.of_version(version)
    return Frame(
        title=page.title,
        words=page.alternative,
        address=frame_address(launch),
        token=launch.signed(),
        record=reverse("assessments:h5p_record", args=[key]),
        keep=reverse("assessments:h5p_state", args=[key]),
        viewed=page.effective_policy is Policy.VIEWED,
        agreed=frame_address(launch.agreed()) if foreign else "",
        foreign=foreign,
    )


def frame_address(launch: Launch) -> str:
    return address(launch, "assessments:h5p_frame", launch.key)


# — In words ————————————————————————————————————————————————————————————————————————


def shown(attempts: Sequence[H5PAttempt]) -> tuple[ShownAttempt, ...]:
    """The latest finished ones, newest first. No statement for what `attempts_of` gave."""
    finished = [attempt for attempt in attempts if attempt.finished_at]
    return tuple(_attempt(attempt) for attempt in reversed(finished[-ATTEMPTS_SHOWN:]))


def _attempt(attempt: H5PAttempt) -> ShownAttempt:
    result = result_of(attempt)
    trust = _trust(result)
    return ShownAttempt(
        number=attempt.number,
        finished_at=attempt.finished_at,
        points=points_in_words(result),
        trust=trust_in_words(result),
        source=str(trust.label),
        is_firm=trust.is_firm,
        questions=tuple(_question(row) for row in (result.questions if result else ())),
        reported=_reported(result),
        reason=result.reason if result else "",
    )


def _reported(result: H5PResult | None) -> str:
    """What the browser said, where we came to something else."""
    if result is None or result.reported_raw is None or result.top is None:
        return ""
    said = _points(result.reported_raw, result.top)
    return _("The browser had reported %(points)s.") % {"points": said}


def _question(row: Mapping[str, Any]) -> ShownQuestion:
    has_points = row.get("max") is not None
    points = _points(row["raw"], row["max"]) if has_points else _("without points")
    return ShownQuestion(row["question"], row["answer"], points, bool(row["checked"]))


def points_in_words(result: H5PResult | None) -> str:
    """„3 von 4 Punkten“"""
    if result is None or result.raw is None or result.top is None:
        return _("finished, without points")
    return _points(result.raw, result.top)


def _points(raw: float, top: float) -> str:
    return _("%(raw)s of %(top)s points") % {"raw": _number(raw), "top": _number(top)}


def _number(value: float) -> str:
    whole = value == int(value)
    return number_format(value, 0 if whole else 1, use_l10n=True)


def _trust(result: H5PResult | None) -> Trust:
    return Trust(result.trust) if result else Trust.REPORTED


def trust_in_words(result: H5PResult | None) -> str:
    """Who says so. A content without points is only ever reported, or confirmed by a person."""
    trust = _trust(result)
    if trust is Trust.REPORTED and (result is None or result.raw is None):
        return _("Your browser reported that. We cannot check it.")
    return {
        Trust.VERIFIED: _("We have checked the points ourselves."),
        Trust.REPORTED: _("Your browser reported the points. We cannot check them."),
        Trust.MANUAL: _("A trainer has confirmed this result."),
    }[trust]


def grade_in_words(page: Any, attempts: Sequence[H5PAttempt]) -> str:
    """What counts of several attempts; nothing where there is one, or no points."""
    results = [result_of(attempt) for attempt in attempts if attempt.finished_at]
    shares = [result.share for result in results if result and result.share is not None]
    counted = grade(shares, page.grade_method)
    if counted is None or len(shares) < 2:
        return ""
    words = {"method": page.grade_method.label, "percent": _number(round(counted * 100))}
    return _("What counts is %(method)s: %(percent)s of 100.") % words


def rule_in_words(page: Any) -> str:
    """When the exercise is done, in a sentence or two."""
    firm = _("Points have to be checked by us or confirmed by a trainer.")
    sentence = {
        Policy.FINISH: _("Done when you have worked through it to the end."),
        Policy.PASS: _("Done when you reach %(percent)d of 100 points.")
        % {"percent": page.pass_mark},
        Policy.VIEWED: _("Done when you have used it."),
        Policy.OWN: _("Done when you say so below."),
    }[page.effective_policy]
    asks_firm = page.needs_firm and page.effective_policy in (Policy.FINISH, Policy.PASS)
    return f"{sentence} {firm}" if asks_firm else sentence


def said_of(result: H5PResult) -> str:
    """The line below the frame right after a finish."""
    trust = trust_in_words(result)
    return _("Recorded: %(points)s.") % {"points": points_in_words(result)} + f" {trust}"
