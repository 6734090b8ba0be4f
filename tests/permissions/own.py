"""The patient's own pages. `table.py` says what the letters mean."""

TABLE: list[tuple[str, str]] = [
    (
        "X",
        """
        GET me/
        GET me/calendar/
        GET me/consents/
        GET me/consents/<uuid:pk>/
        POST me/consents/<uuid:pk>/decline/
        GET me/consents/<uuid:pk>/withdraw/
        GET me/help/
        GET me/progress/
        GET me/offer/
        GET me/offers/<uuid:pk>/
        POST me/offers/<uuid:pk>/no/
        POST me/offers/<uuid:pk>/yes/
        POST me/waitlist/<uuid:pk>/leave/
        GET me/visits/<uuid:pk>/sooner/
        POST me/questions/<str:code>/start/
        GET me/visits/<uuid:pk>/another-time/
        GET me/visits/<uuid:pk>/escort/
        POST me/visits/<uuid:pk>/will-come/
    """,
    ),
    # Decided by the row's state or owner, not by role alone; still never shown to an outsider.
    (
        "?",
        """
        GET me/questions/<uuid:pk>/
        POST me/questions/<uuid:pk>/hand-in/
    """,
    ),
]
