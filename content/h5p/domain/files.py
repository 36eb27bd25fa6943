"""Uploaded files go once nothing speaks of them any more."""

from collections.abc import Callable

from content.h5p.models import H5PUpload


def remover(upload: H5PUpload) -> Callable[[], None]:
    """Deletes, when called, the file that the upload names now."""
    storage, name = upload.file.storage, upload.file.name
    return (lambda: storage.delete(name)) if name else (lambda: None)
