"""The legal status of a page: in full or not at all, and said to readers."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from content.legal.status import SOON, Validity, gaps
from courses.curriculum.pages import InfoPage
from tests.factories import make_programme

DAY = date(2026, 10, 1)
FULL = {"land": "Thüringen", "as_of": DAY, "check_by": date(2027, 10, 1)}


@given(day=st.dates(date(2020, 1, 1), date(2040, 1, 1)), ahead=st.integers(-400, 400))
def test_a_check_is_overdue_soon_or_neither(day: date, ahead: int) -> None:
    status = Validity("Thüringen", as_of=day, check_by=day + timedelta(days=ahead))
    assert status.overdue(day) is (ahead < 0)
    assert status.soon(day) is (0 <= ahead <= SOON.days)


@given(
    land=st.sampled_from(["", "Hessen"]),
    as_of=st.sampled_from([None, DAY]),
    check_by=st.sampled_from([None, DAY]),
)
def test_a_status_is_given_in_full_or_not_at_all(land, as_of, check_by) -> None:
    given_parts = [bool(part) for part in (land, as_of, check_by)]
    assert bool(gaps(land, as_of, check_by)) is (any(given_parts) and not all(given_parts))


def mistakes(**status) -> dict[str, list[str]]:
    page = InfoPage(title="Hilfe", **status)
    with pytest.raises(ValidationError) as caught:
        page.clean()
    return caught.value.message_dict


@pytest.mark.django_db
def test_each_missing_part_is_named() -> None:
    sentence = ["Ein Rechtsstand hat drei Angaben. Ergänzen Sie auch diese."]
    assert mistakes(land="Thüringen") == {"as_of": sentence, "check_by": sentence}
    assert mistakes(as_of=DAY, check_by=date(2027, 1, 1)) == {"land": sentence}


@pytest.mark.django_db
def test_the_check_lies_after_the_date_of_the_text() -> None:
    found = mistakes(**{**FULL, "check_by": DAY})
    assert found == {"check_by": ["Wählen Sie einen Tag nach dem Stand des Textes."]}


@pytest.fixture
def info(db):
    programme = make_programme()
    page = InfoPage(title="Impressum", slug="impressum", **FULL)
    programme.page.add_child(instance=page)
    return page


@pytest.mark.database
@pytest.mark.parametrize("wrong", [{"as_of": None}, {"land": ""}, {"check_by": DAY}])
def test_the_database_holds_it_as_well(info, wrong) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        InfoPage.objects.filter(pk=info.pk).update(**wrong)


def test_readers_are_told_quietly(info, client) -> None:
    text = " ".join(client.get(info.url).content.decode().split())
    assert "Gilt für Thüringen, Stand 1. Oktober 2026, wird geprüft bis 1. Oktober 2027." in text
    assert "Der Text wird gerade neu geprüft" not in text


def test_past_its_date_readers_are_told_that_it_is_being_checked(info, client) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    info.as_of, info.check_by = yesterday - timedelta(days=365), yesterday
    info.save()
    text = client.get(info.url).content.decode()
    assert "Dieser Tag ist vorbei: Der Text wird gerade neu geprüft." in text


def test_a_page_without_a_status_says_nothing(client, db) -> None:
    programme = make_programme()
    page = InfoPage(title="Hilfe", slug="hilfe")
    programme.page.add_child(instance=page)
    assert "Gilt für" not in client.get(page.url).content.decode()
