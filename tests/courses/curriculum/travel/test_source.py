"""Files that are not what they should be, said with file and line."""

import pytest

from tests.courses.curriculum.travel.conftest import FIRST

pytestmark = pytest.mark.django_db
UNKNOWN_PLACE = "Eine Datei mit diesem Ort und Namen kennt das Curriculum nicht."
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
            "11: „outcomes“ braucht: text, level.",
        ),
        (
            "modul-1/module.md",
            "level: K3",
            "level: K9",
            "12: „level“ ist eines von: K1, K2, K3, K4.",
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
            "16: „steps“ braucht: title, text, minutes.",
        ),
        (
            "methoden/haltungslinie.yaml",
            "  - Klebeband",
            "  - 5",
            "14: „material“ muss ein Text sein.",
        ),
        (
            "programme.yaml",
            '  - value: "80"\n    label: Stunden\n',
            "  Stunden\n",
            "10: „figures“ muss eine Liste sein.",
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
    assert complaints()[0] == (
        "seiten/hilfe.md: Verknüpfungen zu anderen Orten werden nicht verfolgt."
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("modul-1/auftrag/lessons.md", UNKNOWN_PLACE),
        ("notizen.yaml", UNKNOWN_PLACE),
        ("modul-2/neu/lesson.md", "Darüber fehlt die Datei „modul-2/module.md“."),
    ],
)
def test_a_file_that_nobody_reads_is_not_passed_over(folder, complaints, name, expected) -> None:
    folder.write(name, "---\ntitle: x\n---\n")
    assert complaints() == [f"{name}: {expected}"]


def test_what_lies_beside_a_curriculum_is_let_be(folder, bring) -> None:
    for name in ("README.md", ".git/config.yaml", "skizze.png"):
        folder.write(name, "x")
    bring()


@pytest.mark.parametrize(
    ("name", "old", "expected"),
    [
        ("modul-1/auftrag/lesson.md", "minutes: 20\n", "8: „minute“"),
        ("methoden/haltungslinie.yaml", "minutes: 15\n", "12: „minute“"),
        ("programme.yaml", "hours: 80\n", "22: „minute“"),
    ],
)
def test_a_name_that_nobody_knows_is_a_complaint(folder, complaints, name, old, expected) -> None:
    folder.change(name, old, f"{old}minute: 5\n")
    (said,) = complaints()
    assert said.startswith(f"{name}:{expected} gibt es hier nicht. Es gibt: key, type, ")
