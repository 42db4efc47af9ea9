#!/bin/sh
# Read NAME_FILE into NAME, so that secrets come as files and never stand in a compose file or
# in `docker inspect`. Nothing is printed but the name of a file that cannot be read.
set -eu

for name in CLUSTER_ASSETS_PG_PASSWORD CLUSTER_ASSETS_ALERT_URL; do
  eval "file=\${${name}_FILE:-}"
  [ -n "$file" ] || continue
  if [ ! -r "$file" ]; then
    echo "entrypoint: cannot read $file (${name}_FILE)" >&2
    exit 1
  fi
  value=$(cat "$file")
  export "$name=$value"
done
unset value

mkdir -p "$DAGSTER_HOME"
# The webserver sees the folder read-only: the daemon, which starts first, puts the file there.
if [ -w "$DAGSTER_HOME" ]; then
  cp /app/deploy/dagster.yaml "$DAGSTER_HOME/dagster.yaml"
fi

exec "$@"
