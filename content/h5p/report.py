"""What an upload found, as plain data that outlives it. `words` makes sentences of it."""

from collections.abc import Mapping
from typing import Any

from content.h5p.examining import Examined
from content.h5p.names import Name
from content.h5p.planning import Installed, Plan

NAMED_AT_MOST = 20
Report = dict[str, Any]


def report_of(examined: Examined, plan: Plan, installed: Mapping[Name, Installed]) -> Report:
    package, data = examined.package, examined.package.data
    main = examined.libraries.get(package.main)
    return {
        "title": package.title,
        "language": package.language,
        "type": str(package.main),
        "type_title": _title(package.main, examined, installed),
        "languages": sorted(main.languages) if main else [],
        "license": _word(data.get("license")),
        "license_version": _word(data.get("licenseVersion")),
        "authors": _authors(data.get("authors")),
        "source": _word(data.get("source")),
        "files": len(examined.content.files),
        "bytes": sum(size for size, _sha256 in examined.content.files.values()),
        "new": [_line(name, examined) for name in plan.new],
        "newer": [_change(name, examined, installed) for name in plan.newer],
        "older": [_change(name, examined, installed) for name in plan.older],
        "withheld": [_line(name, examined) for name in plan.withheld],
        "same": len(plan.same),
        "missing": [_missing(name, examined) for name in plan.missing],
        "hosts": sorted({*examined.hosts, *_hosts(plan, examined)})[:NAMED_AT_MOST],
        "needs_eval": [
            examined.libraries[name].manifest.title
            for name in plan.order
            if name in examined.libraries and examined.libraries[name].needs_eval
        ],
        "missing_media": examined.missing_media[:NAMED_AT_MOST],
        "ballast": len(examined.ballast),
    }


def _title(name: Name, examined: Examined, installed: Mapping[Name, Installed]) -> str:
    if name in examined.libraries:
        return examined.libraries[name].manifest.title
    return installed[name].title if name in installed else name.machine_name


def _line(name: Name, examined: Examined) -> dict[str, str]:
    manifest = examined.libraries[name].manifest
    return {"title": manifest.title, "version": f"{name.major}.{name.minor}.{manifest.patch}"}


def _change(name: Name, examined: Examined, installed: Mapping[Name, Installed]) -> dict[str, str]:
    here = f"{name.major}.{name.minor}.{installed[name].patch}"
    return {**_line(name, examined), "here": here}


def _missing(name: Name, examined: Examined) -> dict[str, Any]:
    return {"name": str(name), "brought": name in examined.libraries}


def _hosts(plan: Plan, examined: Examined) -> set[str]:
    used = [examined.libraries[name] for name in plan.order if name in examined.libraries]
    return {host for brought in used for host in brought.hosts}


def _authors(data: Any) -> list[str]:
    entries = data if isinstance(data, list) else []
    names = [_word(entry.get("name")) for entry in entries if isinstance(entry, dict)]
    return [name for name in names if name][:NAMED_AT_MOST]


def _word(value: Any) -> str:
    return value.strip()[:200] if isinstance(value, str) else ""
