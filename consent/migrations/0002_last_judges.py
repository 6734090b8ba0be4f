"""What no constraint of Django can say: a form's fingerprint, and what publishing and signing freeze."""

from django.db import migrations

SQL = r"""
-- The text that is hashed: every part with its length before it, as consent.wording does in Python.
CREATE FUNCTION public.with_length(part text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT length(part)::text || ':' || part || ',' $$;

CREATE FUNCTION public.consent_wording(
    type text, edition int, jurisdiction text, language text, routes text[],
    title text, body text, elements jsonb, questions jsonb, meaning text
) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT public.with_length(type) || public.with_length(edition::text)
        || public.with_length(jurisdiction) || public.with_length(language)
        || public.with_length(array_to_string(routes, ','))
        || public.with_length(title) || public.with_length(body)
        || public.with_length(jsonb_array_length(elements)::text)
        || coalesce((SELECT string_agg(public.with_length(one ->> 'key') || public.with_length(one ->> 'heading')
                                       || public.with_length(one ->> 'text'), '' ORDER BY place)
                     FROM jsonb_array_elements(elements) WITH ORDINALITY AS list(one, place)), '')
        || public.with_length(jsonb_array_length(questions)::text)
        || coalesce((SELECT string_agg(public.with_length(one ->> 'key') || public.with_length(one ->> 'text'),
                                       '' ORDER BY place)
                     FROM jsonb_array_elements(questions) WITH ORDINALITY AS list(one, place)), '')
        || public.with_length(meaning)
$$;

-- Every part there, none blank, no key twice; names = what each part must have.
CREATE FUNCTION public.consent_parts_are_whole(parts jsonb, names text[]) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_typeof(parts) = 'array'
        AND NOT EXISTS (
            SELECT FROM jsonb_array_elements(parts) AS one, unnest(names) AS name
            WHERE jsonb_typeof(one) <> 'object' OR coalesce(one ->> name, '') !~ '\S')
        AND (SELECT count(*) = count(DISTINCT one ->> 'key') FROM jsonb_array_elements(parts) AS one)
$$;

ALTER TABLE public.consent_consentform
    ADD CONSTRAINT consent_form_elements_are_whole CHECK (
        public.consent_parts_are_whole(elements, ARRAY['key', 'heading', 'text'])
        AND jsonb_array_length(elements) > 0),
    ADD CONSTRAINT consent_form_questions_are_whole CHECK (
        public.consent_parts_are_whole(questions, ARRAY['key', 'text'])),
    -- At least three questions show that the treatment was understood [POL].
    ADD CONSTRAINT treatment_form_asks_three_questions CHECK (
        type <> 'KAP_TREATMENT' OR jsonb_array_length(questions) >= 3),
    ADD CONSTRAINT consent_form_hash_is_of_its_wording CHECK (
        sha256 = encode(sha256(convert_to(public.consent_wording(
            type, edition, jurisdiction, language, routes, title, body, elements, questions, meaning
        ), 'UTF8')), 'hex'));

-- Refuse any change but to the columns named in the first argument (and the record's own counter).
CREATE FUNCTION public.refuse_change_except() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := string_to_array(TG_ARGV[0], ',') || ARRAY['version'];
BEGIN
    IF to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
        RAISE EXCEPTION '% %: this stands as it is', TG_TABLE_NAME, OLD.id USING ERRCODE = 'KA003';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER a_published_form_never_changes BEFORE UPDATE ON public.consent_consentform
    FOR EACH ROW EXECUTE FUNCTION public.refuse_change_except('retired_at');

CREATE FUNCTION public.refuse_unretiring() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'form % was retired: publish a new edition', OLD.id USING ERRCODE = 'KA003';
END $$;

CREATE TRIGGER a_retired_form_stays_retired BEFORE UPDATE ON public.consent_consentform
    FOR EACH ROW WHEN (OLD.retired_at IS NOT NULL AND NEW.retired_at IS DISTINCT FROM OLD.retired_at)
    EXECUTE FUNCTION public.refuse_unretiring();

-- What a consent is about never changes; once it is signed or over, only how it ends and capacity may.
CREATE TRIGGER a_consent_keeps_its_subject BEFORE UPDATE ON public.consent_consent
    FOR EACH ROW EXECUTE FUNCTION public.refuse_change_except(
        'state,signed_at,signed_by_id,signature,signed_sha256,expires_on,capacity_attested_at,'
        'capacity_attested_by_id,withdrawn_at,ended_at,reason');

CREATE TRIGGER a_signature_stands BEFORE UPDATE ON public.consent_consent
    FOR EACH ROW WHEN (OLD.state NOT IN ('ISSUED', 'PARTIAL'))
    EXECUTE FUNCTION public.refuse_change_except(
        'state,capacity_attested_at,capacity_attested_by_id,withdrawn_at,ended_at,reason');

-- Nothing can be signed with an element not ticked, a question not answered, or another wording.
CREATE FUNCTION public.refuse_incomplete_signature() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    form public.consent_consentform;
    missing text;
BEGIN
    SELECT * INTO form FROM public.consent_consentform WHERE id = NEW.form_id;
    IF NEW.signed_sha256 <> form.sha256 THEN
        RAISE EXCEPTION 'consent %: signed for another wording', NEW.id USING ERRCODE = 'KA003';
    END IF;
    IF coalesce(NEW.signature ->> 'typed_name', '') !~ '\S' THEN
        RAISE EXCEPTION 'consent %: the signature has no name', NEW.id USING ERRCODE = 'KA003';
    END IF;
    SELECT one ->> 'key' INTO missing FROM jsonb_array_elements(form.elements) AS one
    WHERE NOT EXISTS (
        SELECT FROM public.consent_elementacknowledgement a
        WHERE a.consent_id = NEW.id AND a.element = one ->> 'key' AND a.taken_back_at IS NULL)
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'consent %: % is not acknowledged', NEW.id, missing USING ERRCODE = 'KA003';
    END IF;
    SELECT one ->> 'key' INTO missing FROM jsonb_array_elements(form.questions) AS one
    WHERE NOT EXISTS (
        SELECT FROM public.consent_teachbackanswer t
        WHERE t.consent_id = NEW.id AND t.question = one ->> 'key')
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'consent %: % is not answered', NEW.id, missing USING ERRCODE = 'KA003';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER a_signature_is_complete BEFORE UPDATE ON public.consent_consent
    FOR EACH ROW WHEN (NEW.state = 'SIGNED' AND OLD.state <> 'SIGNED')
    EXECUTE FUNCTION public.refuse_incomplete_signature();

CREATE FUNCTION public.refuse_born_signed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'consent %: a consent begins as ISSUED', NEW.id USING ERRCODE = 'KA003';
END $$;

CREATE TRIGGER a_consent_is_issued_first BEFORE INSERT ON public.consent_consent
    FOR EACH ROW WHEN (NEW.state <> 'ISSUED') EXECUTE FUNCTION public.refuse_born_signed();

-- Ticks and answers are written while the consent waits, and never afterwards.
CREATE FUNCTION public.refuse_late_consent_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    now_is text;
BEGIN
    SELECT state INTO now_is FROM public.consent_consent WHERE id = NEW.consent_id FOR SHARE;
    IF now_is NOT IN ('ISSUED', 'PARTIAL') THEN
        RAISE EXCEPTION 'consent % is %: what was ticked and answered stands', NEW.consent_id, now_is
            USING ERRCODE = 'KA003';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER a_signed_tick_stands BEFORE INSERT OR UPDATE ON public.consent_elementacknowledgement
    FOR EACH ROW EXECUTE FUNCTION public.refuse_late_consent_part();
CREATE TRIGGER a_tick_keeps_its_element BEFORE UPDATE ON public.consent_elementacknowledgement
    FOR EACH ROW EXECUTE FUNCTION public.refuse_change_except('taken_back_at');
CREATE TRIGGER a_signed_answer_stands BEFORE INSERT OR UPDATE ON public.consent_teachbackanswer
    FOR EACH ROW EXECUTE FUNCTION public.refuse_late_consent_part();
CREATE TRIGGER an_answer_keeps_its_question BEFORE UPDATE ON public.consent_teachbackanswer
    FOR EACH ROW EXECUTE FUNCTION public.refuse_change_except('answer,answered_at');
"""

