"""Who may read a card, and what everybody else is told."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from content.toolkit.enums import Visibility
from content.toolkit.models import RelatedCard
from content.toolkit.pages import MethodPage
from courses.cohorts.models import Cohort, CohortRole, Enrolment, ProviderRole
from courses.curriculum.models import Programme
from tests.factories import CohortFactory, UserFactory, enrol

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(toolkit) -> Cohort:
    return CohortFactory(programme=Programme.objects.get())


@pytest.fixture
def somebody(cohort):
    """A user of each kind, made when asked for."""

    def make(kind: str):
        user = None if kind == "anonymous" else UserFactory(is_superuser=kind == "superuser")
        match kind:
            case "participant" | "graduate" | "withdrawn":
                states = {"graduate": "ended", "withdrawn": "withdrawn"}
                place = enrol(cohort, user)
                Enrolment.objects.filter(pk=place.pk).update(state=states.get(kind, "active"))
            case "trainer" | "companion_local":
                CohortRole.objects.create(user=user, cohort=cohort, role=kind)
            case "author":
                ProviderRole.objects.create(user=user, provider=cohort.provider, role=kind)
        return user

    return make


OPEN_TO = {
    "anonymous": {"public"},
    "stranger": {"public", "signed_in"},
    "superuser": {"public", "signed_in"},
    "withdrawn": {"public", "signed_in"},
    "participant": {"public", "signed_in", "enrolled"},
    "graduate": {"public", "signed_in", "enrolled"},
    "trainer": {"public", "signed_in", "enrolled"},
    "companion_local": {"public", "signed_in", "enrolled"},
    "author": {"public", "signed_in", "enrolled"},
}


@pytest.mark.parametrize("kind", OPEN_TO)
def test_everybody_sees_the_cards_that_are_open_to_them(client, add_card, somebody, kind) -> None:
    for level in Visibility:
        add_card(f"Karte {level.value}", visibility=level, do_no_harm="Geheim.")
    add_card("Entwurf", live=False)
    user = somebody(kind)
    if user:
        client.force_login(user)
    seen = MethodPage.objects.visible_to(user)
    assert {card.visibility for card in seen} == OPEN_TO[kind]
    pages = {level: client.get(f"/methoden/karte-{level.value}/") for level in Visibility}
    assert {page.status_code for page in pages.values()} == {200}
    read = {level for level, page in pages.items() if "Geheim." in page.content.decode()}
    assert read == OPEN_TO[kind]
    shelf = client.get("/methoden/").content.decode()
    assert {level for level in Visibility if f"Wozu Karte {level.value}" in shelf} == OPEN_TO[kind]


def test_a_closed_card_says_for_whom_it_is_and_leads_back_after_signing_in(
    client, add_card
) -> None:
    add_card("Fishbowl", visibility="enrolled")
    text = client.get("/methoden/fishbowl/").content.decode()
    assert "Diese Karte ist für Teilnehmende und ihre Trainer:innen" in text
    assert "/konto/anmelden/?next=%2Fmethoden%2Ffishbowl%2F" in text
    assert "noindex" in text
    assert "Wozu Fishbowl gut ist." not in text


def test_somebody_signed_in_is_not_asked_to_sign_in_again(client, add_card, somebody) -> None:
    add_card("Fishbowl", visibility="enrolled")
    client.force_login(somebody("stranger"))
    text = client.get("/methoden/fishbowl/").content.decode()
    assert "nehmen aber an keinem Durchgang teil" in text
    assert "/konto/anmelden/?next" not in text


@pytest.mark.parametrize(("kind", "count"), [("anonymous", 0), ("participant", 1)])
def test_asking_who_somebody_is_takes_one_statement(
    somebody, kind, count, django_assert_num_queries
) -> None:
    user = somebody(kind)
    with django_assert_num_queries(count):
        MethodPage.objects.visible_to(user)


# — Related cards —————————————————————————————————————————————————————————————————


def relate(page: MethodPage, *cards: MethodPage) -> None:
    page.related = [RelatedCard(card=card, sort_order=n) for n, card in enumerate(cards)]
    page.save()


def related(client, slug: str) -> list[str]:
    return [card.title for card in client.get(f"/methoden/{slug}/").context["related"]]


def test_relatives_stand_in_the_order_of_the_author_then_those_that_point_here(
    client, add_card
) -> None:
    a, b, c, d = (add_card(title) for title in ("Anfang", "Birne", "Calla", "Dorn"))
    relate(a, c, b)
    relate(d, a)
    assert related(client, "anfang") == ["Calla", "Birne", "Dorn"]
    assert related(client, "birne") == ["Anfang"]


def test_cards_that_point_at_each_other_in_a_circle_are_named_once(client, add_card) -> None:
    a, b, c = (add_card(title) for title in ("Anfang", "Birne", "Calla"))
    relate(a, b)
    relate(b, c, a)
    relate(c, a)
    assert related(client, "anfang") == ["Birne", "Calla"]
    assert related(client, "birne") == ["Calla", "Anfang"]


def test_no_link_leads_to_a_card_that_is_not_there_or_closed(client, add_card) -> None:
    page = add_card("Anfang")
    relate(page, add_card("Entwurf", live=False), add_card("Zu", visibility="enrolled"))
    assert related(client, "anfang") == []
    assert "Verwandte Karten" not in client.get("/methoden/anfang/").content.decode()


def test_a_card_is_not_its_own_relative(add_card) -> None:
    page = add_card("Anfang")
    with pytest.raises(ValidationError, match="nicht mit sich selbst verwandt"):
        RelatedCard(page=page, card=page).full_clean()


@pytest.mark.database
def test_the_database_refuses_a_card_as_its_own_relative(add_card) -> None:
    page = add_card("Anfang")
    with pytest.raises(IntegrityError), transaction.atomic():
        RelatedCard.objects.create(page=page, card=page)


@pytest.mark.parametrize(
    ("own", "others", "said"),
    [(1, 0, "nicht mit sich selbst verwandt"), (0, 2, "doppelten Werte"), (0, 1, "")],
)
def test_an_author_is_told_before_the_database_says_no(add_card, own, others, said) -> None:
    page, other = add_card("Anfang"), add_card("Birne")
    cards = [page] * own + [other] * others
    rows = [{"card": card.pk, "id": "", "ORDER": n} for n, card in enumerate(cards)]
    streams = dict.fromkeys(("material", "steps", "pitfalls", "sources"), streamfield([]))
    form = MethodPage.get_edit_handler().get_form_class()(
        nested_form_data({"related": inline_formset(rows), **streams}), instance=page
    )
    form.is_valid()
    told = [message for row in form.formsets["related"].forms for message in row.errors.values()]
    assert bool(told) == bool(said)
    assert said in str(told)
