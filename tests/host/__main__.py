"""Set the host up from nothing, then visit it as a stranger, a participant and a coordinator."""

import os
from pathlib import Path
from shutil import copytree, ignore_patterns

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.host.settings"

import django

django.setup()

from django.core.management import call_command
from django.test import Client

from tests.factories import CohortFactory, ProviderFactory, coordinator_of, enrol
from tests.host.settings import VAR

CURRICULUM = Path(__file__).resolve().parents[2] / "lms" / "curriculum"
OURS = "Rathaus Irgendwo"
LESSON = "/modul-1/was-ist-ein-konflikt/"


def set_up() -> None:
    call_command("migrate", verbosity=0)
    call_command("check", fail_level="WARNING")
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
    provider = ProviderFactory(slug="traeger")
    call_command(
        "import_curriculum", str(one_module()), provider=provider.slug, hostname="testserver"
    )


def one_module() -> Path:
    """Enough to visit; that the whole can be read in is seen elsewhere."""
    folder = VAR / "curriculum"
    return Path(copytree(CURRICULUM, folder, ignore=ignore_patterns("modul-[2-5]")))


def visit(client: Client, address: str, *words: str, status: int = 200) -> None:
    """The page answers, in the host's own frame, and says these words."""
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    shown = answer.content.decode()
    for word in words:
        assert word in shown, (address, word)
    print(f"{address}: {status}")


def walk() -> None:
    from courses.curriculum.models import Programme

    programme = Programme.objects.get()
    cohort = CohortFactory(
        programme=programme,
        provider=programme.provider,
        agreement=programme.provider.agreements.first(),
    )
    stranger, participant, coordinator = Client(), Client(), Client()
    participant.force_login(enrol(cohort).user, "django.contrib.auth.backends.ModelBackend")
    coordinator.force_login(coordinator_of(cohort), "django.contrib.auth.backends.ModelBackend")
    visit(stranger, "/", OURS, "ui-hero")
    visit(stranger, LESSON, OURS)
    visit(stranger, "/methoden/", OURS)
    visit(stranger, "/v/", OURS)
    visit(participant, LESSON, OURS, "Als gelesen markieren")
    visit(participant, "/termine/", OURS)
    visit(coordinator, "/admin/durchgaenge/", cohort.title)
    visit(participant, "/admin/durchgaenge/", status=302)


if __name__ == "__main__":
    set_up()
    walk()
    print("The plug-in works in a host.")
