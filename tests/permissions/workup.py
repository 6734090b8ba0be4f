"""Who may gather what in a screening. `tests/permissions/table.py` says what the letters mean."""

TABLE: list[tuple[str, str]] = [
    (
        "NPT",
        """
        GET api/v1/illnesses/
        POST api/v1/illnesses/
        GET api/v1/illnesses/<uuid:pk>/
        POST api/v1/illnesses/<uuid:pk>/void/
        GET api/v1/pregnancy-answers/
        POST api/v1/pregnancy-answers/
        GET api/v1/pregnancy-answers/<uuid:pk>/
        POST api/v1/pregnancy-answers/<uuid:pk>/void/
        GET api/v1/screening-texts/
        POST api/v1/screening-texts/
        GET api/v1/screening-texts/<uuid:pk>/
        GET api/v1/substance-uses/
        POST api/v1/substance-uses/
        GET api/v1/substance-uses/<uuid:pk>/
        POST api/v1/substance-uses/<uuid:pk>/correct/
        POST api/v1/substance-uses/<uuid:pk>/void/
        GET api/v1/test-results/
        GET api/v1/test-results/<uuid:pk>/
        GET api/v1/treatment-trials/
        POST api/v1/treatment-trials/
        GET api/v1/treatment-trials/<uuid:pk>/
        POST api/v1/treatment-trials/<uuid:pk>/correct/
        POST api/v1/treatment-trials/<uuid:pk>/void/
        GET api/v1/treatment-trials/judged/
        GET screenings/<uuid:pk>/workup/add/<slug:entry>/
        GET screenings/<uuid:pk>/workup/never/
        POST screenings/<uuid:pk>/workup/texts/
        GET screenings/<uuid:pk>/workup/texts/<str:about>/
        GET workup/<slug:entry>/<uuid:pk>/correct/
        GET workup/<slug:entry>/<uuid:pk>/strike/
    """,
    ),
    (
        "NP",
        """
        POST api/v1/test-results/
        POST api/v1/test-results/<uuid:pk>/correct/
        POST api/v1/test-results/<uuid:pk>/void/
        GET screenings/<uuid:pk>/workup/panel/<slug:panel>/
    """,
    ),
]
