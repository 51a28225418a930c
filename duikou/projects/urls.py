from django.urls import path

from duikou.projects import views

urlpatterns = [
    path("projects/conversion/", views.conversion, name="conversion"),
    path("projects/<uuid:pk>/gate/<slug:stage>/", views.pass_gate, name="gate"),
    path("leads/<uuid:pk>/promote/", views.promote, name="lead-promote"),
    path("leads/<uuid:pk>/follow-up/", views.follow_up, name="lead-follow-up"),
]
