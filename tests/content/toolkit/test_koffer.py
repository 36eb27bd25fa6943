"""„Mein Koffer“: somebody's own, and nobody else's."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ReferenceIndex

from content.foundation.crypto import SealingError
from content.toolkit.kept.domain import (
    Typed,
    forget_old,
    keep,
    move,
    note_of,
    put_back,
    take_out,
    write_note,
)
from content.toolkit.kept.errors import ChangedElsewhere, TooLong
from content.toolkit.kept.models import KeptCard, erase_kept_cards
from content.toolkit.kept.queries import kept_of, koffer
from content.toolkit.models import RelatedCard
from content.toolkit.pages import MethodPage
from courses.cohorts.models import Enrolment
from courses.curriculum.models import Programme
from tests.factories import CohortFactory, UserFactory, enrol

pytestmark = pytest.mark.django_db
CARD_PAGE = 17  # statements for somebody signed in
AUTOSAVE = {"X-Autosave": "1"}


@pytest.fixture
def user(db: None) -> Any:
    return UserFactory()


@pytest.fixture
def kept(user, add_card):
    """A card in the user's Koffer, with a note."""
    row = keep(user, add_card("Fishbowl"))
    write_note(row, Typed("Für Fall Nordstadt.", 0))
    row.refresh_from_db()
    return row


def titles(user: Any) -> list[str]:
    return [row.title for row in koffer(user).inside]


# — Keeping ————————————————————————————————————————————————————————————————————————————


def test_a_card_is_kept_with_a_click_and_taken_out_with_another(client, user, add_card) -> None:
    card = add_card("Fishbowl")
    client.force_login(user)
    answer = client.post(f"/koffer/karten/{card.pk}/", {"next": "/methoden/?stufe=1"})
    assert answer.url == "/methoden/?stufe=1"
    row = kept_of(user)[card.pk]
    assert 'aria-pressed="true"' in client.get("/methoden/").content.decode()
    assert client.post(f"/koffer/{row}/", {"action": "take-out"}).url == f"/koffer/?entnommen={row}"
    assert kept_of(user) == {}


def test_a_double_click_keeps_one_card(client, user, add_card) -> None:
    card = add_card("Fishbowl")
    client.force_login(user)
    for _click in range(2):
        assert client.post(f"/koffer/karten/{card.pk}/").status_code == 302
    assert KeptCard.objects.of(user).count() == 1


def test_a_double_click_takes_out_once_and_for_thirty_days(client, user, kept) -> None:
    client.force_login(user)
    client.post(f"/koffer/{kept.pk}/", {"action": "take-out"})
    first = KeptCard.objects.get().removed_at
    client.post(f"/koffer/{kept.pk}/", {"action": "take-out"})
    assert KeptCard.objects.get().removed_at == first


def test_only_cards_that_may_be_read_are_kept(client, user, add_card) -> None:
    client.force_login(user)
    for card in (add_card("Zu", visibility="enrolled"), add_card("Entwurf", live=False)):
        assert client.post(f"/koffer/karten/{card.pk}/").status_code == 404
        assert client.post(f"/koffer/karten/{card.pk}/notiz/", {"note": "x"}).status_code == 404
    assert not KeptCard.objects.exists()


def test_nobody_is_sent_elsewhere_after_keeping(client, user, add_card) -> None:
    card = add_card("Fishbowl")
    client.force_login(user)
    answer = client.post(f"/koffer/karten/{card.pk}/", {"next": "https://anderswo.example/"})
    assert answer.url == "/methoden/fishbowl/"


def test_taking_out_can_be_undone_and_the_note_comes_back(client, user, kept) -> None:
    client.force_login(user)
    client.post(f"/koffer/{kept.pk}/", {"action": "take-out"})
    text = client.get(f"/koffer/?entnommen={kept.pk}").content.decode()
    assert "„Fishbowl“ liegt nicht mehr in Ihrem Koffer" in text
    client.post(f"/koffer/{kept.pk}/", {"action": "put-back"})
    assert [(row.title, row.note.text) for row in koffer(user).inside] == [
        ("Fishbowl", "Für Fall Nordstadt.")
    ]


def test_keeping_a_card_again_brings_its_note_back(user, kept) -> None:
    take_out(kept)
    keep(user, kept.card)
    assert koffer(user).inside[0].note.text == "Für Fall Nordstadt."


def test_what_was_taken_out_can_be_deleted_for_good_and_what_is_inside_cannot(
    client, user, kept
) -> None:
    client.force_login(user)
    client.post(f"/koffer/{kept.pk}/", {"action": "forget"})
    assert KeptCard.objects.exists()
    take_out(kept)
    client.post(f"/koffer/{kept.pk}/", {"action": "forget"})
    assert not KeptCard.objects.exists()


