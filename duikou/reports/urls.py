from django.urls import path, re_path

from duikou.reports import asked_views, template_views, views

urlpatterns = [
    path("projects/<uuid:pk>/sheet.pdf", views.project_sheet, name="project-sheet"),
    path("reports/write/", views.report_write, name="report-write"),
    re_path(
        r"^reports/(?P<pk>[0-9a-f-]{36})/(?P<verb>check|back|issue|withdraw)/$", views.report_act, name="report-act"
    ),
    re_path(r"^reports/(?P<pk>[0-9a-f-]{36})/draft\.(?P<form>pdf|docx|xlsx)$", views.report_draft, name="report-draft"),
    path("reports/<uuid:pk>/differences/", views.report_differences, name="report-differences"),
    path("reports/<uuid:pk>/compare/", views.report_compare, name="report-compare"),
    path("report-templates/", template_views.templates, name="report-templates"),
    path("report-templates/new/", template_views.template_new, name="report-template-new"),
    path("report-templates/preview/", template_views.template_preview, name="report-template-preview"),
    path("report-templates/<uuid:pk>/", template_views.template_edit, name="report-template"),
    path("asked-forms/", asked_views.asked_forms, name="asked-forms"),
    path("asked-forms/<uuid:pk>/", asked_views.asked_form, name="asked-form"),
    path("asked-forms/<uuid:pk>/edition/", asked_views.asked_edition, name="asked-edition"),
    path("asked-forms/<uuid:pk>/fill/", asked_views.asked_fill, name="asked-fill"),
    path("asked-forms/<uuid:pk>/drop/", asked_views.asked_drop, name="asked-drop"),
    path("asked-forms/filled/<uuid:pk>/", asked_views.asked_filling, name="asked-filling"),
]
