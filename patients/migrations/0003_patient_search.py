"""What makes finding a person fast: names without accents and punctuation, phones read from the end."""

from django.db import migrations

SQL = """
-- unaccent() is only STABLE, because its dictionary could be changed; ours is not, so an index may use it.
CREATE FUNCTION public.search_form(words text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT trim(regexp_replace(
        regexp_replace(lower(public.unaccent('public.unaccent'::regdictionary, words)), '[''’‘ʼ`´.]', '', 'g'),
        '[^[:alnum:]]+', ' ', 'g'))
$$;

CREATE FUNCTION public.name_form(given text, family text, preferred text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT public.search_form(given || ' ' || family || ' ' || preferred)
$$;

-- Digits from the last to the first: people remember how a number ends, and write its beginning in many ways.
CREATE FUNCTION public.phone_backwards(phone text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT reverse(regexp_replace(phone, '[^0-9]', '', 'g'))
$$;

-- COLLATE "C": then one index serves beginnings (LIKE) and gives them in order, so the first 20 are enough.
CREATE INDEX patient_search_family ON public.patients_patient
    (search_form(family_name) COLLATE "C", search_form(given_name) COLLATE "C");
CREATE INDEX patient_search_given ON public.patients_patient
    (search_form(given_name) COLLATE "C", search_form(family_name) COLLATE "C");
CREATE INDEX patient_search_preferred ON public.patients_patient
    (search_form(preferred_name) COLLATE "C", search_form(family_name) COLLATE "C")
    WHERE preferred_name <> '';
CREATE INDEX patient_search_spelling ON public.patients_patient
    USING gin (name_form(given_name, family_name, preferred_name) gin_trgm_ops)
    WITH (fastupdate = off);  -- people are searched far more often than registered
CREATE INDEX patient_search_phone ON public.patients_patient
    (phone_backwards(phone) COLLATE "C");
"""

UNDO = """
DROP INDEX public.patient_search_phone;
DROP INDEX public.patient_search_spelling;
DROP INDEX public.patient_search_preferred;
DROP INDEX public.patient_search_given;
DROP INDEX public.patient_search_family;
DROP FUNCTION public.phone_backwards(text);
DROP FUNCTION public.name_form(text, text, text);
DROP FUNCTION public.search_form(text);
"""


class Migration(migrations.Migration):
    dependencies = [("patients", "0002_last_judges")]

    operations = [migrations.RunSQL(SQL, UNDO)]
