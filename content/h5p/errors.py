"""Why a package is not taken in: one rule, the place where it was broken, one sentence."""

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from content.foundation.errors import DomainError


class Rule(StrEnum):
    """What a package has to keep, in the order in which it is looked at."""

    NAME = "name"
    NO_ARCHIVE = "no_archive"
    TOO_MANY = "too_many"
    LOCKED = "locked"
    PACKING = "packing"
    PATH = "path"
    LONG_PATH = "long_path"
    LINK = "link"
    COLLISION = "collision"
    FILE_SIZE = "file_size"
    TOTAL_SIZE = "total_size"
    RATIO = "ratio"
    FALSE_SIZE = "false_size"
    CONTENT_KIND = "content_kind"
    LIBRARY_KIND = "library_kind"
    NO_FILE = "no_file"
    JSON = "json"
    FIELD = "field"
    MAIN_LIBRARY = "main_library"
    FOLDER = "folder"
    TWICE = "twice"
    NO_CODE = "no_code"
    CORE = "core"
    MISSING = "missing"


SENTENCES = {
    Rule.NAME: _("The name of an H5P package ends in .h5p."),
    Rule.NO_ARCHIVE: _("This file is no H5P package, or it is damaged."),
    Rule.TOO_MANY: _("A package may hold %(most)s files at most. This one holds %(found)s."),
    Rule.LOCKED: _("The package must not be locked with a password: %(place)s."),
    Rule.PACKING: _("This file is packed in a way that nobody can read here: %(place)s."),
    Rule.PATH: _("A file has to lie inside the package: %(place)s."),
    Rule.LONG_PATH: _("The name of this file is too long: %(place)s."),
    Rule.LINK: _("Links to other places are not followed: %(place)s."),
    Rule.COLLISION: _("Two files differ only in capitals, or have one name: %(place)s."),
    Rule.FILE_SIZE: _("A file may have %(most)s megabytes at most: %(place)s."),
    Rule.TOTAL_SIZE: _("Unpacked, a package may have %(most)s megabytes at most."),
    Rule.RATIO: _("This file is packed so tightly that it looks like an attack: %(place)s."),
    Rule.FALSE_SIZE: _("The package gives a false size for this file: %(place)s."),
    Rule.CONTENT_KIND: _("Only media and documents may lie in the content, not this: %(place)s."),
    Rule.LIBRARY_KIND: _("A file of this kind may not lie in a library: %(place)s."),
    Rule.NO_FILE: _("This file is missing in the package: %(place)s."),
    Rule.JSON: _("This file cannot be read as data: %(place)s."),
    Rule.FIELD: _("In %(place)s, “%(field)s” is missing or wrong."),
    Rule.MAIN_LIBRARY: _("The content type %(library)s is not among the package's own libraries."),
    Rule.FOLDER: _("The folder of this library has to be called %(name)s: %(place)s."),
    Rule.TWICE: _("The package brings this library twice: %(place)s."),
    Rule.NO_CODE: _("%(place)s asks for a file that is not there: %(file)s."),
    Rule.CORE: _("%(place)s needs H5P %(needed)s. Here runs H5P %(core)s."),
    Rule.MISSING: _("Libraries are missing: %(libraries)s."),
}


class PackageRefused(DomainError):
    """`rule` says what was broken, `place` where."""

    def __init__(self, rule: Rule, place: str = "", **values: Any) -> None:
        self.rule, self.place = rule, place[:200]
        super().__init__(str(SENTENCES[rule]) % {"place": self.place, **values})


class LibraryInUse(DomainError):
    """A library that contents or other libraries rely on."""


class ContentInUse(DomainError):
    """A content that pages show, or that people have worked with."""


class NothingNew(DomainError):
    """The same package once more."""
