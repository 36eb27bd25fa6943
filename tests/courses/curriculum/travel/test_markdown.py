"""Every fence of the format, and what is said of those that are not."""

import pytest

from content.blocks.body import InfoBody
from content.toolkit.pages import MethodPage
from courses.curriculum.pages import InfoPage, LessonPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def body(folder, bring):
    """The raw blocks of a lesson with this text, without their ids."""

    def imported(text: str) -> list[tuple[str, object]]:
        folder.lesson(text)
        bring()
        raw = LessonPage.objects.get(slug="auftrag").body.raw_data
        return [(block["type"], _without_ids(block["value"])) for block in raw]

    return imported


def _without_ids(value):
    if isinstance(value, dict):
        return {name: _without_ids(item) for name, item in value.items()}
    if isinstance(value, list):
        return [item["value"] if "id" in item else _without_ids(item) for item in value]
    return value


def test_text_is_stored_as_wagtail_would(body) -> None:
    text = """
        ## Erstens

        Ein **fettes** und ein *schräges*
        Wort, [ein Verweis](/methoden/haltungslinie/).

        ### Darunter

        - eins

        - zwei

        1. drei
    """
    found = body(text)
    card = MethodPage.objects.get().pk
    assert found == [
        (
            "text",
            "<h2>Erstens</h2><p>Ein <b>fettes</b> und ein <i>schräges</i> Wort, "
            f'<a linktype="page" id="{card}">ein Verweis</a>.</p><h3>Darunter</h3>'
            "<ul><li>eins</li><li>zwei</li></ul><ol><li>drei</li></ol>",
        )
    ]


@pytest.mark.parametrize("kind", ["rule", "care", "practice"])
def test_callouts_hold_paragraphs(body, kind) -> None:
    assert body(f":::{kind}\nEins.\n\n- zwei\n:::") == [
        (kind, {"text": "<p>Eins.</p><ul><li>zwei</li></ul>"})
    ]


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        (
            'law land="Thüringen" date="2026-10-01"',
            ("law", {"land": "Thüringen", "date": "2026-10-01", "text": "<p>Text.</p>"}),
        ),
        (
            'law date="2026-10-01" land="ganz Deutschland"',
            ("law", {"land": "ganz Deutschland", "date": "2026-10-01", "text": "<p>Text.</p>"}),
        ),
        ('case title="Am Markt"', ("case", {"title": "Am Markt", "text": "<p>Text.</p>"})),
        ('definition term="Auftrag"', ("definition", {"term": "Auftrag", "text": "<p>Text.</p>"})),
        (
            'quote source="Jugendtreff"',
            ("quote", {"work": None, "source": "Jugendtreff", "text": "<p>Text.</p>"}),
        ),
    ],
)
def test_fences_with_options(body, opening, expected) -> None:
    assert body(f":::{opening}\nText.\n:::") == [expected]


def test_steps_and_literature_are_lists(body) -> None:
    text = """
        :::steps
        1. **Anlass:** Was ist
           geschehen?
        2. Ziel
        :::

        :::literature
        - Glasl, Friedrich: Konfliktmanagement. 1980.
        - 1980. Ein Jahr am Anfang.
        :::
    """
    assert body(text) == [
        ("steps", {"steps": ["<p><b>Anlass:</b> Was ist geschehen?</p>", "<p>Ziel</p>"]}),
        (
            "literature",
            {
                "works": [
                    "<p>Glasl, Friedrich: Konfliktmanagement. 1980.</p>",
                    "<p>1980. Ein Jahr am Anfang.</p>",
                ]
            },
        ),
    ]


def test_a_table_has_head_caption_and_cells(body) -> None:
    text = """
        :::table caption="Wer will was?"
        | Wer | Wann |
        |---|:---|
        | **Chor** | 1. Oktober |
        | Café | |
        :::
    """
    assert body(text) == [
        (
            "table",
            {
                "caption": "Wer will was?",
                "columns": [
                    {"type": "text", "heading": "Wer"},
                    {"type": "text", "heading": "Wann"},
                ],
                "rows": [
                    {"values": ["<p><b>Chor</b></p>", "<p>1. Oktober</p>"]},
                    {"values": ["<p>Café</p>", ""]},
                ],
            },
        )
    ]


def test_the_lead_is_plain_and_stands_apart(body) -> None:
    body("## Erstens")
    assert LessonPage.objects.get().lead == "Dienstag, Treppenhaus im Rathaus."


def test_text_and_fences_keep_their_order(body) -> None:
    text = "Davor.\n\n:::rule\nMerken.\n:::\nDazwischen.\n\n:::care\nObacht.\n:::\n\n\nDanach."
    assert [kind for kind, _value in body(text)] == ["text", "rule", "text", "care", "text"]


