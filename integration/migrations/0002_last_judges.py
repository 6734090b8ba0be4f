"""What a signature freezes: the session, what was recorded in it, and the note."""

from django.db import migrations

SQL = r"""
-- What a session is about never changes; once signed, only that it was void may be written.
CREATE TRIGGER a_therapy_session_keeps_its_subject BEFORE UPDATE ON public.integration_therapysession
    FOR EACH ROW EXECUTE FUNCTION public.refuse_change_except(
        'status,step_id,completed_at,signed_at,signed_by_id,licence_id,voided_at,voided_by_id,void_reason');

CREATE TRIGGER a_signed_therapy_session_stands BEFORE UPDATE ON public.integration_therapysession
    FOR EACH ROW WHEN (OLD.status <> 'OPEN')
    EXECUTE FUNCTION public.refuse_change_except('status,voided_at,voided_by_id,void_reason');

CREATE TRIGGER a_void_therapy_session_stands BEFORE UPDATE ON public.integration_therapysession
    FOR EACH ROW WHEN (OLD.status = 'VOIDED') EXECUTE FUNCTION public.refuse_change_except('');

CREATE FUNCTION public.refuse_born_therapy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'therapy session %: it begins OPEN', NEW.id USING ERRCODE = 'KA003';
END $$;

CREATE TRIGGER a_therapy_session_begins_open BEFORE INSERT ON public.integration_therapysession
    FOR EACH ROW WHEN (NEW.status <> 'OPEN') EXECUTE FUNCTION public.refuse_born_therapy();

-- Topics, goals set and goals rated in a session are written while it is under way.
CREATE FUNCTION public.refuse_late_therapy_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    parent uuid := (to_jsonb(NEW) ->> TG_ARGV[0])::uuid;
    now_is text;
BEGIN
    IF parent IS NULL THEN
        RETURN NEW;
    END IF;
    SELECT status INTO now_is FROM public.integration_therapysession WHERE id = parent FOR SHARE;
    IF now_is <> 'OPEN' THEN
        RAISE EXCEPTION 'therapy session % is %: what was recorded in it stands', parent, now_is
            USING ERRCODE = 'KA003';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER a_signed_topic_stands BEFORE INSERT OR UPDATE ON public.integration_preparationtopic
    FOR EACH ROW EXECUTE FUNCTION public.refuse_late_therapy_part('session_id');
CREATE TRIGGER a_topic_keeps_its_session BEFORE UPDATE ON public.integration_preparationtopic
    FOR EACH ROW EXECUTE FUNCTION public.refuse_change_except('words,recorded_at');
CREATE TRIGGER a_rating_belongs_to_a_session_under_way BEFORE INSERT ON public.integration_goalrating
    FOR EACH ROW EXECUTE FUNCTION public.refuse_late_therapy_part('session_id');
CREATE TRIGGER a_goal_is_set_in_a_session_under_way BEFORE INSERT ON public.integration_goal
    FOR EACH ROW EXECUTE FUNCTION public.refuse_late_therapy_part('set_in_id');
CREATE TRIGGER a_goal_keeps_its_words BEFORE UPDATE ON public.integration_goal
    FOR EACH ROW EXECUTE FUNCTION public.refuse_change_except('status,closed_at');

-- A note keeps its author and session; signed, nothing of it changes.
CREATE TRIGGER a_note_keeps_its_author BEFORE UPDATE ON public.integration_progressnote
    FOR EACH ROW EXECUTE FUNCTION public.refuse_change_except('body,status,saved_at,signed_at,signed_by_id');

CREATE FUNCTION public.refuse_signed_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'note %: it is signed, add an addendum', OLD.id USING ERRCODE = 'KA003';
END $$;

CREATE TRIGGER a_signed_note_is_locked BEFORE UPDATE ON public.integration_progressnote
    FOR EACH ROW WHEN (OLD.status = 'SIGNED') EXECUTE FUNCTION public.refuse_signed_note();

CREATE FUNCTION public.refuse_early_addendum() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    now_is text;
BEGIN
    SELECT status INTO now_is FROM public.integration_progressnote WHERE id = NEW.note_id FOR SHARE;
    IF now_is <> 'SIGNED' THEN
        RAISE EXCEPTION 'note % is %: write in the note itself', NEW.note_id, now_is
            USING ERRCODE = 'KA003';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER an_addendum_follows_a_signature BEFORE INSERT ON public.integration_noteaddendum
    FOR EACH ROW EXECUTE FUNCTION public.refuse_early_addendum();

-- The hours of a window are those it was opened with.
CREATE TRIGGER a_window_keeps_its_hours BEFORE UPDATE ON public.integration_integrationwindow
    FOR EACH ROW EXECUTE FUNCTION public.refuse_change_except('met_by_id,met_at');
"""

UNDO = """
DROP TRIGGER a_window_keeps_its_hours ON public.integration_integrationwindow;
DROP TRIGGER an_addendum_follows_a_signature ON public.integration_noteaddendum;
DROP TRIGGER a_signed_note_is_locked ON public.integration_progressnote;
DROP TRIGGER a_note_keeps_its_author ON public.integration_progressnote;
DROP TRIGGER a_goal_keeps_its_words ON public.integration_goal;
DROP TRIGGER a_goal_is_set_in_a_session_under_way ON public.integration_goal;
DROP TRIGGER a_rating_belongs_to_a_session_under_way ON public.integration_goalrating;
DROP TRIGGER a_topic_keeps_its_session ON public.integration_preparationtopic;
DROP TRIGGER a_signed_topic_stands ON public.integration_preparationtopic;
DROP TRIGGER a_therapy_session_begins_open ON public.integration_therapysession;
DROP TRIGGER a_void_therapy_session_stands ON public.integration_therapysession;
DROP TRIGGER a_signed_therapy_session_stands ON public.integration_therapysession;
DROP TRIGGER a_therapy_session_keeps_its_subject ON public.integration_therapysession;
DROP FUNCTION public.refuse_early_addendum(), public.refuse_signed_note(),
    public.refuse_late_therapy_part(), public.refuse_born_therapy();
"""


class Migration(migrations.Migration):
    # The freezing function is made by consent's migration.
    dependencies = [("integration", "0001_initial"), ("consent", "0002_last_judges")]

    operations = [migrations.RunSQL(SQL, UNDO)]
