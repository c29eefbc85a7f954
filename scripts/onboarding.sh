#!/usr/bin/env bash
# Starts Quark for somebody who has just come: in containers where there is Docker with Compose, else by `npm start`.
#   scripts/onboarding.sh          start, wait until everything is well, say where it is
#   scripts/onboarding.sh down     stop the containers; the data stays
set -euo pipefail
cd "$(dirname "$0")/.."

readonly COMPOSE_FILE=docker-compose.dev.yml
readonly ENV_FILE=.env
# Building the images takes the most of it, the first time.
readonly HEALTH_SECONDS=300

say() { printf '%s\n' "$*"; }

compose() { docker compose --file "$COMPOSE_FILE" --env-file "$ENV_FILE" "$@"; }

# Why containers cannot be used here; nothing when they can.
missing() {
  if ! command -v docker >/dev/null 2>&1; then
    say 'Docker is not installed'
  elif ! docker compose version >/dev/null 2>&1; then
    say 'Docker has no Compose plugin'
  elif ! docker info >/dev/null 2>&1; then
    say 'Docker does not run, or you may not use it'
  fi
}

# 48 hexadecimal digits after a letter: NATS takes some passwords that begin with a digit for numbers.
random() { printf 'q%s' "$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')"; }

# Adds each secret that the file does not have. Nobody else may read it.
make_env_file() {
  (umask 077 && touch "$ENV_FILE")
  chmod 600 "$ENV_FILE"
  local name
  grep -oE '[$][{][A-Z0-9_]+:[?]' "$COMPOSE_FILE" | tr -cd 'A-Z0-9_\n' | sort -u | while read -r name; do
    grep -q "^$name=." "$ENV_FILE" || printf '%s=%s\n' "$name" "$(random)" >>"$ENV_FILE"
  done
}

# A setting of the env file, or what it is without one.
setting() {
  local value
  value="$(sed -n "s/^$1=//p" "$ENV_FILE" | tail -n 1)"
  printf '%s' "${value:-$2}"
}

# Whether the site answers that every module is well.
is_well() {
  if command -v curl >/dev/null 2>&1; then
    curl --fail --silent --max-time 5 --output /dev/null "$1/health"
  else
    wget --quiet --timeout=5 --output-document=/dev/null "$1/health"
  fi
}

await_health() {
  local since=$SECONDS
  until is_well "$1"; do
    if ((SECONDS - since > HEALTH_SECONDS)); then
      say "Not every module is well after $HEALTH_SECONDS s. What they say:"
      say "  docker compose --file $COMPOSE_FILE ps"
      say "  docker compose --file $COMPOSE_FILE logs --tail 50"
      exit 1
    fi
    sleep 2
  done
}

start_containers() {
  make_env_file
  say 'Building the images (some minutes, the first time) ...'
  compose build
  say 'Starting ...'
  compose up --detach --wait --wait-timeout "$HEALTH_SECONDS"
  local port url
  port="$(setting QUARK_PORT 80)"
  url="http://localhost$([ "$port" = 80 ] || printf ':%s' "$port")"
  await_health "$url"
  say ''
  say "  Quark        $url"
  say "  API          $url/api/docs"
  say "  Grafana      http://localhost:$(setting GRAFANA_PORT 3000) (admin; GRAFANA_PASSWORD in $ENV_FILE)"
  say "  Prometheus   http://localhost:$(setting PROMETHEUS_PORT 9090)"
  say ''
  say "Stop it with scripts/onboarding.sh down. The secrets are in $ENV_FILE: keep it, the data needs them."
}

case "${1:-up}" in
up)
  reason="$(missing)"
  if [ -n "$reason" ]; then
    say "$reason: Quark starts without containers."
    exec npm start
  fi
  start_containers
  ;;
down)
  compose down
  ;;
*)
  say "There is no \"$1\". Use: scripts/onboarding.sh [up|down]"
  exit 2
  ;;
esac
