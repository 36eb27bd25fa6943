"""Two to four people, one draft: who joins, who leaves, and that nobody's text is lost."""

from datetime import UTC, datetime

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from assessments.assignment.domain.deadlines import Extension, extend, work_due_at
from assessments.assignment.domain.drafts import save_section, values_of
from assessments.assignment.domain.handing_in import hand_in
from assessments.assignment.domain.reviewing import decide
from assessments.assignment.errors import (
    Conflict,
    Locked,
    NothingHere,
    TeamChanged,
    TeamRefused,
)
from assessments.assignment.models import Member, Revision, Submission, TeamInvitation
from assessments.assignment.policies import members_of, own_submissions, set_aside_by
from assessments.assignment.reminders import open_reviews
from assessments.assignment.team.domain import (
    GoOn,
    accept,
    candidates_for,
    decline,
    dissolve,
    invite,
    leave,
    withdraw,
)
from courses.cohorts.models import CohortRole, Enrolment
from courses.governance.models import OutgoingMail
from courses.progress.models import Evidence
from tests.assessments.plans import (
    BEFORE,
    DUE,
    another_cohort,
    begin,
    judgement,
    make_cohort,
    plan_of,
    scope_of,
    write,
)
from tests.factories import enrol, trainer_of
from tests.parallel import at_once

pytestmark = pytest.mark.django_db
State = TeamInvitation.State


def begun(place: Enrolment, most: int = 4) -> Submission:
    begin(place)
    Submission.objects.update(people_at_most=most)
    return Submission.objects.get(enrolment=place)


def asked(work: Submission, place: Enrolment) -> TeamInvitation:
    return invite(scope_of(work), place.pk, by=work.enrolment.user)


def join(work: Submission, place: Enrolment, **options: bool) -> Submission:
    return accept(asked(work, place).pk, by=place.user, **options)


def save(work: Submission, text: str, version: int, *, by=None):
    values = {"text": text}
    return save_section(scope_of(work), "abschnitt-1", values=values, version=version, by=by)


def written_by(place: Enrolment) -> Submission:
    return own_submissions(place.user).get()


@pytest.fixture
def place():
    return enrol(make_cohort())


@pytest.fixture
def work(place):
    return begun(place)


# — asking and answering ——————————————————————————————————————————————————————————


def test_who_accepts_writes_the_same_draft(work, place) -> None:
    mate = enrol(place.cohort)
    assert list(own_submissions(mate.user)) == []
    assert join(work, mate) == work
    assert written_by(mate) == written_by(place) == work
    assert set(members_of(work)) == {place, mate}
    assert begin(mate) == work  # beginning finds the team's


def test_asking_and_accepting_twice_is_once(work, place) -> None:
    mate = enrol(place.cohort)
    first, second = asked(work, mate), asked(work, mate)
    assert first == second
    assert OutgoingMail.objects.filter(key=f"team-invitation:{first.pk}").count() == 1
    mail = OutgoingMail.objects.get()
    assert work.title not in mail.subject + mail.body
    assert accept(first.pk, by=mate.user) == accept(first.pk, by=mate.user) == work
    assert Member.objects.filter(submission=work).count() == 2


def test_only_people_of_the_cohort_without_a_text_can_be_asked(work, place) -> None:
    cohort, free = place.cohort, enrol(place.cohort)
    empty = enrol(cohort)
    begin(empty)
    written, gone, teaching, elsewhere = (
        enrol(cohort),
        enrol(cohort, state=Enrolment.State.WITHDRAWN),
        enrol(cohort),
        enrol(another_cohort(plan_of(cohort))),
    )
    write(begin(written))
    CohortRole.objects.create(cohort=cohort, user=teaching.user, role="trainer")
    assert set(candidates_for(work)) == {free, empty}
    for other in (written, gone, teaching, elsewhere, place):
        with pytest.raises(TeamRefused):
            asked(work, other)


def test_a_team_has_its_size_with_those_who_are_asked(place) -> None:
    work, (one, two) = begun(place, most=2), [enrol(place.cohort) for _ in range(2)]
    invitation = asked(work, one)
    with pytest.raises(TeamRefused, match="voll"):
        asked(work, two)
    withdraw(scope_of(work), invitation.pk)
    with pytest.raises(TeamRefused, match="nicht mehr offen"):
        accept(invitation.pk, by=one.user)
    assert join(work, two) == work


def test_alone_is_alone(place) -> None:
    with pytest.raises(TeamRefused, match="allein"):
        asked(begun(place, most=1), enrol(place.cohort))


