"""Pages as the files they would be exported to."""

from uuid import UUID

from django.db.models import QuerySet
from wagtail.models import Page

from courses.curriculum.activities import ActivityPage
from courses.curriculum.models import Activity, Programme
from courses.curriculum.pages import ProgrammePage
from courses.curriculum.travel.pageform import Files
from courses.curriculum.travel.registry import Node
from courses.curriculum.travel.values import Via


def key_of(page: Page) -> UUID:
    """The key a page travels with. Pages that are no activities have Wagtail's own."""
    if isinstance(page, ProgrammePage):
        return Programme.objects.get(page=page).key
    if isinstance(page, ActivityPage):
        return Activity.objects.get(page=page).key
    return page.translation_key


def files_of(node: Node, page: Page, via: Via, *, file: str = "", slug: str = "") -> Files:
    """The files of a page in canonical form, by their names in its folder. Raises Untold."""
    values = node.form.mapped(node.form.of(page), via)
    if slug:
        values["slug"] = slug
    return node.form.write(str(key_of(page)), node.name, values, file or node.file)


def find_page(node: Node, key: UUID, slug: str, parent: Page, home: Page) -> Page | None:
    """The page of a file that is no activity: by its key, else by its address."""
    pages = node.page._default_manager
    found = pages.descendant_of(home).filter(translation_key=key).first()
    return found or pages.child_of(parent).filter(slug=slug).first()


def others_with_key(key: UUID, page: Page) -> QuerySet[Page]:
    others = Page.objects.filter(translation_key=key, locale_id=page.locale_id)
    return others.exclude(pk=page.pk) if page.pk else others
