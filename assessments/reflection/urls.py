from django.urls import path

from assessments.reflection import views

urlpatterns = [
    path("lernen/<uuid:key>/reflexion/", views.save, name="save_reflection"),
    path("lernen/<uuid:key>/reflexion/<slug:prompt_id>/", views.save, name="save_reflection_text"),
    path(
        "lernen/<uuid:key>/reflexion/<slug:prompt_id>/loeschen/",
        views.delete,
        name="delete_reflection_text",
    ),
]
