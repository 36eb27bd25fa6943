"""A package as large as a Course Presentation: many libraries with all their files."""

import random
from typing import Any

from tests.content.h5p.packages import Files, as_json, dependency, package

FILES = 1694
LIBRARIES = 45
LANGUAGES = 22
PICTURES = 10
STAGE = "Test.Stage"


def large_package(*, files: int = FILES, libraries: int = LIBRARIES, weight: int = 100) -> bytes:
    """Exactly so many files; what is missing after the libraries are pictures of the content.

    `weight` is roughly how many bytes a file has.
    """
    chance = random.Random(1694)
    names = [f"Test.Part{number}" for number in range(libraries - 1)]
    parts = [_library(name, [], weight, chance) for name in names]
    parts.append(_library(STAGE, names, weight, chance, runnable=1))
    missing = files - 2 - sum(map(len, parts))
    assert missing >= 0
    pictures = [f"images/slide-{number}.png" for number in range(missing)]
    slides = [{"image": {"path": path, "mime": "image/png"}} for path in pictures]
    return package(
        STAGE,
        content={"slides": slides},
        h5p={"preloadedDependencies": [dependency(name) for name in (*names, STAGE)]},
        libraries=parts,
        files={f"content/{path}": chance.randbytes(weight) for path in pictures},
    )


def _library(
    name: str, needs: list[str], weight: int, chance: random.Random, *, runnable: int = 0
) -> Files:
    manifest: dict[str, Any] = {
        **dependency(name),
        "patchVersion": 0,
        "title": name,
        "runnable": runnable,
        "preloadedJs": [{"path": "one.js"}, {"path": "two.js"}],
        "preloadedCss": [{"path": "one.css"}],
        "preloadedDependencies": [dependency(other) for other in needs],
    }
    script = f"window.{name.replace('.', '_')} = 1;\n".encode()
    filling = b"// " + b"abcdefg " * (weight // 8) + b"\n"
    words = {"semantics": [{"label": "Titel"}]}
    files: Files = {
        "library.json": as_json(manifest),
        "semantics.json": as_json([{"name": "title", "type": "text", "label": "Title"}]),
        "one.js": script + filling,
        "two.js": script + filling,
        "one.css": b"." + name.replace(".", "-").encode() + b" { background: url(img/0.png) }\n",
        **{f"language/l{number}.json": as_json(words) for number in range(LANGUAGES)},
        **{f"img/{number}.png": chance.randbytes(weight) for number in range(PICTURES)},
    }
    return {f"{name}-1.0/{path}": raw for path, raw in files.items()}
