"""Every block travels, whatever its author typed, and none of them has a codec of its own."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.curriculum.guides.pages import GuidePage
from courses.curriculum.pages import InfoPage, LessonPage
from courses.curriculum.travel import registry
from courses.curriculum.travel.fences import Body
from courses.curriculum.travel.source import BrokenFile, Source
from tests.courses.curriculum.travel.strategies import raws, streams, without_ids

BODIES = [
    (LessonPage, "body"),
    (LessonPage, "plain_body"),
    (InfoPage, "body"),
    (GuidePage, "body"),
]
# Guides know every block that lessons know.
KINDS = list(Body(GuidePage.body.field.stream_block, "body").fences.items())


def source(text: str) -> Source:
    data = {"key": "93c7f77f-124d-408e-9940-5e9cf9d1857c"}
    return Source("x.md", data, body=text, body_line=1, folder=Path(), whole=text)


def body_of(page, name) -> Body:
    return Body(page._meta.get_field(name).stream_block, name)


@pytest.mark.parametrize(("kind", "fence"), KINDS, ids=[kind for kind, _fence in KINDS])
@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_block_comes_back_as_it_was(kind, fence, data) -> None:
    body = Body(GuidePage.body.field.stream_block, "body")
    raw = [{"type": kind, "value": data.draw(raws(fence.form))}]
    text = body.write(raw)
    found = body.read(source(text))
    kept = without_ids(raw) if text else []
    assert without_ids(found) == kept
    assert body.write(found) == text


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(streams(Body(InfoPage.body.field.stream_block, "body").form))
def test_blocks_in_a_row_stay_apart(raw) -> None:
    body = Body(InfoPage.body.field.stream_block, "body")
    kept = without_ids([item for item in raw if item["value"]])
    text = body.write(raw)
    assert without_ids(body.read(source(text))) == kept
    assert body.write(body.read(source(text))) == text


@pytest.mark.parametrize(("page", "name"), BODIES)
def test_the_name_of_a_block_can_stand_at_a_fence(page, name) -> None:
    for kind in body_of(page, name).fences:
        assert re.fullmatch("[a-z]+", kind)


@pytest.mark.parametrize("node", registry.all_nodes(), ids=lambda node: node.name)
def test_every_field_of_a_page_travels_or_is_said_to_stay(node) -> None:
    own = {
        column.name
        for column in node.page._meta.concrete_fields
        if not issubclass(node.page.__mro__[-1], column.model)
        and column.model._meta.app_label.startswith("lms_")
        and not (column.remote_field and column.remote_field.parent_link)
    }
    form = node.form
    assert own == set(form.forms) & own | set(form.bodies) | form.stays & own


def test_a_list_keeps_its_marks_and_a_table_its_pipes() -> None:
    body = body_of(LessonPage, "body")
    columns = [{"type": "text", "heading": "a|b"}, {"type": "text", "heading": ""}]
    rows = [{"values": ["<p>x | y<br/>z</p>", ""]}]
    items = [{"type": "item", "value": "a: b", "id": "1"}]
    raw = [
        {
            "type": "table",
            "value": {"caption": 'Wer „will" was?', "columns": columns, "rows": rows},
        },
        {"type": "text", "value": "<p>eins</p>"},
        {"type": "text", "value": "<p>zwei</p>"},
        {"type": "checklist", "value": {"title": "x", "items": items}},
    ]
    assert body.write(raw) == (
        ':::table caption="Wer „will\\" was?"\n'
        "| a\\|b | |\n|---|---|\n| x \\| y&NewLine;z | |\n:::\n\n"
        "eins\n\n:::text\nzwei\n:::\n\n"
        ':::checklist\ntitle: x\nitems:\n  - "a: b"\n:::'
    )
    assert without_ids(body.read(source(body.write(raw)))) == without_ids(raw)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (":::checklist\ntitle: x\nitem: y\n:::", 3, "„item“ gibt es hier nicht."),
        (":::checklist\nitems: y\n:::", 1, "„checklist“ braucht: title."),
        (":::checklist\ntitle: x\nitems: y\n:::", 3, "„items“ muss eine Liste sein."),
        (":::checklist\ntitle: [x\n:::", 2, "Das ist kein YAML"),
        (':::checklist title="x"\nitems: []\n:::', 1, "Der Block kennt title nicht."),
        ('eins\n\n:::video title="x"\nText.\n:::', 3, 'Der Block braucht file="…".'),
        (
            ':::figure image="medien/a.jpg" credit="x" decorative="ja"\n:::',
            1,
            "„decorative“ muss true oder false sein.",
        ),
        (
            ":::download\ntitle: x\ndocument: medien/a.pdf\nlanguage: xx\n:::",
            4,
            "„language“ ist eines von: de",
        ),
    ],
)
def test_what_is_wrong_in_a_fence_is_said_with_its_line(text, line, said) -> None:
    with pytest.raises(BrokenFile) as caught:
        body_of(LessonPage, "body").read(source(text))
    assert caught.value.complaint.line == line
    assert caught.value.complaint.expected.startswith(said)


def test_the_description_of_the_format_names_every_fence() -> None:
    text = (Path(__file__).resolve().parents[4] / "lms/curriculum/README.md").read_text()
    assert [kind for kind, _fence in KINDS if f"| `{kind}` |" not in text] == []
