"""What scripts and styles give away about themselves: pure searches in their text."""

import re
from collections.abc import Iterable
from typing import Any

from content.h5p.manifest import values_of

# A content type that does this plays only where the policy of its frame allows it.
EVAL = re.compile(rb"\beval\s*\(|\bnew\s+Function\s*\(")
# Addresses in quotes, not those in comments.
QUOTED = re.compile(rb"""["'`(](?:https?:)?//([a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+)""")
SOURCE = re.compile(r"""\bsrc\s*=\s*["'](?:https?:)?//([a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+)""")
# Names of vocabularies: nothing is fetched from there.
NAMESPACES = frozenset(
    {
        *("www.w3.org", "purl.org", "schema.org", "activitystrea.ms"),
        *("adlnet.gov", "id.tincanapi.com", "schemas.microsoft.com", "schemas.openxmlformats.org"),
    }
)
EXTERNAL = re.compile(r"(?:https?:)?//", re.IGNORECASE)
HOST = re.compile(r"(?:https?:)?//([a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.IGNORECASE)


def builds_scripts(code: bytes) -> bool:
    return EVAL.search(code) is not None


def hosts_in(code: bytes) -> set[str]:
    found = {match.decode().lower() for match in QUOTED.findall(code)}
    return found - NAMESPACES


def hosts_of_content(params: Any) -> set[str]:
    """Where a content fetches media from. Links in a text are only links."""
    media = {match[1].lower() for path in media_paths(params) if (match := HOST.match(path))}
    embedded = {
        host.lower()
        for value in values_of(params)
        if isinstance(value, str)
        for host in SOURCE.findall(value)
    }
    return media | embedded


def missing_media(params: Any, files: Iterable[str]) -> list[str]:
    """Pictures and recordings a content names and does not bring, in reading order."""
    brought = set(files)
    own = (path.partition("#")[0] for path in media_paths(params) if not EXTERNAL.match(path))
    return [path for path in dict.fromkeys(own) if path and path not in brought]


def media_paths(params: Any) -> list[str]:
    return [
        value["path"]
        for value in values_of(params)
        if isinstance(value, dict)
        and isinstance(value.get("path"), str)
        and isinstance(value.get("mime"), str)
    ]
