"""Who signed a file, whether it counts, and whether its pages are ours: three answers."""

import copy
import json
import zlib

import pytest
from django.urls import reverse

from certificates.awards import domain
from certificates.awards.enums import PublicReason
from certificates.awards.models import Certificate, erase_holder
from certificates.status.models import StatusList
from certificates.verification.errors import UnreadableError
from certificates.verification.findings import Origin, judge
from certificates.verification.papers import Pages
from content.foundation.errors import DomainError
from tests.certificates.verification import files

FORMS = {
    "json": lambda certificate: bytes(certificate.signed),
    "json in another order": lambda c: files.text(dict(reversed(files.credential(c).items()))),
    "png": lambda certificate: files.png(bytes(certificate.signed)),
    "compressed png": lambda c: files.png(bytes(c.signed), compressed=True),
    "svg": lambda certificate: files.svg(bytes(certificate.signed)),
    "pdf": files.pdf,
}


@pytest.fixture
def certificate(house):
    return house.issued()


def said(finding):
    return finding.origin.value, finding.state, finding.pages and finding.pages.value


@pytest.mark.parametrize("form", FORMS)
def test_what_we_handed_out_is_ours_and_valid(certificate, form):
    finding = judge(FORMS[form](certificate))
    assert said(finding) == ("us", "valid", "same" if form == "pdf" else None)
    assert finding.is_good
    assert finding.shown.certificate == certificate


@pytest.mark.parametrize("form", ["json", "pdf"])
def test_signature_and_status_are_two_answers(house, certificate, form):
    content = FORMS[form](certificate)
    domain.suspend(certificate, by=house.coordinator, reason=PublicReason.UNDER_REVIEW)
    assert said(judge(content))[:2] == ("us", "suspended")
    domain.revoke(certificate, by=house.coordinator, reason=PublicReason.ISSUED_IN_ERROR)
    finding = judge(content)
    assert said(finding)[:2] == ("us", "revoked")
    assert not finding.is_good


@pytest.mark.parametrize("is_erased", [False, True], ids=["held", "erased"])
def test_every_changed_leaf_is_found(certificate, is_erased):
    document = files.credential(certificate)
    if is_erased:
        erase_holder(certificate.award.enrolment.user_id)
    state = "erased" if is_erased else "valid"
    assert said(judge(files.text(document)))[:2] == ("us", state)
    found = []
    for path in list(_leaves(document)):
        changed = copy.deepcopy(document)
        *above, last = path
        place = changed
        for step in above:
            place = place[step]
        place[last] = place[last][:-1] + ("x" if place[last][-1] != "x" else "y")
        found.append((path, judge(files.text(changed)).origin))
    accepted = [path for path, origin in found if origin is Origin.OURS]
    assert accepted == []
    assert len(found) > 35


def _leaves(value, path=()):
    if isinstance(value, str):
        yield path
    elif isinstance(value, dict):
        for key, below in value.items():
            yield from _leaves(below, (*path, key))
    elif isinstance(value, list):
        for place, below in enumerate(value):
            yield from _leaves(below, (*path, place))


def test_a_proof_from_another_certificate_does_not_fit(house, certificate):
    other = house.issued(email="zweite@quellingen.example")
    swapped = {**files.credential(certificate), "proof": files.credential(other)["proof"]}
    finding = judge(files.text(swapped))
    assert finding.origin is Origin.CHANGED
    assert finding.shown.certificate == certificate


def test_signed_again_by_our_own_key_it_is_still_not_what_we_issued(certificate):
    forged = files.signed_again(certificate, name="Zertifikat: Bürgermeister:in")
    assert judge(forged).origin is Origin.CHANGED
    genuine = judge(bytes(certificate.signed))
    assert genuine.is_good


def test_a_credential_that_begins_later_is_not_valid_yet(certificate):
    domain = certificate.issuer.domain
    ahead = files.signed_again(
        certificate, id=f"https://{domain}/v/7K3M9QRX2VTD9", validFrom=files.in_a_year()
    )
    finding = judge(ahead)
    assert said(finding) == ("us", "not_yet_valid", None)
    assert not finding.is_good


def test_signed_by_us_for_a_code_we_do_not_know_is_no_certificate(certificate):
    unknown = f"https://{certificate.issuer.domain}/v/7K3M9QRX2VTD9"
    assert said(judge(files.signed_again(certificate, id=unknown))) == ("us", "unknown", None)
    listed = StatusList.objects.filter(signed_at__isnull=False).first()
    assert said(judge(bytes(listed.signed))) == ("us", "unknown", None)


