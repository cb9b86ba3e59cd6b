#!/bin/sh
# Installs, enrols and starts the Hostwire agent on this host. The collector serves this script with its own address,
# pin and checksums filled in, so nothing is fetched from anywhere else. As root:
#
#   curl -fsSk --pinnedpubkey 'sha256//@PIN_BASE64@' @URL@/install.sh | sh -s -- TOKEN
#   ... | sh -s -- --dry-run TOKEN      says what it would do and changes nothing
#   ... | sh -s -- --uninstall          removes the agent and everything that it stored
#
# The token may be in the environment instead: HOSTWIRE_TOKEN. Options: --name NAME (how the host is called), --init systemd|openrc|none (default: what runs here).
set -eu

collector='@URL@'
gateway='@GATEWAY@'
pin='sha256//@PIN_BASE64@'
version='@VERSION@'
checksums='@CHECKSUMS@'

program=/usr/local/bin/hostwire-agent
launcher=/usr/local/bin/hostwire-agent-launch
state=/var/lib/hostwire-agent
user=hostwire-agent
unit=/etc/systemd/system/hostwire-agent.service
service=/etc/init.d/hostwire-agent

say() { printf 'hostwire: %s\n' "$*"; }
fail() {
  printf 'hostwire: %s\n' "$*" >&2
  exit 1
}
run() {
  if [ "$dry_run" = yes ]; then say "would run: $*"; else "$@"; fi
}
has() { command -v "$1" >/dev/null 2>&1; }

dry_run=no
uninstall=no
init=
name=
token=${HOSTWIRE_TOKEN-}
while [ $# -gt 0 ]; do
  case $1 in
    --dry-run) dry_run=yes ;;
    --uninstall) uninstall=yes ;;
    --init | --name)
      [ $# -ge 2 ] || fail "$1 needs a value."
      if [ "$1" = --init ]; then init=$2; else name=$2; fi
      shift
      ;;
    -*) fail "There is no option $1. Known: --name NAME, --init systemd|openrc|none, --dry-run, --uninstall." ;;
    *) token=$1 ;;
  esac
  shift
done

detect_init() {
  if [ -d /run/systemd/system ]; then
    echo systemd
  elif has rc-service && [ -d /run/openrc ]; then
    echo openrc
  else
    echo none
  fi
}
[ -n "$init" ] || init=$(detect_init)
case $init in systemd | openrc | none) ;; *) fail "--init must be systemd, openrc or none, not $init." ;; esac
[ "$dry_run" = yes ] || [ "$(id -u)" = 0 ] || fail 'Run this as root (for example with: sudo sh -s -- TOKEN).'

stop_service() {
  case $init in
    systemd) if [ -e "$unit" ]; then run systemctl disable --now --quiet hostwire-agent.service || true; fi ;;
    openrc) if [ -e "$service" ]; then
      run rc-service hostwire-agent stop || true
      run rc-update del hostwire-agent || true
    fi ;;
    none) ;;
  esac
}

if [ "$uninstall" = yes ]; then
  stop_service
  run rm -rf "$program" "$launcher" "$unit" "$service" "$state"
  [ "$init" != systemd ] || run systemctl daemon-reload
  if id "$user" >/dev/null 2>&1; then
    if has userdel; then run userdel "$user"; elif has deluser; then run deluser "$user"; fi
  fi
  say 'The agent and what it stored are removed. "hostwire agents delete HOST" removes the host from the collector.'
  exit 0
fi

[ -n "$token" ] || fail 'A token is missing: ... | sh -s -- TOKEN. "hostwire token create" on the collector makes one.'
[ "$(uname -s)" = Linux ] || fail "This is $(uname -s). The agent runs on Linux."
case $(uname -m) in
  x86_64 | amd64) machine=x64 ;;
  aarch64 | arm64) machine=arm64 ;;
  *) fail "There is no agent for $(uname -m). Build one from the sources: see deploy/agent in the repository." ;;
