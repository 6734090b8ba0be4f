from __future__ import annotations

from django.urls import path

from consent.views import consent, form, reading

app_name = "consent"
urlpatterns = [
    path("consents/course/<uuid:pk>/", consent.course, name="course"),
    path("consents/course/<uuid:pk>/issue/", consent.issue_packet, name="issue-packet"),
    path("consents/<uuid:pk>/", consent.consent, name="consent"),
    path("consents/<uuid:pk>/attest/", consent.attest, name="attest"),
    path("consents/<uuid:pk>/sign/", reading.read_here, name="read-here"),
    path("consents/<uuid:pk>/withdraw/", consent.withdraw, name="withdraw"),
    path("consent-forms/", form.forms_list, name="forms"),
    path("consent-forms/<uuid:pk>/", form.form, name="form"),
    path("consent-forms/<uuid:pk>/next/", form.form_next, name="form-next"),
    path("consent-forms/<uuid:pk>/retire/", form.form_retire, name="form-retire"),
    path("me/consents/", reading.own_list, name="own-list"),
    path("me/consents/<uuid:pk>/", reading.own_read, name="own-read"),
    path("me/consents/<uuid:pk>/decline/", reading.own_decline, name="own-decline"),
    path("me/consents/<uuid:pk>/withdraw/", reading.own_withdraw, name="own-withdraw"),
]
