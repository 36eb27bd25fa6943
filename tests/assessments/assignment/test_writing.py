"""Two tabs, a resting draft, a foreign hand: nothing typed is lost."""

from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from assessments.assignment.domain.drafts import save_section, start, values_of
from assessments.assignment.domain.handing_in import hand_in
from assessments.assignment.errors import Conflict, Locked, NothingHere
from assessments.assignment.models import DraftSection, Submission
from assessments.assignment.policies import own_submissions
from courses.cohorts.models import Enrolment
from tests.assessments.plans import BEFORE, begin, handed_in, make_cohort, plan_of, scope_of, write
from tests.factories import UserFactory, activity_of, enrol, trainer_of
from tests.parallel import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment():
    return enrol(make_cohort())


def save(submission, text, version, section="abschnitt-1"):
    return save_section(
        scope_of(submission), section, values={"text": text}, version=version, now=BEFORE
    )


def test_beginning_twice_is_beginning_once(enrolment) -> None:
    assert begin(enrolment) == begin(enrolment)
    assert Submission.objects.count() == 1
    assert DraftSection.objects.count() == 4


def test_a_begun_plan_keeps_its_template(enrolment) -> None:
    submission = begin(enrolment)
    from assessments.assignment.versions import publish_template
    from tests.assessments.plans import make_sections

    provider = enrolment.cohort.provider
    newer = publish_template(provider, "krisenplan", title="Plan", sections=make_sections(5))
    plan_of(enrolment.cohort).__class__.objects.update(template_version=newer)
    assert begin(enrolment).template_version == submission.template_version
    assert newer.version == 2


def test_who_has_ended_begins_nothing(enrolment) -> None:
    enrolment.state = Enrolment.State.ENDED
    page = plan_of(enrolment.cohort)
    with pytest.raises(Locked, match="beendet"):
        start(
            enrolment,
            activity_of(page).key,
            title="Plan",
            template=page.template_version,
            rubric=page.rubric_version,
        )
    assert Submission.objects.count() == 0


def test_every_save_makes_a_version(enrolment) -> None:
    submission = begin(enrolment)
    assert [save(submission, text, n).version for n, text in enumerate("abc", 1)] == [2, 3, 4]
    assert values_of(submission)["abschnitt-1"]["text"] == "c"


def test_an_older_version_is_refused_with_the_other_text(enrolment) -> None:
    submission = begin(enrolment)
    save(submission, "aus Tab eins", 1)
    with pytest.raises(Conflict) as refused:
        save(submission, "aus Tab zwei", 1)
    assert (refused.value.version, refused.value.theirs) == (2, {"text": "aus Tab eins"})
    assert values_of(submission)["abschnitt-1"]["text"] == "aus Tab eins"


def test_the_same_text_twice_is_no_conflict(enrolment) -> None:
    submission = begin(enrolment)
    assert save(submission, "gleich", 1) == save(submission, "gleich", 1)


def test_sections_do_not_get_in_each_others_way(enrolment) -> None:
    submission = begin(enrolment)
    save(submission, "eins", 1, "abschnitt-0")
    save(submission, "zwei", 1, "abschnitt-2")
    texts = values_of(submission)
    assert texts["abschnitt-0"] == {"text": "eins"}
    assert texts["abschnitt-2"] == {"text": "zwei"}


def test_an_unknown_section_is_not_there(enrolment) -> None:
    with pytest.raises(NothingHere):
        save(begin(enrolment), "x", 1, "abschnitt-99")


def test_handed_in_the_draft_rests(enrolment) -> None:
    submission = handed_in(enrolment).submission
    with pytest.raises(Locked, match="eingereicht"):
        save(submission, "noch schnell", 2)
    assert values_of(submission)["abschnitt-1"]["text"] == "Text in abschnitt-1"


def test_after_the_participation_the_draft_rests(enrolment) -> None:
    submission = begin(enrolment)
    Enrolment.objects.update(state=Enrolment.State.ENDED)
    with pytest.raises(Locked, match="beendet"):
        save(submission, "x", 1)


