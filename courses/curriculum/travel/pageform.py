"""How a page travels, told from its model: front matter, a body, and texts beside it.

A model field travels as the block of its kind would. What a new field needs is nothing.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from courses.curriculum.travel.fences import MARK, Body
from courses.curriculum.travel.forms import Struct, form_of
from courses.curriculum.travel.source import Source
from courses.curriculum.travel.spots import Spot, listed, plain, unknown
from courses.curriculum.travel.values import Form, Raw, Via, is_empty
from courses.curriculum.travel.yaml import dump
from courses.governance.models import Provider

Values = dict[str, Raw]
Files = dict[str, str]
# Of what every page has, this is what authors write.
OF_EVERY_PAGE = ("title", "slug", "seo_title", "search_description", "show_in_menus")


class Pointer(blocks.ChooserBlock):
    """What a foreign key is among blocks."""

    widget = None

    def __init__(self, model: type[models.Model], **options: Any) -> None:
        super().__init__(**options)
        self.target_model = model


class Numbers(Form):
    """„1, 3“ as a list of numbers; whatever else somebody wrote as the text it is."""

    default: Raw = ""

    def read(self, value: Any, spot: Spot) -> str:
        if isinstance(value, list) and all(isinstance(item, int) for item in value):
            return ", ".join(str(item) for item in value)
        return spot.text(value)

    def write(self, raw: Raw) -> Any:
        parts = plain(raw or "").split(", ")
        told = all(part.isdecimal() and str(int(part)) == part for part in parts)
        return [int(part) for part in parts] if told else plain(raw or "")


class Rows(Form):
    """Rows that belong to a page, with one value a row or several."""

    default: Raw = []
    required = False

    def __init__(self, relation: Any) -> None:
        self.model = relation.related_model
        self.fields = {
            column.name: column
            for column in self.model._meta.concrete_fields
            if column.editable and not column.primary_key and not isinstance(column, ParentalKey)
        }
        self.block = blocks.StructBlock([(n, block_for(f)) for n, f in self.fields.items()])
        self.row = Struct(self.block)
        self.single = next(iter(self.fields)) if len(self.fields) == 1 else ""

    def read(self, value: Any, spot: Spot) -> list[Values]:
        items = listed(value, spot)
        return [self._read(item, spot.below(items, n)) for n, item in enumerate(items)]

    def _read(self, item: Any, spot: Spot) -> Values:
        if self.single:
            return {self.single: self.row.children[self.single].read(item, spot)}
        return self.row.read(item, spot)

    def write(self, raw: Raw) -> list[Any]:
        rows = [self.row.write(row) for row in raw or []]
        return [row[self.single] if self.single else row for row in rows]

    def mapped(self, raw: Raw, via: Via) -> list[Values]:
        return [self.row.mapped(row, via) for row in raw or []]

    def of(self, page: Page, name: str) -> list[Values]:
        rows = getattr(page, name).all()
        return [{n: _raw(f.value_from_object(row)) for n, f in self.fields.items()} for row in rows]

    def made(self, rows: list[Values]) -> list[models.Model]:
        """The rows, without those that point to a page that is not there yet."""
        needed = [name for name, column in self.fields.items() if not column.null]
        return [self._made(row) for row in rows if all(row[name] is not None for name in needed)]

    def _made(self, row: Values) -> models.Model:
        columns = self.fields.items()
        return self.model(**{f.attname: f.to_python(row[name]) for name, f in columns})


@dataclass(frozen=True)
class PageForm:
    """`order` is that of the front matter; what is not named there follows as the model has it.

    `lead` is a field that stands as the first paragraph, `body` a stream behind it, `beside` says
    which streams stand in files of their own. `stays` are fields that mean nothing elsewhere.
    """

    page: type[Page]
    order: tuple[str, ...] = ()
    lead: str = ""
    body: str = ""
    beside: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    special: Mapping[str, type[Form]] = field(default_factory=dict)
    stays: frozenset[str] = frozenset()

    @cached_property
    def forms(self) -> dict[str, Form]:
        """The forms of the front matter by field, in their order."""
        apart = {self.body, *self.beside, *self.stays}
        found = {name: form for name, form in self._all() if name not in apart}
        first = [name for name in self.order if name in found]
        return {name: found[name] for name in [*first, *(n for n in found if n not in first)]}

    @cached_property
    def bodies(self) -> dict[str, Body]:
        names = [name for name in (self.body, *self.beside) if name]
        return {name: Body(self.page._meta.get_field(name).stream_block, name) for name in names}

    def _all(self) -> Iterator[tuple[str, Form]]:
        for column in self.page._meta.concrete_fields:
            inherited = issubclass(Page, column.model)
            if inherited and column.name not in OF_EVERY_PAGE:
                continue
            if column.primary_key or (column.remote_field and column.remote_field.parent_link):
                continue
            if column.name in self.stays:
                continue
            if column.name in self.special:
                yield column.name, self.special[column.name](block_for(column))
            else:
                yield column.name, form_of(block_for(column))
        for relation in self.page._meta.related_objects:
            if isinstance(relation.field, ParentalKey) and not _is_wagtails(relation):
                yield relation.get_accessor_name(), Rows(relation)

    # — A file and its values ————————————————————————————————————————————————

    def read(self, source: Source) -> Values:
        """The values of a file, with words for what is chosen. Raises BrokenFile."""
        self._know(source)
        values = {name: self._value(source, name, form) for name, form in self.forms.items()}
        start = 0
        if self.lead and self._file_name(self.lead) not in source.data:
            values[self.lead], start = lead_of(source, whole=not self.body)
        if self.body:
            values[self.body] = self.bodies[self.body].read(source, start)
        for name, file in self.beside.items():
            beside = source.text_beside(file)
            values[name] = self.bodies[name].read(beside) if beside else []
        return values

    def _know(self, source: Source) -> None:
        known = ["key", "type", *(self._file_name(name) for name in self.forms)]
        for name in source.data:
            if name not in known:
                raise unknown(name, known, Spot(source, name, source.line_of(name)))
        if source.body.strip() and not (self.lead or self.body):
            raise source.fail(_("There is no text behind this head."), line=source.body_line)

    def _file_name(self, name: str) -> str:
        return self.names.get(name, name)

    def _value(self, source: Source, name: str, form: Form) -> Raw:
        told = self._file_name(name)
        spot = Spot(source, told, source.line_of(told), f"{name}", source.key())
        if told not in source.data and (name == self.lead or not form.required):
            return form.default
        if not form.required and is_empty(source.data[told]) and source.data[told] is not False:
            return form.nothing
        return form.read(source.data.get(told), spot)

    def write(self, key: str, type_: str, values: Values, file: str) -> Files:
        """The files of these values in canonical form, the page's own file first."""
        data = {"key": key, "type": type_}
        lead, in_text = plain(values.get(self.lead) or ""), False
        for name, form in self.forms.items():
            value = form.write(values.get(name))
            if name == self.lead and _stands_as_paragraph(lead):
                in_text = True
            elif not form.left_out(value):
                data[self._file_name(name)] = value
        parts = [lead] if in_text else []
        if self.body:
            parts.append(self.bodies[self.body].write(values[self.body]))
        text = "\n\n".join(part for part in parts if part)
        files = {file: document(data, text, markdown=file.endswith(".md"))}
        for name, beside in self.beside.items():
            if told := self.bodies[name].write(values[name]):
                files[beside] = f"{told}\n"
        return files

    # — A page and its values ————————————————————————————————————————————————

    def of(self, page: Page) -> Values:
        """The values of a page, with primary keys for what is chosen."""
        found: Values = {}
        for name in [*self.forms, *self.bodies]:
            form = self.forms.get(name)
            if isinstance(form, Rows):
                found[name] = form.of(page, name)
            else:
                column = page._meta.get_field(name)
                value = getattr(page, column.attname)
                found[name] = _raw(value)
        return found

    def mapped(self, values: Values, via: Via) -> Values:
        forms = self.forms | {name: body.form for name, body in self.bodies.items()}
        return {name: form.mapped(values[name], via) for name, form in forms.items()}

    def put(self, page: Page, values: Values, provider: Provider) -> None:
        """Set the values on a page that is not saved yet."""
        for name, value in values.items():
            form = self.forms.get(name)
            if isinstance(form, Rows):
                setattr(page, name, form.made(value))
                continue
            column = page._meta.get_field(name)
            setattr(page, column.attname, value if _is_stream(column) else _stored(column, value))


