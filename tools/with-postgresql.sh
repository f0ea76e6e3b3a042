#!/usr/bin/env bash
# Runs a command with DATABASE_URL naming a throwaway PostgreSQL 15 (Debian: postgresql, postgresql-common).
# --durable: commits reach the disk, as in production; for measures. Without it the server does not wait for the disk.
set -euo pipefail
options=(-t -v 15 -o max_connections=200)
if [ "${1:-}" = "--durable" ]; then options+=(-o fsync=on); shift; fi
if [ -n "${DATABASE_URL:-}" ]; then exec "$@"; fi
command -v pg_virtualenv >/dev/null || { echo "pg_virtualenv is missing: apt-get install postgresql postgresql-common" >&2; exit 69; }
exec pg_virtualenv "${options[@]}" bash -c \
  'DATABASE_URL="postgres://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/postgres" exec "$@"' bash "$@"
