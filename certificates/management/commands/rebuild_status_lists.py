from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from certificates.status.domain import rebuild
from certificates.status.models import StatusList
from certificates.status.queries import differences
from certificates.upkeep.commands import said_plainly


class Command(BaseCommand):
    help = (
        "Makes the bit string of every status list from its rows and publishes it. With --check "
        "nothing is written; ends with 1 if a list says something else than its rows."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only compare")

    def handle(self, *, check: bool, **_options: Any) -> None:
        wrong = sum(self._look_at(one, check=check) for one in StatusList.objects.order_by("pk"))
        if check and wrong:
            raise CommandError(f"{wrong} bits are wrong. Run the command without --check.")

    def _look_at(self, status_list: StatusList, *, check: bool) -> int:
        with said_plainly():
            wrong = len(differences(status_list)) if check else rebuild(status_list.pk)
        found = f"{wrong} wrong bits" if wrong else "as the rows say"
        self.stdout.write(f"{status_list.issuer.slug}/{status_list}: {found}")
        return wrong
