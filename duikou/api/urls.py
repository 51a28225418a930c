from django.urls import path

from duikou.api import views

urlpatterns = [
    path("api/", views.index, name="api"),
    path("api/<slug:name>/", views.rows, name="api-rows"),
    path("api/<slug:name>/<uuid:pk>/", views.row, name="api-row"),
]
