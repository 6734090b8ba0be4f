"""Who may hold consent, therapy and dosing. `table.py` says what the letters mean."""

from tests.permissions.letters import BEDSIDE, CARE, FRONT

TABLE: list[tuple[str, str]] = [
    # --- consent ---------------------------------------------------------------------------------------
    (
        CARE,
        """
        GET api/v1/consents/
        GET api/v1/consents/<uuid:pk>/
        GET consents/<uuid:pk>/
        GET consents/<uuid:pk>/sign/
        GET consents/<uuid:pk>/withdraw/
        GET consents/course/<uuid:pk>/
    """,
    ),
    (
        "NPTX",
        """
        POST api/v1/consents/<uuid:pk>/acknowledge/
        POST api/v1/consents/<uuid:pk>/answer/
        POST api/v1/consents/<uuid:pk>/decline/
        POST api/v1/consents/<uuid:pk>/sign/
        POST api/v1/consents/<uuid:pk>/take-back/
        POST api/v1/consents/<uuid:pk>/withdraw/
    """,
    ),
    (
        FRONT,
        """
        POST api/v1/consents/
        POST api/v1/consents/issue-packet/
        POST consents/course/<uuid:pk>/issue/
    """,
    ),
    # --- therapy ---------------------------------------------------------------------------------------
    (
        CARE,
        """
        GET api/v1/therapy-sessions/
        GET api/v1/therapy-sessions/<uuid:pk>/
        GET api/v1/goals/
        GET api/v1/goals/<uuid:pk>/
        GET api/v1/integration-windows/
        GET api/v1/integration-windows/<uuid:pk>/
        GET therapy/course/<uuid:pk>/
        GET therapy/<uuid:pk>/
        GET people/
        GET people/progress/
        GET courses/<uuid:pk>/progress/
    """,
    ),
    (
        "PT",
        """
        POST api/v1/therapy-sessions/
        POST api/v1/therapy-sessions/<uuid:pk>/complete/
        POST api/v1/therapy-sessions/<uuid:pk>/record-topic/
        POST api/v1/therapy-sessions/<uuid:pk>/void/
        POST api/v1/goals/
        POST api/v1/goals/<uuid:pk>/close/
        POST api/v1/goals/<uuid:pk>/rate/
        POST api/v1/goals/<uuid:pk>/reopen/
        GET api/v1/progress-notes/
        GET api/v1/progress-notes/<uuid:pk>/
        POST api/v1/progress-notes/<uuid:pk>/addend/
        POST api/v1/progress-notes/<uuid:pk>/save-draft/
        POST api/v1/progress-notes/<uuid:pk>/sign/
        GET therapy/
        GET therapy/<uuid:pk>/complete/
        POST therapy/<uuid:pk>/goals/
        POST therapy/<uuid:pk>/goals/<uuid:goal>/close/
        POST therapy/<uuid:pk>/goals/<uuid:goal>/rate/
        POST therapy/<uuid:pk>/topics/
        GET therapy/<uuid:pk>/void/
        GET therapy/notes/<uuid:pk>/add/
        POST therapy/notes/<uuid:pk>/draft/
        POST therapy/notes/<uuid:pk>/save/
        GET therapy/notes/<uuid:pk>/sign/
        POST therapy/visits/<uuid:pk>/start/
        GET api/v1/preparation-topics/
        GET api/v1/preparation-topics/<uuid:pk>/
    """,
    ),
    # --- dosing ----------------------------------------------------------------------------------------
    (
        CARE,
        """
        GET api/v1/adverse-events/
        GET api/v1/adverse-events/<uuid:pk>/
        GET api/v1/discharges/
        GET api/v1/discharges/<uuid:pk>/
        GET api/v1/dosing-sessions/
        GET api/v1/dosing-sessions/<uuid:pk>/
        GET api/v1/dosing-sessions/<uuid:pk>/verdicts/
        GET api/v1/drug-events/
        GET api/v1/drug-events/<uuid:pk>/
        GET api/v1/due-sets/
        GET api/v1/due-sets/<uuid:pk>/
        GET api/v1/effects/
        GET api/v1/effects/<uuid:pk>/
        GET api/v1/equipment-checks/
        GET api/v1/equipment-checks/<uuid:pk>/
        GET api/v1/gate-decisions/
        GET api/v1/gate-decisions/<uuid:pk>/
        GET api/v1/orders/
        GET api/v1/orders/<uuid:pk>/
        GET api/v1/pre-dose-checks/
        GET api/v1/pre-dose-checks/<uuid:pk>/
        GET api/v1/vital-signs/
        GET api/v1/vital-signs/<uuid:pk>/
        GET chairs/
        GET sessions/<uuid:pk>/
        GET sessions/<uuid:pk>/checks/
        GET sessions/<uuid:pk>/closing/
        GET sessions/<uuid:pk>/flowsheet/
        GET sessions/<uuid:pk>/flowsheet/<slug:part>/
        GET sessions/<uuid:pk>/home/
        GET adverse-events/<uuid:pk>/follow/
        GET effects/<uuid:pk>/correct/
        GET sessions/<uuid:pk>/adverse-events/later/
        GET sessions/<uuid:pk>/lots/
        GET vital-signs/<uuid:pk>/correct/
        POST api/v1/adverse-events/<uuid:pk>/follow/
        POST api/v1/discharges/<uuid:pk>/sign/
        POST api/v1/dosing-sessions/<uuid:pk>/adverse-event/
        POST api/v1/dosing-sessions/<uuid:pk>/effect/
        POST api/v1/dosing-sessions/<uuid:pk>/vitals/
        POST api/v1/effects/<uuid:pk>/correct/
        POST api/v1/effects/<uuid:pk>/end/
        POST api/v1/vital-signs/<uuid:pk>/correct/
        POST discharges/<uuid:pk>/sign/
        POST effects/<uuid:pk>/end/
        POST sessions/<uuid:pk>/adverse-events/
        POST sessions/<uuid:pk>/effects/
        POST sessions/<uuid:pk>/vitals/
    """,
    ),
    (
        BEDSIDE,
        """
        POST api/v1/dosing-sessions/
        POST api/v1/dosing-sessions/<uuid:pk>/acknowledge/
        POST api/v1/dosing-sessions/<uuid:pk>/call-off/
        POST api/v1/dosing-sessions/<uuid:pk>/check/
        POST api/v1/dosing-sessions/<uuid:pk>/close/
        POST api/v1/dosing-sessions/<uuid:pk>/discharge-set/
        POST api/v1/dosing-sessions/<uuid:pk>/discharge/
        POST api/v1/dosing-sessions/<uuid:pk>/draw/
        POST api/v1/dosing-sessions/<uuid:pk>/hold/
        POST api/v1/dosing-sessions/<uuid:pk>/left-early/
        POST api/v1/dosing-sessions/<uuid:pk>/lozenge/
        POST api/v1/dosing-sessions/<uuid:pk>/make-ready/
        POST api/v1/dosing-sessions/<uuid:pk>/pause/
        POST api/v1/dosing-sessions/<uuid:pk>/rate/
        POST api/v1/dosing-sessions/<uuid:pk>/rescue/
        POST api/v1/dosing-sessions/<uuid:pk>/resume-infusion/
        POST api/v1/dosing-sessions/<uuid:pk>/resume/
        POST api/v1/dosing-sessions/<uuid:pk>/return/
        POST api/v1/dosing-sessions/<uuid:pk>/start/
        POST api/v1/dosing-sessions/<uuid:pk>/stop/
        POST api/v1/dosing-sessions/<uuid:pk>/supplemental/
        POST api/v1/dosing-sessions/<uuid:pk>/transfer/
        POST api/v1/dosing-sessions/<uuid:pk>/waste/
        POST api/v1/drug-events/<uuid:pk>/correct/
        POST api/v1/equipment-checks/
        POST api/v1/pre-dose-checks/<uuid:pk>/void/
        POST pre-dose-checks/<uuid:pk>/void/
        POST sessions/<uuid:pk>/acknowledge/
        POST sessions/<uuid:pk>/call-off/
        POST sessions/<uuid:pk>/checks/<slug:kind>/
        POST sessions/<uuid:pk>/closing/close/
        POST sessions/<uuid:pk>/closing/waste/
        POST sessions/<uuid:pk>/drug/<slug:name>/
        POST sessions/<uuid:pk>/equipment/
        POST sessions/<uuid:pk>/hold/
        POST sessions/<uuid:pk>/home/early/
        POST sessions/<uuid:pk>/home/go/
        POST sessions/<uuid:pk>/home/set/
        POST sessions/<uuid:pk>/home/transfer/
        POST sessions/<uuid:pk>/lozenge/<str:kind>/
        POST sessions/<uuid:pk>/resume/
        GET drug-events/<uuid:pk>/correct/
        POST sessions/<uuid:pk>/lots/draw/
        POST sessions/<uuid:pk>/lots/return/
        POST sessions/<uuid:pk>/lots/waste/
        POST sessions/<uuid:pk>/lots/<uuid:line>/witness/
        POST sessions/<uuid:pk>/start/
        POST sessions/<uuid:pk>/supplemental/
    """,
    ),
    (
        "P",
        """
        POST api/v1/dosing-sessions/<uuid:pk>/clear/
        POST api/v1/dosing-sessions/<uuid:pk>/order/
        POST api/v1/dosing-sessions/<uuid:pk>/override/
        POST sessions/<uuid:pk>/clear/
        POST sessions/<uuid:pk>/order/
        POST sessions/<uuid:pk>/supplemental/order/
    """,
    ),
    # Decided by the row's state or owner, not by role alone; still never shown to an outsider.
    ("?", "GET sessions/<uuid:pk>/override/<slug:guard>/<slug:finding>/"),
]