def test_declining_needs_no_reason_and_stays(work, place) -> None:
    mate = enrol(place.cohort)
    invitation = asked(work, mate)
    for _ in range(2):
        decline(invitation.pk, by=mate.user)
    with pytest.raises(TeamRefused):
        accept(invitation.pk, by=mate.user)
    assert list(own_submissions(mate.user)) == []


def test_an_invitation_is_nobody_elses(work, place) -> None:
    invitation, other = asked(work, enrol(place.cohort)), enrol(place.cohort)
    for answer in (accept, decline):
        with pytest.raises(NothingHere):
            answer(invitation.pk, by=other.user)
    assert TeamInvitation.objects.get().state == State.OPEN


# — one's own draft ———————————————————————————————————————————————————————————————


def test_an_own_draft_is_set_aside_only_knowingly_and_kept(work, place) -> None:
    mate = enrol(place.cohort)
    invitation, own = asked(work, mate), begun(mate)
    save(own, "Mein Eigenes", 1)
    with pytest.raises(TeamRefused, match="Eigenes"):
        accept(invitation.pk, by=mate.user)
    assert written_by(mate) == own
    accept(invitation.pk, by=mate.user, sets_own_aside=True)
    assert written_by(mate) == work
    assert list(set_aside_by(mate.user, mate.key)) == [own]
    assert values_of(own)["abschnitt-1"] == {"text": "Mein Eigenes"}


@pytest.mark.parametrize(("go_on", "text"), [(GoOn.OWN, "Eigenes"), (GoOn.COPY, "Gemeinsames")])
def test_who_leaves_takes_a_text_along_and_the_team_keeps_its(work, place, go_on, text) -> None:
    mate = enrol(place.cohort)
    invitation, own = asked(work, mate), begun(mate)
    save(own, "Eigenes", 1)
    accept(invitation.pk, by=mate.user, sets_own_aside=True)
    save(work, "Gemeinsames", 1, by=mate.user)
    left = leave(scope_of(work), by=mate.user, go_on=go_on)
    assert written_by(mate) == left != work
    assert values_of(left)["abschnitt-1"] == {"text": text}
    assert values_of(work)["abschnitt-1"] == {"text": "Gemeinsames"}
    assert values_of(own)["abschnitt-1"] == {"text": "Eigenes"}
    assert list(members_of(work)) == [place]


def test_who_began_it_can_leave_too(work, place) -> None:
    mate = enrol(place.cohort)
    join(work, mate)
    save(work, "Gemeinsames", 1, by=mate.user)
    OutgoingMail.objects.all().delete()
    copy = leave(scope_of(work), by=place.user)
    assert (written_by(place), written_by(mate)) == (copy, work)
    told = OutgoingMail.objects.get()
    assert (told.recipient, told.subject) == (mate.user, "In Ihrem Team hat sich etwas geändert")
    assert place.user.last_name not in told.body
    assert copy.people_at_most == 4


def test_dissolving_gives_everybody_a_copy(work, place) -> None:
    one, two, waiting = [enrol(place.cohort) for _ in range(3)]
    for mate in (one, two):
        join(work, mate)
    invitation = asked(work, waiting)
    save(work, "Gemeinsames", 1)
    with pytest.raises(TeamRefused, match="am längsten"):
        dissolve(scope_of(work), by=two.user)
    dissolve(scope_of(work), by=place.user)
    assert written_by(place) == work
    for mate in (one, two):
        assert values_of(written_by(mate))["abschnitt-1"] == {"text": "Gemeinsames"}
    invitation.refresh_from_db()
    assert invitation.state == State.WITHDRAWN


# — handing in ————————————————————————————————————————————————————————————————————


def team_of_two(place: Enrolment) -> tuple[Submission, Enrolment]:
    work, mate = begun(place), enrol(place.cohort)
    join(work, mate)
    write(work)
    return work, mate


def test_what_one_hands_in_is_everybodys(place) -> None:
    trainer = trainer_of(place.cohort)
    work, mate = team_of_two(place)
    late = asked(work, enrol(place.cohort))
    revision = hand_in(scope_of(work), by=mate.user, team=[place.pk, mate.pk], now=BEFORE)
    rows = Evidence.objects.filter(kind="submitted")
    assert {row.enrolment for row in rows} == {place, mate}
    told = OutgoingMail.objects.filter(key__startswith="handed-in-together:")
    assert [mail.recipient for mail in told] == [place.user]
    late.refresh_from_db()
    assert late.state == State.WITHDRAWN
    decide(revision, judgement(), outcome="accepted", by=trainer, now=BEFORE)
    assert Evidence.objects.filter(kind="accepted").count() == 2
    told = OutgoingMail.objects.filter(key__startswith="review:")
    assert {mail.recipient for mail in told} == {place.user, mate.user}


