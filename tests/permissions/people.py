"""Who may see and change a patient's record, referral, screening, questionnaires and course. `table.py` says what the letters mean."""

from tests.permissions.letters import BEDSIDE, CARE, FRONT, STAFF, WORKING

TABLE: list[tuple[str, str]] = [
    (
        FRONT,
        """
        GET api/v1/patients/
        GET api/v1/patients/<uuid:pk>/
        POST api/v1/patients/
        POST api/v1/patients/<uuid:pk>/edit/
        POST api/v1/patients/<uuid:pk>/invite/
        POST api/v1/patients/<uuid:pk>/close-own-pages/
        POST patients/<uuid:pk>/own-pages/invite/
        POST patients/<uuid:pk>/own-pages/close/
        GET api/v1/patients/find/
        GET api/v1/registrations/
        GET api/v1/registrations/<uuid:pk>/
        POST api/v1/registrations/
        GET api/v1/contacts/
        GET api/v1/contacts/<uuid:pk>/
        POST api/v1/contacts/
        POST api/v1/contacts/<uuid:pk>/change/
        POST api/v1/contacts/<uuid:pk>/end/
        GET api/v1/care-team/
        GET api/v1/care-team/<uuid:pk>/
        POST api/v1/care-team/
        POST api/v1/care-team/<uuid:pk>/end/
        GET api/v1/courses/
        GET api/v1/courses/<uuid:pk>/
        GET api/v1/measures-due/
        GET api/v1/measures-due/<uuid:pk>/
        GET api/v1/measures-due/now/
        GET api/v1/measures-due/overdue/
        GET measures/due/
        POST api/v1/courses/
        GET find/
        GET patients/<uuid:pk>/
        GET patients/<uuid:pk>/visits/
        GET patients/<uuid:pk>/record/
        GET patients/<uuid:pk>/edit/
        GET patients/<uuid:pk>/care-team/add/
        GET patients/<uuid:pk>/contacts/add/
        GET patients/<uuid:pk>/courses/open/
        GET patients/register/
        POST care-team/<uuid:pk>/end/
        GET contacts/<uuid:pk>/
        POST contacts/<uuid:pk>/end/
        GET api/v1/referrals/
        GET api/v1/referrals/<uuid:pk>/
        POST api/v1/referrals/
        POST api/v1/referrals/<uuid:pk>/attach/
        GET api/v1/referrals/<uuid:pk>/candidates/
        POST api/v1/referrals/<uuid:pk>/decline/
        POST api/v1/referrals/<uuid:pk>/register/
        GET referrals/
        GET referrals/<uuid:pk>/
        POST referrals/<uuid:pk>/attach/
        POST referrals/<uuid:pk>/decline/
        POST referrals/<uuid:pk>/register/
        GET referrals/upload/
        GET api/v1/contact-points/
        GET api/v1/contact-points/<uuid:pk>/
        GET patients/<uuid:pk>/messages/
    """,
    ),
    (
        "D",
        """
        POST api/v1/patients/<uuid:pk>/merge/
        POST api/v1/patients/<uuid:pk>/undo-merge/
        GET patients/<uuid:pk>/compare/<uuid:other>/
        POST patients/<uuid:pk>/undo-merge/
        POST api/v1/courses/<uuid:pk>/no-contact/
        POST api/v1/courses/<uuid:pk>/record-attempt/
        POST api/v1/courses/<uuid:pk>/take-up-again/
    """,
    ),
    (
        BEDSIDE,
        """
        POST api/v1/referral-facts/<uuid:pk>/confirm/
        POST api/v1/referral-facts/<uuid:pk>/reject/
        POST api/v1/referral-facts/<uuid:pk>/take-up-again/
        POST api/v1/referrals/<uuid:pk>/confirm-facts/
        POST api/v1/referrals/<uuid:pk>/reject-facts/
        POST api/v1/referrals/<uuid:pk>/finish-review/
        POST referral-lines/<uuid:pk>/take-up-again/
        POST referrals/<uuid:pk>/finish/
        POST referrals/<uuid:pk>/settle/
        POST api/v1/allergies/
        POST api/v1/allergies/<uuid:pk>/end/
        POST api/v1/allergies/<uuid:pk>/mark-mistaken/
        POST api/v1/conditions/
        POST api/v1/conditions/<uuid:pk>/end/
        POST api/v1/conditions/<uuid:pk>/mark-mistaken/
        POST api/v1/medications/
        POST api/v1/medications/<uuid:pk>/end/
        POST api/v1/medications/<uuid:pk>/mark-mistaken/
        POST api/v1/patients/<uuid:pk>/record-death/
        GET facts/<slug:kind>/<uuid:pk>/end/
        GET facts/<slug:kind>/<uuid:pk>/mistake/
        GET patients/<uuid:pk>/facts/<slug:kind>/add/
        POST patients/<uuid:pk>/no-allergies/
        POST api/v1/interaction-checks/
        POST api/v1/medication-holds/
        POST api/v1/medication-holds/<uuid:pk>/withdraw/
        POST medication-holds/<uuid:pk>/withdraw/
        POST medications/<uuid:pk>/hold/
        POST patients/<uuid:pk>/medications/check/
    """,
    ),
    (
        CARE,
        """
        GET api/v1/allergies/
        GET api/v1/allergies/<uuid:pk>/
        GET api/v1/conditions/
        GET api/v1/conditions/<uuid:pk>/
        GET api/v1/interaction-checks/
        GET api/v1/interaction-checks/<uuid:pk>/
        GET api/v1/interaction-notes/
        GET api/v1/interaction-notes/<uuid:pk>/
        GET api/v1/medication-holds/
        GET api/v1/medication-holds/<uuid:pk>/
        GET patients/<uuid:pk>/medications/
        GET api/v1/medications/
        GET api/v1/medications/<uuid:pk>/
        GET api/v1/course-moves/
        GET api/v1/course-moves/<uuid:pk>/
        GET api/v1/instruments/
        GET api/v1/instruments/<uuid:pk>/
        GET api/v1/course-progress/
        GET api/v1/course-progress/<uuid:pk>/
        GET api/v1/courses/<uuid:pk>/progress/
        GET api/v1/measures/
        GET api/v1/measures/<uuid:pk>/
        POST api/v1/measures/
        POST api/v1/measures/record/
        POST api/v1/measures/<uuid:pk>/answer/
        POST api/v1/measures/<uuid:pk>/choose-cutoff/
        POST api/v1/measures/<uuid:pk>/finish/
        POST api/v1/measures/<uuid:pk>/void/
        GET measures/<uuid:pk>/
        POST measures/<uuid:pk>/cutoff/
        GET measures/<uuid:pk>/void/
        POST patients/<uuid:pk>/measures/<slug:code>/begin/
        POST api/v1/courses/<uuid:pk>/pause/
        POST api/v1/courses/<uuid:pk>/start-screening/
        POST courses/<uuid:pk>/screen/
        GET api/v1/screenings/
        GET api/v1/screenings/<uuid:pk>/
        GET api/v1/screenings/<uuid:pk>/blocks/
        POST api/v1/screenings/
        POST api/v1/screenings/<uuid:pk>/complete/
        POST api/v1/screenings/<uuid:pk>/record-findings/
        POST api/v1/screenings/<uuid:pk>/reopen/
        GET screenings/<uuid:pk>/
        GET screening-signatures/<uuid:pk>/
        GET api/v1/screening-signatures/
        GET api/v1/screening-signatures/<uuid:pk>/
        GET api/v1/outward-letters/
        GET api/v1/outward-letters/<uuid:pk>/
        GET letters/<uuid:pk>.pdf
        GET api/v1/finding-clashes/
        GET api/v1/finding-clashes/<uuid:pk>/
        POST api/v1/finding-clashes/<uuid:pk>/settle/
        GET api/v1/screenings/<uuid:pk>/suggestions/
        POST api/v1/screenings/<uuid:pk>/dismiss/
        POST api/v1/screenings/<uuid:pk>/take-up/
        POST screening-clashes/<uuid:pk>/settle/
        POST screenings/<uuid:pk>/complete/
        GET screenings/<uuid:pk>/reopen/
        GET api/v1/referral-facts/
        GET api/v1/referral-facts/<uuid:pk>/
        GET api/v1/referrals/<uuid:pk>/evidence/
        GET courses/<uuid:pk>/
        GET courses/<uuid:pk>/move/<slug:name>/
    """,
    ),
    (
        "P",
        """
        POST api/v1/courses/<uuid:pk>/choose-protocol/
        POST api/v1/courses/<uuid:pk>/decline/
        POST api/v1/courses/<uuid:pk>/defer/
        POST api/v1/courses/<uuid:pk>/resume/
        POST api/v1/courses/<uuid:pk>/review-due/
        POST api/v1/interaction-checks/<uuid:pk>/answer/
        POST api/v1/interaction-notes/<uuid:pk>/take-back/
        POST api/v1/medication-holds/<uuid:pk>/confirm/
        POST interaction-checks/<uuid:pk>/answer/
        POST interaction-notes/<uuid:pk>/take-back/
        POST medication-holds/<uuid:pk>/confirm/
        POST api/v1/outward-letters/
        GET courses/<uuid:pk>/letters/
        POST api/v1/screenings/<uuid:pk>/sign/
        POST api/v1/screenings/<uuid:pk>/void/
        GET screenings/<uuid:pk>/sign/
        GET screenings/<uuid:pk>/void/
        POST api/v1/consents/<uuid:pk>/attest-capacity/
        GET consents/<uuid:pk>/attest/
    """,
    ),
    (
        "PT",
        """
        POST api/v1/courses/<uuid:pk>/close-follow-up/
        POST api/v1/courses/<uuid:pk>/complete/
        POST api/v1/courses/<uuid:pk>/discontinue/
        POST api/v1/courses/<uuid:pk>/mark-ready/
        POST api/v1/courses/<uuid:pk>/start-preparing/
    """,
    ),
    (
        STAFF,
        """
        GET api/v1/interaction-rules/
        GET api/v1/interaction-rules/<uuid:pk>/
        GET api/v1/protocols/
        GET api/v1/protocols/<uuid:pk>/
        GET api/v1/site-protocols/
        GET api/v1/site-protocols/<uuid:pk>/
    """,
    ),
    # Decided by the row's state or owner, not by role alone; still never shown to an outsider.
    ("?", "POST patients/<uuid:pk>/merge/"),
    (
        WORKING,
        """
        GET api/v1/course-steps/
        GET api/v1/course-steps/<uuid:pk>/
    """,
    ),
]
