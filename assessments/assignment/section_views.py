"""One section: to write, to save, to choose between two texts, to look at its pictures."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.assignment.at_desk import scope_at, section_at, work_at, work_context
from assessments.assignment.beside import Place, parts_beside
from assessments.assignment.desks import Desk
from assessments.assignment.domain.drafts import save_section
from assessments.assignment.errors import Conflict, Invalid, Locked, NothingHere
from assessments.assignment.queries import SectionText, Work
from assessments.assignment.sheet.fields import TEXT
from assessments.assignment.sheet.forms import SectionForm, flat, with_rows
from assessments.assignment.sheet.sections import Section
from assessments.assignment.talk.buttons import (
    excuse_beside,
    place_beside,
    shown_beside,
    talk_beside,
)
from assessments.limits import of_bearable_size
from content.ui import autosave

# Which rows get an empty one to write in: `?neu=beteiligte`.
NEW_ROW = "neu"


@of_bearable_size
@login_required
def section(
    request: HttpRequest, key: UUID, slug: str, *, kind: str, activity: UUID | None = None
) -> HttpResponse:
    """One section: to write, to save, to go on."""
    desk = Desk(key, kind, activity)
    if request.method == "POST":
        return _save(request, desk, slug)
    work = work_at(request, desk)
    item = section_at(work, slug)
    extra = request.GET.get(NEW_ROW, "")
    form = _form_of(item, extra=extra)
    return _show(request, desk, work, item, form)


def _form_of(item: SectionText, data: Any = None, *, extra: str = "") -> SectionForm:
    return SectionForm(
        item.section,
        data,
        values=item.values,
        version=item.version,
        names=item.names,
        extra=extra,
    )


@require_safe
@login_required
def pictures(
    request: HttpRequest, key: UUID, slug: str, *, kind: str, activity: UUID | None = None
) -> HttpResponse:
    """The pictures of a section as it is saved now, for a page that shows an older state."""
    work = work_at(request, Desk(key, kind, activity))
    context = {"pictures": work.pictures(section_at(work, slug)), "writable": not work.why_locked}
    return render(request, "lms_assessments/writing/pictures.html", context)


class _Sent:
    """What was sent for a section. Its form is made when the section is known, under the lock."""

    form: SectionForm

    def __init__(self, request: HttpRequest, desk: Desk, slug: str) -> None:
        self.request, self.desk, self.slug = request, desk, slug

    @property
    def version(self) -> int:
        sent = self.request.POST.get("version", "")
        return int(sent) if sent.isdecimal() else 0

    def values(self, section: Section) -> dict[str, Any]:
        """Raises Invalid, with everything that was typed in `form`."""
        self.form = SectionForm(section, self.request.POST)
        if not self.form.is_valid():
            raise Invalid
        values = self.form.values
        if self.form.cleaned_data["keep"] in ("theirs", "both"):
            theirs = section_at(work_at(self.request, self.desk), self.slug).values
            values = self.form.chosen(theirs)
        return with_rows(section, values, self.request.POST.get("rows", ""))


def _save(request: HttpRequest, desk: Desk, slug: str) -> HttpResponse:
    """Autosave and the real form end in the same domain call.

    Buttons beside the section send the form along, so that nothing typed is lost; what they say is
    done first.
    """
    sent = _Sent(request, desk, slug)
    talk_beside(request, scope_at(request, desk))
    try:
        saved = save_section(
            scope_at(request, desk),
            slug,
            values=sent.values,
            version=sent.version,
            by=request.user,
        )
    except NothingHere as error:
        raise Http404 from error
    except Invalid:
        return _refuse(request, desk, slug)
    except Locked as error:
        return _refuse(request, desk, slug, why=str(error))
    except Conflict as error:
        return _conflict(request, desk, slug, sent.form, error)
    if autosave.is_autosave(request):
        return autosave.saved(saved.version, saved.at)
    return _go_on(request, desk, slug)


def _refuse(request: HttpRequest, desk: Desk, slug: str, *, why: str = "") -> HttpResponse:
    """Not saved; what was typed stands in the form that comes back. `why`: locked meanwhile."""
    work = work_at(request, desk)
    item = section_at(work, slug)
    form = _form_of(item, request.POST)
    form.full_clean()
    if why:
        form.add_error(TEXT.id if TEXT.id in form.fields else None, why)
    if autosave.is_autosave(request):
        return autosave.invalid(form)
    return _show(request, desk, work, item, form, refused=True)


def _conflict(
    request: HttpRequest, desk: Desk, slug: str, form: SectionForm, error: Conflict
) -> HttpResponse:
    """Both versions and a choice; nothing has been stored."""
    if autosave.is_autosave(request):
        return autosave.conflict(error.version, flat(form.section, error.theirs), by=error.by)
    work = work_at(request, desk)
    item = section_at(work, slug)
    context = work_context(desk, work) | {
        "item": item,
        "form": SectionForm(
            form.section, values=form.values, version=error.version, names=item.names
        ),
        "theirs": item.told,
    }
    return render(request, "lms_assessments/writing/conflict.html", context, status=409)


def _go_on(request: HttpRequest, desk: Desk, slug: str) -> HttpResponse:
    """Where the pressed button leads; the save button stays on the page."""
    target, rows = request.POST.get("go", ""), request.POST.get("rows", "")
    here = desk.url("section", slug)
    if beside := place_beside(request):
        excuse_beside(request, scope_at(request, desk))
        return redirect(here + beside)
    if rows:
        verb, _colon, rest = rows.partition(":")
        name = rest.partition(":")[0]
        # With a fragment a browser would not put the cursor into the new row.
        return redirect(f"{here}?{NEW_ROW}={name}" if verb == "add" else f"{here}#{name}")
    if target == "hand-in":
        return redirect(desk.url("hand_in"))
    if target != "next":
        messages.success(request, _("Saved."))
        return redirect(here)
    work = work_at(request, desk)
    _previous, following = work.neighbours(section_at(work, slug))
    item = following or work.sections[0]
    return redirect(desk.url("section", item.section.id))


def _show(
    request: HttpRequest,
    desk: Desk,
    work: Work,
    item: SectionText,
    form: SectionForm,
    *,
    refused: bool = False,
) -> HttpResponse:
    previous, following = work.neighbours(item)
    context = work_context(desk, work) | {
        "item": item,
        "form": form,
        "previous": previous,
        "following": following,
        "writable": not work.why_locked,
        "pictures": work.pictures(item),
        "typed": refused,
        "beside": parts_beside(Place.SECTION, desk, work.submission, item.section.id),
        "review": work.reviewed.decision if work.reviewed else None,
        **shown_beside(item),
    }
    return render(
        request, "lms_assessments/writing/section.html", context, status=400 if refused else 200
    )
