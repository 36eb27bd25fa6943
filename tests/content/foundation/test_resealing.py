"""Changing the key of private texts: nothing is forgotten, lost or written over."""

import base64
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import BinaryField

from content.foundation import resealing
from content.foundation.crypto import SealingError
from content.foundation.resealing import keys_in_use, reseal
from content.foundation.sealed import sealed_fields
from content.toolkit.kept.domain import Typed, note_of, write_note
from content.toolkit.kept.models import KeptCard
from tests.factories import UserFactory

NEW_KEY = {"2027": base64.b64encode(b"n" * 32).decode()}
(NOTES,) = KeptCard.lms_sealed
# Signatures, signed lists and documents, and bits of a public list: to be read by anybody who is
# given them.
NOT_SEALED = {
    "lms_certificates.Certificate.signed",
    "lms_certificates.FormerSignature.signed",
    "lms_certificates.SignedDocument.signed",
    "lms_certificates.StatusList.packed",
    "lms_certificates.StatusList.signed",
}


@pytest.fixture
def notes(db: None) -> list[KeptCard]:
    """Three notes under the key of the tests, and a card without one."""
    user = UserFactory()
    rows = [KeptCard.objects.create(user=user, title=f"K{n}", position=n) for n in range(4)]
    for row in rows[:3]:
        write_note(row, Typed(f"Notiz {row.title} 🤐", 0))
    return list(KeptCard.objects.order_by("pk"))


def new_key_first(settings: Any) -> None:
    settings.LMS_SEALING_KEYS = {**NEW_KEY, **settings.LMS_SEALING_KEYS}


def said(*options: str) -> str:
    out = StringIO()
    call_command("reseal", *options, stdout=out)
    return out.getvalue()


def texts() -> list[str]:
    return [note_of(row) for row in KeptCard.objects.order_by("pk")]


def test_every_field_of_bytes_is_registered_or_named_as_open() -> None:
    ours = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label.startswith("lms_")
        for field in model._meta.fields
        if isinstance(field, BinaryField) or field.name.endswith("key_id")
    }
    registered = {
        f"{model._meta.label}.{column}"
        for model, field in sealed_fields()
        for column in (field.key_id, field.ciphertext)
    }
    assert ours - NOT_SEALED == registered


def test_every_text_comes_under_the_first_key_and_says_the_same(notes, settings) -> None:
    before, versions = texts(), [(row.version, row.noted_at) for row in notes]
    new_key_first(settings)
    assert "Notizen zu Methodenkarten: 3 neu versiegelt, 0 waren es schon" in said("--batch", "2")
    assert keys_in_use(KeptCard, NOTES) == {"2027": 3}
    settings.LMS_SEALING_KEYS = NEW_KEY
    assert texts() == before
    rows = KeptCard.objects.order_by("pk")
    assert [(row.version, row.noted_at) for row in rows] == versions


def test_a_run_that_was_stopped_goes_on_where_it_was(notes, settings) -> None:
    new_key_first(settings)
    reseal(KeptCard, NOTES)
    write_note(notes[3], Typed("Neu.", 0))
    done = reseal(KeptCard, NOTES)
    assert (done.anew, done.before, done.closed) == (0, 4, 0)
    assert "Jeder Text trägt den Schlüssel „2027“." in said()


@pytest.mark.database
def test_a_text_that_changes_meanwhile_is_not_written_over(notes, settings, monkeypatch) -> None:
    """Somebody on a process that still has the old key first writes between reading and storing."""
    new_key_first(settings)
    real, keys = resealing.seal, settings.LMS_SEALING_KEYS
    waiting = [notes[1]]

    def slow(text: str, *, context: str) -> Any:
        sealed = real(text, context=context)
        if waiting and context == notes[1].context:
            settings.LMS_SEALING_KEYS = {"test": keys["test"]}
            write_note(notes[1], Typed("Im letzten Moment.", waiting.pop().version))
            settings.LMS_SEALING_KEYS = keys
        return sealed

    monkeypatch.setattr(resealing, "seal", slow)
    assert reseal(KeptCard, NOTES).anew == 3
    assert texts()[1] == "Im letzten Moment."
    assert keys_in_use(KeptCard, NOTES) == {"2027": 3}


def test_the_command_fails_as_long_as_an_older_key_is_needed(notes, settings) -> None:
    new_key_first(settings)
    with pytest.raises(CommandError, match="3 Texte tragen noch einen anderen Schlüssel"):
        said("--check")
    KeptCard.objects.filter(pk=notes[0].pk).update(key_id="verloren")
    with pytest.raises(CommandError, match="1 Text trägt noch einen anderen Schlüssel"):
        said()
    assert KeptCard.objects.get(pk=notes[0].pk).key_id == "verloren"


@pytest.mark.django_db
def test_without_a_key_nothing_is_touched(settings) -> None:
    settings.LMS_SEALING_KEYS = {}
    with pytest.raises(CommandError, match="fehlt der Schlüssel"):
        said()
    with pytest.raises(SealingError):
        reseal(KeptCard, NOTES)
