"""Published test vectors, where they lie beside the repository."""

import json
from pathlib import Path
from typing import Any

import pytest

VECTORS = Path(__file__).parents[3] / "shared" / "vectors"
needs_vectors = pytest.mark.skipif(
    not VECTORS.is_dir(), reason=f"published test vectors are not beside the repository ({VECTORS})"
)


def vector(path: str) -> Any:
    return json.loads((VECTORS / path).read_text())


def text(path: str) -> str:
    return (VECTORS / path).read_text()
