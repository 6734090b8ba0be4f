"""Claims are made by the database itself: whoever writes an appointment has claimed what it takes.

Functions owned by the owner of the tables (SECURITY DEFINER), because the program's role may only read claims.
The order is: the appointment's row (patient and room), then its staff. The exclusion constraint on the claims is
checked at each; a visit that takes something taken never gets in.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION public.claim_patient_and_room() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    standing CONSTANT text[] := ARRAY['HELD', 'BOOKED', 'CONFIRMED', 'ARRIVED'];
    leaves_at timestamptz := NEW.ends_at + make_interval(mins => NEW.recovery_minutes);
    whole scheduling_groupvisit%ROWTYPE;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.party_id IS NOT NULL THEN
            SELECT * INTO STRICT whole FROM scheduling_groupvisit WHERE id = NEW.party_id FOR SHARE;
            IF whole.called_off_at IS NOT NULL AND NEW.status = ANY (standing) THEN
                RAISE EXCEPTION 'this group visit was called off'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'a_seat_is_of_a_standing_group_visit';
            END IF;
            IF (whole.site_id, whole.visit_kind_id, whole.room_id, whole.starts_at, whole.ends_at,
                whole.recovery_minutes, whole.turnover_minutes)
               IS DISTINCT FROM
               (NEW.site_id, NEW.visit_kind_id, NEW.room_id, NEW.starts_at, NEW.ends_at,
                NEW.recovery_minutes::smallint, NEW.turnover_minutes::smallint) THEN
                RAISE EXCEPTION 'a seat has the time and the room of its group visit'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'a_seat_is_where_its_group_visit_is';
            END IF;
            IF NEW.seat > whole.seats THEN
                RAISE EXCEPTION 'this group visit has % seats', whole.seats
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'a_seat_is_one_of_its_group_visit';
            END IF;
        END IF;
        INSERT INTO scheduling_claim (appointment_id, kind, patient_id, party, seat, during, active)
        VALUES (NEW.id, 'PATIENT', NEW.patient_id, NEW.id, 1,
                tstzrange(NEW.starts_at, leaves_at, '[)'), NEW.status = ANY (standing));
        IF NEW.room_id IS NOT NULL THEN
            INSERT INTO scheduling_claim (appointment_id, kind, room_id, party, seat, during, active)
            VALUES (NEW.id, 'ROOM', NEW.room_id, coalesce(NEW.party_id, NEW.id), coalesce(NEW.seat, 1),
                    tstzrange(NEW.starts_at, leaves_at + make_interval(mins => NEW.turnover_minutes), '[)'),
                    NEW.status = ANY (standing));
        END IF;
        RETURN NULL;
    END IF;
    IF (OLD.id, OLD.patient_id, OLD.room_id, OLD.site_id, OLD.starts_at, OLD.ends_at, OLD.recovery_minutes,
        OLD.turnover_minutes, OLD.party_id, OLD.seat, OLD.mode, OLD.patient_jurisdiction)
       IS DISTINCT FROM
       (NEW.id, NEW.patient_id, NEW.room_id, NEW.site_id, NEW.starts_at, NEW.ends_at, NEW.recovery_minutes,
        NEW.turnover_minutes, NEW.party_id, NEW.seat, NEW.mode, NEW.patient_jurisdiction) THEN
        RAISE EXCEPTION 'an appointment is moved by replacing it, never by changing it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'appointment_is_moved_by_replacing_it';
    END IF;
    IF (OLD.status = ANY (standing)) IS DISTINCT FROM (NEW.status = ANY (standing)) THEN
        UPDATE scheduling_claim SET active = (NEW.status = ANY (standing)) WHERE appointment_id = NEW.id;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION public.claim_staff() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    -- One person may play two parts at a visit, and is still claimed once; whole, if one of the parts asks for it.
    INSERT INTO scheduling_claim (appointment_id, kind, staff_id, party, seat, during, active)
    SELECT a.id, 'STAFF', NEW.user_id,
           CASE WHEN NEW.shared THEN NEW.user_id ELSE coalesce(a.party_id, a.id) END, NEW.place,
           tstzrange(a.starts_at, a.ends_at, '[)'), a.status IN ('HELD', 'BOOKED', 'CONFIRMED', 'ARRIVED')
    FROM scheduling_appointment a WHERE a.id = NEW.appointment_id
    ON CONFLICT ON CONSTRAINT one_claim_per_thing_and_appointment DO UPDATE
        SET party = EXCLUDED.party, seat = EXCLUDED.seat
        WHERE scheduling_claim.party <> EXCLUDED.party AND EXCLUDED.party <> EXCLUDED.staff_id;
    RETURN NULL;
END $$;

CREATE FUNCTION public.claim_group() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO scheduling_claim (group_id, kind, room_id, party, seat, during, active)
        VALUES (NEW.id, 'ROOM', NEW.room_id, NEW.id, 1,
                tstzrange(NEW.starts_at, NEW.ends_at
                          + make_interval(mins => NEW.recovery_minutes + NEW.turnover_minutes), '[)'),
                NEW.called_off_at IS NULL);
        RETURN NULL;
    END IF;
    IF (OLD.id, OLD.site_id, OLD.visit_kind_id, OLD.room_id, OLD.starts_at, OLD.ends_at, OLD.recovery_minutes,
        OLD.turnover_minutes, OLD.seats)
       IS DISTINCT FROM
       (NEW.id, NEW.site_id, NEW.visit_kind_id, NEW.room_id, NEW.starts_at, NEW.ends_at, NEW.recovery_minutes,
        NEW.turnover_minutes, NEW.seats) THEN
        RAISE EXCEPTION 'a group visit is called off and opened anew, never changed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'group_visit_is_opened_anew';
    END IF;
    IF (OLD.called_off_at IS NULL) <> (NEW.called_off_at IS NULL) THEN
        IF NEW.called_off_at IS NOT NULL AND EXISTS (
            SELECT FROM scheduling_appointment
            WHERE party_id = NEW.id AND status IN ('HELD', 'BOOKED', 'CONFIRMED', 'ARRIVED')
        ) THEN
            RAISE EXCEPTION 'patients still count on this group visit'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'nobody_counts_on_a_group_visit_called_off';
        END IF;
        UPDATE scheduling_claim SET active = NEW.called_off_at IS NULL WHERE group_id = NEW.id;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION public.claim_group_staff() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO scheduling_claim (group_id, kind, staff_id, party, seat, during, active)
    SELECT g.id, 'STAFF', NEW.user_id, g.id, 1, tstzrange(g.starts_at, g.ends_at, '[)'), g.called_off_at IS NULL
    FROM scheduling_groupvisit g WHERE g.id = NEW.group_id
    ON CONFLICT (group_id, resource) WHERE group_id IS NOT NULL DO NOTHING;
    RETURN NULL;
END $$;

REVOKE ALL ON FUNCTION public.claim_patient_and_room(), public.claim_staff(), public.claim_group(),
    public.claim_group_staff() FROM PUBLIC;

CREATE TRIGGER claim_patient_and_room AFTER INSERT OR UPDATE ON scheduling_appointment
    FOR EACH ROW EXECUTE FUNCTION public.claim_patient_and_room();
CREATE TRIGGER claim_staff AFTER INSERT ON scheduling_appointmentstaff
    FOR EACH ROW EXECUTE FUNCTION public.claim_staff();
CREATE TRIGGER claim_group AFTER INSERT OR UPDATE ON scheduling_groupvisit
    FOR EACH ROW EXECUTE FUNCTION public.claim_group();
CREATE TRIGGER claim_group_staff AFTER INSERT ON scheduling_groupvisitstaff
    FOR EACH ROW EXECUTE FUNCTION public.claim_group_staff();
"""

BACKWARD = """
DROP TRIGGER claim_group_staff ON scheduling_groupvisitstaff;
DROP TRIGGER claim_group ON scheduling_groupvisit;
DROP FUNCTION public.claim_group_staff();
DROP FUNCTION public.claim_group();
DROP TRIGGER claim_staff ON scheduling_appointmentstaff;
DROP TRIGGER claim_patient_and_room ON scheduling_appointment;
DROP FUNCTION public.claim_staff();
DROP FUNCTION public.claim_patient_and_room();
"""


class Migration(migrations.Migration):
    dependencies = [("scheduling", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
