"""The table of roles × addresses holds. An address that is not in it fails the test."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from wagtail.models import Page

from assessments.assignment.domain.drafts import start
from assessments.assignment.models import Revision, SectionTemplateDraft
from assessments.assignment.sheet.fields import Field, FieldKind
from assessments.assignment.sheet.sections import Picture, Section
from assessments.assignment.template_editor.domain import begin_template
from assessments.h5p.pages import H5PPage
from assessments.plan.tabletop.cards import Card
from assessments.plan.tabletop.domain.leading import move, prepare, send_card
from assessments.plan.tabletop.models import Exercise
from assessments.reflection.domain import Typed, write
from assessments.reflection.models import SharedEntry
from assessments.reflection.sharing import share
from certificates.awards.enums import Kind
from certificates.awards.models import Award, Certificate, ReleaseBatch
from certificates.documents.record import thaw
from certificates.sharing.domain import create_link
from certificates.template_editor.domain import begin as begin_words
from certificates.template_editor.models import CertificateTemplateDraft
from certificates.template_editor.places import Place as TemplatePlace
from content.glossary.models import Term
from content.h5p.authoring.models import H5PDraft
from content.h5p.files import CONTENT, LIBRARIES, h5p_files
from content.h5p.models import H5PContent, H5PLibrary
from content.h5p.serving import file_url
from content.sources.models import Source
from content.toolkit.kept.domain import keep
from content.toolkit.pages import MethodPage
from courses.cohorts.domain import invitation_token
from courses.cohorts.models import Cohort, CohortRole, Enrolment, Invitation
from courses.curriculum.authors import collection_of
from courses.curriculum.models import Activity
from courses.governance.models import Provider
from courses.reminders.models import Letter
from courses.sessions.calendar.domain import feed_of, feed_token
from courses.sessions.models import SessionFile
from courses.sessions.papers import add_files
from lms.demo import cast
from lms.demo.seed import seed
from tests.contracts.addresses import DOCUMENT, ROLES, TABLE, page
from tests.factories import (
    CohortFactory,
    UserFactory,
    coordinator_of,
    enrol,
    make_programme,
    person_with_role,
    published,
    trainer_of,
)

pytestmark = pytest.mark.django_db
# What somebody wrote for themselves and showed to one person.
MARKER = "Zwetschgenkompott-4711"
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TEAM = {
    "local companion": CohortRole.Role.COMPANION_LOCAL,
    "external companion": CohortRole.Role.COMPANION_EXTERNAL,
    "supervisor": CohortRole.Role.SUPERVISOR,
}
# What the local process companion finds behind the admin's door …
OPEN_TO_COMPANIONS = {
    ("cms/durchgaenge/", "get"),
    ("cms/durchgaenge/<int:cohort_id>/ueberblick/", "get"),
}
# … beside what Wagtail's chooser tells of a source, which the public site lists as well.
PUBLIC_ANYWAY = {
    ("cms/snippets/choose/lms_content/source/chosen/<str:pk>/", method)
    for method in ("get", "post")
}
ENTRY = "journal/<uuid:key>/<slug:prompt_id>/"
READ_IT = {
    ("participant", "journal/"),
    ("participant", "journal/drucken/"),
    ("participant", "journal/mein-journal.pdf"),
    ("participant", ENTRY),
    ("participant", f"{ENTRY}teilen/"),
    ("trainer", "cms/geteilte-texte/"),
    ("trainer", "cms/geteilte-texte/<uuid:key>/"),
}
# Addresses of other people's code, with policies of their own.
FOREIGN = (
    "wagtail.",
    "wagtailmedia.",
    "allauth.",
    "django.contrib.auth.",
    "django.views.static",
    "django.views.generic.base.TemplateView",
)


def ours(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """Every address that leads to a view of ours."""
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from ours(pattern, route)
        elif isinstance(pattern, URLPattern) and not pattern.lookup_str.startswith(FOREIGN):
            yield route


@pytest.fixture(scope="module")
def world(module_db: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """The demo, and beside it another provider's cohort with its own people."""
    folder = tmp_path_factory.mktemp("world")
    kept = SessionFile._meta.get_field("file")
    with (
        override_settings(LMS_KEY_DIR=folder / "keys"),
        patch.object(kept, "storage", FileSystemStorage(location=folder / "files")),
    ):
        seed(NOW)
        yield _world()