def test_what_was_taken_out_is_forgotten_after_thirty_days(user, kept, add_card) -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    young = keep(user, add_card("Eisberg"))
    take_out(kept, now=now - timedelta(days=31))
    take_out(young, now=now - timedelta(days=29))
    keep(user, add_card("Zwiebel"))
    assert forget_old(now=now) == 1
    assert set(KeptCard.objects.values_list("title", flat=True)) == {"Eisberg", "Zwiebel"}


# — Order ——————————————————————————————————————————————————————————————————————————————


def test_cards_change_places_and_stay_at_the_ends(user, add_card) -> None:
    rows = [keep(user, add_card(title)) for title in ("Anna", "Berta", "Cäsar")]
    assert titles(user) == ["Anna", "Berta", "Cäsar"]
    move(rows[2], up=True)
    assert titles(user) == ["Anna", "Cäsar", "Berta"]
    move(rows[0], up=True)
    move(rows[1], up=False)
    assert titles(user) == ["Anna", "Cäsar", "Berta"]
    take_out(rows[2])
    move(rows[2], up=True)
    move(rows[1], up=True)
    assert titles(user) == ["Berta", "Anna"]
    put_back(rows[2])
    assert set(titles(user)) == {"Anna", "Berta", "Cäsar"}


# — Notes ——————————————————————————————————————————————————————————————————————————————


def test_a_note_is_saved_while_it_is_written_and_keeps_the_card(client, user, add_card) -> None:
    card = add_card("Fishbowl")
    client.force_login(user)
    address = f"/koffer/karten/{card.pk}/notiz/"
    first = client.post(address, {"note": "Stühle", "version": "0"}, headers=AUTOSAVE).json()
    again = client.post(
        address, {"note": "Stühle\r\nKarten", "version": first["version"]}, headers=AUTOSAVE
    ).json()
    assert again["version"] == first["version"] + 1
    assert koffer(user).inside[0].note.text == "Stühle\nKarten"
    assert "Stühle\nKarten" in client.get("/methoden/fishbowl/").content.decode()


def test_two_windows_lose_nothing(client, user, kept) -> None:
    client.force_login(user)
    address = f"/koffer/karten/{kept.card_id}/notiz/"
    answer = client.post(address, {"note": "Anders", "version": "0"}, headers=AUTOSAVE)
    assert (answer.status_code, answer.json()["theirs"]) == (409, {"note": "Für Fall Nordstadt."})
    page = client.post(address, {"note": "Anders", "version": "0"})
    text = page.content.decode()
    assert page.status_code == 409
    assert "Anders" in text
    assert "Für Fall Nordstadt." in text
    kept.refresh_from_db()
    assert note_of(kept) == "Für Fall Nordstadt."


def test_without_script_a_note_is_saved_by_its_button(client, user, add_card) -> None:
    card = add_card("Fishbowl")
    client.force_login(user)
    answer = client.post(f"/koffer/karten/{card.pk}/notiz/", {"note": "Stühle"}, follow=True)
    assert "Die Notiz ist gespeichert" in answer.content.decode()
    assert "Stühle" in answer.content.decode()


def test_a_note_that_is_too_long_is_refused_and_still_there(client, user, add_card) -> None:
    card = add_card("Fishbowl")
    client.force_login(user)
    answer = client.post(f"/koffer/karten/{card.pk}/notiz/", {"note": "ä" * 5_001})
    assert answer.status_code == 422
    assert "darf 5.000 Zeichen haben" in answer.content.decode()
    assert "ä" * 5_001 in answer.content.decode()
    with pytest.raises(TooLong):
        write_note(keep(user, card), Typed("ä" * 5_001, 0))


def test_a_note_that_cannot_be_opened_is_never_written_over(client, user, kept, settings) -> None:
    before = bytes(kept.ciphertext)
    settings.LMS_SEALING_KEYS = {}
    client.force_login(user)
    with pytest.raises(SealingError):
        write_note(kept, Typed("Neu", kept.version))
    text = client.get("/methoden/fishbowl/").content.decode()
    assert "lässt sich aber gerade nicht öffnen" in text
    kept.refresh_from_db()
    assert bytes(kept.ciphertext) == before


def test_a_note_does_not_open_in_another_row(user, kept, add_card) -> None:
    other = keep(UserFactory(), kept.card)
    KeptCard.objects.filter(pk=other.pk).update(key_id=kept.key_id, ciphertext=kept.ciphertext)
    other.refresh_from_db()
    with pytest.raises(SealingError):
        note_of(other)


