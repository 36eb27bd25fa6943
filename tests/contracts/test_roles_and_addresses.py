"""One table of roles × addresses. An address that is not in it fails the test.

Statuses: 200 the page, 302 sent on (signing in, agreement, after a change), 403 refused by the
admin's door, 404 „there is nothing here for you“, 405 another method is meant.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from assessments.assignment.models import Revision
from certificates.awards.models import Award, Certificate
from certificates.documents.record import thaw
from content.glossary.models import Term
from content.sources.models import Source
from content.toolkit.kept.domain import keep
from content.toolkit.pages import MethodPage
from courses.cohorts.domain import invitation_token
from courses.cohorts.models import Cohort, CohortRole, Enrolment, Invitation
from courses.curriculum.models import Activity
from courses.reminders.models import Letter
from courses.sessions.calendar.domain import feed_of, feed_token
from courses.sessions.models import SessionFile
from courses.sessions.papers import add_files
from lms.demo import cast
from lms.demo.seed import seed
from tests.factories import (
    CohortFactory,
    UserFactory,
    coordinator_of,
    enrol,
    make_programme,
    trainer_of,
)

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ROLES = (
    "anonymous",
    "stranger",
    "participant",
    "participant elsewhere",
    "trainer",
    "trainer elsewhere",
    "coordinator",
    "coordinator elsewhere",
    "superuser",
    "graduate",
)
# Addresses of other people's code, with policies of their own.
FOREIGN = (
    "wagtail.",
    "wagtailmedia.",
    "allauth.",
    "django.contrib.auth.",
    "django.views.static",
    "django.views.generic.base.TemplateView",
)

# Pattern, method, address with the world's values, status for each of ROLES.
TABLE: list[tuple[str, str, str, str]] = [
    (
        "^V/?$",
        "get",
        "V/",
        "200 200 200 200 200 200 200 200 200 200",
    ),
    (
        "^[vV]/(?P<typed>[^/]{1,80})/?$",
        "get",
        "V/{code}",
        "302 302 302 302 302 302 302 302 302 302",
    ),
    (
        "briefe/",
        "get",
        "briefe/",
        "302 200 200 200 200 200 200 200 200 200",
    ),
    (
        "briefe/<int:pk>/",
        "get",
        "briefe/{letter}/",
        "302 404 200 404 404 404 404 404 404 404",
    ),
    (
        "cms/berichte/rechtsstand/",
        "get",
        "cms/berichte/rechtsstand/",
        "302 302 302 302 200 302 302 302 200 302",
    ),
    (
        "cms/berichte/rechtsstand/ergebnisse/",
        "get",
        "cms/berichte/rechtsstand/ergebnisse/",
        "302 302 302 302 200 302 302 302 200 302",
    ),
    (
        "cms/durchgaenge/",
        "get",
        "cms/durchgaenge/",
        "302 302 302 302 200 200 200 200 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/",
        "get",
        "cms/durchgaenge/{cohort}/",
        "302 302 302 302 200 404 200 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/ausgaben/",
        "get",
        "cms/durchgaenge/{cohort}/ausgaben/",
        "302 302 302 302 404 404 200 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/als-vorlage/",
        "get",
        "cms/durchgaenge/{cohort}/als-vorlage/",
        "302 302 302 302 404 404 200 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/bearbeiten/",
        "get",
        "cms/durchgaenge/{cohort}/bearbeiten/",
        "302 302 302 302 404 404 200 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/briefe/",
        "get",
        "cms/durchgaenge/{cohort}/briefe/",
        "302 302 302 302 404 404 200 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/briefe/<int:letter_id>/",
        "get",
        "cms/durchgaenge/{cohort}/briefe/{letter}/",
        "302 302 302 302 404 404 200 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/briefe/<int:letter_id>/aendern/",
        "get",
        "cms/durchgaenge/{cohort}/briefe/{planned-letter}/aendern/",
        "302 302 302 302 404 404 200 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/briefe/<int:letter_id>/zuruecknehmen/",
        "get",
        "cms/durchgaenge/{cohort}/briefe/{planned-letter}/zuruecknehmen/",
        "302 302 302 302 404 404 200 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/briefe/neu/",
        "get",
        "cms/durchgaenge/{cohort}/briefe/neu/",
        "302 302 302 302 404 404 200 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/einladen/",
        "get",
        "cms/durchgaenge/{cohort}/einladen/",
        "302 302 302 302 404 404 200 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/einladen/liste/",
        "get",
        "cms/durchgaenge/{cohort}/einladen/liste/",
        "302 302 302 302 404 404 200 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/einladungen/<int:invitation_id>/erneuern/",
        "post",
        "cms/durchgaenge/{cohort}/einladungen/{invitation}/erneuern/",
        "302 302 302 302 404 404 302 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/einladungen/<int:invitation_id>/zurueckziehen/",
        "get",
        "cms/durchgaenge/{cohort}/einladungen/{invitation}/zurueckziehen/",
        "302 302 302 302 404 404 200 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/neu-bewerten/",
        "get",
        "cms/durchgaenge/{cohort}/neu-bewerten/",
        "302 302 302 302 404 404 200 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/stand/",
        "get",
        "cms/durchgaenge/{cohort}/stand/",
        "302 302 302 302 200 404 200 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/stand/<int:enrolment_id>/",
        "get",
        "cms/durchgaenge/{cohort}/stand/{enrolment}/",
        "302 302 302 302 200 404 200 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/team/",
        "get",
        "cms/durchgaenge/{cohort}/team/",
        "302 302 302 302 404 404 200 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/team/<int:role_id>/entfernen/",
        "post",
        "cms/durchgaenge/{cohort}/team/{role}/entfernen/",
        "302 302 302 302 404 404 302 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/teilnahmen/<int:enrolment_id>/ausnahmen/",
        "get",
        "cms/durchgaenge/{cohort}/teilnahmen/{enrolment}/ausnahmen/",
        "302 302 302 302 200 404 200 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/teilnahmen/<int:enrolment_id>/beenden/",
        "get",
        "cms/durchgaenge/{cohort}/teilnahmen/{enrolment}/beenden/",
        "302 302 302 302 404 404 200 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/termine/<int:session_id>/",
        "get",
        "cms/durchgaenge/{cohort}/termine/{session}/",
        "302 302 302 302 404 404 200 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/termine/<int:session_id>/absagen/",
        "get",
        "cms/durchgaenge/{cohort}/termine/{session}/absagen/",
        "302 302 302 302 404 404 200 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/termine/<int:session_id>/anwesenheit/",
        "get",
        "cms/durchgaenge/{cohort}/termine/{session}/anwesenheit/",
        "302 302 302 302 200 404 200 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/termine/<int:session_id>/unterlagen/",
        "get",
        "cms/durchgaenge/{cohort}/termine/{session}/unterlagen/",
        "302 302 302 302 200 404 200 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/termine/<int:session_id>/unterlagen/<int:file_id>/loeschen/",
        "get",
        "cms/durchgaenge/{cohort}/termine/{session}/unterlagen/{session-file}/loeschen/",
        "302 302 302 302 200 404 200 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/termine/<int:session_id>/unterschriften/",
        "get",
        "cms/durchgaenge/{cohort}/termine/{session}/unterschriften/",
        "302 302 302 302 200 404 200 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/termine/neu/",
        "get",
        "cms/durchgaenge/{cohort}/termine/neu/",
        "302 302 302 302 404 404 200 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/ueberblick/",
        "get",
        "cms/durchgaenge/{cohort}/ueberblick/",
        "302 302 302 302 404 404 404 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/verlauf/",
        "get",
        "cms/durchgaenge/{cohort}/verlauf/",
        "302 302 302 302 404 404 200 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/warteliste/",
        "get",
        "cms/durchgaenge/{cohort}/warteliste/",
        "302 302 302 302 404 404 200 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/warteliste/<int:place_id>/anbieten/",
        "post",
        "cms/durchgaenge/{cohort}/warteliste/{waiting}/anbieten/",
        "302 302 302 302 404 404 302 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/warteliste/<int:place_id>/streichen/",
        "post",
        "cms/durchgaenge/{cohort}/warteliste/{waiting}/streichen/",
        "302 302 302 302 404 404 302 404 404 302",
    ),
    (
        "cms/durchgaenge/neu/",
        "get",
        "cms/durchgaenge/neu/",
        "302 302 302 302 404 404 200 200 404 302",
    ),
    (
        "cms/durchgaenge/vorlagen/",
        "get",
        "cms/durchgaenge/vorlagen/",
        "302 302 302 302 404 404 200 200 404 302",
    ),
    (
        "cms/durchgaenge/vorlagen/<int:pk>/loeschen/",
        "get",
        "cms/durchgaenge/vorlagen/{template}/loeschen/",
        "302 302 302 302 404 404 200 404 404 302",
    ),
    (
        "cms/durchgaenge/vorlagen/<int:pk>/umbenennen/",
        "get",
        "cms/durchgaenge/vorlagen/{template}/umbenennen/",
        "302 302 302 302 404 404 200 404 404 302",
    ),
    (
        "cms/lehrplan/",
        "get",
        "cms/lehrplan/",
        "302 302 302 302 302 404 404 404 200 302",
    ),
    (
        "cms/lehrplan/<int:page_id>/",
        "get",
        "cms/lehrplan/{home}/",
        "302 302 302 302 200 404 404 404 200 302",
    ),
    (
        "cms/lehrplan/<int:page_id>/kopieren/",
        "get",
        "cms/lehrplan/{home}/kopieren/",
        "302 302 302 302 200 404 404 404 200 302",
    ),
    (
        "cms/rueckmeldungen/",
        "get",
        "cms/rueckmeldungen/",
        "302 302 302 302 200 200 404 404 404 302",
    ),
    (
        "cms/rueckmeldungen/<int:pk>/",
        "get",
        "cms/rueckmeldungen/{revision}/",
        "302 302 302 302 200 404 404 404 404 302",
    ),
    (
        "cms/rueckmeldungen/<int:pk>/annehmen/",
        "get",
        "cms/rueckmeldungen/{revision}/annehmen/",
        "302 302 302 302 302 404 404 404 404 302",
    ),
    (
        "cms/rueckmeldungen/frist/<int:pk>/",
        "get",
        "cms/rueckmeldungen/frist/{submission}/",
        "302 302 302 302 200 404 404 404 404 302",
    ),
    (
        "cms/rueckmeldungen/freigabe/",
        "get",
        "cms/rueckmeldungen/freigabe/",
        "302 302 302 302 200 200 404 404 404 302",
    ),
    (
        "cms/rueckmeldungen/freigabe/<int:pk>/",
        "get",
        "cms/rueckmeldungen/freigabe/{cohort}/",
        "302 302 302 302 200 404 404 404 404 302",
    ),
    (
        "cms/rueckmeldungen/freigabe/zurueck/<int:pk>/",
        "post",
        "cms/rueckmeldungen/freigabe/zurueck/{enrolment}/",
        "302 302 302 302 200 404 404 404 404 302",
    ),
    (
        "cms/regeln/",
        "get",
        "cms/regeln/",
        "302 302 302 302 404 404 200 200 404 302",
    ),
    (
        "cms/regeln/<int:rule_set_id>/",
        "get",
        "cms/regeln/{rule-set}/",
        "302 302 302 302 404 404 200 404 404 302",
    ),
    (
        "cms/regeln/<int:rule_set_id>/umbenennen/",
        "get",
        "cms/regeln/{rule-set}/umbenennen/",
        "302 302 302 302 404 404 200 404 404 302",
    ),
    (
        "cms/regeln/neu/",
        "get",
        "cms/regeln/neu/",
        "302 302 302 302 404 404 200 200 404 302",
    ),
    (
        "cms/vier-augen/",
        "get",
        "cms/vier-augen/",
        "302 302 302 302 404 404 200 200 404 302",
    ),
    (
        "cms/vier-augen/<int:provider_id>/",
        "post",
        "cms/vier-augen/{provider-id}/",
        "302 302 302 302 404 404 302 404 404 302",
    ),
    (
        "cms/snippets/choose/lms_content/source/chosen/<str:pk>/",
        "get",
        "cms/snippets/choose/lms_content/source/chosen/{source}/",
        "302 302 302 302 200 200 200 200 200 302",
    ),
    (
        "cms/snippets/lms_content/source/delete/<int:pk>/",
        "get",
        "cms/snippets/lms_content/source/delete/{source}/",
        "302 302 302 302 200 302 302 302 200 302",
    ),
    (
        "cms/snippets/lms_content/term/delete/<int:pk>/",
        "get",
        "cms/snippets/lms_content/term/delete/{term}/",
        "302 302 302 302 200 302 302 302 200 302",
    ),
    (
        "cms/zertifikate/",
        "get",
        "cms/zertifikate/",
        "302 302 302 302 404 404 200 200 404 302",
    ),
    (
        "cms/zertifikate/<int:pk>/freigeben/",
        "post",
        "cms/zertifikate/{award}/freigeben/",
        "302 302 302 302 404 404 302 404 404 302",
    ),
    (
        "cms/zertifikate/nachweis/<int:pk>/aussetzen/",
        "get",
        "cms/zertifikate/nachweis/{certificate}/aussetzen/",
        "302 302 302 302 404 404 200 404 404 302",
    ),
    (
        "cms/zertifikate/nachweis/<int:pk>/widerrufen/",
        "get",
        "cms/zertifikate/nachweis/{certificate}/widerrufen/",
        "302 302 302 302 404 404 200 404 404 302",
    ),
    (
        "cms/zertifikate/nachweis/<int:pk>/wieder-in-kraft/",
        "get",
        "cms/zertifikate/nachweis/{certificate}/wieder-in-kraft/",
        "302 302 302 302 404 404 200 404 404 302",
    ),
    (
        "einladung/<str:token>/",
        "get",
        "einladung/{token}/",
        "200 403 403 403 403 403 403 403 403 403",
    ),
    (
        "glossar/",
        "get",
        "glossar/",
        "200 200 200 200 200 200 200 200 200 200",
    ),
    (
        "healthz",
        "get",
        "healthz",
        "200 200 200 200 200 200 200 200 200 200",
    ),
    (
        "issuers/<slug:slug>/did.json",
        "get",
        "issuers/{provider}/did.json",
        "200 200 200 200 200 200 200 200 200 200",
    ),
    (
        "issuers/<slug:slug>/status/<slug:name>",
        "get",
        "issuers/{provider}/status/revocation-1",
        "200 200 200 200 200 200 200 200 200 200",
    ),
    (
        "koffer/",
        "get",
        "koffer/",
        "302 200 200 200 200 200 200 200 200 200",
    ),
    (
        "koffer/<int:pk>/",
        "post",
        "koffer/{kept}/",
        "302 404 302 404 404 404 404 404 404 404",
    ),
    (
        "koffer/drucken/",
        "get",
        "koffer/drucken/",
        "302 200 200 200 200 200 200 200 200 200",
    ),
    (
        "koffer/karten/<int:card_id>/",
        "post",
        "koffer/karten/{card}/",
        "302 404 302 302 302 302 302 302 404 302",
    ),
    (
        "koffer/karten/<int:card_id>/notiz/",
        "get",
        "koffer/karten/{card}/notiz/",
        "302 404 200 200 200 200 200 200 404 200",
    ),
    (
        "koffer/koffer.pdf",
        "get",
        "koffer/koffer.pdf",
        "302 302 200 302 302 302 302 302 302 302",
    ),
    (
        "lernen/<uuid:key>/gelesen/",
        "post",
        "lernen/{lesson}/gelesen/",
        "302 404 302 404 404 404 404 404 404 302",
    ),
    (
        "lernen/<uuid:key>/reflexion/",
        "post",
        "lernen/{reflection}/reflexion/",
        "302 404 302 404 404 404 404 404 404 302",
    ),
    (
        "lernen/<uuid:key>/reflexion/<slug:prompt_id>/",
        "get",
        "lernen/{reflection}/reflexion/{prompt}/",
        "302 404 302 404 404 404 404 404 404 302",
    ),
    (
        "lernen/<uuid:key>/reflexion/<slug:prompt_id>/loeschen/",
        "get",
        "lernen/{reflection}/reflexion/{prompt}/loeschen/",
        "302 404 404 404 404 404 404 404 404 404",
    ),
    (
        "lernen/<uuid:key>/selbsttest/",
        "post",
        "lernen/{quiz}/selbsttest/",
        "302 404 422 404 422 404 422 404 404 422",
    ),
    (
        "mails/",
        "get",
        "mails/",
        "404 404 404 404 404 404 404 404 404 404",
    ),
    (
        "mails/<str:file>/<int:number>/",
        "get",
        "mails/1.log/1/",
        "404 404 404 404 404 404 404 404 404 404",
    ),
    (
        "media/<slug:folder>/<path:name>",
        "get",
        "media/documents/geheim.pdf",
        "404 404 404 404 404 404 404 404 404 404",
    ),
    (
        "mein-weg/",
        "get",
        "mein-weg/",
        "302 200 200 200 200 200 200 200 200 200",
    ),
    (
        "mein-weg/zertifikat/",
        "get",
        "mein-weg/zertifikat/",
        "302 404 404 404 404 404 404 404 404 200",
    ),
    (
        "mein-weg/zertifikat/<int:pk>/nachweis.json",
        "get",
        "mein-weg/zertifikat/{certificate}/nachweis.json",
        "302 404 404 404 404 404 404 404 404 200",
    ),
    (
        "mein-weg/zertifikat/<int:pk>/name/",
        "post",
        "mein-weg/zertifikat/{award}/name/",
        "302 404 404 404 404 404 404 404 404 200",
    ),
    (
        "mein-weg/zertifikat/<int:pk>/sichtbarkeit/",
        "post",
        "mein-weg/zertifikat/{certificate}/sichtbarkeit/",
        "302 404 404 404 404 404 404 404 404 302",
    ),
    (
        "mein-weg/zertifikat/<int:pk>/zertifikat.pdf",
        "get",
        "mein-weg/zertifikat/{certificate}/zertifikat.pdf",
        "302 404 404 404 404 404 404 404 404 200",
    ),
    (
        "mitteilungen/",
        "get",
        "mitteilungen/",
        "302 200 200 200 200 200 200 200 200 200",
    ),
    (
        "methodenkarten/<int:card_id>.pdf",
        "get",
        "methodenkarten/{card}.pdf",
        "302 302 200 200 200 200 200 200 302 200",
    ),
    (
        "plan/",
        "get",
        "plan/",
        "302 200 302 200 200 200 200 200 200 302",
    ),
    (
        "plan/<uuid:key>/",
        "get",
        "plan/{enrolment-key}/",
        "302 404 200 404 404 404 404 404 404 404",
    ),
    (
        "plan/<uuid:key>/abschnitt/<slug:slug>/",
        "get",
        "plan/{enrolment-key}/abschnitt/zustaendigkeiten/",
        "302 404 200 404 404 404 404 404 404 404",
    ),
    (
        "plan/<uuid:key>/beginnen/",
        "post",
        "plan/{enrolment-key}/beginnen/",
        "302 404 302 404 404 404 404 404 404 404",
    ),
    (
        "plan/<uuid:key>/einreichen/",
        "get",
        "plan/{enrolment-key}/einreichen/",
        "302 404 200 404 404 404 404 404 404 404",
    ),
    (
        "plan/<uuid:key>/fassung/<int:number>/",
        "get",
        "plan/{enrolment-key}/fassung/1/",
        "302 404 200 404 404 404 404 404 404 404",
    ),
    (
        "plan/<uuid:key>/rueckmeldung/<int:number>/",
        "get",
        "plan/{enrolment-key}/rueckmeldung/1/",
        "302 404 200 404 404 404 404 404 404 404",
    ),
    (
        "quellen/",
        "get",
        "quellen/",
        "200 200 200 200 200 200 200 200 200 200",
    ),
    (
        "readyz",
        "get",
        "readyz",
        "200 200 200 200 200 200 200 200 200 200",
    ),
    (
        "sprache/",
        "get",
        "sprache/",
        "302 302 302 302 302 302 302 302 302 302",
    ),
    (
        "suche/",
        "get",
        "suche/?q=Eskalation",
        "200 200 200 200 200 200 200 200 200 200",
    ),
    (
        "termine/",
        "get",
        "termine/",
        "302 200 200 200 200 200 200 200 200 200",
    ),
    (
        "termine/kalender/",
        "get",
        "termine/kalender/",
        "302 200 200 200 200 200 200 200 200 200",
    ),
    (
        "termine/kalender/<str:token>.ics",
        "get",
        "termine/kalender/{feed}.ics",
        "200 200 200 200 200 200 200 200 200 200",
    ),
    (
        "termine/kalender/herunterladen/",
        "get",
        "termine/kalender/herunterladen/",
        "302 200 200 200 200 200 200 200 200 200",
    ),
    (
        "termine/kalender/neuer-link/",
        "post",
        "termine/kalender/neuer-link/",
        "302 302 302 302 302 302 302 302 302 302",
    ),
    (
        "termine/<uuid:key>/",
        "get",
        "termine/{session-key}/",
        "302 404 200 404 200 404 200 404 404 404",
    ),
    (
        "termine/<uuid:key>/dateien/<uuid:file_key>/",
        "get",
        "termine/{session-key}/dateien/{session-file-key}/",
        "302 404 200 404 200 404 200 404 404 404",
    ),
    (
        "termine/<uuid:key>/doch/",
        "post",
        "termine/{session-key}/doch/",
        "302 404 302 404 404 404 404 404 404 404",
    ),
    (
        "v/",
        "get",
        "v/",
        "200 200 200 200 200 200 200 200 200 200",
    ),
    (
        "v/<str:typed>/",
        "get",
        "v/{code}/",
        "200 200 200 200 200 200 200 200 200 200",
    ),
    (
        "v/<str:typed>/nachweis.json",
        "get",
        "v/{code}/nachweis.json",
        "200 200 200 200 200 200 200 200 200 200",
    ),
    (
        "vertraulichkeit/<int:cohort_id>/",
        "get",
        "vertraulichkeit/{cohort}/",
        "302 404 200 404 404 404 404 404 404 404",
    ),
]


def ours(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """Every address that leads to a view of ours."""
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from ours(pattern, route)
        elif isinstance(pattern, URLPattern) and not pattern.lookup_str.startswith(FOREIGN):
            yield route


@pytest.fixture
def world(
    db: None, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> dict[str, Any]:
    """The demo, and beside it another provider's cohort with its own people."""
    settings.LMS_KEY_DIR = tmp_path / "keys"
    kept = SessionFile._meta.get_field("file")
    monkeypatch.setattr(kept, "storage", FileSystemStorage(location=tmp_path / "files"))
    seed(NOW)
    elsewhere = CohortFactory(programme=make_programme(slug="anderswo", as_root=False))
    users = {user.email: user for user in get_user_model().objects.all()}
    graduate = users[cast.GRADUATE.email]
    enrolment = Enrolment.objects.get(user=users[cast.RETURNED.email])
    return {
        "people": {
            "anonymous": None,
            "stranger": UserFactory(),
            "participant": enrolment.user,
            "participant elsewhere": enrol(elsewhere).user,
            "trainer": users[cast.TRAINER.email],
            "trainer elsewhere": trainer_of(elsewhere),
            "coordinator": users[cast.COORDINATOR.email],
            "coordinator elsewhere": coordinator_of(elsewhere),
            "superuser": users[cast.TECHNICIAN.email],
            "graduate": graduate,
        },
        "values": _values(enrolment, graduate),
    }


