"""The page inside the frame: core, libraries and content, in an origin of its own."""

from collections.abc import Sequence
from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from content.foundation.conf import base_url
from content.h5p.models import H5PLibrary, H5PVersion
from content.h5p.player import hosts
from content.h5p.player.integration import Played, States, integration
from content.h5p.player.policy import host_of, policy
from content.h5p.player.wording import core_words
from content.h5p.queries import combined, file_urls, folder_urls, loading_order
from content.h5p.serving import file_url
from content.ui.scripts import asset

TEMPLATE = "lms_content/h5p/player.html"
CORE_SCRIPT = "h5p/frame.bundle.js"
# Ours after the core's, and packages after both.
OUR_STYLES = ("h5p/styles/h5p.css", "lms/h5p/player.css")
# The shim before anything asks for what is not there, the bridge before anything speaks.
OUR_SCRIPTS = ("lms/h5p/shim.js", CORE_SCRIPT, "lms/h5p/bridge.js")


def player(
    request: HttpRequest,
    version: H5PVersion,
    *,
    about: str,
    states: States | None = None,
    keeps_states: bool = False,
    agreed: bool = False,
) -> HttpResponse:
    """The answer with its own policy. `version` comes with its main library. Two statements.

    `about` is what its statements will name as their object.
    """
    libraries = loading_order(version)
    whole = request.build_absolute_uri
    played = Played(
        number=version.pk,
        name=version.main_library.name,
        params=version.params,
        metadata=version.metadata,
        about=about,
        files=whole(file_url(version.folder)),
        libraries={name: whole(url) for name, url in folder_urls(libraries).items()},
        states=states or {},
        keeps_states=keeps_states,
    )
    language = get_language() or settings.LANGUAGE_CODE
    context = {
        "language": version.metadata.get("language") or language,
        "title": version.metadata.get("title", ""),
        "number": version.pk,
        "styles": [*map(asset, OUR_STYLES), *_files(version, libraries, "css")],
        "scripts": [*map(asset, OUR_SCRIPTS), *_files(version, libraries, "js")],
        "integration": integration(played, language=language, words=core_words()),
    }
    response = render(request, TEMPLATE, context)
    allowed = hosts.of_version(version) if agreed else ()
    response["Content-Security-Policy"] = _policy(request, played, allowed)
    # Somebody's answers stand in it.
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response.xframe_options_exempt = True  # `frame-ancestors` says it
    return response


def _files(
    version: H5PVersion, libraries: Sequence[H5PLibrary], kind: Literal["js", "css"]
) -> list[str]:
    """One address where files could be joined, else each file's own."""
    joined = combined(version, kind)
    return [joined] if joined else file_urls(libraries, kind)


def _policy(request: HttpRequest, played: Played, allowed: Any) -> str:
    own = hosts.own_origin()
    return policy(
        assets(request, played),
        embedders=host_of(base_url()) if own else "'self'",
        hosts=allowed,
        own_host=bool(own),
    )


def assets(request: HttpRequest, played: Played) -> tuple[str, ...]:
    """Where static files and unpacked packages lie; the last folder is the package's own name."""
    files = played.files.rstrip("/").rsplit("/", 1)[0] + "/"
    return (request.build_absolute_uri(settings.STATIC_URL), files)
