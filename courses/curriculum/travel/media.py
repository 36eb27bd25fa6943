"""Pictures, recordings and documents: files in `medien/`, what is said of them in `medien.yaml`.

A file is known by its content: the same bytes are the same medium, whatever a storage calls them.
"""

import mimetypes
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model, Q
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.fields import WagtailImageField
from wagtail.models import Collection
from wagtailmedia import get_media_model

from courses.curriculum.authors import collection_of
from courses.curriculum.travel.source import Complaint, Source
from courses.curriculum.travel.spots import Spot, named, unknown
from courses.curriculum.travel.yaml import dump
from courses.governance.models import Provider

FOLDER = "medien"
INDEX = "medien.yaml"
NAME = re.compile(rf"{FOLDER}/[a-z0-9]+(?:-[a-z0-9]+)*\.[a-z0-9]+")
LINKED = re.compile(rf'href="({FOLDER}/[^"]*)"')
# What Django's storage appends where a name is taken.
SUFFIX = re.compile(r"_[A-Za-z0-9]{7}$")
LONGEST = 60
LARGEST = 512 * 1024 * 1024
# What may be said of a medium, in this order; each kind has some of them.
FACTS = (
    "title",
    "description",
    "type",
    "duration",
    "width",
    "height",
    "focal_point_x",
    "focal_point_y",
    "focal_point_width",
    "focal_point_height",
)
Facts = dict[str, Any]


@cache
def media_models() -> tuple[type[Model], ...]:
    return get_image_model(), get_document_model(), get_media_model()


def is_media(model: type[Model]) -> bool:
    return issubclass(model, media_models())


def facts_of(medium: Any, name: str) -> Facts:
    """What is to be said of a medium beside what its file and its name say themselves."""
    told = {fact: getattr(medium, fact, None) for fact in FACTS}
    if isinstance(medium, get_image_model()):
        told |= {"width": None, "height": None}
    if told["duration"] and float(told["duration"]).is_integer():
        told["duration"] = int(told["duration"])
    usual = _usual(name) | {"type": guessed_type(name)}
    return {fact: value for fact, value in told.items() if value and value != usual.get(fact)}


def guessed_type(name: str) -> str:
    kind = (mimetypes.guess_type(name)[0] or "").partition("/")[0]
    return "audio" if kind == "audio" else "video"


def _usual(name: str) -> Facts:
    return {"title": Path(name).stem}


def index_text(index: Mapping[str, Facts]) -> str:
    """`medien.yaml` in canonical form; empty where there is nothing to say."""
    told = {
        name: {fact: facts[fact] for fact in FACTS if facts.get(fact)}
        for name, facts in sorted(index.items())
    }
    told = {name: facts for name, facts in told.items() if facts}
    return dump(told) if told else ""


def read_index(source: Source) -> dict[str, Facts]:
    """What `medien.yaml` says, by file name. Raises BrokenFile."""
    found: dict[str, Facts] = {}
    for name, data in source.data.items():
        spot = Spot(source, name, source.line_of(name))
        for fact, value in named(data, spot).items():
            at = spot.below(data, fact)
            if fact not in FACTS:
                raise unknown(fact, FACTS, at)
            found.setdefault(name, {})[fact] = _fact(fact, value, at)
    return found


def _fact(fact: str, value: Any, spot: Spot) -> Any:
    if fact == "type":
        return spot.one_of(spot.text(value), ("audio", "video"))
    if fact in ("title", "description"):
        return spot.text(value)
    whole = isinstance(value, int) or (fact == "duration" and isinstance(value, float))
    if isinstance(value, bool) or not whole or value < 0:
        raise spot.fail(_("“%(name)s” must be a number.") % {"name": fact})
    return value


