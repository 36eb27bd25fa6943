"""The rule editor: a list, and one form that goes through a preview before it is published."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from content.foundation.errors import DomainError
from content.ui.screens import Step, screen
from courses.cohorts.policies import providers_coordinated_by
from courses.governance.models import Provider
from courses.rulebook.domain import (
    Move,
    create_rule_set,
    fingerprint,
    publish_version,
    rename_rule_set,
)
from courses.rulebook.errors import RuleChanged
from courses.rulebook.forms import MoveForm, RuleEditor
from courses.rulebook.impact import impact
from courses.rulebook.queries import offer_of, rule_list
from courses.rules.definition import RuleDefinition, parse
from courses.rules.models import RuleSet, RuleSetVersion
from courses.rules.wording import conditions, sentence


def _page(title: str, *trail: Step, **context: Any) -> dict[str, Any]:
    return screen(title, (reverse("lms_rules:list"), _("Rules")), *trail, **context)


def rules(request: HttpRequest) -> HttpResponse:
    """The rules of the providers somebody coordinates, and the next step where there is none."""
    providers = list(providers_coordinated_by(request.user))
    if not providers:
        raise Http404
    context = screen(_("Rules"), rules=rule_list(request.user), several=len(providers) > 1)
    return render(request, "lms_courses/admin/rules.html", context)


def create(request: HttpRequest) -> HttpResponse:
    """A new rule. Whoever coordinates for several providers picks one first."""
    providers = list(providers_coordinated_by(request.user))
    if not providers:
        raise Http404
    wish = request.GET.get("provider")
    chosen = [row for row in providers if len(providers) == 1 or str(row.pk) == wish]
    if not chosen:
        context = _page(_("Set up a rule"), providers=providers)
        return render(request, "lms_courses/admin/choose_provider.html", context)
    return _edit(request, chosen[0], None)


def edit(request: HttpRequest, rule_set_id: int) -> HttpResponse:
    """Another version of a rule; the ones before never change."""
    mine = RuleSet.objects.filter(provider__in=providers_coordinated_by(request.user))
    rule_set = get_object_or_404(mine.select_related("provider"), pk=rule_set_id)
    return _edit(request, rule_set.provider, rule_set)


def _edit(request: HttpRequest, provider: Provider, rule_set: RuleSet | None) -> HttpResponse:
    """Form, preview in words, whom it touches, publish: what was typed travels along."""
    newest = rule_set.versions.first() if rule_set else None
    offer = offer_of(provider.pk)
    editor = RuleEditor(
        offer,
        request.POST if request.method == "POST" else None,
        title=rule_set.title if rule_set else "",
        stored=parse(newest.definition) if newest else None,
    )
    step = request.POST.get("action", "")
    desk = _Desk(request, provider, rule_set, newest, editor)
    if "add_row" in request.POST or "remove_row" in request.POST:
        index = request.POST.get("remove_row", "")
        editor.with_rows(**({"remove": int(index)} if index.isdecimal() else {"add": 1}))
    elif request.method == "POST" and step != "back" and editor.is_valid():
        if step == "preview":
            return desk.form(preview=editor.definition())
        return desk.publish() if step == "publish" else desk.review()
    elif step == "back":
        editor.is_valid()
    return desk.form()


class _Desk:
    """One request to the editor."""

    def __init__(
        self,
        request: HttpRequest,
        provider: Provider,
        rule_set: RuleSet | None,
        newest: RuleSetVersion | None,
        editor: RuleEditor,
    ) -> None:
        self.request, self.provider, self.rule_set = request, provider, rule_set
        self.newest, self.editor = newest, editor
        # What was seen when the form was opened, not what may stand there by now.
        self.seen = request.POST.get("seen", fingerprint(newest) if newest else "")

    def form(self, *, preview: RuleDefinition | None = None) -> HttpResponse:
        words = self._in_words(preview) if preview else None
        context = self._page(editor=self.editor, seen=self.seen, preview=words)
        return render(self.request, "lms_courses/admin/rule.html", context)

    def review(self, *, move: MoveForm | None = None, error: str = "") -> HttpResponse:
        """In words, and whom it would touch, before anything is published."""
        definition = self.editor.definition()
        found = impact(self.rule_set, definition, by=self.request.user) if self.rule_set else []
        move = move or self._move_form(found, None)
        current = fingerprint(self.newest) if self.newest else ""
        context = self._page(
            impact=[(row, str(row.cohort.pk) in self._ticked()) for row in found],
            preview=self._in_words(definition),
            theirs=self._theirs() if self.seen != current else None,
            newest=self.newest,
            move=move,
            movable=[row for row in found if row.may_move],
            refused=error,
            fingerprint=current,
            typed=[
                (name, value)
                for name in self.request.POST
                for value in self.request.POST.getlist(name)
                if name not in {"csrfmiddlewaretoken", "action", "seen", "cohorts", "reason"}
            ],
        )
        return render(self.request, "lms_courses/admin/rule_review.html", context)

    def publish(self) -> HttpResponse:
        try:
            if self.rule_set is None:
                create_rule_set(
                    self.provider,
                    self.editor.title,
                    self.editor.definition(),
                    by=self.request.user,
                )
                messages.success(self.request, _("The rule is set up. New cohorts can use it."))
                return redirect("lms_rules:list")
            found = impact(self.rule_set, self.editor.definition(), by=self.request.user)
            move = self._move_form(found, self.request.POST)
            if not move.is_valid():
                return self.review(move=move)
            version = publish_version(
                self.rule_set,
                self.editor.definition(),
                by=self.request.user,
                seen=self.seen,
                move=Move(frozenset(move.cleaned_data["cohorts"]), move.cleaned_data["reason"]),
            )
        except RuleChanged as error:
            return self.review(error=str(error))
        except DomainError as error:
            self.editor.form.add_error(None, str(error))
            return self.form()
        said = _("Version %(version)s is published.") % {"version": version.version}
        messages.success(self.request, said)
        return redirect("lms_rules:list")

    def _move_form(self, found: list[Any], data: Any) -> MoveForm:
        choices = [(row.cohort.pk, row.cohort.title) for row in found if row.may_move]
        return MoveForm(data, choices=choices)

    def _ticked(self) -> set[str]:
        return set(self.request.POST.getlist("cohorts"))

    def _theirs(self) -> dict[str, Any] | None:
        """What somebody else published while this was being written."""
        return self._in_words(parse(self.newest.definition)) if self.newest else None

    def _in_words(self, definition: RuleDefinition) -> dict[str, Any]:
        available = self.editor.offer.available
        return {
            "sentence": sentence(definition, available),
            "conditions": conditions(definition),
        }

    def _page(self, **context: Any) -> dict[str, Any]:
        title = self.rule_set.title if self.rule_set else _("Set up a rule")
        return _page(title, rule_set=self.rule_set, provider=self.provider, **context)


def rename(request: HttpRequest, rule_set_id: int) -> HttpResponse:
    """Another name for the same rule; that needs no new version."""
    mine = RuleSet.objects.filter(provider__in=providers_coordinated_by(request.user))
    rule_set = get_object_or_404(mine, pk=rule_set_id)
    title, refused = rule_set.title, ""
    if request.method == "POST":
        title = request.POST.get("title", "")[:200]
        try:
            rename_rule_set(rule_set, title, by=request.user)
            messages.success(request, _("The name is changed."))
            return redirect("lms_rules:list")
        except DomainError as error:
            refused = str(error)
    edit_url = reverse("lms_rules:edit", args=[rule_set.pk])
    context = _page(_("Rename the rule"), (edit_url, rule_set.title), name=title, refused=refused)
    return render(request, "lms_courses/admin/rule_rename.html", context)
