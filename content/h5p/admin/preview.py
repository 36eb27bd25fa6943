"""Looking at a content before anybody else does: it plays, and nothing of it is kept."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from content.h5p.admin.uploads import to_index
from content.h5p.player.embed import tried
from content.h5p.policies import contents_seen_by
from content.ui.screens import screen


@require_safe
@never_cache
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    rows = contents_seen_by(request.user).select_related("current")
    content = get_object_or_404(rows, pk=pk)
    if content.current is None:
        raise Http404
    words = _("Authors write here what the exercise says in words.")
    frame = tried(content.current, request.user.pk, title=content.title, words=words)
    trail = (to_index(), (reverse("lms_h5p:content", args=[pk]), content.title))
    context = screen(_("Preview"), *trail, frame=frame)
    return render(request, "lms_content/h5p/admin/playing.html", context)
