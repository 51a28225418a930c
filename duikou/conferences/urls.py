from django.urls import path

from duikou.conferences import views

urlpatterns = [
    path("topics/<uuid:pk>/study/", views.study, name="topic-study"),
    path("topics/<uuid:pk>/agenda/", views.agenda, name="topic-agenda"),
    path("conferences/<uuid:pk>/invitation.ics", views.calendar, name="invitation-calendar"),
]