UNDO = """
DROP TRIGGER an_answer_keeps_its_question ON public.consent_teachbackanswer;
DROP TRIGGER a_signed_answer_stands ON public.consent_teachbackanswer;
DROP TRIGGER a_tick_keeps_its_element ON public.consent_elementacknowledgement;
DROP TRIGGER a_signed_tick_stands ON public.consent_elementacknowledgement;
DROP TRIGGER a_consent_is_issued_first ON public.consent_consent;
DROP TRIGGER a_signature_is_complete ON public.consent_consent;
DROP TRIGGER a_signature_stands ON public.consent_consent;
DROP TRIGGER a_consent_keeps_its_subject ON public.consent_consent;
DROP TRIGGER a_retired_form_stays_retired ON public.consent_consentform;
DROP TRIGGER a_published_form_never_changes ON public.consent_consentform;
ALTER TABLE public.consent_consentform
    DROP CONSTRAINT consent_form_hash_is_of_its_wording,
    DROP CONSTRAINT treatment_form_asks_three_questions,
    DROP CONSTRAINT consent_form_questions_are_whole,
    DROP CONSTRAINT consent_form_elements_are_whole;
DROP FUNCTION public.refuse_late_consent_part(), public.refuse_born_signed(),
    public.refuse_incomplete_signature(), public.refuse_unretiring(), public.refuse_change_except(),
    public.consent_parts_are_whole(jsonb, text[]),
    public.consent_wording(text, int, text, text, text[], text, text, jsonb, jsonb, text),
    public.with_length(text);
"""


class Migration(migrations.Migration):
    dependencies = [("consent", "0001_initial")]

    operations = [migrations.RunSQL(SQL, UNDO)]
