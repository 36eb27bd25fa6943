"""veraPDF agrees that our documents are what they say. Nobody has to have it: it needs Java."""

import pytest

from tests import verapdf

BROKEN = "Plan"


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory):
    if lack := verapdf.missing():
        pytest.skip(lack)
    files = verapdf.write_all(
        tmp_path_factory.mktemp("pdf"), ["Zertifikat", "Teilnahmebescheinigung", BROKEN]
    )
    # A plan does not promise to be for the archive, so the check has something to find.
    return verapdf.verdicts(dict.fromkeys(files, verapdf.ARCHIVE))


def test_both_documents_hold_both_standards_printed_and_signed(verdicts):
    found = [verdict for verdict in verdicts if BROKEN not in verdict.name]
    assert len(found) == 2 * 3 * 2
    assert [(v.name, v.standard, v.broken) for v in found if not v.compliant] == []


def test_the_check_finds_what_is_broken(verdicts):
    found = [verdict for verdict in verdicts if verdict.name == BROKEN]
    assert [(verdict.standard, verdict.compliant) for verdict in found] == [
        ("3a", False),
        ("ua1", True),
    ]
    assert found[0].broken
