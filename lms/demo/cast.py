"""The people of the demo. They and their place are invented; the password is meant to be read."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model

from lms.demo.people import DemoPerson

PASSWORD = "Brunnenplatz-41"  # noqa: S105 - printed at every start


@dataclass(frozen=True, slots=True)
class Part:
    """A person of the demo and what to try as them."""

    email: str
    first_name: str
    last_name: str
    form_of_address: str
    role: str
    what_to_try: str
    superuser: bool = False

    def introduce(self) -> DemoPerson:
        name = f"{self.first_name} {self.last_name}"
        return DemoPerson(name, self.email, PASSWORD, self.role, self.what_to_try)


TRAINER = Part(
    "trainerin@mittelaue.example",
    "Ruth",
    "Adeyemi",
    "frau",
    "Trainerin und Autorin",
    "Unter /cms/ eine Lerneinheit ändern und veröffentlichen, eine Abgabe lesen, freigeben.",
)
COORDINATOR = Part(
    "koordination@mittelaue.example",
    "Marlene",
    "Voss",
    "frau",
    "Koordination",
    "Unter /cms/ jemanden einladen, Anwesenheit erfassen, ein Zertifikat freigeben.",
)
AUTHOR = Part(
    "autorin@mittelaue.example",
    "Lena",
    "Brandt",
    "frau",
    "Autorin",
    "Unter /cms/ den Lehrplan ansehen, lesen, was andere schreiben, und es veröffentlichen.",
)
HALFWAY = Part(
    "sahin@mittelaue.example",
    "Elif",
    "Şahin",
    "frau",
    "Teilnehmerin, mittendrin",
    "„Mein Weg“ öffnen, weiterlesen, den Selbsttest machen, eine Reflexion schreiben.",
)
RETURNED = Part(
    "doerfler@mittelaue.example",
    "Bernd",
    "Dörfler",
    "herr",
    "Teilnehmer mit erbetener Überarbeitung",
    "Die Rückmeldung zum Plan lesen, zwei Abschnitte ändern, neu einreichen.",
)
WAITING = Part(
    "krahl@mittelaue.example",
    "Thomas",
    "Krahl",
    "herr",
    "Teilnehmer, alle Regeln erfüllt",
    "Die Schreibweise des Namens bestätigen; danach kann die Koordination freigeben.",
)
GRADUATE = Part(
    "weiss@mittelaue.example",
    "Hanna",
    "Weiß",
    "frau",
    "Absolventin mit gültigem Zertifikat",
    "Das Zertifikat herunterladen, den Namen zeigen lassen, den Prüflink öffnen.",
)
REVOKED = Part(
    "mbeki@mittelaue.example",
    "Samuel",
    "Mbeki",
    "herr",
    "Absolvent, Zertifikat widerrufen",
    "Den Prüflink öffnen: Die Seite sagt, dass und warum es nicht mehr gilt.",
)
TECHNICIAN = Part(
    "technik@mittelaue.example",
    "Kim",
    "Falk",
    "",
    "Technik (Superuser)",
    "Unter /cms/ alles einrichten – und sehen, dass Inhalte der Teilnehmenden verborgen bleiben.",
    superuser=True,
)
COMPANION_LOCAL = Part(
    "thelen@quellingen.example",
    "Gudrun",
    "Thelen",
    "frau",
    "Prozessbegleitung vor Ort",
    "Unter /cms/ Termine und Anwesenheit des Durchgangs in Summen sehen, ohne Namen.",
)
COMPANION_EXTERNAL = Part(
    "demirel@mittelaue.example",
    "Yusuf",
    "Demirel",
    "herr",
    "Externe Prozessbegleitung",
    "Unter /cms/ den Durchgang öffnen und sehen, was diese Rolle zeigt und was nicht.",
)
CAST = (
    COORDINATOR,
    TRAINER,
    AUTHOR,
    HALFWAY,
    RETURNED,
    WAITING,
    GRADUATE,
    REVOKED,
    COMPANION_LOCAL,
    COMPANION_EXTERNAL,
    TECHNICIAN,
)


def _other(email: str, first: str, last: str, form_of_address: str = "") -> Part:
    """Somebody who is there and is not introduced: the list at the terminal stays short."""
    return Part(email, first, last, form_of_address, "", "")


ASKS_OFTEN = _other("benali@quellingen.example", "Nadia", "Benali", "frau")
MADE_UP = _other("petersen@mittelaue.example", "Jens", "Petersen", "herr")
LEFT_EARLY = _other("kovac@mittelaue.example", "Mirjana", "Kovač", "frau")
STEADY = _other("nguyen@quellingen.example", "Lan", "Nguyen")
HAS_LONGER = _other("oltmanns@mittelaue.example", "Friederike", "Oltmanns", "frau")
WAS_ILL = _other("zielinski@quellingen.example", "Paweł", "Zieliński", "herr")
CANNOT_COME = _other("amadi@mittelaue.example", "Daniel", "Amadi", "herr")
SUPERVISOR = _other("ebers@mittelaue.example", "Katharina", "Ebers", "frau")
OTHERS = (
    ASKS_OFTEN,
    MADE_UP,
    LEFT_EARLY,
    STEADY,
    HAS_LONGER,
    WAS_ILL,
    CANNOT_COME,
    SUPERVISOR,
)


def appear(part: Part) -> Any:
    """The person's account, made at the first call. What somebody changed since is left alone."""
    users = get_user_model().objects
    found = users.filter(email__iexact=part.email).first()
    if found:
        return found
    return users.create_user(
        part.email,
        PASSWORD,
        first_name=part.first_name,
        last_name=part.last_name,
        form_of_address=part.form_of_address,
        is_superuser=part.superuser,
        is_staff=part.superuser,
    )
