"""A package arrives, and somebody lets its libraries in."""

from pathlib import PurePath
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from wagtail.models import Collection

from content.foundation.queue import enqueue
from content.h5p.domain.files import remover
from content.h5p.models import H5PContent, H5PUpload
from content.h5p.policies import may_install

TASK = "content.h5p.tasks.process_upload"


@transaction.atomic
def submit_upload(
    collection: Collection,
    *,
    file: UploadedFile,
    by: Any,
    title: str = "",
    replaces: H5PContent | None = None,
) -> H5PUpload:
    """Keep the file and queue its examination. Whoever may install lets its libraries in."""
    upload = H5PUpload(
        collection=collection,
        content=replaces,
        name=PurePath(file.name or "").name[:255],
        title=title,
        by=by,
        approver=by if may_install(by) else None,
    )
    upload.file.save("package.h5p", file, save=False)
    upload.save()
    enqueue(TASK, upload.pk)
    return upload


@transaction.atomic
def let_libraries_in(upload: H5PUpload, *, by: Any) -> None:
    """Somebody who may install answers for a package that lacked libraries; it is tried again."""
    waiting = H5PUpload.objects.filter(pk=upload.pk, state=H5PUpload.State.FAILED)
    if waiting.update(approver=by, state=H5PUpload.State.QUEUED, error="", done=0, total=0):
        enqueue(TASK, upload.pk)


def discard_upload(upload: H5PUpload) -> None:
    """What came of it stays; the file and its report go."""
    remove_file = remover(upload)
    upload.delete()
    transaction.on_commit(remove_file)
