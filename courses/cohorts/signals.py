"""What the rooms above hear of cohorts, in the past tense and inside the transaction."""

from django.dispatch import Signal

# Arguments: enrolment. Somebody has taken a place, or has come back to it.
enrolment_started = Signal()
# Arguments: enrolment. Somebody has ended or withdrawn.
enrolment_ended = Signal()
# Arguments: cohort, user, role. Somebody has left the team.
role_withdrawn = Signal()
