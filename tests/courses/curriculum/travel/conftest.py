"""A small curriculum in a folder, to be written, broken and imported."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from courses.curriculum.travel.importer import Report, import_curriculum
from courses.curriculum.travel.source import ImportRefused
from courses.governance.models import Provider
from tests.factories import ProviderFactory, site_root

PROGRAMME = """\
key: "93c7f77f-124d-408e-9940-5e9cf9d1857c"
type: programme
slug: qualifizierung
title: "Kommunale:r Konfliktmanager:in"
programme_title: Qualifizierung Kommunales Konfliktmanagement
hero_title: Konflikte gehören zur Kommune.
hero_lead: >-
  Fünf Module in einem Jahr,
  am eigenen Fall.
figures:
  - value: "80"
    label: Stunden
audience_title: Für Menschen mittendrin
audience: |-
  Im Ordnungsamt.

  Im Ortsrat.
promises:
  - title: Ein nächster Schritt
    text: Immer.
hours: 80
competences:
  - klärt Aufträge
"""
MODULE = """\
---
key: "2791d3f0-b1b8-442d-a3cf-8cd450bde02a"
type: module
number: 1
slug: modul-1
title: Konflikt und Haltung
summary: Was ein Konflikt ist.
days: 2
hours: 12.5
outcomes:
  - text: einen Konflikt einer Stufe zuordnen
    level: K3
certificate_contents: Konfliktbegriff
---
Wo Menschen zusammen entscheiden,
streiten sie.
"""
LESSON = """\
---
key: "{key}"
type: lesson
number: "{number}"
slug: {slug}
title: {title}
minutes: 20
outcomes: [1]
---
Dienstag, Treppenhaus im Rathaus.

{body}
"""
TOOLKIT = """\
key: 0e6f2a4c-55cf-4a1b-a3e3-0d6a53b5b2b1
type: toolkit
slug: methoden
title: Methodenkoffer
"""
METHOD = """\
key: 1f2a3684-aae5-455f-a296-2e2c5ce31b0c
type: method
slug: haltungslinie
title: Haltungslinie
module: 1
purpose: Die eigenen roten Linien klären.
phase_from: 1
phase_to: 5
group_min: 6
group_max: 20
minutes: 15
preparation: Etwa 15 Minuten.
material:
  - Klebeband
steps:
  - title: Aufstellen
    text: Alle suchen einen Platz.
    minutes: 10
  - title: Transfer
    text: Ein Satz im Kreis.
    minutes: 5
pitfalls:
  - Die Übung wird zum Bekenntnis.
moderation: high
online: yes
online_note: Mit Punkten.
do_no_harm: Nur für Teams.
sources:
  - Eigener Entwurf.
"""
PAGE = """\
---
key: "4f86a357-6513-4fce-a99f-ee9b8cb0df9e"
type: page
slug: hilfe
title: Hilfe
---
Die Koordination hilft **Ihnen**.
"""
FIRST = "55e3a8ff-53e1-445d-a526-420ce27c9fdc"
SECOND = "ef1467e5-7a3b-40e4-af71-84e5fb3d898c"


class Folder:
    """The files of a curriculum; every method writes one."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, name: str, text: str) -> Path:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def lesson(
        self,
        body: str = "Text.",
        *,
        number: str = "1.1",
        slug: str = "auftrag",
        title: str = "Auftragsklärung",
        key: str = FIRST,
        module: str = "modul-1",
    ) -> Path:
        text = LESSON.format(
            key=key, number=number, slug=slug, title=title, body=dedent(body).strip()
        )
        return self.write(f"{module}/{slug}/lesson.md", text)

    def change(self, name: str, old: str, new: str) -> None:
        text = (self.path / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder(tmp_path / "curriculum")
    made.write("programme.yaml", PROGRAMME)
    made.write("modul-1/module.md", MODULE)
    made.lesson()
    made.write("methoden.yaml", TOOLKIT)
    made.write("methoden/haltungslinie.yaml", METHOD)
    made.write("seiten/hilfe.md", PAGE)
    return made


@pytest.fixture
def provider(db: None) -> Provider:
    site_root()
    return ProviderFactory()


@pytest.fixture
def bring(folder: Folder, provider: Provider) -> Callable[..., Report]:
    return lambda **options: import_curriculum(folder.path, provider=provider, **options)


@pytest.fixture
def complaints(bring: Callable[..., Report]) -> Callable[[], list[str]]:
    """What is said of the folder, which must be refused."""

    def refused() -> list[str]:
        with pytest.raises(ImportRefused) as caught:
            bring()
        return [str(complaint) for complaint in caught.value.complaints]

    return refused
