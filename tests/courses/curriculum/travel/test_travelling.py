"""Everything an author may use, out and in again, with pictures, terms and sources."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection
from wagtailmedia import get_media_model

from content.glossary.models import Term
from content.sources.models import Source as Work
from content.toolkit.models import RelatedCard
from content.toolkit.pages import MethodIndexPage, MethodPage
from courses.curriculum.authors import collection_of
from courses.curriculum.models import Activity, Programme
from courses.curriculum.pages import LessonPage, ModulePage
from courses.curriculum.travel.exporter import ExportRefused, export_curriculum, gather
from courses.curriculum.travel.importer import import_curriculum
from courses.curriculum.travel.pages import key_of
from courses.curriculum.travel.source import ImportRefused
from tests.content.blocks.files import make_document, make_image, make_media
from tests.content.h5p.rows import make_content
from tests.courses.curriculum.travel.strategies import SOME_TEXT, raws
from tests.courses.curriculum.travel.trees import files, keys, pages, wipe
from tests.factories import ProviderFactory, make_programme

pytestmark = pytest.mark.django_db
CARD = {
    "purpose": "Wofür.",
    "minutes": 5,
    "do_no_harm": "Nichts.",
    "steps": [{"type": "step", "value": {"title": "a", "text": "b", "minutes": 5}}],
}


@pytest.fixture(autouse=True)
def uploads(db, settings, tmp_path) -> Path:
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return settings.MEDIA_ROOT


def make_entries() -> None:
    Term.objects.create(term="Eskalation", slug="eskalation", definition="Zuspitzung.")
    Work.objects.create(
        kind="book", slug="glasl-2020", title="Konflikt", authors="Glasl, Friedrich", year="2020"
    )


@pytest.fixture
def programme() -> Programme:
    make_entries()
    made = make_programme(lessons=2)
    toolkit = made.page.add_child(instance=MethodIndexPage(title="Koffer", slug="koffer"))
    cards = [MethodPage(title=name, slug=name, **CARD) for name in ("eins", "zwei")]
    for card in cards:
        toolkit.add_child(instance=card)
    cards[0].related = [RelatedCard(card=cards[1])]
    cards[0].save()
    return made


def chosen(programme: Programme) -> dict[str, Any]:
    """Something for every chooser of a block, by its name in the block."""
    return {
        "image": make_image().pk,
        "poster": make_image(40, 30, "Standbild").pk,
        "captions": make_document().pk,
        "document": make_document(b"%PDF-1.7", "Ab_lauf 2.pdf").pk,
        "video": make_media().pk,
        "audio": make_media("audio", "ton.mp3").pk,
        "card": MethodPage.objects.get(slug="eins").pk,
        "activity": ModulePage.objects.get().pk,
        "content": make_content().pk,
    }


def every_block(programme: Programme) -> list[dict[str, Any]]:
    """One of each kind, with the words that stand in its preview."""
    found, pks = [], chosen(programme)
    for kind, block in LessonPage.body.field.stream_block.child_blocks.items():
        value = block.get_prep_value(block.get_preview_value())
        for name in getattr(block, "child_blocks", ()) if isinstance(value, dict) else ():
            if name in ("file", "page"):
                value[name] = pks[kind]
            elif name in pks:
                value[name] = pks[name]
        if kind == "reading":
            value["works"][0]["value"]["work"] = Work.objects.get().pk
        found.append({"type": kind, "value": value})
    return found


def marked(programme: Programme) -> str:
    """A text that links to everything a text may link to."""
    term, work = Term.objects.get(), Work.objects.get()
    document = make_document(b"%PDF-1.7", "bogen.pdf")
    lesson = LessonPage.objects.first()
    return (
        f'<p data-block-key="a1"><a linktype="term" id="{term.pk}">Eskalation</a>, '
        f'<a linktype="source" id="{work.pk}">Glasl 2020, S. 12</a>, '
        f'<a linktype="document" id="{document.pk}">Bogen</a>, '
        f'<a linktype="page" id="{lesson.pk}">Einheit</a>, '
        '<a href="https://quellingen.example/">Stadt</a></p>'
    )


def publish(lesson: LessonPage, body: list[dict[str, Any]], plain: list[dict[str, Any]]) -> None:
    lesson.body, lesson.plain_body = body, plain
    lesson.save_revision().publish()


def wipe_all() -> None:
    wipe()
    for model in (get_image_model(), get_document_model(), get_media_model()):
        for medium in model.objects.all():
            storage, name = medium.file.storage, medium.file.name
            medium.delete()
            storage.delete(name)


@pytest.fixture
def written(programme) -> Programme:
    """A programme with every block and every kind of link."""
    text = {"type": "text", "value": marked(programme)}
    body = [text, *every_block(programme)]
    publish(LessonPage.objects.last(), body, [text])
    return programme


def test_every_block_and_every_link_comes_back(written, tmp_path) -> None:
    out = tmp_path / "out"
    export_curriculum(written, out)
    before = pages(), keys(), files(out)
    provider = written.provider
    wipe_all()
    report = import_curriculum(out, provider=provider)
    assert (report.changed, report.unchanged) == ([], [])
    again = Programme.objects.get()
    assert again.key == written.key
    export_curriculum(again, tmp_path / "again")
    assert (pages(), keys(), files(tmp_path / "again")) == before
    page = LessonPage.objects.last()
    assert 'linktype="term"' in str(page.body.raw_data[0]["value"])
    assert f'linktype="page" id="{LessonPage.objects.first().pk}"' in str(page.body.raw_data)
    assert [row.card.slug for row in MethodPage.objects.get(slug="eins").related.all()] == ["zwei"]


def test_the_same_files_again_change_nothing_and_take_in_no_picture_twice(
    written, tmp_path
) -> None:
    export_curriculum(written, tmp_path / "out")
    count = get_image_model().objects.count(), get_document_model().objects.count()
    report = import_curriculum(tmp_path / "out", provider=written.provider)
    assert (report.created, report.changed) == ([], [])
    assert (get_image_model().objects.count(), get_document_model().objects.count()) == count


def test_a_text_says_where_everything_is(written) -> None:
    lesson = LessonPage.objects.last()
    text = gather(written).texts[f"modul-1/{lesson.slug}/einfach.md"]
    first = LessonPage.objects.first()
    assert text == (
        "[Eskalation](term:eskalation), [Glasl 2020, S. 12](source:glasl-2020), "
        f"[Bogen](medien/bogen.pdf), [Einheit](/modul-1/{first.slug}/), "
        "[Stadt](https://quellingen.example/)\n"
    )


def test_what_is_said_of_a_picture_travels(written, tmp_path) -> None:
    image = get_image_model().objects.get(title="Brunnen")
    image.title, image.description, image.focal_point_x = "Brunnen: im Mai", "Ein Brunnen.", 12
    image.save()
    export_curriculum(written, tmp_path / "out")
    index = (tmp_path / "out/medien.yaml").read_text()
    told = (
        'brunnen.png:\n  title: "Brunnen: im Mai"\n  description: Ein Brunnen.\n  focal_point_x: 12'
    )
    assert told in index
    changed = index.replace("Ein Brunnen.", "Ein leerer Brunnen.")
    (tmp_path / "out/medien.yaml").write_text(changed)
    report = import_curriculum(tmp_path / "out", provider=written.provider)
    assert report.changed == ["medien/brunnen.png"]
    image.refresh_from_db()
    assert (image.description, image.focal_point_x) == ("Ein leerer Brunnen.", 12)


def test_a_new_picture_under_an_old_name_is_a_new_picture(written, tmp_path) -> None:
    export_curriculum(written, tmp_path / "out")
    other = make_image(50, 40, "Anders")
    (tmp_path / "out/medien/brunnen.png").write_bytes(Path(other.file.path).read_bytes())
    other.delete()
    report = import_curriculum(tmp_path / "out", provider=written.provider)
    lesson = LessonPage.objects.last()
    assert f"modul-1/{lesson.slug}/lesson.md" in report.changed
    assert "medien/brunnen.png" in report.created
    assert import_curriculum(tmp_path / "out", provider=written.provider).changed == []


def test_pictures_of_another_provider_are_neither_used_nor_changed(written, tmp_path) -> None:
    export_curriculum(written, tmp_path / "out")
    theirs = collection_of(ProviderFactory())
    get_image_model().objects.update(collection=theirs, title="Nicht anfassen")
    report = import_curriculum(tmp_path / "out", provider=written.provider)
    assert "medien/brunnen.png" in report.created
    titles = get_image_model().objects.filter(collection=theirs).values_list("title", flat=True)
    assert set(titles) == {"Nicht anfassen"}
    own = get_image_model().objects.filter(collection=written.provider.collection)
    assert {image.title for image in own} >= {"Brunnen"}


@pytest.mark.parametrize("dry_run", [True, False])
def test_no_file_is_left_behind_when_nothing_is_imported(
    written, tmp_path, uploads, dry_run
) -> None:
    export_curriculum(written, tmp_path / "out")
    provider = written.provider
    wipe_all()
    before = sorted(path for path in uploads.rglob("*") if path.is_file())
    if dry_run:
        import_curriculum(tmp_path / "out", provider=provider, dry_run=True)
    else:
        path = tmp_path / "out/methoden/eins.yaml"
        path.write_text(path.read_text().replace("phase_to: 9", "phase_to: 0"))
        with pytest.raises(ImportRefused):
            import_curriculum(tmp_path / "out", provider=provider)
    assert sorted(path for path in uploads.rglob("*") if path.is_file()) == before
    assert not get_image_model().objects.exists()
    assert not Term.objects.exists()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("term:eskalation", "term:fehlt", "Den Eintrag „fehlt“ gibt es weder im Glossar noch"),
        ("medien/bogen.pdf", "medien/fehlt.pdf", "Die Datei „medien/fehlt.pdf“ fehlt."),
        ("medien/bogen.pdf", "medien/../../x.pdf", "Eine Datei heißt zum Beispiel"),
        ("page: /koffer/eins/", "page: /koffer/drei/", "Unter „/koffer/drei/“ gibt es keine"),
        ("level: green", "level: grün", "„level“ ist eines von: green"),
        ("strain: 14", "strain: 400", "Dieser Wert muss kleiner oder gleich 100 sein."),
    ],
)
def test_what_a_text_speaks_of_in_vain_is_said_with_its_line(
    written, tmp_path, old, new, said
) -> None:
    export_curriculum(written, tmp_path / "out")
    name = f"modul-1/{LessonPage.objects.last().slug}/lesson.md"
    path = tmp_path / "out" / name
    path.write_text(path.read_text().replace(old, new))
    line = next(n for n, text in enumerate(path.read_text().split("\n"), 1) if new in text)
    with pytest.raises(ImportRefused) as caught:
        import_curriculum(tmp_path / "out", provider=written.provider)
    (complaint,) = caught.value.complaints
    assert (complaint.path, complaint.line) == (name, line)
    assert said in complaint.expected


def test_a_rule_of_a_block_is_said_of_the_file_and_the_line(written, tmp_path) -> None:
    export_curriculum(written, tmp_path / "out")
    name = f"modul-1/{LessonPage.objects.last().slug}/einfach.md"
    path = tmp_path / "out" / name
    path.write_text(path.read_text() + "\n:::checklist\ntitle: x\nitems: []\n:::\n")
    with pytest.raises(ImportRefused) as caught:
        import_curriculum(tmp_path / "out", provider=written.provider)
    (complaint,) = caught.value.complaints
    assert (complaint.path, complaint.line) == (name, 5)


def test_what_cannot_travel_is_said_and_nothing_is_written(programme, tmp_path) -> None:
    elsewhere = make_programme(slug="anderes", as_root=False)
    lesson = LessonPage.objects.child_of(ModulePage.objects.child_of(programme.page).get()).first()
    card = {"type": "activity", "value": {"page": elsewhere.page.pk, "note": ""}}
    publish(lesson, [card], [{"type": "text", "value": "<h4>Klein</h4>"}])
    with pytest.raises(ExportRefused) as caught:
        export_curriculum(programme, tmp_path / "out")
    assert len(caught.value.sentences) == 1
    assert not (tmp_path / "out").exists()


def test_a_picture_that_is_gone_is_said_before_anything_is_handed_out(written, tmp_path) -> None:
    get_image_model().objects.get(title="Brunnen").delete()
    with pytest.raises(ExportRefused) as caught:
        export_curriculum(written, tmp_path / "out")
    (sentence,) = caught.value.sentences
    assert sentence.endswith('Der Block braucht image="…".')
    assert not (tmp_path / "out").exists()


# — Trees as nobody would write them ————————————————————————————————————————————————

KINDS = ("text", "rule", "law", "case", "definition", "literature", "checklist", "steps")


def _bodies() -> st.SearchStrategy[list]:
    from courses.curriculum.travel.fences import Body

    fences = Body(LessonPage.body.field.stream_block, "body").fences
    blocks = [
        st.fixed_dictionaries({"type": st.just(kind), "value": raws(fences[kind].form)})
        for kind in KINDS
    ]
    return st.lists(st.one_of(blocks), max_size=4)


LESSONS = st.lists(
    st.tuples(SOME_TEXT.map(lambda text: text[:40]), SOME_TEXT, _bodies(), _bodies()),
    min_size=1,
    max_size=2,
)


@settings(
    deadline=None,
    max_examples=6,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(lessons=LESSONS)
def test_any_tree_comes_back(tmp_path_factory, lessons) -> None:
    folder = tmp_path_factory.mktemp("tree")
    wipe()
    make_entries()
    programme = make_programme(lessons=0)
    module = ModulePage.objects.get()
    for number, (title, lead, body, plain) in enumerate(lessons, start=1):
        lesson = LessonPage(title=title, slug=f"e-{number}", number=f"1.{number}", lead=lead)
        lesson.body, lesson.plain_body = body, plain
        module.add_child(instance=lesson)
        lesson.save_revision().publish()
    export_curriculum(programme, folder / "out")
    before = pages(), keys(), gather(programme).texts
    wipe()
    provider = programme.provider
    import_curriculum(folder / "out", provider=provider)
    again = Programme.objects.get()
    assert (pages(), keys(), gather(again).texts) == before
    assert import_curriculum(folder / "out", provider=provider).changed == []
    assert {key_of(page) for page in LessonPage.objects.all()} == set(
        Activity.objects.filter(kind="lesson").values_list("key", flat=True)
    )
