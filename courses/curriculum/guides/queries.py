"""Which guides there are. Whoever asks has made sure that they are for this person."""

from django.db.models import QuerySet
from wagtail.models import Page

from courses.curriculum.guides.pages import GuidePage
from courses.curriculum.models import Activity


def guides_below(module: Page) -> QuerySet[GuidePage]:
    """The guides of a module in the order of their pages."""
    return GuidePage.objects.child_of(module).live().order_by("path")


def guides_beside(programme_id: int, number: int | None, kind: str) -> QuerySet[GuidePage]:
    """For one kind of session of a module: its outline and the module's guide."""
    modules = Activity.objects.available().filter(
        programme=programme_id, kind=Activity.Kind.MODULE, number=str(number or "")
    )
    module = modules.with_page().first()
    if module is None or module.page is None:
        return GuidePage.objects.none()
    return guides_below(module.page).filter(kind__in=(kind, GuidePage.Kind.GUIDE))
