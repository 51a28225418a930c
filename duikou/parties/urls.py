from django.urls import path

from duikou.parties import views

urlpatterns = [path("posts/<uuid:pk>/hand-over/", views.post_hand_over, name="hand-over")]
