"""`manage.py demo`: the whole site on this machine, with people in every role."""

import json
import os
import shutil
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils import timezone
from django_q.scheduler import scheduler

from lms.demo import ports, run
from lms.demo.people import DemoPerson, introduce
from lms.demo.seed import seed


class Command(BaseCommand):
    help = "Prepare the demo (as often as you like) and run web server and worker until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-serve", action="store_true", help="prepare the data and stop")
        parser.add_argument("--no-prepare", action="store_true", help="run on the data as they are")
        parser.add_argument("--reset", action="store_true", help="forget the demo's data first")
        parser.add_argument(
            "--people", type=Path, metavar="FILE", help="also write the people to FILE, as JSON"
        )

    def handle(self, **options: Any) -> None:
        # Its passwords are public.
        if not getattr(settings, "LMS_DEMO", False):
            raise CommandError("The demo runs with lms.settings.dev only: its passwords are known.")
        serve = not options["no_serve"]
        if serve and not ports.is_free(options["port"]):
            raise CommandError(ports.taken(options["port"]))
        if options["reset"]:
            forget()
        people = [] if options["no_prepare"] else self.prepare(options["people"])
        if not serve:
            self.stdout.write(introduce(people))
        elif self.serve(people, options["port"]):
            raise CommandError("The demo has ended.")

    def prepare(self, people_file: Path | None) -> list[DemoPerson]:
        self.say("Preparing the database …")
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0, interactive=False)
        self.say("Preparing the demo: curriculum, cohort, people …")
        people = seed(now=timezone.now())
        if people_file:
            people_file.write_text(json.dumps([asdict(person) for person in people]))
        return people

    def serve(self, people: list[DemoPerson], port: int) -> int:
        # The worker looks first after half a minute for what fell due while nothing ran.
        scheduler()
        # The children open their own; a connection must not be shared across a fork.
        connections.close_all()
        self.say("Starting web server and worker …")
        address = f"http://localhost:{port}/"
        return run.supervise(
            [run.web_server(port), run.worker()],
            environment=child_environment(port),
            until_ready=lambda: run.answers(f"http://127.0.0.1:{port}/healthz"),
            on_ready=lambda: self.say(welcome(address, people)),
        )

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def child_environment(port: int) -> dict[str, str]:
    """As ours, with the honest error pages people really get and addresses with this port."""
    defaults = {"BASE_URL": f"http://localhost:{port}", "DEBUG": "false"}
    fixed = {"DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]}
    return defaults | dict(os.environ) | fixed


def welcome(address: str, people: list[DemoPerson]) -> str:
    mail = getattr(settings, "EMAIL_FILE_PATH", None)
    mails = ""
    if mail:
        mails = (
            f"Mails it sends lie as files in {shown(Path(mail))}; read them at {address}mails/.\n"
        )
    return (
        f"\n{introduce(people)}\n\n"
        f"The demo runs at {address} – editors at {address}cms/.\n"
        f"{mails}Ctrl-C ends everything.\n"
    )


def shown(path: Path) -> str:
    """The path as one would type it from where we are."""
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def forget() -> None:
    """Remove database, mails, uploads and signing keys of the demo; the secrets stay."""
    connections.close_all()
    database = settings.DATABASES["default"]
    if "sqlite3" not in database["ENGINE"]:
        call_command("flush", verbosity=0, interactive=False)
    else:
        for ending in ("", "-wal", "-shm"):
            Path(f"{database['NAME']}{ending}").unlink(missing_ok=True)
    for folder in ("mail", "media", "media-private", "keys"):
        shutil.rmtree(settings.VAR_DIR / folder, ignore_errors=True)
