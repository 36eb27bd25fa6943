"""A draft of a section template, and what an author's browser sends about it."""

from django.urls import reverse

from assessments.assignment.sheet.fields import Field, FieldKind, Rule, RuleKind
from assessments.assignment.sheet.sections import Picture, Section

LIST = "/cms/abschnittsvorlagen/"
CREATE = LIST + "neu/"
ROWS = Field(
    "liste",
    "Beteiligte",
    FieldKind.ROWS,
    columns=(
        Field("rolle", "Rolle", FieldKind.LINE, required=True),
        Field("haltung", "Haltung", FieldKind.CHOICE, choices=(("pro", "dafür"),)),
        Field("stufe", "Stufe", FieldKind.LEVEL),
    ),
    rules=(Rule(RuleKind.UNIQUE, ("rolle",)),),
)
PICK = Field("wichtig", "Am wichtigsten", FieldKind.PICK, of="akteure/liste")
PICTURE = Picture("actor-map", "Landkarte", {"actors": "akteure/liste"}, {"name": "rolle"})
SECTIONS = (
    Section("lage", 1, "Lage", prompts=("Wer?", "Wo?")),
    Section("akteure", 2, "Akteure", fields=(ROWS, PICK), pictures=(PICTURE,)),
)


def at(name: str, *keys) -> str:
    pk, *more = (getattr(key, "pk", key) for key in keys)
    return reverse(f"lms_templates:{name}", args=[pk, *more])


def text_of(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def send(client, address: str, draft, **fields):
    """With the version the author saw last."""
    draft.refresh_from_db()
    return client.post(address, {"version": draft.version, **fields})


def sections_of(draft) -> tuple[Section, ...]:
    draft.refresh_from_db()
    return draft.parsed()


def field_of(draft, section: str, key: str) -> Field:
    (found,) = (f for s in sections_of(draft) if s.id == section for f in s.fields if f.id == key)
    return found


def draft_version(draft) -> int:
    draft.refresh_from_db()
    return draft.version


LAGE = {"title": "Lage", "required": "on", "help": "", "prompts": "Wer?\nWo?"}
AKTEURE = {"title": "Akteure", "required": "on", "help": "", "prompts": ""}
LISTE = {"label": "Beteiligte", "help": "", "fixed": "", "of": "", "least": "", "most": ""}
