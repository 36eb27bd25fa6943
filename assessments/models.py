"""Gathers the models of the activity kinds, so that Django finds them."""

from assessments.assignment.models import (
    CommentEntry,
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
    SectionPresence,
    SectionTemplate,
    SectionTemplateDraft,
    SectionTemplateVersion,
    Submission,
    TeamInvitation,
)
from assessments.assignment.pages import AssignmentPage
from assessments.feedback.models import FeedbackGiven, FeedbackPool
from assessments.feedback.pages import FeedbackPage
from assessments.h5p.models import H5PAttempt, H5PResult, H5PState, H5PStatement
from assessments.h5p.pages import H5PPage
from assessments.plan.pages import PlanPage
from assessments.plan.tabletop.models import (
    Answer,
    CardSet,
    Exercise,
    Inject,
    Lesson,
    Observation,
)
from assessments.quiz.models import QuizAttempt
from assessments.quiz.pages import QuizPage
from assessments.reflection.models import ReflectionEntry, SharedEntry
from assessments.reflection.pages import ReflectionPage
from assessments.scenario.models import ScenarioRun
from assessments.scenario.pages import ScenarioPage
from assessments.self_assessment.models import SelfAssessment
from assessments.self_assessment.pages import SelfAssessmentPage

__all__ = [
    "Answer",
    "AssignmentPage",
    "CardSet",
    "CommentEntry",
    "DraftSection",
    "Exercise",
    "FeedbackGiven",
    "FeedbackPage",
    "FeedbackPool",
    "H5PAttempt",
    "H5PPage",
    "H5PResult",
    "H5PState",
    "H5PStatement",
    "Inject",
    "Lesson",
    "Member",
    "Observation",
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
    "SectionPresence",
    "SectionTemplate",
    "SectionTemplateDraft",
    "SectionTemplateVersion",
    "SelfAssessment",
    "SelfAssessmentPage",
    "SharedEntry",
    "Submission",
    "TeamInvitation",
]
