"""Run by the worker, which holds the keys."""

from certificates.upkeep import resigning


def sign_anew(certificate_id: int) -> None:
    resigning.sign_anew(certificate_id)


def sweep() -> int:
    """Every night: what could not be signed anew is tried again; returns how many tasks."""
    return resigning.queue_what_waits()
