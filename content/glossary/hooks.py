"""The glossary's part of the admin."""

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from content.foundation.entities import Mark
from content.foundation.guarded_admin import guarded_bulk_delete
from content.glossary.admin import TermViewSet
from content.glossary.marks import TERMS, TermLink
from content.glossary.models import Term

register_snippet(TermViewSet)
# After Wagtail's own action, which it takes the place of.
hooks.register("register_bulk_action", guarded_bulk_delete(Term), order=1)


@hooks.register("register_rich_text_features")
def term_feature(features: Any) -> None:
    Mark(
        rows=TERMS,
        handler=TermLink,
        icon="openquote",
        description=_("Glossary term"),
        chooser=reverse_lazy("wagtailsnippetchoosers_lms_content_term:choose"),
    ).register(features)
