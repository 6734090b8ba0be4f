from __future__ import annotations

from django.urls import path

from clinic.setup.views import (
    days,
    feeds,
    home,
    hours,
    leave,
    policy,
    rooms,
    site,
    staff,
    visit_kinds,
    weeks,
)

app_name = "setup"
urlpatterns = [
    path("setup/", home.home, name="home"),
    path("setup/days/", days.days, name="days"),
    path("setup/days/<uuid:pk>/withdraw/", days.withdraw, name="withdraw-day"),
    path("setup/feeds/<uuid:pk>/end/", feeds.end, name="end-feed"),
    path("setup/hours/", hours.hours, name="hours"),
    path("setup/leave/", leave.leaves, name="leaves"),
    path("setup/leave/<uuid:pk>/", leave.leave, name="leave"),
    path("setup/leave/<uuid:pk>/take-back/", leave.take_back, name="take-back"),
    path("setup/licences/<uuid:pk>/status/", staff.licence_status, name="licence-status"),
    path("setup/licences/<uuid:pk>/verify/", staff.verify, name="verify"),
    path("setup/memberships/<uuid:pk>/capabilities/", staff.capabilities, name="capabilities"),
    path("setup/memberships/<uuid:pk>/end/", staff.end, name="end-membership"),
    path("setup/policy/", policy.policy, name="policy"),
    path("setup/policy/draft/", policy.draft, name="draft"),
    path("setup/policy/<uuid:pk>/adjust/", policy.adjust, name="adjust"),
    path("setup/policy/<uuid:pk>/sign/", policy.sign, name="sign"),
    path("setup/rooms/", rooms.rooms, name="rooms"),
    path("setup/rooms/<uuid:pk>/", rooms.room, name="room"),
    path("setup/rooms/<uuid:pk>/close/", rooms.close, name="close-room"),
    path("setup/rooms/<uuid:pk>/reopen/", rooms.reopen, name="reopen-room"),
    path("setup/site/", site.site, name="site"),
    path("setup/staff/", staff.staff, name="staff"),
    path("setup/staff/<uuid:pk>/", staff.person, name="person"),
    path("setup/staff/<uuid:pk>/invite-again/", staff.invite_again, name="invite-again"),
    path("setup/visit-kinds/", visit_kinds.visit_kinds, name="visit-kinds"),
    path("setup/visit-kinds/<slug:code>/", visit_kinds.visit_kind, name="visit-kind"),
    path("setup/weeks/", weeks.weeks, name="weeks"),
    path("setup/weeks/<uuid:pk>/<slug:role>/", weeks.week, name="week"),
]
