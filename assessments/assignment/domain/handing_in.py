"""Handing in: a version is made and stays for good."""

import hashlib
import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.assignment.domain.deadlines import work_due_at
from assessments.assignment.domain.drafts import ensure_open, lock, values_of
from assessments.assignment.errors import (
    DeadlinePassed,
    FieldsOpen,
    PeopleNamed,
    SectionsEmpty,
    TeamChanged,
)
from assessments.assignment.findings import found_in_all
from assessments.assignment.mails import tell_reviewers, tell_team
from assessments.assignment.models import Revision, Submission, TeamInvitation
from assessments.assignment.policies import members_of
from assessments.assignment.sheet.fields import TEXT, Names, Values, fields_to_json
from assessments.assignment.sheet.limits import problems
from assessments.assignment.sheet.sections import (
    Section,
    is_blank,
    missing,
    names_for,
    names_of,
    pictures_to_json,
    text_of,
)
from assessments.assignment.words import still_empty
from content.ui.dates import clock, long_date
from courses.cohorts.enums import ActorRole
from courses.governance.models import Provider
from courses.progress.domain import Fact, record
from courses.progress.enums import EvidenceKind


@transaction.atomic
def hand_in(
    scope: QuerySet[Submission],
    *,
    by: Any,
    team: Collection[int] | None = None,
    now: datetime | None = None,
) -> Revision:
    """Make the next version of what stands in the draft and let the draft rest.

    `team`: the places of those whose names were confirmed; None where nobody was asked. Under the
    submission's lock: a second click finds the version the first one made. The server's clock
    counts. Side effects, in order: open invitations to the team are withdrawn, evidence SUBMITTED
    for everybody who writes it, mails to those who teach the cohort and to the rest of the team.

    Raises NothingHere, Locked when accepted or ended, DeadlinePassed, TeamChanged, SectionsEmpty,
    FieldsOpen, PeopleNamed.
    """
    now = now or timezone.now()
    submission = lock(scope)
    last = submission.revisions.order_by("-number").first()
    if submission.state == Submission.State.HANDED_IN and last:
        return last
    ensure_open(submission)
    _ensure_in_time(submission, now)
    _ensure_same_team(submission, team)
    sections, values = submission.template_version.parsed(), values_of(submission)
    _ensure_complete(sections, values)
    _ensure_nobody_named(submission, sections, values)
    revision = Revision.objects.create(
        submission=submission,
        number=last.number + 1 if last else 1,
        sections=(content := frozen(sections, values)),
        content_hash=content_hash(content),
        handed_in_at=now,
        handed_in_by=by,
    )
    submission.state = Submission.State.HANDED_IN
    submission.save(update_fields=["state"])
    submission.invitations.filter(state=TeamInvitation.State.OPEN).update(
        state=TeamInvitation.State.WITHDRAWN, answered_at=now
    )
    record(
        Fact(
            submission.activity_key,
            EvidenceKind.SUBMITTED,
            value={"revision": revision.number, "hash": revision.content_hash},
        ),
        enrolments=members_of(submission),
        actor=by,
        role=ActorRole.PARTICIPANT,
        now=now,
    )
    tell_reviewers(revision, submission.enrolment.cohort)
    tell_team(revision, members_of(submission), by=by)
    return revision


def _ensure_same_team(submission: Submission, team: Collection[int] | None) -> None:
    if team is None:
        return
    if set(team) != set(members_of(submission).values_list("pk", flat=True)):
        raise TeamChanged(
            _("Your team has changed in the meantime. Please look at the names once more.")
        )


def _ensure_in_time(submission: Submission, now: datetime) -> None:
    deadline = work_due_at(submission)
    if deadline and now > deadline:
        raise DeadlinePassed(too_late(deadline, submission.enrolment.cohort.provider))


def too_late(deadline: datetime, provider: Provider) -> str:
    """When it was due, that nothing is lost, and whom to ask."""
    said = _(
        "This had to be handed in by %(day)s, %(time)s. Your draft stays as it is. Your trainers "
        "can give you more time: please ask them or the coordination."
    ) % {"day": long_date(deadline), "time": clock(deadline)}
    return f"{said} ({provider.help_line})" if provider.help_line else said


def _ensure_complete(sections: tuple[Section, ...], values: Mapping[str, Values]) -> None:
    empty = missing(sections, values)
    if empty:
        raise SectionsEmpty(
            still_empty(len(empty)), section_ids=tuple(section.id for section in empty)
        )
    filled = [section for section in sections if not is_blank(section, values.get(section.id, {}))]
    if found := problems(filled, values, names_of(sections, values)):
        raise FieldsOpen(" ".join(problem.text for problem in found))


def _ensure_nobody_named(
    submission: Submission, sections: tuple[Section, ...], values: Mapping[str, Values]
) -> None:
    """Roles instead of people: a version stays for good."""
    everything = found_in_all(sections, values, submission.excused_names)
    if found := tuple(one for one in everything if one.refuses):
        raise PeopleNamed(" ".join(one.text for one in found), found=found)


def frozen(sections: tuple[Section, ...], values: Mapping[str, Values]) -> list[dict[str, Any]]:
    """Sections as they stay for good, in the order of the template."""
    names = names_of(sections, values)
    return [frozen_section(section, values.get(section.id, {}), names) for section in sections]


def frozen_section(section: Section, values: Values, names: Names) -> dict[str, Any]:
    """A section as it stays for good, with its fields where there is more than one text.

    `names` are kept with it as far as it refers to rows of other sections, so that it can be read
    on its own.
    """
    content: dict[str, Any] = {
        "id": section.id,
        "number": section.number,
        "title": section.title,
        "text": text_of(section, values, names),
    }
    if section.fields == (TEXT,):
        return content
    more = {
        "names": names_for(section, names),
        "pictures": pictures_to_json(section.pictures),
    }
    return (
        content
        | {"values": dict(values), "fields": fields_to_json(section.all_fields(values))}
        | {name: told for name, told in more.items() if told}
    )


def content_hash(content: list[dict[str, Any]]) -> str:
    """SHA-256 of a version's sections, independent of how a database orders JSON keys."""
    plain = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()
