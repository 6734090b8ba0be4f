"""Who may see and answer danger to life. `tests/permissions/table.py` says what the letters mean."""

TABLE: list[tuple[str, str]] = [
    (
        "NPT",
        """
        GET api/v1/safety-alerts/
        GET api/v1/safety-alerts/<uuid:pk>/
        POST api/v1/safety-alerts/<uuid:pk>/acknowledge/
        POST api/v1/safety-alerts/<uuid:pk>/assess/
        POST api/v1/safety-alerts/<uuid:pk>/plan/
        POST api/v1/safety-alerts/<uuid:pk>/close/
        GET api/v1/safety-plans/
        GET api/v1/safety-plans/<uuid:pk>/
        POST api/v1/safety-plans/
        GET patients/<uuid:pk>/safety-plan/
        GET safety-alerts/<uuid:pk>/
        GET safety-plans/<uuid:pk>/plan.pdf
    """,
    ),
    # Numbers without a name: how fast alerts are taken on.
    (
        "NPTM",
        """
        GET api/v1/sites/<uuid:pk>/safety-times/
        GET safety/
    """,
    ),
    # That nobody has taken one on is everybody's business; whose it is, only a clinician's.
    ("DNPTMA", "GET safety/now/"),
    ("DNPTMA", "POST here/account/contact/"),
    (
        "X",
        """
        GET me/questions/<uuid:pk>/help/
        GET me/safety-plan/
    """,
    ),
]
