from django.urls import path

from duikou.dashboards import views

urlpatterns = [
    path("", views.home, name="dashboard"),
    path("overview/", views.overview, name="overview"),
    path("switch/", views.switch, name="switch"),
    path("figures/", views.figure_list, name="figures"),
    path("figures/<str:key>/", views.figure_card, name="figure"),
    path("figures/<str:key>/records/", views.figure_records, name="figure-records"),
    path("figures/<str:key>/rule/", views.figure_rule, name="figure-rule"),
    path("areas/<slug:label>/", views.area, name="area"),
]
