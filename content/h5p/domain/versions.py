"""One more version of a content, whoever made it: a worker from a package, or a form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from content.h5p.combining import Combined
from content.h5p.domain.following import set_uses
from content.h5p.errors import NothingNew
from content.h5p.models import H5PContent, H5PLibrary, H5PVersion
from content.h5p.report import Report


@dataclass(frozen=True, slots=True)
class Made:
    """What becomes a version. Its files, and both joined ones, lie in the storage already."""

    params: str
    metadata: Mapping[str, Any]
    main: H5PLibrary
    libraries: Sequence[H5PLibrary]  # in loading order, the main one among them
    folder: str
    sha256: str
    report: Report
    joined: Combined


@transaction.atomic
def add_version(content: H5PContent, made: Made, *, by: Any) -> H5PVersion:
    """The next version, which people find from now on. Raises NothingNew."""
    # Two people may replace one content at the same moment.
    locked = H5PContent.objects.select_for_update().get(pk=content.pk)
    if locked.current and locked.current.sha256 == made.sha256:
        raise NothingNew(_("This package is the one that is already there."))
    last = locked.versions.aggregate(last=Max("number"))["last"] or 0
    version = H5PVersion.objects.create(
        content=locked,
        number=last + 1,
        params=made.params,
        metadata=made.metadata,
        main_library=made.main,
        folder=made.folder,
        sha256=made.sha256,
        report=made.report,
        combined_js=made.joined.js,
        combined_css=made.joined.css,
        created_by=by,
    )
    set_uses(version, made.libraries)
    locked.current = version
    locked.save(update_fields=["current"])
    return version
