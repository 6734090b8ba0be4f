"""Who may open what: written by hand from domain/08 section 8.2, never from the code.

D front desk, N nurse, P prescriber, T therapist, M manager, A auditor, X the patient whose record it is,
* anybody, signed in or not, ? depends on more than the role. Each line of a group is `METHOD route`; the routes are those of walk.py.
"""

from tests.permissions import review, safety, workup

DOSING = "NPT"
CARE = "NPT"
BEDSIDE = "NP"
EVERYBODY = "DNPTMAX"
STAFF = "DNPTMA"
WORKING = "DNPTM"
FRONT = "DNPT"

TABLE: list[tuple[str, str]] = [
    # --- open doors ------------------------------------------------------------------------------
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
        STAFF,
        """
        GET components/
        GET here/account/
    """,
    ),
    # --- the building ----------------------------------------------------------------------------
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
        STAFF,
        """
        GET api/v1/tasks/
        GET tasks/
    """,
    ),
    (
        "DNPTM",
        """
        GET api/v1/messages/
        GET api/v1/messages/<uuid:pk>/
        GET messages/
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
    # --- the cupboard ----------------------------------------------------------------------------
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
    # --- the calendar ----------------------------------------------------------------------------
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
    ("NPT", "GET here/feeds/"),
    # --- paper -----------------------------------------------------------------------------------
    (
        FRONT,
        """
        GET visits/day.pdf
        GET visits/<uuid:pk>/slip.pdf
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
    (
        FRONT,
        """
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
    # --- the patient -----------------------------------------------------------------------------
    (
        FRONT,
        """
        GET api/v1/patients/
        GET api/v1/patients/<uuid:pk>/
        POST api/v1/patients/
        POST api/v1/patients/<uuid:pk>/edit/
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
        "DNPTX",
        """
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
    # --- consent ---------------------------------------------------------------------------------
    (
        "NPT",
        """
        GET api/v1/consents/
        GET api/v1/consents/<uuid:pk>/
        GET consents/<uuid:pk>/
        GET consents/<uuid:pk>/sign/
        GET consents/<uuid:pk>/withdraw/
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
    (
        "NPTM",
        """
    """,
    ),
    # --- therapy ---------------------------------------------------------------------------------
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
    """,
    ),
    (CARE, "GET people/"),
    (CARE, "GET people/progress/"),
    (CARE, "GET courses/<uuid:pk>/progress/"),
    # --- dosing ----------------------------------------------------------------------------------
    (
        DOSING,
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
    # --- the patient's own pages -----------------------------------------------------------------
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
    # --- mended after reading what the program answered, line by line ------------------------------
    # Only with the provider's signature.
    (
        "",
        """
        POST hooks/messages/<uuid:ref>/
        POST hooks/replies/
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
        GET me/questions/<uuid:pk>/
        POST me/questions/<uuid:pk>/hand-in/
        POST patients/<uuid:pk>/merge/
        POST protocols/<uuid:pk>/drop/
        GET sessions/<uuid:pk>/override/<slug:guard>/<slug:finding>/
    """,
    ),
    (
        "DNPTMAX",
        """
        POST here/stay/
        GET api/v1/schema/
    """,
    ),
    (
        "DNPTMA",
        """
        GET api/v1/consent-forms/
    """,
    ),
    (
        "DNPT",
        """
        GET api/v1/contact-points/
        GET api/v1/contact-points/<uuid:pk>/
        GET patients/<uuid:pk>/messages/
    """,
    ),
    (
        "DNPTM",
        """
        GET api/v1/course-steps/
        GET api/v1/consent-forms/<uuid:pk>/
        GET api/v1/course-steps/<uuid:pk>/
    """,
    ),
    (
        "PT",
        """
        GET api/v1/preparation-topics/
        GET api/v1/preparation-topics/<uuid:pk>/
    """,
    ),
    (
        "NPT",
        """
        GET api/v1/referral-facts/
        GET api/v1/referral-facts/<uuid:pk>/
        GET api/v1/referrals/<uuid:pk>/evidence/
        GET consents/course/<uuid:pk>/
        GET courses/<uuid:pk>/
        GET courses/<uuid:pk>/move/<slug:name>/
    """,
    ),
]


def expected() -> dict[tuple[str, str], str]:
    """`{(method, route): letters}`."""
    rows: dict[tuple[str, str], str] = {}
    for who, lines in [*TABLE, *review.TABLE, *safety.TABLE, *workup.TABLE]:
        if not lines.strip():
            continue
        for line in lines.strip().splitlines() if lines.strip() != "GET" else ["GET "]:
            method, _, route = line.strip().partition(" ")
            if (method, route) in rows:
                raise ValueError(f"{method} {route} stands twice")
            rows[method, route] = who
    return rows
