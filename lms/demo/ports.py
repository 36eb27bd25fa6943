"""Is a port of this machine free? Asked before anything is installed, so stdlib only.

python -m lms.demo.ports 8000
"""

import socket
import sys


def is_free(port: int) -> bool:
    """Nobody listens on `port` of this machine, by either kind of address."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return not _answers("::1", port)


def taken(port: int) -> str:
    """One sentence for the person at the terminal."""
    return (
        f"Port {port} is taken by another program: end it, or choose another port, "
        f"for instance `make demo PORT={port + 1}`."
    )


def _answers(address: str, port: int) -> bool:
    try:
        with socket.create_connection((address, port), timeout=1):
            return True
    except OSError:
        return False


def main(arguments: list[str]) -> int:
    try:
        port = int(arguments[0])
        free = is_free(port)
    except (IndexError, ValueError, OverflowError):
        print("PORT must be a number between 1 and 65535.", file=sys.stderr)  # noqa: T201
        return 1
    if not free:
        print(taken(port), file=sys.stderr)  # noqa: T201
    return 0 if free else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
