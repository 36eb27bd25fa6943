"""Pictures, video and audio: what authors owe their readers, and what a page asks for."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images import get_image_model

from content.blocks.pictures import SPECS
from courses.curriculum.models import Activity
from tests.content.blocks.drawing import BODY, drawn
from tests.content.blocks.files import VTT, make_document, make_image, make_media
from tests.factories import make_lesson, make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick_avif(settings) -> None:
    settings.WAGTAILIMAGES_AVIF_QUALITY = 1


def figure(**changes: Any) -> dict[str, Any]:
    return {
        "image": make_image().pk,
        "alternative": "Ein Brunnen.",
        "decorative": False,
        "caption": "<p>Am <b>Morgen</b></p>",
        "credit": "Foto: Stadt Quellingen, CC BY 4.0",
        **changes,
    }


def video(**changes: Any) -> dict[str, Any]:
    return {
        "title": "Ein Erstgespräch",
        "file": make_media(width=640, height=360).pk,
        "captions": make_document().pk,
        "no_speech": False,
        "transcript": "<p>Guten Tag.</p>",
        "poster": None,
        **changes,
    }


def refused(name: str, value: dict[str, Any]) -> dict[str, list[str]]:
    """What the editor says beside each field."""
    block = BODY.child_blocks[name]
    with pytest.raises(StructBlockValidationError) as caught:
        block.clean(block.to_python(value))
    return {field: error.messages for field, error in caught.value.block_errors.items()}


# — Pictures ———————————————————————————————————————————————————————————————————————


def test_a_picture_is_offered_in_sizes_and_formats() -> None:
    html = drawn(("figure", figure()))
    for kind in ("avif", "webp"):
        (srcset,) = re.findall(rf'<source type="image/{kind}" srcset="([^"]*)"', html)
        assert re.findall(r" (\d+w)", srcset) == ["480w", "960w", "1200w"]
    (img,) = re.findall(r"<img[^>]*>", html)
    assert 'width="960" height="640"' in img
    assert 'alt="Ein Brunnen."' in img
    assert 'loading="lazy"' in img


def test_a_small_picture_is_offered_once_a_format() -> None:
    html = drawn(("figure", figure(image=make_image(300, 200).pk)))
    assert re.findall(r" (\d+w)", html) == ["300w", "300w"]


def test_caption_and_credit_stand_below() -> None:
    html = drawn(("figure", figure()))
    below = html.split("<figcaption>")[1]
    assert "<p>Am<b>Morgen</b></p>" in below
    assert "Foto: Stadt Quellingen, CC BY 4.0" in below


def test_a_decorative_picture_is_silent() -> None:
    html = drawn(("figure", figure(alternative="", decorative=True)))
    assert 'alt=""' in html


@pytest.mark.parametrize(
    ("alternative", "decorative", "says"),
    [
        ("", False, "Beschreiben Sie, was zu sehen ist, oder kreuzen Sie an, dass"),
        ("   ", False, "Beschreiben Sie, was zu sehen ist, oder kreuzen Sie an, dass"),
        ("Ein Brunnen.", True, "Beides zusammen geht nicht."),
    ],
)
def test_a_picture_is_described_or_decorates(alternative, decorative, says) -> None:
    errors = refused("figure", figure(alternative=alternative, decorative=decorative))
    assert set(errors) == {"alternative"}
    assert says in errors["alternative"][0]


def test_a_described_and_a_decorative_picture_are_fine() -> None:
    block = BODY.child_blocks["figure"]
    block.clean(block.to_python(figure()))
    block.clean(block.to_python(figure(alternative="", decorative=True)))


def test_a_picture_needs_its_author_and_licence() -> None:
    assert set(refused("figure", figure(credit=""))) == {"credit"}


def test_a_picture_that_is_gone_leaves_nothing() -> None:
    assert drawn(("figure", figure(image=None))) == ""
    assert drawn(("figure", figure(image=999_999))) == ""


def test_a_picture_whose_file_is_gone_breaks_no_page() -> None:
    image = make_image()
    Path(image.file.path).unlink()
    assert "<figure" in drawn(("figure", figure(image=image.pk)))


@pytest.mark.parametrize("count", [1, 5])
def test_two_statements_however_many_pictures_stand_in_a_lesson(count) -> None:
    figures = [("figure", figure(image=make_image(title=f"Bild{n}").pk)) for n in range(count)]
    drawn(*figures)  # draws the sizes
    with CaptureQueriesContext(connection) as queries:
        html = drawn(*figures)
    assert len(queries) == 2
    assert html.count("<img") == count


def test_sizes_are_drawn_once() -> None:
    image = make_image()
    for _again in range(2):
        drawn(("figure", figure(image=image.pk)))
    assert image.renditions.count() == len(SPECS)


def test_publishing_draws_the_sizes_before_anybody_reads(run_queue) -> None:
    image = make_image()
    module = Activity.objects.get(kind="module", programme=make_programme(lessons=0)).page
    make_lesson(module, body=[{"type": "figure", "value": figure(image=image.pk)}])
    assert image.renditions.count() == 0
    run_queue()
    assert image.renditions.count() == len(SPECS)


def test_a_page_without_pictures_gives_the_worker_nothing_to_do(run_queue) -> None:
    make_programme()
    run_queue()
    assert not get_image_model().get_rendition_model().objects.exists()


# — Video ——————————————————————————————————————————————————————————————————————————


def test_a_video_has_captions_from_our_own_address_and_never_starts_by_itself() -> None:
    html = drawn(("video", video()))
    assert "<video" in html
    assert re.search(r'<track kind="captions" src="/dokumente/\d+/gespraech\w*.vtt"', html)
    assert 'type="video/mp4"' in html
    assert "controls" in html
    assert "autoplay" not in html
    assert 'width="640" height="360"' in html
    assert "3 Min." in html
    assert not re.search(r'(src|poster)="(https?:)?//', html)


def test_the_transcript_can_be_opened() -> None:
    assert '<div class="ui-details__body"><p>Guten Tag.</p></div>' in drawn(("video", video()))
    assert "<details" not in drawn(("video", video(transcript="")))


def test_a_video_may_have_a_still() -> None:
    html = drawn(("video", video(poster=make_image().pk)))
    assert re.search(r'preload="none"[^>]* poster="/media/images/brunnen[^"]*"', html)


def test_a_video_needs_captions_unless_nobody_speaks() -> None:
    assert refused("video", video(captions=None)) == {
        "captions": ["Ein Video braucht Untertitel, außer wenn niemand darin spricht."]
    }
    block = BODY.child_blocks["video"]
    block.clean(block.to_python(video(captions=None, no_speech=True)))
    block.clean(block.to_python(video()))


@pytest.mark.parametrize(
    ("content", "name", "fine"),
    [
        (VTT, "a.vtt", True),
        (b"\xef\xbb\xbf" + VTT, "a.VTT", True),
        (b"1\n00:00:00,000 --> 00:00:02,000\nGuten Tag.", "a.vtt", False),
        (VTT, "a.srt", False),
        (b"", "a.vtt", False),
        (b"%PDF-1.7", "a.pdf", False),
    ],
)
def test_captions_are_webvtt(content, name, fine) -> None:
    value = video(captions=make_document(content, name).pk)
    if fine:
        block = BODY.child_blocks["video"]
        block.clean(block.to_python(value))
    else:
        sentence = "Untertitel sind eine WebVTT-Datei (.vtt), die mit WEBVTT beginnt."
        assert refused("video", value) == {"captions": [sentence]}


def test_captions_without_their_file_are_refused_and_not_a_fault() -> None:
    document = make_document()
    Path(document.file.path).unlink()
    assert set(refused("video", video(captions=document.pk))) == {"captions"}


def test_audio_is_no_video_and_video_no_audio() -> None:
    assert set(refused("video", video(file=make_media("audio", "a.mp3").pk))) == {"file"}
    value = {"title": "Anruf", "file": make_media().pk, "transcript": "<p>Text.</p>"}
    assert set(refused("audio", value)) == {"file"}


@pytest.mark.parametrize(
    ("kind", "name"), [("video", "a.exe"), ("video", "a.html"), ("audio", "a.svg"), ("audio", "a")]
)
def test_a_file_that_browsers_do_not_play_is_refused(kind, name) -> None:
    with pytest.raises(ValidationError):
        make_media(kind, name).full_clean()


# — Audio ——————————————————————————————————————————————————————————————————————————


def test_audio_needs_a_transcript() -> None:
    value = {"title": "Anruf", "file": make_media("audio", "anruf.mp3").pk, "transcript": ""}
    assert set(refused("audio", value)) == {"transcript"}
    html = drawn(("audio", {**value, "transcript": "<p>Guten Tag.</p>"}))
    assert 'type="audio/mpeg"' in html
    assert "Guten Tag." in html
    assert "autoplay" not in html


def test_media_that_is_gone_leaves_nothing() -> None:
    assert drawn(("video", video(file=999_999))) == ""
    assert drawn(("audio", {"title": "Anruf", "file": None, "transcript": "<p>Text</p>"})) == ""


@pytest.mark.parametrize("count", [1, 3])
def test_four_statements_however_many_videos_stand_in_a_lesson(count) -> None:
    videos = [("video", video(poster=make_image().pk)) for _each in range(count)]
    drawn(*videos)
    with CaptureQueriesContext(connection) as queries:
        drawn(*videos)
    assert len(queries) == 4


def test_captions_are_served_as_what_they_are(client) -> None:
    answer = client.get(make_document().url)
    assert answer.headers["Content-Type"].startswith("text/vtt")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "media-src 'self'" in client.get("/").headers["Content-Security-Policy"]
