"""Contents as rows, for tests that ask about people and not about files."""

import json
from typing import Any
from uuid import uuid4

from wagtail.models import Collection

from content.h5p.models import H5PContent, H5PLibrary, H5PUse, H5PVersion

QUESTION = {"question": "Zuhören heißt abwarten.", "correct": "true"}


def make_library(name: str = "Test.Scored", **fields: Any) -> H5PLibrary:
    return H5PLibrary.objects.get_or_create(
        machine_name=name,
        major=1,
        minor=0,
        defaults={
            "patch": 0,
            "title": name,
            "runnable": True,
            "folder": f"h5p/libraries/{name}-1.0.0-abc",
            **fields,
        },
    )[0]


def make_content(
    main: str = "Test.Scored", params: Any = QUESTION, *, title: str = "Zuhören", others: int = 0
) -> H5PContent:
    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    content = H5PContent.objects.create(title=title, collection=root)
    add_version(content, main, params, others=others)
    return content


def add_version(
    content: H5PContent, main: str = "Test.Scored", params: Any = QUESTION, *, others: int = 0
) -> H5PVersion:
    """The next version of a content, which people find from now on."""
    library = make_library(main)
    version = H5PVersion.objects.create(
        content=content,
        number=content.versions.count() + 1,
        params=json.dumps(params),
        metadata={"title": content.title, "language": "de"},
        main_library=library,
        folder=f"h5p/content/{uuid4().hex}",
        sha256=uuid4().hex,
    )
    loaded = [*(make_library(f"Test.Other{n}") for n in range(others)), library]
    H5PUse.objects.bulk_create(
        H5PUse(version=version, library=row, position=n) for n, row in enumerate(loaded)
    )
    content.current = version
    content.save(update_fields=["current"])
    return version
