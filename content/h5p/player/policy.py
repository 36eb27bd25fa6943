"""What a package's scripts may do: nothing but run, in an origin that is nobody's. Pure.

The list stands twice, on the frame and in the answer's own header: opened at its own address, the
page is as alone as inside a lesson.
"""

from collections.abc import Collection, Sequence
from urllib.parse import urlsplit

SANDBOX = (
    "allow-scripts",
    "allow-forms",
    "allow-popups",
    "allow-modals",
    "allow-downloads",
)
# Only where packages have a host of their own: there they may keep what is theirs.
OWN_HOST = "allow-same-origin"


def sandbox(*, own_host: bool = False) -> str:
    return " ".join((*SANDBOX, OWN_HOST) if own_host else SANDBOX)


def policy(
    assets: Sequence[str],
    *,
    embedders: str = "'self'",
    hosts: Collection[str] = (),
    own_host: bool = False,
) -> str:
    """The header of a player page. `assets`: where its files lie, by address and not only by host.

    No inline script is needed, so none is allowed, not even with a nonce. `unsafe-eval` is what
    EJS in Course Presentation and Question Set needs; it gives a package nothing it has not.
    `hosts` are the foreign ones somebody has agreed to.
    """
    ours = " ".join(assets)
    theirs = " ".join(sorted(hosts))
    both = f"{ours} {theirs}".strip()
    frames = theirs or "'none'"
    return "; ".join(
        (
            f"sandbox {sandbox(own_host=own_host)}",
            "default-src 'none'",
            f"script-src {both} 'unsafe-eval'",
            "script-src-attr 'unsafe-inline'",
            f"style-src {both} 'unsafe-inline'",
            f"img-src {both} data: blob:",
            f"media-src {both} data: blob:",
            f"font-src {both} data:",
            f"connect-src {both}",
            "worker-src blob:",
            f"frame-src {frames}",
            "form-action 'none'",
            f"base-uri {ours}",
            f"frame-ancestors {embedders}",
        )
    )


def host_of(address: str) -> str:
    """„https://h5p.example“ of an address; empty for a path."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
