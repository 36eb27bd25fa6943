"""The exported site verifies without the server, and names nobody."""

import io
import json
import shutil
import subprocess
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
import time_machine
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from certificates import codes
from certificates.awards import domain
from certificates.awards.enums import PublicReason
from certificates.awards.following import correct
from certificates.awards.issuing import issue_certificate
from certificates.awards.models import Certificate
from certificates.awards.queries import credential_of
from certificates.documents.record import thaw
from certificates.upkeep import folders
from certificates.upkeep.site import MARK, built, name_pages
from tests.certificates import independent
from tests.certificates.erasing import erase_person

AT = "2026-12-01 09:00+01:00"
SCRIPT = Path(settings.BASE_DIR) / "content/static/lms/js/site/lookup.js"
needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")


@pytest.fixture
def certificate(house):
    return house.issued()


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "site"


def export(folder):
    out = io.StringIO()
    call_command("export_verification_site", str(folder), stdout=out)
    return out.getvalue()


def code_of(certificate):
    return thaw(certificate.record)["verification"]["code"]


def content(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def page(folder, code):
    return (folder / "v" / f"{codes.lookup(code)}.html").read_text()


@pytest.fixture
def serve():
    """Any web server: nothing but files."""
    servers = []

    def start(folder):
        class Quiet(SimpleHTTPRequestHandler):
            def log_message(self, *_arguments):
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def fetched(address):
    with urlopen(address, timeout=5) as answer:
        return answer.read()


def test_a_credential_verifies_against_the_folder_alone(house, certificate, folder, serve):
    """Keys, contexts and status lists come from the folder; the verifier shares no code with us."""
    other = house.issued("Zwei", email="zwei@quellingen.example")
    domain.revoke(other, by=house.coordinator, reason=PublicReason.ON_REQUEST)
    call_command("rebuild_status_lists", stdout=io.StringIO())
    kept = [credential_of(certificate), credential_of(other)]
    export(folder)
    root = serve(folder)
    told = json.loads(fetched(f"{root}/{MARK}"))
    contexts = {
        address: json.loads(fetched(f"{root}/{where['file']}"))
        for address, where in told["contexts"].items()
    }
    document = json.loads(fetched(f"{root}/issuers/{house.issuer.slug}/did.json"))
    found = []
    for credential in kept:
        independent.verify(credential, document, **contexts)
        entry = credential["credentialStatus"]
        path = entry["statusListCredential"].removeprefix("https://credentials.example")
        served = json.loads(fetched(root + path))
        independent.verify(served, document, **contexts)
        found.append(independent.status_bit(served, int(entry["statusListIndex"])))
    assert found == [False, True]
    changed = independent.changed(kept[0], ("credentialSubject", "licenseNumber"))
    assert not independent.verifies(changed, document)


def test_the_page_of_a_code_says_the_state_and_names_nobody(house, certificate, folder, serve):
    code = code_of(certificate)
    export(folder)
    root = serve(folder)
    said = fetched(f"{root}/v/{codes.lookup(code)}.html").decode()
    assert "Dieses Zertifikat ist gültig." in said
    assert certificate.number in said
    assert certificate.document_hash in said
    assert "Kommunale:r Konflikt" in said.replace("\u00ad", "")
    with pytest.raises(HTTPError):
        fetched(f"{root}/v/{codes.lookup(codes.new_code())}.html")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("revoked", "Dieses Zertifikat wurde widerrufen."),
        ("suspended", "Dieses Zertifikat ist ausgesetzt."),
        ("expired", "Dieses Zertifikat ist abgelaufen."),
    ],
)
def test_each_state_has_its_words(house, certificate, folder, state, words):
    if state == "revoked":
        domain.revoke(certificate, by=house.coordinator, reason=PublicReason.ON_REQUEST)
    elif state == "suspended":
        domain.suspend(certificate, by=house.coordinator, reason=PublicReason.UNDER_REVIEW)
    else:
        Certificate.objects.update(valid_until=certificate.issued_at)
    export(folder)
    assert words in page(folder, code_of(certificate))


def test_what_was_replaced_names_the_number_and_never_the_code(house, certificate, folder):
    award = correct(certificate, by=house.coordinator, name="Erika Neu")
    corrected = issue_certificate(award.pk)
    export(folder)
    former, latter = page(folder, code_of(certificate)), page(folder, code_of(corrected))
    assert "Dieses Zertifikat wurde ersetzt." in former
    assert f"Nr. {corrected.number}" in former
    assert code_of(corrected) not in former
    assert "Dieses Zertifikat ist gültig." in latter


def test_nothing_in_the_folder_tells_of_a_person_or_a_code(house, certificate, folder):
    domain.show_name(certificate, by=certificate.award.enrolment.user)
    code = code_of(certificate)
    salt = credential_of(certificate)["credentialSubject"]["identifier"][0]["salt"]
    export(folder)
    user = certificate.award.enrolment.user
    secret = ["Müßig", "Erika", user.email, code, codes.formatted(code), salt, "Mittelaue 2"]
    for name, text in content(folder).items():
        if not name.startswith("assets/"):
            assert [word for word in secret if word.encode() in text] == [], name


