from __future__ import annotations

from django.urls import path

from sessions.views import checklist, flowsheet, leaving, override

app_name = "sessions"
urlpatterns = [
    path("sessions/<uuid:pk>/", checklist.session, name="session"),
    path("sessions/<uuid:pk>/checks/", checklist.checklist, name="checklist"),
    path("sessions/<uuid:pk>/checks/<slug:kind>/", checklist.record, name="check"),
    path("sessions/<uuid:pk>/equipment/", checklist.equipment, name="equipment"),
    path("sessions/<uuid:pk>/order/", checklist.sign_order, name="order"),
    path("sessions/<uuid:pk>/clear/", checklist.clear, name="clear"),
    path("sessions/<uuid:pk>/acknowledge/", checklist.acknowledge, name="acknowledge"),
    path(
        "sessions/<uuid:pk>/override/<slug:guard>/<slug:finding>/",
        override.override,
        name="override",
    ),
    path("sessions/<uuid:pk>/hold/", checklist.hold, name="hold"),
    path("sessions/<uuid:pk>/resume/", checklist.resume, name="resume"),
    path("sessions/<uuid:pk>/call-off/", checklist.call_off, name="call-off"),
    path("sessions/<uuid:pk>/start/", checklist.start, name="start"),
    path("sessions/<uuid:pk>/vitals/", flowsheet.record_set, name="vitals"),
    path("sessions/<uuid:pk>/flowsheet/", flowsheet.flowsheet, name="flowsheet"),
    path("sessions/<uuid:pk>/flowsheet/<slug:part>/", flowsheet.live, name="live"),
    path("sessions/<uuid:pk>/effects/", flowsheet.begin_effect, name="effect"),
    path("sessions/<uuid:pk>/adverse-events/", flowsheet.record_adverse, name="adverse-event"),
    path("sessions/<uuid:pk>/drug/<slug:name>/", flowsheet.drug, name="drug"),
    path("sessions/<uuid:pk>/lozenge/<str:kind>/", flowsheet.end_lozenge, name="lozenge"),
    path("sessions/<uuid:pk>/supplemental/order/", flowsheet.order_more, name="order-more"),
    path("sessions/<uuid:pk>/supplemental/", flowsheet.give_more, name="give-more"),
    path("sessions/<uuid:pk>/home/", leaving.going_home, name="going-home"),
    path("sessions/<uuid:pk>/home/set/", leaving.record_home, name="home-set"),
    path("sessions/<uuid:pk>/home/go/", leaving.let_go, name="let-go"),
    path("sessions/<uuid:pk>/home/early/", leaving.left_early, name="left-early"),
    path("sessions/<uuid:pk>/home/transfer/", leaving.transfer, name="transfer"),
    path("sessions/<uuid:pk>/closing/", leaving.close_page, name="closing"),
    path("sessions/<uuid:pk>/closing/close/", leaving.close, name="close"),
    path("sessions/<uuid:pk>/closing/waste/", leaving.waste, name="waste"),
    path("effects/<uuid:pk>/end/", flowsheet.end_effect, name="end-effect"),
    path("discharges/<uuid:pk>/sign/", leaving.sign_home, name="sign-home"),
    path("pre-dose-checks/<uuid:pk>/void/", checklist.void, name="void-check"),
]
