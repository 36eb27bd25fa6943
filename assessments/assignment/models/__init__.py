"""Work that is written in sections, handed in, reviewed and kept in every version."""

from assessments.assignment.models.asking import (
    Rubric,
    RubricVersion,
    SectionTemplate,
    SectionTemplateDraft,
    SectionTemplateVersion,
)
from assessments.assignment.models.peers import PeerRequest
from assessments.assignment.models.reviewing import (
    CommentEntry,
    Opinion,
    Review,
    ReviewClaim,
    ReviewDraft,
)
from assessments.assignment.models.writing import (
    DraftSection,
    KeptQuerySet,
    Member,
    Revision,
    SectionPresence,
    Submission,
    TeamInvitation,
)

__all__ = [
    "CommentEntry",
    "DraftSection",
    "KeptQuerySet",
    "Member",
    "Opinion",
    "PeerRequest",
    "Review",
    "ReviewClaim",
    "ReviewDraft",
    "Revision",
    "Rubric",
    "RubricVersion",
    "SectionPresence",
    "SectionTemplate",
    "SectionTemplateDraft",
    "SectionTemplateVersion",
    "Submission",
    "TeamInvitation",
]
