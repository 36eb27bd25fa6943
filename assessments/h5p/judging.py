"""What a finish amounts to by the content it belongs to. Pure but for its types."""

from typing import Any

from assessments.h5p.enums import Trust
from assessments.h5p.report import rows
from assessments.h5p.scoring import recompute
from assessments.h5p.statements import Said
from content.h5p.models import H5PVersion


def graded(version: H5PVersion, said: Said) -> dict[str, Any]:
    """The fields of a result: our own score where we can compute one, else the browser's."""
    name, reported = version.main_library.name, said.score
    ours = recompute(name, version.params, said.response, said.children)
    score = ours or reported
    differs = ours and reported and (ours.raw, ours.top) != (reported.raw, reported.top)
    return {
        "trust": Trust.VERIFIED if ours else Trust.REPORTED,
        "raw": score.raw if score else None,
        "top": score.top if score else None,
        "reported_raw": reported.raw if differs and reported else None,
        "questions": rows(version.params, said.children or (said.statement,)),
    }
