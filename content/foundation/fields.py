"""Model fields of our own."""

from typing import Any

from wagtail.fields import StreamField


class LeanStreamField(StreamField):
    """A StreamField that leaves its block definitions out of migrations.

    Adding or changing a block then needs no migration. Data migrations must therefore never rely
    on historic blocks; they work on the raw JSON.
    """

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
