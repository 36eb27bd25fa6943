"""What a browser sends to an exercise, without a host in front of the site."""

import io
import json
import sys
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.wsgi import get_wsgi_application

SECRET = "b" * 32


def server() -> Callable[[Any, Any], Any]:
    """The site without a host in front of it: sends what a person's browser would, and reads."""
    application = get_wsgi_application()
    cookies: dict[int, str] = {}

    def post(player: Any, said: Any, end: str = "aussage") -> Any:
        more = {"key": str(uuid4()), "activated": True, "statement": said}
        data = more if end == "aussage" else said
        body = json.dumps({"token": player.token, **data}).encode()
        cookie = cookies.setdefault(id(player), _cookies(player))
        told: list[Any] = []
        answer = application(
            _environment(f"{player.address}-{end}/", cookie, body),
            lambda status, _headers: told.append(status),
        )
        text = b"".join(answer)
        answer.close()
        if told != ["200 OK"]:
            raise SystemExit(f"Recording answered {told}: {text.decode()[:200]}")
        return json.loads(text)

    return post


def _cookies(player: Any) -> str:
    session = player.client.cookies[settings.SESSION_COOKIE_NAME].value
    return f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={SECRET}"


def _environment(path: str, cookie: str, body: bytes) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "HTTP_COOKIE": cookie,
        "HTTP_X_CSRFTOKEN": SECRET,
        "HTTP_ACCEPT_LANGUAGE": "de",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
    }
