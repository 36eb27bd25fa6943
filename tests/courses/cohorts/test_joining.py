"""The pages behind an invitation's link, and the page of the promise."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from courses.cohorts.domain import confirm_agreement, join, revoke_invitation
from courses.cohorts.models import AgreementConfirmation, Cohort, Enrolment, Invitation
from tests.courses.cohorts.conftest import GUEST, link_of
from tests.factories import PASSWORD, AgreementFactory, UserFactory, coordinator_of, enrol

Invited = Callable[..., Invitation]
PERSON = {
    "form_of_address": "frau",
    "first_name": "Elif",
    "last_name": "Şahin",
    "password1": PASSWORD,
    "password2": PASSWORD,
}


def tick(cohort: Cohort) -> dict[str, Any]:
    return {"agreement": cohort.agreement_id, "agreed": "on"}


def test_a_new_person_walks_the_three_steps(
    client: Client, cohort: Cohort, invited: Invited
) -> None:
    link = link_of(invited())
    assert cohort.title in client.get(link).content.decode()

    answer = client.post(link, PERSON)
    assert (answer.status_code, answer["Location"]) == (302, link)
    user = get_user_model().objects.get(email=GUEST)
    assert (user.form_of_address, user.first_name, user.last_name) == ("frau", "Elif", "Şahin")

    page = client.get(link).content.decode()
    assert "Ich erzähle keine Fälle weiter." in page
    assert not cohort.enrolments.exists()

    answer = client.post(link, tick(cohort))
    assert (answer.status_code, answer["Location"]) == (302, "/mein-weg/")
    assert cohort.enrolments.get().user == user
    assert AgreementConfirmation.objects.filter(user=user, cohort=cohort).count() == 1


def test_an_address_invited_in_capital_letters_can_sign_in(
    client: Client, invited: Invited
) -> None:
    client.post(link_of(invited(GUEST.upper())), PERSON)
    answer = Client().post("/konto/anmelden/", {"login": GUEST.title(), "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/mein-weg/")


def test_a_double_click_on_the_first_step_makes_one_account(
    client: Client, invited: Invited
) -> None:
    link = link_of(invited())
    client.post(link, PERSON)
    second_tab = Client()
    answer = second_tab.post(link, PERSON)
    assert (answer.status_code, answer["Location"]) == (302, link)
    assert get_user_model().objects.filter(email=GUEST).count() == 1


def test_a_double_click_on_agreeing_is_one_enrolment(
    client: Client, cohort: Cohort, invited: Invited
) -> None:
    link = link_of(invited())
    client.force_login(UserFactory(email=GUEST))
    answers = [client.post(link, tick(cohort)) for _ in range(2)]
    assert [answer["Location"] for answer in answers] == ["/mein-weg/"] * 2
    assert cohort.enrolments.count() == 1


def test_what_was_typed_stays_apart_from_the_passwords(client: Client, invited: Invited) -> None:
    answer = client.post(link_of(invited()), {**PERSON, "password2": "anders"})
    page = answer.content.decode()
    assert "Die beiden Passwörter sind verschieden." in page
    assert 'value="Şahin"' in page
    assert PASSWORD not in page
    assert not get_user_model().objects.filter(email=GUEST).exists()


@pytest.mark.parametrize("password", ["kurz", "password123", "gast@quellingen"])
def test_a_weak_password_is_refused(client: Client, invited: Invited, password: str) -> None:
    page = client.post(link_of(invited()), {**PERSON, "password1": password, "password2": password})
    assert page.status_code == 200
    assert page.context["form"].errors.keys() == {"password1"}


def test_an_account_with_the_address_signs_in_and_keeps_the_link(
    client: Client, cohort: Cohort, invited: Invited
) -> None:
    user = UserFactory(email=GUEST)
    link = link_of(invited(GUEST.upper()))
    page = client.get(link).content.decode()
    assert "gibt es schon ein Konto" in page
    assert f'name="next" value="{link}"' in page
    answer = client.post("/konto/anmelden/", {"login": GUEST, "password": PASSWORD, "next": link})
    assert (answer.status_code, answer["Location"]) == (302, link)
    client.post(link, tick(cohort))
    assert cohort.enrolments.get().user == user


def test_nobody_takes_over_an_account_with_a_new_password(client: Client, invited: Invited) -> None:
    user = UserFactory(email=GUEST)
    answer = client.post(
        link_of(invited()), {**PERSON, "password1": "Ganz-anders-7", "password2": "Ganz-anders-7"}
    )
    assert answer.status_code == 200
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert "_auth_user_id" not in client.session


def test_signed_in_as_somebody_else(client: Client, cohort: Cohort, invited: Invited) -> None:
    client.force_login(UserFactory())
    link = link_of(invited())
    for answer in (client.get(link), client.post(link, tick(cohort))):
        assert answer.status_code == 403
        assert "Abmelden und Einladung öffnen" in answer.content.decode()
        assert GUEST not in answer.content.decode()
    assert not cohort.enrolments.exists()


def test_without_the_tick_nobody_joins(client: Client, cohort: Cohort, invited: Invited) -> None:
    client.force_login(UserFactory(email=GUEST))
    answer = client.post(link_of(invited()), {"agreement": cohort.agreement_id})
    assert "Bitte setzen Sie das Häkchen" in answer.content.decode()
    assert not cohort.enrolments.exists()


def test_nobody_promises_a_version_they_have_not_seen(
    client: Client, cohort: Cohort, invited: Invited
) -> None:
    client.force_login(UserFactory(email=GUEST))
    link, seen = link_of(invited()), tick(cohort)
    Cohort.objects.update(agreement=AgreementFactory(provider=cohort.provider))
    answer = client.post(link, seen)
    assert "Die Vereinbarung hat sich eben geändert." in answer.content.decode()
    assert not cohort.enrolments.exists()


def test_dead_links_say_what_they_are_and_whom_to_call(
    client: Client, cohort: Cohort, invited: Invited
) -> None:
    cohort.provider.help_line = "030 12 34 56"
    cohort.provider.save()
    expired = invited("a@quellingen.example", now=timezone.now() - timedelta(days=30))
    withdrawn = invited("b@quellingen.example")
    revoke_invitation(withdrawn, by=coordinator_of(cohort))
    used = invited("c@quellingen.example")
    join(used, user=UserFactory(email="c@quellingen.example"))
    old_link = link_of(invited("d@quellingen.example", now=timezone.now() - timedelta(days=1)))
    invited("d@quellingen.example")
    for link, sentence in (
        (link_of(expired), "Diese Einladung ist abgelaufen."),
        (link_of(withdrawn), "Diese Einladung wurde zurückgezogen."),
        (link_of(used), "Diese Einladung ist schon angenommen."),
        (old_link, "Es gibt einen neueren Link."),
    ):
        answer = client.get(link)
        page = answer.content.decode()
        assert answer.status_code == 410
        assert f"<h1>{sentence}" in page
        assert "030 12 34 56" in page


def test_a_cut_link_is_not_found_and_explained(client: Client, invited: Invited) -> None:
    answer = client.get(link_of(invited())[:-4] + "/")
    assert answer.status_code == 404
    assert "Dieser Link ist nicht vollständig." in answer.content.decode()


def test_whoever_has_joined_goes_on_with_the_old_link(client: Client, invited: Invited) -> None:
    invitation, user = invited(), UserFactory(email=GUEST)
    join(invitation, user=user)
    client.force_login(user)
    answer = client.get(link_of(invitation))
    assert (answer.status_code, answer["Location"]) == (302, "/mein-weg/")


# — the page of the promise ——————————————————————————————————————————————————————


def promise(cohort: Cohort) -> str:
    return f"/vertraulichkeit/{cohort.pk}/"


def test_a_new_version_is_confirmed_once_more(client: Client, cohort: Cohort) -> None:
    user = enrol(cohort).user
    client.force_login(user)
    assert "Sie haben diese Fassung am" in client.get(promise(cohort)).content.decode()

    cohort.agreement = AgreementFactory(provider=cohort.provider, title="Die neue Fassung")
    cohort.save()
    page = client.get(promise(cohort)).content.decode()
    assert "Die neue Fassung" in page
    assert "Es gibt eine neue Fassung." in page

    answer = client.post(promise(cohort), tick(cohort))
    assert (answer.status_code, answer["Location"]) == (302, "/mein-weg/")
    versions = AgreementConfirmation.objects.filter(user=user).values_list("agreement", flat=True)
    assert set(versions) >= {cohort.agreement_id}
    assert len(versions) == 2


def test_confirming_twice_is_one_confirmation(cohort: Cohort) -> None:
    user = enrol(cohort, agreed=False).user
    assert confirm_agreement(cohort, user=user) == confirm_agreement(cohort, user=user)


def test_the_promise_is_only_for_those_who_take_part(client: Client, cohort: Cohort) -> None:
    assert client.get(promise(cohort)).status_code == 302
    for stranger in (
        UserFactory(),
        UserFactory(is_superuser=True),
        coordinator_of(cohort),
        enrol(cohort, state=Enrolment.State.WITHDRAWN).user,
        enrol(cohort, state=Enrolment.State.ENDED).user,
    ):
        client.force_login(stranger)
        assert client.get(promise(cohort)).status_code == 404
        assert client.post(promise(cohort), tick(cohort)).status_code == 404
