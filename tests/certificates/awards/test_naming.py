"""The name: as people write it, without what cannot be seen, and only by themselves."""

import pytest

from certificates.awards.domain import confirm_name, hide_name, open_award, show_name
from certificates.awards.enums import AwardState
from certificates.awards.errors import NameRefusedError, NotYoursError, TooLateError
from certificates.awards.models import Award, CertificateEvent, forget_name
from certificates.awards.names import cleaned_name, comparable_name, writing
from certificates.documents.errors import UnprintableError
from courses.governance.models import AuditEntry


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("  Erika   Müßig ", "Erika Müßig"),
        ("Erika\u202eMüßig", "ErikaMüßig"),
        ("Erika\u0000\tMüßig\n", "Erika Müßig"),
        ("Mu\u0308ller", "Müller"),
        ("E\ufeffrika", "Erika"),
        ("O’Neill-Şahin", "O’Neill-Şahin"),
    ],
)
def test_what_cannot_be_seen_is_taken_out(typed, printed):
    assert cleaned_name(typed) == printed


@pytest.mark.parametrize("typed", ["", "   ", "\u202e", "123", "x" * 41, "Abc " * 40])
def test_what_is_no_name_or_leaves_the_paper_is_refused(typed):
    with pytest.raises(NameRefusedError):
        cleaned_name(typed)


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("Łucja Đorđević", "lucja dordevic", True),
        ("Jean-Luc Müßig", "jean luc MÜSSIG", True),
        ("Dr. Erika Müßig", "Dr Erika Müßig", True),
        ("Erika Müßig", "Erika Mueßig", False),
        ("Erika", "Erik", False),
    ],
)
def test_names_are_compared_without_regard_to_case_accents_and_hyphens(one, other, equal):
    assert (comparable_name(one) == comparable_name(other)) is equal


def test_right_to_left_names_say_so():
    assert writing("Erika") == {}
    assert writing("שם לדוגמה") == {"lang": "he", "dir": "rtl"}
    assert writing("اسم") == {"lang": "ar", "dir": "rtl"}


def test_a_character_no_font_has_is_refused_and_named(house):
    enrolment = house.graduate()
    with pytest.raises(UnprintableError, match="😀") as refused:
        confirm_name(open_award(enrolment), name="Erika 😀 Müßig", by=enrolment.user)
    assert str(refused.value) == (
        "Dieses Zeichen kann nicht gedruckt werden: 😀. Bitte schreiben Sie den Namen ohne es."
    )
    assert Award.objects.get().state == AwardState.PENDING_NAME


def test_nobody_else_confirms_a_name(house):
    enrolment = house.graduate()
    with pytest.raises(NotYoursError):
        confirm_name(open_award(enrolment), name="Erika", by=house.coordinator)


def test_after_the_release_the_name_stands(house):
    award = house.released()
    with pytest.raises(TooLateError):
        confirm_name(award, name="Anders", by=award.enrolment.user)


def test_the_audit_log_knows_that_but_not_what(house):
    house.named()
    entries = AuditEntry.objects.filter(action="award.name_confirmed")
    assert entries.count() == 1
    assert "Müßig" not in str(entries.values("reason", "data"))


def test_consent_is_the_holders_alone_and_every_change_is_kept(house):
    certificate = house.issued()
    holder = certificate.award.enrolment.user
    for other in (house.coordinator, house.stranger):
        with pytest.raises(NotYoursError):
            show_name(certificate, by=other)
    assert [show_name(certificate, by=holder), show_name(certificate, by=holder)] == [True, False]
    assert hide_name(certificate, by=holder)
    kinds = list(CertificateEvent.objects.values_list("kind", flat=True))
    assert kinds == ["issued", "name_shown", "name_hidden"]


def test_events_are_never_changed_or_deleted(house):
    house.issued()
    with pytest.raises(TypeError):
        CertificateEvent.objects.update(reason="x")
    with pytest.raises(TypeError):
        CertificateEvent.objects.all().delete()


def test_erasing_a_person_takes_the_name_and_leaves_the_issued_award(house):
    issued = house.issued().award
    waiting = house.named(email="zwei@quellingen.example")
    assert forget_name(issued.enrolment.user_id) == 1
    assert forget_name(waiting.enrolment.user_id) >= 1
    assert list(Award.objects.values_list("pk", "confirmed_name")) == [(issued.pk, "")]