def test_handed_in_the_team_stays_as_it_is(place) -> None:
    work, mate = team_of_two(place)
    invitation = asked(work, enrol(place.cohort))
    hand_in(scope_of(work), by=mate.user, now=BEFORE)
    for change in (
        lambda: asked(work, enrol(place.cohort)),
        lambda: accept(invitation.pk, by=invitation.enrolment.user),
        lambda: leave(scope_of(work), by=mate.user),
        lambda: dissolve(scope_of(work), by=place.user),
    ):
        with pytest.raises(TeamRefused):
            change()
    assert set(members_of(work)) == {place, mate}


def test_names_are_confirmed_as_they_are(place) -> None:
    work, _mate = team_of_two(place)
    with pytest.raises(TeamChanged):
        hand_in(scope_of(work), by=place.user, team=[place.pk], now=BEFORE)
    assert Revision.objects.count() == 0


def test_more_time_for_one_is_the_teams(place) -> None:
    work, mate = team_of_two(place)
    later = datetime(2027, 9, 1, tzinfo=UTC)
    assert work_due_at(work) == DUE
    extend(mate, Extension(work.activity_key, later), by=trainer_of(place.cohort))
    assert work_due_at(work) == later


# — who goes ——————————————————————————————————————————————————————————————————————


def test_withdrawn_the_others_go_on(place) -> None:
    work, mate = team_of_two(place)
    Enrolment.objects.filter(pk=place.pk).update(state=Enrolment.State.WITHDRAWN)
    assert list(own_submissions(place.user)) == []
    assert written_by(mate) == work
    mine = own_submissions(mate.user)
    save_section(mine, "abschnitt-1", values={"text": "weiter"}, version=2, by=mate.user)
    hand_in(mine, by=mate.user, team=[mate.pk], now=BEFORE)
    assert [row.enrolment for row in Evidence.objects.filter(kind="submitted")] == [mate]
    trainer = trainer_of(place.cohort)
    assert open_reviews([place.cohort], before=DUE) == {trainer: 1}


def test_nobody_is_asked_by_somebody_who_has_gone(place) -> None:
    work, mate = begun(place), enrol(place.cohort)
    invitation = asked(work, mate)
    Enrolment.objects.filter(pk=place.pk).update(state=Enrolment.State.WITHDRAWN)
    with pytest.raises(TeamRefused, match="nicht mehr offen"):
        accept(invitation.pk, by=mate.user)


def test_ended_one_reads_on_while_the_others_write(place) -> None:
    work, mate = team_of_two(place)
    Enrolment.objects.filter(pk=place.pk).update(state=Enrolment.State.ENDED)
    for change in (
        lambda: save_section(own_submissions(place.user), "abschnitt-1", values={}, version=2),
        lambda: invite(own_submissions(place.user), enrol(place.cohort).pk, by=place.user),
        lambda: leave(own_submissions(place.user), by=place.user),
    ):
        with pytest.raises(Locked):
            change()
    mine = own_submissions(mate.user)
    assert save_section(mine, "abschnitt-1", values={"text": "weiter"}, version=2).version == 3
    assert written_by(place) == work


def test_erased_nothing_of_the_others_is_gone(place) -> None:
    work, mate = team_of_two(place)
    save(work, "von der ersten", 2, by=place.user)
    hand_in(scope_of(work), by=place.user, now=BEFORE)
    Submission.lms_kept.eraser(place.user.pk)
    assert written_by(mate) == work
    assert Revision.objects.get().handed_in_by is None
    assert not Member.objects.filter(enrolment=place).exists()
    assert not work.draft_sections.filter(saved_by=place.user).exists()
    Submission.lms_kept.eraser(mate.user.pk)
    assert Submission.objects.count() == 0


def test_a_team_member_does_not_review(place) -> None:
    work, mate = team_of_two(place)
    CohortRole.objects.create(cohort=place.cohort, user=mate.user, role="trainer")
    revision = hand_in(scope_of(work), by=place.user, now=BEFORE)
    with pytest.raises(NothingHere):
        decide(revision, judgement(), outcome="accepted", by=mate.user, now=BEFORE)
    assert open_reviews([place.cohort], before=DUE) == {}


