"""Who may open the building's doors: settings, people and licences, policy, tasks, messages, the cupboard. `table.py` says what the letters mean."""

from tests.permissions.letters import BEDSIDE, CARE, EVERYBODY, STAFF, WORKING

TABLE: list[tuple[str, str]] = [
    # --- open doors ------------------------------------------------------------------------------------
    (
        "*",
        """
        GET healthz
        GET readyz
        GET refer/<slug:slug>/
        GET refer/<slug:slug>/thank-you/
    """,
    ),
    (EVERYBODY, "GET "),
    (
        EVERYBODY,
        """
        POST here/stay/
        GET api/v1/schema/
    """,
    ),
    (
        STAFF,
        """
        GET components/
        GET here/account/
    """,
    ),
    # Only with the provider's signature.
    (
        "",
        """
        POST hooks/messages/<uuid:ref>/
        POST hooks/replies/
    """,
    ),
    # --- the building ----------------------------------------------------------------------------------
    (
        STAFF,
        """
        GET api/v1/sites/
        GET api/v1/sites/<uuid:pk>/
        GET api/v1/staff/
        GET api/v1/staff/<uuid:pk>/
        GET api/v1/memberships/
        GET api/v1/memberships/<uuid:pk>/
        GET api/v1/licences/
        GET api/v1/licences/<uuid:pk>/
        GET api/v1/opening-hours/
        GET api/v1/opening-hours/<uuid:pk>/
        GET api/v1/opening-exceptions/
        GET api/v1/opening-exceptions/<uuid:pk>/
        GET api/v1/tasks/
        GET tasks/
        GET api/v1/consent-forms/
    """,
    ),
    (
        "M",
        """
        POST api/v1/sites/
        POST api/v1/sites/<uuid:pk>/adjust/
        POST api/v1/staff/
        POST api/v1/staff/<uuid:pk>/record-licence/
        POST api/v1/memberships/<uuid:pk>/end/
        POST api/v1/memberships/<uuid:pk>/set-capabilities/
        POST api/v1/licences/<uuid:pk>/set-status/
        POST api/v1/licences/<uuid:pk>/verify/
        POST api/v1/leaves/
        POST api/v1/leaves/<uuid:pk>/take-back/
        POST api/v1/opening-exceptions/
        POST api/v1/opening-exceptions/<uuid:pk>/withdraw/
        POST api/v1/opening-hours/
        POST api/v1/rooms/
        POST api/v1/rooms/<uuid:pk>/adjust/
        POST api/v1/rooms/<uuid:pk>/close/
        POST api/v1/rooms/<uuid:pk>/reopen/
        POST api/v1/shifts/
        POST api/v1/shifts/<uuid:pk>/withdraw/
        POST api/v1/visit-kinds/
        POST api/v1/working-patterns/
        POST api/v1/site-protocols/
        POST api/v1/site-protocols/<uuid:pk>/drop/
        GET setup/
        GET setup/days/
        POST setup/days/<uuid:pk>/withdraw/
        GET setup/hours/
        GET setup/leave/
        GET setup/leave/<uuid:pk>/
        POST setup/leave/<uuid:pk>/take-back/
        GET setup/rooms/
        GET setup/rooms/<uuid:pk>/
        POST setup/rooms/<uuid:pk>/close/
        POST setup/rooms/<uuid:pk>/reopen/
        GET setup/site/
        GET setup/staff/
        GET setup/staff/<uuid:pk>/
        POST setup/staff/<uuid:pk>/invite-again/
        GET setup/visit-kinds/
        GET setup/visit-kinds/<slug:code>/
        GET setup/weeks/
        GET setup/weeks/<uuid:pk>/<slug:role>/
        POST setup/licences/<uuid:pk>/status/
        POST setup/licences/<uuid:pk>/verify/
        POST setup/memberships/<uuid:pk>/capabilities/
        POST setup/memberships/<uuid:pk>/end/
        GET protocols/
        POST protocols/<uuid:pk>/offer/
        POST api/v1/instruments/load-wording/
        GET setup/wording/
        GET setup/wording/<slug:code>.json
    """,
    ),
    (
        "NPTM",
        """
        GET api/v1/policies/
        GET api/v1/policies/<uuid:pk>/
        GET setup/policy/
    """,
    ),
    (
        "PM",
        """
        POST api/v1/policies/
        POST api/v1/policies/<uuid:pk>/adjust/
        POST setup/policy/draft/
        POST setup/policy/<uuid:pk>/adjust/
        GET consent-forms/
        GET consent-forms/<uuid:pk>/
        GET consent-forms/<uuid:pk>/next/
        POST consent-forms/<uuid:pk>/retire/
        POST api/v1/consent-forms/
        POST api/v1/consent-forms/<uuid:pk>/retire/
    """,
    ),
    # The medical director's alone; the prescriber of the matrix is the medical director.
    (
        "P",
        """
        POST api/v1/policies/<uuid:pk>/sign/
        POST setup/policy/<uuid:pk>/sign/
    """,
    ),
    ("MA", "GET audit/"),
    (
        CARE,
        """
        GET history/<str:label>/<uuid:pk>/
        GET patients/<uuid:pk>/history/
    """,
    ),
    (
        WORKING,
        """
        GET api/v1/messages/
        GET api/v1/messages/<uuid:pk>/
        GET messages/
        GET api/v1/consent-forms/<uuid:pk>/
    """,
    ),
    (
        "D",
        """
        POST api/v1/messages/<uuid:pk>/retry/
        POST messages/<uuid:pk>/retry/
        POST api/v1/contact-points/<uuid:pk>/opt-in/
        POST api/v1/contact-points/<uuid:pk>/opt-out/
        POST api/v1/contact-points/<uuid:pk>/remove/
        GET contact-points/<uuid:pk>/allow/
        POST contact-points/<uuid:pk>/stop/
        GET patients/<uuid:pk>/reach/
    """,
    ),
    # Decided by the row's state or owner, not by role alone; still never shown to an outsider.
    (
        "?",
        """
        GET api/v1/tasks/<uuid:pk>/
        POST api/v1/tasks/<uuid:pk>/complete/
        POST api/v1/tasks/<uuid:pk>/reassign/
        GET tasks/<uuid:pk>/
        POST tasks/<uuid:pk>/done/
        POST tasks/<uuid:pk>/hand-on/
        POST here/
        POST protocols/<uuid:pk>/drop/
    """,
    ),
    # --- the cupboard ----------------------------------------------------------------------------------
    (
        "NPM",
        """
        GET api/v1/drug-ledger/
        GET api/v1/drug-ledger/<uuid:pk>/
        GET api/v1/drug-lots/
        GET api/v1/drug-lots/<uuid:pk>/
        GET api/v1/drug-products/
        GET api/v1/drug-products/<uuid:pk>/
        GET drug-log/
        GET drug-log/export.csv
        GET drug-log/lots/<uuid:pk>/
    """,
    ),
    (
        BEDSIDE,
        """
        POST api/v1/drug-ledger/<uuid:pk>/witness/
        POST api/v1/drug-lots/<uuid:pk>/count/
        POST api/v1/drug-lots/<uuid:pk>/report-loss/
        POST api/v1/drug-lots/receive/
        POST api/v1/drug-products/
        GET drug-log/products/add/
        GET drug-log/receive/
        POST drug-log/waste/<uuid:pk>/witness/
    """,
    ),
    # The drug custodian's alone; the nurse of the matrix is the custodian.
    ("N", "POST api/v1/drug-lots/<uuid:pk>/destroy/"),
]
