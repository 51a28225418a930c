from django.urls import path

from duikou.assessment import bench_views, views

urlpatterns = [
    path("assessment/workbench/", bench_views.workbench, name="scheme-workbench"),
    path("assessment/rounds/<uuid:pk>/units/", views.round_units, name="round-units"),
    path("assessment/rounds/<uuid:pk>/advance/", views.round_advance, name="round-advance"),
    path("assessment/sheets/<uuid:pk>/say/", views.sheet_say, name="sheet-say"),
    path("assessment/sheets/<uuid:pk>/given/", views.sheet_give, name="sheet-give"),
]
