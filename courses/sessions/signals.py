"""What the rooms above hear of sessions, in the past tense and inside the transaction."""

from django.dispatch import Signal

# Arguments: session. It was planned, moved, renamed or cancelled, or somebody else leads it.
session_changed = Signal()
