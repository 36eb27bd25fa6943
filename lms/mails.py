"""Mails that went out, in the browser: for developers and people who try the demo.

Only where LMS_SHOW_MAIL says so (`lms.settings.dev`), because anybody may look: elsewhere these
addresses do not exist. What is shown are the files of Django's file-based mail backend.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

FILES_A_PAGE = 50
SHOWN_HEADERS = ("From", "To", "Subject", "Date", "Message-ID")
# What the backend writes after each message.
RULE = b"-" * 79 + b"\n"


@dataclass(frozen=True, slots=True)
class SentMail:
    """One message of a file: `file` and `number` are its address."""

    file: str
    number: int
    written_at: datetime
    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message["Subject"] or "")

    @property
    def to(self) -> str:
        return str(self.message["To"] or "")

    @property
    def headers(self) -> list[tuple[str, str]]:
        return [(name, str(self.message[name])) for name in SHOWN_HEADERS if self.message[name]]

    @property
    def text(self) -> str:
        body = self.message.get_body(("plain",))
        return str(body.get_content()) if body else ""

    @property
    def calendar(self) -> str:
        """The first calendar part; the second is the same once more, as a file."""
        return next((_text(part) for part in self._parts("text/calendar")), "")

    def _parts(self, kind: str) -> Iterator[Any]:
        return (part for part in self.message.walk() if part.get_content_type() == kind)


def _text(part: Any) -> str:
    content = part.get_content()
    return content.decode(errors="replace") if isinstance(content, bytes) else str(content)


@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    files = sorted(_files(), key=lambda path: (path.stat().st_mtime, path.name), reverse=True)
    page = Paginator(files, FILES_A_PAGE).get_page(request.GET.get("seite"))
    shown = [mail for path in page for mail in reversed(_read(path))]
    return render(request, "lms_site/mails.html", {"page": page, "mails": shown})


@require_safe
def mail(request: HttpRequest, file: str, number: int) -> HttpResponse:
    """One mail: headers, text and calendar part."""
    path = next((path for path in _files() if path.name == file), None)
    found = [mail for mail in _read(path) if mail.number == number] if path else []
    if not found:
        raise Http404
    return render(request, "lms_site/mail.html", {"mail": found[0]})


def _files() -> list[Path]:
    """Only names that lie in the folder are ever opened."""
    folder = getattr(settings, "EMAIL_FILE_PATH", None)
    if not getattr(settings, "LMS_SHOW_MAIL", False) or not folder:
        raise Http404
    return [path for path in Path(folder).glob("*.log") if path.is_file()]


def _read(path: Path) -> list[SentMail]:
    written_at = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
    messages = [part for part in path.read_bytes().split(RULE) if part.strip()]
    return [
        SentMail(path.name, number, written_at, _message(raw))
        for number, raw in enumerate(messages, start=1)
    ]


def _message(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=policy.default)
