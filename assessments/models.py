"""Gathers the models of the activity kinds, so that Django finds them."""

from assessments.assignment.models import (
    DraftSection,
    Review,
    ReviewDraft,
    Revision,
    Rubric,
    RubricVersion,
    SectionTemplate,
    SectionTemplateVersion,
    Submission,
)
from assessments.plan.pages import PlanPage
from assessments.quiz.models import QuizAttempt
from assessments.quiz.pages import QuizPage
from assessments.reflection.models import ReflectionEntry
from assessments.reflection.pages import ReflectionPage

__all__ = [
    "DraftSection",
    "PlanPage",
    "QuizAttempt",
    "QuizPage",
    "ReflectionEntry",
    "ReflectionPage",
    "Review",
    "ReviewDraft",
    "Revision",
    "Rubric",
    "RubricVersion",
    "SectionTemplate",
    "SectionTemplateVersion",
    "Submission",
]
