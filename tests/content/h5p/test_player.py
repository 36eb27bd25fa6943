"""The page inside the frame: what it may do, and who may open it."""

from typing import Any

import pytest

from content.h5p.player import hosts, launch
from content.h5p.player.embed import tried
from content.h5p.player.launch import Launch
from content.h5p.player.policy import policy
from tests.content.h5p.rows import make_content
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

SANDBOX = "allow-scripts allow-forms allow-popups allow-modals allow-downloads"


def opened(client: Any, user: Any, **facts: Any) -> Any:
    version = make_content(others=2).current
    client.force_login(user)
    return client.get(f"/h5p/spielen/{Launch(version.pk, user.pk, **facts).signed()}/")


def test_a_package_runs_in_an_origin_that_is_nobodys(client) -> None:
    answer = opened(client, UserFactory())
    assets = "http://testserver/static/ http://testserver/h5p/dateien/"
    assert answer.headers["Content-Security-Policy"].split("; ") == [
        f"sandbox {SANDBOX}",
        "default-src 'none'",
        f"script-src {assets} 'unsafe-eval'",
        "script-src-attr 'unsafe-inline'",
        f"style-src {assets} 'unsafe-inline'",
        f"img-src {assets} data: blob:",
        f"media-src {assets} data: blob:",
        f"font-src {assets} data:",
        f"connect-src {assets}",
        "worker-src blob:",
        "frame-src 'none'",
        "form-action 'none'",
        f"base-uri {assets}",
        "frame-ancestors 'self'",
    ]
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "X-Frame-Options" not in answer.headers


def test_the_shim_goes_first_and_the_bridge_before_the_libraries(client) -> None:
    scripts = opened(client, UserFactory()).context["scripts"]
    names = [address.rsplit("/", 1)[-1].split(".")[0] for address in scripts]
    assert names[:3] == ["shim", "frame", "bridge"]


def test_the_core_is_told_where_files_lie_and_nowhere_to_post(client) -> None:
    facts = opened(client, UserFactory()).context["integration"]
    (content,) = facts["contents"].values()
    assert content["contentUrl"].startswith("http://testserver/h5p/dateien/")
    assert content["library"] == "Test.Scored 1.0"
    assert list(facts["libraryDirectories"]) == [
        "Test.Other0-1.0",
        "Test.Other1-1.0",
        "Test.Scored-1.0",
    ]
    directory = facts["libraryDirectories"]["Test.Scored-1.0"]
    address = f"{facts['urlLibraries']}/{directory}"
    assert address.startswith("http://testserver/h5p/dateien/")
    assert (facts["postUserStatistics"], facts["saveFreq"]) == (False, False)
    assert "ajax" not in facts


def test_the_core_speaks_the_language_of_the_page(client) -> None:
    words = opened(client, UserFactory()).context["integration"]["l10n"]["H5P"]
    assert words["fullscreen"] == "Vollbild"
    assert all(words.values())


def test_nobody_opens_what_was_given_to_somebody_else(client) -> None:
    person, other = UserFactory(), UserFactory()
    version = make_content().current
    address = f"/h5p/spielen/{Launch(version.pk, person.pk).signed()}/"
    assert client.get(address).status_code == 404
    client.force_login(other)
    assert client.get(address).status_code == 404
    client.force_login(person)
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("token", ["x", "a:b:c", "", " "])
def test_a_word_nobody_was_given_opens_nothing(client, token) -> None:
    client.force_login(UserFactory())
    assert client.get(f"/h5p/spielen/{token}/").status_code == 404


def test_a_word_for_an_activity_opens_nothing_else(client) -> None:
    assert opened(client, UserFactory(), key="a").status_code == 404


def test_a_word_grows_old(monkeypatch) -> None:
    token = Launch(1, 2).signed()
    assert launch.read(token) == Launch(1, 2)
    monkeypatch.setattr(launch, "SECONDS", -1)
    assert launch.read(token) is None


# — Other hosts —————————————————————————————————————————————————————————————————


def test_foreign_hosts_need_the_site_and_the_person(client, settings) -> None:
    user, version = UserFactory(), make_content().current
    version.report = {"hosts": ["www.youtube.com", "evil.example"]}
    version.save(update_fields=["report"])
    assert tried(version, user.pk, title="", words="").foreign == ()
    settings.LMS_H5P_HOSTS = ["https://www.youtube.com"]
    frame = tried(version, user.pk, title="", words="")
    assert frame.foreign == ("https://www.youtube.com",)
    client.force_login(user)
    before = client.get(frame.address).headers["Content-Security-Policy"]
    after = client.get(frame.agreed).headers["Content-Security-Policy"]
    assert "youtube" not in before
    assert "frame-src https://www.youtube.com" in after
    assert "evil" not in after


def test_a_host_of_its_own_lets_packages_keep_what_is_theirs(client, settings) -> None:
    settings.LMS_H5P_ORIGIN = "https://h5p.example"
    settings.ALLOWED_HOSTS = ["h5p.example", "testserver"]
    frame = tried(make_content().current, UserFactory().pk, title="", words="")
    assert frame.address.startswith("https://h5p.example/h5p/spielen/")
    assert frame.origin == "https://h5p.example"
    assert frame.sandbox == f"{SANDBOX} allow-same-origin"
    path = frame.address.removeprefix("https://h5p.example")
    answer = client.get(path, headers={"host": "h5p.example"}, secure=True)
    said = answer.headers["Content-Security-Policy"]
    assert f"sandbox {SANDBOX} allow-same-origin" in said
    assert "frame-ancestors http" in said


def test_without_it_an_origin_has_no_name() -> None:
    assert hosts.own_origin() == ""
    assert "allow-same-origin" not in policy(("https://a/",))


# — Preview ——————————————————————————————————————————————————————————————————————


def test_authors_look_at_it_before_anybody_else(client, content, author, stranger) -> None:
    address = f"/cms/h5p/{content.pk}/vorschau/"
    client.force_login(author)
    shown = client.get(address)
    assert shown.status_code == 200
    assert shown.context["frame"].record == ""
    assert client.get(shown.context["frame"].address).status_code == 200
    client.force_login(stranger)
    assert client.get(address).status_code == 404
