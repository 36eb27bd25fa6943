"""What the reading list says of a text."""

from pathlib import Path

from tools.reading import Paragraph, Text, texts_of


def paragraph(words: str) -> Paragraph:
    return Paragraph(Text("x.md", "text", words, ()))


def test_sentences_end_where_they_end() -> None:
    said = (
        "Er kam am 3. Mai. „Warum?“ fragte Dr. Weiß. Es war 2026. Dann ging sie, z. B. nach Oberau."
    )
    assert paragraph(said).sentences == [
        "Er kam am 3. Mai.",
        "„Warum?“ fragte Dr. Weiß.",
        "Es war 2026.",
        "Dann ging sie, z. B. nach Oberau.",
    ]


def test_long_words_and_long_sentences_are_harder() -> None:
    easy = paragraph("Wir gehen hin. Wir hören zu. Dann reden wir.")
    hard = paragraph(
        "Verwaltungsangehörige berücksichtigen Zuständigkeitsvereinbarungen unverzüglich."
    )
    assert easy.hardness < 6
    assert hard.hardness > 15


def test_everything_people_read_is_found_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "lesson.md").write_text(
        "---\nkey: a-b\ntype: lesson\ntitle: Der Titel\n---\nDer **Anfang** mit "
        "[Link](/modul-1/).\n\n## Überschrift\n\n- ein Punkt\n\n"
        ':::table caption="Was zählt"\n| Kopf | B |\n|---|---|\n| Zelle \\| eins | C |\n:::\n\n'
        ":::card\npage: /methoden/karte/\nnote: Darum.\n:::\n",
        encoding="utf-8",
    )
    (tmp_path / "README.md").write_text("Nichts davon.", encoding="utf-8")
    found = texts_of(tmp_path)
    assert [text.words for text in found] == [
        "Der Titel",
        "Der Anfang mit Link.",
        "Überschrift",
        "ein Punkt",
        "Was zählt",
        "Kopf",
        "B",
        "Zelle | eins",
        "C",
        "Darum.",
    ]
    assert found[1].targets == ("/modul-1/",)
