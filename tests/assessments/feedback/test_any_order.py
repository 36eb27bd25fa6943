"""People answer in any order and click twice: every answer is there once, and nobody's."""

from collections import Counter

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from assessments.feedback.domain import give
from assessments.feedback.errors import AlreadyGiven
from assessments.feedback.models import FeedbackGiven, FeedbackPool
from assessments.reflection.domain import Typed
from assessments.reflection.queries import own_entries
from courses.curriculum.models import Programme
from tests.assessments.feedback.conftest import key_of, make_feedback, said
from tests.factories import CohortFactory, enrol, make_programme

people = st.integers(0, 3)
steps = st.integers(1, 5)


class Answering(RuleBasedStateMachine):
    """Four people, two of them in each of two cohorts of one programme."""

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[int, int] = {}  # who has answered, and with which step
        self.intended: dict[int, str] = {}

    @initialize()
    def begin(self) -> None:
        programme = make_programme(slug=f"p{Programme.objects.count()}", as_root=False)
        module = programme.activities.get(kind="module").page.specific
        self.cohorts = [CohortFactory(programme=programme) for _n in range(2)]
        self.places = [enrol(self.cohorts[n % 2]) for n in range(4)]
        self.key = key_of(make_feedback(module))

    @rule(who=people, step=steps, word=st.sampled_from(["", "Rat fragen", "Runde leiten"]))
    def answer(self, who: int, step: int, word: str) -> None:
        try:
            give(self.places[who], self.key, said(benefit=step), intention=Typed(word, 0))
        except AlreadyGiven:
            assert who in self.said
            return
        assert who not in self.said
        self.said[who] = step
        if word:
            self.intended[who] = word

    @invariant()
    def every_answer_lies_once_in_the_pool_of_its_cohort(self) -> None:
        for n, cohort in enumerate(getattr(self, "cohorts", ())):
            pools = FeedbackPool.objects.filter(cohort=cohort)
            found = Counter(answer["benefit"] for row in pools for answer in row.answers)
            assert found == Counter(step for who, step in self.said.items() if who % 2 == n)

    @invariant()
    def everybody_is_noted_once(self) -> None:
        given = FeedbackGiven.objects.filter(enrolment__in=getattr(self, "places", ()))
        assert given.count() == len(self.said)

    @invariant()
    def what_was_intended_first_stands(self) -> None:
        for who, place in enumerate(getattr(self, "places", ())):
            texts = [entry.text for entry in own_entries(place.user, self.key).values()]
            assert texts == ([self.intended[who]] if who in self.intended else [])


class TestAnswering(Answering.TestCase, TestCase):
    settings = settings(max_examples=10, stateful_step_count=8, deadline=None)
