"""What progress tells upwards, in the past tense and inside the transaction."""

from django.dispatch import Signal

# The rules of the cohort are met for the first time. Arguments: enrolment.
enrolment_completed = Signal()
# A completion was taken back. Arguments: enrolment.
completion_revoked = Signal()
