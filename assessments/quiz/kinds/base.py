"""What all kinds of question have in common, and what a module of a kind has to offer."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from django import forms
from django.utils.translation import gettext as _
from wagtail.blocks import StructBlock
from wagtail.blocks.list_block import ListValue
from wagtail.blocks.struct_block import StructBlockValidationError

from content.foundation.block_ids import id_by_place

# What somebody answered, as JSON holds it: ids, or what belongs to an id.
Answer = Any
# The part of a question that is asked as a whole.
WHOLE = ""


class HasId(Protocol):
    @property
    def id(self) -> str: ...


Piece = TypeVar("Piece", bound=HasId)


# — A question and how it is marked ————————————————————————————————————————————————


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said to one part of an answer."""

    fits: bool
    text: str


@dataclass(frozen=True, slots=True)
class Marked:
    """An answered question. `fits` is None where the person compares for themselves.

    `remarks` belong to options, pieces, gaps or cells, by their ids.
    """

    question: "Question"
    fits: bool | None
    remarks: Mapping[str, Remark] = field(default_factory=dict)
    hint: str = ""


class Question(Protocol):
    """A question as a plain value: it knows its rule, and nothing of forms or pages."""

    @property
    def id(self) -> str: ...

    @property
    def text(self) -> str: ...

    @property
    def kind(self) -> str:
        """The word it is stored and registered under."""

    def mark(self, answer: Answer) -> Marked:
        """Whatever `answer` is: ids that are none of the question's are not looked at."""

    def mistakes(self) -> list[str]:
        """What keeps it from being asked, in sentences for its author."""

    def as_json(self) -> dict[str, Any]:
        """With `id` and `kind`; the module's `from_json` makes the same question of it."""


def ids(answer: Answer) -> list[str]:
    """An answer that names parts of a question, each once. Whatever else was kept is none."""
    given = answer if isinstance(answer, list) else []
    return list(dict.fromkeys(key for key in given if isinstance(key, str)))


def by_id(answer: Answer) -> dict[str, str]:
    """An answer that says something to each part of a question. Whatever else was kept is none."""
    given = answer if isinstance(answer, Mapping) else {}
    return {key: said for key, said in given.items() if isinstance(said, str)}


def marked_by_parts(
    question: "Question", remarks: Mapping[str, Remark], say: Callable[[int], str]
) -> Marked:
    """A question that fits when all its parts do; `say` has the words for how many do."""
    fit, total = sum(remark.fits for remark in remarks.values()), len(remarks)
    hint = "" if fit == total else say(fit) % {"number": fit, "total": total}
    return Marked(question, fits=fit == total, remarks=remarks, hint=hint)


# — How it is asked ————————————————————————————————————————————————————————————————


@dataclass(frozen=True, slots=True)
class Order:
    """In which order pieces are shown.

    The same seed gives the same order: a person meets a question as they left it, and nothing
    about it is stored. `options` says whether options of choices are mixed too.
    """

    seed: str = ""
    options: bool = False

    def mixed(self, pieces: Sequence[Piece]) -> list[Piece]:
        return sorted(pieces, key=lambda piece: self._place(piece.id))

    def never_solved(self, pieces: Sequence[Piece]) -> list[Piece]:
        """Mixed, and never by chance in the order they have."""
        found = self.mixed(pieces)
        return found if found != list(pieces) else [*found[1:], *found[:1]]

    def _place(self, key: str) -> str:
        return hashlib.sha256(f"{self.seed}/{key}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question needs to be drawn: which one of how many it is, and the order."""

    number: int
    count: int
    order: Order

    def label(self, text: str) -> str:
        words = {"number": self.number, "count": self.count, "text": text}
        return _("Question %(number)d of %(count)d: %(text)s") % words


@dataclass(frozen=True, slots=True)
class Part:
    """A place in a question: its words and the field in it. A part without a field is only read."""

    id: str
    label: str = ""
    text: str = ""
    field: forms.Field | None = None


def piece_choice(label: str, choices: Sequence[tuple[str, str]], **more: Any) -> forms.ChoiceField:
    """A list to choose from beside one piece of a question."""
    foreign = _("This answer does not belong to the question. Please choose again.")
    return forms.ChoiceField(
        label=label,
        choices=[("", _("Please choose")), *choices],
        error_messages={"required": _("Please choose an answer."), "invalid_choice": foreign},
        **more,
    )


def as_parts(answer: Answer) -> dict[str, Any]:
    """The first values of the fields, where an answer is what each field holds."""
    return dict(by_id(answer))


def of_parts(cleaned: Mapping[str, Any]) -> Answer:
    """The other way round."""
    return {key: cleaned[key] for key in sorted(cleaned)}


def no_complaints(_question: Any, _cleaned: Mapping[str, Any]) -> dict[str, str]:
    """For kinds whose fields say everything themselves."""
    return {}


# — How it is written ——————————————————————————————————————————————————————————————


class AskedBlock(StructBlock):
    """The block of a kind. A draft may be unfinished; what is published can be answered."""

    def question(self, key: str, value: Any) -> Question:
        raise NotImplementedError

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        found = [] if self.is_deferred_validation else self.question("", cleaned).mistakes()
        if found:
            raise StructBlockValidationError(non_block_errors=found)
        return cleaned


def items(key: str, values: ListValue) -> Iterator[tuple[str, Any]]:
    """What a list holds, with the id of each; one by its place where none was stored.

    `key` is the id of the block; with the name of the list behind it from its second list on.
    """
    for place, child in enumerate(values.bound_blocks):
        yield child.original_id or id_by_place(key, place), child.value


class Kind(Protocol):
    """What a module of a kind offers. `assessments/quiz/kinds/__init__.py` lists the modules."""

    @property
    def BLOCK(self) -> str:  # noqa: N802 — constants of a module
        """The name of the block in the stream of a page."""

    @property
    def KINDS(self) -> tuple[str, ...]:  # noqa: N802
        """The kinds of question it knows, as they are stored."""

    @property
    def TEMPLATE(self) -> str: ...  # noqa: N802

    @property
    def HOLDS(self) -> str:  # noqa: N802
        """The part of the block that complaints of `mistakes` point to in a file."""

    @property
    def block(self) -> type[AskedBlock]: ...

    def from_json(self, row: Mapping[str, Any], /) -> Any: ...

    def parts(self, question: Any, asked: Asked, /) -> list[Part]: ...

    def complaints(self, question: Any, cleaned: Mapping[str, Any], /) -> Mapping[str, str]:
        """Part → what is wrong with it beside the others."""

    def answer(self, cleaned: Mapping[str, Any], /) -> Answer:
        """Part → its value, as an answer."""

    def initial(self, answer: Answer, /) -> Mapping[str, Any]:
        """The other way round."""
