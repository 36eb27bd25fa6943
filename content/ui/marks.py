"""Shapes that carry a meaning: escalation levels, verdicts, our sign."""

# Escalation marks on a 32 grid: shape, then the baseline of the digit.
LEVEL_MARKS: tuple[tuple[str, float], ...] = (
    ('<circle cx="16" cy="16" r="14"/>', 21.5),
    ('<path d="M16 2.5 30.5 28.5h-29z"/>', 25),
    ('<path d="M16 1 31 16 16 31 1 16z"/>', 21.5),
    ('<path d="M10 2h12l8 8v12l-8 8H10l-8-8V10z"/>', 21.5),
    ('<rect x="2.5" y="2.5" width="27" height="27" rx="4"/>', 21.5),
)

# Verdicts on an 88 grid: shape (never colour alone) and the sign inside it.
VERDICT_MARKS: dict[str, tuple[str, str]] = {
    "ok": ("M44 0a44 44 0 0 1 0 88H0V44A44 44 0 0 1 44 0z", "M25 46l13 13 26-29"),
    "warn": (
        "M8 0h72a8 8 0 0 1 8 8v72a8 8 0 0 1-8 8H8a8 8 0 0 1-8-8V8a8 8 0 0 1 8-8z",
        "M44 22v24l15 10",
    ),
    "bad": ("M26 0h36l26 26v36L62 88H26L0 62V26z", "M26 44h36"),
}

SIGN = (
    '<path class="s-one" d="M28 0a28 28 0 0 1 0 56H0V28A28 28 0 0 1 28 0z"/>'
    '<path class="s-two" d="M60 16h28v28a28 28 0 1 1-28-28z"/>'
    '<path class="s-both" d="M53.63 16.74A28 28 0 0 1 34.37 55.26 28 28 0 0 1 53.63 16.74z"/>'
)
EMPTY_SIGN = (
    '<path class="e-one" d="M28 0a28 28 0 0 1 0 56H0V28A28 28 0 0 1 28 0z"/>'
    '<path class="e-two" d="M60 16h28v28a28 28 0 1 1-28-28z"/>'
)
