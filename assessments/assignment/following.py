"""Pages that follow a newer version of a rubric or a template, from the form that asks which."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def follow(request: HttpRequest, point: Callable[[set[int]], tuple[int, list[str]]]) -> None:
    """`point` lets the chosen pages follow: how many did, and the titles of those that cannot."""
    chosen = {int(pk) for pk in request.POST.getlist("pages") if pk.isdecimal() and len(pk) < 10}
    moved, left = point(chosen)
    if moved:
        said = ngettext(
            "%(n)d page gives new work this version from now on.",
            "%(n)d pages give new work this version from now on.",
            moved,
        )
        messages.success(request, said % {"n": moved})
    if left:
        said = _("Not changed, because a draft waits there or you may not publish it: %(titles)s.")
        messages.warning(request, said % {"titles": ", ".join(left)})
    if not moved and not left:
        messages.warning(request, _("Please choose at least one page."))
