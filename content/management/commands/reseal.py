"""`manage.py reseal`: bring every sealed text under the first key of LMS_SEALING_KEYS."""

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.foundation.crypto import SealingError, current_key
from content.foundation.resealing import keys_in_use, reseal
from content.foundation.sealed import sealed_fields


class Command(BaseCommand):
    help = (
        "Seal every private text anew under the first key of LMS_SEALING_KEYS, in batches, while "
        "the site runs. Can be stopped and started again. Exit code 1 as long as some text carries "
        "an older key."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say which keys are in use")
        parser.add_argument("--batch", type=int, default=500, help="rows a statement (500)")

    def handle(self, *, check: bool, batch: int, **options: Any) -> None:
        if batch < 1:
            raise CommandError(_("A batch has at least one row."))
        try:
            current = current_key()
            if not check:
                self._reseal(batch)
        except SealingError as error:
            raise CommandError(str(error)) from error
        self._sum_up(current)

    def _reseal(self, batch: int) -> None:
        for model, field in sealed_fields():
            done = reseal(model, field, batch=batch)
            self.stdout.write(
                _(
                    "%(name)s: %(anew)d sealed anew, %(before)d were already, "
                    "%(closed)d cannot be opened."
                )
                % {
                    "name": field.name,
                    "anew": done.anew,
                    "before": done.before,
                    "closed": done.closed,
                }
            )

    def _sum_up(self, current: str) -> None:
        """Which keys are in use; raises CommandError while one of them is an older one."""
        used: Counter[str] = Counter()
        for model, field in sealed_fields():
            used.update(keys_in_use(model, field))
        for key, count in sorted(used.items()):
            self.stdout.write(
                ngettext("Key “%(key)s”: %(count)d text", "Key “%(key)s”: %(count)d texts", count)
                % {"key": key, "count": count}
            )
        older = used.total() - used[current]
        if older:
            raise CommandError(
                ngettext(
                    "%(count)d text still carries another key than “%(key)s”. Keep every key.",
                    "%(count)d texts still carry another key than “%(key)s”. Keep every key.",
                    older,
                )
                % {"count": older, "key": current}
            )
        self.stdout.write(_("Every text carries the key “%(key)s”.") % {"key": current})
