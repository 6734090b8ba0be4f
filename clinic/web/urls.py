from __future__ import annotations

from django.conf import settings
from django.urls import path

from clinic.web.views import (
    calendar,
    chairs,
    components,
    course,
    demo_door,
    exposure,
    find,
    history,
    home,
    patient,
    people,
    profile,
    progress,
    review,
    safety,
    site,
    today,
)

app_name = "web"
urlpatterns = [
    path("", home.home, name="home"),
    path("audit/", history.log, name="audit-log"),
    path("history/<str:label>/<uuid:pk>/", history.record, name="history"),
    path("patients/<uuid:pk>/history/", history.patient, name="trail"),
    path("chairs/", chairs.chairs, name="chairs"),
    path("courses/<uuid:pk>/", course.course, name="course"),
    path("courses/<uuid:pk>/review/", review.review, name="review"),
    path("courses/<uuid:pk>/review/decide/", review.decide, name="review-decide"),
    path("courses/<uuid:pk>/review/opinion/", review.opinion, name="review-opinion"),
    path("courses/<uuid:pk>/use-concern/", exposure.concern, name="use-concern"),
    path("earlier-treatments/<uuid:pk>/mistaken/", exposure.mistaken, name="earlier-mistaken"),
    path("patients/<uuid:pk>/earlier-treatment/", exposure.earlier, name="earlier"),
    path("courses/<uuid:pk>/progress/", progress.course, name="progress"),
    path("find/", find.find, name="find"),
    path("patients/<uuid:pk>/", patient.patient, name="patient"),
    path("patients/<uuid:pk>/visits/", calendar.of_patient, name="patient-visits"),
    path("people/", people.people, name="people"),
    path("people/progress/", progress.people, name="people-progress"),
    path("safety/now/", safety.safety_now, name="safety-now"),
    path("today/", today.today, name="today"),
    path("today/<uuid:pk>/arrive/", today.arrive, name="arrive"),
    path("today/<uuid:pk>/un-arrive/", today.un_arrive, name="un-arrive"),
    path("visits/month/", calendar.month, name="month"),
    path("visits/week/", calendar.week, name="week"),
    path("here/", site.choose, name="site"),
    path("here/account/", profile.profile, name="profile"),
    path("here/account/contact/", profile.contact, name="profile-contact"),
    path("here/stay/", profile.stay, name="stay"),
]
if not settings.PRODUCTION:
    urlpatterns.append(path("components/", components.components, name="components"))
if settings.DEMO:
    urlpatterns.append(path("demo/door/", demo_door.step_in, name="demo-door"))
