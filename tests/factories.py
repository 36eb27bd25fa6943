"""What tests are set up with. Everything is saved and as real as the site's own rows."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import factory
from django.contrib.auth import get_user_model
from django.utils import timezone
from factory.django import DjangoModelFactory
from wagtail.models import Locale, Page, Site
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.signals import page_published

from content.toolkit.enums import Phase
from content.toolkit.pages import MethodIndexPage, MethodPage
from courses.cohorts.models import (
    AgreementConfirmation,
    Cohort,
    CohortRole,
    ConfidentialityAgreement,
    Enrolment,
    ProviderRole,
)
from courses.curriculum.models import Activity, Programme
from courses.curriculum.pages import LessonPage, ModulePage, ProgrammePage
from courses.governance.models import Provider
from courses.rules.models import RuleSet, RuleSetVersion
from courses.sessions.models import Session, SessionPart

PASSWORD = "Brunnenplatz-41"
RULES = {
    "rules": [
        {"type": "count", "kinds": ["seminar"], "count": 4},
        {"type": "count", "kinds": ["deepening"], "count": 1},
        {"type": "count", "kinds": ["plan"], "count": 1},
        {"type": "count", "kinds": ["release"], "count": 1},
    ],
    "session_share": 80,
    "makeup_allowed": True,
}


class UserFactory(DjangoModelFactory):
    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@quellingen.example")
    first_name = "Elif"
    last_name = factory.Sequence(lambda n: f"Şahin{n}")
    password = factory.django.Password(PASSWORD)


class ProviderFactory(DjangoModelFactory):
    class Meta:
        model = Provider

    name = factory.Sequence(lambda n: f"Bildungswerk {n}")
    slug = factory.Sequence(lambda n: f"bildungswerk-{n}")
    place = "Quellingen"


def site_root() -> Page:
    """The root of all pages; made again after a test that emptied the database."""
    Locale.objects.get_or_create(language_code="de")
    root = Page.objects.filter(depth=1).first()
    return root or Page.add_root(title="Root", slug="root")


def published(parent: Page, page: Page) -> None:
    """Put the page below `parent`, live and told to whoever listens, as publishing does.

    Without the revision and the two further times that Wagtail saves a page for it, for which
    most tests have no use: nearly all of them begin with some pages.
    """
    page.first_published_at = page.last_published_at = timezone.now()
    with disable_reference_index_auto_update():
        parent.add_child(instance=page)
    page_published.send(sender=type(page), instance=page)


def make_programme(
    provider: Provider | None = None,
    *,
    modules: int = 1,
    lessons: int = 1,
    slug: str = "programm",
    as_root: bool = True,
) -> Programme:
    """A published programme with `modules` × `lessons` lessons; the site's root or not."""
    provider = provider or ProviderFactory()
    root = site_root()
    home = ProgrammePage(
        title="Kommunale:r Konfliktmanager:in",
        slug=slug,
        provider=provider,
        programme_title="Qualifizierung Kommunales Konfliktmanagement",
        hero_title="Streit gehört dazu.",
        hero_lead="Lernen, bevor es laut wird.",
    )
    published(root, home)
    if as_root:
        Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "testserver", "root_page": home}
        )
    for number in range(1, modules + 1):
        make_module(home, number=number, lessons=lessons)
    return Programme.objects.get(page=home)


def make_module(home: Page, *, number: int, lessons: int = 1) -> ModulePage:
    module = ModulePage(
        title=f"Modul {number}",
        slug=f"modul-{number}",
        number=number,
        summary="Worum es geht.",
        lead="Streit ist kein Unfall.",
        days=1,
    )
    published(home, module)
    for index in range(1, lessons + 1):
        make_lesson(module, number=f"{number}.{index}")
    return module


def make_lesson(module: Page, *, number: str = "1.1", **fields: Any) -> LessonPage:
    lesson = LessonPage(
        **{
            "title": f"Einheit {number}",
            "slug": f"einheit-{number.replace('.', '-')}",
            "number": number,
            "minutes": 20,
            "lead": "Worum es hier geht.",
            **fields,
        }
    )
    published(module, lesson)
    return lesson


def make_toolkit(home: Page, *, cards: int = 0) -> MethodIndexPage:
    """A shelf with so many cards, which differ in all that they can be narrowed by."""
    shelf = MethodIndexPage(title="Methodenkoffer", slug="methoden")
    home.add_child(instance=shelf)
    for number in range(cards):
        shelf.add_child(instance=_card(number))
        shelf.refresh_from_db()
    return shelf


