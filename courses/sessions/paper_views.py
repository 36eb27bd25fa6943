"""Protocol and files of a session: who looks after the cohort writes, its people read."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from content.foundation.errors import DomainError
from courses.cohorts.admin_pages import attended, cohort_page
from courses.curriculum.guides.queries import guides_beside
from courses.sessions.errors import PapersChanged
from courses.sessions.file_kinds import CONTENT_TYPES, ending
from courses.sessions.models import Session, SessionFile
from courses.sessions.papers import add_files, fingerprint, remove_file, write_protocol
from courses.sessions.policies import files_open_to
from courses.sessions.session_forms import PapersForm


def papers(request: HttpRequest, cohort_id: int, session_id: int) -> HttpResponse:
    """Write the protocol, add files."""
    cohort = attended(request, cohort_id)
    session = get_object_or_404(cohort.sessions.prefetch_related("parts"), pk=session_id)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PapersForm(data, files, initial={"protocol": session.protocol})
    theirs, seen = "", request.POST.get("seen") or fingerprint(session.protocol)
    if form.is_valid():
        try:
            _save(request, session, form)
            return redirect(request.path)
        except PapersChanged as error:
            session.refresh_from_db(fields=["protocol"])
            theirs, seen = session.protocol, fingerprint(session.protocol)
            form.add_error("protocol", _("%(error)s Save again to keep yours.") % {"error": error})
        except DomainError as error:
            form.add_error(None, str(error))
    context = {"session": session, "files": session.files.all(), "form": form}
    context["guides"] = guides_beside(cohort.programme_id, session.module_number, session.kind)
    page = cohort_page(cohort, session.title, theirs=theirs, seen=seen, **context)
    return render(request, "lms_courses/admin/papers.html", page)


def _save(request: HttpRequest, session: Session, form: PapersForm) -> None:
    data, user = form.cleaned_data, request.user
    # Line ends as they are stored, so that nothing seems changed that is not.
    protocol = data["protocol"].replace("\r\n", "\n")
    written = write_protocol(session, protocol, by=user, seen=request.POST.get("seen", ""))
    kept = add_files(session, data["new_files"], purpose=data["purpose"], by=user)
    if written:
        messages.success(request, _("The protocol is saved."))
    if kept:
        words = ngettext("%(n)d file added.", "%(n)d files added.", len(kept))
        messages.success(request, words % {"n": len(kept)})
    if not written and not kept:
        messages.info(request, _("Nothing was new; everything stands as it was."))


def delete_file(
    request: HttpRequest, cohort_id: int, session_id: int, file_id: int
) -> HttpResponse:
    """Take a file away, after a second look."""
    cohort = attended(request, cohort_id)
    rows = SessionFile.objects.filter(session=session_id, session__cohort=cohort)
    file = get_object_or_404(rows.select_related("session__cohort"), pk=file_id)
    if request.method == "POST":
        remove_file(file, by=request.user)
        messages.success(request, _("“%(title)s” is removed.") % {"title": file.title})
        return redirect("lms_cohorts:papers", cohort.pk, session_id)
    context = cohort_page(cohort, _("Remove the file"), file=file)
    return render(request, "lms_courses/admin/delete_file.html", context)


@never_cache
@login_required
@require_safe
def session_file(request: HttpRequest, key: str, file_key: str) -> FileResponse:
    """The bytes, to be saved and never to be shown by the browser under our address."""
    rows = files_open_to(request.user).filter(session__key=key)
    file = get_object_or_404(rows, key=file_key)
    kind = ending(str(file.file.name))
    try:
        stored = file.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        stored,
        as_attachment=True,
        filename=f"{file.title}.{kind}",
        content_type=CONTENT_TYPES.get(kind, "application/octet-stream"),
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