def _world() -> dict[str, Any]:
    elsewhere = CohortFactory(programme=make_programme(slug="anderswo", as_root=False))
    users = {user.email: user for user in get_user_model().objects.all()}
    graduate = users[cast.GRADUATE.email]
    enrolment = Enrolment.objects.get(user=users[cast.RETURNED.email])
    return {
        "people": {
            "anonymous": None,
            "stranger": UserFactory(),
            "participant": enrolment.user,
            "participant elsewhere": enrol(elsewhere).user,
            "trainer": users[cast.TRAINER.email],
            "trainer elsewhere": trainer_of(elsewhere),
            "coordinator": users[cast.COORDINATOR.email],
            "coordinator elsewhere": coordinator_of(elsewhere),
            "superuser": users[cast.TECHNICIAN.email],
            "graduate": graduate,
            "author": users[cast.AUTHOR.email],
            **{name: person_with_role(enrolment.cohort, role) for name, role in TEAM.items()},
        },
        "values": _values(enrolment, graduate),
    }


def _begun(enrolment: Enrolment, activity: Activity) -> Any:
    page = activity.page.specific
    return start(
        enrolment,
        activity.key,
        title=page.title,
        template=page.template_version,
        rubric=page.rubric_version,
        people_at_most=4,
    )


def _template_draft(provider: Provider, author: Any) -> SectionTemplateDraft:
    """A draft with something to open at every address."""
    rows = Field("rows", "Rows", FieldKind.ROWS, columns=(Field("column", "Column"),))
    picture = Picture("actor-map", "Picture", {"actors": "section/rows"})
    section = Section("section", 1, "Section", fields=(rows,), pictures=(picture,))
    return begin_template(provider, title="Template", first=section, by=author)


def _certificate_draft(cohort: Cohort) -> CertificateTemplateDraft:
    """A draft of the cohort's own words by its coordinator."""
    role = CohortRole.objects.filter(cohort=cohort, role="coordinator").earliest("pk")
    return begin_words(TemplatePlace(cohort.provider, cohort, Kind.CERTIFICATE), by=role.user)


def _asked(enrolment: Enrolment, activity: Activity) -> tuple[int, int]:
    """An invitation to write together and a request for feedback, both to the participant."""
    other = enrol(enrolment.cohort)
    work = _begun(other, activity)
    invitation = work.invitations.create(enrolment=enrolment, invited_by=other.user)
    request = work.peer_requests.create(asked_by=other, peer=enrolment, sections=[])
    return invitation.pk, request.pk


def _share_link(certificate: Certificate, graduate: Any) -> dict[str, Any]:
    """A link the graduate gave out, and what stands in its address."""
    end = timezone.now() + timedelta(days=7)
    link, secret = create_link(certificate, by=graduate, expires_at=end)
    return {"share-link": link.pk, "share-token": secret}


