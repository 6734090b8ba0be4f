-- The audit schema. Owned by clinic_audit: neither the owner of the tables' role nor the app writes here,
-- only the SECURITY DEFINER trigger does. Sources: 45 CFR 164.312(b); ONC 170.315(d)(2).
SET ROLE clinic_audit;

CREATE SEQUENCE audit.event_seq;

CREATE TABLE audit.row_event (
    id bigint NOT NULL DEFAULT nextval('audit.event_seq'),
    epoch int NOT NULL DEFAULT 1,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    tbl text NOT NULL,
    pk text NOT NULL,
    patient_id uuid,
    op "char" NOT NULL,
    actor text NOT NULL CHECK (actor <> ''),
    source text NOT NULL,
    reason text NOT NULL,
    old jsonb,
    new jsonb
) PARTITION BY RANGE (at);
CREATE TABLE audit.row_event_default PARTITION OF audit.row_event DEFAULT;
CREATE INDEX row_event_patient ON audit.row_event (patient_id, at);
CREATE INDEX row_event_row ON audit.row_event (tbl, pk, at);
CREATE INDEX row_event_actor ON audit.row_event (actor, at);

CREATE TABLE audit.access (
    id bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL,
    actor text NOT NULL CHECK (actor <> ''),
    actor_label text NOT NULL,
    patient_id uuid NOT NULL,
    kinds text[] NOT NULL,
    method text NOT NULL,
    route text NOT NULL,
    status smallint NOT NULL,
    request_id uuid NOT NULL
) PARTITION BY RANGE (at);
CREATE TABLE audit.access_default PARTITION OF audit.access DEFAULT;
CREATE INDEX access_patient ON audit.access (patient_id, at);
CREATE INDEX access_actor ON audit.access (actor, at);

-- One event per row written, by every path there is. No actor, no write.
CREATE FUNCTION audit.record_row() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, audit AS $$
DECLARE
    who text := nullif(current_setting('app.actor', true), '');
    hidden text[] := string_to_array(nullif(TG_ARGV[0], ''), ',');
    patient_column text := TG_ARGV[1];
    before jsonb;
    after jsonb;
    column_name text;
BEGIN
    IF who IS NULL THEN
        RAISE EXCEPTION 'nobody is acting: % on %', TG_OP, TG_TABLE_NAME USING ERRCODE = 'KA001';
    END IF;
    IF TG_OP <> 'INSERT' THEN before := to_jsonb(OLD); END IF;
    IF TG_OP <> 'DELETE' THEN after := to_jsonb(NEW); END IF;
    FOREACH column_name IN ARRAY coalesce(hidden, '{}') LOOP
        IF before ->> column_name IS NOT NULL THEN
            before := jsonb_set(before, ARRAY[column_name], to_jsonb(
                'sha256:' || encode(sha256(convert_to(before ->> column_name, 'UTF8')), 'hex')));
        END IF;
        IF after ->> column_name IS NOT NULL THEN
            after := jsonb_set(after, ARRAY[column_name], to_jsonb(
                'sha256:' || encode(sha256(convert_to(after ->> column_name, 'UTF8')), 'hex')));
        END IF;
    END LOOP;
    INSERT INTO audit.row_event (tbl, pk, patient_id, op, actor, source, reason, old, new)
    VALUES (
        TG_TABLE_NAME,
        coalesce(after ->> 'id', before ->> 'id', ''),
        CASE WHEN patient_column <> '' THEN
            coalesce(after ->> patient_column, before ->> patient_column)::uuid END,
        left(TG_OP, 1)::"char",
        who,
        coalesce(nullif(current_setting('app.source', true), ''), 'sql'),
        coalesce(current_setting('app.reason', true), ''),
        before,
        after
    );
    RETURN NULL;
END $$;

-- Readable history is written once, by the person it names, and never changed.
CREATE FUNCTION audit.history_row() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, audit AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION 'history cannot be changed: %', TG_TABLE_NAME USING ERRCODE = 'KA002';
    END IF;
    IF nullif(current_setting('app.actor', true), '') IS DISTINCT FROM NEW.history_user_id THEN
        RAISE EXCEPTION 'history names somebody who is not acting: %', TG_TABLE_NAME
            USING ERRCODE = 'KA001';
    END IF;
    RETURN NEW;
END $$;

-- What a row says and what its readable history says must agree when the transaction ends, whatever wrote it.
-- Deferred: Django writes the row first, its history after. Migrations are exempt: they change shapes.
CREATE FUNCTION audit.history_agrees() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, audit AS $$
DECLARE
    agrees boolean;
BEGIN
    IF current_setting('app.actor', true) = 'system:migration' THEN RETURN NULL; END IF;
    EXECUTE format(
        'SELECT EXISTS (SELECT 1 FROM public.%I h WHERE h.id = $1 AND h.version = $2 AND $3 <@ to_jsonb(h))',
        TG_ARGV[0])
    INTO agrees
    USING NEW.id, NEW.version,
          to_jsonb(NEW) - string_to_array(coalesce(TG_ARGV[1], ''), ',');
    IF NOT agrees THEN
        RAISE EXCEPTION 'no true history of %: row % version %', TG_TABLE_NAME, NEW.id, NEW.version
            USING ERRCODE = 'KA004';
    END IF;
    RETURN NULL;
END $$;

-- Next month's room, so that no write ever has to wait for the 1st. Safe to call at any time.
CREATE FUNCTION audit.ensure_partition(month date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, audit AS $$
DECLARE
    first date := date_trunc('month', month)::date;
    next date := (date_trunc('month', month) + interval '1 month')::date;
    name text;
    parent text;
BEGIN
    FOREACH parent IN ARRAY ARRAY['row_event', 'access'] LOOP
        name := parent || '_' || to_char(first, 'YYYY_MM');
        IF to_regclass('audit.' || name) IS NULL THEN
            EXECUTE format('CREATE TABLE audit.%I PARTITION OF audit.%I FOR VALUES FROM (%L) TO (%L)',
                           name, parent, first, next);
        END IF;
    END LOOP;
END $$;

REVOKE ALL ON FUNCTION audit.record_row(), audit.history_row(), audit.history_agrees(), audit.ensure_partition(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.record_row(), audit.history_row(), audit.history_agrees() TO clinic_owner;
GRANT EXECUTE ON FUNCTION audit.ensure_partition(date) TO clinic_app, clinic_owner;
GRANT USAGE ON SCHEMA audit TO clinic_app, clinic_owner;
GRANT SELECT ON audit.row_event, audit.access TO clinic_app, clinic_owner;
GRANT INSERT ON audit.access TO clinic_app;

SELECT audit.ensure_partition((now() + interval '1 month')::date);

RESET ROLE;

-- The last judge of every state table: the allowed moves are the trigger's argument.
CREATE FUNCTION public.refuse_state_jump() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moves jsonb := TG_ARGV[1]::jsonb;
    old_state text := to_jsonb(OLD) ->> TG_ARGV[0];
    new_state text := to_jsonb(NEW) ->> TG_ARGV[0];
BEGIN
    IF NOT coalesce(moves -> old_state ? new_state, false) THEN
        RAISE EXCEPTION '%.% cannot go from % to %', TG_TABLE_NAME, TG_ARGV[0], old_state, new_state
            USING ERRCODE = 'KA003';
    END IF;
    RETURN NEW;
END $$;
