"""Signing a PDF: what a reader program finds, what is found out, and what stops it."""

import io

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText

from certificates.documents.printing import print_record
from certificates.pades.enums import Level
from certificates.pades.errors import (
    NotSignedError,
    SignerExposedError,
    SignerLockedError,
    SignerMissingError,
    TrustMissingError,
)
from certificates.pades.files import Pkcs12Signer
from certificates.pades.signing import sign_pdf
from tests.certificates.documents.test_printing import sample
from tests.certificates.pades.reading import is_good, status_of


@pytest.fixture(scope="module")
def printed():
    return print_record(sample())


@pytest.fixture
def signed(printed, signer_file):
    return sign_pdf(printed, Pkcs12Signer()).pdf


@pytest.fixture
def archived(printed, stamped):
    return sign_pdf(printed, Pkcs12Signer()).pdf


def fields_of(pdf):
    form = PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/AcroForm"]
    return [field.get_object() for field in form["/Fields"]]


def test_without_a_time_stamping_service_it_is_signed_as_b_b(printed, signer_file, authority):
    made = sign_pdf(printed, Pkcs12Signer())
    assert made.level == Level.BASIC
    assert is_good(made.pdf, authority)
    assert "INTACT:TRUSTED" in status_of(made.pdf, authority).summary()
    assert status_of(made.pdf, authority).timestamp_validity is None
    [field] = fields_of(made.pdf)
    assert field["/V"]["/SubFilter"] == "/ETSI.CAdES.detached"


def test_with_one_it_is_signed_as_b_lta(printed, stamped, authority):
    made = sign_pdf(printed, Pkcs12Signer())
    assert made.level == Level.ARCHIVE
    assert is_good(made.pdf, authority)
    status = status_of(made.pdf, authority)
    assert status.timestamp_validity.trusted
    reader = PdfFileReader(io.BytesIO(made.pdf))
    assert [s.sig_object["/SubFilter"] for s in reader.embedded_timestamp_signatures] == [
        "/ETSI.RFC3161"
    ]
    # Certificates and the revocation list: nobody has to be asked in ten years.
    assert {"/Certs", "/CRLs", "/VRI"} <= set(reader.root["/DSS"])


@pytest.mark.parametrize("kind", ["signed", "archived"])
def test_the_printed_bytes_stay_in_front(kind, printed, request):
    assert request.getfixturevalue(kind).startswith(printed)


@pytest.mark.parametrize("kind", ["signed", "archived"])
def test_one_changed_byte_of_a_page_is_found(kind, request, authority):
    pdf = request.getfixturevalue(kind)
    assert is_good(pdf, authority)
    place = pdf.index(PdfReader(io.BytesIO(pdf)).pages[0]["/Contents"].get_object()._data) + 40
    changed = pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]
    assert not status_of(changed, authority).intact


@pytest.mark.parametrize("kind", ["signed", "archived"])
def test_something_written_on_a_page_afterwards_is_found(kind, request, authority):
    pdf = request.getfixturevalue(kind)
    writer = PdfWriter(io.BytesIO(pdf), incremental=True)
    writer.add_annotation(0, FreeText(text="mit Auszeichnung", rect=(50, 550, 300, 600)))
    out = io.BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(pdf)
    assert status_of(out.getvalue(), authority).modification_level == ModificationLevel.OTHER


def test_somebody_else_s_signature_is_not_trusted(signed):
    from tests.certificates.pades.authority import Authority

    assert not is_good(signed, Authority("http://localhost"))


def test_the_fields_are_named_and_lie_outside_the_page(archived):
    assert [(field["/T"], field["/TU"]) for field in fields_of(archived)] == [
        ("Signatur", "Digitale Signatur des Ausstellers"),
        ("Zeitstempel", "Digitaler Zeitstempel"),
    ]
    for field in fields_of(archived):
        assert max(field["/Rect"]) < 0


def test_a_key_that_is_rsa_signs_as_well(printed, authority, signer_file):
    key = generate_private_key(public_exponent=65537, key_size=2048)
    certificate = authority.certificate("RSA", key.public_key())
    signer_file.write_bytes(authority.archive(key=key, certificate=certificate))
    assert is_good(sign_pdf(printed, Pkcs12Signer()).pdf, authority)


def test_a_signer_of_ones_own_is_asked_for_one_signature(printed, authority, signer_file):
    class Service:
        """As a key service does it: the key stays elsewhere."""

        certificate = authority.signer.public_bytes(Encoding.DER)
        chain = ()
        asked = 0

        def sign(self, data):
            self.asked += 1
            return Pkcs12Signer().sign(data)

    service = Service()
    assert is_good(sign_pdf(printed, service).pdf, authority)
    assert service.asked == 1


def test_a_service_that_is_down_signs_nothing(printed, stamped, authority):
    authority.is_down = True
    with pytest.raises(NotSignedError, match="timestamp"):
        sign_pdf(printed, Pkcs12Signer())


def test_a_service_that_is_not_there_signs_nothing(printed, stamped, settings):
    settings.LMS_PDF_TIMESTAMP_URL = "http://127.0.0.1:1/tsa"
    with pytest.raises(NotSignedError):
        sign_pdf(printed, Pkcs12Signer())


def test_a_revoked_signer_signs_nothing_for_good(printed, stamped, authority):
    authority.revoked.append(authority.signer.serial_number)
    with pytest.raises(NotSignedError, match="revoked"):
        sign_pdf(printed, Pkcs12Signer())


@pytest.mark.parametrize("content", [None, b"", b"no certificate"])
def test_a_time_stamp_needs_roots_that_are_trusted(printed, stamped, settings, tmp_path, content):
    path = tmp_path / "others.pem"
    if content is not None:
        path.write_bytes(content)
    settings.LMS_PDF_TRUST_FILE = str(path)
    with pytest.raises(TrustMissingError):
        sign_pdf(printed, Pkcs12Signer())


def test_a_file_that_others_can_read_signs_nothing(signer_file):
    signer_file.chmod(0o640)
    with pytest.raises(SignerExposedError, match="siegel"):
        Pkcs12Signer()


def test_a_missing_file_is_named(signer_file):
    signer_file.unlink()
    with pytest.raises(SignerMissingError, match="siegel"):
        Pkcs12Signer()


@pytest.mark.parametrize("passphrase", ["", "another"])
def test_a_wrong_passphrase_opens_nothing(signer_file, settings, passphrase):
    settings.LMS_PDF_SIGNER_PASSPHRASE = passphrase
    with pytest.raises(SignerLockedError, match="LMS_PDF_SIGNER_PASSPHRASE"):
        Pkcs12Signer()


def test_a_key_that_reader_programs_do_not_know_is_refused(signer_file, authority):
    key = Ed25519PrivateKey.generate()
    certificate = authority.certificate("Ed25519", key.public_key())
    signer_file.write_bytes(authority.archive(key=key, certificate=certificate))
    with pytest.raises(SignerLockedError, match="ECDSA"):
        Pkcs12Signer()
