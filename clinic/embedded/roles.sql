-- Who may do what in the clinic's database. Run by a superuser, connected to that database; safe to run again.
-- `manage.py up`, the tests and docker-compose.yml all run this same file. Passwords are handed over as session
-- settings (clinic.owner_password, clinic.app_password), so that none is written here; without them they stay.

DO $$
BEGIN
    -- Owns the database and its tables; migrations run as this role.
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'clinic_owner') THEN
        CREATE ROLE clinic_owner LOGIN;
    END IF;
    -- The program. Reads and writes rows; owns nothing, so it can neither drop a trigger nor a table.
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'clinic_app') THEN
        CREATE ROLE clinic_app LOGIN;
    END IF;
    -- Owns the schema `audit`. Nobody signs in as this role; its functions write what nobody may change.
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'clinic_audit') THEN
        CREATE ROLE clinic_audit NOLOGIN;
    END IF;
    IF coalesce(current_setting('clinic.owner_password', true), '') <> '' THEN
        EXECUTE format('ALTER ROLE clinic_owner PASSWORD %L', current_setting('clinic.owner_password'));
    END IF;
    IF coalesce(current_setting('clinic.app_password', true), '') <> '' THEN
        EXECUTE format('ALTER ROLE clinic_app PASSWORD %L', current_setting('clinic.app_password'));
    END IF;
END
$$;

ALTER ROLE clinic_owner NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
ALTER ROLE clinic_app NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOINHERIT;
GRANT clinic_audit TO clinic_owner;  -- so that a migration can hand objects over to it

DO $$
BEGIN
    EXECUTE format('ALTER DATABASE %I OWNER TO clinic_owner', current_database());
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO clinic_app', current_database());
END
$$;

ALTER SCHEMA public OWNER TO clinic_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO clinic_app;
-- clinic_audit's functions read the catalogue of these tables and mention their types.
GRANT USAGE ON SCHEMA public TO clinic_audit;
ALTER DEFAULT PRIVILEGES FOR ROLE clinic_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO clinic_app;
ALTER DEFAULT PRIVILEGES FOR ROLE clinic_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO clinic_app;
