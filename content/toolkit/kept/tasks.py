"""Run by the worker every night."""

from content.toolkit.kept import domain


def forget_old() -> None:
    domain.forget_old()
