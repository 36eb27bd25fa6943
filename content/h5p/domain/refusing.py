"""A package that is not taken in."""

from django.db import transaction

from content.foundation.errors import DomainError
from content.h5p.domain.files import remover
from content.h5p.models import H5PUpload


def refuse_upload(upload: H5PUpload, refusal: DomainError) -> None:
    """Keep the sentence. The file stays only where somebody may still let its libraries in.

    Nothing happens to an upload that was thrown away meanwhile.
    """
    kept = H5PUpload.objects.filter(pk=upload.pk)
    fields = {"state": H5PUpload.State.FAILED, "error": str(refusal), "report": upload.report}
    if upload.report.get("withheld"):
        kept.update(**fields)
        return
    kept.update(**fields, file="")
    transaction.on_commit(remover(upload))
