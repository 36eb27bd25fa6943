from typing import Any

from django.core.management.base import CommandError, CommandParser

from certificates.keys.models import Issuer, IssuerKey
from certificates.upkeep.commands import IssuerCommand, existing_argument, said_plainly
from certificates.upkeep.resigning import Affected, affected, compromise


class Command(IssuerCommand):
    help = (
        "For a signing key whose private half somebody else may know. Says what it signed; with "
        "--yes it is published as revoked, a new key takes over, and the worker signs every "
        "certificate and every status list anew. Codes and papers stay valid. May be repeated."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("fragment", help="name of the key, for instance key-2026-11-20-4f2a")
        parser.add_argument("--yes", action="store_true", help="do it; otherwise only say what")
        parser.add_argument(
            "--dry-run", action="store_true", help="only say what would happen (the default)"
        )
        existing_argument(parser)

    def handle(self, *, provider: str, fragment: str, existing: str, **options: Any) -> None:
        if options["yes"] and options["dry_run"]:
            raise CommandError("--yes and --dry-run exclude each other.")
        key = self._key(self.issuer(provider), fragment)
        self._say(affected(key))
        if not options["yes"]:
            self.stdout.write("Nothing was changed. Add --yes to do it.")
            return
        with said_plainly():
            queued = compromise(key, existing=existing)
        self.well_done(
            f"{fragment} is published as revoked. {queued} certificates are in the queue to be "
            "signed anew; the status lists come first."
        )

    def _key(self, issuer: Issuer, fragment: str) -> IssuerKey:
        key = issuer.keys.filter(fragment=fragment).first()
        if key is None:
            known = ", ".join(issuer.keys.values_list("fragment", flat=True)) or "none"
            raise CommandError(f"{issuer.slug} has no key “{fragment}”. Known: {known}.")
        return key

    def _say(self, found: Affected) -> None:
        lines = [
            f"Certificates to be signed anew: {found.to_sign} ({found.in_force} in force, "
            f"{found.suspended} suspended, {found.expired} expired, {found.revoked} revoked, "
            f"{found.replaced} replaced).",
            f"Certificates of erased holders, of which nothing is left to sign: {found.erased}. "
            "They verify by their code, as before.",
            f"Status lists to be published anew: {found.lists}.",
            "Everybody whose certificate is not revoked gets a mail that a new file is there.",
        ]
        self.stdout.write("\n".join(lines))
