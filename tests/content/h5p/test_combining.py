"""Scripts and styles in one file each."""

import gzip

import pytest

from content.h5p.combining import from_beside, joined_scripts, joined_styles
from content.h5p.models import H5PLibrary
from content.h5p.queries import combined, loading_order
from content.h5p.store import read_file
from tests.content.h5p.packages import BASE, SCORED, library, package

FOLDER = "h5p/libraries/Test.Base-1.0.0-abc"


@pytest.mark.parametrize(
    ("address", "moved"),
    [
        ("a.png", "../Test.Base-1.0.0-abc/styles/a.png"),
        ("./a.png", "../Test.Base-1.0.0-abc/styles/a.png"),
        ("../images/a.png?v=1#x", "../Test.Base-1.0.0-abc/images/a.png?v=1#x"),
        ("data:image/png;base64,AA==", "data:image/png;base64,AA=="),
        ("https://fonts.example/a", "https://fonts.example/a"),
        ("//fonts.example/a", "//fonts.example/a"),
        ("#shadow", "#shadow"),
    ],
)
@pytest.mark.parametrize("mark", ["", "'", '"'])
def test_pictures_are_found_from_beside(address: str, moved: str, mark: str) -> None:
    text = f"a {{ background: url({mark}{address}{mark}) }}"
    expected = f"a {{ background: url({mark}{moved}{mark}) }}"
    assert from_beside(text, FOLDER, "styles/base.css") == expected


def test_both_files_are_served_and_shared(client, upload, installer, content) -> None:
    other = upload(installer, package(content={"question": "Und?"})).version
    version = content.current
    assert (combined(version, "js"), combined(version, "css")) == (
        combined(other, "js"),
        combined(other, "css"),
    )
    style = b"".join(client.get(combined(version, "css")).streaming_content).decode()
    base = H5PLibrary.objects.get(machine_name=BASE).folder.rpartition("/")[2]
    assert f'url("../{base}/images/dot.png")' in style
    assert "@charset" not in style
    dot = combined(version, "css").rsplit("/", 2)[0] + f"/{base}/images/dot.png"
    assert client.get(dot).status_code == 200


def test_a_browser_that_unpacks_gets_them_packed(client, content) -> None:
    address = combined(content.current, "js")
    plain = client.get(address)
    packed = client.get(address, headers={"Accept-Encoding": "gzip, br"})
    part = client.get(address, headers={"Accept-Encoding": "gzip", "Range": "bytes=0-9"})
    text = b"".join(plain.streaming_content)
    assert gzip.decompress(b"".join(packed.streaming_content)) == text
    assert b"".join(part.streaming_content) == text[:10]
    encodings = [a.headers.get("Content-Encoding") for a in (plain, packed, part)]
    assert encodings == [None, "gzip", None]
    assert packed.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert client.get(f"{address}.gz").status_code == 404


def test_scripts_stand_in_the_order_of_loading(content) -> None:
    libraries = loading_order(content.current)
    text = joined_scripts(libraries)
    base, scored = (read_file(row.folder, row.scripts[0]).decode() for row in libraries)
    assert text.index(base) < text.index(scored)
    assert text.startswith(";")


def test_a_script_that_fails_stops_itself_alone(upload, installer) -> None:
    done = upload(installer, package(files={f"{SCORED}-1.0/scored.js": b"broken()"}))
    text = joined_scripts(loading_order(done.version))
    assert ";try{\nbroken()\n}catch(e){setTimeout(function(){throw e})}" in text


def test_what_belongs_to_the_whole_page_stays_outside_of_a_block(upload, installer) -> None:
    done = upload(installer, package(files={f"{SCORED}-1.0/scored.js": b"const all = 1;"}))
    assert joined_scripts(loading_order(done.version)).endswith(";\nconst all = 1;\n")


def test_a_script_that_asks_for_its_own_address_stands_alone(upload, installer) -> None:
    raw = package(files={f"{SCORED}-1.0/scored.js": b"var here = document.currentScript.src;"})
    version = upload(installer, raw).version
    assert combined(version, "js") == ""
    assert combined(version, "css") != ""


def test_a_style_that_imports_another_stands_alone(upload, installer) -> None:
    raw = package(files={f"{BASE}-1.0/styles/base.css": b"@import 'other.css';"})
    version = upload(installer, raw).version
    assert joined_styles(loading_order(version)) == ""
    assert combined(version, "css") == ""


def test_a_type_without_styles(upload, installer) -> None:
    version = upload(
        installer, package(libraries=[library(SCORED), library(BASE, preloadedCss=[])])
    )
    assert combined(version.version, "css") == ""
