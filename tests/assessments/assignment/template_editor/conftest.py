"""One provider with a published template, an author, and a draft nobody has published yet."""

import pytest

from assessments.assignment.models import SectionTemplateDraft
from assessments.assignment.sheet.sections import to_json
from courses.cohorts.domain import grant_provider_role
from courses.cohorts.models import ProviderRole
from courses.curriculum.authors import open_pages_to_authors
from tests.assessments.assignment.template_editor.drafts import SECTIONS
from tests.assessments.plans import make_cohort, plan_of
from tests.factories import UserFactory


@pytest.fixture
def cohort():
    return make_cohort()


@pytest.fixture
def page(cohort):
    return plan_of(cohort)


@pytest.fixture
def template(page):
    return page.template_version.template


@pytest.fixture
def author(client, cohort, page):
    author = UserFactory()
    open_pages_to_authors(cohort.provider, page)
    grant_provider_role(cohort.provider, author, ProviderRole.Role.AUTHOR)
    client.force_login(author)
    return author


@pytest.fixture
def draft(author, cohort):
    """A draft nobody has published yet, with rows, a picture and a rule."""
    return SectionTemplateDraft.objects.create(
        provider=cohort.provider, author=author, title="Bogen", sections=to_json(SECTIONS)
    )
