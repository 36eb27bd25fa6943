"""`manage.py canonicalise_curriculum DIR [--check]`"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courses.curriculum.travel.canonical import compare, rewrite
from courses.curriculum.travel.source import ImportRefused


class Command(BaseCommand):
    help = "Bring curriculum files into the form in which an export writes them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", type=Path)
        parser.add_argument(
            "--check", action="store_true", help="write nothing; fail if a file would change"
        )

    def handle(self, *, directory: Path, check: bool, **options: Any) -> None:
        try:
            found = compare(directory) if check else rewrite(directory)
        except ImportRefused as error:
            raise CommandError(f"Nothing was written.\n{error}") from error
        for path in found.differing:
            self.stdout.write(path)
        if check and found.differing:
            raise CommandError(f"{len(found.differing)} files are not in canonical form.")
        word = "would change" if check else "changed"
        self.stdout.write(f"{len(found.differing)} {word}, {len(found.same)} stay as they are")
