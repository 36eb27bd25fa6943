from django.urls import path

from courses.cohorts import views

urlpatterns = [
    path("einladung/<str:token>/", views.invitation, name="invitation"),
    path("vertraulichkeit/<int:cohort_id>/", views.agreement, name="agreement"),
]
