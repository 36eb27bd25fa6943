"""What H5P's core is told about a page: the content, where its files lie, where somebody stopped.

Pure: addresses are handed in, and they are whole ones, because the page's origin is nobody's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# Where somebody stopped, by sub-content ("0" is the content itself) and by what it is called.
States = Mapping[str, Mapping[str, str]]
# The core then asks whether to begin anew.
RESET = "RESET"
# Between two looks at how far somebody is, where no statement says so earlier.
SAVE_EVERY_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Played:
    """One content: `name` is „H5P.Blanks 1.14“, `about` what its statements speak of."""

    number: int
    name: str
    params: str
    metadata: Mapping[str, Any]
    about: str
    files: str
    libraries: Mapping[str, str]  # „H5P.Blanks-1.14“ → the address of its files
    states: States
    keeps_states: bool


def integration(played: Played, *, language: str, words: Mapping[str, str]) -> dict[str, Any]:
    """The core's `H5PIntegration`. Nothing in it is an address the core could post to."""
    return {
        "baseUrl": "",
        "url": "",
        "siteUrl": "",
        "postUserStatistics": False,
        "saveFreq": SAVE_EVERY_SECONDS if played.keeps_states else False,
        "hubIsEnabled": False,
        "crossorigin": "anonymous",
        "language": language,
        "l10n": {"H5P": dict(words)},
        # The core joins both parts with a slash.
        "urlLibraries": "https:/" if _encrypted(played) else "http:/",
        "libraryDirectories": {
            name: address.split("//", 1)[-1].rstrip("/")
            for name, address in played.libraries.items()
        },
        "contents": {f"cid-{played.number}": _content(played)},
    }


def _content(played: Played) -> dict[str, Any]:
    return {
        "library": played.name,
        "jsonContent": played.params,
        "fullScreen": "1",
        "url": played.about,
        "contentUrl": played.files.rstrip("/"),
        "title": played.metadata.get("title", ""),
        "metadata": dict(played.metadata),
        "displayOptions": {
            "frame": False,
            "export": False,
            "embed": False,
            "copyright": False,
            "icon": False,
            "copy": False,
        },
        "contentUserData": {sub: dict(kept) for sub, kept in played.states.items()} or {"0": {}},
        "exportUrl": "",
        "embedCode": "",
        "resizeCode": "",
    }


def _encrypted(played: Played) -> bool:
    return played.files.startswith("https:")
