"""Which agreement a cohort is asked for, how its texts travel, and who is in a team."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courses.cohorts.domain import grant_role
from courses.cohorts.models import Cohort, CohortRole, ConfidentialityAgreement
from courses.cohorts.queries import current_agreement, tandem_in, team_of
from courses.cohorts.travel import apply, read, write
from courses.curriculum.travel.source import ImportRefused
from courses.curriculum.travel.source import read as read_source
from courses.governance.models import Provider
from tests.factories import AgreementFactory, ProviderFactory, UserFactory, coordinator_of

pytestmark = pytest.mark.django_db


# — by kind ——————————————————————————————————————————————————————————————————————


def test_a_text_for_the_kind_goes_before_the_one_for_both() -> None:
    provider = ProviderFactory()
    AgreementFactory(provider=provider, version=1)
    both = AgreementFactory(provider=provider, version=3)
    AgreementFactory(provider=provider, kind="intermunicipal", version=1)
    own = AgreementFactory(provider=provider, kind="intermunicipal", version=2)
    assert current_agreement(provider.pk, "intermunicipal") == own
    assert current_agreement(provider.pk, "local") == both


def test_a_foreign_kind_alone_suits_nobody_else() -> None:
    only = AgreementFactory(kind="intermunicipal")
    assert current_agreement(only.provider_id, "local") is None


@pytest.fixture
def desk(client: Client, coordinator: Any) -> Client:
    client.force_login(coordinator)
    return client


def edited(desk: Client, cohort: Cohort, **typed: Any) -> Any:
    """Post the edit form with something changed; returns the answer."""
    address = reverse("lms_cohorts:edit", args=[cohort.pk])
    context = desk.get(address).context
    data = {
        field.html_name: field.value() or ""
        for form in (context["form"], context["dates"])
        for field in form
    }
    return desk.post(address, {**data, "municipalities": "\n".join(cohort.municipalities), **typed})


@pytest.mark.parametrize(
    ("kind", "municipalities", "sentence"),
    [
        ("local", "Quellingen\nOberau", "Ein lokaler Durchgang hat eine Kommune."),
        ("intermunicipal", "Quellingen", "mindestens zwei Kommunen"),
        ("intermunicipal", "Quellingen\n Quellingen ", "mindestens zwei Kommunen"),
        ("intermunicipal", "Quellingen\nOberau", ""),
        ("local", " Quellingen \n\n", ""),
    ],
)
def test_the_kind_says_how_many_municipalities_there_are(
    desk: Client, cohort: Cohort, kind: str, municipalities: str, sentence: str
) -> None:
    answer = edited(desk, cohort, kind=kind, municipalities=municipalities)
    assert sentence in answer.content.decode()
    cohort.refresh_from_db()
    kept = ["Landkreis Mittelaue"]
    typed = [line.strip() for line in municipalities.splitlines() if line.strip()]
    assert cohort.municipalities == (kept if sentence else typed)


def test_an_agreement_for_the_other_kind_cannot_be_chosen(desk: Client, cohort: Cohort) -> None:
    other = AgreementFactory(provider=cohort.provider, kind="intermunicipal")
    answer = edited(desk, cohort, agreement=other.pk)
    assert "für Durchgänge der anderen Art gedacht" in answer.content.decode()


def test_a_new_cohort_takes_the_agreement_of_its_kind(desk: Client, cohort: Cohort) -> None:
    own = AgreementFactory(provider=cohort.provider, kind="intermunicipal", title="Mit Alias")
    address = "/cms/durchgaenge/neu/?vorlage=fuenf-module&beginn=2026-09-17"
    page = desk.get(address)
    assert "Für interkommunale Durchgänge, Fassung" in page.content.decode()
    setup = page.context["setup"]
    data: dict[str, Any] = {
        field.html_name: field.value() or ""
        for form in (setup.cohort, setup.timetable, *setup.rows.forms)
        for field in form
    }
    data |= {f"s-{index}-further": "" for index in range(len(setup.rows.forms))}
    data |= {field.html_name: field.value() for field in setup.rows.management_form}
    data |= {"title": "Neu", "kind": "intermunicipal", "municipalities": "A\nB", "agreement": ""}
    desk.post(address, data)
    made = Cohort.objects.get(title="Neu")
    assert (made.agreement, made.municipalities, made.places) == (own, ["A", "B"], 16)


# — as files —————————————————————————————————————————————————————————————————————

TEXT = """\
version: {version}
title: {title}
clauses:
  - title: Ich schweige
    text: Ich erzähle keine Fälle weiter.
