"""A term that texts rely on stays, and says where it is used."""

import pytest
from django.urls import reverse
from wagtail.models import ReferenceIndex

from content.foundation.usage import InUse
from content.glossary.models import Term
from tests.factories import UserFactory, make_lesson, make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson(add_term):
    term = add_term()
    text = f'<p>Wenn <a linktype="term" id="{term.pk}">Streit</a> sich zuspitzt.</p>'
    module = make_programme(lessons=0).page.get_children().get()
    page = make_lesson(
        module,
        title="Neun Stufen",
        body=[("text", text), ("rule", {"text": text})],
    )
    ReferenceIndex.create_or_update_for_object(page)
    return page


@pytest.fixture
def editor(client):
    client.force_login(UserFactory(is_superuser=True))
    return client


def term_address(name: str, *args) -> str:
    return reverse(f"wagtailsnippets_lms_content_term:{name}", args=args)


def test_the_reference_index_knows_the_lesson(lesson) -> None:
    references = ReferenceIndex.get_references_to(Term.objects.get())
    assert {int(reference.object_id) for reference in references} == {lesson.pk}


def test_code_cannot_delete_a_term_in_use(lesson) -> None:
    with pytest.raises(InUse) as refused:
        Term.objects.get().delete()
    assert str(refused.value) == "„Eskalation“ wird verwendet in: Neun Stufen."
    assert refused.value.places == ["Neun Stufen"]


def test_a_queryset_deletes_nothing_when_one_term_is_in_use(lesson, add_term) -> None:
    add_term("Unbenutzt")
    with pytest.raises(InUse):
        Term.objects.all().delete()
    assert Term.objects.count() == 2


def test_an_unused_term_can_go(add_term) -> None:
    add_term().delete()
    Term.objects.filter(pk=add_term("Zweitens").pk).delete()
    assert not Term.objects.exists()


def test_a_term_can_go_with_the_last_page_that_used_it(lesson) -> None:
    lesson.delete()
    Term.objects.get().delete()
    assert not Term.objects.exists()


def test_many_places_are_counted() -> None:
    error = InUse(Term(term="Streit"), ["A", "B", "C", "D", "E"])
    assert str(error) == "„Streit“ wird verwendet in: A, B, C und an 2 weiteren Stellen."


def test_the_admin_shows_where_and_has_no_button(lesson, editor) -> None:
    address = term_address("delete", Term.objects.get().pk)
    page = editor.get(address).content.decode()
    assert "Neun Stufen" in page
    assert reverse("wagtailadmin_pages:edit", args=[lesson.pk]) in page
    assert "Ja, löschen" not in page
    assert editor.post(address).status_code == 302
    assert Term.objects.exists()


def test_the_admin_deletes_what_nobody_uses(add_term, editor) -> None:
    address = term_address("delete", add_term().pk)
    assert "Kein veröffentlichter Text" in editor.get(address).content.decode()
    editor.post(address)
    assert not Term.objects.exists()


def test_deleting_several_refuses_as_well(lesson, add_term, editor) -> None:
    other = add_term("Unbenutzt")
    used = Term.objects.get(term="Eskalation")
    address = reverse("wagtail_bulk_action", args=["lms_content", "term", "delete"])
    query = f"{address}?id={used.pk}&id={other.pk}"
    page = editor.get(query).content.decode()
    assert 'type="submit"' not in page.split("<main")[-1].split("</main")[0] or "Neun" in page
    editor.post(query)
    assert Term.objects.count() == 2


def test_deleting_several_unused_works(add_term, editor) -> None:
    pks = [add_term(word).pk for word in ("Eins", "Zwei")]
    address = reverse("wagtail_bulk_action", args=["lms_content", "term", "delete"])
    editor.post(f"{address}?id={pks[0]}&id={pks[1]}")
    assert not Term.objects.exists()


def test_the_list_can_be_searched(add_term, editor) -> None:
    add_term(synonyms="Zuspitzung")
    add_term("Konflikt")
    page = editor.get(term_address("list"), {"q": "Zuspitz"}).content.decode()
    assert ">Eskalation<" in page.replace("\n", "").replace(" ", "")
    assert ">Konflikt<" not in page.replace("\n", "").replace(" ", "")


def test_the_editor_refuses_a_name_that_is_taken(add_term, editor) -> None:
    add_term(synonyms="Zuspitzung")
    page = editor.post(term_address("add"), {"term": "zuspitzung", "definition": "x"})
    assert "„zuspitzung“ gehört schon zu „Eskalation“." in page.content.decode()


def test_the_editor_keeps_the_short_name(add_term, editor) -> None:
    term = add_term()
    fields = {"term": "Zuspitzung", "definition": "x", "slug": "anders"}
    editor.post(term_address("edit", term.pk), fields)
    assert list(Term.objects.values_list("term", "slug")) == [("Zuspitzung", "eskalation")]
