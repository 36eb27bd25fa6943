"""What the texts of a curriculum ask of their readers: the longest sentences, the hardest
paragraphs. A list to read and judge by, no score to reach.

    python -m tools.reading [DIR] [--most N]
"""

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

CURRICULUM = Path(__file__).resolve().parents[1] / "lms" / "curriculum"
APART = {"README.md", "LICENSE.md"}
FENCE = "---\n"
# Names whose values are no words for readers: identity, addresses, choices.
TECHNICAL = {
    *("key", "id", "type", "slug", "kind", "page", "lesson", "next", "code", "land", "related"),
    *("see_also", "visibility", "moderation", "online", "phase", "level", "work", "document"),
    *("start", "url", "video_url", "doi", "isbn", "language", "stance", "source", "target"),
    *("pictures", "earlier", "file", "image", "poster", "captions", "of", "each"),
}
IN_HEAD = re.compile(r'(?P<name>\w+)="(?P<text>(?:[^"\\]|\\.)*)"')
LINK = re.compile(r"\[(?P<words>[^\]]*)\]\((?P<target>[^)\s]+)\)")
MARKS = re.compile(r"\*+|\\(?=\W)|&\w+;")
BULLET = re.compile(r"^\s*(?:[-*]|\d+\.)\s+|^#+\s+")
# A sentence ends at a mark that is followed by a space and a capital letter or an opening quote.
END = re.compile(r"(?<=[.!?…])[“‘)]*\s+(?=[„»(]?[A-ZÄÖÜ])")
# … unless a short form stands before the full stop, or a day before a month.
NO_END = re.compile(r"\b(?:z|z\. B|d|d\. h|u|u\. a|bzw|vgl|ca|Dr|Nr|Abs|Art|St|Std|Min|S|f|ff)\.$")
DAY = re.compile(r"\b\d{1,2}\.$")
MONTHS = ("Jan", "Feb", "März", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")
WORD = re.compile(r"[^\W\d_]+(?:[-’][^\W\d_]+)*")
VOWELS = re.compile(r"[aeiouyäöü]+", re.IGNORECASE)
LONG_WORD = 6
COMPLEX = 3  # syllables


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph, item or cell as its readers see it, and where it stands."""

    file: str
    name: str
    words: str
    targets: tuple[str, ...]


@dataclass(frozen=True)
class Paragraph:
    text: Text

    @cached_property
    def sentences(self) -> list[str]:
        found: list[str] = []
        for part in END.split(self.text.words):
            if found and _goes_on(found[-1], part):
                found[-1] = f"{found[-1]} {part}"
            else:
                found.append(part)
        return found

    @cached_property
    def words(self) -> list[str]:
        return WORD.findall(self.text.words)

    @cached_property
    def hardness(self) -> float:
        """The fourth Wiener Sachtextformel: about the year of school in which it can be read."""
        complex_words = sum(len(VOWELS.findall(word)) >= COMPLEX for word in self.words)
        share = 100 * complex_words / len(self.words)
        return 0.2656 * len(self.words) / len(self.sentences) + 0.2744 * share - 1.693


def _goes_on(sentence: str, part: str) -> bool:
    of_a_month = bool(DAY.search(sentence)) and part.startswith(MONTHS)
    return of_a_month or bool(NO_END.search(sentence))


def texts_of(root: Path = CURRICULUM) -> list[Text]:
    """Everything people read in the files of a curriculum, in the order of the files."""
    files = sorted(path for path in root.rglob("*") if path.suffix in (".md", ".yaml"))
    return [
        Text(path.relative_to(root).as_posix(), name, _bare(raw), _targets(raw))
        for path in files
        if path.name not in APART
        for name, raw in _raw(path.read_text("utf-8"), markdown=path.suffix == ".md")
        if raw.strip()
    ]


def _raw(text: str, *, markdown: bool) -> Iterator[tuple[str, str]]:
    if not markdown:
        yield from strings(load(text))
        return
    body = text
    if text.startswith(FENCE):
        head, _fence, body = text.removeprefix(FENCE).partition(FENCE)
        yield from strings(load(head))
    yield from _of_body(body.split("\n"))


def _of_body(lines: list[str]) -> Iterator[tuple[str, str]]:
    """A paragraph is one line in canonical form; a fence holds YAML, a table or Markdown."""
    inside: list[str] | None = None
    kind = ""
    for line in lines:
        if line.startswith(":::") and line != ":::":
            kind, inside = line[3:].split(" ")[0], []
            yield from ((found["name"], found["text"]) for found in _options(line))
        elif line == ":::":
            yield from _of_fence(kind, inside or [])
            inside = None
        elif inside is None:
            yield "text", BULLET.sub("", line)
        else:
            inside.append(line)


def _options(line: str) -> Iterator[re.Match[str]]:
    return (found for found in IN_HEAD.finditer(line) if found["name"] not in TECHNICAL)


def _of_fence(kind: str, lines: list[str]) -> Iterator[tuple[str, str]]:
    if lines and re.match(r"^[a-z_]+:(?: |$)", lines[0]):
        yield from strings(load("\n".join(lines)))
        return
    for line in lines:
        if line.startswith("|"):
            cells = re.split(r"(?<!\\)\|", line.strip("|"))
            yield from ((kind, cell.strip()) for cell in cells if cell.strip(" -"))
        else:
            yield kind, BULLET.sub("", line)


def strings(data: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text for readers in what a YAML file holds, with the name it stands under."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key not in TECHNICAL:
                yield from strings(value, str(key))
    elif isinstance(data, list):
        for item in data:
            yield from strings(item, name)
    elif isinstance(data, str):
        yield from ((name, line) for line in data.split("\n"))


def load(text: str) -> Any:
    return YAML(typ="safe", pure=False).load(text)


def _bare(raw: str) -> str:
    return MARKS.sub("", LINK.sub(lambda link: link["words"], raw)).strip()


def _targets(raw: str) -> tuple[str, ...]:
    return tuple(link["target"] for link in LINK.finditer(raw))


def paragraphs(texts: list[Text], *, at_least: int = 12) -> list[Paragraph]:
    """Running text of some length; names, cells and headings are no sentences."""
    found = (Paragraph(text) for text in texts)
    return [each for each in found if len(each.words) >= at_least and "." in each.text.words]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=CURRICULUM)
    parser.add_argument("--most", type=int, default=30, metavar="N")
    asked = parser.parse_args()
    found = paragraphs(texts_of(asked.folder))
    sentences = [(sentence, each.text) for each in found for sentence in each.sentences]
    sentences.sort(key=lambda pair: -len(WORD.findall(pair[0])))
    print(f"The {asked.most} longest sentences")
    for sentence, text in sentences[: asked.most]:
        print(f"{len(WORD.findall(sentence)):4}  {text.file}: {sentence}")
    print(f"\nThe {asked.most} hardest paragraphs (year of school)")
    for each in sorted(found, key=lambda each: -each.hardness)[: asked.most]:
        print(f"{each.hardness:4.0f}  {each.text.file}: {each.text.words}")


if __name__ == "__main__":
    main()
