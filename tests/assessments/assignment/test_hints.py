import pytest

from assessments.assignment.hints import contacts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Rufen Sie 0231 50-22222 an.", ["0231 50-22222"]),
        (
            "+49 231 5022222 oder amt@quellingen.example",
            ["+49 231 5022222", "amt@quellingen.example"],
        ),
        ("Am 02.08.2027 um 18:40 Uhr, 300-mal geteilt, 26.000 Menschen", []),
        ("Schwelle 40–50, Stufe 0, Woche 07/2027", []),
        ("a@b.example und a@b.example", ["a@b.example"]),
        ("", []),
    ],
)
def test_what_looks_like_a_way_to_reach_a_person_is_found(text, found) -> None:
    assert contacts(text) == found