def _values(enrolment: Enrolment, graduate: Any) -> dict[str, str]:
    """What stands in the addresses: everything belongs to the participant's cohort."""
    cohort: Cohort = enrolment.cohort
    activities = Activity.objects.filter(programme=cohort.programme)
    award = Award.objects.get(enrolment__user=graduate)
    certificate = Certificate.objects.get(award=award)
    invitation = Invitation.objects.get(cohort=cohort)
    reflection = activities.get(kind="reflection")
    MethodPage.objects.filter(slug="haltungslinie").update(visibility="enrolled")
    card = MethodPage.objects.get(slug="haltungslinie")
    session = cohort.sessions.order_by("pk").first()
    content = SimpleUploadedFile("Skript.pdf", b"%PDF-1.7")
    (file,) = add_files(session, [content], purpose="material", by=coordinator_of(cohort))
    values = {
        "cohort": cohort.pk,
        "home": cohort.programme.page_id,
        "session": session.pk,
        "session-key": session.key,
        "session-file": file.pk,
        "session-file-key": file.key,
        "enrolment": enrolment.pk,
        "enrolment-key": enrolment.key,
        "invitation": invitation.pk,
        "token": invitation_token(invitation),
        "feed": feed_token(feed_of(enrolment.user)),
        "rule-set": cohort.rule_version.rule_set_id,
        "role": CohortRole.objects.get(cohort=cohort, role="trainer").pk,
        "waiting": cohort.waiting.create(email="wartet@mittelaue.example").pk,
        "template": cohort.provider.cohort_templates.create(title="Wie immer", plan={}).pk,
        "lesson": activities.filter(kind="lesson").first().key,
        "quiz": activities.filter(kind="quiz").first().key,
        "reflection": reflection.key,
        "prompt": reflection.page.specific.prompt_list[0].id,
        "submission": enrolment.submissions.get().pk,
        "revision": Revision.objects.get(submission__enrolment=enrolment).pk,
        "award": award.pk,
        "certificate": certificate.pk,
        "code": thaw(certificate.record)["verification"]["code"],
        "provider": cohort.provider.slug,
        "provider-id": cohort.provider.pk,
        "plan-enrolment": enrolment.key,
        "card": card.pk,
        "kept": keep(enrolment.user, card).pk,
        "letter": _letter(enrolment, sent_at=NOW).pk,
        "planned-letter": _letter(enrolment).pk,
        "term": Term.objects.get_or_create(slug="wort", defaults={"term": "Wort"})[0].pk,
        "source": Source.objects.get_or_create(slug="werk", defaults={"title": "Werk"})[0].pk,
    }
    return {name: str(value) for name, value in values.items()}


