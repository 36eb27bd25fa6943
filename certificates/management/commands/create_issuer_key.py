from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from certificates.keys.domain import create_key, set_up_issuer
from certificates.keys.errors import SigningKeyError
from certificates.keys.models import Issuer
from courses.governance.models import Provider


class Command(BaseCommand):
    help = (
        "Creates the signing key of a provider. With --rotate a new one takes over; earlier keys "
        "stay published, so that what they signed still verifies."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("provider", help="short name (slug) of the provider")
        parser.add_argument("--rotate", action="store_true", help="replace the key in use")

    def handle(self, *, provider: str, rotate: bool, **_options: Any) -> None:
        issuer = set_up_issuer(self._provider(provider))
        in_use = issuer.keys.filter(retired_at=None).first()
        if in_use and not rotate:
            self.stdout.write(f"{issuer.slug} signs with {in_use.fragment}. Nothing to do.")
            return
        self._create(issuer)

    def _provider(self, slug: str) -> Provider:
        try:
            return Provider.objects.get(slug=slug)
        except Provider.DoesNotExist as error:
            known = ", ".join(Provider.objects.values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"There is no provider “{slug}”. Known: {known}.") from error

    def _create(self, issuer: Issuer) -> None:
        try:
            key = create_key(issuer)
        except SigningKeyError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            self.style.SUCCESS(f"{issuer.slug} signs with {key.fragment} from now on.")
        )