# — at the same moment ————————————————————————————————————————————————————————————


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_members_saving_at_once_keep_one_and_show_both() -> None:
    place = enrol(make_cohort())
    work, mate = begun(place), enrol(place.cohort)
    join(work, mate)
    results = at_once(
        *(lambda who=who: save(work, who.user.email, 1, by=who.user) for who in (place, mate))
    )
    (refused,) = [found for found in results if isinstance(found, Conflict)]
    stands = work.draft_sections.get(section_id="abschnitt-1")
    assert refused.theirs == stands.values == {"text": stands.saved_by.email}
    assert refused.by == stands.saved_by.get_full_name()


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_accepting_two_invitations_at_once_is_joining_one() -> None:
    cohort = make_cohort()
    one, two, mate = (enrol(cohort) for _ in range(3))
    asks = [asked(begun(place), mate) for place in (one, two)]
    results = at_once(*(lambda ask=ask: accept(ask.pk, by=mate.user) for ask in asks))
    (joined,) = [found for found in results if isinstance(found, Submission)]
    assert [type(found) for found in results if found != joined] == [TeamRefused]
    assert written_by(mate) == joined


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_who_ask_each_other_end_in_one_team() -> None:
    cohort = make_cohort()
    one, two = enrol(cohort), enrol(cohort)
    works = begun(one), begun(two)
    asks = asked(works[0], two), asked(works[1], one)
    results = at_once(
        lambda: accept(asks[0].pk, by=two.user), lambda: accept(asks[1].pk, by=one.user)
    )
    (joined,) = [found for found in results if isinstance(found, Submission)]
    assert written_by(one) == written_by(two) == joined
    assert TeamInvitation.objects.filter(state=State.OPEN).count() == 0


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_who_joins_while_it_is_handed_in_is_in_it_or_is_not() -> None:
    place = enrol(make_cohort())
    work, mate = begun(place), enrol(place.cohort)
    write(work)
    ask = asked(work, mate)
    joined, revision = at_once(
        lambda: accept(ask.pk, by=mate.user),
        lambda: hand_in(scope_of(work), by=place.user, now=BEFORE),
    )
    assert isinstance(revision, Revision)
    people = set(members_of(work))
    assert people == ({place} if isinstance(joined, TeamRefused) else {place, mate})
    assert {row.enrolment for row in Evidence.objects.filter(kind="submitted")} == people


class Coming(RuleBasedStateMachine):
    """People write, ask, join and leave in any order; no word anybody saved is ever gone."""

    @initialize()
    def start(self) -> None:
        cohort = make_cohort(slug=f"t{Submission.objects.count()}")
        self.places = [enrol(cohort) for _ in range(3)]
        self.said: dict[int, set[str]] = {n: set() for n in range(3)}
        self.count = 0
        for place in self.places:
            begun(place, most=2)

    @rule(n=st.sampled_from([0, 1, 2]))
    def say(self, n: int) -> None:
        place, self.count = self.places[n], self.count + 1
        work, word = written_by(place), f"wort-{self.count}"
        row = work.draft_sections.get(section_id="abschnitt-1")
        text = f"{row.values.get('text', '')} {word}".strip()
        save(work, text, row.version, by=place.user)
        self.said[n].add(word)

    @rule(n=st.sampled_from([0, 1, 2]), other=st.sampled_from([0, 1, 2]), knowing=st.booleans())
    def ask(self, n: int, other: int, *, knowing: bool) -> None:
        place, mate = self.places[n], self.places[other]
        try:
            invitation = invite(scope_of(written_by(place)), mate.pk, by=place.user)
            accept(invitation.pk, by=mate.user, sets_own_aside=knowing)
        except TeamRefused:
            return

    @rule(n=st.sampled_from([0, 1, 2]), go_on=st.sampled_from(list(GoOn)))
    def go(self, n: int, go_on: GoOn) -> None:
        place = self.places[n]
        try:
            leave(scope_of(written_by(place)), by=place.user, go_on=go_on)
        except TeamRefused:
            return

    @invariant()
    def everybody_writes_one_work_of_at_most_two(self) -> None:
        for place in getattr(self, "places", ()):
            assert members_of(written_by(place)).count() <= 2

    @invariant()
    def every_word_stands_where_its_author_can_read_it_or_the_team_it_was_said_in(self) -> None:
        for n, place in enumerate(getattr(self, "places", ())):
            key = place.key
            works = [written_by(place), *set_aside_by(place.user, key)]
            left = Submission.objects.filter(members__enrolment=place)
            text = " ".join(
                values_of(work)["abschnitt-1"].get("text", "") for work in (*works, *left)
            )
            assert self.said[n] <= set(text.split())


class TestComing(Coming.TestCase, TestCase):
    settings = settings(max_examples=10, stateful_step_count=12, deadline=None)
