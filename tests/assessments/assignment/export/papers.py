"""Papers to set without a database, and what stands in what was set."""

import io
from collections.abc import Iterator, Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any

from docx import Document
from pypdf import PdfReader

from assessments.assignment.domain.handing_in import frozen
from assessments.assignment.export.papers import Paper
from assessments.assignment.sheet.fields import Field, FieldKind, Rule, RuleKind, Values
from assessments.assignment.sheet.sections import Section

DAY = date(2026, 11, 29)
STANCES = (("for", "unterstützend"), ("against", "ablehnend"))
# A template of every kind of field, on subjects of its own: nothing in the export knows a name.
SECTIONS = (
    Section(
        "huelle",
        0,
        "Umschlag",
        fields=(
            Field("name", "Wie es heißt", FieldKind.LINE),
            Field("worum", "Worum es geht", FieldKind.LINE),
            Field("art", "Art", FieldKind.CHOICE, choices=(("a", "A, erfunden"),)),
            Field("bis", "Gültig bis", FieldKind.DATE),
        ),
    ),
    Section(
        "leute",
        1,
        "Leute",
        fields=(
            Field("kern", "Der Kern", FieldKind.LINE, words_at_most=9),
            Field("lage", "Die Lage", FieldKind.TEXT),
            Field("zahl", "Wie viele", FieldKind.NUMBER),
            Field(
                "liste",
                "Wer da ist",
                FieldKind.ROWS,
                columns=(
                    Field("wer", "Wer", FieldKind.LINE),
                    Field("haltung", "Haltung", FieldKind.CHOICE, choices=STANCES),
                    Field("stufe", "Ab Stufe", FieldKind.LEVEL),
                    Field("ort", "Wo", FieldKind.NUMBER),
                ),
                rules=(Rule(RuleKind.UNIQUE, ("wer",)),),
            ),
        ),
    ),
    Section(
        "aufgaben",
        2,
        "Aufgaben",
        required=False,
        fields=(
            Field(
                "folgen",
                "Wer was tut",
                FieldKind.ROWS,
                of="leute/liste",
                columns=(
                    Field("mit", "Gemeinsam mit", FieldKind.PICKS, of="leute/liste"),
                    Field("statt", "Vertretung", FieldKind.PICK, of="leute/liste"),
                ),
            ),
            Field(
                "stufen",
                "Je Stufe",
                FieldKind.ROWS,
                fixed=("0", "1"),
                columns=(
                    Field("stufe", "Stufe", FieldKind.LEVEL),
                    Field("tun", "Was geschieht", FieldKind.TEXT),
                ),
            ),
            Field("dinge", "Dinge", FieldKind.ROWS, columns=(Field("was", "Was", FieldKind.LINE),)),
        ),
    ),
    Section("rest", 3, "Rest", required=False),
)
VALUES: dict[str, Values] = {
    "huelle": {"name": "Platzfrieden", "worum": "Zwei Gruppen", "art": "a", "bis": "2027-08-02"},
    "leute": {
        "kern": "Beide wollen den Platz.",
        "lage": "Erster Absatz.\nNeue Zeile.\n\nZweiter Absatz.",
        "zahl": "12",
        "liste": [
            {"id": "r1", "wer": "Anwohnende", "haltung": "for", "stufe": "2", "ort": ""},
            {"id": "r2", "wer": "Jugendliche", "haltung": "against", "stufe": "", "ort": ""},
        ],
    },
    "aufgaben": {
        "folgen": [{"id": "r1", "mit": ["r2", "weg"], "statt": "r2"}],
        "stufen": [{"stufe": "0", "tun": "Reden"}, {"stufe": "1", "tun": ""}],
        "dinge": [{"id": "d1", "was": "Stühle"}, {"id": "d2", "was": "Tee"}],
    },
}


def paper(
    sections: tuple[Section, ...] = SECTIONS,
    values: Mapping[str, Values] | None = None,
    *,
    number: int | None = 2,
    title: str = "Plan",
) -> Paper:
    provider = SimpleNamespace(name="Bildungsträger Mittelaue")
    submission: Any = SimpleNamespace(
        title=title,
        enrolment=SimpleNamespace(cohort=SimpleNamespace(provider=provider)),
        template_version=SimpleNamespace(version=4, template=SimpleNamespace(slug="plan")),
    )
    content = frozen(sections, VALUES if values is None else values)
    return Paper(submission, tuple(content), number, 3, DAY)


def one_text(text: str) -> Paper:
    section = (Section("eins", 1, "Eins"),)
    return paper(section, {"eins": {"text": text}})


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def pages_of(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in read(pdf).pages]


def words_of(pdf: bytes) -> str:
    return " ".join(pages_of(pdf))


def tags_of(pdf: bytes) -> list[tuple[str, Any]]:
    """Every structure element in reading order."""
    return list(_tags(read(pdf).trailer["/Root"]["/StructTreeRoot"]["/K"]))


def _tags(node: Any) -> Iterator[tuple[str, Any]]:
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from _tags(child)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node["/S"], node
        if "/K" in node:
            yield from _tags(node["/K"])


def word(docx: bytes) -> Any:
    return Document(io.BytesIO(docx))


def everything_in(docx: bytes) -> str:
    """Paragraphs and cells, in no order."""
    document = word(docx)
    told = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        told += [cell.text for row in table.rows for cell in row.cells]
    return "\n".join(told)
