"""Saving and deleting one's private texts."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from assessments.reflection.blocks import Prompt
from assessments.reflection.domain import delete_entry, write, write_all
from assessments.reflection.errors import ChangedElsewhere
from assessments.reflection.forms import ReflectionForm, field_name
from assessments.reflection.long_texts import keeps_long_texts
from assessments.reflection.models import ReflectionEntry
from assessments.reflection.queries import reflection_page
from assessments.reflection.showing import show_reflection
from content.foundation.crypto import SealingError
from content.ui import autosave
from courses.curriculum.models import Activity
from courses.curriculum.readers import visit

MY_WAY = "/mein-weg/"


@keeps_long_texts
@sensitive_post_parameters()
@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def save(request: HttpRequest, key: UUID, prompt_id: str = "") -> HttpResponse:
    """One text at a time for the autosave script, all of them without. GET: after signing in."""
    page = reflection_page(request.user, key)
    if page is None:
        raise Http404
    if request.method == "GET":
        return redirect(page.place())
    if autosave.is_autosave(request):
        return _autosave(request, page, key, prompt_id)
    return _save_all(request, page, key)


def _autosave(request: HttpRequest, page: Any, key: UUID, prompt_id: str) -> HttpResponse:
    form = ReflectionForm(_only(page, prompt_id), request.POST)
    if not form.is_valid():
        return autosave.invalid(form)
    typed = form.typed.get(prompt_id)
    if typed is None:
        raise Http404
    try:
        written = write(request.user, key=key, prompt_id=prompt_id, typed=typed)
    except ChangedElsewhere as error:
        return autosave.conflict(error.version, {field_name(prompt_id): error.text})
    except SealingError as error:
        return JsonResponse({"errors": {field_name(prompt_id): [str(error)]}}, status=503)
    return autosave.saved(written.version, written.saved_at)


def _only(page: Any, prompt_id: str) -> tuple[Prompt, ...]:
    return tuple(prompt for prompt in page.prompt_list if prompt.id == prompt_id)


def _save_all(request: HttpRequest, page: Any, key: UUID) -> HttpResponse:
    form = ReflectionForm(page.prompt_list, request.POST)
    if not form.is_valid():
        return _again(request, page, key, form, status=422)
    try:
        conflicts = write_all(request.user, key=key, typed=form.typed)
    except SealingError as error:
        form.add_error(None, str(error))
        return _again(request, page, key, form, status=503)
    if conflicts:
        for prompt_id, conflict in conflicts.items():
            form.add_error(field_name(prompt_id), str(conflict))
        return _again(request, page, key, form, status=409, conflicts=conflicts)
    messages.success(request, _("Saved. Nobody but you can read it."))
    return redirect(page.place())


def _again(
    request: HttpRequest, page: Any, key: UUID, form: ReflectionForm, *, status: int, **more: Any
) -> HttpResponse:
    """The page as before, with everything that was typed."""
    context = page.visit_context(request, visit(request.user, page))
    shown = show_reflection(page.prompt_list, request.user, key, form=form, **more)
    below_lesson = page.parent_kind == Activity.Kind.LESSON
    context |= {"reflection": shown, "lesson_url": page.place() if below_lesson else ""}
    return render(request, page.template, context, status=status)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, key: UUID, prompt_id: str) -> HttpResponse:
    """Asks once, then deletes for good. Also where the page is closed or gone."""
    if not ReflectionEntry.objects.of(request.user, key).filter(prompt_id=prompt_id).exists():
        raise Http404
    page = reflection_page(request.user, key)
    back = page.place() if page else MY_WAY
    if "journal" in request.GET:
        back = reverse("assessments:journal")
    if request.method == "GET":
        prompts = _only(page, prompt_id) if page else ()
        context = {"back": back, "prompt": prompts[0] if prompts else None}
        return render(request, "lms_assessments/reflection/delete.html", context)
    delete_entry(request.user, key=key, prompt_id=prompt_id)
    messages.success(request, _("The text is deleted."))
    return redirect(back)
