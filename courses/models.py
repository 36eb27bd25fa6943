"""Gathers the models of the app's capabilities, so that Django finds them."""

from courses.cohorts.models import (
    AgreementConfirmation,
    Cohort,
    CohortRole,
    ConfidentialityAgreement,
    Enrolment,
    Invitation,
    ProviderRole,
    ScheduleEntry,
)
from courses.curriculum.four_eyes.models import SecondPairOfEyes
from courses.curriculum.models import Activity, Programme, ReadingChoice
from courses.curriculum.pages import InfoPage, LessonPage, ModulePage, ProgrammePage
from courses.governance.models import AuditEntry, OutgoingMail, Provider
from courses.progress.models import Evidence, RequirementState
from courses.rules.models import RuleSet, RuleSetVersion
from courses.search.models import SearchEntry
from courses.sessions.models import Session, SessionPart

__all__ = [
    "Activity",
    "AgreementConfirmation",
    "AuditEntry",
    "Cohort",
    "CohortRole",
    "ConfidentialityAgreement",
    "Enrolment",
    "Evidence",
    "InfoPage",
    "Invitation",
    "LessonPage",
    "ModulePage",
    "OutgoingMail",
    "Programme",
    "ProgrammePage",
    "Provider",
    "ProviderRole",
    "ReadingChoice",
    "RequirementState",
    "RuleSet",
    "RuleSetVersion",
    "ScheduleEntry",
    "SearchEntry",
    "SecondPairOfEyes",
    "Session",
    "SessionPart",
]