def _letter(enrolment: Enrolment, **fields: Any) -> Letter:
    letter = Letter.objects.create(cohort=enrolment.cohort, single=True, send_at=NOW, **fields)
    letter.copies.create(enrolment=enrolment)
    return letter


def concrete(route: str, values: dict[str, str]) -> str:
    """`cms/durchgaenge/{cohort}/` with the world's values."""
    return "/" + re.sub(r"{([a-z-]+)}", lambda found: values[found[1]], route)


def visited(client: Client, person: Any, method: str, path: str) -> int:
    """The status; whatever the visit changed is taken back, so that every visit finds the same."""
    before = transaction.savepoint()
    client.logout()
    if person:
        client.force_login(person)
    status = getattr(client, method)(path).status_code
    transaction.savepoint_rollback(before)
    return status


def test_every_address_is_in_the_table() -> None:
    assert {pattern for pattern, *_rest in TABLE} >= set(ours(get_resolver()))


def test_every_role_gets_what_the_table_says(client: Client, world: dict[str, Any]) -> None:
    client.raise_request_exception = False
    people, values = world["people"], world["values"]
    found = [
        (
            pattern,
            method,
            route,
            " ".join(
                str(visited(client, people[role], method, concrete(route, values)))
                for role in ROLES
            ),
        )
        for pattern, method, route, _expected in TABLE
    ]
    assert found == TABLE