"""


def take_in(folder: Path, provider: Provider, kind: str, version: int, title: str) -> None:
    name = f"agreement-{kind}.yaml" if kind else "agreement.yaml"
    (folder / name).write_text(TEXT.format(version=version, title=title))
    source = read_source(folder, folder / name)
    assert read(source) == (folder / name).read_text()
    list(apply(kind, {name: source}, provider))


def test_versions_are_counted_by_kind_and_go_out_as_they_came_in(tmp_path: Path) -> None:
    provider = ProviderFactory()
    for kind, title in (("", "Für alle"), ("local", "Am Ort"), ("intermunicipal", "Mit Alias")):
        take_in(tmp_path, provider, kind, 1, title)
        take_in(tmp_path, provider, kind, 1, title)
    take_in(tmp_path, provider, "local", 2, "Am Ort, neu")
    assert set(provider.agreements.values_list("kind", "version")) == {
        ("", 1),
        ("local", 1),
        ("local", 2),
        ("intermunicipal", 1),
    }
    gone_out: dict[str, Any] = {}
    for kind in ("", "local", "intermunicipal"):
        gone_out |= write(kind, provider)
    assert gone_out == {path.name: path.read_text() for path in tmp_path.iterdir()}


def test_a_known_version_of_a_kind_keeps_its_words(tmp_path: Path) -> None:
    provider = ProviderFactory()
    take_in(tmp_path, provider, "local", 1, "Am Ort")
    with pytest.raises(ImportRefused, match=r"agreement-local\.yaml:1"):
        take_in(tmp_path, provider, "local", 1, "Heimlich anders")
    assert ConfidentialityAgreement.objects.get(provider=provider).title == "Am Ort"


# — the team —————————————————————————————————————————————————————————————————————


def test_the_two_process_companions_are_shown_as_a_tandem(
    desk: Client, cohort: Cohort, coordinator: Any
) -> None:
    address = reverse("lms_cohorts:team", args=[cohort.pk])
    assert desk.get(address).content.decode().count("noch niemand") == 2
    local, external = UserFactory(), UserFactory()
    desk.post(address, {"email": local.email, "role": "companion_local"})
    desk.post(address, {"email": external.email.upper(), "role": "companion_external"})
    desk.post(address, {"email": external.email, "role": "companion_external"})
    tandem = tandem_in(team_of(cohort))
    assert tandem.local == (f"{local.first_name} {local.last_name}",)
    assert tandem.external == (f"{external.first_name} {external.last_name}",)
    assert "noch niemand" not in desk.get(address).content.decode()


def test_a_supervisor_is_given_a_role_too(desk: Client, cohort: Cohort) -> None:
    person = UserFactory()
    address = reverse("lms_cohorts:team", args=[cohort.pk])
    desk.post(address, {"email": person.email, "role": "supervisor"})
    assert cohort.roles.get(user=person).role == CohortRole.Role.SUPERVISOR


def test_a_role_given_twice_is_once(cohort: Cohort) -> None:
    person, by = UserFactory(), coordinator_of(cohort)
    for _time in range(2):
        grant_role(cohort, person, CohortRole.Role.TRAINER, by=by)
    assert cohort.roles.filter(user=person).count() == 1
