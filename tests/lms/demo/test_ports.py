import socket
from collections.abc import Iterator

import pytest

from lms.demo import ports


@pytest.fixture
def listener() -> Iterator[int]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_taken_port_is_said_in_one_sentence(
    listener: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ports.main([str(listener)]) == 1
    assert capsys.readouterr().err == (
        f"Port {listener} is taken by another program: end it, or choose another port, "
        f"for instance `make demo PORT={listener + 1}`.\n"
    )


def test_a_free_port_is_free(listener: int, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    assert ports.main([str(free)]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("arguments", [[], ["eight"], ["70000"]])
def test_what_is_no_port_is_refused(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert ports.main(arguments) == 1
    assert capsys.readouterr().err == "PORT must be a number between 1 and 65535.\n"
