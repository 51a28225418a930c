from django.urls import path

from duikou.briefs import views

urlpatterns = [
    path("texts/check/", views.text_add, name="text-add"),
    path("texts/<uuid:pk>/", views.text_read, name="text"),
    path("texts/<uuid:pk>/check/", views.text_check, name="text-check"),
    path("texts/<uuid:pk>/decide/", views.text_decide, name="text-decide"),
    path("texts/<uuid:pk>/findings/", views.text_findings, name="text-findings"),
    path("texts/<uuid:pk>/findings.xlsx", views.text_findings_sheet, name="text-findings-sheet"),
    path("texts/<uuid:pk>/findings/<int:number>/enter/", views.text_register, name="text-register"),
    path("texts/<uuid:pk>/findings/<int:number>/enter/<slug:name>/", views.text_enter, name="text-enter"),
]
