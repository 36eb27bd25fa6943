"""Who may open what: one table of roles × addresses, held by a test and printed in the docs.

    python -m tests.contracts.addresses

writes docs/roles.md. Statuses: 200 the page, 302 sent on (signing in, agreement, after a change),
403 refused by the admin's door, 404 „there is nothing here for you“, 405 another method is meant.
"""

from pathlib import Path

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "roles.md"
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
    "author",
    "local companion",
    "external companion",
    "supervisor",
)
IN_GERMAN = {
    "anonymous": "nicht angemeldet",
    "stranger": "Konto ohne Rolle",
    "participant": "Teilnehmende:r",
    "participant elsewhere": "Teilnehmende:r anderswo",
    "trainer": "Trainer:in und Autor:in",
    "trainer elsewhere": "Trainer:in anderswo",
    "coordinator": "Koordination",
    "coordinator elsewhere": "Koordination anderswo",
    "superuser": "Technik",
    "graduate": "Absolvent:in",
    "author": "Autor:in",
    "local companion": "lokale Prozessbegleitung",
    "external companion": "externe Prozessbegleitung",
    "supervisor": "Supervision",
}
SIGNS = {"200": "●", "422": "●", "302": "→", "403": "✕", "404": "–", "405": "–"}
INTRO = """\
# Wer was öffnen kann

Jede Adresse der Plattform und was jede Rolle dort bekommt. Die Tabelle ist Teil der Tests: Eine
Adresse, die hier fehlt, oder eine Antwort, die anders ausfällt, lässt sie scheitern. Alles gehört
dem Durchgang, in dem die Person ihre Rolle hat; „anderswo“ heißt: in einem anderen Durchgang eines
anderen Trägers.

● die Seite · → weitergeleitet (zum Anmelden oder nach einer Änderung) · – hier gibt es für diese
Rolle nichts · ✕ abgewiesen
"""

