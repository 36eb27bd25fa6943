"""`manage.py export_curriculum PROGRAMME DIR [--force]`"""

from argparse import ArgumentParser
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from courses.curriculum.models import Programme
from courses.curriculum.travel.exporter import ExportRefused, export_curriculum


class Command(BaseCommand):
    help = "Write a programme as a folder of readable files, with its media, terms and sources."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("programme", help="key of the programme, or the slug of its page")
        parser.add_argument("directory", type=Path, help="a new folder, or one of a curriculum")
        parser.add_argument(
            "--force", action="store_true", help="replace a folder that holds other files, too"
        )

    def handle(self, *, programme: str, directory: Path, force: bool, **options: Any) -> None:
        try:
            export = export_curriculum(_programme(programme), directory.absolute(), force=force)
        except ExportRefused as error:
            raise CommandError(f"Nothing was written.\n{error}") from error
        for title in export.left_out:
            self.stdout.write(f"left out, because it is not published: {title}")
        self.stdout.write(f"{len(export.texts)} texts, {len(export.media)} media in {directory}")


def _programme(name: str) -> Programme:
    """By key or slug. Two providers may use one slug; then the key decides."""
    found = list(Programme.objects.filter(page__slug=name))
    with suppress(ValueError):
        found += Programme.objects.filter(key=UUID(name))
    if not found:
        raise CommandError(f"There is no programme “{name}”.")
    if len(found) > 1:
        keys = ", ".join(str(programme.key) for programme in found)
        raise CommandError(f"Several programmes are called “{name}”. Give a key: {keys}.")
    return found[0]
