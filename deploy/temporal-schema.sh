#!/bin/sh
# Creates Temporal's two databases, or brings them to the schema of this version. Safe to run again.
# Reads SQL_HOST, SQL_PORT, SQL_USER and SQL_PASSWORD.
set -eu
tool=${SQL_TOOL:-temporal-sql-tool}

bring() { # database, schema
  if ! "$tool" --plugin postgres12_pgx --db "$1" update-schema --schema-name "$2"; then
    "$tool" --plugin postgres12_pgx --db "$1" create
    "$tool" --plugin postgres12_pgx --db "$1" setup-schema -v 0.0
    "$tool" --plugin postgres12_pgx --db "$1" update-schema --schema-name "$2"
  fi
}

bring temporal postgresql/v12/temporal
bring temporal_visibility postgresql/v12/visibility