def lead_of(source: Source, *, whole: bool) -> tuple[str, int]:
    """The first paragraph as plain text and the line behind it; `whole` takes all of the body."""
    lines = source.body.split("\n")
    start = next((n for n, text in enumerate(lines) if text.strip()), 0)
    end = next((n for n in range(start, len(lines)) if not lines[n].strip()), len(lines))
    end = len(lines) if whole else end
    lead = plain(" ".join(text.strip() for text in lines[start:end]))
    if not _stands_as_paragraph(lead):
        sentence = _("The text begins with a paragraph, the lead.")
        raise source.fail(sentence, line=source.body_line + start)
    return lead, end


def document(data: Mapping[str, Any], text: str = "", *, markdown: bool) -> str:
    """A whole file: YAML, or a head of YAML and Markdown behind it."""
    if not markdown:
        return dump(data)
    return f"---\n{dump(data)}---\n{text}\n" if text else f"---\n{dump(data)}---\n"


def _stands_as_paragraph(lead: str) -> bool:
    return bool(lead) and "\n" not in lead and not lead.startswith((MARK, "#"))


def block_for(column: Any) -> blocks.Block:
    """The block that is to a stream what this field is to a model."""
    default = column.get_default() if column.has_default() else None
    options = {"required": not column.blank, "default": default}
    if isinstance(column, StreamField):
        return column.stream_block
    if isinstance(column, RichTextField):
        return blocks.RichTextBlock(features=column.features, **options)
    if column.choices:
        return blocks.ChoiceBlock(choices=column.flatchoices, **options)
    if isinstance(column, models.ForeignKey):
        return Pointer(column.related_model, required=not column.blank)
    kinds: list[tuple[type[models.Field], type[blocks.Block]]] = [
        (models.BooleanField, blocks.BooleanBlock),
        (models.IntegerField, blocks.IntegerBlock),
        (models.DecimalField, blocks.DecimalBlock),
        (models.FloatField, blocks.FloatBlock),
        (models.DateField, blocks.DateBlock),
        (models.TextField, blocks.TextBlock),
        (models.CharField, blocks.CharBlock),
    ]
    for kind, block in kinds:
        if isinstance(column, kind) and not isinstance(column, models.DateTimeField):
            return block(**options)
    raise TypeError(f"{column} cannot travel: fields of its kind have no form.")


def _is_wagtails(relation: Any) -> bool:
    return relation.related_model._meta.app_label.startswith("wagtail")


def _is_stream(column: Any) -> bool:
    return isinstance(column, StreamField)


def _raw(value: Any) -> Raw:
    """A stored value as JSON would hold it."""
    prepare = getattr(value, "get_prep_value", None)
    return json.loads(json.dumps(prepare() if prepare else value, cls=DjangoJSONEncoder))


def _stored(column: Any, value: Raw) -> Any:
    if value is None and not column.null:
        return column.get_default() if isinstance(column, models.CharField) else value
    return column.to_python(value)
