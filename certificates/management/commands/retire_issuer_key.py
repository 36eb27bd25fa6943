from typing import Any

from certificates.awards.enums import AwardState
from certificates.awards.models import Award
from certificates.keys.domain import retire_key
from certificates.keys.models import Issuer
from certificates.status.queries import signed_until
from certificates.upkeep.commands import IssuerCommand, said_plainly


class Command(IssuerCommand):
    help = (
        "Stops signing for a provider and says who waits from then on. What was signed still "
        "verifies. “create_issuer_key” goes on with a new key."
    )

    def handle(self, *, provider: str, **_options: Any) -> None:
        issuer = self.issuer(provider)
        with said_plainly():
            key = retire_key(issuer)
        self.well_done(f"{key.fragment} is retired. {issuer.slug} signs nothing from now on.")
        self._say_who_waits(issuer)

    def _say_who_waits(self, issuer: Issuer) -> None:
        awards = Award.objects.filter(enrolment__cohort__provider=issuer.provider_id)
        released = awards.filter(state=AwardState.RELEASED).count()
        coming = awards.filter(
            state__in=[AwardState.PENDING_NAME, AwardState.NAME_CONFIRMED]
        ).count()
        self.stdout.write(
            f"Released certificates that wait for a key: {released}. "
            f"Awards that will wait once they are released: {coming}."
        )
        if until := signed_until(issuer):
            self.stdout.write(
                "Revocations and suspensions are not published in the status lists any more. The "
                f"lists served now are valid until {until:%Y-%m-%d}; then nobody elsewhere can "
                "check the status of this provider’s certificates."
            )
