"""Templates have versions; what was issued keeps its words."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django_q.models import Schedule

from certificates.awards.queries import current_template
from certificates.awards.templates import publish_template
from certificates.documents.record import thaw

WORDS = {
    "title": "Urkunde",
    "qualification": "Konfliktmanager:in",
    "place": "Quellingen",
    "signatories": [{"name": "Weiß", "function": "Koordination"}],
}


def test_a_new_version_counts_from_then_on(house):
    before = house.issued()
    template = publish_template(house.cohort.provider, by=house.coordinator, **WORDS)
    after = house.issued(email="zwei@quellingen.example")
    assert (template.version, current_template(house.cohort.provider_id, "certificate")) == (
        2,
        template,
    )
    titles = [thaw(certificate.record)["title"] for certificate in (before, after)]
    assert titles == ["Zertifikat", "Urkunde"]
    assert [before.template.version, after.template.version] == [1, 2]


@pytest.mark.parametrize(
    "wrong",
    [
        {"signatories": []},
        {"signatories": [{"name": "A", "function": "b"}] * 4},
        {"signatories": [{"name": "A"}]},
        {"signatories": [{"name": "A", "function": "b", "logo": "c"}]},
        {"signatories": [{"name": 1, "function": "b"}]},
        {"signatories": "Weiß"},
        {"competences": "eine"},
        {"validity_months": 0},
        {"title": ""},
    ],
)
def test_a_template_that_cannot_be_printed_is_refused(house, wrong):
    with pytest.raises(ValidationError) as refused:
        publish_template(house.cohort.provider, by=house.coordinator, **{**WORDS, **wrong})
    assert set(refused.value.message_dict) == set(wrong)


@pytest.mark.database
def test_an_award_cannot_be_released_without_a_name_in_the_database(house):
    award = house.named()
    award.confirmed_name = ""
    with pytest.raises(IntegrityError), transaction.atomic():
        award.save()


@pytest.mark.django_db
def test_what_runs_by_the_clock_is_scheduled():
    rows = Schedule.objects.filter(name__startswith="lms-certificates-")
    assert sorted(rows.values_list("func", "schedule_type", "minutes")) == [
        ("certificates.awards.tasks.remind_of_expiry", "D", None),
        ("certificates.awards.tasks.sweep", "D", None),
        ("certificates.status.tasks.publish_all", "D", None),
        ("certificates.status.tasks.publish_overdue", "I", 1),
        ("certificates.upkeep.tasks.sweep", "D", None),
    ]
