"""A certificate authority, and a time-stamping service beside it, made for one test run.

The service is a real HTTP server in this process: RFC 3161 at `/tsa`, revoked ones at `/crl`.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

PASSPHRASE = "only-for-tests"
DAY = timedelta(days=1)


@dataclass
class Authority:
    """Root, signer and time stamper. `address`: where its HTTP server listens."""

    address: str
    root_key: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    revoked: list[int] = field(default_factory=list)
    is_down: bool = False

    def __post_init__(self) -> None:
        self.root = self.certificate("Wurzel (Test)", self.root_key.public_key(), authority=True)
        self.signer_key = ec.generate_private_key(ec.SECP256R1())
        self.signer = self.certificate("Bildungsträger Beispiel", self.signer_key.public_key())
        stamper_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.stamper = self.certificate("Zeit (Test)", stamper_key.public_key(), stamps=True)
        self._stamping = DummyTimeStamper(
            asn1(self.stamper),
            keys.PrivateKeyInfo.load(
                stamper_key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
            ),
            certs_to_embed=SimpleCertificateStore.from_certs([asn1(self.root)]),
        )

    def archive(self, *, key: Any = None, certificate: x509.Certificate | None = None) -> bytes:
        """The signer as PKCS#12, or somebody else."""
        sealed = BestAvailableEncryption(PASSPHRASE.encode())
        return pkcs12.serialize_key_and_certificates(
            b"Siegel", key or self.signer_key, certificate or self.signer, [self.root], sealed
        )

    def pem(self) -> bytes:
        return self.root.public_bytes(Encoding.PEM)

    def stamp(self, request: bytes) -> bytes:
        response = self._stamping.request_tsa_response(tsp.TimeStampReq.load(request))
        return bytes(response.dump())

    def revocation_list(self) -> bytes:
        now = datetime.now(UTC)
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.root.subject)
            .last_update(now - DAY)
            .next_update(now + DAY)
        )
        for serial in self.revoked:
            gone = x509.RevokedCertificateBuilder().serial_number(serial)
            builder = builder.add_revoked_certificate(gone.revocation_date(now - DAY).build())
        return builder.sign(self.root_key, hashes.SHA256()).public_bytes(Encoding.DER)

    def certificate(
        self, name: str, public: Any, *, authority: bool = False, stamps: bool = False
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject if authority else self.root.subject)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - DAY)
            .not_valid_after(now + 30 * DAY)
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .add_extension(_usage(authority=authority), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.root_key.public_key()),
                critical=False,
            )
        )
        if not authority:
            builder = builder.add_extension(self._points(), critical=False)
        if stamps:
            builder = builder.add_extension(
                x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
            )
        return builder.sign(self.root_key, hashes.SHA256())

    def _points(self) -> x509.CRLDistributionPoints:
        place = x509.UniformResourceIdentifier(f"{self.address}/crl")
        return x509.CRLDistributionPoints([x509.DistributionPoint([place], None, None, None)])


def asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


class _Answers(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        if self.server.authority.is_down:  # type: ignore[attr-defined]
            self.send_error(503)
            return
        request = self.rfile.read(int(self.headers["Content-Length"]))
        self._answer("application/timestamp-reply", self.server.authority.stamp(request))  # type: ignore[attr-defined]

    def do_GET(self) -> None:
        self._answer("application/pkix-crl", self.server.authority.revocation_list())  # type: ignore[attr-defined]

    def _answer(self, kind: str, content: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: Any) -> None:
        """Silent."""


@contextmanager
def running() -> Iterator[Authority]:
    server = HTTPServer(("127.0.0.1", 0), _Answers)
    authority = Authority(f"http://127.0.0.1:{server.server_port}")
    server.authority = authority  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield authority
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
