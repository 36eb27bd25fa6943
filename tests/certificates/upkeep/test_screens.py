"""The state of issuers: for whoever runs the server, and for a provider's own coordination."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from certificates.awards import domain
from certificates.awards.enums import PublicReason
from certificates.keys.domain import create_key, distrust_key, retire_key, set_up_issuer
from certificates.status.models import StatusList
from certificates.upkeep import checks
from certificates.upkeep.problems import hint, problems
from certificates.upkeep.queries import issuer_state
from tests import factories

INDEX = "/cms/aussteller/"


@pytest.fixture
def technician(db):
    return factories.UserFactory(is_superuser=True, is_staff=True)


def address(house):
    return f"{INDEX}{house.issuer.slug}/"


def text(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def main_of(response):
    return text(response).partition("lms-screen")[2]


def test_strangers_trainers_and_other_providers_see_nothing(client, house):
    other = factories.coordinator_of(
        factories.CohortFactory(programme=factories.make_programme(slug="anderswo", as_root=False))
    )
    for person in (house.stranger, house.trainer, other):
        client.force_login(person)
        assert client.get(address(house)).status_code in {302, 404}
        assert client.get(INDEX).status_code in {302, 404}
    client.logout()
    assert client.get(address(house)).status_code == 302


def test_a_coordination_sees_its_own_issuer_and_no_other(client, house):
    elsewhere = set_up_issuer(factories.ProviderFactory(slug="elsewhere", name="Anderes Haus"))
    client.force_login(house.coordinator)
    listed = text(client.get(INDEX))
    assert house.issuer.name in listed
    assert "Anderes Haus" not in listed
    assert text(client.get(address(house)))
    assert client.get(f"{INDEX}{elsewhere.slug}/").status_code == 404


def test_whoever_runs_the_server_sees_every_issuer(client, house, technician):
    set_up_issuer(factories.ProviderFactory(slug="elsewhere", name="Anderes Haus"))
    client.force_login(technician)
    listed = text(client.get(INDEX))
    assert house.issuer.name in listed
    assert "Anderes Haus" in listed


def test_without_any_issuer_the_screen_says_how_to_begin(client, technician):
    client.force_login(technician)
    assert "create_issuer_key" in text(client.get(INDEX))


def test_nobody_can_change_anything_there(client, house, technician):
    client.force_login(technician)
    for where in (INDEX, address(house)):
        assert client.post(where).status_code == 405


def test_the_screen_shows_keys_and_lists_and_never_a_private_key(
    client, house, technician, keys_of_this_test
):
    certificate = house.issued()
    old = certificate.key
    new = create_key(house.issuer)
    client.force_login(technician)
    shown = main_of(client.get(address(house)))
    assert f"did:web:credentials.example:issuers:{house.issuer.slug}" in shown
    assert [key.fragment for key in (old, new) if key.fragment not in shown] == []
    assert "signiert jetzt" in shown
    assert "Jede hat 131.072 Plätze." in shown
    assert "PRIVATE" not in shown
    assert str(keys_of_this_test) not in shown


def test_the_figures_are_those_of_the_rows(house):
    first = house.issued()
    domain.suspend(first, by=house.coordinator, reason=PublicReason.ON_REQUEST)
    create_key(house.issuer)
    house.issued("Zwei", email="zwei@quellingen.example")
    house.issued("Drei", email="drei@quellingen.example")
    state = issuer_state(house.issuer)
    assert [(row.certificates, row.signs) for row in state.keys] == [(1, False), (2, True)]
    assert [
        (row.status_list.purpose, row.places, row.bits_set, row.signed_with) for row in state.lists
    ] == [
        ("revocation", 3, 0, first.key.fragment),
        ("suspension", 3, 1, first.key.fragment),
    ]
    unchanged, changed = state.lists
    assert unchanged.next_due == unchanged.status_list.signed_at + timedelta(days=1)
    assert changed.next_due == changed.status_list.due_since


def test_the_number_of_statements_does_not_grow(client, house, technician, run_queue):
    client.force_login(technician)

    def statements():
        client.get(address(house))
        with CaptureQueriesContext(connection) as captured:
            client.get(address(house))
        return len(captured)

    house.issued()
    few = statements()
    for number in (2, 3):
        create_key(house.issuer)
        house.issued("Wer", email=f"p{number}@quellingen.example")
    run_queue()
    assert statements() == few


def test_all_is_well_when_the_key_signs_and_the_lists_are_fresh(house):
    house.issued()
    assert problems(issuer_state(house.issuer)) == []


def test_a_retired_key_without_a_successor_is_a_problem(house):
    retire_key(house.issuer)
    [problem] = problems(issuer_state(house.issuer))
    assert problem == "Zurzeit signiert kein Schlüssel. Freigegebene Zertifikate warten."


def test_a_readable_key_is_a_problem_and_its_path_is_not_shown(house, keys_of_this_test):
    [path] = keys_of_this_test.glob("*/*.pem")
    path.chmod(0o644)
    [problem] = problems(issuer_state(house.issuer))
    assert "könnten den privaten Schlüssel lesen" in problem
    assert str(path) not in problem


def test_a_key_that_the_web_server_cannot_open_is_a_hint_and_no_problem(
    client, house, technician, settings
):
    settings.LMS_KEY_PASSPHRASE = ""
    state = issuer_state(house.issuer)
    assert problems(state) == []
    assert state.signing.fragment in hint(state)
    client.force_login(technician)
    assert hint(state) in text(client.get(address(house)))


def test_what_rests_on_a_compromised_key_is_a_problem_until_it_is_signed_anew(house, run_queue):
    certificate = house.issued()
    create_key(house.issuer)
    distrust_key(certificate.key)
    found = problems(issuer_state(house.issuer))
    assert len(found) == 3
    assert found[0].startswith("1 Zertifikat trägt noch")
    [warning] = checks.nothing_rests_on_a_compromised_key()
    assert warning.id == "lms_certificates.W004"
    assert certificate.key.fragment in warning.msg


def test_an_old_list_is_a_problem_from_half_its_validity_on(house):
    house.issued()
    almost = timezone.now() - timedelta(days=44)
    StatusList.objects.update(signed_at=almost)
    assert checks.status_lists_are_fresh() == []
    StatusList.objects.filter(purpose="revocation").update(signed_at=almost - timedelta(days=2))
    [warning] = checks.status_lists_are_fresh()
    assert warning.id == "lms_certificates.W005"
    assert "revocation-1" in warning.msg
    [problem] = problems(issuer_state(house.issuer))
    assert "revocation-1" in problem


def test_the_checks_are_content_with_a_house_that_issues(house):
    house.issued()
    assert checks.nothing_rests_on_a_compromised_key() + checks.status_lists_are_fresh() == []
