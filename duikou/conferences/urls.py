from django.urls import path

from duikou.conferences import views

urlpatterns = [
    path("topics/<uuid:pk>/study/", views.study, name="topic-study"),
    path("topics/<uuid:pk>/agenda/", views.agenda, name="topic-agenda"),
    path("conferences/<uuid:pk>/invite/", views.invite, name="conference-invite"),
    path("conferences/<uuid:pk>/minutes/", views.minutes, name="conference-minutes"),
    path("conferences/<uuid:pk>/invitation.ics", views.calendar, name="invitation-calendar"),
]
