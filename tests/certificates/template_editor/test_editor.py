"""The template editor: drafts, preview, publishing; for coordinators of the place alone."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from certificates.awards.enums import Kind
from certificates.awards.models import CertificateTemplate
from certificates.awards.queries import current_template
from certificates.awards.templates import publish_template
from certificates.documents.record import thaw
from certificates.template_editor.domain import begin
from certificates.template_editor.models import CertificateTemplateDraft
from certificates.template_editor.places import Place, place_rows
from certificates.template_editor.sheet import typed_of
from courses.cohorts.models import CohortRole, ProviderRole
from courses.governance.models import AuditEntry
from tests import factories

LONG_LINE = "kennt die Verbandsgemeinde Langenmusterhausen-Beispielsbrunn an der Mittelaue " * 2
LIST = "/cms/zertifikate/vorlagen/"
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h40v20z"/>'
    b"<script>alert(1)</script></svg>"
)


def text(response):
    return response.content.decode()


def address(draft, name="draft", *more):
    return reverse(f"certificate_templates:{name}", args=[draft.pk, *more])


@pytest.fixture
def draft(house, client):
    client.force_login(house.coordinator)
    return begin(Place(house.cohort.provider, None, Kind.CERTIFICATE), by=house.coordinator)


def form_of(draft, **changes):
    """What a browser would send of the draft as it is."""
    draft.refresh_from_db()
    typed = draft.typed
    data = {"version": draft.version, "person": "kurz"}
    for name in ("title", "qualification", "statement", "place", "validity_months"):
        data[name] = typed[name]
    data["competences"] = typed["competences"]
    for name in ("needs_release", "needs_second_release"):
        data |= {name: "on"} if typed[name] else {}
    data["signatories"] = len(typed["signatories"])
    data["co_issuers"] = len(typed["co_issuers"])
    for n, row in enumerate(typed["signatories"], start=1):
        data |= {f"s{n}-{name}": value for name, value in row.items()}
    return {**data, **changes}


# — who ——————————————————————————————————————————————————————————————————————————


def test_only_who_coordinates_the_place_finds_it(client, house, draft):
    elsewhere = factories.coordinator_of(
        factories.CohortFactory(programme=factories.make_programme(slug="anderswo", as_root=False))
    )
    place = Place(house.cohort.provider, None, Kind.CERTIFICATE)
    paths = [
        place.url,
        address(draft),
        address(draft, "document"),
        address(draft, "picture", 1),
        address(draft, "publish"),
        address(house.template, "sample"),
    ]
    assert [client.get(path).status_code for path in paths] == [200] * 6
    client.force_login(elsewhere)
    assert [client.get(path).status_code for path in paths] == [404] * 6
    assert client.post(f"{place.url}bearbeiten/").status_code == 404
    assert client.post(address(draft, "discard")).status_code == 404
    assert house.cohort.provider.name not in text(client.get(LIST))
    for person in (house.trainer, house.stranger):
        client.force_login(person)
        assert client.get(LIST).status_code in {302, 404}
        assert client.get(address(draft)).status_code in {302, 404}


def test_a_draft_is_its_authors_alone(client, house, draft):
    client.force_login(factories.coordinator_of(house.cohort))
    assert client.get(address(draft)).status_code == 404
    assert "Entwurf vom" not in text(client.get(LIST))


def test_who_coordinates_a_cohort_alone_words_that_cohort_alone(client, house):
    other = factories.CohortFactory(programme=house.cohort.programme)
    person = factories.person_with_role(other, CohortRole.Role.COORDINATOR)
    client.force_login(person)
    assert place_rows(person) == []
    data = {"cohort": house.cohort.pk, "kind": "certificate"}
    assert client.post(f"{LIST}eigene/", data).status_code == 404
    answer = client.post(f"{LIST}eigene/", {**data, "cohort": other.pk})
    assert answer.status_code == 302
    draft = CertificateTemplateDraft.objects.get()
    assert (draft.cohort, draft.base, draft.typed["title"]) == (other, 0, "Zertifikat")


def test_a_role_that_was_taken_away_closes_the_draft(client, house, draft):
    ProviderRole.objects.filter(user=house.coordinator).delete()
    assert client.get(address(draft)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_four_statements_however_long_it_is(house, count):
    for n in range(count):
        cohort = factories.CohortFactory(programme=house.cohort.programme, title=f"Eigene {n}")
        words = publishable(house)
        publish_template(cohort.provider, by=house.coordinator, cohort=cohort, **words)
    with CaptureQueriesContext(
        connection,
    ) as counted:
        rows = place_rows(house.coordinator)
    assert (len(counted), len(rows)) == (4, 2 + count)


def publishable(house):
    typed = typed_of(house.template)
    return {
        "title": typed["title"],
        "qualification": typed["qualification"],
        "place": typed["place"],
        "signatories": typed["signatories"],
    }


# — drafts ———————————————————————————————————————————————————————————————————————


def test_what_is_typed_is_kept_right_or_wrong(client, house, draft):
    changes = {"title": "", "s1-function": "Landrätin", "validity_months": "bald"}
    client.post(address(draft), form_of(draft, **changes))
    draft.refresh_from_db()
    assert draft.typed["title"] == ""
    assert draft.typed["validity_months"] == "bald"
    assert draft.typed["signatories"][0]["function"] == "Landrätin"
    shown = text(client.get(address(draft)))
    assert 'value="bald"' in shown
    assert "Landrätin" in shown


def test_rows_are_added_moved_and_removed_and_keep_what_stands_in_them(client, house, draft):
    client.post(address(draft), form_of(draft, action="add-signatories"))
    second = {"s2-name": "Weiß", "s2-function": "Koordination"}
    client.post(address(draft), form_of(draft, **second, action="up-signatories-2"))
    draft.refresh_from_db()
    assert [row["name"] for row in draft.typed["signatories"]] == ["Weiß", "Reimann"]
    client.post(address(draft), form_of(draft, action="remove-signatories-2"))
    draft.refresh_from_db()
    assert [row["name"] for row in draft.typed["signatories"]] == ["Weiß"]


@pytest.mark.parametrize(
    "action", ["add-other", "up-signatories-9", "down-x", "remove-", "add-signatories-1-2"]
)
def test_buttons_that_do_not_exist_do_nothing_bad(client, house, draft, action):
    assert client.post(address(draft), form_of(draft, action=action)).status_code == 302


def test_two_windows_do_not_overwrite_each_other(client, house, draft):
    stale = form_of(draft, title="Aus dem zweiten Fenster")
    client.post(address(draft), form_of(draft, title="Aus dem ersten Fenster"))
    answer = client.post(address(draft), stale)
    assert answer.status_code == 409
    assert "Aus dem zweiten Fenster" in text(answer)
    draft.refresh_from_db()
    assert draft.typed["title"] == "Aus dem ersten Fenster"
    client.post(address(draft), {**stale, "version": draft.version})
    draft.refresh_from_db()
    assert draft.typed["title"] == "Aus dem zweiten Fenster"


def test_logos_come_in_clean_stay_and_go(client, house, draft):
    out = io.BytesIO()
    Image.new("RGB", (300, 100), "#12788C").save(out, "PNG")
    client.post(
        address(draft), {**form_of(draft, action="add-co_issuers"), "logo": uploaded(SVG, "a.svg")}
    )
    mate = {"c1-name": "Kreisstadt", "c1-logo": uploaded(out.getvalue(), "b.png")}
    client.post(address(draft), form_of(draft, **mate))
    draft.refresh_from_db()
    assert draft.typed["logo"] == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h40v20z" /></svg>'
    )
    logo = draft.typed["co_issuers"][0]["logo"]
    assert 'viewBox="0 0 300 100"' in logo
    shown = text(client.get(address(draft)))
    [key] = [part.split('"')[0] for part in shown.split('name="c1-kept" value="')[1:]]
    kept = {"c1-name": "Kreisstadt", "c1-kept": key}
    client.post(address(draft), form_of(draft, **kept))
    draft.refresh_from_db()
    assert draft.typed["co_issuers"] == [{"name": "Kreisstadt", "logo": logo}]
    gone = {"remove_logo": "on", "c1-remove_logo": "on"}
    client.post(address(draft), form_of(draft, **kept, **gone))
    draft.refresh_from_db()
    assert (draft.typed["logo"], draft.typed["co_issuers"][0]["logo"]) == ("", "")


def uploaded(content, name):
    return SimpleUploadedFile(name, content)


def test_a_logo_that_cannot_be_printed_is_refused_at_its_field_and_nothing_is_lost(
    client, house, draft
):
    answer = client.post(
        address(draft), form_of(draft, title="Urkunde", logo=uploaded(b"GIF89a\xff", "a.gif"))
    )
    assert answer.status_code == 200
    assert "SVG- oder PNG-Datei" in text(answer)
    draft.refresh_from_db()
    assert (draft.typed["title"], draft.typed["logo"]) == ("Urkunde", "")


# — the preview ——————————————————————————————————————————————————————————————————


def words_on(pdf):
    return " ".join(" ".join(p.extract_text() for p in PdfReader(io.BytesIO(pdf)).pages).split())


def test_the_preview_is_the_real_pdf_marked_as_a_sample(client, house, draft):
    answer = client.get(address(draft, "document"))
    said = words_on(answer.content)
    assert "Muster ohne Gültigkeit" in said
    assert "Erika Müßig" in said
    assert "Reimann Bürgermeisterin Quellingen" in said
    picture = client.get(address(draft, "picture", 2))
    assert picture["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    assert client.get(address(draft, "picture", 3)).status_code == 404


def test_it_shows_people_of_ones_own_cohorts_and_nobody_else(client, house, draft):
    own = house.participant(first_name="Jürgen", last_name="Doerfler")
    other = factories.enrol(
        factories.CohortFactory(programme=house.cohort.programme),
        factories.UserFactory(first_name="Fremde", last_name="Person"),
    )
    shown = text(client.get(address(draft)))
    assert "Jürgen Doerfler" in shown
    assert "Fremde Person" not in shown
    said = words_on(client.get(f"{address(draft, 'document')}?person={own.pk}").content)
    assert "Jürgen Doerfler" in said
    assert "Mittelaue 2, Landkreis Mittelaue" in said
    said = words_on(client.get(f"{address(draft, 'document')}?person={other.pk}").content)
    assert "Fremde" not in said
    assert "Erika Müßig" in said


def test_a_long_name_fits(client, house, draft):
    pdf = client.get(f"{address(draft, 'document')}?person=lang").content
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 2


@pytest.mark.parametrize("kind", list(Kind))
def test_an_empty_draft_has_a_preview_too(client, house, kind):
    CertificateTemplate.objects.all().delete()
    client.force_login(house.coordinator)
    draft = begin(Place(house.cohort.provider, None, kind), by=house.coordinator)
    draft.typed |= {"signatories": [], "title": ""}
    draft.save()
    answer = client.get(address(draft, "document"))
    assert "Muster ohne Gültigkeit" in words_on(answer.content)


def test_a_script_asks_for_the_preview_and_hears_what_stands_in_its_way(client, house, draft):
    headers = {"Accept": "application/json"}
    answer = client.post(address(draft), form_of(draft, title="Urkunde"), headers=headers)
    draft.refresh_from_db()
    assert answer.json() == {"version": draft.version, "problem": ""}
    answer = client.post(address(draft), form_of(draft, title="Urkunde 😀"), headers=headers)
    assert "😀" in answer.json()["problem"]
    stale = form_of(draft, version=1)
    assert client.post(address(draft), stale, headers=headers).status_code == 409


# — publishing ———————————————————————————————————————————————————————————————————


def test_publishing_says_what_changes_and_counts_from_then_on(client, house, draft):
    before = house.issued()
    data = form_of(draft, title="Urkunde", validity_months="24", action="publish")
    answer = client.post(address(draft), data, follow=True)
    said = text(answer)
    assert "Der Titel ist jetzt „Urkunde“ statt „Zertifikat“." in said
    assert "24 Monate gültig" in said
    assert "Ein ausgestelltes Dokument bleibt, wie es ist." in said
    assert not CertificateTemplate.objects.filter(title="Urkunde").exists()
    draft.refresh_from_db()
    answer = client.post(address(draft, "publish"), {"version": draft.version}, follow=True)
    assert "Fassung 2 ist veröffentlicht." in text(answer)
    assert not CertificateTemplateDraft.objects.exists()
    after = house.issued(email="zwei@quellingen.example")
    titles = [thaw(certificate.record)["title"] for certificate in (before, after)]
    assert titles == ["Zertifikat", "Urkunde"]
    entry = AuditEntry.objects.get(action="certificate_template.published")
    assert entry.actor == house.coordinator


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Titel des Dokuments"),
        ({"s1-function": ""}, "1. Funktion"),
        ({"signatories": "0"}, "eine, zwei oder drei Unterschriften"),
        ({"title": "Zertifikat 😀"}, "😀"),
        ({"validity_months": "0"}, "gültig"),
        ({"competences": "\n".join(f"kann {n}" for n in range(20))}, "20 Kompetenzen"),
        ({"competences": "x" * 161}, "höchstens 160 Zeichen"),
        ({"statement": "Wort " * 200}, "600"),
        ({"competences": "\n".join([LONG_LINE] * 16)}, "zwei Seiten"),
    ],
)
def test_what_cannot_be_printed_is_not_published_and_says_why(
    client, house, draft, changes, sentence
):
    answer = client.post(address(draft), form_of(draft, **changes, action="publish"))
    assert answer.status_code == 200
    assert sentence in text(answer)
    assert CertificateTemplate.objects.count() == 1
    draft.refresh_from_db()
    assert client.post(address(draft, "publish"), {"version": draft.version}).status_code == 200
    assert CertificateTemplate.objects.count() == 1


def test_nothing_is_published_that_was_not_looked_at(client, house, draft):
    client.post(address(draft), form_of(draft, title="Urkunde"))
    assert client.post(address(draft, "publish"), {"version": 1}).status_code == 200
    assert CertificateTemplate.objects.count() == 1


def test_somebody_else_was_faster_so_it_is_compared_again(client, house, draft):
    client.post(address(draft), form_of(draft, title="Urkunde"))
    publish_template(house.cohort.provider, by=None, **{**publishable(house), "title": "Nachweis"})
    draft.refresh_from_db()
    answer = client.post(address(draft, "publish"), {"version": draft.version})
    assert "statt „Nachweis“" in text(answer)
    assert CertificateTemplate.objects.count() == 2
    client.post(address(draft, "publish"), {"version": draft.version})
    assert current_template(house.cohort.provider_id, Kind.CERTIFICATE).title == "Urkunde"


def test_a_cohorts_own_template_wins_there_and_nowhere_else(client, house):
    client.force_login(house.coordinator)
    data = {"cohort": house.cohort.pk, "kind": "certificate"}
    client.post(f"{LIST}eigene/", data)
    draft = CertificateTemplateDraft.objects.get()
    client.post(address(draft), form_of(draft, title="Urkunde", action="publish"))
    draft.refresh_from_db()
    client.post(address(draft, "publish"), {"version": draft.version})
    provider = house.cohort.provider_id
    here = current_template(provider, Kind.CERTIFICATE, house.cohort.pk)
    assert (here.title, here.version, here.cohort) == ("Urkunde", 1, house.cohort)
    other = factories.CohortFactory(programme=house.cohort.programme)
    assert current_template(provider, Kind.CERTIFICATE, other.pk) == house.template
    assert current_template(provider, Kind.CERTIFICATE) == house.template
    assert thaw(house.issued().record)["title"] == "Urkunde"


def test_attendance_asks_whether_somebody_has_to_release_it(client, house):
    client.force_login(house.coordinator)
    place = Place(house.cohort.provider, None, Kind.ATTENDANCE)
    client.post(f"{place.url}bearbeiten/")
    draft = CertificateTemplateDraft.objects.get()
    words = {
        "qualification": "Kommunales Konfliktmanagement",
        "place": "Quellingen",
        "s1-name": "Weiß",
        "s1-function": "Koordination",
    }
    both = {**words, "needs_second_release": "on"}
    refused = client.post(address(draft), form_of(draft, **both, action="publish"))
    assert "überhaupt freigegeben wird" in text(refused)
    data = form_of(draft, **words, action="publish")
    data.pop("needs_second_release", None)
    client.post(address(draft), data)
    draft.refresh_from_db()
    client.post(address(draft, "publish"), {"version": draft.version})
    published = current_template(house.cohort.provider_id, Kind.ATTENDANCE)
    assert (published.title, published.needs_release) == ("Teilnahmebescheinigung", False)
    assert "Fassung 1" in text(client.get(place.url))


def test_logos_and_co_issuers_are_frozen_in_the_record(client, house, draft):
    client.post(
        address(draft), form_of(draft, logo=uploaded(SVG, "a.svg"), action="add-co_issuers")
    )
    data = form_of(draft, **{"c1-name": "Kreisstadt Quellingen", "action": "publish"})
    client.post(address(draft), data)
    draft.refresh_from_db()
    client.post(address(draft, "publish"), {"version": draft.version})
    said = thaw(house.issued().record)
    assert "<path" in said["issuer"]["logo"]
    assert said["co_issuers"] == [{"name": "Kreisstadt Quellingen", "logo": None}]


def test_a_draft_can_be_thrown_away(client, house, draft):
    client.post(address(draft, "discard"))
    assert not CertificateTemplateDraft.objects.exists()
    assert CertificateTemplate.objects.count() == 1


def test_a_version_can_be_looked_at_as_it_was(client, house):
    client.force_login(house.coordinator)
    answer = client.get(address(house.template, "sample"))
    assert "Muster ohne Gültigkeit" in words_on(answer.content)
