from django.urls import path

from assessments.journal import views

ENTRY = "journal/<uuid:key>/<slug:prompt_id>/"
urlpatterns = [
    path("journal/", views.own_journal, name="journal"),
    path("journal/drucken/", views.on_paper, name="journal_print"),
    path("journal/mein-journal.pdf", views.pdf, name="journal_pdf"),
    path(ENTRY, views.entry, name="journal_entry"),
    path(f"{ENTRY}teilen/", views.share_entry, name="share_entry"),
    path(f"{ENTRY}geteilt/<uuid:copy>/beenden/", views.unshare, name="unshare_entry"),
]
