"""Tells the other authors that a text waits for them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from content.foundation.conf import base_url
from courses.governance import outbox
from courses.governance.calls import call
from courses.governance.models import Provider


def tell_other_authors(provider: Provider, step: Any, *, submitted_by: Any) -> None:
    """One mail a step and author; whoever submitted the text gets none."""
    if provider.author_group is None:
        return
    address = base_url() + reverse("wagtailadmin_home")
    authors = provider.author_group.user_set.filter(is_active=True)
    for author in authors.exclude(pk__in=[submitted_by.pk] if submitted_by else []):
        outbox.post(
            key=f"second-pair:{step.pk}:{author.pk}",
            to=author,
            subject=_("A text is waiting for a second author"),
            body=call(author, _("Somebody has submitted a text. You can publish it."), address),
        )
