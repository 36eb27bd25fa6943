"""The whole form of a template: what is typed in it, the forms that show it, what is published.

`typed` is what the draft keeps: plain JSON, right or wrong, with the logos as checked SVG. Forms
are made from it, so nothing that was typed is lost, whatever is wrong with it.
"""

import base64
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from certificates.awards.enums import Kind
from certificates.awards.errors import LogoRefusedError
from certificates.awards.logos import logo_from_file
from certificates.awards.models import CertificateTemplate
from certificates.awards.validators import CO_ISSUERS_AT_MOST, SIGNATORIES_AT_MOST
from certificates.template_editor.forms import CoIssuerForm, SignatoryForm, WholeForm, tidy

TEXTS = ("title", "qualification", "statement", "place", "competences", "validity_months")
SWITCHES = ("needs_release", "needs_second_release")
ROWS = {"signatories": SIGNATORIES_AT_MOST, "co_issuers": CO_ISSUERS_AT_MOST}
PREFIXES = {"signatories": "s", "co_issuers": "c"}
SIGNATORY = ("name", "function", "organisation")
Typed = dict[str, Any]


def typed_of(template: CertificateTemplate) -> Typed:
    """What is published, as the form shows it."""
    months = template.validity_months
    return {
        **{name: getattr(template, name) for name in ("title", "qualification", "statement")},
        "place": template.place,
        "competences": "\n".join(template.competences),
        "validity_months": str(months) if months else "",
        "needs_release": template.needs_release,
        "needs_second_release": template.needs_second_release,
        "logo": template.logo,
        "signatories": template.signatories,
        "co_issuers": template.co_issuers,
    }


def blank(kind: str, *, place: str) -> Typed:
    """Where there is nothing yet."""
    is_certificate = kind == Kind.CERTIFICATE
    return {
        **dict.fromkeys(TEXTS, ""),
        # The documents are German, so is what is proposed for them.
        "title": "Zertifikat" if is_certificate else "Teilnahmebescheinigung",
        "place": place,
        "needs_release": is_certificate,
        "needs_second_release": False,
        "logo": "",
        "signatories": [{}],
        "co_issuers": [],
    }


class Sheet:
    """`whole`, `signatories` and `co_issuers` as forms; bound ones complain."""

    def __init__(self, kind: str, typed: Typed, *, bound: bool = False) -> None:
        self.kind, self.typed = kind, typed
        whole = {name: typed.get(name) for name in (*TEXTS, *SWITCHES)}
        self.whole = WholeForm(
            **_filled(whole, bound=bound), kind=kind, has_logo=bool(typed.get("logo"))
        )
        self.signatories = [
            SignatoryForm(**_filled(row, bound=bound, prefix=f"s{n}"), prefix=f"s{n}", number=n)
            for n, row in enumerate(typed["signatories"], start=1)
        ]
        self.co_issuers = [
            CoIssuerForm(
                **_filled({**row, "kept": logo_key(row)}, bound=bound, prefix=f"c{n}"),
                prefix=f"c{n}",
                number=n,
                picture=row.get("logo", ""),
            )
            for n, row in enumerate(typed["co_issuers"], start=1)
        ]

    @property
    def forms(self) -> list[Any]:
        return [self.whole, *self.signatories, *self.co_issuers]

    @property
    def may_add_signatory(self) -> bool:
        return len(self.signatories) < SIGNATORIES_AT_MOST

    @property
    def may_add_co_issuer(self) -> bool:
        return len(self.co_issuers) < CO_ISSUERS_AT_MOST

    def is_valid(self) -> bool:
        """Every form in itself, then what only shows in the whole."""
        valid = [form.is_valid() for form in self.forms]
        if not self.signatories:
            self.whole.add_error(None, _("A certificate has one, two or three signatories."))
        return all(valid) and not self.whole.errors

    def refuse(self, where: str, sentence: str) -> None:
        """A word at the logo of the whole („logo“) or of a co-issuer („c2“)."""
        rows = {f"c{form.number}": form for form in self.co_issuers}
        form = rows.get(where, self.whole)
        form.errors  # noqa: B018 (fills in what is wrong so far)
        form.add_error("logo", sentence)

    def words(self) -> dict[str, Any]:
        """What is published. Only of a valid sheet."""
        return {
            **self.whole.words(),
            "logo": self.typed.get("logo", ""),
            "signatories": [
                {name: form.cleaned_data[name] for name in SIGNATORY} for form in self.signatories
            ],
            "co_issuers": [
                {"name": form.cleaned_data["name"], "logo": form.picture}
                for form in self.co_issuers
            ],
        }

    def errors(self) -> list[tuple[str, str, str]]:
        """Where, what it is called, and what is wrong."""
        return list(self._errors())

    def _errors(self) -> Iterator[tuple[str, str, str]]:
        for form in self.forms:
            if not form.is_bound:
                continue
            place = f"{form.number}. " if hasattr(form, "number") else ""
            for error in form.non_field_errors():
                yield "", "", str(error)
            for bound in form:
                for error in bound.errors:
                    yield bound.id_for_label, f"{place}{bound.label}", str(error)


