"""Who may see and change the calendar, the line for freed times, feeds, and paper. `table.py` says what the letters mean."""

from tests.permissions.letters import CARE, FRONT, WORKING

TABLE: list[tuple[str, str]] = [
    # --- the calendar ----------------------------------------------------------------------------------
    (
        WORKING,
        """
        GET api/v1/freed-times/
        GET api/v1/freed-times/<uuid:pk>/
        GET api/v1/freed-times/<uuid:pk>/line/
        GET api/v1/offers/
        GET api/v1/offers/<uuid:pk>/
        GET api/v1/skips/
        GET api/v1/skips/<uuid:pk>/
        GET api/v1/waitlist/
        GET api/v1/waitlist/<uuid:pk>/
        GET waitlist/
        GET waitlist/times/<uuid:pk>/
        GET api/v1/appointments/
        GET api/v1/appointments/<uuid:pk>/
        GET api/v1/changes/
        GET api/v1/changes/<uuid:pk>/
        GET api/v1/escorts/
        GET api/v1/escorts/<uuid:pk>/
        GET api/v1/free-times/
        GET api/v1/group-visits/
        GET api/v1/group-visits/<uuid:pk>/
        GET api/v1/leaves/
        GET api/v1/leaves/<uuid:pk>/
        GET api/v1/working-patterns/
        GET api/v1/working-patterns/<uuid:pk>/
        GET api/v1/rooms/
        GET api/v1/rooms/<uuid:pk>/
        GET api/v1/shifts/
        GET api/v1/shifts/<uuid:pk>/
        GET api/v1/visit-kinds/
        GET api/v1/visit-kinds/<uuid:pk>/
        GET changes/
        GET visits/
        GET visits/<uuid:pk>/
        GET visits/month/
        GET visits/week/
        GET today/
    """,
    ),
    # Which person in line is in the body: without one there is nobody to ask or to book for.
    (
        "?",
        """
        POST waitlist/times/<uuid:pk>/ask/
        POST waitlist/times/<uuid:pk>/fill/
    """,
    ),
    # Whoever knows the address; one's own, or one made at the manager's site.
    (
        "?",
        """
        GET feeds/<str:secret>.ics
        GET api/v1/calendar-feeds/<uuid:pk>/
        POST api/v1/calendar-feeds/<uuid:pk>/revoke/
        POST here/feeds/<uuid:pk>/end/
        POST me/calendar/<uuid:pk>/end/
    """,
    ),
    ("NPTMX", "GET api/v1/calendar-feeds/"),
    ("NPTX", "POST api/v1/calendar-feeds/"),
    (
        "M",
        """
        POST api/v1/calendar-feeds/<uuid:pk>/revoke-of/
        POST setup/feeds/<uuid:pk>/end/
    """,
    ),
    (CARE, "GET here/feeds/"),
    # --- paper -----------------------------------------------------------------------------------------
    (
        FRONT,
        """
        GET visits/day.pdf
        GET visits/<uuid:pk>/slip.pdf
        POST api/v1/freed-times/<uuid:pk>/ask/
        POST api/v1/freed-times/<uuid:pk>/close/
        POST api/v1/freed-times/<uuid:pk>/fill/
        POST api/v1/offers/<uuid:pk>/accept/
        POST api/v1/offers/<uuid:pk>/decline/
        POST api/v1/offers/<uuid:pk>/withdraw/
        POST api/v1/waitlist/
        POST api/v1/waitlist/<uuid:pk>/take-off/
        GET waitlist/add/<uuid:patient_id>/
        POST waitlist/entries/<uuid:pk>/take-off/
        POST waitlist/offers/<uuid:pk>/accept/
        POST waitlist/offers/<uuid:pk>/decline/
        POST waitlist/offers/<uuid:pk>/withdraw/
        POST waitlist/times/<uuid:pk>/close/
        POST api/v1/appointments/
        POST api/v1/appointments/hold/
        POST api/v1/appointments/<uuid:pk>/arrive/
        POST api/v1/appointments/<uuid:pk>/book/
        POST api/v1/appointments/<uuid:pk>/cancel/
        POST api/v1/appointments/<uuid:pk>/confirm/
        POST api/v1/appointments/<uuid:pk>/escort/
        POST api/v1/appointments/<uuid:pk>/finish/
        POST api/v1/appointments/<uuid:pk>/move/
        POST api/v1/appointments/<uuid:pk>/no-show/
        POST api/v1/appointments/<uuid:pk>/un-arrive/
        POST api/v1/changes/
        POST api/v1/changes/cancel/
        POST api/v1/changes/plan/
        POST api/v1/changes/preview-cancel/
        POST api/v1/changes/preview-move/
        POST api/v1/changes/preview-plan/
        POST api/v1/changes/preview-sick-day/
        POST api/v1/changes/sick-day/
        POST api/v1/escorts/<uuid:pk>/reach/
        POST api/v1/group-visits/
        POST api/v1/group-visits/<uuid:pk>/call-off/
        POST api/v1/group-visits/<uuid:pk>/join/
        GET visits/groups/
        GET visits/groups/<uuid:pk>/
        GET visits/groups/<uuid:pk>/call-off/
        POST visits/groups/<uuid:pk>/join/<uuid:patient_id>/
        POST escorts/<uuid:pk>/reach/
        POST today/<uuid:pk>/arrive/
        POST today/<uuid:pk>/un-arrive/
        POST visits/<uuid:pk>/arrive/
        POST visits/<uuid:pk>/book/
        GET visits/<uuid:pk>/cancel/
        POST visits/<uuid:pk>/confirm/
        GET visits/<uuid:pk>/escort/
        POST visits/<uuid:pk>/finish/
        GET visits/<uuid:pk>/move/
        GET visits/<uuid:pk>/no-show/
        POST visits/<uuid:pk>/un-arrive/
        GET courses/<uuid:pk>/plan/
        GET visits/away/
        GET visits/book/
        GET visits/book/<uuid:patient_id>/
    """,
    ),
    (
        CARE,
        """
        GET api/v1/downtime-packs/
        GET api/v1/downtime-packs/<uuid:pk>/
        POST api/v1/downtime-packs/
        GET downtime/
        GET downtime/<uuid:pk>/pack.pdf
        POST downtime/make/
    """,
    ),
    # Whoever made the change, for three minutes, or a manager.
    (
        "?",
        """
        POST api/v1/changes/<uuid:pk>/undo/
        POST changes/<uuid:pk>/undo/
    """,
    ),
]
