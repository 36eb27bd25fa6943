"""Raw values live in tokens.css alone, and its colours can be read."""

import re
from pathlib import Path

import pytest

from content.ui.icons import ICONS

ROOT = Path(__file__).resolve().parents[3]
CSS = ROOT / "content/static/lms/css"
APPS = ("content", "courses", "assessments", "certificates", "lms")
# The sheet of parts is no page of the product; SVG text is drawn in the drawing's own units.
EXEMPT = {"tokens.css", "parts-page.css"}
DRAWN = re.compile(r"[^{}]*(?:\btext\b|\.t-\w+|\.g-\w+)[^{}]*\{[^{}]*\}")
RAW = re.compile(
    r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|lab)a?\(|(?<![\w.-])\d*\.?\d+(?:px|rem)\b"
)


def rules(path: Path) -> str:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    text = re.sub(r"@(?:media|container)[^{]*\{", "{", text)  # breakpoints cannot be tokens
    text = re.sub(r"url\([^)]*\)", "", text)
    return DRAWN.sub("", text)


@pytest.mark.parametrize("path", sorted(CSS.glob("*.css")), ids=lambda path: path.name)
def test_raw_values_stand_in_tokens_alone(path: Path) -> None:
    assert path.name in EXEMPT or RAW.findall(rules(path)) == []


@pytest.mark.parametrize("path", sorted(CSS.glob("*.css")), ids=lambda path: path.name)
def test_every_token_used_is_defined(path: Path) -> None:
    defined = set(re.findall(r"(--ui-[\w-]+):", (CSS / "tokens.css").read_text()))
    used = set(re.findall(r"var\((--ui-[\w-]+)", path.read_text()))
    assert used - defined == set()


def test_every_stylesheet_of_the_kit_is_linked() -> None:
    linked = (ROOT / "content/templates/lms_ui/styles.html").read_text()
    missing = [path.name for path in CSS.glob("*.css") if f"lms/css/{path.name}" not in linked]
    assert missing == ["parts-page.css"]


def test_every_icon_named_in_a_template_exists() -> None:
    named = re.compile(r"(?:{% icon|(?<![\w-])icon(?:_after)?=) ?\"([\w-]+)\"")
    unknown = {
        (str(path.relative_to(ROOT)), name)
        for app in APPS
        for path in (ROOT / app).glob("**/templates/**/*.html")
        for name in named.findall(path.read_text())
        if name not in ICONS and "wagtailadmin/" not in path.read_text()
    }
    assert unknown == set()


def colours() -> dict[str, tuple[str, str]]:
    text = (CSS / "tokens.css").read_text()
    pairs = re.findall(r"--ui-([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", text)
    plain = re.findall(r"--ui-([\w-]+): (#\w{6});", text)
    return {n: (a, b) for n, a, b in pairs} | {n: (a, a) for n, a in plain}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


GROUNDS = ["page", "surface", "sunken", "tint", "next-soft", "warn-soft", "ok-soft", "bad-soft"]
TEXTS = ["text", "muted", "link", "visited", "brand", "ok", "warn", "bad", "next-ink"]
READ = [(text, ground, 4.5) for text in TEXTS for ground in GROUNDS] + [
    ("on-brand", "brand", 4.5),
    ("on-brand", "brand-hover", 4.5),
    ("on-next", "next", 4.5),
    ("on-next", "next-hover", 4.5),
    ("on-deep", "deep", 4.5),
    ("on-deep-muted", "deep", 4.5),
    ("next-on-deep", "deep", 4.5),
    ("next", "deep", 3.0),
    ("on-deep", "picture", 4.5),
    ("on-deep", "picture-soft", 4.5),
    ("brand-soft", "page", 3.0),
    ("line-strong", "page", 3.0),
    ("line-strong", "surface", 3.0),
    ("line-strong", "sunken", 3.0),
    ("focus", "page", 3.0),
    ("focus", "surface", 3.0),
    ("focus", "sunken", 3.0),
    *[("on-level", f"level-{n}", 4.5) for n in range(5)],
    *[(f"level-{n}-ink", f"level-{n}-soft", 4.5) for n in range(5)],
]


@pytest.mark.parametrize(("text", "ground", "least"), READ)
def test_contrast_holds_in_light_and_dark(text: str, ground: str, least: float) -> None:
    known = colours()
    ratios = [contrast(known[text][mode], known[ground][mode]) for mode in (0, 1)]
    assert [ratio >= least for ratio in ratios] == [True, True], ratios
