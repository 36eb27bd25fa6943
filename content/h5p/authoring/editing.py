"""From a version to what a form shows, and from the form to parameters."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from content.h5p.authoring.errors import NotEditable, not_installed
from content.h5p.authoring.filtering import filtered
from content.h5p.authoring.kinds import BY_LIBRARY
from content.h5p.authoring.kinds.base import Typed
from content.h5p.authoring.merging import id_of, keeps_all, merged
from content.h5p.authoring.shelf import Installed, Offer, offer, supports
from content.h5p.manifest import values_of
from content.h5p.models import H5PVersion
from content.h5p.queries import libraries_by_name

# What a kind raises where a content has another shape than it writes.
ODD = (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError)


def why_not_editable(version: H5PVersion) -> str:
    """A sentence; empty where the form can show it."""
    try:
        typed_of(version, offer_for(version, libraries_by_name()))
    except NotEditable as reason:
        return str(reason)
    return ""


def offer_for(version: H5PVersion, installed: Installed) -> Offer:
    """The kind of a version on its own library. Raises NotEditable."""
    library = version.main_library
    kind = BY_LIBRARY.get(library.machine_name)
    if kind is None:
        sentence = _("There is no form for “%s”. Change it where it was made and replace it.")
        raise NotEditable(sentence % library.title)
    if not supports(kind, library):
        sentence = _("There is no form for %s. Change it where it was made and replace it.")
        raise NotEditable(sentence % library.name)
    found = offer(kind, library, installed)
    if not found.is_open:
        raise NotEditable(str(not_installed(found.missing)))
    return found


def typed_of(version: H5PVersion, found: Offer) -> Typed:
    """What the form shows. Raises NotEditable where saving it would lose something."""
    there = params_of(version)
    try:
        typed = found.kind.typed(there)
        made = params_from(typed, found, there)
        whole = filtered(there, found.fields, found.semantics_of)
        is_kept = keeps_all(whole, made) and _ids(there) == _ids(made)
    except ODD as error:
        raise NotEditable(_lossy()) from error
    if not is_kept:
        raise NotEditable(_lossy())
    return {"title": version.content.title, **typed}


def params_from(typed: Typed, found: Offer, there: Mapping[str, Any]) -> dict[str, Any]:
    """What a valid form becomes. What it does not show stays as it was `there`."""
    written = found.kind.written(typed, found.parts)
    return filtered(merged(there, written), found.fields, found.semantics_of)


def params_of(version: H5PVersion | None) -> dict[str, Any]:
    if version is None:
        return {}
    params = json.loads(version.params.removeprefix("\ufeff"))
    return params if isinstance(params, dict) else {}


def _ids(params: Any) -> list[str]:
    return [id_of(value) for value in values_of(params) if isinstance(value, dict) and id_of(value)]


def _lossy() -> str:
    return _(
        "It says more than the form can show, for instance by its formatting. That would be lost."
        " Change it where it was made and replace it."
    )
