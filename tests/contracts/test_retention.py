"""Every model says how long its rows are kept and who erases a person from them."""

import pytest
from django.apps import apps
from django.db.models import Model
from wagtail.models import ReferenceIndex

from content.foundation.retention import Kept, Retention

OURS = [
    model
    for config in apps.get_app_configs()
    if config.label.startswith("lms_")
    for model in config.get_models()
]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_model_names_its_retention(model: type[Model]) -> None:
    assert isinstance(vars(model).get("lms_kept"), Kept), (
        f"{model._meta.label} needs @keeps(Retention.…) of its own."
    )


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_rows_about_people_stay_out_of_the_index_that_editors_read(model: type[Model]) -> None:
    editorial = vars(model)["lms_kept"].retention is Retention.EDITORIAL
    assert ReferenceIndex.model_is_indexable(model) <= editorial


def test_there_are_models_to_look_at() -> None:
    assert {model._meta.app_label for model in OURS} >= {"lms_accounts", "lms_courses"}
