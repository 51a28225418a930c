from django.urls import path, re_path

from duikou.ledger import import_views, job_views, reconcile_views, sameness_views, search_views, talk_views, views

urlpatterns = [
    path("confirm/", views.confirm, name="confirm"),
    path("confirm/agree/", views.confirm_all, name="confirm-all"),
    path("timeline/", views.timeline, name="timeline"),
    path("trash/", views.trash, name="trash"),
    path("records/<uuid:pk>/", views.record, name="record"),
    path("records/<uuid:pk>/edit/", views.record_edit, name="record-edit"),
    path("records/<uuid:pk>/dispute/", views.record_dispute, name="record-dispute"),
    path("records/<uuid:pk>/evidence/", views.evidence_add, name="evidence-add"),
    re_path(
        r"^records/(?P<pk>[0-9a-f-]{36})/(?P<verb>report|agree|trash|restore)/$", views.record_verb, name="record-verb"
    ),
    path("records/<uuid:pk>/comments/", talk_views.comment, name="comment"),
    path("records/<uuid:pk>/watch/", talk_views.watch, name="watch"),
    path("records/<uuid:pk>/reveal/", talk_views.record_reveal, name="record-reveal"),
    path("notices/", talk_views.notices, name="notices"),
    path("notices/read/", talk_views.notices_read, name="notices-read"),
    path("import/<slug:name>/", import_views.upload, name="import"),
    path("import/<slug:name>/template.xlsx", import_views.import_template, name="import-template"),
    path("imports/<uuid:pk>/", import_views.import_run, name="import-run"),
    path("imports/<uuid:pk>/commit/", import_views.import_commit, name="import-commit"),
    path("imports/<uuid:pk>/undo/", import_views.import_undo, name="import-undo"),
    path("imports/<uuid:pk>/verdicts.xlsx", import_views.import_verdicts, name="import-verdicts"),
    path("jobs/<uuid:pk>/", job_views.job, name="job"),
    path("reconcile/<slug:name>/", reconcile_views.reconcile, name="reconcile"),
    path("reconcile/<slug:name>/sheets/", reconcile_views.reconcile_sheets, name="reconcile-sheets"),
    path("reconcile/<slug:name>/decide/", reconcile_views.reconcile_decide, name="reconcile-decide"),
    path("search/", search_views.search, name="search"),
    path("views/<slug:name>/save/", search_views.view_save, name="view-save"),
    path("views/<int:pk>/delete/", search_views.view_delete, name="view-delete"),
    path("same/<slug:name>/", sameness_views.proposals, name="same"),
    path("same/<slug:name>/decide/", sameness_views.decide, name="same-decide"),
    path("objections/<uuid:pk>/accept/", views.objection_accept, name="objection-accept"),
    path("evidence/<uuid:pk>/", views.evidence_file, name="evidence-file"),
    path("evidence/<uuid:pk>/remove/", views.evidence_remove, name="evidence-remove"),
    path("<slug:name>/", views.register_list, name="register"),
    path("<slug:name>/new/", views.record_new, name="record-new"),
    path("<slug:name>/export.<str:form>", views.register_export, name="register-export"),
]
