"""One person answers before and after in any order, and clicks twice."""

from uuid import UUID, uuid4

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from assessments.self_assessment.change import end_of, start_of
from assessments.self_assessment.domain import answer
from assessments.self_assessment.models import SelfAssessment
from assessments.self_assessment.queries import open_assessment, own_answers
from courses.curriculum.models import Programme
from courses.progress.models import Evidence
from tests.assessments.self_assessment.conftest import ids, key_of, make_assessment, statements
from tests.factories import CohortFactory, enrol, make_programme


class LookingAtOneself(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.given: list[tuple[bool, int]] = []  # on the later page?, which step
        self.last: tuple[bool, int, UUID] | None = None

    @initialize()
    def begin(self) -> None:
        programme = make_programme(
            slug=f"p{Programme.objects.count()}", as_root=False, modules=2, lessons=0
        )
        one, two = (
            row.page.specific for row in programme.activities.filter(kind="module").order_by("pk")
        )
        before = make_assessment(one, statements=statements(2))
        self.pages = {False: before, True: make_assessment(two, earlier=before)}
        self.place = enrol(CohortFactory(programme=programme))

    @rule(later=st.booleans(), step=st.integers(1, 5))
    def give(self, later: bool, step: int) -> None:
        self.last = (later, step, uuid4())
        self._send(*self.last)
        self.given.append((later, step))

    @rule()
    def click_once_more(self) -> None:
        if self.last:
            self._send(*self.last)

    def _send(self, later: bool, step: int, token: UUID) -> None:
        page, user = self.pages[later], self.place.user
        opened = open_assessment(user, key_of(page))
        assert opened is not None
        answer(opened, dict.fromkeys(ids(page), step), user=user, token=token)

    @invariant()
    def every_answer_is_kept_once_and_numbered(self) -> None:
        for later, page in getattr(self, "pages", {}).items():
            rows = SelfAssessment.objects.filter(activity_key=key_of(page)).order_by("number")
            kept = [(row.number, set(row.values.values())) for row in rows]
            steps = [step for at, step in self.given if at == later]
            assert kept == [(n, {step}) for n, step in enumerate(steps, start=1)]

    @invariant()
    def evidence_is_written_once_a_page(self) -> None:
        if hasattr(self, "place"):
            rows = Evidence.objects.filter(enrolment=self.place)
            assert rows.count() == len({later for later, _step in self.given})

    @invariant()
    def the_start_is_what_came_before_looking_back(self) -> None:
        if not hasattr(self, "pages"):
            return
        found = own_answers(self.place.user, self.pages[True])
        start, end = start_of(found), end_of(found)
        ends = [step for later, step in self.given if later]
        assert (set(end.values.values()) if end else set()) == set(ends[-1:])
        looked_back = next((n for n, (later, _s) in enumerate(self.given) if later), None)
        in_time = [step for later, step in self.given[:looked_back] if not later]
        starts = [step for later, step in self.given if not later]
        assert (set(start.values.values()) if start else set()) == set(in_time[-1:] or starts[:1])


class TestLookingAtOneself(LookingAtOneself.TestCase, TestCase):
    settings = settings(max_examples=10, stateful_step_count=8, deadline=None)
