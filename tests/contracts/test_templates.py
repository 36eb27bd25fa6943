"""No template brings script, style or a third party past the content security policy."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("content", "courses", "assessments", "certificates", "lms")
TEMPLATES = sorted(path for app in APPS for path in (ROOT / app).glob("**/templates/**/*.html"))
COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}|<!--.*?-->", re.DOTALL)
REFUSED = {
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a script without src": re.compile(
        r"<script\b(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)[^>]*>", re.IGNORECASE
    ),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
    "another host": re.compile(
        r"<(?:link|script|img|iframe|source|video|audio|use)\b[^>]*(?:src|href)=[\"']?(?:https?:)?//",
        re.IGNORECASE,
    ),
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_is_clean(path: Path) -> None:
    text = COMMENT.sub("", path.read_text())
    assert [name for name, pattern in REFUSED.items() if pattern.search(text)] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a style element", "<style>p {}</style>"),
        ("a style attribute", '<p class="a" style="color: red">'),
        ("a script without src", '<script type="module">import x</script>'),
        ("an event attribute", '<button onclick="go()">'),
        ("a script address", '<a href="javascript:go()">'),
        ("another host", '<script src="//cdn.example/x.js"></script>'),
        ("another host", '<link rel="stylesheet" href="https://cdn.example/x.css">'),
    ],
)
def test_refusals_see_what_they_should(name: str, text: str) -> None:
    assert [key for key, pattern in REFUSED.items() if pattern.search(text)] == [name]
