"""What the commands about issuers and keys share."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import BaseCommand, CommandError, CommandParser

from certificates.keys.models import Issuer
from content.foundation.errors import DomainError
from courses.governance.models import Provider


class IssuerCommand(BaseCommand):
    """A command about the issuer of one provider."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("provider", help="short name (slug) of the provider")

    def provider(self, slug: str) -> Provider:
        try:
            return Provider.objects.get(slug=slug)
        except Provider.DoesNotExist as error:
            known = ", ".join(Provider.objects.values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"There is no provider “{slug}”. Known: {known}.") from error

    def issuer(self, slug: str) -> Issuer:
        issuer = Issuer.objects.filter(provider=self.provider(slug)).first()
        if issuer is None:
            raise CommandError(
                f"“{slug}” has never signed anything. Run “manage.py create_issuer_key {slug}”."
            )
        return issuer

    def well_done(self, sentence: str) -> None:
        self.stdout.write(self.style.SUCCESS(sentence))


@contextmanager
def said_plainly() -> Iterator[None]:
    """A refusal becomes the command's one line of error."""
    try:
        yield
    except DomainError as error:
        raise CommandError(str(error)) from error


def existing_argument(parser: CommandParser) -> None:
    parser.add_argument(
        "--existing",
        metavar="FRAGMENT",
        default="",
        help="take this key, which the key store holds already, instead of making one",
    )