def test_an_emptied_note_is_no_note(user, kept) -> None:
    write_note(kept, Typed("", kept.version))
    kept.refresh_from_db()
    assert (kept.has_note, note_of(kept)) == (False, "")


def test_writing_from_an_old_version_is_refused(user, kept) -> None:
    with pytest.raises(ChangedElsewhere):
        write_note(kept, Typed("Anders", 0))


# — When the card goes ————————————————————————————————————————————————————————————————————


def test_the_note_stays_when_the_card_is_unpublished(client, user, kept) -> None:
    kept.card.unpublish()
    client.force_login(user)
    text = client.get("/koffer/").content.decode()
    assert "Diese Karte ist gerade nicht zu lesen" in text
    assert "Für Fall Nordstadt." in text
    assert "/methoden/fishbowl/" not in text
    address = f"/koffer/karten/{kept.card_id}/notiz/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"note": "Neu", "version": kept.version}).url == "/koffer/"
    kept.refresh_from_db()
    assert note_of(kept) == "Neu"


def test_the_note_stays_when_the_card_is_deleted(client, user, kept) -> None:
    MethodPage.objects.get(pk=kept.card_id).delete()
    client.force_login(user)
    text = client.get("/koffer/").content.decode()
    assert "Diese Karte gibt es im Methodenkoffer nicht mehr" in text
    assert "Fishbowl" in text
    assert "Für Fall Nordstadt." in text


def test_the_koffer_is_there_a_year_after_the_course(client, toolkit, add_card) -> None:
    place = enrol(CohortFactory(programme=Programme.objects.get()))
    Enrolment.objects.filter(pk=place.pk).update(state=Enrolment.State.ENDED)
    keep(place.user, add_card("Fishbowl", visibility="enrolled"))
    client.force_login(place.user)
    assert 'href="/methoden/fishbowl/"' in client.get("/koffer/").content.decode()


# — Nobody else's ——————————————————————————————————————————————————————————————————————


@pytest.mark.parametrize("is_superuser", [False, True])
def test_nobody_else_sees_or_touches_it(client, kept, is_superuser) -> None:
    other = UserFactory(is_superuser=is_superuser, is_staff=is_superuser)
    client.force_login(other)
    for address in ("/koffer/", "/koffer/drucken/", "/methoden/", "/methoden/fishbowl/"):
        assert "Nordstadt" not in client.get(address).content.decode()
    assert "Fishbowl" not in client.get("/koffer/").content.decode()
    for action in ("take-out", "put-back", "forget", "up", "down"):
        assert client.post(f"/koffer/{kept.pk}/", {"action": action}).status_code == 404
    client.post(f"/koffer/karten/{kept.card_id}/notiz/", {"note": "fremd"})
    kept.refresh_from_db()
    assert (note_of(kept), kept.removed_at) == ("Für Fall Nordstadt.", None)


def test_the_admin_does_not_say_who_keeps_a_card(client, kept) -> None:
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    assert not ReferenceIndex.get_references_to(kept.card).exists()
    assert not ReferenceIndex.model_is_indexable(KeptCard)
    page = client.get(f"/cms/pages/{kept.card_id}/edit/").content.decode()
    assert "Nordstadt" not in page
    assert kept.user.email not in page


def test_the_database_alone_does_not_give_the_note(kept) -> None:
    assert b"Nordstadt" not in bytes(kept.ciphertext)


def test_somebody_who_is_erased_leaves_nothing(user, kept) -> None:
    keep(UserFactory(), kept.card)
    assert erase_kept_cards(user.pk) == 1
    assert not KeptCard.objects.of(user).exists()
    assert KeptCard.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_koffer_takes_three_statements(user, add_card, count, client) -> None:
    for number in range(count):
        write_note(keep(user, add_card(f"Karte {number}")), Typed("Notiz", 0))
    koffer(user)
    with CaptureQueriesContext(connection) as caught:
        assert len(koffer(user).inside) == count
    assert len(caught) == 3


@pytest.mark.parametrize("count", [1, 3])
def test_a_card_page_takes_the_same_however_many_relatives(client, user, add_card, count) -> None:
    page = add_card("Anfang")
    page.related = [RelatedCard(card=add_card(f"Karte {n}")) for n in range(count)]
    page.save()
    client.force_login(user)
    client.get("/methoden/anfang/")
    with CaptureQueriesContext(connection) as caught:
        assert len(client.get("/methoden/anfang/").context["related"]) == count
    assert len(caught) == CARD_PAGE
