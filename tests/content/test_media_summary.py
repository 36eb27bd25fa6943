"""The admin's home counts media in the language of the person who looks."""

import pytest
from django.core.files.base import ContentFile
from wagtailmedia.models import get_media_model

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def home(client) -> str:
    return " ".join(client.get("/cms/").content.decode().split())


@pytest.fixture
def desk(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


def test_the_home_counts_media_in_german(desk, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    assert "0 Mediendateien" in home(desk)
    sound = ContentFile(b"ID3", name="ton.mp3")
    get_media_model().objects.create(title="Ton", type="audio", duration=3, file=sound)
    shown = home(desk)
    assert "1 Mediendatei " in shown
    assert "Media file" not in shown


def test_the_home_counts_media_once(desk) -> None:
    assert home(desk).count("Mediendateien") == 1
