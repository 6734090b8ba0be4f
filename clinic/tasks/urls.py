"""Staff tasks in the browser."""

from __future__ import annotations

from django.urls import path

from clinic.tasks.views import task

app_name = "tasks"
urlpatterns = [
    path("tasks/", task.mine, name="mine"),
    path("tasks/<uuid:pk>/", task.show, name="show"),
    path("tasks/<uuid:pk>/done/", task.done, name="done"),
    path("tasks/<uuid:pk>/hand-on/", task.hand_on, name="hand-on"),
]
