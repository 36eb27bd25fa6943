"""In which role somebody acted; written into the evidence."""

from enum import StrEnum


class ActorRole(StrEnum):
    PARTICIPANT = "participant"
    TRAINER = "trainer"
    COORDINATOR = "coordinator"
    SYSTEM = "system"
