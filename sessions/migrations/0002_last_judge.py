"""The database as the last judge: drug goes in only behind a decision of the gate for this very session.

Two triggers, for every path there is, the shell included. A decision says "passed" only when none of its verdicts
blocks and every guard of its stage has answered; a row that gives drug stands on such a decision, made for the same
session and stage, still holding, and used once.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION public.decision_says_what_its_verdicts_say() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    needed text[];
    missing text;
BEGIN
    IF NOT NEW.passed THEN
        RETURN NEW;
    END IF;
    IF jsonb_typeof(NEW.verdicts) <> 'array' OR jsonb_array_length(NEW.verdicts) = 0
       OR EXISTS (SELECT FROM jsonb_array_elements(NEW.verdicts) v
                  WHERE coalesce(v ->> 'blocks', 'true') <> 'false'
                     OR (v ->> 'level') = 'HARD'
                     OR ((v ->> 'level') = 'RX' AND v ->> 'resolved_by' IS NULL)) THEN
        RAISE EXCEPTION 'a decision with an open verdict has not passed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_passed_decision_has_no_open_verdict';
    END IF;
    needed := CASE NEW.stage
        WHEN 'DOSE' THEN ARRAY['G01','G02','G03','G04','G05','G06','G07','G08','G10','G11a','G12','G13','G15','G20','G21',
                               'G22','G23','G24','G25','G26','G27','G28','G30','G31','G33','G34','L']
        WHEN 'CONTINUE' THEN ARRAY['G03','G05','G11a','G15','G33','G34','L','M01']
        ELSE ARRAY[]::text[]
    END;
    SELECT one INTO missing FROM unnest(needed) one
    WHERE NOT EXISTS (SELECT FROM jsonb_array_elements(NEW.verdicts) v
                      WHERE v ->> 'id' = one OR (one IN ('G23', 'L') AND v ->> 'id' LIKE one || '%'))
    LIMIT 1;
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION 'guard % has not answered', missing
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_passed_decision_asked_every_guard';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER decision_says_what_its_verdicts_say BEFORE INSERT OR UPDATE ON public.dosing_gatedecision
    FOR EACH ROW EXECUTE FUNCTION public.decision_says_what_its_verdicts_say();

CREATE FUNCTION public.drug_goes_in_behind_the_gate() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    decision public.dosing_gatedecision%ROWTYPE;
    stage_needed text := CASE
        WHEN NEW.kind IN ('INFUSION_START', 'INJECTION', 'LOZENGE_PLACED') THEN 'DOSE'
        WHEN NEW.kind IN ('SUPPLEMENTAL', 'INFUSION_RESUME') THEN 'CONTINUE'
        WHEN NEW.kind = 'RATE_CHANGE' AND NEW.raises_rate THEN 'CONTINUE'
    END;
BEGIN
    IF stage_needed IS NULL OR NEW.supersedes_id IS NOT NULL THEN
        RETURN NEW;
    END IF;
    SELECT * INTO decision FROM public.dosing_gatedecision WHERE id = NEW.decision_id;
    IF decision.id IS NULL OR NOT decision.passed OR decision.session_id <> NEW.session_id
       OR decision.stage <> stage_needed
       OR NEW.happened_at < decision.judged_at OR NEW.happened_at > decision.holds_until THEN
        RAISE EXCEPTION 'the gate has not passed this dose'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'drug_goes_in_behind_the_gate';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER drug_goes_in_behind_the_gate BEFORE INSERT ON public.dosing_drugevent
    FOR EACH ROW EXECUTE FUNCTION public.drug_goes_in_behind_the_gate();

-- A correction stands in for one event of the same kind and session; it cannot smuggle in a dose of its own.
CREATE FUNCTION public.a_correction_is_of_the_same_event() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    before public.dosing_drugevent%ROWTYPE;
BEGIN
    IF NEW.supersedes_id IS NULL THEN
        RETURN NEW;
    END IF;
    SELECT * INTO before FROM public.dosing_drugevent WHERE id = NEW.supersedes_id;
    IF before.session_id <> NEW.session_id OR before.kind <> NEW.kind
       OR before.mg IS DISTINCT FROM NEW.mg OR before.rate_ml_per_h IS DISTINCT FROM NEW.rate_ml_per_h THEN
        RAISE EXCEPTION 'a correction is of the same event of the same session'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_correction_is_of_the_same_event';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER a_correction_is_of_the_same_event BEFORE INSERT ON public.dosing_drugevent
    FOR EACH ROW EXECUTE FUNCTION public.a_correction_is_of_the_same_event();
"""

BACKWARD = """
DROP TRIGGER a_correction_is_of_the_same_event ON public.dosing_drugevent;
DROP FUNCTION public.a_correction_is_of_the_same_event();
DROP TRIGGER drug_goes_in_behind_the_gate ON public.dosing_drugevent;
DROP FUNCTION public.drug_goes_in_behind_the_gate();
DROP TRIGGER decision_says_what_its_verdicts_say ON public.dosing_gatedecision;
DROP FUNCTION public.decision_says_what_its_verdicts_say();
"""


class Migration(migrations.Migration):
    dependencies = [("dosing", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
