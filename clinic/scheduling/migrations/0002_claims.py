"""Claims are made by the database itself: whoever writes an appointment has claimed what it takes.

Two functions, owned by the owner of the tables (SECURITY DEFINER), because the program's role may only read claims.
The order is: the appointment's row (patient and room), then its staff. The exclusion constraint on the claims is
checked at each; a visit that takes something taken never gets in.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION public.claim_patient_and_room() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    standing CONSTANT text[] := ARRAY['HELD', 'BOOKED', 'CONFIRMED', 'ARRIVED'];
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO scheduling_claim (appointment_id, kind, patient_id, party, seat, during, active)
        VALUES (NEW.id, 'PATIENT', NEW.patient_id, NEW.id, 1,
                tstzrange(NEW.starts_at, NEW.ends_at, '[)'), NEW.status = ANY (standing));
        IF NEW.room_id IS NOT NULL THEN
            INSERT INTO scheduling_claim (appointment_id, kind, room_id, party, seat, during, active)
            VALUES (NEW.id, 'ROOM', NEW.room_id, NEW.id, 1,
                    tstzrange(NEW.starts_at, NEW.ends_at + make_interval(mins => NEW.turnover_minutes), '[)'),
                    NEW.status = ANY (standing));
        END IF;
        RETURN NULL;
    END IF;
    IF (OLD.id, OLD.patient_id, OLD.room_id, OLD.site_id, OLD.starts_at, OLD.ends_at, OLD.turnover_minutes)
       IS DISTINCT FROM
       (NEW.id, NEW.patient_id, NEW.room_id, NEW.site_id, NEW.starts_at, NEW.ends_at, NEW.turnover_minutes) THEN
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
    -- One person may play two parts at a visit, and is still claimed once.
    INSERT INTO scheduling_claim (appointment_id, kind, staff_id, party, seat, during, active)
    SELECT a.id, 'STAFF', NEW.user_id, a.id, 1, tstzrange(a.starts_at, a.ends_at, '[)'),
           a.status IN ('HELD', 'BOOKED', 'CONFIRMED', 'ARRIVED')
    FROM scheduling_appointment a WHERE a.id = NEW.appointment_id
    ON CONFLICT ON CONSTRAINT one_claim_per_thing_and_appointment DO NOTHING;
    RETURN NULL;
END $$;

REVOKE ALL ON FUNCTION public.claim_patient_and_room(), public.claim_staff() FROM PUBLIC;

CREATE TRIGGER claim_patient_and_room AFTER INSERT OR UPDATE ON scheduling_appointment
    FOR EACH ROW EXECUTE FUNCTION public.claim_patient_and_room();
CREATE TRIGGER claim_staff AFTER INSERT ON scheduling_appointmentstaff
    FOR EACH ROW EXECUTE FUNCTION public.claim_staff();
"""

BACKWARD = """
DROP TRIGGER claim_staff ON scheduling_appointmentstaff;
DROP TRIGGER claim_patient_and_room ON scheduling_appointment;
DROP FUNCTION public.claim_staff();
DROP FUNCTION public.claim_patient_and_room();
"""


class Migration(migrations.Migration):
    dependencies = [("scheduling", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
