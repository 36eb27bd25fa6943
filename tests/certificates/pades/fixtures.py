"""One certificate authority for all tests of signatures: making its keys takes longest.

The conftest of certificates has these fixtures for every test below it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.certificates.pades.authority import PASSPHRASE, Authority, running


@pytest.fixture(scope="session")
def served_authority() -> Iterator[Authority]:
    with running() as authority:
        yield authority


@pytest.fixture
def authority(served_authority: Authority) -> Iterator[Authority]:
    """Nobody is revoked at the beginning of a test."""
    yield served_authority
    served_authority.revoked.clear()
    served_authority.is_down = False


@pytest.fixture
def signer_file(authority: Authority, settings: Any, tmp_path: Path) -> Path:
    """PDFs are signed from here on, level B-B."""
    path = tmp_path / "siegel.p12"
    path.write_bytes(authority.archive())
    path.chmod(0o600)
    settings.LMS_PDF_SIGNER_FILE = str(path)
    settings.LMS_PDF_SIGNER_PASSPHRASE = PASSPHRASE
    return path


@pytest.fixture
def stamped(authority: Authority, signer_file: Path, settings: Any) -> None:
    """And time-stamped, level B-LTA."""
    roots = signer_file.with_name("roots.pem")
    roots.write_bytes(authority.pem())
    settings.LMS_PDF_TRUST_FILE = str(roots)
    settings.LMS_PDF_TIMESTAMP_URL = f"{authority.address}/tsa"
