from __future__ import annotations

from django.urls import path

from patients.views import referral, registration, self_referral

app_name = "patients"
urlpatterns = [
    path("patients/register/", registration.register, name="register"),
    path("patients/<uuid:pk>/compare/<uuid:other>/", registration.compare, name="compare"),
    path("patients/<uuid:pk>/merge/", registration.merge, name="merge"),
    path("patients/<uuid:pk>/undo-merge/", registration.undo_merge, name="undo-merge"),
    path("refer/<slug:slug>/", self_referral.ask, name="self-referral"),
    path("refer/<slug:slug>/thank-you/", self_referral.thanks, name="self-referral-thanks"),
    path("referral-lines/<uuid:pk>/take-up-again/", referral.take_up_again, name="take-up-again"),
    path("referrals/", referral.referrals, name="referrals"),
    path("referrals/<uuid:pk>/", referral.referral, name="referral"),
    path("referrals/<uuid:pk>/attach/", referral.attach, name="attach"),
    path("referrals/<uuid:pk>/decline/", referral.decline, name="decline"),
    path("referrals/<uuid:pk>/finish/", referral.finish, name="finish-review"),
    path("referrals/<uuid:pk>/register/", referral.register, name="register-from"),
    path("referrals/<uuid:pk>/settle/", referral.settle, name="settle"),
]
