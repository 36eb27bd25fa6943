"""What a session leaves behind: its protocol and its files."""

import hashlib
from collections.abc import Collection
from pathlib import PurePath
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from courses.cohorts.policies import cohorts_attended_by
from courses.governance import audit
from courses.sessions.errors import PapersChanged, PapersRefused
from courses.sessions.file_kinds import complaint, ending
from courses.sessions.models import Session, SessionFile

TITLE_LENGTH = SessionFile._meta.get_field("title").max_length


def fingerprint(protocol: str) -> str:
    """Tells whether a protocol is still what somebody saw when they opened its form."""
    return hashlib.sha256(protocol.encode()).hexdigest()[:16]


@transaction.atomic
def write_protocol(session: Session, text: str, *, by: Any, seen: str = "") -> bool:
    """Write the protocol; False where it says that already.

    `seen` is the fingerprint of what the person saw. Raises PapersRefused for people who do not
    look after the cohort, PapersChanged when somebody else wrote something else since.
    """
    _check_looks_after(session, by)
    locked = Session.objects.select_for_update().get(pk=session.pk)
    if locked.protocol == text:
        return False
    if seen and fingerprint(locked.protocol) != seen:
        raise PapersChanged(_("Somebody else has written in the protocol in the meantime."))
    locked.protocol = text
    locked.save(update_fields=["protocol"])
    audit.log(by, "session.protocol_written", locked, cohort=session.cohort)
    return True


@transaction.atomic
def add_files(
    session: Session, files: Collection[UploadedFile], *, purpose: str, by: Any
) -> list[SessionFile]:
    """Keep files for the people of the cohort, all or none. Their names become their titles.

    Raises PapersRefused for people who do not look after the cohort and for files that are not what
    a session may have. They are stored under names of ours.
    """
    _check_looks_after(session, by)
    for file in files:
        if sentence := complaint(file):
            raise PapersRefused(sentence)
    kept = [_keep(session, file, purpose, by) for file in files]
    if kept:
        audit.log(by, "session.files_added", session, cohort=session.cohort, files=len(kept))
    return kept


def _keep(session: Session, file: UploadedFile, purpose: str, by: Any) -> SessionFile:
    name = PurePath(file.name or "")
    row = SessionFile(session=session, purpose=purpose, title=name.stem[:TITLE_LENGTH], added_by=by)
    file.seek(0)
    row.file.save(f"{row.key}.{ending(name.name)}", file, save=False)
    row.save()
    return row


@transaction.atomic
def remove_file(file: SessionFile, *, by: Any) -> None:
    """Take a file away for good. Raises PapersRefused for people who do not look after the cohort.

    The bytes go when the row has gone.
    """
    session = file.session
    _check_looks_after(session, by)
    stored, name = file.file.storage, str(file.file.name)
    if SessionFile.objects.filter(pk=file.pk).delete()[0]:
        audit.log(by, "session.file_removed", session, cohort=session.cohort)
        transaction.on_commit(lambda: stored.delete(name))


def _check_looks_after(session: Session, by: Any) -> None:
    if not cohorts_attended_by(by).filter(pk=session.cohort_id).exists():
        raise PapersRefused(_("Only those who look after a cohort write for its sessions."))
