"""The sources' part of the admin."""

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from content.foundation.entities import Mark
from content.foundation.guarded_admin import guarded_bulk_delete
from content.sources.admin import SourceViewSet
from content.sources.marks import SOURCES, SourceLink
from content.sources.models import Source

register_snippet(SourceViewSet)
# After Wagtail's own action, which it takes the place of.
hooks.register("register_bulk_action", guarded_bulk_delete(Source), order=1)


@hooks.register("register_rich_text_features")
def source_feature(features: Any) -> None:
    Mark(
        rows=SOURCES,
        handler=SourceLink,
        icon="doc-full",
        description=_("Cite a source"),
        chooser=reverse_lazy("wagtailsnippetchoosers_lms_content_source:choose"),
    ).register(features)
