"""`manage.py rebuild_search`: write the search index anew from what is published."""

from typing import Any

from django.core.management.base import BaseCommand

from courses.search.domain import rebuild


class Command(BaseCommand):
    help = (
        "Rebuild the search index from everything that is published, in one transaction. "
        "Needed after the database has moved to another kind of server or was written by SQL."
    )

    def handle(self, **options: Any) -> None:
        for kind, count in rebuild().items():
            self.stdout.write(f"{count} × {kind}")
