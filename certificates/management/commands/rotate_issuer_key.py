from typing import Any

from django.core.management.base import CommandParser

from certificates.keys.domain import create_key
from certificates.upkeep.commands import IssuerCommand, existing_argument, said_plainly


class Command(IssuerCommand):
    help = (
        "Replaces the signing key of a provider. The old one signs nothing any more but stays "
        "published, so that what it signed still verifies."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        existing_argument(parser)

    def handle(self, *, provider: str, existing: str, **_options: Any) -> None:
        issuer = self.issuer(provider)
        old = issuer.keys.filter(retired_at=None).first()
        with said_plainly():
            key = create_key(issuer, existing=existing)
        if old:
            self.stdout.write(f"{old.fragment} is retired and stays published.")
        self.well_done(f"{issuer.slug} signs with {key.fragment} from now on.")
