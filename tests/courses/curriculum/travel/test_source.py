"""Files that are not what they should be, said with file and line."""

import pytest

from tests.courses.curriculum.travel.conftest import FIRST

pytestmark = pytest.mark.django_db
NOT_FOLLOWED = "Verknüpfungen zu anderen Orten werden nicht verfolgt."


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        (
            "modul-1/module.md",
            "---\nkey",
            "key",
            "1: Am Anfang wird ein Kopf zwischen zwei Zeilen „---“ erwartet.",
        ),
        (
            "modul-1/module.md",
            "number: 1\n",
            "number: eins\n",
            "4: „number“ muss eine ganze Zahl sein.",
        ),
        (
            "modul-1/module.md",
            "hours: 12.5",
            "hours: viele",
            "9: „hours“ muss eine Zahl sein.",
        ),
        (
            "modul-1/module.md",
            "    level: K3",
            "    niveau: K3",
            "11: Jeder Eintrag in „outcomes“ braucht: text, level.",
        ),
        (
            "modul-1/module.md",
            "level: K3",
            "level: K9",
            "10: „K9“ ist keine Stufe; es gibt K1 bis K4.",
        ),
        (
            "modul-1/auftrag/lesson.md",
            f'"{FIRST}"',
            "eins",
            "2: „key“ muss eine UUID sein.",
        ),
        (
            "modul-1/auftrag/lesson.md",
            'number: "1.1"',
            "number: 1.1",
            "4: „number“ muss ein Text sein.",
        ),
        (
            "modul-1/auftrag/lesson.md",
            "type: lesson",
            "type: page",
            "3: Hier wird „type: lesson“ erwartet.",
        ),
        (
            "modul-1/auftrag/lesson.md",
            "slug: auftrag",
            "slug: anders",
            "5: Hier wird „slug: auftrag“ erwartet.",
        ),
        (
            "methoden/haltungslinie.yaml",
            "moderation: high",
            "moderation: sehr",
            "24: „moderation“ ist eines von: low, medium, high.",
        ),
        (
            "methoden/haltungslinie.yaml",
            "    minutes: 10\n",
            "",
            "16: Jeder Eintrag in „steps“ braucht: title, text, minutes.",
        ),
        (
            "methoden/haltungslinie.yaml",
            "  - Klebeband",
            "  - 5",
            "14: „material“ muss eine Liste von Texten sein.",
        ),
        (
            "programme.yaml",
            "audience:\n",
            "audience: alle\nrest:\n",
            "13: „audience“ hat „title“ und „paragraphs“.",
        ),
    ],
)
def test_a_wrong_value_is_said_with_its_line(folder, complaints, name, old, new, expected) -> None:
    folder.change(name, old, new)
    assert complaints() == [f"{name}:{expected}"]


def test_the_same_key_twice_is_refused(folder, complaints) -> None:
    folder.lesson(number="1.2", slug="zwei", key=FIRST)
    assert complaints() == [
        "modul-1/zwei/lesson.md:2: modul-1/auftrag/lesson.md hat denselben Schlüssel."
    ]


def test_the_same_name_twice_is_refused(folder, complaints) -> None:
    folder.change("seiten/hilfe.md", "title: Hilfe", "title: Hilfe\ntitle: Rat")
    (said,) = complaints()
    assert said.startswith("seiten/hilfe.md:6: ")


def test_broken_yaml_is_said_with_its_line(folder, complaints) -> None:
    folder.change("seiten/hilfe.md", "title: Hilfe", 'title: "Hilfe')
    (said,) = complaints()
    assert said.startswith("seiten/hilfe.md:5: ")


def test_a_list_where_names_belong_is_refused(folder, complaints) -> None:
    folder.write("programme.yaml", "- eins\n- zwei\n")
    assert [text.split(": ")[0] for text in complaints()] == ["programme.yaml:1"]


def test_aliases_are_refused(folder, complaints) -> None:
    folder.change("seiten/hilfe.md", "title: Hilfe", "title: &a Hilfe\nnote: *a")
    (said,) = complaints()
    assert said.startswith("seiten/hilfe.md:6: ")


def test_a_character_that_yaml_refuses_is_said(folder, complaints) -> None:
    folder.change("seiten/hilfe.md", "title: Hilfe", "title: Hil\x07fe")
    (said,) = complaints()
    assert said.startswith("seiten/hilfe.md: ")


def test_another_encoding_is_said_with_its_line(folder, complaints) -> None:
    path = folder.path / "seiten/hilfe.md"
    path.write_bytes(path.read_bytes().replace(b"Hilfe", "Öffnen".encode("latin-1")))
    assert complaints() == ["seiten/hilfe.md:5: Die Datei muss UTF-8 sein."]


def test_windows_line_ends_are_read(folder, bring) -> None:
    path = folder.path / "seiten/hilfe.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert "seiten/hilfe.md" in bring().created


def test_a_file_that_is_too_large_is_refused(folder, complaints) -> None:
    folder.write("seiten/hilfe.md", "x" * (1024 * 1024 + 1))
    assert [text.split(": ")[0] for text in complaints()] == ["seiten/hilfe.md"]


def test_a_link_to_a_file_is_not_followed(folder, complaints, tmp_path) -> None:
    outside = tmp_path / "geheim.md"
    outside.write_text((folder.path / "seiten/hilfe.md").read_text())
    (folder.path / "seiten/hilfe.md").unlink()
    (folder.path / "seiten/hilfe.md").symlink_to(outside)
    assert complaints() == [
        "seiten/hilfe.md: Verknüpfungen zu anderen Orten werden nicht verfolgt."
    ]


@pytest.mark.parametrize("inside", [True, False])
def test_a_link_to_a_folder_is_not_followed(folder, complaints, tmp_path, inside) -> None:
    target = (folder.path if inside else tmp_path) / "woanders"
    (folder.path / "seiten").rename(target)
    (folder.path / "seiten").symlink_to(target)
    assert complaints() == [
        "seiten/hilfe.md: Verknüpfungen zu anderen Orten werden nicht verfolgt."
    ]


def test_an_unknown_type_is_told_where_it_stands(folder, complaints, monkeypatch) -> None:
    from courses.curriculum.travel import registry

    monkeypatch.delitem(registry._nodes, "page")
    (said,) = complaints()
    assert said.startswith("seiten/hilfe.md:3: type: ")
