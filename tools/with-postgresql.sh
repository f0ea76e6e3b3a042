#!/usr/bin/env bash
# Runs a command with DATABASE_URL naming a throwaway PostgreSQL 15 (Debian: postgresql, postgresql-common).
set -euo pipefail
if [ -n "${DATABASE_URL:-}" ]; then exec "$@"; fi
command -v pg_virtualenv >/dev/null || { echo "pg_virtualenv is missing: apt-get install postgresql postgresql-common" >&2; exit 69; }
exec pg_virtualenv -t -v 15 -o max_connections=200 bash -c \
  'DATABASE_URL="postgres://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/postgres" exec "$@"' bash "$@"
