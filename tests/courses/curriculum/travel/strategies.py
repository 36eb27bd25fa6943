"""Whatever authors could type, for every form a block can have."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Model
from hypothesis import strategies as st
from wagtail.models import Page

from courses.curriculum.travel import forms, values
from courses.curriculum.travel.media import is_media
from courses.curriculum.travel.prose.stored import to_html
from courses.curriculum.travel.prose.tree import Paragraph, merged
from courses.curriculum.travel.spots import plain
from tests.courses.curriculum.travel.prose.test_prose import LINES, ODD, PROSE, RUNS

TEXTS = st.one_of(
    ODD, st.sampled_from(["yes", ":::", "- a", "# b", '"', "a: b", "1.4", "{x}", "null"])
).map(plain)
SOME_TEXT = TEXTS.filter(bool)
PARAGRAPHS = st.lists(RUNS.map(lambda runs: Paragraph("p", runs)), max_size=3).map(merged)


def raws(form: values.Form) -> st.SearchStrategy[Any]:
    """Raw stream data of a form, without ids and with words for what is chosen."""
    return MAKERS[type(form)](form)


def _texts(form: values.Form) -> st.SearchStrategy[str]:
    return SOME_TEXT if form.required else TEXTS


def _choices(form: Any) -> st.SearchStrategy[str]:
    words = [str(word) for word in values._choices(form.block) if word != ""]
    return st.sampled_from(words if form.block.required else [*words, ""])


def _days(form: values.Form) -> st.SearchStrategy[Any]:
    days = st.dates(min_value=date(1000, 1, 1)).map(date.isoformat)
    return days if form.required else st.one_of(st.none(), days)


def _integers(form: values.Form) -> st.SearchStrategy[Any]:
    numbers = st.integers(-(10**6), 10**6)
    return numbers if form.required else st.one_of(st.none(), numbers)


def _chosen(form: Any) -> st.SearchStrategy[Any]:
    found = st.sampled_from(words_for(form.model))
    return found if form.required else st.one_of(st.none(), found)


def words_for(model: type[Model]) -> list[str]:
    if is_media(model):
        return ["medien/am-markt.jpg", "medien/a-1.pdf"]
    return ["/modul-1/eskalation/", "/"] if issubclass(model, Page) else ["glasl-2020"]


def _rich(form: Any) -> st.SearchStrategy[str]:
    text = PROSE if "h2" in form.features else PARAGRAPHS
    prose = LINES if form.line else text
    return (prose.filter(bool) if form.required else prose).map(to_html)


def _struct(form: Any) -> st.SearchStrategy[dict]:
    return st.fixed_dictionaries({name: raws(child) for name, child in form.children.items()})


def _list(form: Any) -> st.SearchStrategy[list]:
    items = st.lists(raws(form.child), min_size=1, max_size=3)
    return items.map(lambda values: [_item(n, value) for n, value in enumerate(values)])


def _item(number: int, value: Any) -> dict[str, Any]:
    return {"type": "item", "value": value, "id": str(UUID(int=number))}


@st.composite
def _table(draw: st.DrawFn, form: Any) -> dict[str, Any]:
    headings = draw(st.lists(TEXTS.map(lambda text: " ".join(text.split())), max_size=3))
    (kind,) = form.children
    rows = st.lists(st.lists(raws(form.cell), min_size=len(headings), max_size=len(headings)))
    made = draw(rows) if headings else []
    return {
        "caption": draw(SOME_TEXT),
        "columns": [{"type": kind, "heading": heading} for heading in headings],
        "rows": [{"values": row} for row in made],
    }


def streams(form: Any) -> st.SearchStrategy[list]:
    kinds = [
        st.fixed_dictionaries({"type": st.just(name), "value": raws(child)})
        for name, child in form.children.items()
    ]
    return st.lists(st.one_of(kinds), max_size=4)


MAKERS = {
    values.Text: _texts,
    values.Choice: _choices,
    values.Day: _days,
    values.Integer: _integers,
    values.YesNo: lambda form: st.booleans(),
    values.Chosen: _chosen,
    values.Rich: _rich,
    forms.Struct: _struct,
    forms.List: _list,
    forms.Table: _table,
    forms.Stream: streams,
}


def without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_ids(item) for name, item in value.items() if name != "id"}
    return [without_ids(item) for item in value] if isinstance(value, list) else value