# Pattern, method, address with the world's values, status for each of ROLES.
TABLE: list[tuple[str, str, str, str]] = [
    ("^V/?$", "get", "V/", "200 200 200 200 200 200 200 200 200 200 200 200 200 200"),
    (
        "^[vV]/(?P<typed>[^/]{1,80})/?$",
        "get",
        "V/{code}",
        "302 302 302 302 302 302 302 302 302 302 302 302 302 302",
    ),
    (
        "aufgaben/<uuid:key>/<uuid:activity>/",
        "get",
        "aufgaben/{enrolment-key}/{task}/",
        "302 404 200 404 404 404 404 404 404 404 404 404 404 404",
    ),
    (
        "aufgaben/<uuid:key>/<uuid:activity>/abschnitt/<slug:slug>/",
        "get",
        "aufgaben/{enrolment-key}/{task}/abschnitt/{task-section}/",
        "302 404 200 404 404 404 404 404 404 404 404 404 404 404",
    ),
    (
        "aufgaben/<uuid:key>/<uuid:activity>/beginnen/",
        "post",
        "aufgaben/{enrolment-key}/{task}/beginnen/",
        "302 404 302 404 404 404 404 404 404 404 404 404 404 404",
    ),
    (
        "aufgaben/<uuid:key>/<uuid:activity>/einreichen/",
        "get",
        "aufgaben/{enrolment-key}/{task}/einreichen/",
        "302 404 200 404 404 404 404 404 404 404 404 404 404 404",
    ),
    (
        "aufgaben/<uuid:key>/<uuid:activity>/fassung/<int:number>/",
        "get",
        "aufgaben/{enrolment-key}/{task}/fassung/1/",
        "302 404 404 404 404 404 404 404 404 404 404 404 404 404",
    ),
    (
        "aufgaben/<uuid:key>/<uuid:activity>/kollegial/",
        "get",
        "aufgaben/{enrolment-key}/{task}/kollegial/",
        "302 404 200 404 404 404 404 404 404 404 404 404 404 404",
    ),
    (
        "aufgaben/<uuid:key>/<uuid:activity>/rueckmeldung/<int:number>/",
        "get",
        "aufgaben/{enrolment-key}/{task}/rueckmeldung/1/",
        "302 404 404 404 404 404 404 404 404 404 404 404 404 404",
    ),
    (
        "aufgaben/<uuid:key>/<uuid:activity>/team/",
        "get",
        "aufgaben/{enrolment-key}/{task}/team/",
        "302 404 200 404 404 404 404 404 404 404 404 404 404 404",
    ),
    (
        "aufgaben/<uuid:key>/<uuid:activity>/team/aufgehoben/",
        "get",
        "aufgaben/{enrolment-key}/{task}/team/aufgehoben/",
        "302 404 404 404 404 404 404 404 404 404 404 404 404 404",
    ),
    (
        "aufgaben/<uuid:key>/<uuid:activity>/team/verlassen/",
        "get",
        "aufgaben/{enrolment-key}/{task}/team/verlassen/",
        "302 404 302 404 404 404 404 404 404 404 404 404 404 404",
    ),
    ("briefe/", "get", "briefe/", "302 200 200 200 200 200 200 200 200 200 200 200 200 200"),
    (
        "briefe/<int:pk>/",
        "get",
        "briefe/{letter}/",
        "302 404 200 404 404 404 404 404 404 404 404 404 404 404",
    ),
    (
        "cms/berichte/rechtsstand/",
        "get",
        "cms/berichte/rechtsstand/",
        "302 302 302 302 200 302 302 302 200 302 200 302 302 302",
    ),
    (
        "cms/berichte/rechtsstand/ergebnisse/",
        "get",
        "cms/berichte/rechtsstand/ergebnisse/",
        "302 302 302 302 200 302 302 302 200 302 200 302 302 302",
    ),
    (
        "cms/bewertungsraster/",
        "get",
        "cms/bewertungsraster/",
        "302 302 302 302 200 404 404 404 404 302 200 404 404 302",
    ),
    (
        "cms/bewertungsraster/<int:pk>/",
        "get",
        "cms/bewertungsraster/{rubric}/",
        "302 302 302 302 200 404 404 404 404 302 200 404 404 302",
    ),
    (
        "cms/bewertungsraster/<int:pk>/bearbeiten/",
        "get",
        "cms/bewertungsraster/{rubric}/bearbeiten/",
        "302 302 302 302 200 404 404 404 404 302 200 404 404 302",
    ),
    (
        "cms/bewertungsraster/neu/",
        "get",
        "cms/bewertungsraster/neu/",
        "302 302 302 302 200 404 404 404 404 302 200 404 404 302",
    ),
    (
        "cms/durchgaenge/",
        "get",
        "cms/durchgaenge/",
        "302 302 302 302 200 200 200 200 404 302 404 200 200 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/",
        "get",
        "cms/durchgaenge/{cohort}/",
        "302 302 302 302 200 404 200 404 404 302 404 404 200 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/ausgaben/",
        "get",
        "cms/durchgaenge/{cohort}/ausgaben/",
        "302 302 302 302 404 404 200 404 404 302 404 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/als-vorlage/",
        "get",
        "cms/durchgaenge/{cohort}/als-vorlage/",
        "302 302 302 302 404 404 200 404 404 302 404 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/bearbeiten/",
        "get",
        "cms/durchgaenge/{cohort}/bearbeiten/",
        "302 302 302 302 404 404 200 404 404 302 404 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/briefe/",
        "get",
        "cms/durchgaenge/{cohort}/briefe/",
        "302 302 302 302 404 404 200 404 404 302 404 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/briefe/<int:letter_id>/",
        "get",
        "cms/durchgaenge/{cohort}/briefe/{letter}/",
        "302 302 302 302 404 404 200 404 404 302 404 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/briefe/<int:letter_id>/aendern/",
        "get",
        "cms/durchgaenge/{cohort}/briefe/{planned-letter}/aendern/",
        "302 302 302 302 404 404 200 404 404 302 404 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/briefe/<int:letter_id>/zuruecknehmen/",
        "get",
        "cms/durchgaenge/{cohort}/briefe/{planned-letter}/zuruecknehmen/",
        "302 302 302 302 404 404 200 404 404 302 404 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/briefe/neu/",
        "get",
        "cms/durchgaenge/{cohort}/briefe/neu/",
        "302 302 302 302 404 404 200 404 404 302 404 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/einladen/",
        "get",
        "cms/durchgaenge/{cohort}/einladen/",
        "302 302 302 302 404 404 200 404 404 302 404 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/einladen/liste/",
        "get",
        "cms/durchgaenge/{cohort}/einladen/liste/",
        "302 302 302 302 404 404 200 404 404 302 404 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/einladungen/<int:invitation_id>/erneuern/",
        "post",
        "cms/durchgaenge/{cohort}/einladungen/{invitation}/erneuern/",
        "302 302 302 302 404 404 302 404 404 302 404 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/einladungen/<int:invitation_id>/zurueckziehen/",
        "get",
        "cms/durchgaenge/{cohort}/einladungen/{invitation}/zurueckziehen/",
        "302 302 302 302 404 404 200 404 404 302 404 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/neu-bewerten/",
        "get",
        "cms/durchgaenge/{cohort}/neu-bewerten/",
        "302 302 302 302 404 404 200 404 404 302 404 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/stand/",
        "get",
        "cms/durchgaenge/{cohort}/stand/",
        "302 302 302 302 200 404 200 404 404 302 404 404 200 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/stand/<int:enrolment_id>/",
        "get",
        "cms/durchgaenge/{cohort}/stand/{enrolment}/",
        "302 302 302 302 200 404 200 404 404 302 404 404 200 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/team/",
        "get",
        "cms/durchgaenge/{cohort}/team/",
        "302 302 302 302 404 404 200 404 404 302 404 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/team/<int:role_id>/entfernen/",
        "post",
        "cms/durchgaenge/{cohort}/team/{role}/entfernen/",
        "302 302 302 302 404 404 302 404 404 302 404 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/teilnahmen/<int:enrolment_id>/ausnahmen/",
        "get",
        "cms/durchgaenge/{cohort}/teilnahmen/{enrolment}/ausnahmen/",
        "302 302 302 302 200 404 200 404 404 302 404 404 200 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/teilnahmen/<int:enrolment_id>/beenden/",
        "get",
        "cms/durchgaenge/{cohort}/teilnahmen/{enrolment}/beenden/",
        "302 302 302 302 404 404 200 404 404 302 404 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/termine/<int:session_id>/",
        "get",
        "cms/durchgaenge/{cohort}/termine/{session}/",
        "302 302 302 302 404 404 200 404 404 302 404 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/termine/<int:session_id>/absagen/",
        "get",
        "cms/durchgaenge/{cohort}/termine/{session}/absagen/",
        "302 302 302 302 404 404 200 404 404 302 404 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/termine/<int:session_id>/anwesenheit/",
        "get",
        "cms/durchgaenge/{cohort}/termine/{session}/anwesenheit/",
        "302 302 302 302 200 404 200 404 404 302 404 404 200 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/termine/<int:session_id>/unterlagen/",
        "get",
        "cms/durchgaenge/{cohort}/termine/{session}/unterlagen/",
        "302 302 302 302 200 404 200 404 404 302 404 404 200 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/termine/<int:session_id>/unterlagen/<int:file_id>/loeschen/",
        "get",
        "cms/durchgaenge/{cohort}/termine/{session}/unterlagen/{session-file}/loeschen/",
        "302 302 302 302 200 404 200 404 404 302 404 404 200 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/termine/<int:session_id>/unterschriften/",
        "get",
        "cms/durchgaenge/{cohort}/termine/{session}/unterschriften/",
        "302 302 302 302 200 404 200 404 404 302 404 404 200 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/termine/neu/",
        "get",
        "cms/durchgaenge/{cohort}/termine/neu/",
        "302 302 302 302 404 404 200 404 404 302 404 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/ueberblick/",
        "get",
        "cms/durchgaenge/{cohort}/ueberblick/",
        "302 302 302 302 404 404 404 404 404 302 404 200 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/verlauf/",
        "get",
        "cms/durchgaenge/{cohort}/verlauf/",
        "302 302 302 302 404 404 200 404 404 302 404 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/warteliste/",
        "get",
        "cms/durchgaenge/{cohort}/warteliste/",
        "302 302 302 302 404 404 200 404 404 302 404 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/warteliste/<int:place_id>/anbieten/",
        "post",
        "cms/durchgaenge/{cohort}/warteliste/{waiting}/anbieten/",
        "302 302 302 302 404 404 302 404 404 302 404 404 404 302",
    ),
    (
        "cms/durchgaenge/<int:cohort_id>/warteliste/<int:place_id>/streichen/",
        "post",
        "cms/durchgaenge/{cohort}/warteliste/{waiting}/streichen/",
        "302 302 302 302 404 404 302 404 404 302 404 404 404 302",
    ),
    (
        "cms/durchgaenge/neu/",
        "get",
        "cms/durchgaenge/neu/",
        "302 302 302 302 404 404 200 200 404 302 404 404 404 302",
    ),
    (
        "cms/durchgaenge/vorlagen/",
        "get",
        "cms/durchgaenge/vorlagen/",
        "302 302 302 302 404 404 200 200 404 302 404 404 404 302",
    ),
    (
        "cms/durchgaenge/vorlagen/<int:pk>/loeschen/",
        "get",
        "cms/durchgaenge/vorlagen/{template}/loeschen/",
        "302 302 302 302 404 404 200 404 404 302 404 404 404 302",
    ),
    (
        "cms/durchgaenge/vorlagen/<int:pk>/umbenennen/",
        "get",
        "cms/durchgaenge/vorlagen/{template}/umbenennen/",
        "302 302 302 302 404 404 200 404 404 302 404 404 404 302",
    ),
    (
        "cms/lehrplan/",
        "get",
        "cms/lehrplan/",
        "302 302 302 302 302 404 404 404 200 302 302 404 404 302",
    ),
    (
        "cms/geteilte-texte/",
        "get",
        "cms/geteilte-texte/",
        "302 302 302 302 200 200 404 404 404 302 404 404 200 302",
    ),
    (
        "cms/geteilte-texte/<uuid:key>/",
        "get",
        "cms/geteilte-texte/{copy}/",
        "302 302 302 302 200 404 404 404 404 302 404 404 404 302",
    ),
    (
        "cms/lehrplan/<int:page_id>/",
        "get",
        "cms/lehrplan/{home}/",
        "302 302 302 302 200 404 404 404 200 302 200 404 404 302",
    ),
    (
        "cms/lehrplan/<int:page_id>/kopieren/",
        "get",
        "cms/lehrplan/{home}/kopieren/",
        "302 302 302 302 200 404 404 404 200 302 200 404 404 302",
    ),
    (
        "cms/rueckmeldungen/",
        "get",
        "cms/rueckmeldungen/",
        "302 302 302 302 200 200 404 404 404 302 404 404 200 302",
    ),
    (
        "cms/rueckmeldungen/<int:pk>/",
        "get",
        "cms/rueckmeldungen/{revision}/",
        "302 302 302 302 200 404 404 404 404 302 404 404 200 302",
    ),
    (
        "cms/rueckmeldungen/<int:pk>/abgleich/",
        "get",
        "cms/rueckmeldungen/{revision}/abgleich/",
        "302 302 302 302 302 404 404 404 404 302 404 404 302 302",
    ),
    (
        "cms/rueckmeldungen/<int:pk>/annehmen/",
        "get",
        "cms/rueckmeldungen/{revision}/annehmen/",
        "302 302 302 302 302 404 404 404 404 302 404 404 302 302",
    ),
    (
        "cms/rueckmeldungen/<int:pk>/noch-da/",
        "post",
        "cms/rueckmeldungen/{revision}/noch-da/",
        "302 302 302 302 200 404 404 404 404 302 404 404 200 302",
    ),
    (
        "cms/rueckmeldungen/<int:pk>/uebernehmen/",
        "post",
        "cms/rueckmeldungen/{revision}/uebernehmen/",
        "302 302 302 302 302 404 404 404 404 302 404 404 302 302",
    ),
    (
        "cms/rueckmeldungen/naechste/",
        "get",
        "cms/rueckmeldungen/naechste/",
        "302 302 302 302 302 302 404 404 404 302 404 404 302 302",
    ),
    (
        "cms/rueckmeldungen/frist/<int:pk>/",
        "get",
        "cms/rueckmeldungen/frist/{submission}/",
        "302 302 302 302 200 404 404 404 404 302 404 404 200 302",
    ),
    (
        "cms/rueckmeldungen/freigabe/",
        "get",
        "cms/rueckmeldungen/freigabe/",
        "302 302 302 302 200 200 404 404 404 302 404 404 200 302",
    ),
    (
        "cms/rueckmeldungen/freigabe/<int:pk>/",
        "get",
        "cms/rueckmeldungen/freigabe/{cohort}/",
        "302 302 302 302 200 404 404 404 404 302 404 404 200 302",
    ),
    (
        "cms/rueckmeldungen/freigabe/zurueck/<int:pk>/",
        "post",
        "cms/rueckmeldungen/freigabe/zurueck/{enrolment}/",
        "302 302 302 302 200 404 404 404 404 302 404 404 200 302",
    ),
    (
        "cms/modulfeedback/<int:cohort_id>/",
        "get",
        "cms/modulfeedback/{cohort}/",
        "302 302 302 302 200 404 200 404 404 302 404 404 200 302",
    ),
    (
        "cms/regeln/",
        "get",
        "cms/regeln/",
        "302 302 302 302 404 404 200 200 404 302 404 404 404 302",
    ),
    (
        "cms/regeln/<int:rule_set_id>/",
        "get",
        "cms/regeln/{rule-set}/",
        "302 302 302 302 404 404 200 404 404 302 404 404 404 302",
    ),
    (
        "cms/regeln/<int:rule_set_id>/umbenennen/",
        "get",
        "cms/regeln/{rule-set}/umbenennen/",
        "302 302 302 302 404 404 200 404 404 302 404 404 404 302",
    ),
    (
        "cms/regeln/neu/",
        "get",
        "cms/regeln/neu/",
        "302 302 302 302 404 404 200 200 404 302 404 404 404 302",
    ),
    (
        "cms/vier-augen/",
        "get",
        "cms/vier-augen/",
        "302 302 302 302 404 404 200 200 404 302 404 404 404 302",
    ),
    (
        "cms/vier-augen/<int:provider_id>/",
        "post",
        "cms/vier-augen/{provider-id}/",
        "302 302 302 302 404 404 302 404 404 302 404 404 404 302",
    ),
    (
        "cms/szenarien/<int:page_id>/spielen/",
        "get",
        "cms/szenarien/{scenario-page}/spielen/",
        "302 302 302 302 200 404 404 404 200 302 200 404 404 302",
    ),
    (
        "cms/szenarien/bild/",
        "post",
        "cms/szenarien/bild/",
        "302 302 302 302 200 404 404 404 200 302 200 404 404 302",
    ),
    (
        "cms/snippets/choose/lms_content/source/chosen/<str:pk>/",
        "get",
        "cms/snippets/choose/lms_content/source/chosen/{source}/",
        "302 302 302 302 200 200 200 200 200 302 200 200 200 302",
    ),
    (
        "cms/snippets/lms_content/source/delete/<int:pk>/",
        "get",
        "cms/snippets/lms_content/source/delete/{source}/",
        "302 302 302 302 200 302 302 302 200 302 200 302 302 302",
    ),
    (
        "cms/snippets/lms_content/term/delete/<int:pk>/",
        "get",
        "cms/snippets/lms_content/term/delete/{term}/",
        "302 302 302 302 200 302 302 302 200 302 200 302 302 302",
    ),
    (
        "cms/zertifikate/",
        "get",
        "cms/zertifikate/",
        "302 302 302 302 404 404 200 200 404 302 404 404 404 302",
    ),
    (
        "cms/zertifikate/<int:pk>/freigeben/",
        "post",
        "cms/zertifikate/{award}/freigeben/",
        "302 302 302 302 404 404 302 404 404 302 404 404 404 302",
    ),
    (
        "cms/zertifikate/nachweis/<int:pk>/aussetzen/",
        "get",
        "cms/zertifikate/nachweis/{certificate}/aussetzen/",
        "302 302 302 302 404 404 200 404 404 302 404 404 404 302",
    ),
    (
        "cms/zertifikate/nachweis/<int:pk>/widerrufen/",
        "get",
        "cms/zertifikate/nachweis/{certificate}/widerrufen/",
        "302 302 302 302 404 404 200 404 404 302 404 404 404 302",
    ),
    (
        "cms/zertifikate/nachweis/<int:pk>/wieder-in-kraft/",
        "get",
        "cms/zertifikate/nachweis/{certificate}/wieder-in-kraft/",
        "302 302 302 302 404 404 200 404 404 302 404 404 404 302",
    ),
    (
        "einladung/<str:token>/",
        "get",
        "einladung/{token}/",
        "200 403 403 403 403 403 403 403 403 403 403 403 403 403",
    ),
    (
        "gemeinsam/",
        "get",
        "gemeinsam/",
        "302 200 200 200 200 200 200 200 200 200 200 200 200 200",
    ),
    (
        "gemeinsam/einladung/<int:pk>/",
        "get",
        "gemeinsam/einladung/{team-invitation}/",
        "302 404 200 404 404 404 404 404 404 404 404 404 404 404",
    ),
    (
        "gemeinsam/rueckmeldung/<int:pk>/",
        "get",
        "gemeinsam/rueckmeldung/{peer-request}/",
        "302 404 200 404 404 404 404 404 404 404 404 404 404 404",
    ),
    ("glossar/", "get", "glossar/", "200 200 200 200 200 200 200 200 200 200 200 200 200 200"),
    ("healthz", "get", "healthz", "200 200 200 200 200 200 200 200 200 200 200 200 200 200"),
    (
        "issuers/<slug:slug>/did.json",
        "get",
        "issuers/{provider}/did.json",
        "200 200 200 200 200 200 200 200 200 200 200 200 200 200",
    ),
    (
        "issuers/<slug:slug>/status/<slug:name>",
        "get",
        "issuers/{provider}/status/revocation-1",
        "200 200 200 200 200 200 200 200 200 200 200 200 200 200",
    ),
    ("journal/", "get", "journal/", "302 200 200 200 200 200 200 200 200 200 200 200 200 200"),
    (
        "journal/drucken/",
        "get",
        "journal/drucken/",
        "302 200 200 200 200 200 200 200 200 200 200 200 200 200",
    ),
    (
        "journal/mein-journal.pdf",
        "get",
        "journal/mein-journal.pdf",
        "302 302 200 302 302 302 302 302 302 302 302 302 302 302",
    ),
    (
        "journal/<uuid:key>/<slug:prompt_id>/",
        "get",
        "journal/{reflection}/{prompt}/",
        "302 404 200 404 404 404 404 404 404 404 404 404 404 404",
    ),
    (
        "journal/<uuid:key>/<slug:prompt_id>/teilen/",
        "get",
        "journal/{reflection}/{prompt}/teilen/",
        "302 404 200 404 404 404 404 404 404 404 404 404 404 404",
    ),
    (
        "journal/<uuid:key>/<slug:prompt_id>/geteilt/<uuid:copy>/beenden/",
        "post",
        "journal/{reflection}/{prompt}/geteilt/{copy}/beenden/",
        "302 404 302 404 404 404 404 404 404 404 404 404 404 404",
    ),
    ("koffer/", "get", "koffer/", "302 200 200 200 200 200 200 200 200 200 200 200 200 200"),
    (
        "koffer/<int:pk>/",
        "post",
        "koffer/{kept}/",
        "302 404 302 404 404 404 404 404 404 404 404 404 404 404",
    ),
    (
        "koffer/drucken/",
        "get",
        "koffer/drucken/",
        "302 200 200 200 200 200 200 200 200 200 200 200 200 200",
    ),
    (
        "koffer/karten/<int:card_id>/",
        "post",
        "koffer/karten/{card}/",
        "302 404 302 302 302 302 302 302 404 302 302 302 302 302",
    ),
    (
        "koffer/karten/<int:card_id>/notiz/",
        "get",
        "koffer/karten/{card}/notiz/",
        "302 404 200 200 200 200 200 200 404 200 200 200 200 200",
    ),
    (
        "koffer/koffer.pdf",
        "get",
        "koffer/koffer.pdf",
        "302 302 200 302 302 302 302 302 302 302 302 302 302 302",
    ),
    (
        "konto/anmelden/",
        "get",
        "konto/anmelden/",
        "200 302 302 302 302 302 302 302 302 302 302 302 302 302",
    ),
    (
        "lernen/<uuid:key>/gelesen/",
        "post",
        "lernen/{lesson}/gelesen/",
        "302 404 302 404 404 404 404 404 404 302 404 404 404 404",
    ),
    (
        "lernen/<uuid:key>/reflexion/",
        "post",
        "lernen/{reflection}/reflexion/",
        "302 404 302 404 404 404 404 404 404 302 404 404 404 404",
    ),
    (
        "lernen/<uuid:key>/reflexion/<slug:prompt_id>/",
        "get",
        "lernen/{reflection}/reflexion/{prompt}/",
        "302 404 302 404 404 404 404 404 404 302 404 404 404 404",
    ),
    (
        "lernen/<uuid:key>/reflexion/<slug:prompt_id>/loeschen/",
        "get",
        "lernen/{reflection}/reflexion/{prompt}/loeschen/",
        "302 404 200 404 404 404 404 404 404 404 404 404 404 404",
    ),
    (
        "lernen/<uuid:key>/rueckmeldung/",
        "post",
        "lernen/{feedback}/rueckmeldung/",
        "302 404 422 404 404 404 404 404 404 422 404 404 404 404",
    ),
    (
        "lernen/<uuid:key>/selbsteinschaetzung/",
        "post",
        "lernen/{self-assessment}/selbsteinschaetzung/",
        "302 404 422 404 404 404 404 404 404 422 404 404 404 404",
    ),
    (
        "lernen/<uuid:key>/selbsttest/",
        "post",
        "lernen/{quiz}/selbsttest/",
        "302 404 422 404 422 404 422 404 404 422 422 404 422 404",
    ),
    (
        "lernen/<uuid:key>/szenario/",
        "get",
        "lernen/{scenario}/szenario/",
        "302 404 302 404 302 404 302 404 404 302 302 404 302 404",
    ),
    (
        "lernen/<uuid:key>/vorhaben/",
        "post",
        "lernen/{feedback}/vorhaben/",
        "302 404 302 404 404 404 404 404 404 302 404 404 404 404",
    ),
    ("mails/", "get", "mails/", "404 404 404 404 404 404 404 404 404 404 404 404 404 404"),
    (
        "mails/<str:file>/<int:number>/",
        "get",
        "mails/1.log/1/",
        "404 404 404 404 404 404 404 404 404 404 404 404 404 404",
    ),
    (
        "media/<slug:folder>/<path:name>",
        "get",
        "media/documents/geheim.pdf",
        "404 404 404 404 404 404 404 404 404 404 404 404 404 404",
    ),
    ("mein-weg/", "get", "mein-weg/", "302 200 200 200 200 200 200 200 200 200 200 200 200 200"),
    (
        "mein-weg/zertifikat/",
        "get",
        "mein-weg/zertifikat/",
        "302 404 404 404 404 404 404 404 404 200 404 404 404 404",
    ),
    (
        "mein-weg/zertifikat/<int:pk>/nachweis.json",
        "get",
        "mein-weg/zertifikat/{certificate}/nachweis.json",
        "302 404 404 404 404 404 404 404 404 200 404 404 404 404",
    ),
    (
        "mein-weg/zertifikat/<int:pk>/name/",
        "post",
        "mein-weg/zertifikat/{award}/name/",
        "302 404 404 404 404 404 404 404 404 200 404 404 404 404",
    ),
    (
        "mein-weg/zertifikat/<int:pk>/sichtbarkeit/",
        "post",
        "mein-weg/zertifikat/{certificate}/sichtbarkeit/",
        "302 404 404 404 404 404 404 404 404 302 404 404 404 404",
    ),
    (
        "mein-weg/zertifikat/<int:pk>/zertifikat.pdf",
        "get",
        "mein-weg/zertifikat/{certificate}/zertifikat.pdf",
        "302 404 404 404 404 404 404 404 404 200 404 404 404 404",
    ),
    (
        "mitteilungen/",
        "get",
        "mitteilungen/",
        "302 200 200 200 200 200 200 200 200 200 200 200 200 200",
    ),
    (
        "methodenkarten/<int:card_id>.pdf",
        "get",
        "methodenkarten/{card}.pdf",
        "302 302 200 200 200 200 200 200 302 200 200 200 200 200",
    ),
    ("plan/", "get", "plan/", "302 200 302 200 200 200 200 200 200 302 200 200 200 200"),
    (
        "plan/<uuid:key>/",
        "get",
        "plan/{enrolment-key}/",
        "302 404 200 404 404 404 404 404 404 404 404 404 404 404",
    ),
    (
        "plan/<uuid:key>/abschnitt/<slug:slug>/",
        "get",
        "plan/{enrolment-key}/abschnitt/zustaendigkeiten/",
        "302 404 200 404 404 404 404 404 404 404 404 404 404 404",
    ),
    (
        "plan/<uuid:key>/beginnen/",
        "post",
        "plan/{enrolment-key}/beginnen/",
        "302 404 302 404 404 404 404 404 404 404 404 404 404 404",
    ),
    (
        "plan/<uuid:key>/einreichen/",
        "get",
        "plan/{enrolment-key}/einreichen/",
        "302 404 200 404 404 404 404 404 404 404 404 404 404 404",
    ),
    (
        "plan/<uuid:key>/fassung/<int:number>/",
        "get",
        "plan/{enrolment-key}/fassung/1/",
        "302 404 200 404 404 404 404 404 404 404 404 404 404 404",
    ),
    (
        "plan/<uuid:key>/kollegial/",
        "get",
        "plan/{enrolment-key}/kollegial/",
        "302 404 200 404 404 404 404 404 404 404 404 404 404 404",
    ),
    (
        "plan/<uuid:key>/rueckmeldung/<int:number>/",
        "get",
        "plan/{enrolment-key}/rueckmeldung/1/",
        "302 404 200 404 404 404 404 404 404 404 404 404 404 404",
    ),
    (
        "plan/<uuid:key>/team/",
        "get",
        "plan/{enrolment-key}/team/",
        "302 404 200 404 404 404 404 404 404 404 404 404 404 404",
    ),
    (
        "plan/<uuid:key>/team/aufgehoben/",
        "get",
        "plan/{enrolment-key}/team/aufgehoben/",
        "302 404 404 404 404 404 404 404 404 404 404 404 404 404",
    ),
    (
        "plan/<uuid:key>/team/verlassen/",
        "get",
        "plan/{enrolment-key}/team/verlassen/",
        "302 404 302 404 404 404 404 404 404 404 404 404 404 404",
    ),
    ("quellen/", "get", "quellen/", "200 200 200 200 200 200 200 200 200 200 200 200 200 200"),
    ("readyz", "get", "readyz", "200 200 200 200 200 200 200 200 200 200 200 200 200 200"),
    ("sprache/", "get", "sprache/", "302 302 302 302 302 302 302 302 302 302 302 302 302 302"),
    (
        "suche/",
        "get",
        "suche/?q=Eskalation",
        "200 200 200 200 200 200 200 200 200 200 200 200 200 200",
    ),
    ("termine/", "get", "termine/", "302 200 200 200 200 200 200 200 200 200 200 200 200 200"),
    (
        "termine/kalender/",
        "get",
        "termine/kalender/",
        "302 200 200 200 200 200 200 200 200 200 200 200 200 200",
    ),
    (
        "termine/kalender/<str:token>.ics",
        "get",
        "termine/kalender/{feed}.ics",
        "200 200 200 200 200 200 200 200 200 200 200 200 200 200",
    ),
    (
        "termine/kalender/herunterladen/",
        "get",
        "termine/kalender/herunterladen/",
        "302 200 200 200 200 200 200 200 200 200 200 200 200 200",
    ),
    (
        "termine/kalender/neuer-link/",
        "post",
        "termine/kalender/neuer-link/",
        "302 302 302 302 302 302 302 302 302 302 302 302 302 302",
    ),
    (
        "termine/<uuid:key>/",
        "get",
        "termine/{session-key}/",
        "302 404 200 404 200 404 200 404 404 404 404 404 200 404",
    ),
    (
        "termine/<uuid:key>/dateien/<uuid:file_key>/",
        "get",
        "termine/{session-key}/dateien/{session-file-key}/",
        "302 404 200 404 200 404 200 404 404 404 404 404 200 404",
    ),
    (
        "termine/<uuid:key>/doch/",
        "post",
        "termine/{session-key}/doch/",
        "302 404 302 404 404 404 404 404 404 404 404 404 404 404",
    ),
    ("v/", "get", "v/", "200 200 200 200 200 200 200 200 200 200 200 200 200 200"),
    (
        "v/<str:typed>/",
        "get",
        "v/{code}/",
        "200 200 200 200 200 200 200 200 200 200 200 200 200 200",
    ),
    (
        "v/<str:typed>/nachweis.json",
        "get",
        "v/{code}/nachweis.json",
        "200 200 200 200 200 200 200 200 200 200 200 200 200 200",
    ),
    (
        "vertraulichkeit/<int:cohort_id>/",
        "get",
        "vertraulichkeit/{cohort}/",
        "302 404 200 404 404 404 404 404 404 404 404 404 404 404",
    ),
]


def page() -> str:
    """docs/roles.md"""
    names = [IN_GERMAN[role] for role in ROLES]
    lines = [
        "| Adresse | " + " | ".join(names) + " |",
        "|---|" + ":-:|" * len(names),
        *(_line(method, address, statuses) for _pattern, method, address, statuses in TABLE),
    ]
    return INTRO + "\n" + "\n".join(lines) + "\n"


def _line(method: str, address: str, statuses: str) -> str:
    sent = "" if method == "get" else " (senden)"
    return f"| `/{address}`{sent} | " + " | ".join(SIGNS[s] for s in statuses.split()) + " |"


if __name__ == "__main__":
    DOCUMENT.write_text(page())
