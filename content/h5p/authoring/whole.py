"""Title, collection and the form of a kind, as one thing that is valid or not."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Collection

from content.foundation.typesetting import plain
from content.h5p.authoring.forms import HeadForm
from content.h5p.authoring.kinds.base import Typed
from content.h5p.authoring.sheet import Node, sent
from content.h5p.authoring.shelf import Offer

HEAD = ("title", "collection")
LONGEST_TITLE = 300


class Whole:
    def __init__(
        self, found: Offer, typed: Typed, *, user: Any, is_new: bool, bound: bool = False
    ) -> None:
        self.found, self.typed = found, typed
        values = {name: typed.get(name) for name in HEAD if typed.get(name)}
        filled = {"data": values} if bound else {"initial": values}
        self.head = HeadForm(**filled, user=user, is_new=is_new)
        self.root = Node(found.spec, typed, bound=bound)
        choices = found.kind.choices(typed)
        for node in self.root.every():
            node.form.offer(choices)

    def is_valid(self) -> bool:
        """Every form in itself; where those are whole, what only shows between them."""
        is_headed = self.head.is_valid()
        are_whole = self.root.is_valid() and self._has_rows()
        found = self.found.kind.faults(self.typed) if are_whole else []
        for path, words in found:
            self.root.refuse(path, words)
        return is_headed and are_whole and not found

    def _has_rows(self) -> bool:
        lacking = [node for node in self.root.every() if node.lacks]
        for node in lacking:
            sentence = _("Too few: %(least)d are needed under “%(name)s”.")
            values = {"name": node.rows_title, "least": node.lacks}
            node.form.add_error(None, sentence % values)
        return not lacking

    def errors(self) -> list[tuple[str, str, str]]:
        heads = [
            (field.id_for_label, str(field.label), str(error))
            for field in self.head
            for error in field.errors
        ]
        return [*heads, *self.root.errors()]

    def lost(self) -> list[str]:
        """Names of the rows that chose one that is no longer there."""
        return [node.name for node in self.root.every() if node.form.has_lost]

    @property
    def collection(self) -> Collection | None:
        """Of a valid one."""
        found: Collection | None = self.head.cleaned_data.get("collection")
        return found


def typed_from(post: Any, found: Offer) -> Typed:
    head = {name: plain(str(post.get(name) or "")[:LONGEST_TITLE]) for name in HEAD}
    return {**head, **sent(post, found.spec)}
