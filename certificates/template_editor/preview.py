"""What a document would look like: the real PDF with the mark „Muster ohne Gültigkeit“.

Nothing of it is kept, signed or numbered. It shows a person of a cohort that the user coordinates,
or somebody who does not exist.
"""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from certificates.awards.enums import Kind
from certificates.awards.facts import LANGUAGE, LAYOUTS, Dated, dated, gather
from certificates.awards.measures import words_of
from certificates.awards.models import CertificateTemplate
from certificates.conf import credential_domain, origin
from certificates.documents.printing import picture_record, print_record
from certificates.documents.qr import qr_svg
from certificates.documents.record import freeze
from certificates.template_editor.places import Place
from certificates.template_editor.sample import LABELS, LONG, NAMES, SHORT, sample_facts
from certificates.template_editor.sheet import Typed
from content.foundation.months import months_later
from content.foundation.people import display_name
from courses.cohorts.models import Cohort, Enrolment
from courses.cohorts.policies import cohorts_coordinated_by

# Well-formed, and never given out.
CODE = "0000000000000"
NUMBER = "0000-0000"
PAGES = 2
DOTS = 72
MOST_MONTHS = 600


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose document is shown. Without an enrolment it is the example called `key`."""

    key: str
    enrolment: Enrolment | None = None


def people_to_show(place: Place, user: Any) -> list[Enrolment]:
    """Whoever takes part in the cohorts the user coordinates here. One statement.

    Words for a provider may be looked at by somebody who coordinates none of its cohorts: they see
    the examples alone.
    """
    cohorts = cohorts_coordinated_by(user).filter(provider=place.provider)
    if place.cohort:
        cohorts = cohorts.filter(pk=place.cohort.pk)
    here = Enrolment.objects.filter(cohort__in=cohorts, user__isnull=False)
    return list(
        here.exclude(state=Enrolment.State.WITHDRAWN)
        .select_related("user", "cohort__provider", "cohort__programme", "cohort__rule_version")
        .order_by("cohort__title", "user__last_name", "user__first_name", "pk")
    )


def choices(people: list[Enrolment]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Grouped by cohort, the examples first."""
    groups: dict[str, list[tuple[str, str]]] = {
        _("Examples"): [(key, str(label)) for key, label in LABELS.items()]
    }
    for row in people:
        groups.setdefault(row.cohort.title, []).append((str(row.pk), display_name(row.user)))
    return list(groups.items())


def subject(wish: str, people: list[Enrolment]) -> Subject:
    """Whoever is wished for, or the short example: a foreign key shows nobody."""
    row = next((row for row in people if str(row.pk) == wish), None)
    if row is not None:
        return Subject(wish, row)
    return Subject(wish if wish in NAMES else SHORT)


def template_from(place: Place, typed: Typed) -> CertificateTemplate:
    """What is typed as a template that is never saved; a gap is a gap, not an error."""
    months = str(typed.get("validity_months") or "")
    is_number = months.isdecimal() and 0 < int(months[:9]) <= MOST_MONTHS
    dots = "…"
    return CertificateTemplate(
        provider=place.provider,
        cohort=place.cohort,
        kind=place.kind,
        title=typed.get("title") or dots,
        qualification=typed.get("qualification") or dots,
        statement=typed.get("statement", ""),
        place=typed.get("place") or dots,
        signatories=[_signatory(row) for row in typed["signatories"]] or [_signatory({})],
        competences=[line for line in typed.get("competences", "").splitlines() if line.strip()],
        logo=typed.get("logo", ""),
        co_issuers=[
            {"name": row.get("name") or dots, "logo": row.get("logo", "")}
            for row in typed["co_issuers"]
        ],
        validity_months=int(months) if is_number else None,
    )


def _signatory(row: Typed) -> dict[str, str]:
    return {
        "name": row.get("name") or "…",
        "function": row.get("function") or "…",
        "organisation": row.get("organisation", ""),
    }


def sample_record(template: CertificateTemplate, shown: Subject) -> str:
    """A record as issuing would freeze it, marked, without a credential."""
    now = timezone.now()
    if shown.enrolment is not None:
        said = gather(shown.enrolment, template, name=_name_of(shown.enrolment))
    else:
        said = _example(template, shown.key)
    months = template.validity_months
    until = months_later(now, months) if months else None
    said = dated(said, Dated(NUMBER, now, until))
    address = credential_domain()
    url = f"{origin(address)}/v/{CODE}"
    proof = {"code": CODE, "url": url, "address": f"{address}/v", "qr": qr_svg(url)}
    marked = {**said, "mark": {"kind": "muster"}, "verification": proof, "credential": None}
    return freeze(marked, layout=LAYOUTS[Kind(template.kind)])


def _name_of(enrolment: Enrolment) -> str:
    confirmed = enrolment.awards.exclude(confirmed_name="").values_list("confirmed_name", flat=True)
    return confirmed.first() or display_name(enrolment.user)


def _example(template: CertificateTemplate, key: str) -> dict[str, Any]:
    cohort = template.cohort or Cohort(provider=template.provider)
    facts = sample_facts(template.kind, key)
    hours = {name: facts.pop(name) for name in ("hours", "attended") if name in facts}
    with translation.override(LANGUAGE):
        return {
            **words_of(template, cohort, name=NAMES[key]),
            "qualification": {
                "title": template.qualification,
                "programme": "Qualifizierung Kommunales Konfliktmanagement",
                "unit": "Zeitstunden",
                **hours,
            },
            "competences": template.competences if template.kind == Kind.CERTIFICATE else [],
            "competence_title": _("Competences shown"),
            **facts,
        }


def preview_pdf(template: CertificateTemplate, shown: Subject) -> bytes:
    """Raises UnprintableError or PrintingError."""
    return print_record(sample_record(template, shown))


def preview_pages(template: CertificateTemplate, shown: Subject, *, ppi: int = DOTS) -> list[bytes]:
    """The same as PNG, a page each."""
    return picture_record(sample_record(template, shown), ppi=ppi)


def fits(template: CertificateTemplate) -> bool:
    """Whether even a long name and a long town leave it on two pages."""
    return len(preview_pages(template, Subject(LONG), ppi=8)) == PAGES