class Collecting:
    """Goes through values and notes which files they speak of."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def chosen(self, model: type[Model], value: Any) -> Any:
        if is_media(model):
            self.names.add(value)
        return value

    def rich(self, html: str) -> str:
        for link in LINKED.findall(html):
            self.names.add(link)
        return html


def complaints(root: Path, spots: Mapping[str, Spot]) -> list[Complaint]:
    """What is wrong with the files that are spoken of, said where that is done."""
    found = []
    for name, spot in spots.items():
        if sentence := _wrong(root, name):
            found.append(spot.fail(sentence).complaint)
    return found


def _wrong(root: Path, name: str) -> str:
    path = root / name
    if not NAME.fullmatch(name):
        return _("A file is named like “medien/am-markt.jpg”: small letters, digits, hyphens.")
    if path.is_symlink() or path.parent.is_symlink():
        return _("Links to other places are not followed.")
    if not path.is_file():
        return _("The file “%(name)s” is missing.") % {"name": name}
    return _("“%(name)s” is too large.") % {"name": name} if path.stat().st_size > LARGEST else ""


def travelling_name(stored: str) -> str:
    """The name of a stored file in `medien/`, without what a storage appended to it."""
    path = Path(stored)
    stem = slugify(SUFFIX.sub("", path.stem).replace("_", "-"))[:LONGEST].strip("-")
    return f"{FOLDER}/{stem or 'datei'}{path.suffix.lower()}"


def fingerprint(file: Any) -> str:
    found = sha256()
    while chunk := file.read(1 << 20):
        found.update(chunk)
    return found.hexdigest()


def fingerprint_of(medium: Any) -> str:
    """Empty where the file has gone."""
    with suppress(OSError), medium.file.storage.open(medium.file.name) as file:
        return fingerprint(file)
    return ""


class Shelf:
    """The names under which media travel; two that differ never have the same name."""

    def __init__(self) -> None:
        self.names: dict[tuple[type[Model], int], str] = {}
        self.media: dict[str, Any] = {}

    def put(self, medium: Any, name: str) -> None:
        """A medium that came under this name keeps it."""
        self.names[type(medium), medium.pk] = name
        self.media[name] = medium

    def name_of(self, model: type[Model], pk: int) -> str:
        """Empty where the medium is gone."""
        if (model, pk) not in self.names:
            medium: Any = model._default_manager.filter(pk=pk).first()
            if medium is None:
                return ""
            self.put(medium, self._free(travelling_name(medium.file.name)))
        return self.names[model, pk]

    def _free(self, name: str) -> str:
        stem, dot, ending = name.rpartition(".")
        number = 1
        while name in self.media:
            number += 1
            name = f"{stem}-{number}{dot}{ending}"
        return name

    def index(self) -> dict[str, Facts]:
        """What `medien.yaml` says, by name."""
        return {Path(name).name: facts_of(medium, name) for name, medium in self.media.items()}


@dataclass(slots=True)
class Arrivals:
    """Media of a folder on their way into the provider's files, each once.

    What lies among the files of another provider is theirs: it is neither used nor changed.
    """

    root: Path
    provider: Provider
    index: Mapping[str, Facts]
    shelf: Shelf = field(default_factory=Shelf)
    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    files: list[tuple[Any, str]] = field(default_factory=list)

    def pk_of(self, model: type[Model], name: str) -> int:
        """The medium behind a name: one that is here already, or a new one.

        Raises ValidationError for a file that is none of this kind.
        """
        medium = self.shelf.media.get(name)
        if medium is None:
            medium = self._known(model, name) or self._made(model, name)
            self.shelf.put(medium, name)
        if not isinstance(medium, model):
            raise ValidationError(_("This file is used as something else, too."))
        return int(medium.pk)

    def _known(self, model: type[Model], name: str) -> Any:
        with (self.root / name).open("rb") as file:
            wanted = fingerprint(file)
        size = (self.root / name).stat().st_size
        same = [m for m in self._candidates(model, size) if fingerprint_of(m) == wanted]
        free = [m for m in same if (type(m), m.pk) not in self.shelf.names]
        named = [m for m in free if travelling_name(m.file.name) == name]
        found = next(iter([*named, *free]), None)
        if found is not None:
            self._tell(found, name)
        return found

    def _tell(self, medium: Any, name: str) -> None:
        """What the index says of a medium that is here already."""
        told = self.index.get(Path(name).name)
        if told is None or told == facts_of(medium, name):
            return
        for column in medium._meta.concrete_fields:
            if column.name in FACTS and column.name not in ("type", "width", "height"):
                empty = None if column.null else column.get_default()
                setattr(medium, column.name, (_usual(name) | told).get(column.name, empty))
        medium.full_clean()
        medium.save()
        self.changed.append(name)

    def _made(self, model: type[Model], name: str) -> Any:
        facts = _usual(name) | dict(self.index.get(Path(name).name, {}))
        if model is get_media_model():
            facts = {"type": guessed_type(name), "duration": 0, **facts}
        with (self.root / name).open("rb") as stream:
            file = File(stream, name=Path(name).name)
            medium: Any = model(file=file, collection=collection_of(self.provider), **facts)
            if model is get_image_model():
                _check_image(file)
            if hasattr(medium, "file_size"):
                medium.file_size = file.size
            medium.full_clean(exclude=["width", "height"])
            medium.save()
        self.files.append((medium.file.storage, medium.file.name))
        self.created.append(name)
        return medium

    def _candidates(self, model: type[Model], size: int) -> Iterator[Any]:
        """Media of this size among the provider's files and those that are nobody's."""
        own = [self.provider.collection, Collection.get_first_root_node()]
        media: Any = model._default_manager.filter(collection__in=filter(None, own)).order_by("pk")
        if any(column.name == "file_size" for column in model._meta.concrete_fields):
            yield from media.filter(Q(file_size=size) | Q(file_size=None))
            return
        for medium in media:
            with suppress(OSError):
                if medium.file.size == size:
                    yield medium

    def take_back(self) -> None:
        """Files of media whose rows have been rolled back."""
        for storage, name in self.files:
            storage.delete(name)
        self.files.clear()


def _check_image(file: File) -> None:
    """Raises ValidationError for what the library would not take from an author either."""
    limit = WagtailImageField().max_upload_size
    head = file.read() if limit is None or file.size <= limit else b""
    upload = SimpleUploadedFile(file.name or "", head)
    upload.size = file.size
    WagtailImageField().clean(upload)
    file.seek(0)
