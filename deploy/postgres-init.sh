#!/bin/sh
# Runs once, on an empty volume: Temporal gets an account of its own that cannot read Régua's database.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$TEMPORAL_DB_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
create role temporal login createdb password :'password';
revoke connect on database regua from public;
SQL