def _filled(values: Typed, *, bound: bool, prefix: str = "") -> dict[str, Any]:
    if not bound:
        return {"initial": values}
    return {"data": {f"{prefix}-{k}" if prefix else k: v for k, v in values.items()}, "files": {}}


# — what was sent ————————————————————————————————————————————————————————————————


def sent(post: Any, files: Any, kept: Typed) -> tuple[Typed, dict[str, str]]:
    """What was typed, and what is wrong with new logos, by „logo“, „c1“, …

    `kept` is what the draft holds: a logo stays until another one comes or it is removed.
    """
    wrong: dict[str, str] = {}
    logos = {logo_key(row): row.get("logo", "") for row in kept.get("co_issuers", [])}
    typed: Typed = {name: tidy(post.get(name)) for name in TEXTS}
    typed |= {name: name in post for name in SWITCHES}
    typed["logo"] = _logo(post, files, "", kept.get("logo", ""), wrong)
    typed["signatories"] = [
        {name: tidy(post.get(f"s{n}-{name}"), 300) for name in SIGNATORY}
        for n in _numbers(post, "signatories")
    ]
    typed["co_issuers"] = [
        {
            "name": tidy(post.get(f"c{n}-name"), 300),
            "logo": _logo(post, files, f"c{n}", logos.get(post.get(f"c{n}-kept"), ""), wrong),
        }
        for n in _numbers(post, "co_issuers")
    ]
    return typed, wrong


def _numbers(post: Any, rows: str) -> range:
    text = str(post.get(rows, ""))
    count = int(text) if text.isdecimal() and len(text) < 3 else 0
    return range(1, min(count, ROWS[rows]) + 1)


def _logo(post: Any, files: Any, prefix: str, kept: str, wrong: dict[str, str]) -> str:
    dash = f"{prefix}-" if prefix else ""
    if f"{dash}remove_logo" in post:
        kept = ""
    file = files.get(f"{dash}logo")
    if file is None:
        return kept
    try:
        # One byte more than is allowed, so that the check itself says no.
        return logo_from_file(file.read(1024 * 1024 + 1))
    except LogoRefusedError as error:
        wrong[prefix or "logo"] = str(error)
        return kept


def rearranged(typed: Typed, action: str) -> Typed:
    """After „add-signatories“, „remove-signatories-2“, „up-co_issuers-2“, „down-…“."""
    what, _dash, rest = action.partition("-")
    name, _dash, place = rest.partition("-")
    if name not in ROWS:
        return typed
    rows = list(typed[name])
    at = int(place) - 1 if place.isdecimal() else -1
    if what == "add" and len(rows) < ROWS[name]:
        rows.append({})
    elif 0 <= at < len(rows):
        moved = rows.pop(at)
        to = {"up": max(at - 1, 0), "down": at + 1}.get(what)
        if to is not None:
            rows.insert(to, moved)
    return {**typed, name: rows}


def logo_key(row: Typed) -> str:
    """Finds a kept logo again when its row has moved."""
    logo = row.get("logo", "")
    return sha256(logo.encode()).hexdigest()[:16] if logo else ""


def data_address(svg: str) -> str:
    """To show a kept logo in an <img>, where nothing in it could run."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
