"""The planner's questions to the database, by hand: the same few for one visit and for a year of them."""

COURSES = """
SELECT c.id, c.patient_id, c.status, c.route, p.most_doses_in_7_days,
       (SELECT m.user_id FROM patients_careteammember m
        WHERE m.patient_id = c.patient_id AND m.site_id = c.site_id AND m.role = 'THERAPIST'
          AND m.started_at <= %(at)s AND (m.ended_at IS NULL OR m.ended_at > %(at)s)
        ORDER BY m.started_at DESC, m.id LIMIT 1)
FROM patients_course c LEFT JOIN patients_protocol p ON p.id = c.protocol_id
WHERE c.id = ANY (%(courses)s)
ORDER BY c.id
"""

# A step's own visit: the one that stands. Group seats and deliberate exceptions are `trusted`.
VISITS = """
SELECT s.id, s.course_id, s.patient_id, s.kind, s.number, s.after_step_id, s.min_gap_hours, s.max_gap_hours,
       s.counts_days, s.visit_minutes, s.status, s.done_at,
       a.id, a.status, a.starts_at, a.ends_at, a.room_id, a.recovery_minutes, a.turnover_minutes,
       a.party_id IS NOT NULL, a.patient_jurisdiction, a.visit_kind_id, t.team,
       coalesce(t.shared, false) OR EXISTS (SELECT FROM scheduling_bookingoverride o WHERE o.appointment_id = a.id),
       s.position
FROM patients_coursestep s
LEFT JOIN scheduling_appointment a ON a.step_id = s.id AND a.status = ANY (%(standing)s)
LEFT JOIN LATERAL (SELECT array_agg(f.user_id::text || f.role ORDER BY f.id) AS team, bool_or(f.shared) AS shared
                   FROM scheduling_appointmentstaff f WHERE f.appointment_id = a.id) t ON a.id IS NOT NULL
WHERE s.course_id = ANY (%(courses)s)
UNION ALL
SELECT a.visit_id, NULL, a.patient_id, a.kind, 0, NULL, 0, NULL,
       false, 0, 'PLANNED', NULL,
       a.id, a.status, a.starts_at, a.ends_at, a.room_id, a.recovery_minutes, a.turnover_minutes,
       a.party_id IS NOT NULL, a.patient_jurisdiction, a.visit_kind_id, t.team,
       coalesce(t.shared, false) OR EXISTS (SELECT FROM scheduling_bookingoverride o WHERE o.appointment_id = a.id),
       0
FROM scheduling_appointment a
LEFT JOIN LATERAL (SELECT array_agg(f.user_id::text || f.role ORDER BY f.id) AS team, bool_or(f.shared) AS shared
                   FROM scheduling_appointmentstaff f WHERE f.appointment_id = a.id) t ON true
WHERE a.id = ANY (%(alone)s)
ORDER BY course_id, position
"""

# The visits of a day that count on one person, with the courses they belong to; and the groups that do, by their time.
AWAY = """
SELECT a.id, a.course_id, a.step_id, NULL::text, a.starts_at FROM scheduling_appointment a
WHERE a.site_id = %(site)s AND a.wall_date = %(day)s AND a.starts_at >= %(at)s AND a.status = ANY (%(open)s)
  AND a.party_id IS NULL
  AND EXISTS (SELECT FROM scheduling_appointmentstaff f WHERE f.appointment_id = a.id AND f.user_id = %(staff)s)
UNION ALL
SELECT g.id, NULL, NULL, f.role, g.starts_at
FROM scheduling_groupvisit g JOIN scheduling_groupvisitstaff f ON f.group_id = g.id AND f.user_id = %(staff)s
WHERE g.site_id = %(site)s AND g.wall_date = %(day)s AND g.starts_at >= %(at)s AND g.called_off_at IS NULL
ORDER BY 5, 1
"""

# From when to when people may treat patients elsewhere by video.
LICENCES = """
SELECT user_id, kind, jurisdiction, issued_on, expires_on FROM accounts_licence
WHERE jurisdiction = ANY (%(places)s) AND kind = ANY (%(kinds)s) AND status = 'ACTIVE' AND verified_at IS NOT NULL
"""

KINDS = """
SELECT id, code, kind, route, minutes, recovery_minutes, turnover_minutes, room_kind,
       equipment::text[], needs::text[], is_offered
FROM scheduling_visitkind WHERE (site_id = %(site)s OR site_id IS NULL) AND NOT is_group
ORDER BY site_id NULLS FIRST, id
"""

HOURS = """
SELECT weekday, opens, closes, from_on, until_on, NULL::date
FROM scheduling_openinghours
WHERE site_id = %(site)s AND from_on <= %(last)s AND (until_on IS NULL OR until_on > %(first)s)
UNION ALL
SELECT NULL, opens, closes, NULL, NULL, "on"
FROM scheduling_openingexception
WHERE site_id = %(site)s AND withdrawn_at IS NULL AND "on" BETWEEN %(first)s AND %(last)s
"""

# What is free, as minutes since 1970: of rooms the whole span less their claims, of people their shifts less theirs;
# of patients what is taken. Stretches too short for any of the visits are left out. Visits being planned do not count.
CALENDAR = """
WITH shifts AS MATERIALIZED (
    SELECT staff_id, role, range_agg(tstzrange(greatest(starts_at, %(after)s), least(ends_at, %(until)s))) AS spans
    FROM scheduling_rostershift
    WHERE site_id = %(site)s AND withdrawn_at IS NULL AND NOT on_call
      AND starts_at < %(until)s AND ends_at > %(after)s
    GROUP BY staff_id, role
), taken AS MATERIALIZED (
    SELECT resource, range_agg(during) AS spans
    FROM scheduling_claim
    WHERE active AND during && tstzrange(%(after)s, %(until)s)
      AND (appointment_id = ANY (%(ignoring)s)) IS NOT TRUE
      AND resource = ANY (ARRAY(
          SELECT id FROM scheduling_room WHERE site_id = %(site)s AND is_in_use
          UNION SELECT staff_id FROM shifts
          UNION SELECT unnest(%(patients)s::uuid[])))
    GROUP BY resource
), found AS (
    SELECT 1 AS part, r.id, r.kind AS name, r.name AS label, r.equipment::text[] AS equipment,
           tstzmultirange(tstzrange(%(after)s, %(until)s)) - coalesce(t.spans, '{}') AS spans,
           row_number() OVER (ORDER BY r.name) AS place
    FROM scheduling_room r LEFT JOIN taken t ON t.resource = r.id
    WHERE r.site_id = %(site)s AND r.is_in_use
    UNION ALL
    SELECT 2, s.staff_id, s.role, u.name, NULL, s.spans - coalesce(t.spans, '{}'), 0
    FROM shifts s JOIN accounts_user u ON u.id = s.staff_id LEFT JOIN taken t ON t.resource = s.staff_id
    UNION ALL
    SELECT 3, t.resource, '', '', NULL, t.spans, 0 FROM taken t WHERE t.resource = ANY (%(patients)s::uuid[])
)
SELECT part, id, name, label, equipment, span.starts, span.ends
FROM found CROSS JOIN LATERAL (
    SELECT array_agg((extract(epoch FROM lower(s)) / 60)::int) AS starts,
           array_agg(ceil(extract(epoch FROM upper(s)) / 60)::int) AS ends
    FROM unnest(spans) AS s
    WHERE part = 3 OR upper(s) - lower(s) >= %(shortest)s
) span
ORDER BY part, place, id, name
"""
