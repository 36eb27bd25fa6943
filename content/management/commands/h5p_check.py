"""Looks after what is installed: is every file there, as it was written, and every library?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from content.h5p.checking import findings, leftovers
from content.h5p.models import H5PUpload
from content.h5p.store import remove


class Command(BaseCommand):
    help = "Re-validates installed H5P libraries and contents: files, hashes, dependencies."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--tidy",
            action="store_true",
            help="remove folders that no library and no content has any more",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        moving = (H5PUpload.State.QUEUED, H5PUpload.State.EXAMINING)
        if options["tidy"] and H5PUpload.objects.filter(state__in=moving).exists():
            raise CommandError("An upload is under way: its folders have no row yet. Try later.")
        found = findings()
        for finding in found:
            self.stdout.write(finding)
        for folder in leftovers():
            if options["tidy"]:
                remove(folder)
            word = "removed" if options["tidy"] else "not needed any more (--tidy removes it)"
            self.stdout.write(f"{folder}: {word}")
        if found:
            raise CommandError(f"{len(found)} findings.")
        self.stdout.write("Everything is as it was installed.")
