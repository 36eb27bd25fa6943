"""h5p.json and report of what a form wrote."""

from collections.abc import Mapping, Sequence
from typing import Any

from content.h5p.authoring.shelf import content_language
from content.h5p.models import H5PLibrary
from content.h5p.report import NAMED_AT_MOST, Report
from content.h5p.store import record_of

NO_LICENCE = "U"


def metadata_of(
    title: str,
    main: H5PLibrary,
    libraries: Sequence[H5PLibrary] = (),
    *,
    there: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """As other systems read it. What an uploaded one said of its authors and licence stays."""
    begun = {
        "language": content_language(),
        "defaultLanguage": content_language(),
        "embedTypes": ["iframe"],
        "license": NO_LICENCE,
        "preloadedDependencies": [named(main)],
    }
    loaded = {"preloadedDependencies": [named(row) for row in libraries]} if libraries else {}
    return {**begun, **(there or {}), **loaded, "title": title, "mainLibrary": main.machine_name}


def named(library: H5PLibrary) -> dict[str, Any]:
    return {
        "machineName": library.machine_name,
        "majorVersion": library.major,
        "minorVersion": library.minor,
    }


def report_of_written(
    metadata: Mapping[str, Any], libraries: Sequence[H5PLibrary], main: H5PLibrary
) -> Report:
    """In the shape an upload's report has, so that the screens and the player read both."""
    hosts = {host for row in libraries for host in row.external_hosts}
    nothing: dict[str, Any] = {
        name: [] for name in ("new", "newer", "older", "withheld", "missing", "missing_media")
    }
    return {
        **nothing,
        "title": metadata["title"],
        "language": metadata["language"],
        "type": main.name,
        "type_title": main.title,
        "languages": languages_of(main),
        "license": str(metadata.get("license", "")),
        "license_version": str(metadata.get("licenseVersion", "")),
        "authors": [],
        "source": "",
        "files": 0,
        "bytes": 0,
        "same": 0,
        "hosts": sorted(hosts)[:NAMED_AT_MOST],
        "needs_eval": [row.title for row in libraries if row.needs_eval],
        "ballast": 0,
        "written": True,  # so nobody is asked whether they may use their own words
    }


def languages_of(library: H5PLibrary) -> list[str]:
    """Those whose words lie beside its scripts."""
    paths = record_of(library.folder)
    inside = (path.removeprefix("language/") for path in paths if path.startswith("language/"))
    return sorted(name.removesuffix(".json") for name in inside if name.endswith(".json"))
