"""A programme for another provider: its texts travel, nobody's progress does.

The way is that of every travelling curriculum, so links, pictures, templates and rubrics arrive
as they would from a folder, and belong to the provider they are copied for.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ruamel.yaml import YAML
from wagtail.models import Page

from content.foundation.errors import DomainError
from courses.curriculum.activities import ActivityPage
from courses.curriculum.authors import open_pages_to_authors
from courses.curriculum.models import Programme
from courses.curriculum.travel.exporter import export_curriculum
from courses.curriculum.travel.folder import PROGRAMME
from courses.curriculum.travel.importer import import_curriculum
from courses.curriculum.travel.registry import node_named
from courses.governance.audit import log
from courses.governance.models import Provider

KEY = re.compile(r"^key: ['\"]?(?P<key>[0-9a-f-]{36})['\"]?$", re.MULTILINE)
TYPE = re.compile(r"^type: (?P<type>\w+)$", re.MULTILINE)


class Keys(models.TextChoices):
    """What the copy's activities are called for good."""

    RENEW = "renew", gettext_lazy("new keys: a curriculum of its own from now on")
    KEEP = "keep", gettext_lazy("the same keys: later versions can be taken over from each other")


class CopyRefused(DomainError):
    """There is already a page at the address, or something of the programme cannot travel."""


def copy_programme(
    programme: Programme, *, provider: Provider, title: str, keys: Keys, by: Any = None
) -> Programme:
    """Copy everything published of `programme` for `provider` and publish it there.

    The programme itself always gets a key of its own; its activities as `keys` says. Evidence
    belongs to enrolments and those to one programme, so no progress is shared either way. The
    provider's authors may write in the copy; the audit log says who copied what. All or nothing.
    Raises CopyRefused, and ExportRefused or ImportRefused for what cannot travel.
    """
    slug = slugify(title)
    if not slug:
        raise CopyRefused(_("Give the copy a title that has letters or figures."))
    if Page.objects.filter(depth=2, slug=slug).exists():
        raise CopyRefused(_("There is already a programme at this address: “%s”.") % slug)
    with TemporaryDirectory() as place, transaction.atomic():
        folder = Path(place) / "curriculum"
        export_curriculum(programme, folder)
        key = _rename(folder, title, slug, keys)
        import_curriculum(folder, provider=provider)
        copy = Programme.objects.get(key=key)
        open_pages_to_authors(provider, copy.page)
        log(by, "programme.copied", copy, source=str(programme.key), keys=keys.value)
    return copy


def _rename(folder: Path, title: str, slug: str, keys: Keys) -> str:
    """Give the files of the copy their title, address and keys; returns the programme's key."""
    home = folder / PROGRAMME
    yaml = YAML()
    data = yaml.load(home)
    old = str(data["key"])
    data["title"], data["slug"] = title, slug
    with home.open("w", encoding="utf-8") as file:
        yaml.dump(data, file)
    texts = {path: path.read_text("utf-8") for path in _files(folder)}
    renewed = {found: str(uuid4()) for found in _keys_to_renew(texts.values(), keys)}
    for path, text in texts.items():
        path.write_text(_replaced(text, renewed), "utf-8")
    return renewed[old]


def _keys_to_renew(texts: Iterable[str], keys: Keys) -> Iterator[str]:
    """Only what evidence speaks of may keep its key; other pages are told apart by theirs."""
    for text in texts:
        key, kind = KEY.search(text), TYPE.search(text)
        if key and kind and not (keys is Keys.KEEP and _is_activity(kind["type"])):
            yield key["key"]


def _is_activity(kind: str) -> bool:
    return issubclass(node_named(kind).page, ActivityPage)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.suffix in (".md", ".yaml")]


def _replaced(text: str, renewed: dict[str, str]) -> str:
    for old, new in renewed.items():
        text = text.replace(old, new)
    return text
