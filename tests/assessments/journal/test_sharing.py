"""One copy of one text for one person, until it is taken back."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from assessments.reflection import sharing, tasks
from assessments.reflection.domain import Typed, write
from assessments.reflection.models import ReflectionEntry, SharedEntry, erase_shares
from content.foundation.resealing import reseal
from content.foundation.sealed import sealed_fields
from courses.cockpit.exports.files import CSV
from courses.cockpit.exports.tables import KINDS
from courses.cohorts.domain import end_enrolment, grant_role, withdraw_role
from courses.cohorts.models import CohortRole, Enrolment
from courses.governance.models import AuditEntry, OutgoingMail
from courses.progress.models import Evidence
from courses.search.models import SearchEntry
from tests.assessments.empty_admin import EMPTY
from tests.assessments.journal.conftest import note, role_of, statements
from tests.assessments.reflection.conftest import SECRET, address, key_of, make_reflection, prompt
from tests.factories import (
    CohortFactory,
    UserFactory,
    coordinator_of,
    enrol,
    make_programme,
    trainer_of,
)

pytestmark = pytest.mark.django_db
LIST = "/cms/geteilte-texte/"
NEW_KEY = {"neu": "bm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm4="}


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def share_with(client: Any, written: str, reader: Any) -> Any:
    """As a browser does it: choose, look, confirm."""
    shown = client.get(f"{written}teilen/?mit={role_of(reader)}")
    version = shown.context["entry"].version
    return client.post(f"{written}teilen/", {"mit": role_of(reader), "version": version})


@pytest.fixture
def shared(client, written, trainer) -> SharedEntry:
    assert share_with(client, written, trainer).status_code == 302
    return SharedEntry.objects.get()


def copy_url(copy: SharedEntry) -> str:
    return f"{LIST}{copy.key}/"


def seen_by(client: Any, user: Any, copy: SharedEntry) -> bool:
    """Whether somebody sees the text, on either of the screens where it could stand."""
    client.force_login(user)
    return any(SECRET in client.get(url).content.decode() for url in (LIST, copy_url(copy)))


# — The act ————————————————————————————————————————————————————————————————————————


def test_one_chooses_a_person_sees_what_is_shared_and_confirms(
    client, cohort, author, written, trainer
) -> None:
    coordinator_of(cohort)
    chosen = client.get(f"{written}teilen/")
    assert trainer.get_full_name() in text_of(chosen)
    assert [person.reader_id for person in chosen.context["people"]] == [trainer.pk]
    assert "Bitte wählen Sie eine Person." in text_of(client.get(f"{written}teilen/?mit="))
    shown = text_of(client.get(f"{written}teilen/?mit={role_of(trainer)}"))
    for words in (f"Genau das sieht {trainer.get_full_name()}", SECRET, author.get_full_name()):
        assert words in shown
    assert SharedEntry.objects.count() == 0
    client.post(f"{written}teilen/", {"mit": role_of(trainer)})
    assert SharedEntry.objects.count() == 0  # nobody shares what they have not seen
    share_with(client, written, trainer)
    assert f"<strong>{trainer.get_full_name()}</strong>" in text_of(client.get(written))
    assert "hat eine Kopie davon" in text_of(client.get("/journal/"))


def test_the_reader_sees_the_copy_and_nobody_else_does(client, cohort, author, shared) -> None:
    assert seen_by(client, shared.reader, shared)
    elsewhere = CohortFactory(programme=make_programme(slug="anderswo", as_root=False))
    for person in (
        trainer_of(cohort),
        trainer_of(elsewhere),
        coordinator_of(cohort),
        enrol(cohort).user,
        UserFactory(is_superuser=True, is_staff=True),
        author,
    ):
        assert not seen_by(client, person, shared)
        assert client.get(copy_url(shared)).status_code in (302, 404)


def test_later_changes_are_not_shared_and_the_entry_says_so(
    client, author, page, first, written, shared
) -> None:
    row = ReflectionEntry.objects.get()
    write(author, key=key_of(page), prompt_id=first, typed=Typed("Anders.", row.version))
    assert "Sie haben den Text seitdem geändert" in text_of(client.get(written))
    client.force_login(shared.reader)
    shown = text_of(client.get(copy_url(shared)))
    assert SECRET in shown
    assert "Anders." not in shown


def test_a_text_that_changed_since_it_was_shown_is_shown_again_first(
    client, author, page, first, written, trainer
) -> None:
    version = client.get(f"{written}teilen/?mit={role_of(trainer)}").context["entry"].version
    write(author, key=key_of(page), prompt_id=first, typed=Typed("Anders.", version))
    answer = client.post(f"{written}teilen/", {"mit": role_of(trainer), "version": version})
    assert answer.status_code == 409
    assert "Anders." in text_of(answer)
    assert SharedEntry.objects.count() == 0


def test_sharing_again_replaces_the_copy(client, author, page, first, written, shared) -> None:
    row = ReflectionEntry.objects.get()
    write(author, key=key_of(page), prompt_id=first, typed=Typed("Anders.", row.version))
    share_with(client, written, shared.reader)
    copy = SharedEntry.objects.get()
    assert sharing.open_copy(copy).text == "Anders."
    assert not seen_by(client, shared.reader, shared)


def test_people_who_do_not_teach_ones_cohort_cannot_be_chosen(
    client, cohort, author, written, trainer
) -> None:
    elsewhere = CohortFactory(programme=make_programme(slug="anderswo", as_root=False))
    for person in (trainer_of(elsewhere), coordinator_of(cohort)):
        role = CohortRole.objects.filter(user=person).get().pk
        data = {"mit": role, "version": ReflectionEntry.objects.get().version}
        assert client.post(f"{written}teilen/", data).status_code == 422
    assert SharedEntry.objects.count() == 0


def test_where_nobody_teaches_the_page_says_so(client, author, written) -> None:
    assert "Es gibt niemanden, mit dem Sie teilen können" in text_of(
        client.get(f"{written}teilen/")
    )


def test_without_a_key_nothing_is_shared(client, author, written, trainer, settings) -> None:
    settings.LMS_SEALING_KEYS = {}
    version = ReflectionEntry.objects.get().version
    answer = client.post(f"{written}teilen/", {"mit": role_of(trainer), "version": version})
    assert answer.status_code == 503
    assert SharedEntry.objects.count() == 0


# — The end ————————————————————————————————————————————————————————————————————————


def test_taking_back_is_at_once_and_leaves_nothing(client, author, written, shared) -> None:
    client.post(f"{written}geteilt/{shared.key}/beenden/")
    assert SharedEntry.objects.count() == 0
    assert "Das sehen nur Sie." in text_of(client.get(written))
    assert not seen_by(client, shared.reader, shared)
    assert "Mit Ihnen ist nichts geteilt" in text_of(client.get(LIST))


def test_deleting_the_text_deletes_its_copies(client, author, page, first, shared) -> None:
    client.post(address(page, first, "loeschen"))
    assert SharedEntry.objects.count() == 0


def test_whoever_leaves_the_team_sees_nothing_from_that_moment(
    client, cohort, author, written, shared, run_queue
) -> None:
    coordinator = coordinator_of(cohort)
    withdraw_role(cohort, shared.reader, CohortRole.Role.TRAINER, by=coordinator)
    elsewhere = CohortFactory(programme=make_programme(slug="anderswo", as_root=False))
    grant_role(elsewhere, shared.reader, CohortRole.Role.TRAINER, by=coordinator)
    assert not seen_by(client, shared.reader, shared)
    client.force_login(author)
    assert "Das sehen nur Sie." in text_of(client.get(written))
    run_queue()
    assert SharedEntry.objects.count() == 0


def test_a_withdrawn_place_ends_it_and_an_ended_one_does_not(
    client, cohort, author, enrolment, shared, run_queue
) -> None:
    coordinator = coordinator_of(cohort)
    Enrolment.objects.filter(pk=enrolment.pk).update(state=Enrolment.State.ENDED)
    assert seen_by(client, shared.reader, shared)
    Enrolment.objects.filter(pk=enrolment.pk).update(state=Enrolment.State.ACTIVE)
    end_enrolment(enrolment, by=coordinator, reason="Umzug", withdrawn=True)
    assert not seen_by(client, shared.reader, shared)
    run_queue()
    assert SharedEntry.objects.count() == 0


def test_erasing_either_person_erases_the_copy(author, shared) -> None:
    assert erase_shares(shared.reader_id) == 1
    assert SharedEntry.objects.count() == 0


# — What the machine knows —————————————————————————————————————————————————————————


def test_nothing_else_is_left_behind(client, author, written, trainer, caplog, run_queue) -> None:
    caplog.set_level("DEBUG")
    counts = [model.objects.count() for model in (AuditEntry, Evidence)]
    share_with(client, written, trainer)
    run_queue()
    assert counts == [model.objects.count() for model in (AuditEntry, Evidence)]
    mail = OutgoingMail.objects.get()
    assert mail.recipient == trainer
    for word in (*SECRET.split(), author.last_name):
        assert word not in mail.subject + mail.body
    assert mail.cohort is None
    assert SECRET not in caplog.text
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM lms_assessments_sharedentry")
        held = b"|".join(
            bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
            for value in cursor.fetchone()
        )
    assert b"Herrn" not in held


def test_one_mail_a_day_and_none_for_what_was_taken_back(
    client, author, page, second, written, trainer
) -> None:
    share_with(client, written, trainer)
    copy = SharedEntry.objects.get()
    copy.delete()
    tasks.tell_reader(copy.pk or 0)
    assert OutgoingMail.objects.count() == 0
    note(author, page, second, "Noch einer.")
    for url in (written, written.replace(page.prompt_list[0].id, second)):
        share_with(client, url, trainer)
    for row in SharedEntry.objects.all():
        tasks.tell_reader(row.pk)
    assert OutgoingMail.objects.count() == 1


def test_a_new_key_opens_copies_too(shared, settings) -> None:
    settings.LMS_SEALING_KEYS = {**NEW_KEY, **settings.LMS_SEALING_KEYS}
    for model, field in sealed_fields():
        reseal(model, field)
    settings.LMS_SEALING_KEYS = NEW_KEY
    assert sharing.open_copy(SharedEntry.objects.get()).text == SECRET


@pytest.mark.urls("tests.assessments.empty_admin")
@pytest.mark.parametrize("count", [1, 3])
def test_the_statements_of_the_list_do_not_grow(client, author, module, trainer, count) -> None:
    """Who teaches, how many, the copies with their authors."""
    page = make_reflection(module, [prompt(f"Frage {n}") for n in range(count)])
    for item in page.prompt_list:
        note(author, page, item.id, SECRET)
        share_with(client, f"/journal/{key_of(page)}/{item.id}/", trainer)
    client.force_login(trainer)
    assert len(client.get(LIST).context["rows"]) == count
    assert statements(client, LIST) - statements(client, EMPTY) == 3


def test_no_export_report_or_search_index_holds_a_word_of_it(
    client, cohort, author, page, first, shared, tmp_path
) -> None:
    words = SECRET.split()[3]
    call_command("export_curriculum", str(cohort.programme.key), str(tmp_path / "out"))
    files = [path.read_text() for path in (tmp_path / "out").rglob("*.*") if path.is_file()]
    assert files
    assert not any(words in text for text in files)
    assert not SearchEntry.objects.filter(text__contains=words).exists()
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    for report in ("site-history", "aging-pages", "page-types-usage", "locked"):
        answer = client.get(f"/cms/reports/{report}/")
        assert answer.status_code == 200
        assert words not in answer.content.decode()


def test_no_file_of_the_coordination_holds_a_word_or_a_sign_of_it(client, cohort, shared) -> None:
    client.force_login(coordinator_of(cohort))
    url = f"/cms/durchgaenge/{cohort.pk}/ausgaben/"
    for kind in KINDS:
        answer = client.post(url, {"what": kind.slug, "people": "all", "form": CSV})
        assert answer.headers["Content-Disposition"].endswith('.csv"'), kind.slug
        told = answer.content.decode("utf-8-sig")
        assert not any(word in told for word in ("Dörfler", "Reflexion", "geteilt")), kind.slug
