"""What a method card insists on."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from content.toolkit.pages import MethodPage
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            {"phase_from": 5, "phase_to": 3},
            {"phase_to": ["Die letzte Stufe darf nicht vor der ersten liegen."]},
        ),
        ({"group_min": 9, "group_max": 8}, {"group_max"}),
        ({"minutes": 20}, {"minutes"}),
        ({"minutes": 0}, {"minutes"}),
        ({"phase_to": 10}, {"phase_to"}),
        ({"phase_from": 0}, {"phase_from"}),
        ({"group_min": 0}, {"group_min"}),
        ({"moderation": "sehr"}, {"moderation"}),
        ({"phase_from": 5, "phase_to": 3, "minutes": 20}, {"phase_to", "minutes"}),
    ],
)
def test_numbers_that_contradict_each_other_are_refused(add_card, fields, expected) -> None:
    with pytest.raises(ValidationError) as caught:
        add_card(**fields)
    said = caught.value.message_dict
    assert (said if isinstance(expected, dict) else set(said)) == expected


def test_one_level_and_one_size_are_fine(add_card) -> None:
    card = add_card(phase_from=4, phase_to=4, group_min=5, group_max=5)
    assert (card.phase_from, card.phase_to, card.group_min, card.group_max) == (4, 4, 5, 5)


def test_the_steps_may_be_missing_while_a_card_is_written(add_card) -> None:
    assert add_card(steps=[], live=False).step_minutes == 0


@pytest.mark.database
@pytest.mark.parametrize(
    "fields", [{"phase_to": 0}, {"phase_from": 0}, {"phase_to": 10}, {"group_max": 5}]
)
def test_the_database_refuses_ranges_the_wrong_way_round(add_card, fields) -> None:
    card = add_card()
    with pytest.raises(IntegrityError), transaction.atomic():
        MethodPage.objects.filter(pk=card.pk).update(**fields)


def test_an_author_is_told_before_the_database_says_no(client, add_card) -> None:
    card = add_card()
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    address = reverse("wagtailadmin_pages:edit", args=[card.pk])
    names = (
        "title",
        "slug",
        "purpose",
        "minutes",
        "group_min",
        "group_max",
        "moderation",
        "online",
    )
    related = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}
    streams = dict.fromkeys(("material", "steps", "pitfalls", "sources"), streamfield([]))
    response = client.post(
        address,
        {
            **{name: getattr(card, name) for name in (*names, "do_no_harm")},
            **nested_form_data({**streams, "comments": related, "related": related}),
            "phase_from": 5,
            "phase_to": 3,
        },
    )
    assert response.status_code == 200
    assert response.context["form"].errors["phase_to"] == [
        "Die letzte Stufe darf nicht vor der ersten liegen."
    ]
