"""What a dry run shows of a change."""

from courses.curriculum.travel.differences import difference, differences

LONG = "Wort " * 60


def test_fields_are_named_and_lines_are_compared() -> None:
    old = "---\ntitle: Eins\nminutes: 5\n---\nLead.\n"
    new = "---\ntitle: Zwei\nminutes: 5\nland: Bayern\n---\nLead.\n"
    found = difference("x.md", old, new)
    assert found.names == ("title", "land")
    assert found.lines[:4] == ("@@ -1,4 +1,5 @@", " ---", "-title: Eins", "+title: Zwei")


def test_a_change_inside_a_long_paragraph_can_be_seen() -> None:
    found = difference("x.md", f"---\na: b\n---\n{LONG}alt.\n", f"---\na: b\n---\n{LONG}neu.\n")
    assert found.names == ("text",)
    (before,) = [line for line in found.lines if line.startswith("-")]
    (after,) = [line for line in found.lines if line.startswith("+")]
    assert (before[:2], before[-9:]) == ("-…", "Wort alt.")
    assert (after[:2], after[-9:]) == ("+…", "Wort neu.")


def test_many_lines_are_counted() -> None:
    old, new = ("".join(f"n{n}: {word}\n" for n in range(30)) for word in ("a", "b"))
    found = difference("x.yaml", old, new)
    assert found.lines[-1] == "… und 42 weitere Zeilen"


def test_only_files_that_differ_are_told() -> None:
    found = differences({"a.yaml": "a: b\n", "b.yaml": "a: b\n"}, {"a.yaml": "a: b\n"})
    assert [each.file for each in found] == ["b.yaml"]
