"""What machines are told, as `openapi.json` promises it."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator

from certificates.awards import domain
from certificates.awards.enums import PublicReason
from certificates.awards.following import correct
from certificates.awards.issuing import issue_certificate
from certificates.awards.models import Certificate, erase_holder
from certificates.verification.views import OPENAPI
from tests.certificates.verification import files
from tests.certificates.verification.files import code_of

DOCUMENT = json.loads(OPENAPI.read_text())
ACCEPT = {"accept": "application/json"}
UNKNOWN, TYPO = "7K3M9QRX2VTD9", "7K3M9QRX2VTD8"


@pytest.fixture
def certificate(house):
    return house.issued()


@pytest.fixture
def address(certificate):
    return f"/v/{code_of(certificate)}/"


def asked(client, address, method="get", path="/v/{code}/", **options):
    """The answer, after a look whether the description promised it."""
    answer = getattr(client, method)(address, headers=ACCEPT, **options)
    kind = answer.headers["Content-Type"]
    promised = DOCUMENT["paths"][path][method]["responses"][str(answer.status_code)]["content"]
    schema = {**promised[kind]["schema"], "components": DOCUMENT["components"]}
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(answer.json())
    return answer


def test_the_description_is_valid_openapi_and_served_to_everybody(client, db):
    assert list(OpenAPIV31SpecValidator(DOCUMENT).iter_errors()) == []
    answer = client.get("/v/openapi.json")
    assert answer.json() == DOCUMENT
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_schema_that_is_not_met_would_be_noticed():
    schema = {"$ref": "#/components/schemas/Answer", "components": DOCUMENT["components"]}
    assert not Draft202012Validator(schema).is_valid({"state": "valid"})


def test_a_valid_certificate_is_told_without_the_person(client, certificate, address):
    answer = asked(client, address).json()
    assert answer["state"] == "valid"
    assert answer["proof"]["verified"] is True
    assert answer["status"] == {
        "revoked": False,
        "suspended": False,
        "expired": False,
        "since": None,
        "reason": None,
        "replaced_by": None,
    }
    assert answer["certificate"]["replaces"] is None
    assert answer["holder"] is None
    assert "credential" not in answer["links"]
    assert "Müßig" not in json.dumps(answer, ensure_ascii=False)
    assert answer["certificate"]["number"] == certificate.number
    assert answer["certificate"]["content"]["competences"] == [
        "klärt Aufträge",
        "moderiert große Gruppen",
    ]


def test_with_consent_the_name_and_the_credential_are_told(client, certificate, address):
    domain.show_name(certificate, by=certificate.award.enrolment.user)
    answer = asked(client, address).json()
    assert answer["holder"] == {"name": "Erika Müßig"}
    path = answer["links"]["credential"].removeprefix(f"https://{certificate.issuer.domain}")
    got = client.get(path)
    assert got.content == bytes(certificate.signed)
    assert got.headers["Access-Control-Allow-Origin"] == "*"


def test_the_links_lead_somewhere(client, certificate, address):
    links = asked(client, address).json()["links"]
    origin = f"https://{certificate.issuer.domain}"
    for link in (links["page"], links["did"], links["description"], *links["status_lists"]):
        assert link.startswith(origin)
        assert client.get(link.removeprefix(origin)).status_code == 200


def test_of_a_revoked_certificate_the_proof_still_holds(client, house, certificate, address):
    domain.revoke(certificate, by=house.coordinator, reason=PublicReason.ISSUED_IN_ERROR)
    answer = asked(client, address).json()
    assert (answer["state"], answer["proof"]["verified"]) == ("revoked", True)
    assert answer["status"]["revoked"] is True
    assert answer["status"]["reason"] == "issued_in_error"
    assert answer["status"]["since"] is not None


def test_both_versions_of_a_corrected_certificate_name_the_other_by_number(
    client, house, certificate, address
):
    award = correct(certificate, by=house.coordinator, name="Erika Neu")
    corrected = issue_certificate(award.pk)
    former = asked(client, address).json()
    latter = asked(client, f"/v/{code_of(corrected)}/").json()
    assert (former["state"], former["status"]["reason"]) == ("revoked", "replaced")
    assert former["status"]["replaced_by"] == corrected.number
    assert (latter["state"], latter["certificate"]["replaces"]) == ("valid", certificate.number)
    assert code_of(corrected) not in json.dumps(former)
    assert code_of(certificate) not in json.dumps(latter)


def test_a_changed_row_has_a_good_status_and_a_broken_proof_and_says_nothing_else(client, address):
    Certificate.objects.update(signed=b"{}", name_consent=True)
    answer = asked(client, address).json()
    assert (answer["holder"], answer["certificate"]["content"]) == (None, None)
    assert (answer["state"], answer["proof"]["verified"]) == ("broken", False)
    assert answer["status"]["revoked"] is False


def test_after_erasure_what_stays_is_told(client, certificate, address):
    erase_holder(certificate.award.enrolment.user_id)
    answer = asked(client, address).json()
    assert (answer["state"], answer["proof"]["verified"]) == ("erased", None)
    assert answer["certificate"]["content"] is None
    assert len(answer["certificate"]["issued"]) == len("2026-11")


@pytest.mark.parametrize(("code", "kind"), [(UNKNOWN, "unknown-code"), (TYPO, "typing-error")])
def test_problems_are_told_as_problems(client, db, code, kind):
    answer = asked(client, f"/v/{code}/")
    assert answer.status_code == 404
    assert answer.json()["type"] == f"urn:lms:verification:{kind}"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_too_many_unknown_codes_are_a_problem_too(client, db, settings):
    settings.LMS_UNKNOWN_CODES_PER_HOUR = 0
    assert asked(client, f"/v/{UNKNOWN}/").json()["status"] == 429


def test_names_are_compared_for_machines(client, address, settings):
    settings.LMS_NAME_CHECKS_PER_HOUR = 2
    typed = ["erika müssig", "Erik Müßig"]
    answers = [asked(client, address, "post", data={"name": name}).json() for name in typed]
    assert answers == [{"matches": True}, {"matches": False}]
    assert asked(client, address, "post", data={"name": ""}).status_code == 422
    assert asked(client, address, "post", data={"name": "Erika Müßig"}).status_code == 429


@pytest.mark.parametrize("form", ["ours", "changed", "foreign", "nothing", "pdf"])
def test_files_are_judged_for_machines(client, certificate, form):
    document = files.credential(certificate)
    contents = {
        "ours": bytes(certificate.signed),
        "changed": files.text({**document, "name": "x"}),
        "foreign": files.text({**document, "issuer": "did:web:x.example"}),
        "nothing": b"{}",
        "pdf": files.with_page(files.pdf(certificate), files.without_first_words),
    }
    data = {"file": SimpleUploadedFile("x", contents[form])}
    answer = asked(client, "/v/", "post", path="/v/", data=data).json()
    assert (answer["signed_by"], answer["state"], answer["pages"]) == {
        "ours": ("us", "valid", None),
        "changed": ("nobody", "", None),
        "foreign": ("somebody_else", "", None),
        "nothing": ("no_credential", "", None),
        "pdf": ("us", "valid", "different"),
    }[form]


def test_a_damaged_file_is_a_problem(client, db):
    data = {"file": SimpleUploadedFile("x", b"%PDF-1.7 and nothing more")}
    answer = asked(client, "/v/", "post", path="/v/", data=data)
    assert answer.json()["type"] == "urn:lms:verification:unreadable"


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"),
        ("*/*", "text/html; charset=utf-8"),
        ("application/json", "application/json"),
        ("application/json, text/html;q=0.5", "application/json"),
        ("text/html, application/json;q=0.5", "text/html; charset=utf-8"),
    ],
)
def test_only_who_asks_for_json_gets_json(client, address, accept, kind):
    answer = client.get(address, headers={"accept": accept})
    assert answer.headers["Content-Type"] == kind
    assert "Accept" in answer.headers["Vary"]
    assert ("Access-Control-Allow-Origin" in answer.headers) == (kind == "application/json")


def test_spellings_lead_machines_to_the_same_address(client, address):
    answer = client.get(address.lower(), headers=ACCEPT)
    assert (answer.status_code, answer.headers["Location"]) == (302, address)
