"""Text as authors type it, and as contents hold it. Pure.

An empty line ends a paragraph, „- “ begins an item of a list, two stars make bold. What a content
holds beyond that is not shown in a form, because saving would lose it.
"""

import html
import re
from html.parser import HTMLParser

BOLD = re.compile(r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*")
ITEM = "- "
BLOCKS = frozenset({"p", "div"})
SPACE = re.compile(r"[ \t\r\n\f\v]+")


class NotPlain(ValueError):
    """There is more in it than a text of the form can say."""


def inline(text: str) -> str:
    """One line."""
    return html.escape(" ".join(text.split()), quote=False)


def paragraphs(text: str, *, bold: bool = True) -> str:
    """Several. Without `bold`, stars are stars."""
    parts = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").strip())
    return "".join(_paragraph(part, bold=bold) for part in parts if part.strip())


def _paragraph(part: str, *, bold: bool) -> str:
    lines = [line.strip() for line in part.split("\n") if line.strip()]
    if bold and all(line.startswith(ITEM) for line in lines):
        items = (_line(line.removeprefix(ITEM), bold=True) for line in lines)
        return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
    return "<p>" + "<br>".join(_line(line, bold=bold) for line in lines) + "</p>"


def _line(line: str, *, bold: bool) -> str:
    escaped = inline(line)
    return BOLD.sub(r"<strong>\1</strong>", escaped) if bold else escaped


def text_of(markup: str) -> str:
    """The way back. Raises NotPlain where the text could not say everything."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = [""]
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if attrs:
            raise NotPlain(tag)
        if tag == "br":
            self.parts[-1] = f"{self.parts[-1].rstrip(' ')}\n"
            return
        inside = self.open[-1] if self.open else ""
        if (tag in BLOCKS and inside in {"", "div"}) or (tag == "ul" and not inside):
            self.parts.append("")
        elif tag == "li" and inside == "ul":
            self.parts[-1] += f"\n{ITEM}" if self.parts[-1] else ITEM
        elif tag == "strong" and inside != "strong":
            self.parts[-1] += "**"
        else:
            raise NotPlain(tag)
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag != "br":
            raise NotPlain(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise NotPlain(tag)
        if tag == "strong":
            self.parts[-1] += "**"
        elif tag in BLOCKS or tag == "ul":
            self.parts.append("")

    def handle_data(self, data: str) -> None:
        words = SPACE.sub(" ", data.replace("\xa0", " "))
        if self.open and self.open[-1] == "ul" and words.strip():
            raise NotPlain(words)
        if not (self.open and self.open[-1] == "ul"):
            self.parts[-1] += words.lstrip() if self.parts[-1][-1:] in {"", "\n", " "} else words

    def handle_comment(self, data: str) -> None:
        raise NotPlain(data)

    def text(self) -> str:
        if self.open:
            raise NotPlain(self.open[-1])
        whole = (
            "\n".join(line.strip() for line in part.strip().split("\n")) for part in self.parts
        )
        return "\n\n".join(part for part in whole if part)
