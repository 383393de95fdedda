#!/usr/bin/env bash
# Installs the Debian package on this machine, uses it as an operator would, and removes it again.
# Needs root and dpkg, and a machine on which Commonwatch is not installed; says why if it does
# nothing. Where systemd runs, the service is run by it; elsewhere its ExecStart, as its own user.
#
# usage: test-package.sh PACKAGE.deb
set -euo pipefail

deb=$(readlink -f "${1:?usage: test-package.sh PACKAGE.deb}")
data=/var/lib/commonwatch
unit=/usr/lib/systemd/system/commonwatch.service
work=$(mktemp -d)
chmod 755 "$work"

skip() { echo "skipped: $1"; exit 0; }
say() { printf '\n== %s\n' "$1"; }
fail() { echo "FAILED: $1" >&2; [ ! -e "$work/log" ] || tail -n 20 "$work/log" >&2; exit 1; }
check() { local what=$1; shift; "$@" || fail "$what"; echo "ok: $what" >&2; }

for program in curl dpkg jq runuser setpriv systemd-analyze unzip; do
    command -v $program >/dev/null || skip "there is no $program"
done
[ "$(id -u)" = 0 ] || skip "only root can install a package"
! dpkg-query -W commonwatch >/dev/null 2>&1 || skip "Commonwatch is installed on this machine"
[ ! -e $data ] || skip "$data is there, and may be somebody's"

with_systemd() { [ -d /run/systemd/system ]; }
as_service() { runuser -u commonwatch -- "$@"; }
ready() { curl --silent --fail --max-time 5 http://127.0.0.1:8674/readyz >/dev/null; }

server=
start() {
    local begun
    begun=$(date +%s%N)
    if with_systemd; then
        systemctl start commonwatch
    else
        # What the unit says, as its user and with its environment.
        local command variables user
        command=$(sed -n 's/^ExecStart=//p' $unit)
        variables=$(sed -n 's/^Environment=//p' $unit)
        # shellcheck disable=SC2086
        user=$(sed -n 's/^User=//p' $unit)
        (cd / && exec setpriv --reuid "$user" --regid "$user" --init-groups --no-new-privs \
            env -i PATH=/usr/bin:/bin $variables $command) 2>>"$work/log" &
        server=$!
    fi
    for _ in $(seq 1200); do
        if ready; then
            echo "ok: ready after $((($(date +%s%N) - begun) / 1000000)) ms"
            return
        fi
        with_systemd || kill -0 "$server" 2>/dev/null || break
        sleep 0.1
    done
    fail "the server does not get ready"
}

stop() {
    if with_systemd; then
        systemctl stop commonwatch
    elif [ -n "$server" ]; then
        kill -TERM "$server" || true
        wait "$server" || true
        server=
    fi
}

end() {
    stop
    COMMONWATCH_PURGE=data dpkg --purge commonwatch >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap end EXIT

users_of() { ps -o user:32= "$@" | sort -u; }

# Those that ended may be listed until somebody asks how.
gone() {
    local left
    for _ in $(seq 50); do
        left=$(ps -o stat= -u commonwatch | grep -vc '^Z' || true)
        [ "$left" != 0 ] || return 0
        sleep 0.2
    done
    ps -o pid,stat,args -u commonwatch >&2
    return 1
}

# The digests of all tables but the record's, in which whoever takes a backup signs in.
digests() {
    as_service cwatch backup "$data/$1.zip"
    unzip -p "$data/$1.zip" manifest.json |
        jq -S '[.tables[] | select(.table | startswith("record") | not)]' >"$work/$1.json"
    rm "$data/$1.zip"
    check "the backup has tables" jq -e 'length > 10' "$work/$1.json"
}

say "install"
dpkg --install "$deb" >"$work/dpkg.log" || { cat "$work/dpkg.log"; fail "dpkg --install"; }
check "the data directory is the user's alone" \
    [ "$(stat -c '%U %a' $data)" = "commonwatch 700" ]
check "the unit scores 3.0 or less" \
    systemd-analyze security --offline=true --threshold=30 --no-pager $unit >"$work/score"
tail -n 1 "$work/score"
if with_systemd; then
    check "the service is enabled" systemctl --quiet is-enabled commonwatch
    systemctl stop commonwatch
fi

say "first start"
find $data -mindepth 1 ! -name commonwatch.yaml -delete
start
check "the server runs as its own user" \
    [ "$(users_of -p "$(cut -d' ' -f1 $data/server.url)")" = commonwatch ]
check "so does the database" \
    [ "$(users_of -p "$(head -n 1 $data/postgres/cluster/postmaster.pid)")" = commonwatch ]
check "the database's programs are the package's" \
    sh -c "! ls -d $data/postgres/binaries-* 2>/dev/null"
as_service cwatch party add CERT-XA --standing member
echo "page-limit: 500" >>/etc/commonwatch/commonwatch.yaml
as_service cwatch config show --origin >"$work/config"
check "the settings are those in /etc" grep -q "^page-limit *500 .*$data" "$work/config"

say "backup"
digests before

say "second start"
stop
check "nothing is left running" gone
check "the cache of classes fits" sh -c "cd / && runuser -u commonwatch -- env \
    JAVA_TOOL_OPTIONS=-XX:AOTMode=on cwatch config show >/dev/null 2>&1"
start

say "upgrade"
dpkg-deb --raw-extract "$deb" "$work/newer"
sed -i 's/^Version: .*/&+later1/' "$work/newer/DEBIAN/control"
dpkg-deb --root-owner-group -Znone --build "$work/newer" "$work/newer.deb" >/dev/null
rm -r "$work/newer"
with_systemd || stop
dpkg --force-confold --install "$work/newer.deb" >"$work/dpkg.log" || { cat "$work/dpkg.log"; fail "upgrade"; }
# Machines without a policy for it start it themselves.
stop
check "the newer version is there" sh -c "dpkg-query -W commonwatch | grep -q later1"
start
digests after
check "the data are what they were" cmp "$work/before.json" "$work/after.json"

say "examine, restore"
as_service cwatch doctor || [ $? = 7 ]
as_service cwatch backup "$data/kept.zip"
stop
as_service cwatch restore "$data/kept.zip" --data "$data/second"
check "what was restored is there" [ -d "$data/second/postgres/cluster" ]

say "removal"
dpkg --remove commonwatch >/dev/null
check "nothing is left running" gone
check "the command is gone" [ ! -e /usr/bin/cwatch ]
check "so are the programs" [ ! -e /usr/lib/commonwatch ]
check "the data stay" [ -d $data/postgres/cluster ]
check "the settings stay" [ -f /etc/commonwatch/commonwatch.yaml ]
dpkg --purge commonwatch >/dev/null
check "the settings are gone" [ ! -e /etc/commonwatch ]
check "the data still stay" [ -d $data/postgres/cluster ]
dpkg --install "$deb" >/dev/null
stop
COMMONWATCH_PURGE=data dpkg --purge commonwatch >/dev/null
check "the data are gone when that is asked for" [ ! -e $data ]
trap - EXIT
rm -rf "$work"
say "all is well"
