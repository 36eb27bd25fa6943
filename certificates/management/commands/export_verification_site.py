from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from certificates.upkeep.commands import said_plainly
from certificates.upkeep.folders import write
from certificates.upkeep.site import built


class Command(BaseCommand):
    help = (
        "Writes the verification site as plain files for any web server: the issuers’ keys, the "
        "status lists, and a page for every certificate that names nobody. The folder is replaced "
        "as a whole or not at all."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directory", type=Path)

    def handle(self, *, directory: Path, **_options: Any) -> None:
        site = built(timezone.now())
        with said_plainly():
            written = write(site.files, directory)
        self.stdout.write(
            f"{site.issuers} issuers, {site.lists} status lists, {site.pages} certificates, "
            f"{len(site.files)} files."
        )
        if site.without_page:
            self.stdout.write(
                f"{site.without_page} certificates have no page: their holders were erased before "
                "pages had names. Their signed files still verify."
            )
        outcome = f"{directory} is written." if written else f"{directory} was up to date."
        self.stdout.write(self.style.SUCCESS(outcome))
