"""Playing without being kept: in lessons and in previews."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from content.h5p.models import H5PVersion
from content.h5p.player import hosts, launch
from content.h5p.player.embed import tried_about
from content.h5p.player.page import player


@require_safe
def play(request: HttpRequest, token: str) -> HttpResponse:
    """The page inside the frame. Only whose page the frame stands in may open it."""
    found = opened(request, token)
    if found is None or found.key:
        raise Http404
    version = H5PVersion.objects.select_related("main_library").filter(pk=found.version).first()
    if version is None:
        raise Http404
    return player(request, version, about=tried_about(version.pk), agreed=found.hosts)


def opened(request: HttpRequest, token: str) -> launch.Launch | None:
    """What the token opens to whoever asks. A host of its own knows no session, and trusts it."""
    found = launch.read(token)
    if found is None or hosts.own_origin():
        return found
    return found if found.user == (request.user.pk or 0) else None
