"""What may be said about a group without saying it about anybody."""

from courses.progress.enums import State

# Fewer people than this might be recognised in a sum.
FEW = 5
# Who was in the room; a day made up or waived was spent elsewhere.
WERE_THERE = frozenset({State.ATTENDED, State.PARTLY})
