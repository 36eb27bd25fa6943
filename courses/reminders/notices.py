"""Reading delivery status notifications (RFC 3464): which mail failed, for whom and why. Pure.

Only codes, addresses and the mail server's own words are taken from a notice; the mail it may carry
back is not looked at beyond its Message-ID.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from typing import Any

from django.utils.translation import gettext as _

from content.foundation.errors import DomainError

LARGEST = 1_000_000
LONGEST_NOTE = 500


class NoNotice(DomainError):
    """Whatever it is, it is not a delivery status notification."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One recipient who was not reached for good."""

    recipient: str
    status: str
    diagnostic: str

    @property
    def note(self) -> str:
        return " ".join(filter(None, (self.status, self.diagnostic)))[:LONGEST_NOTE]


@dataclass(frozen=True, slots=True)
class Notice:
    """What a notice says. Without failures it tells of a delay or of success."""

    message_id: str
    failures: tuple[Failure, ...]


def read_notice(raw: bytes) -> Notice:
    """Raises NoNotice for everything that is not a multipart/report about delivery."""
    if not raw.strip():
        raise NoNotice(_("Nothing was handed over. A notice is expected on the standard input."))
    if len(raw) > LARGEST:
        raise NoNotice(_("This is too long for a notice about a mail."))
    message = message_from_bytes(raw, policy=policy.default)
    status = next(_parts(message, "message/delivery-status"), None)
    if message.get_content_type() != "multipart/report" or status is None:
        raise NoNotice(_("This is not a notice about the delivery of a mail (RFC 3464)."))
    return Notice(_original_id(message), tuple(_failures(status)))


def _parts(message: Any, kind: str) -> Iterator[Any]:
    return (part for part in message.walk() if part.get_content_type() == kind)


def _failures(status: Any) -> Iterator[Failure]:
    """A block for the mail as a whole comes first, then one for each recipient."""
    payload = status.get_payload()
    for block in payload if isinstance(payload, list) else []:
        if "final-recipient" not in block and "original-recipient" not in block:
            continue
        code = _line(block, "status").split(" ")[0]
        action = _line(block, "action").casefold()
        if code.startswith("5") or (action == "failed" and not code.startswith(("2", "4"))):
            recipient = _line(block, "final-recipient") or _line(block, "original-recipient")
            yield Failure(_value(recipient), code, _value(_line(block, "diagnostic-code")))


def _original_id(message: Any) -> str:
    """From the mail or the headers that ride along."""
    for kind in ("message/rfc822", "text/rfc822-headers"):
        for part in _parts(message, kind):
            original = _carried(part)
            if original is not None and original["message-id"]:
                return _line(original, "message-id")
    return ""


def _carried(part: EmailMessage) -> Message | None:
    payload: Any = part.get_payload()
    if isinstance(payload, list):
        return payload[0] if payload else None
    content: Any = part.get_payload(decode=True)
    return message_from_bytes(content, policy=policy.default) if content else None


def _line(message: Message, name: str) -> str:
    """A header on one line, whatever is wrong with it."""
    try:
        return " ".join(str(message.get(name, "")).split())
    except Exception:  # noqa: BLE001 - the parser stumbles over broken headers in many ways
        return ""


def _value(line: str) -> str:
    """Without the type before it: `rfc822; anna@example.org`, `smtp; 550 unknown user`."""
    return line.partition(";")[2].strip() if ";" in line else line
