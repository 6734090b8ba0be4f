#!/bin/sh
# Run once by the postgres image, on an empty data directory: the same roles and extensions as everywhere else.
set -eu
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d template1 -f /clinic/extensions.sql
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" \
    -v owner="$CLINIC_OWNER_PASSWORD" -v app="$CLINIC_APP_PASSWORD" <<'SQL'
SELECT set_config('clinic.owner_password', :'owner', false), set_config('clinic.app_password', :'app', false) \g /dev/null
\i /clinic/extensions.sql
\i /clinic/roles.sql
SQL