def test_nobody_else_reaches_a_draft(enrolment) -> None:
    submission = begin(enrolment)
    strangers = [UserFactory(), UserFactory(is_superuser=True), trainer_of(enrolment.cohort)]
    strangers.append(enrol(enrolment.cohort).user)
    assert [list(own_submissions(user)) for user in strangers] == [[], [], [], []]
    assert list(own_submissions(enrolment.user)) == [submission]


def test_writing_needs_the_confirmed_agreement() -> None:
    enrolment = enrol(make_cohort(), agreed=False)
    begin(enrolment)
    assert list(own_submissions(enrolment.user)) == []


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_saves_at_once_keep_one_and_show_the_other_both() -> None:
    submission = begin(enrol(make_cohort()))
    results = at_once(
        lambda: save(submission, "aus Tab eins", 1), lambda: save(submission, "aus Tab zwei", 1)
    )
    (saved,) = [r for r in results if not isinstance(r, Exception)]
    (refused,) = [r for r in results if isinstance(r, Exception)]
    assert saved.version == 2
    assert isinstance(refused, Conflict)
    assert refused.theirs == values_of(submission)["abschnitt-1"]


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_saving_while_handing_in_ends_in_the_version_or_is_refused() -> None:
    """What is said to be saved stands in the version, or the person hears it is too late."""
    enrolment = enrol(make_cohort())
    submission = begin(enrolment)
    write(submission)
    saved, revision = at_once(
        lambda: save(submission, "im letzten Moment", 2),
        lambda: hand_in(scope_of(submission), by=enrolment.user, now=BEFORE),
    )
    stood = next(s["text"] for s in revision.sections if s["id"] == "abschnitt-1")
    if isinstance(saved, Exception):
        assert (type(saved), stood) == (Locked, "Text in abschnitt-1")
    else:
        assert stood == "im letzten Moment"


class TwoTabs(RuleBasedStateMachine):
    """Two tabs type and save one section; each keeps what it was refused until it has a place."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []  # every text some tab was told is saved, in order
        self.tabs = {0: ("", 1), 1: ("", 1)}  # what each tab shows, in which version

    @initialize()
    def open(self) -> None:
        self.submission = begin(enrol(make_cohort(slug=f"p{Submission.objects.count()}")))

    @rule(tab=st.sampled_from([0, 1]), word=st.sampled_from(["Rat", "Amt", "Kita"]))
    def type_and_save(self, tab: int, word: str) -> None:
        text, version = self.tabs[tab]
        typed = f"{text} {word}".strip()
        try:
            saved = save(self.submission, typed, version)
        except Conflict as error:
            both = f"{typed}\n\n{error.theirs['text']}"
            saved = save(self.submission, both, error.version)
            typed = both
        self.tabs[tab] = (typed, saved.version)
        self.said.append(typed)

    @rule(tab=st.sampled_from([0, 1]))
    def reload(self, tab: int) -> None:
        row = self.submission.draft_sections.get(section_id="abschnitt-1")
        self.tabs[tab] = (row.values.get("text", ""), row.version)

    @invariant()
    def the_last_word_stands(self) -> None:
        if self.said:
            assert values_of(self.submission)["abschnitt-1"]["text"] == self.said[-1]

    @invariant()
    def nothing_that_was_saved_is_gone(self) -> None:
        if self.said:
            stands = values_of(self.submission)["abschnitt-1"].get("text", "").split()
            assert all(set(text.split()) <= set(stands) for text in self.said)


class TestTwoTabs(TwoTabs.TestCase, TestCase):
    settings = settings(max_examples=15, stateful_step_count=8, deadline=None)


def test_time_is_the_servers(enrolment) -> None:
    submission = begin(enrolment)
    later = BEFORE + timedelta(minutes=5)
    saved = save_section(
        scope_of(submission), "abschnitt-1", values={"text": "x"}, version=1, now=later
    )
    assert saved.at == later
    assert submission.draft_sections.get(section_id="abschnitt-1").saved_at == later
