from __future__ import annotations

from django.urls import path

from clinic.scheduling.views import (
    away,
    booking,
    calling_off,
    change,
    day,
    freed_time,
    group,
    move,
    plan,
    visit,
    waitlist,
)

app_name = "scheduling"
urlpatterns = [
    path("changes/", change.changes, name="changes"),
    path("changes/<uuid:pk>/undo/", change.undo, name="undo"),
    path("courses/<uuid:pk>/plan/", plan.plan, name="plan"),
    path("visits/", day.day, name="day"),
    path("visits/away/", away.away, name="away"),
    path("visits/book/", booking.who, name="who"),
    path("visits/book/<uuid:patient_id>/", booking.book, name="book"),
    path("visits/groups/", group.groups, name="groups"),
    path("visits/groups/<uuid:pk>/", group.group, name="group"),
    path("visits/groups/<uuid:pk>/call-off/", group.call_off, name="group-off"),
    path("visits/groups/<uuid:pk>/join/<uuid:patient_id>/", group.join, name="group-join"),
    path("visits/<uuid:pk>/", visit.visit, name="visit"),
    path("visits/<uuid:pk>/arrive/", visit.arrive, name="arrive"),
    path("visits/<uuid:pk>/book/", visit.book_hold, name="book-hold"),
    path("visits/<uuid:pk>/cancel/", calling_off.cancel, name="cancel"),
    path("visits/<uuid:pk>/confirm/", visit.confirm, name="confirm"),
    path("visits/<uuid:pk>/escort/", visit.escort, name="escort"),
    path("visits/<uuid:pk>/finish/", visit.finish, name="finish"),
    path("visits/<uuid:pk>/move/", move.move, name="move"),
    path("visits/<uuid:pk>/no-show/", calling_off.no_show, name="no-show"),
    path("visits/<uuid:pk>/un-arrive/", visit.un_arrive, name="un-arrive"),
    path("waitlist/", waitlist.waitlist, name="waitlist"),
    path("waitlist/add/<uuid:patient_id>/", waitlist.add, name="wait"),
    path("waitlist/entries/<uuid:pk>/take-off/", waitlist.take_off, name="take-off"),
    path("waitlist/offers/<uuid:pk>/accept/", freed_time.accept, name="accept"),
    path("waitlist/offers/<uuid:pk>/decline/", freed_time.decline, name="decline"),
    path("waitlist/offers/<uuid:pk>/withdraw/", freed_time.withdraw, name="withdraw"),
    path("waitlist/times/<uuid:pk>/", freed_time.freed_time, name="freed-time"),
    path("waitlist/times/<uuid:pk>/ask/", freed_time.ask, name="ask"),
    path("waitlist/times/<uuid:pk>/close/", freed_time.close, name="close-time"),
    path("waitlist/times/<uuid:pk>/fill/", freed_time.fill, name="fill"),
    path("escorts/<uuid:pk>/reach/", visit.reach, name="reach"),
]