esac
libc=
for loader in /lib/ld-musl-*.so.1; do
  if [ -e "$loader" ] && ! [ -e /lib64/ld-linux-x86-64.so.2 ] && ! [ -e /lib/ld-linux-aarch64.so.1 ]; then libc=-musl; fi
done
target=linux-$machine$libc
checksum=$(printf '%s\n' "$checksums" | sed -n "s/^\([0-9a-f]*\)  hostwire-agent-$target\$/\1/p")
[ -n "$checksum" ] || fail "This collector has no agent for $target. It has: $(printf '%s\n' "$checksums" | sed 's/.*hostwire-agent-//' | tr '\n' ' ')"

say "Agent $version for $target from $collector, started by ${init}."
if [ "$dry_run" = no ]; then
  has curl || fail 'curl is missing. Install it and run this again.'
  has sha256sum || fail 'sha256sum is missing. Install coreutils and run this again.'
  download=$(mktemp "$(dirname "$program")/.hostwire-agent.XXXXXX")
  trap 'rm -f "$download"' EXIT
  curl -fsSk --pinnedpubkey "$pin" -o "$download" "$collector/downloads/hostwire-agent-$target" ||
    fail "The download failed. Is $collector reachable from this host?"
  printf '%s  %s\n' "$checksum" "$download" | sha256sum -c - >/dev/null 2>&1 ||
    fail 'The download is damaged: its checksum differs. Run this again.'
  chmod 0755 "$download"
  complaint=$("$download" --version 2>&1 >/dev/null) || fail "The program does not run here: ${complaint:-it says nothing}
hostwire: It needs glibc 2.28 or newer and libstdc++ (Debian, Ubuntu: apt install libstdc++6; Fedora, RHEL: dnf install libstdc++)."
else
  say "would download $collector/downloads/hostwire-agent-$target and check that its sha256 is $checksum"
fi

if ! id "$user" >/dev/null 2>&1; then
  if has useradd; then
    run useradd --system --home-dir "$state" --no-create-home --shell /usr/sbin/nologin "$user"
  else
    run adduser -S -D -H -h "$state" -s /sbin/nologin "$user"
  fi
fi
stop_service
[ "$dry_run" = yes ] || mv -f "$download" "$program"
# What this host upgraded itself to is older than, or the same as, what is installed now.
run rm -rf "$state/programs"
if [ "$dry_run" = no ]; then
  cat >"$launcher" <<'LAUNCHER'
@LAUNCHER@
LAUNCHER
  chmod 0755 "$launcher"
fi
run mkdir -p "$state"
run chown "$user" "$state"
run chmod 0700 "$state"

as_user() {
  if has runuser; then runuser -u "$user" -- "$@"; else su -s /bin/sh "$user" -c 'exec "$@"' -- sh "$@"; fi
}
if [ "$dry_run" = yes ]; then
  say "would enrol this host at $gateway${name:+ as $name}, state in $state"
elif [ -e "$state/identity.json" ]; then
  say 'This host is enrolled already and keeps its identity and its history.'
else
  printf '%s\n' "$token" |
    as_user "$program" enroll --collector "$gateway" --token-file - --state "$state" ${name:+--name "$name"} ||
    fail 'Enrolment failed; the line above says why. The program stays installed: fix that and run this again.'
fi

case $init in
  systemd)
    if [ "$dry_run" = no ]; then cat >"$unit" <<'UNIT'
@SYSTEMD_UNIT@
UNIT
    fi
    run systemctl daemon-reload
    run systemctl enable --now --quiet hostwire-agent.service
    ;;
  openrc)
    if [ "$dry_run" = no ]; then
      cat >"$service" <<'SERVICE'
@OPENRC_SERVICE@
SERVICE
      chmod 0755 "$service"
    fi
    run rc-update add hostwire-agent default
    run rc-service hostwire-agent start
    ;;
  none)
    say "No systemd or OpenRC runs here. Start the agent with: $launcher $program $state (as user $user)"
    ;;
esac
[ "$dry_run" = yes ] || say 'Done. The host appears on the fleet page within seconds. Here: hostwire-agent status --state '"$state"