@pytest.mark.parametrize(
    "issuer",
    [
        {"id": "did:web:elsewhere.example:issuers:other", "name": "Andere Akademie"},
        "did:web:elsewhere.example",
        {"name": "Ohne Adresse"},
        {"id": ["did:web:x"], "name": 7},
        None,
    ],
)
def test_of_a_foreign_issuer_we_say_only_whom_the_file_names(certificate, issuer):
    finding = judge(files.text({**files.credential(certificate), "issuer": issuer}))
    named = issuer if isinstance(issuer, dict) else {"id": issuer}
    claimed = {key: word for key, word in named.items() if isinstance(word, str)}
    assert finding.origin is Origin.FOREIGN
    assert (finding.state, finding.shown) == ("", None)
    assert (finding.claim.id, finding.claim.name) == (
        claimed.get("id", ""),
        claimed.get("name", ""),
    )


def test_a_strangers_name_cannot_turn_the_page_upside_down(client, certificate):
    named = {"id": "did:web:x.example", "name": "\u202eeva\u0000 <b>\ud800" + "x" * 500}
    content = json.dumps({**files.credential(certificate), "issuer": named}).encode()
    shown = upload(client, content).content.decode()
    assert "eva &lt;b&gt;" in shown
    assert "\u202e" not in shown
    assert "x" * 300 not in shown


def test_our_name_on_a_foreign_signature_is_a_changed_file(house, certificate, tmp_path, settings):
    own = bytes(certificate.signed)
    settings.LMS_KEY_DIR = tmp_path / "elsewhere"
    from certificates.keys.domain import create_key

    house.issuer.keys.update(retired_at=certificate.issued_at)
    stolen = create_key(house.issuer)
    forged = files.signed_again(certificate, id="urn:uuid:0")
    stolen.delete()
    assert judge(forged).origin is Origin.CHANGED
    assert judge(own).is_good


@pytest.mark.parametrize(
    "content",
    [b"{}", b"[]", b"null", b"hello", b"\xff\xfe", b'{"issuer": 1}', b"[" * 100_000, b"1" * 9000],
)
def test_what_holds_no_credential_is_said_to_hold_none(db, content):
    assert judge(content).origin is Origin.NOTHING


def test_pictures_and_papers_without_a_credential_hold_none(certificate):
    plain = files.png(b"").replace(b"openbadgecredential", b"somethingelsehere__")
    writer = files.copy_of(files.pdf(certificate))
    del writer.root_object["/AF"]
    assert judge(files.saved(writer)).origin is Origin.NOTHING
    assert judge(b"<svg xmlns='http://www.w3.org/2000/svg'/>").origin is Origin.NOTHING
    with pytest.raises(DomainError):
        judge(plain)


