"""Which people and which requirements the matrix shows. All of it stands in the address."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from courses.cockpit.layout import Fold, Group
from courses.cockpit.matrix import Matrix, Row
from courses.cockpit.needs import Need
from courses.cockpit.words import kind_label
from courses.progress.enums import State
from courses.rules.definition import RequirementKind
from courses.sessions.queries import in_order

EVERYBODY, NEEDS, REVIEWS = "", "needs", "reviews"


class SelectionForm(forms.Form):
    """Whatever makes no sense in an address selects nothing; there is no error to show."""

    show = forms.ChoiceField(
        label=_("People"),
        required=False,
        choices=[
            (EVERYBODY, _("everybody")),
            (NEEDS, _("who needs a hand")),
            (REVIEWS, _("who waits for feedback")),
        ],
    )
    kind = forms.ChoiceField(label=_("Kind of requirement"), required=False)
    name = forms.CharField(label=_("Name"), required=False, max_length=100)

    def __init__(self, data: QueryDict, *, matrix: Matrix) -> None:
        super().__init__(data, auto_id="select_%s")
        kinds = sorted({item.kind for item in matrix.shown}, key=list(RequirementKind).index)
        choices = [("", _("all")), *((str(kind), kind_label(kind)) for kind in kinds)]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]
        self._query = data

    def chosen(self, field: str) -> str:
        self.is_valid()
        return str(self.cleaned_data.get(field) or "")

    @property
    def kinds(self) -> tuple[RequirementKind, ...]:
        kind = self.chosen("kind")
        return (RequirementKind(kind),) if kind else ()

    @property
    def fold(self) -> Fold:
        return Fold(frozenset(self._query.getlist("open")), frozenset(self._query.getlist("fold")))

    def people(self, rows: Sequence[Row], needs: Sequence[Need]) -> list[Row]:
        """Those asked for, in the given order."""
        show, name = self.chosen("show"), in_order(self.chosen("name").strip())
        needing = {need.row.enrolment.pk for need in needs}
        return [
            row
            for row in rows
            if name in in_order(row.name)
            and (show != NEEDS or row.enrolment.pk in needing)
            and (show != REVIEWS or waits_for_feedback(row))
        ]

    def address_toggling(self, group: Group) -> str:
        """The same selection with this group folded or opened."""
        fold = self.fold.toggled(group)
        query = QueryDict(mutable=True)
        for field in self.fields:
            if value := self.chosen(field):
                query[field] = value
        query.setlist("open", sorted(fold.opened))
        query.setlist("fold", sorted(fold.closed))
        return f"?{query.urlencode()}#matrix"

    @property
    def kept(self) -> list[tuple[str, Any]]:
        """What is folded, as hidden fields of the form."""
        fold = self.fold
        pairs = (("open", fold.opened), ("fold", fold.closed))
        return [(name, code) for name, codes in pairs for code in sorted(codes)]


def waits_for_feedback(row: Row) -> bool:
    return any(held.state is State.HANDED_IN for held in row.held.values())
