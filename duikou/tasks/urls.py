from django.urls import path

from duikou.tasks import board_views, plan_views, supervision_views, views

urlpatterns = [
    path("tasks/board/", board_views.board, name="tasks-board"),
    path("tasks/board.xlsx", board_views.board_sheet, name="tasks-sheet"),
    path("tasks/month.xlsx", board_views.month_sheet, name="tasks-month"),
    path("tasks/<uuid:pk>/progress/", views.progress, name="task-progress"),
    path("tasks/<uuid:pk>/another-day/", views.ask_for_day, name="task-ask-for-day"),
    path("deadline-changes/<uuid:pk>/rule/", views.rule_on_day, name="deadline-rule"),
    path("conferences/<uuid:pk>/decide/", views.decide, name="decide"),
    path("records/<uuid:pk>/plan/", plan_views.backward_plan, name="backward-plan"),
    path("records/<uuid:pk>/plan/nodes.xlsx", plan_views.backward_plan_sheet, name="backward-plan-sheet"),
    path("records/<uuid:pk>/plan/act/", plan_views.backward_plan_act, name="backward-plan-act"),
    path("supervision/", supervision_views.supervision, name="supervision"),
    path("supervision/now/", supervision_views.supervise_now, name="supervise-now"),
    path("supervision/notice/", supervision_views.circular_issue, name="circular-issue"),
    path("supervision/robots/", supervision_views.hook_change, name="hook-change"),
    path("tasks/<uuid:pk>/order/", supervision_views.order_issue, name="order-issue"),
    path("orders/<uuid:pk>/reply/", supervision_views.order_reply, name="order-reply"),
    path("orders/<uuid:pk>/sign-off/", supervision_views.order_sign_off, name="order-sign-off"),
]
