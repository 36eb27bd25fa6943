"""What the worker does. Each begins anew after a crash and ends the same."""

from content.foundation.errors import DomainError
from content.h5p.domain import following
from content.h5p.domain.installing import install
from content.h5p.domain.refusing import refuse_upload
from content.h5p.models import H5PUpload, H5PVersion


def process_upload(pk: int) -> None:
    open_states = (H5PUpload.State.QUEUED, H5PUpload.State.EXAMINING)
    upload = H5PUpload.objects.filter(pk=pk, state__in=open_states).first()
    if upload is None:
        return
    H5PUpload.objects.filter(pk=pk).update(state=H5PUpload.State.EXAMINING)
    try:
        install(upload)
    except DomainError as refusal:
        refuse_upload(upload, refusal)
    except FileNotFoundError:
        # Thrown away meanwhile, its file with it: nobody waits for it any more.
        if H5PUpload.objects.filter(pk=pk).exists():
            raise


def load_anew(pk: int) -> None:
    if version := H5PVersion.objects.filter(pk=pk).first():
        following.load_anew(version)