def _card(number: int) -> MethodPage:
    words = ["Gespräch", "Auftrag", "Eskalation", "Fragen", "Regeln", "Stuhl", "Kreis", "Ziel"]
    steps = [
        {"title": f"{word} {number}", "text": " ".join(words * 8), "minutes": 5}
        for word in words[:3]
    ]
    return MethodPage(
        title=f"Karte {number:03}",
        slug=f"karte-{number:03}",
        purpose=f"Wozu Karte {number} gut ist.",
        phase=Phase.values[number % 5],
        module=number % 5 + 1,
        phase_from=number % 9 + 1,
        phase_to=9,
        group_min=number % 20 + 1,
        group_max=number % 20 + 30,
        minutes=15,
        steps=[{"type": "step", "value": step} for step in steps],
        do_no_harm="Nur für Teams.",
    )


def activity_of(page: Page) -> Activity:
    return Activity.objects.get(page_id=page.pk)


class RuleSetVersionFactory(DjangoModelFactory):
    class Meta:
        model = RuleSetVersion

    rule_set = factory.LazyAttribute(
        lambda row: RuleSet.objects.create(
            provider=row.provider, title=f"Regel {RuleSet.objects.count() + 1}"
        )
    )
    version = 1
    definition = factory.LazyFunction(lambda: dict(RULES))

    class Params:
        provider = factory.SubFactory(ProviderFactory)


class AgreementFactory(DjangoModelFactory):
    class Meta:
        model = ConfidentialityAgreement

    provider = factory.SubFactory(ProviderFactory)
    version = factory.Sequence(lambda n: n + 1)
    title = "Was hier gesagt wird, bleibt hier"
    clauses = factory.LazyFunction(
        lambda: [{"title": "Ich schweige", "text": "Ich erzähle keine Fälle weiter."}]
    )


class CohortFactory(DjangoModelFactory):
    class Meta:
        model = Cohort

    provider = factory.LazyAttribute(lambda row: row.programme.provider)
    programme = factory.LazyFunction(make_programme)
    rule_version = factory.LazyAttribute(lambda row: RuleSetVersionFactory(provider=row.provider))
    agreement = factory.LazyAttribute(lambda row: AgreementFactory(provider=row.provider))
    title = factory.Sequence(lambda n: f"Mittelaue {n}")
    municipalities = factory.LazyFunction(lambda: ["Landkreis Mittelaue"])
    starts_on = date(2026, 9, 17)
    ends_on = date(2027, 9, 30)


class EnrolmentFactory(DjangoModelFactory):
    class Meta:
        model = Enrolment

    cohort = factory.SubFactory(CohortFactory)
    user = factory.SubFactory(UserFactory)
    # One after the other, and before every session of the tests, whenever they run.
    joined_at = factory.Sequence(lambda n: datetime(2026, 1, 7, tzinfo=UTC) + timedelta(seconds=n))


def enrol(cohort: Cohort, user: Any = None, *, agreed: bool = True, **fields: Any) -> Enrolment:
    """A participant who has confirmed the agreement, unless the test is about that."""
    enrolment = EnrolmentFactory(cohort=cohort, user=user or UserFactory(), **fields)
    if agreed:
        AgreementConfirmation.objects.create(
            cohort=cohort, agreement=cohort.agreement, user=enrolment.user
        )
    return enrolment


def person_with_role(cohort: Cohort, role: str, **fields: Any) -> Any:
    user = UserFactory(**fields)
    CohortRole.objects.create(cohort=cohort, user=user, role=role)
    return user


def coordinator_of(cohort: Cohort) -> Any:
    """Coordinates the cohort and may set up others of the same provider."""
    user = person_with_role(cohort, CohortRole.Role.COORDINATOR)
    ProviderRole.objects.create(
        provider=cohort.provider, user=user, role=ProviderRole.Role.COORDINATOR
    )
    return user


def trainer_of(cohort: Cohort) -> Any:
    return person_with_role(cohort, CohortRole.Role.TRAINER)


def make_session(
    cohort: Cohort,
    *,
    kind: str = Session.Kind.SEMINAR,
    start: datetime = datetime(2026, 9, 17, 7, 0, tzinfo=UTC),
    minutes: int = 360,
    days: int = 1,
    **fields: Any,
) -> Session:
    """A session of `days` days of `minutes` minutes that count, each from `start` on."""
    session = Session.objects.create(
        cohort=cohort, kind=kind, **{"title": "Seminar", "place": "Kreishaus", **fields}
    )
    for day in range(days):
        begin = start + timedelta(days=day)
        SessionPart.objects.create(
            session=session,
            starts_at=begin,
            ends_at=begin + timedelta(minutes=minutes + 60),
            minutes=minutes,
        )
    return session
