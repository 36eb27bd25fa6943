"""`manage.py import_curriculum DIR-OR-ZIP --provider SLUG [--hostname NAME] [--dry-run]`"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courses.curriculum.travel.importer import import_curriculum, summary
from courses.curriculum.travel.source import ImportRefused
from courses.governance.models import Provider


class Command(BaseCommand):
    help = "Import a folder of curriculum files, or a .zip of one. Twice changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", type=Path)
        parser.add_argument("--provider", required=True, help="short name of the provider")
        parser.add_argument("--hostname", default="", help="name of the default site")
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")

    def handle(
        self, *, directory: Path, provider: str, hostname: str, dry_run: bool, **options: Any
    ) -> None:
        owner = Provider.objects.filter(slug=provider).first()
        if owner is None:
            raise CommandError(f"There is no provider “{provider}”.")
        try:
            report = import_curriculum(
                directory, provider=owner, hostname=hostname, dry_run=dry_run
            )
        except ImportRefused as error:
            raise CommandError(f"Nothing was imported.\n{error}") from error
        for line in summary(report):
            self.stdout.write(line)
