"""A draft from its beginning to the version it becomes."""

import hashlib
import json
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Collection

from content.h5p.authoring.editing import offer_for, params_from, params_of, typed_of
from content.h5p.authoring.errors import ChangedMeanwhile, DraftChanged, NotEditable, not_installed
from content.h5p.authoring.kinds import BY_KIND
from content.h5p.authoring.kinds.base import Kind, Typed
from content.h5p.authoring.models import H5PDraft
from content.h5p.authoring.package import metadata_of, report_of_written
from content.h5p.authoring.shelf import Installed, Offer, newest, offer
from content.h5p.closure import in_order, roots_of
from content.h5p.combining import combine
from content.h5p.domain.versions import Made, add_version
from content.h5p.examining import digest_of
from content.h5p.files import CONTENT
from content.h5p.manifest import package_of
from content.h5p.models import H5PContent, H5PLibrary
from content.h5p.queries import libraries_by_name
from content.h5p.store import publish as publish_files

Json = dict[str, Any]


def begin(kind: Kind, *, by: Any) -> H5PDraft:
    """A new content. Raises NotOffered."""
    _require(offered(kind))
    return H5PDraft.objects.create(kind=kind.KIND, author=by, typed={"title": "", **kind.blank()})


def begin_edit(content: H5PContent, *, by: Any) -> H5PDraft:
    """One's draft of a content: the one there is, or a new one. Raises NotEditable."""
    version = content.current
    if version is None:
        raise NotEditable(_("There is no version to change yet."))
    found = offer_for(version, libraries_by_name())
    draft, _is_new = H5PDraft.objects.get_or_create(
        content=content,
        author=by,
        defaults={
            "kind": found.kind.KIND,
            "base": version,
            "typed": typed_of(version, found),
        },
    )
    return draft


def offered(kind: Kind) -> Offer:
    installed: Installed = libraries_by_name()
    return offer(kind, newest(kind, installed), installed)


def offer_of(draft: H5PDraft) -> Offer:
    """What a draft is written on. Raises NotOffered or NotEditable."""
    if draft.base is not None:
        return offer_for(draft.base, libraries_by_name())
    return _require(offered(BY_KIND[draft.kind]))


def _require(found: Offer) -> Offer:
    if not found.is_open:
        raise not_installed(found.missing)
    return found


def save(draft: H5PDraft, typed: Typed, *, version: int) -> None:
    """Keep what was typed. Raises DraftChanged where another window has saved since `version`."""
    mine = H5PDraft.objects.filter(pk=draft.pk, version=version)
    if not mine.update(typed=typed, version=version + 1, saved_at=timezone.now()):
        there = H5PDraft.objects.filter(pk=draft.pk).values_list("version", flat=True).first()
        raise DraftChanged(
            _("This draft was changed in another window. Here is what you typed; save it again."),
            version=there or 0,
        )
    draft.typed, draft.version = typed, version + 1


def publish(
    draft: H5PDraft, found: Offer, *, by: Any, collection: Collection | None = None
) -> H5PContent:
    """The draft becomes a version and is gone. Wants a valid sheet.

    Raises ChangedMeanwhile, NotOffered, or NothingNew where the version would be the same.
    """
    made = _made(draft, found)
    content = draft.content or H5PContent(collection=collection, uploaded_by=by)
    return _record(draft, content, made, by=by)


def _made(draft: H5PDraft, found: Offer) -> Made:
    title, base = draft.typed["title"], draft.base
    params = params_from(draft.typed, found, params_of(base))
    there = metadata_of(title, found.main, there=base.metadata if base else None)
    libraries = _closure(there, params, found)
    metadata = metadata_of(title, found.main, libraries, there=there)
    folder = base.folder if base else _empty_folder()
    text = json.dumps(params, ensure_ascii=False)
    whole = json.dumps([metadata, text, folder], ensure_ascii=False)
    return Made(
        params=text,
        metadata=metadata,
        main=found.main,
        libraries=libraries,
        folder=folder,
        sha256=hashlib.sha256(whole.encode()).hexdigest(),
        report=report_of_written(metadata, libraries, found.main),
        joined=combine(libraries),
    )


def _closure(metadata: Json, params: Json, found: Offer) -> list[H5PLibrary]:
    needs = {name: row.dependencies for name, row in found.installed.items()}
    order, missing = in_order(roots_of(package_of(metadata), params), needs)
    if missing:
        raise not_installed(map(str, missing))
    return [found.installed[name] for name in order]


def _empty_folder() -> str:
    folder = f"{CONTENT}/{digest_of({})}"
    publish_files(folder, {}, lambda _path: [], lambda: None)
    return folder


@transaction.atomic
def _record(draft: H5PDraft, content: H5PContent, made: Made, *, by: Any) -> H5PContent:
    if content.pk:
        content = H5PContent.objects.select_for_update().get(pk=content.pk)
        if content.current_id != draft.base_id:
            raise ChangedMeanwhile(
                _("Meanwhile there is a newer version. Throw this draft away and begin again.")
            )
    content.title = draft.typed["title"]
    content.save()
    add_version(content, made, by=by)
    draft.delete()
    return content


def discard(draft: H5PDraft) -> None:
    draft.delete()