def test_the_same_file_gives_the_same_ids(folder, bring) -> None:
    folder.lesson("Eins.\n\n:::steps\n1. zwei\n:::")
    bring()
    before = list(LessonPage.objects.get().body.raw_data)
    LessonPage.objects.get().delete()
    bring()
    assert list(LessonPage.objects.get().body.raw_data) == before


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        (
            "<script>alert(1)</script>",
            "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
        ),
        ('<p onclick="x()">Hallo</p>', '<p>&lt;p onclick="x()"&gt;Hallo&lt;/p&gt;</p>'),
        ("[klick](javascript:alert(1))", "<p>[klick](javascript:alert(1))</p>"),
        ("[klick](data:text/html;base64,AAAA)", "<p>[klick](data:text/html;base64,AAAA)</p>"),
        ("[klick](ftp://quellingen.example)", "<p>[klick](ftp://quellingen.example)</p>"),
    ],
)
def test_what_could_run_is_shown_as_text(body, text, stored) -> None:
    assert body(text) == [("text", stored)]


WHAT_A_TEXT_HOLDS = "Ein Text kann enthalten: ##, ###, Absätze, Listen, **fett**, *kursiv*, Links."
LINE = 12  # of the first line of a lesson's text behind its lead


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("# Titel", 0, WHAT_A_TEXT_HOLDS),
        ("Eins.\n\n#### Klein", 2, WHAT_A_TEXT_HOLDS),
        ("![Bild](/bild.png)", 0, WHAT_A_TEXT_HOLDS),
        ("Eins.\n\n> Zitat", 2, WHAT_A_TEXT_HOLDS),
        ("Eins.\n\n```\ncode\n```", 2, WHAT_A_TEXT_HOLDS),
        ("Ein `code`.", 0, WHAT_A_TEXT_HOLDS),
        ("Eins.\n\n---", 2, WHAT_A_TEXT_HOLDS),
        ("| a | b |\n|---|---|\n| c | d |", 0, WHAT_A_TEXT_HOLDS),
        (":::rule\n## Titel\n:::", 1, WHAT_A_TEXT_HOLDS),
        ("- eins\n\n  zwei", 2, "Ein Listenpunkt ist ein Absatz."),
        ("Eins.\n\n:::rule\nzwei", 2, "Dieser Block ist nicht mit „:::“ geschlossen."),
        (":::rule\nEins.\n:::care\nZwei.\n:::", 0, "Dieser Block ist nicht mit „:::“ geschlossen."),
        (":::rule\n\n:::", 0, "Dieser Block ist leer."),
        (":::case\nText.\n:::", 0, 'Der Block braucht title="…".'),
        (':::rule title="x"\nText.\n:::', 0, "Der Block kennt title nicht."),
        (
            ':::law land="X" date="1.10.2026"\nText.\n:::',
            0,
            "Das Datum wird so geschrieben: 2026-10-01.",
        ),
        (":::steps\nkeine Liste\n:::", 1, "Hier wird eine Liste erwartet."),
        (":::literature\n1. Glasl\n:::", 1, "Hier wird eine Liste erwartet."),
        (
            ':::table caption="x"\n| a | b |\n|---|---|\n| c |\n:::',
            3,
            "Eine Tabelle braucht eine Kopfzeile, eine Zeile aus Strichen und gleich lange Zeilen.",
        ),
        (
            ':::table caption="x"\n| a | b |\n| c | d |\n| e | f |\n:::',
            1,
            "Eine Tabelle braucht eine Kopfzeile, eine Zeile aus Strichen und gleich lange Zeilen.",
        ),
    ],
)
def test_what_the_format_does_not_know_is_said_with_its_line(
    folder, complaints, text, line, expected
) -> None:
    folder.lesson(text)
    assert complaints() == [f"modul-1/auftrag/lesson.md:{LINE + line}: {expected}"]


@pytest.mark.parametrize("opening", [":::box", "::: rule", ":::rule und mehr", ':::case title="x'])
def test_an_unknown_fence_is_told_the_known_ones(folder, complaints, opening) -> None:
    folder.lesson(f"{opening}\nText.\n:::")
    known = ", ".join(sorted(set(LessonPage.body.field.stream_block.child_blocks) - {"text"}))
    said = f"modul-1/auftrag/lesson.md:{LINE}: Ein Block ist eines von: {known}."
    assert complaints() == [said]


def test_a_lesson_begins_with_its_lead(folder, complaints) -> None:
    folder.change("modul-1/auftrag/lesson.md", "Dienstag, Treppenhaus im Rathaus.", "## Titel")
    assert complaints() == [
        "modul-1/auftrag/lesson.md:10: Der Text beginnt mit einem Absatz, dem Vorspann."
    ]


def test_a_page_refuses_a_fence_it_could_not_show(folder, bring, complaints) -> None:
    bring()
    assert [block.block_type for block in InfoPage.objects.get().body] == ["text"]
    folder.change("seiten/hilfe.md", "Die Koordination", ':::quote source="x"\nHallo.\n:::\n\nDie')
    known = ", ".join(sorted(set(InfoBody.base_blocks) - {"text"}))
    assert complaints() == [f"seiten/hilfe.md:7: Ein Block ist eines von: {known}."]
