"""What publishing would change, in sentences. Pure."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from certificates.awards.models import CertificateTemplate

Words = dict[str, Any]
TEXTS = {
    "title": gettext_lazy("The title is now “%(new)s” instead of “%(old)s”."),
    "qualification": gettext_lazy("The qualification is now “%(new)s” instead of “%(old)s”."),
    "place": gettext_lazy("The place is now “%(new)s” instead of “%(old)s”."),
}


def changes(now: CertificateTemplate, new: Words) -> list[str]:
    """One sentence each; empty where nothing changes."""
    told = [
        str(words) % {"new": new[name], "old": getattr(now, name)}
        for name, words in TEXTS.items()
        if new[name] != getattr(now, name)
    ]
    told += _statement(now, new) + _validity(now, new) + _people(now, new)
    told += _logos(now, new) + _competences(now, new) + _release(now, new)
    return told


def _statement(now: CertificateTemplate, new: Words) -> list[str]:
    if new["statement"] == now.statement:
        return []
    if not new["statement"]:
        return [_("The standard sentence stands there again instead of a statement of your own.")]
    return [_("The statement is now: “%(new)s”") % {"new": new["statement"]}]


def _validity(now: CertificateTemplate, new: Words) -> list[str]:
    months = new["validity_months"]
    if months == now.validity_months:
        return []
    if not months:
        return [_("New documents are valid without end.")]
    words = ngettext(
        "New documents are valid for %(n)d month.",
        "New documents are valid for %(n)d months.",
        months,
    )
    return [words % {"n": months}]


def _people(now: CertificateTemplate, new: Words) -> list[str]:
    if _as_typed(new["signatories"]) == _as_typed(now.signatories):
        return []
    people = "; ".join(", ".join(filter(None, row)) for row in _as_typed(new["signatories"]))
    return [_("Signed by: %(people)s.") % {"people": people}]


def _as_typed(rows: list[dict[str, str]]) -> list[tuple[str, ...]]:
    names = ("name", "function", "organisation")
    return [tuple(row.get(name, "") for name in names) for row in rows]


def _logos(now: CertificateTemplate, new: Words) -> list[str]:
    told = []
    if new["logo"] != now.logo:
        told.append(
            _("The provider's logo changes.") if new["logo"] else _("The provider's logo goes.")
        )
    if new["co_issuers"] != now.co_issuers:
        names = ", ".join(row["name"] for row in new["co_issuers"])
        told.append(
            _("Beside the provider stand: %(names)s.") % {"names": names}
            if names
            else _("No other organisation stands beside the provider.")
        )
    return told


def _competences(now: CertificateTemplate, new: Words) -> list[str]:
    if new["competences"] == now.competences:
        return []
    gone = [item for item in now.competences if item not in new["competences"]]
    more = [item for item in new["competences"] if item not in now.competences]
    told = [_("New competence: %(words)s") % {"words": item} for item in more]
    told += [_("Competence taken out: %(words)s") % {"words": item} for item in gone]
    return told or [_("The competences stand in another order.")]


def _release(now: CertificateTemplate, new: Words) -> list[str]:
    told = []
    if new["needs_release"] != now.needs_release:
        told.append(
            _("From now on a coordinator releases it.")
            if new["needs_release"]
            else _("From now on it is issued without a coordinator.")
        )
    if new["needs_second_release"] != now.needs_second_release:
        told.append(
            _("From now on two people release it.")
            if new["needs_second_release"]
            else _("From now on one person's release is enough.")
        )
    return told