@pytest.mark.parametrize("form", FORMS)
def test_half_a_file_is_refused_in_words_or_holds_nothing(certificate, form):
    content = FORMS[form](certificate)
    try:
        finding = judge(content[: len(content) // 2])
    except DomainError as error:
        assert str(error).endswith(".")
    else:
        assert finding.origin is Origin.NOTHING


def test_a_small_picture_that_unpacks_to_gigabytes_is_refused(db):
    packer = zlib.compressobj(9)
    zeros = b"0" * (1 << 20)
    bomb = b"".join(packer.compress(zeros) for _ in range(64)) + packer.flush()
    body = b"openbadgecredential\0\1\0\0\0" + bomb
    picture = b"\x89PNG\r\n\x1a\n" + files.chunk(b"iTXt", body) + files.chunk(b"IEND", b"")
    assert len(picture) < 100_000
    with pytest.raises(DomainError):
        judge(picture)


def test_an_attachment_that_unpacks_to_gigabytes_is_refused(certificate):
    bomb = files.with_attachment(files.pdf(certificate), b"0" * (16 << 20), packed=True)
    assert len(bomb) < 1_000_000
    with pytest.raises(UnreadableError):
        judge(bomb)


def test_a_drawing_with_entities_that_grow_is_refused(db):
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><svg>&b;</svg>'
    with pytest.raises(DomainError):
        judge(laughs)


def test_a_document_made_to_be_ordered_for_years_is_not_even_begun(certificate):
    alike = [{"type": "Related"} for _ in range(12)]
    poisoned = {**files.credential(certificate), "id": "urn:uuid:1", "evidence": alike}
    assert judge(files.text(poisoned)).origin is Origin.CHANGED


def test_a_page_whose_words_were_edited_is_found_and_named(certificate):
    edited = files.with_page(files.pdf(certificate), files.without_first_words)
    finding = judge(edited)
    assert said(finding) == ("us", "valid", "different")
    assert finding.changed_pages == (1,)
    assert not finding.is_good


def test_a_box_over_the_words_is_found(certificate):
    finding = judge(files.with_page(files.pdf(certificate), files.with_white_box))
    assert (finding.pages, finding.changed_pages) == (Pages.SAME_WORDS, (1,))
    assert not finding.is_good


def test_a_note_laid_over_the_page_is_found(certificate):
    from pypdf.annotations import FreeText

    writer = files.copy_of(files.pdf(certificate))
    writer.add_annotation(0, FreeText(text="Dr. Erika Müßig", rect=(50, 500, 300, 540)))
    assert judge(files.saved(writer)).pages is Pages.SAME_WORDS


def test_a_page_more_or_less_is_found(certificate):
    writer = files.copy_of(files.pdf(certificate))
    writer.add_blank_page()
    finding = judge(files.saved(writer))
    assert (finding.pages, finding.changed_pages) == (Pages.DIFFERENT, (3,))


def test_saved_by_another_programme_without_a_change_the_pages_are_ours(certificate):
    writer = files.copy_of(files.pdf(certificate))
    writer.add_metadata({"/Producer": "Something else"})
    content = files.saved(writer)
    assert content != files.pdf(certificate)
    assert judge(content).pages is Pages.SAME


def test_an_intact_attachment_on_the_pages_of_another_certificate_is_found(house, certificate):
    other = house.issued("Jonas Doerfler", email="zweiter@quellingen.example")
    mixed = files.with_attachment(files.pdf(other), bytes(certificate.signed))
    finding = judge(mixed)
    assert finding.shown.certificate == certificate
    assert said(finding) == ("us", "valid", "different")


def test_after_erasure_the_credential_is_still_ours_but_pages_cannot_be_compared(certificate):
    own, printed = bytes(certificate.signed), files.pdf(certificate)
    anew = files.copy_of(printed)
    anew.add_metadata({"/Producer": "Something else"})
    erase_holder(certificate.award.enrolment.user_id)
    assert said(judge(own)) == ("us", "erased", None)
    assert said(judge(printed)) == ("us", "erased", "same")
    assert said(judge(files.saved(anew))) == ("us", "erased", "unchecked")


def upload(client, content, name="zertifikat.pdf", **options):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile(name, content)
    return client.post(reverse("certificates:lookup"), {"file": file}, **options)


def test_the_page_gives_the_answers_apart_and_names_nobody(client, house, certificate):
    domain.revoke(certificate, by=house.coordinator, reason=PublicReason.ISSUED_IN_ERROR)
    answer = upload(client, files.pdf(certificate))
    shown = answer.content.decode()
    assert answer.status_code == 200
    for words in (
        "Diese Datei ist von uns, aber widerrufen.",
        "Wir. Die digitale Unterschrift passt.",
        "Nein, es wurde widerrufen.",
        "Ja, sie sind genau so, wie wir sie drucken.",
    ):
        assert words in shown
    assert "Müßig" not in shown


def test_the_difference_between_the_pages_is_never_told(client, certificate):
    """Otherwise a page with any name on it would make us say the right one."""
    edited = files.with_page(files.pdf(certificate), files.without_first_words)
    shown = upload(client, edited).content.decode()
    assert "Die Seiten dieser Datei wurden verändert." in shown
    assert "Seite 1 ist nicht so" in shown
    assert "Müßig" not in shown


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"issuer": {"id": "did:web:x.example", "name": "Akademie X"}}, "Das ist nicht von uns."),
        ({"name": "Anderes"}, "Diese Datei wurde verändert."),
        ({"type": "Something"}, "In dieser Datei ist kein Nachweis."),
    ],
)
def test_each_other_finding_has_its_words(client, certificate, change, words):
    content = files.text({**files.credential(certificate), **change})
    assert words in upload(client, content).content.decode()


def test_judging_a_file_takes_a_bounded_number_of_statements(
    house, certificate, django_assert_max_num_queries
):
    content = bytes(certificate.signed)
    for n in range(2):
        house.issued(email=f"mehr{n}@quellingen.example")
    with django_assert_max_num_queries(3):
        judge(content)
    assert Certificate.objects.count() == 3
