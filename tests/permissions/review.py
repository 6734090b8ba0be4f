"""Who may see and hold a review, and who writes down treatment elsewhere. `table.py` says what the letters mean."""

TABLE: list[tuple[str, str]] = [
    (
        "NPT",
        """
        GET api/v1/course-reviews/
        GET api/v1/course-reviews/<uuid:pk>/
        POST api/v1/course-reviews/<uuid:pk>/give-opinion/
        GET api/v1/earlier-treatments/
        POST api/v1/earlier-treatments/
        GET api/v1/earlier-treatments/<uuid:pk>/
        POST api/v1/earlier-treatments/<uuid:pk>/mark-mistaken/
        GET api/v1/use-concerns/
        POST api/v1/use-concerns/
        GET api/v1/use-concerns/<uuid:pk>/
        GET courses/<uuid:pk>/review/
        POST courses/<uuid:pk>/review/opinion/
        GET courses/<uuid:pk>/use-concern/
        GET earlier-treatments/<uuid:pk>/mistaken/
        GET patients/<uuid:pk>/earlier-treatment/
    """,
    ),
    (
        "P",
        """
        POST api/v1/course-reviews/<uuid:pk>/decide/
        POST courses/<uuid:pk>/review/decide/
    """,
    ),
]
