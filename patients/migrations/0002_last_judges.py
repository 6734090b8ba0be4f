"""What no state table or constraint can say: where a pause ends, and what a signature freezes."""

from django.db import migrations

SQL = """
CREATE SEQUENCE public.patients_record_number;

CREATE FUNCTION public.refuse_wrong_return() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status = 'PAUSED' AND NEW.status NOT IN ('PAUSED', 'DISCONTINUED', OLD.resume_status) THEN
        RAISE EXCEPTION 'a paused course returns to %, not to %', OLD.resume_status, NEW.status
            USING ERRCODE = 'KA003';
    END IF;
    IF NEW.status = 'PAUSED' AND OLD.status <> 'PAUSED' AND NEW.resume_status <> OLD.status THEN
        RAISE EXCEPTION 'a course paused in % cannot remember %', OLD.status, NEW.resume_status
            USING ERRCODE = 'KA003';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER course_returns_to_where_it_was BEFORE UPDATE ON public.patients_course
    FOR EACH ROW EXECUTE FUNCTION public.refuse_wrong_return();

CREATE FUNCTION public.refuse_signed_finding() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    state text;
BEGIN
    SELECT status INTO state FROM public.patients_screening WHERE id = NEW.screening_id FOR SHARE;
    IF state NOT IN ('DRAFT', 'REOPENED') THEN
        RAISE EXCEPTION 'the screening is %: its findings stand as they are', state
            USING ERRCODE = 'KA003';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER a_signed_finding_stands BEFORE INSERT OR UPDATE ON public.patients_screeningfinding
    FOR EACH ROW EXECUTE FUNCTION public.refuse_signed_finding();

-- A text is saved while the screening is open, like a finding: what somebody signed stays as it was signed.
CREATE TRIGGER a_signed_text_stands BEFORE INSERT OR UPDATE ON public.patients_screeningtext
    FOR EACH ROW EXECUTE FUNCTION public.refuse_signed_finding();

CREATE FUNCTION public.refuse_late_answer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    state text;
BEGIN
    SELECT status INTO state FROM public.patients_measureresponse WHERE id = NEW.response_id FOR SHARE;
    IF state <> 'OPEN' THEN
        RAISE EXCEPTION 'the questionnaire is %: its answers stand as they are', state
            USING ERRCODE = 'KA003';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER a_finished_answer_stands BEFORE INSERT OR UPDATE ON public.patients_measureanswer
    FOR EACH ROW EXECUTE FUNCTION public.refuse_late_answer();
"""

UNDO = """
DROP TRIGGER a_finished_answer_stands ON public.patients_measureanswer;
DROP TRIGGER a_signed_text_stands ON public.patients_screeningtext;
DROP TRIGGER a_signed_finding_stands ON public.patients_screeningfinding;
DROP TRIGGER course_returns_to_where_it_was ON public.patients_course;
DROP FUNCTION public.refuse_late_answer(), public.refuse_signed_finding(), public.refuse_wrong_return();
DROP SEQUENCE public.patients_record_number;
"""


class Migration(migrations.Migration):
    dependencies = [("patients", "0001_initial")]

    operations = [migrations.RunSQL(SQL, UNDO)]