def _values(enrolment: Enrolment, graduate: Any) -> dict[str, str]:
    """What stands in the addresses: everything belongs to the participant's cohort."""
    cohort: Cohort = enrolment.cohort
    activities = Activity.objects.filter(programme=cohort.programme)
    award = Award.objects.get(enrolment__user=graduate, kind="certificate")
    certificate = Certificate.objects.get(award=award)
    batch = ReleaseBatch.objects.create()
    Award.objects.filter(pk=award.pk).update(batch=batch)
    invitation = Invitation.objects.get(cohort=cohort)
    reflection = activities.filter(kind="reflection").earliest("page__path")
    prompt = reflection.page.specific.prompt_list[0].id
    trainer = CohortRole.objects.get(cohort=cohort, role="trainer")
    scenario = activities.filter(kind="scenario").first()
    task = _begun(enrolment, activities.filter(kind="assignment").earliest("page__path"))
    team_invitation, peer_request = _asked(
        enrolment, activities.filter(kind="assignment").latest("page__path")
    )
    MethodPage.objects.filter(slug="haltungslinie").update(visibility="enrolled")
    card = MethodPage.objects.get(slug="haltungslinie")
    session = cohort.sessions.order_by("pk").first()
    content = SimpleUploadedFile("Skript.pdf", b"%PDF-1.7")
    (file,) = add_files(session, [content], purpose="material", by=coordinator_of(cohort))
    values = {
        "cohort": cohort.pk,
        "home": cohort.programme.page_id,
        "session": session.pk,
        "session-key": session.key,
        "session-file": file.pk,
        "session-file-key": file.key,
        "enrolment": enrolment.pk,
        "enrolment-key": enrolment.key,
        "invitation": invitation.pk,
        "token": invitation_token(invitation),
        "feed": feed_token(feed_of(enrolment.user)),
        "rule-set": cohort.rule_version.rule_set_id,
        "role": trainer.pk,
        "waiting": cohort.waiting.create(email="wartet@mittelaue.example").pk,
        "template": cohort.provider.cohort_templates.create(title="Wie immer", plan={}).pk,
        "lesson": activities.filter(kind="lesson").first().key,
        "quiz": activities.filter(kind="quiz").first().key,
        "reflection": reflection.key,
        "scenario": scenario.key,
        "task": task.activity_key,
        "team-invitation": team_invitation,
        "peer-request": peer_request,
        "task-section": task.template_version.parsed()[0].id,
        "scenario-page": scenario.page_id,
        "self-assessment": activities.filter(kind="self_assessment").earliest("page__path").key,
        "feedback": activities.filter(kind="feedback").earliest("page__path").key,
        "prompt": prompt,
        "copy": _shared(enrolment.user, reflection.key, prompt, trainer).key,
        "plan": enrolment.submissions.exclude(pk=task.pk).get().activity_key,
        "submission": enrolment.submissions.exclude(pk=task.pk).get().pk,
        "revision": Revision.objects.get(submission__enrolment=enrolment).pk,
        "rubric": enrolment.submissions.exclude(pk=task.pk).get().rubric_version.rubric_id,
        "section-template": task.template_version.template_id,
        "certificate-template": certificate.template_id,
        "certificate-draft": _certificate_draft(cohort).pk,
        "template-draft": _template_draft(cohort.provider, trainer.user).pk,
        "award": award.pk,
        "certificate": certificate.pk,
        "batch": batch.pk,
        "correction": certificate.correction_requests.create(about="facts", text="x").pk,
        **_share_link(certificate, graduate),
        "code": thaw(certificate.record)["verification"]["code"],
        "provider": cohort.provider.slug,
        "provider-id": cohort.provider.pk,
        "plan-enrolment": enrolment.key,
        "card": card.pk,
        "kept": keep(enrolment.user, card).pk,
        "letter": _letter(enrolment, sent_at=NOW).pk,
        "planned-letter": _letter(enrolment).pk,
        **_played(enrolment, trainer.user),
        **_package(
            cohort.provider, trainer.user, activities.get(kind="module", number="1").page.specific
        ),
        "term": Term.objects.get_or_create(slug="wort", defaults={"term": "Wort"})[0].pk,
        "source": Source.objects.get_or_create(slug="werk", defaults={"title": "Werk"})[0].pk,
    }
    return {name: str(value) for name, value in values.items()}


def _played(enrolment: Enrolment, trainer: Any) -> dict[str, Any]:
    """An exercise with the participant's plan, and a closed one that has left something there."""
    plans = Activity.objects.filter(kind="plan").values("key")
    plan = enrolment.submissions.get(activity_key__in=plans)
    before = plan.exercises.create(title="Die erste", state="closed", closed_at=NOW)
    section = plan.template_version.parsed()[0].id
    lesson = before.lessons.create(section_id=section, text="Vertretung nennen")
    cards = [Card("Liegt auf dem Tisch"), Card("In der Hand")]
    exercise = prepare(plan, title="Die zweite", cards=cards, by=trainer, now=NOW)
    here = Exercise.objects.filter(pk=exercise.pk)
    move(here, "running", now=NOW)
    on_table, in_hand = exercise.injects.all()
    send_card(here, on_table.pk, now=NOW)
    return {
        "exercise": exercise.pk,
        "card-on-table": on_table.pk,
        "card-in-hand": in_hand.pk,
        "lesson-learned": lesson.pk,
    }


