from typing import Any

from django.core.management.base import CommandParser

from certificates.keys.domain import create_key, set_up_issuer
from certificates.upkeep.commands import IssuerCommand, existing_argument, said_plainly


class Command(IssuerCommand):
    help = (
        "Creates the signing key of a provider that has none. To replace one that signs, see "
        "rotate_issuer_key."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        existing_argument(parser)

    def handle(self, *, provider: str, existing: str, **_options: Any) -> None:
        issuer = set_up_issuer(self.provider(provider))
        in_use = issuer.keys.filter(retired_at=None).first()
        if in_use:
            self.stdout.write(f"{issuer.slug} signs with {in_use.fragment}. Nothing to do.")
            return
        with said_plainly():
            key = create_key(issuer, existing=existing)
        self.well_done(f"{issuer.slug} signs with {key.fragment} from now on.")