def test_pages_run_no_inline_script_and_ask_no_other_server(certificate, folder):
    export(folder)
    for name in ("v/index.html", f"v/{codes.lookup(code_of(certificate))}.html"):
        text = (folder / name).read_text()
        for refused in ("http://", "https://", "style=", "onclick"):
            assert refused not in text
        assert text.count("<script") == text.count('<script type="module" src="/assets/')


def test_every_file_a_page_asks_for_is_there(certificate, folder):
    export(folder)
    for name in ("v/index.html", "404.html"):
        text = (folder / name).read_text()
        for part in text.split('"'):
            if part.startswith("/assets/"):
                assert (folder / part[1:]).is_file(), part


def test_exporting_twice_on_a_day_writes_the_same_bytes(certificate, folder):
    with time_machine.travel(AT, tick=False):
        assert "is written" in export(folder)
        first, before = content(folder), folder.stat().st_ino
        assert "was up to date" in export(folder)
    assert content(folder) == first
    assert folder.stat().st_ino == before


def test_a_later_export_takes_the_place_of_the_earlier_one_as_a_whole(house, certificate, folder):
    export(folder)
    (folder / "v" / "old.html").write_text("old")
    domain.revoke(certificate, by=house.coordinator, reason=PublicReason.ON_REQUEST)
    assert "is written" in export(folder)
    assert not (folder / "v" / "old.html").exists()
    assert "widerrufen" in page(folder, code_of(certificate))
    assert [path.name for path in folder.parent.iterdir() if "site" in path.name] == ["site"]


def test_a_failure_leaves_the_earlier_export(certificate, folder, monkeypatch):
    export(folder)
    before = content(folder)

    def fails(*_arguments):
        raise OSError("full")

    monkeypatch.setattr(folders, "_swap", fails)
    Certificate.objects.update(valid_until=certificate.issued_at)
    with pytest.raises(OSError, match="full"):
        export(folder)
    assert content(folder) == before
    assert [path.name for path in folder.parent.iterdir() if "site" in path.name] == ["site"]


def test_a_folder_with_something_else_in_it_is_refused(certificate, folder):
    folder.mkdir()
    (folder / "thesis.txt").write_text("mine")
    with pytest.raises(CommandError):
        export(folder)
    assert content(folder) == {"thesis.txt": b"mine"}


def test_the_command_says_what_it_wrote(certificate, folder):
    said = export(folder)
    assert f"1 issuers, 2 status lists, 1 certificates, {len(content(folder))} files." in said


def test_after_an_erasure_the_page_is_still_found_and_says_less(house, certificate, folder):
    code = code_of(certificate)
    export(folder)
    assert "Zeitstunden" in page(folder, code)
    erase_person(certificate.award.enrolment.user)
    export(folder)
    said = page(folder, code)
    assert "Dieses Zertifikat ist gültig." in said
    assert "Zeitstunden" not in said
    assert certificate.document_hash in said


def test_an_erasure_before_any_export_names_the_page_too(house, certificate, folder):
    code = code_of(certificate)
    erase_person(certificate.award.enrolment.user)
    export(folder)
    assert "Dieses Zertifikat ist gültig." in page(folder, code)


def test_who_was_erased_before_pages_had_names_has_none_and_is_counted(house, certificate, folder):
    erase_person(certificate.award.enrolment.user)
    Certificate.objects.update(lookup="")
    assert "1 certificates have no page" in export(folder)


def test_names_of_pages_are_computed_once(house, certificate):
    assert name_pages() == 1
    assert name_pages() == 0
    certificate.refresh_from_db()
    assert certificate.lookup == codes.lookup(code_of(certificate))


def test_an_export_takes_as_many_statements_for_three_certificates_as_for_one(
    house, certificate, django_assert_num_queries
):
    name_pages()
    with CaptureQueriesContext(connection) as few:
        built(timezone.now())
    for number in (2, 3):
        house.issued("Wer", email=f"p{number}@quellingen.example")
    name_pages()
    with django_assert_num_queries(len(few)):
        built(timezone.now())


@needs_node
def test_the_browser_computes_the_same_name_from_what_was_typed():
    code = codes.new_code()
    typed = codes.formatted(code).lower().replace("0", "o").replace("1", "l").replace("-", " – ")
    salt, rounds = codes.LOOKUP_SALT.decode(), codes.LOOKUP_ROUNDS
    wrong = ("2" if code[0] != "2" else "3") + code[1:]
    program = (
        f"import {{ isWellFormed, normalise, pageName }} from {json.dumps(SCRIPT.as_uri())};"
        f"const code = normalise({json.dumps(typed)});"
        f"const name = await pageName(code, {json.dumps(salt)}, {rounds});"
        f"const checks = [isWellFormed(code), isWellFormed({json.dumps(wrong)})];"
        "console.log(JSON.stringify([code, name, ...checks]));"
    )
    done = subprocess.run(
        ["node", "--input-type=module", "--eval", program],
        capture_output=True,
        text=True,
        check=True,
        timeout=20,
    )
    assert json.loads(done.stdout) == [code, codes.lookup(code), True, False]
