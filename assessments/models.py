"""Gathers the models of the activity kinds, so that Django finds them."""

from assessments.assignment.models import (
    DraftSection,
    Member,
    Opinion,
    PeerRequest,
    Review,
    ReviewClaim,
    ReviewDraft,
    Revision,
    Rubric,
    RubricVersion,
    SectionTemplate,
    SectionTemplateVersion,
    Submission,
    TeamInvitation,
)
from assessments.assignment.pages import AssignmentPage
from assessments.feedback.models import FeedbackGiven, FeedbackPool
from assessments.feedback.pages import FeedbackPage
from assessments.plan.pages import PlanPage
from assessments.quiz.models import QuizAttempt
from assessments.quiz.pages import QuizPage
from assessments.reflection.models import ReflectionEntry, SharedEntry
from assessments.reflection.pages import ReflectionPage
from assessments.scenario.models import ScenarioRun
from assessments.scenario.pages import ScenarioPage
from assessments.self_assessment.models import SelfAssessment
from assessments.self_assessment.pages import SelfAssessmentPage

__all__ = [
    "AssignmentPage",
    "DraftSection",
    "FeedbackGiven",
    "FeedbackPage",
    "FeedbackPool",
    "Member",
    "Opinion",
    "PeerRequest",
    "PlanPage",
    "QuizAttempt",
    "QuizPage",
    "ReflectionEntry",
    "ReflectionPage",
    "Review",
    "ReviewClaim",
    "ReviewDraft",
    "Revision",
    "Rubric",
    "RubricVersion",
    "ScenarioPage",
    "ScenarioRun",
    "SectionTemplate",
    "SectionTemplateVersion",
    "SelfAssessment",
    "SelfAssessmentPage",
    "SharedEntry",
    "Submission",
    "TeamInvitation",
]
