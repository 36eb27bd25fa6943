"""The coordination's letters: list, write, look once more, change, take back."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from content.foundation.errors import DomainError
from content.foundation.people import display_name
from courses.cohorts.admin_pages import ROWS_A_PAGE, cohort_url, coordinated, page
from courses.cohorts.models import Cohort
from courses.reminders.bounces import bounced
from courses.reminders.forms import ChangedLetterForm, LetterForm, initial_of
from courses.reminders.letters import (
    change_letter,
    mail_about,
    reachable,
    withdraw_letter,
    write_letter,
)
from courses.reminders.models import Letter
from courses.reminders.queries import as_lines, letters_of
from courses.reminders.ready import ready_letter


def _letters_url(cohort: Cohort) -> str:
    return reverse("lms_cohorts:letters", args=[cohort.pk])


def _below_letters(cohort: Cohort, title: str, **context: Any) -> dict[str, Any]:
    trail = ((cohort_url(cohort), cohort.title), (_letters_url(cohort), _("Letters")))
    return page(title, *trail, cohort=cohort, **context)


def letters(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """What was written and will be sent, and whose mails have come back."""
    cohort = coordinated(request, cohort_id)
    rows = Paginator(letters_of(cohort), ROWS_A_PAGE).get_page(request.GET.get("p"))
    context = page(
        _("Letters"),
        (cohort_url(cohort), cohort.title),
        cohort=cohort,
        rows=rows,
        lines=as_lines(rows),
        bounces=bounced(cohort),
    )
    return render(request, "lms_courses/admin/letters.html", context)


def letter(request: HttpRequest, cohort_id: int, letter_id: int) -> HttpResponse:
    """One letter as its readers see it."""
    cohort = coordinated(request, cohort_id)
    found = get_object_or_404(letters_of(cohort), pk=letter_id)
    (line,) = as_lines([found])
    context = _below_letters(cohort, found.subject, line=line, letter=found, author=line.author)
    return render(request, "lms_courses/admin/letter.html", context)


def letter_new(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """Write a letter; nothing goes out that was not looked at once more."""
    cohort = coordinated(request, cohort_id)
    form = LetterForm(request.POST or None, cohort=cohort, initial=_ready(request, cohort))
    if form.is_valid() and "send" in request.POST:
        try:
            write_letter(cohort, form.draft(), to=form.cleaned_data["to"], by=request.user)
            return _on_its_way(request, cohort, form)
        except DomainError as error:
            form.add_error(None, str(error))
    return _form_or_preview(request, cohort, form, _("Write a letter"))


def letter_change(request: HttpRequest, cohort_id: int, letter_id: int) -> HttpResponse:
    """Other words, another time; as long as it has not gone out."""
    cohort = coordinated(request, cohort_id)
    found = _scheduled(cohort, letter_id)
    form = ChangedLetterForm(request.POST or None, cohort=cohort, initial=initial_of(found))
    if form.is_valid() and "send" in request.POST:
        try:
            change_letter(found, form.draft(), by=request.user)
            return _on_its_way(request, cohort, form)
        except DomainError as error:
            form.add_error(None, str(error))
    return _form_or_preview(request, cohort, form, _("Change the letter"), found)


def letter_withdraw(request: HttpRequest, cohort_id: int, letter_id: int) -> HttpResponse:
    """Take a letter back, after a second look."""
    cohort = coordinated(request, cohort_id)
    found = _scheduled(cohort, letter_id)
    if request.method == "POST":
        try:
            withdraw_letter(found, by=request.user)
            messages.success(request, _("The letter is taken back. It does not go out."))
        except DomainError as error:
            messages.error(request, str(error))
        return redirect(_letters_url(cohort))
    context = _below_letters(cohort, _("Take the letter back"), letter=found)
    return render(request, "lms_courses/admin/letter_withdraw.html", context)


def _scheduled(cohort: Cohort, letter_id: int) -> Letter:
    return get_object_or_404(cohort.letters.filter(sent_at=None, withdrawn_at=None), pk=letter_id)


def _ready(request: HttpRequest, cohort: Cohort) -> dict[str, Any]:
    """`an` names the reader, `anlass` the ready letter. Somebody from elsewhere is not here."""
    wish = request.GET.get("an", "")
    if not wish:
        return {}
    people = reachable(cohort).select_related("cohort__provider")
    reader = people.filter(pk=wish).first() if wish.isdecimal() else None
    if reader is None:
        raise Http404
    draft = ready_letter(reader, request.GET.get("anlass", ""), by=request.user)
    words = {"subject": draft.subject, "body": draft.body} if draft else {}
    return {"to": reader.pk, **words}


def _form_or_preview(
    request: HttpRequest,
    cohort: Cohort,
    form: LetterForm,
    title: str,
    changed: Letter | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "changed": changed}
    if not form.is_bound or not form.is_valid() or "edit" in request.POST:
        context = _below_letters(cohort, title, **context)
        return render(request, "lms_courses/admin/letter_form.html", context)
    reader = _reader(cohort, form, changed)
    subject, body = mail_about(cohort, reader or request.user)
    context |= {
        "letter": _as_sent(cohort, form),
        "author": display_name(changed.author if changed else request.user),
        "to": display_name(reader) if reader and _is_single(form, changed) else "",
        "mail_subject": subject,
        "mail_body": body,
        "send_at": form.send_at,
    }
    context = _below_letters(cohort, _("Look once more"), **context)
    return render(request, "lms_courses/admin/letter_preview.html", context)


def _is_single(form: LetterForm, changed: Letter | None) -> bool:
    return changed.single if changed else form.cleaned_data["to"] is not None


def _reader(cohort: Cohort, form: LetterForm, changed: Letter | None) -> Any:
    """The one it goes to; of many the first, as an example."""
    people = reachable(cohort).order_by("state", "pk")
    if changed and changed.single:
        people = people.filter(letters__letter=changed)
    enrolment = form.cleaned_data.get("to") or people.first()
    return enrolment.user if enrolment else None


def _as_sent(cohort: Cohort, form: LetterForm) -> Letter:
    """Unsaved, to be shown exactly as readers will see it."""
    draft = form.draft()
    moment = draft.send_at or form.now
    return Letter(
        cohort=cohort,
        subject=draft.subject,
        body=draft.body,
        send_at=moment,
        sent_at=moment,
    )


def _on_its_way(request: HttpRequest, cohort: Cohort, form: LetterForm) -> HttpResponse:
    if form.send_at:
        messages.success(request, _("The letter is planned. You can change it until it goes out."))
    else:
        messages.success(request, _("The letter is on its way."))
    return redirect(_letters_url(cohort))
