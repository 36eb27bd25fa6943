"""How far an upload is: counted a file at a time, told a few times a second."""

import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from content.h5p.models import H5PUpload

PAUSE = 0.4  # seconds; a statement a file would take longer than the file
# The largest packages take less than one; a queue may stand before it.
USUAL = timedelta(minutes=15)


def is_late(upload: H5PUpload, now: datetime) -> bool:
    """Whether it has been on its way for unusually long, as when its worker is gone."""
    return upload.is_moving and now - upload.created_at > USUAL


@dataclass(slots=True)
class Progress:
    upload: H5PUpload
    total: int
    done: int = 0
    told: float = field(default=0.0)

    def tick(self) -> None:
        self.done += 1
        if time.monotonic() - self.told >= PAUSE:
            rows = H5PUpload.objects.filter(pk=self.upload.pk)
            rows.update(done=min(self.done, self.total), total=self.total)
            self.told = time.monotonic()
