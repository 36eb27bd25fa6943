"""What authors may do: write below their pages, bring files into their own collection."""

from typing import Any

import pytest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry
from wagtailmedia.models import get_media_model

from courses.cohorts.domain import grant_provider_role
from courses.curriculum.authors import collection_of, open_pages_to_authors
from tests.factories import ProviderFactory, UserFactory, make_programme


def author_of(provider: Any, slug: str) -> Any:
    open_pages_to_authors(provider, make_programme(provider, slug=slug, as_root=False).page)
    user = UserFactory()
    grant_provider_role(provider, user, "author")
    return type(user).objects.get(pk=user.pk)


@pytest.mark.parametrize("model", [get_image_model(), get_document_model(), get_media_model()])
def test_authors_bring_files_into_their_own_collection(db: None, model: Any) -> None:
    here, elsewhere = ProviderFactory(), ProviderFactory()
    author, other = author_of(here, "hier"), author_of(elsewhere, "dort")
    policy = policy_registry.get_by_type(model)
    for right in ("add", "change"):
        assert list(policy.collections_user_has_permission_for(author, right)) == [
            collection_of(here)
        ]
        assert list(policy.collections_user_has_permission_for(other, right)) == [
            collection_of(elsewhere)
        ]


def test_a_provider_has_one_collection_for_good(db: None) -> None:
    provider = ProviderFactory()
    first = collection_of(provider)
    provider.name = "Neuer Name"
    provider.save()
    assert collection_of(type(provider).objects.get(pk=provider.pk)) == first
