from __future__ import annotations

from django.urls import path

from clinic.scheduling.views import booking, change, day, visit

app_name = "scheduling"
urlpatterns = [
    path("changes/", change.changes, name="changes"),
    path("changes/<uuid:pk>/undo/", change.undo, name="undo"),
    path("visits/", day.day, name="day"),
    path("visits/book/", booking.who, name="who"),
    path("visits/book/<uuid:patient_id>/", booking.book, name="book"),
    path("visits/<uuid:pk>/", visit.visit, name="visit"),
    path("visits/<uuid:pk>/arrive/", visit.arrive, name="arrive"),
    path("visits/<uuid:pk>/book/", visit.book_hold, name="book-hold"),
    path("visits/<uuid:pk>/cancel/", visit.cancel, name="cancel"),
    path("visits/<uuid:pk>/confirm/", visit.confirm, name="confirm"),
    path("visits/<uuid:pk>/escort/", visit.escort, name="escort"),
    path("visits/<uuid:pk>/finish/", visit.finish, name="finish"),
    path("visits/<uuid:pk>/move/", visit.move, name="move"),
    path("visits/<uuid:pk>/no-show/", visit.no_show, name="no-show"),
    path("visits/<uuid:pk>/un-arrive/", visit.un_arrive, name="un-arrive"),
    path("escorts/<uuid:pk>/reach/", visit.reach, name="reach"),
]
