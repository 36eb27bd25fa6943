"""Fills the plan of a programme from its pages, in a constant number of statements."""

from collections import defaultdict
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from wagtail.models import Page, get_page_models
from wagtail.permission_policies.pages import PagePermissionPolicy

from courses.curriculum.activities import ActivityPage
from courses.curriculum.models import Activity
from courses.curriculum.overview.plan import Entry, Lesson, Module, Outcome, Plan, numbers_in
from courses.curriculum.pages import LessonPage, ModulePage, ProgrammePage


def programmes_edited_by(user: Any) -> QuerySet[ProgrammePage]:
    """Programmes whose pages the user may change: what Wagtail's own rights say."""
    pages = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    return ProgrammePage.objects.filter(pk__in=pages.values("pk")).order_by("title")


def load_plan(home: ProgrammePage) -> Plan:
    """The plan of everything below `home`, drafts included.

    A statement for each kind of activity there is, however many pages.
    """
    below = {
        model: list(model._default_manager.descendant_of(home).order_by("path"))
        for model in get_page_models()
        if issubclass(model, ActivityPage)
    }
    children: dict[str, list[Any]] = defaultdict(list)
    for model, pages in below.items():
        if model is not ModulePage:
            for page in pages:
                children[_parent_path(page)].append(page)
    modules = sorted(below.get(ModulePage, []), key=lambda page: page.path)
    standing = {page.path for page in modules}
    loose = [page for page in children[home.path] if page.path not in standing]
    return Plan(
        title=home.title,
        edit_url=_edit_url(home),
        modules=tuple(_module(page, children) for page in modules),
        loose=tuple(map(_entry, loose)),
    )


def _module(page: Any, children: dict[str, list[Any]]) -> Module:
    below = sorted(children[page.path], key=lambda child: child.path)
    lessons = [child for child in below if isinstance(child, LessonPage)]
    return Module(
        entry=_entry(page),
        outcomes=tuple(
            Outcome(number, block.value["text"], block.value["level"])
            for number, block in enumerate(page.outcomes, start=1)
        ),
        lessons=tuple(_lesson(child, children[child.path]) for child in lessons),
        exercises=tuple(_entry(child) for child in below if not isinstance(child, LessonPage)),
        add_lesson_url=reverse(
            "wagtailadmin_pages:add",
            args=[LessonPage._meta.app_label, LessonPage._meta.model_name, page.pk],
        ),
    )


def _lesson(page: LessonPage, below: list[Any]) -> Lesson:
    tests = (child for child in below if child.activity_kind == Activity.Kind.QUIZ)
    prompts = (child for child in below if child.activity_kind == Activity.Kind.REFLECTION)
    return Lesson(
        entry=_entry(page),
        serves=numbers_in(page.serves),
        tested=any(True for _test in tests),
        plain=bool(page.plain_body),
        writing=sum(child.activity_minutes for child in prompts),
    )


def _entry(page: Any) -> Entry:
    return Entry(
        title=page.title,
        edit_url=_edit_url(page),
        minutes=page.activity_minutes,
        number=page.activity_number,
        kind=str(page._meta.verbose_name),
        live=page.live,
        changed=page.live and page.has_unpublished_changes,
    )


def _edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _parent_path(page: Page) -> str:
    return page.path[: -Page.steplen]
