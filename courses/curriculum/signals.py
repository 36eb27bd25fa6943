"""What the curriculum tells upwards, in the past tense and inside the transaction."""

from django.dispatch import Signal

# Something was published, renamed, moved, unpublished or deleted. Arguments: programme_id.
curriculum_changed = Signal()
