"""The report of an upload in plain sentences."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from content.h5p.languages import language_name
from content.h5p.report import Report


@dataclass(frozen=True, slots=True)
class Part:
    """One heading of the report with its sentences; `is_serious` asks for a decision."""

    heading: str
    lines: tuple[str, ...]
    is_serious: bool = False


def parts_of(report: Report, *, note: str, installers: Sequence[str]) -> list[Part]:
    """What a person reads, the serious first.

    `note` is about the content type's accessibility, `installers` are those who may let its
    libraries in.
    """
    if not report:
        return []
    parts = [
        Part(_("What is missing"), tuple(_missing(report, installers)), is_serious=True),
        Part(_("What the package is"), tuple(_what(report))),
        Part(_("Libraries"), tuple(_libraries(report))),
        Part(_("Please look at this"), tuple(_warnings(report))),
        Part(_("Accessibility"), (note,)),
        Part(_("Rights"), tuple(_rights(report))),
    ]
    return [part for part in parts if part.lines]


def _what(report: Report) -> Iterable[str]:
    yield _("Content type: %(title)s (%(name)s).") % {
        "title": report["type_title"],
        "name": report["type"],
    }
    if report["language"] != "und":
        yield _("Language of the content: %s.") % language_name(report["language"])
    yield from _speaks(report["languages"])
    if not report["files"]:
        return
    yield ngettext(
        "%(count)s picture, recording or document, %(size)s.",
        "%(count)s pictures, recordings or documents, %(size)s.",
        report["files"],
    ) % {"count": report["files"], "size": filesizeformat(report["bytes"])}


def _speaks(languages: list[str]) -> Iterable[str]:
    """Forty names tell nobody anything: whether the reader's own language is among them does."""
    own = (get_language() or "de").partition("-")[0]
    if not languages:
        return
    if own not in languages:
        yield _("The words of the content type do not come in %s.") % language_name(own)
    elif others := len(languages) - 1:
        yield ngettext(
            "The words of the content type come in %(own)s and %(count)s other language.",
            "The words of the content type come in %(own)s and %(count)s other languages.",
            others,
        ) % {"own": language_name(own), "count": others}


def _libraries(report: Report) -> Iterable[str]:
    if report["new"]:
        yield _("New: %s.") % _listed(report["new"])
    for entry in report["newer"]:
        yield _("Newer: %(title)s %(version)s takes the place of %(here)s.") % entry
    for entry in report["older"]:
        sentence = _("%(title)s: the package brings %(version)s; the newer %(here)s stays.")
        yield sentence % entry
    if report["withheld"] and not report["missing"]:
        sentence = _("Not taken from the package: %s. What is installed plays it.")
        yield sentence % _listed(report["withheld"])
    if report["same"]:
        yield (
            ngettext(
                "%s library was here already.", "%s libraries were here already.", report["same"]
            )
            % report["same"]
        )


def _missing(report: Report, installers: Sequence[str]) -> Iterable[str]:
    """What is not here, and how to get it."""
    withheld = [entry["name"] for entry in report["missing"] if entry["brought"]]
    absent = [entry["name"] for entry in report["missing"] if not entry["brought"]]
    if withheld:
        yield _("These libraries come with the package, but are not installed: %s.") % ", ".join(
            withheld
        )
        yield _("These people may install them; they find your upload below “H5P”: %s.") % (
            ", ".join(installers) or _("nobody at present")
        )
    if absent:
        yield _("These libraries are neither in the package nor installed: %s.") % ", ".join(absent)
        yield _(
            "Save the content again together with its libraries: in Lumi as .h5p, in Moodle, "
            "WordPress or on h5p.org with “Reuse” and “Download as an .h5p file”."
        )


def _warnings(report: Report) -> Iterable[str]:
    if report["hosts"]:
        sentence = _("It names other servers. Loading from there is blocked unless allowed: %s.")
        yield sentence % ", ".join(report["hosts"])
    if report["missing_media"]:
        yield _("The content names files it does not bring: %s.") % ", ".join(
            report["missing_media"]
        )
    if report["needs_eval"]:
        yield _("These build scripts while they run; they do so in a closed frame: %s.") % (
            ", ".join(report["needs_eval"])
        )
    if report["ballast"]:
        yield (
            ngettext(
                "%s file that nobody needs to play was left out.",
                "%s files that nobody needs to play were left out.",
                report["ballast"],
            )
            % report["ballast"]
        )


def _rights(report: Report) -> Iterable[str]:
    if report["license"] in ("", "U") and not report.get("written"):
        yield _("No licence is given. Please make sure that you may use it.")
    elif report["license"] not in ("", "U"):
        yield _("Licence: %s.") % f"{report['license']} {report['license_version']}".strip()
    if report["authors"]:
        yield _("Authors: %s.") % ", ".join(report["authors"])
    if report["source"]:
        yield _("Source: %s") % report["source"]


def _listed(entries: list[dict[str, Any]]) -> str:
    return ", ".join(f"{entry['title']} {entry['version']}" for entry in entries)