def _package(provider: Provider, author: Any, module: Page) -> dict[str, Any]:
    """A content of the provider's authors, one file of it, and an upload that was refused."""
    library = H5PLibrary.objects.create(
        machine_name="Test.Scored", major=1, minor=0, patch=0, folder=f"{LIBRARIES}/Test.Scored-1"
    )
    collection = collection_of(provider)
    content = H5PContent.objects.create(title="Zuhören", collection=collection)
    folder = f"{CONTENT}/adressen"
    content.current = content.versions.create(
        number=1, params="{}", main_library=library, folder=folder
    )
    content.save()
    upload = content.uploads.create(name="a.h5p", collection=collection, by=author, state="failed")
    if not h5p_files().exists(f"{folder}/a.png"):
        h5p_files().save(f"{folder}/a.png", ContentFile(b"png"))
    return {
        "package": content.pk,
        "package-upload": upload.pk,
        "package-library": library.pk,
        "package-draft": _package_draft(author).pk,
        "package-file": file_url(folder, "a.png").removeprefix("/h5p/dateien/"),
        "package-exercise": _exercise_of(content, module),
    }


def _package_draft(author: Any) -> H5PDraft:
    H5PLibrary.objects.create(
        machine_name="H5P.TrueFalse", major=1, minor=8, patch=0, folder=f"{LIBRARIES}/TrueFalse-1"
    )
    return H5PDraft.objects.create(kind="wahr-falsch", author=author)


def _exercise_of(content: H5PContent, module: Page) -> UUID:
    page = H5PPage(title="Zuhören", slug="zuhoeren", content=content, alternative="In Worten.")
    published(module, page)
    return Activity.objects.get(page_id=page.pk).key


def _letter(enrolment: Enrolment, **fields: Any) -> Letter:
    letter = Letter.objects.create(cohort=enrolment.cohort, single=True, send_at=NOW, **fields)
    letter.copies.create(enrolment=enrolment)
    return letter


def _shared(user: Any, key: UUID, prompt: str, trainer: CohortRole) -> SharedEntry:
    text = Typed(MARKER, 0, asked=MARKER)
    version = write(user, key=key, prompt_id=prompt, typed=text, now=NOW).version
    return share(
        user, key=key, prompt_id=prompt, role=trainer.pk, version=version, place="", now=NOW
    )


def concrete(route: str, values: dict[str, str]) -> str:
    """`cms/durchgaenge/{cohort}/` with the world's values."""
    return "/" + re.sub(r"{([a-z-]+)}", lambda found: values[found[1]], route)


def visited(client: Client, person: Any, method: str, path: str) -> int:
    """The status; whatever the visit changed is taken back, so that every visit finds the same."""
    return _answer(client, person, method, path).status_code


def _content(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def _answer(client: Client, person: Any, method: str, path: str) -> Any:
    before = transaction.savepoint()
    client.logout()
    if person:
        client.force_login(person)
    answer = getattr(client, method)(path)
    transaction.savepoint_rollback(before)
    return answer


def test_every_address_is_in_the_table() -> None:
    assert {pattern for pattern, *_rest in TABLE} >= set(ours(get_resolver()))


def test_every_role_gets_what_the_table_says_and_no_private_text(
    client: Client, world: dict[str, Any]
) -> None:
    """A private text is seen by its author in the journal, and by the one reader of its copy."""
    client.raise_request_exception = False
    people, values = world["people"], world["values"]
    found, told = [], set()
    for pattern, method, route, _expected in TABLE:
        answers = {
            role: _answer(client, people[role], method, concrete(route, values)) for role in ROLES
        }
        statuses = " ".join(str(answer.status_code) for answer in answers.values())
        found.append((pattern, method, route, statuses))
        told |= {
            (role, pattern)
            for role, answer in answers.items()
            if MARKER.encode() in _content(answer)
        }
    assert found == TABLE
    assert told == READ_IT


def test_behind_the_door_a_local_companion_finds_only_dates_and_sums(
    client: Client, world: dict[str, Any]
) -> None:
    client.raise_request_exception = False
    values = world["values"]
    cohort = Cohort.objects.get(pk=values["cohort"])
    companion = person_with_role(cohort, CohortRole.Role.COMPANION_LOCAL)
    opened = {
        (pattern, method)
        for pattern, method, route, _expected in TABLE
        if pattern.startswith("cms/")
        and visited(client, companion, method, concrete(route, values)) == 200
    }
    assert opened - PUBLIC_ANYWAY == OPEN_TO_COMPANIONS


def test_the_table_stands_in_the_docs() -> None:
    assert DOCUMENT.read_text() == page(), "Run: python -m tests.contracts.addresses"
