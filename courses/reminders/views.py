"""For participants: their letters, and which mails they get."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from content.foundation.people import display_name
from content.foundation.queue import enqueue
from courses.governance.choices import choices_of, choose
from courses.reminders.forms import MailChoiceForm
from courses.reminders.queries import own_letters
from courses.sessions.calendar.registrations import CATCH_UP

LETTERS_A_PAGE = 20


@login_required
def letters(request: HttpRequest) -> HttpResponse:
    """What the coordination wrote to oneself. That it is opened is not recorded."""
    page = Paginator(own_letters(request.user), LETTERS_A_PAGE).get_page(request.GET.get("seite"))
    return render(request, "lms_courses/letters/letters.html", {"page": page})


@login_required
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    copy = get_object_or_404(own_letters(request.user), letter=pk)
    context = {"letter": copy.letter, "author": display_name(copy.letter.author)}
    return render(request, "lms_courses/letters/letter.html", context)


@login_required
def mail_choices(request: HttpRequest) -> HttpResponse:
    """Which mails somebody gets. What must be known comes regardless, and the page says so."""
    data = request.POST if request.method == "POST" else None
    form = MailChoiceForm(data, instance=choices_of(request.user))
    if form.is_valid():
        choose(request.user, **form.cleaned_data)
        # Who wants dates by mail again gets those ahead now, not in the night.
        enqueue(CATCH_UP, request.user.pk)
        messages.success(request, _("Saved. From now on you get the mails you have chosen."))
        return redirect("courses:mail_choices")
    return render(request, "lms_courses/mail_choices.html", {"form": form})
