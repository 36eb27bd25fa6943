"""What authors hear when they save a diagram."""

from typing import Any

from wagtail.blocks import ListBlockValidationError, StructBlockValidationError

from content.blocks.body import LessonBody
from tests.content.diagrams.texts import Case

BODY = LessonBody()


def complaints(case: Case) -> dict[str, list[str]]:
    """Field → sentences; empty when the block may be saved."""
    block = BODY.child_blocks[case[0]]
    try:
        block.clean(block.to_python(case[1]))
    except StructBlockValidationError as refused:
        return {name: _sentences(error) for name, error in refused.block_errors.items()}
    return {}


def _sentences(error: Any) -> list[str]:
    """Of an error, at whatever depth Wagtail keeps it."""
    if isinstance(error, StructBlockValidationError | ListBlockValidationError):
        inner = error.block_errors
        values = inner.values() if isinstance(inner, dict) else inner
        return [text for value in values if value for text in _sentences(value)]
    return list(error.messages)
