from __future__ import annotations

from django.urls import path

from clinic.setup.views import home, hours, policy, rooms, site, staff

app_name = "setup"
urlpatterns = [
    path("setup/", home.home, name="home"),
    path("setup/hours/", hours.hours, name="hours"),
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
]
