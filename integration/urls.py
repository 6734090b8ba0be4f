from __future__ import annotations

from django.urls import path

from integration.views import course, goal, note, session

app_name = "integration"
urlpatterns = [
    path("therapy/", course.to_sign, name="to-sign"),
    path("therapy/course/<uuid:pk>/", course.course, name="course"),
    path("therapy/visits/<uuid:pk>/start/", session.start, name="start"),
    path("therapy/<uuid:pk>/", session.session, name="session"),
    path("therapy/<uuid:pk>/complete/", session.complete, name="complete"),
    path("therapy/<uuid:pk>/goals/", goal.set_goal, name="goal-set"),
    path("therapy/<uuid:pk>/goals/<uuid:goal>/close/", goal.close, name="goal-close"),
    path("therapy/<uuid:pk>/goals/<uuid:goal>/rate/", goal.rate, name="goal-rate"),
    path("therapy/<uuid:pk>/topics/", session.topics, name="topics"),
    path("therapy/<uuid:pk>/void/", session.void, name="void"),
    path("therapy/notes/<uuid:pk>/add/", note.add, name="note-add"),
    path("therapy/notes/<uuid:pk>/draft/", note.autosave, name="note-draft"),
    path("therapy/notes/<uuid:pk>/save/", note.save, name="note-save"),
    path("therapy/notes/<uuid:pk>/sign/", note.sign, name="note-sign"),
]
