"""What several attempts amount to, and whether that is enough. Pure."""

from collections.abc import Sequence

from assessments.h5p.enums import Method, Policy, Trust

# Content types that tell us nothing: whoever has used them has done what there is to do …
SILENT = frozenset(
    {
        "H5P.Accordion",
        "H5P.Agamotto",
        "H5P.Audio",
        "H5P.Chart",
        "H5P.Collage",
        "H5P.Image",
        "H5P.ImageHotspots",
        "H5P.ImageJuxtaposition",
        "H5P.ImageSlider",
        "H5P.Timeline",
        "H5P.TourPlayer",
        "H5P.Video",
    }
)
# … and those where only the person knows when they are through.
OWN_PACE = frozenset({"H5P.CornellNotes", "H5P.Dialogcards", "H5P.DocumentationTool"})


def default_policy(machine_name: str) -> Policy:
    """For a content type; a score is asked for only where its author says so."""
    if machine_name in SILENT:
        return Policy.VIEWED
    return Policy.OWN if machine_name in OWN_PACE else Policy.FINISH


def grade(shares: Sequence[float], method: Method) -> float | None:
    """`shares` in the order of the attempts, 0 to 1; None without any."""
    if not shares:
        return None
    if method is Method.AVERAGE:
        return sum(shares) / len(shares)
    return {Method.BEST: max(shares), Method.LAST: shares[-1], Method.FIRST: shares[0]}[method]


def is_done(
    policy: Policy,
    results: Sequence[tuple[float | None, Trust]],
    *,
    method: Method,
    mark: float,
    needs_firm: bool,
) -> bool:
    """Whether finished attempts, each with its share and where that comes from, are enough.

    Something without a score is done once it is finished; a mark can only be reached with one.
    """
    counted = [share for share, trust in results if trust.is_firm or not needs_firm]
    if policy is Policy.FINISH:
        return bool(counted)
    if policy is not Policy.PASS:
        return False
    reached = grade([share for share in counted if share is not None], method)
    return reached is not None and reached >= mark
