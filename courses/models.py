"""Gathers the models of the app's capabilities, so that Django finds them."""

from courses.cohorts.models import (
    AgreementConfirmation,
    Cohort,
    CohortRole,
    CohortTemplate,
    ConfidentialityAgreement,
    Enrolment,
    Invitation,
    ProviderRole,
    ScheduleEntry,
    WaitingPlace,
)
from courses.curriculum.four_eyes.models import SecondPairOfEyes
from courses.curriculum.guides.pages import GuidePage
from courses.curriculum.models import Activity, Programme, ReadingChoice
from courses.curriculum.pages import InfoPage, LessonPage, ModulePage, ProgrammePage
from courses.governance.models import AuditEntry, MailChoice, OutgoingMail, Provider
from courses.progress.models import Evidence, Recount, RequirementState
from courses.reminders.models import Letter, LetterCopy
from courses.rules.models import RuleSet, RuleSetVersion
from courses.search.models import SearchEntry
from courses.sessions.models import (
    AbsenceNotice,
    CalendarEntry,
    CalendarFeed,
    Session,
    SessionFile,
    SessionPart,
    SessionTrainer,
)

__all__ = [
    "AbsenceNotice",
    "Activity",
    "AgreementConfirmation",
    "AuditEntry",
    "CalendarEntry",
    "CalendarFeed",
    "Cohort",
    "CohortRole",
    "CohortTemplate",
    "ConfidentialityAgreement",
    "Enrolment",
    "Evidence",
    "GuidePage",
    "InfoPage",
    "Invitation",
    "LessonPage",
    "Letter",
    "LetterCopy",
    "MailChoice",
    "ModulePage",
    "OutgoingMail",
    "Programme",
    "ProgrammePage",
    "Provider",
    "ProviderRole",
    "ReadingChoice",
    "Recount",
    "RequirementState",
    "RuleSet",
    "RuleSetVersion",
    "ScheduleEntry",
    "SearchEntry",
    "SecondPairOfEyes",
    "Session",
    "SessionFile",
    "SessionPart",
    "SessionTrainer",
    "WaitingPlace",
]
