"""`manage.py check` on the signer of PDFs."""

from datetime import timedelta

import pytest

from certificates.pades import checks
from certificates.pades.checks import pdfs_can_be_signed


def ids():
    return [message.id for message in pdfs_can_be_signed()]


def test_it_is_silent_without_a_signer():
    assert ids() == []


def test_it_is_silent_when_all_is_well(stamped, monkeypatch):
    monkeypatch.setattr(checks, "SOON", timedelta(days=1))
    assert ids() == []


def test_a_file_that_others_can_read_is_an_error(signer_file):
    signer_file.chmod(0o644)
    assert ids() == ["lms_certificates.E006"]


@pytest.mark.parametrize(
    ("setting", "value"),
    [("LMS_PDF_SIGNER_PASSPHRASE", "another"), ("LMS_PDF_TRUST_FILE", "nowhere.pem")],
)
def test_a_signer_that_cannot_sign_is_a_warning(stamped, settings, setting, value):
    setattr(settings, setting, value)
    assert ids() == ["lms_certificates.W007"]


def test_a_certificate_that_ends_in_30_days_is_pointed_out(signer_file):
    assert ids() == ["lms_certificates.W008"]
