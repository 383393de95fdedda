#!/usr/bin/env bash
# Delivers simulated lines of a sensor to a server of its own over HTTP, matched with indicators and archived, while a
# reader asks for pages of the sightings over TAXII, and prints lines a second and what memory the server and its database
# took.
#
#   benchmarks/ingest.sh DIR [EVENTS] [AT_ONCE]
#
# DIR is made, and holds everything. The client that sends runs on the same processors. CWATCH_MEMORY sets the
# server's heap, such as 1g.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
dir=$1 events=${2:-4000000} at_once=${3:-8}
cwatch=${CWATCH:-$here/../cwatch} port=${PORT:-8791}
mkdir "$dir"
"$cwatch" simulate --help >/dev/null # builds, if that is needed
"$cwatch" simulate --events "$events" --formats eve --out "$dir/lines" --sensor north >/dev/null

"$cwatch" serve --data "$dir/data" --port "$port" --sensor-rate 100000000 --group-millis 200 --party-rate 1000000 \
    2>"$dir/server.log" &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null || true' EXIT
until curl -fs "http://127.0.0.1:$port/readyz" >/dev/null; do sleep 0.2; done
export CWATCH_DATA=$dir/data
"$cwatch" party add CERT-XA --standing member >/dev/null
"$cwatch" token add north --party CERT-XA --role sensor --out "$dir/north.netrc" >/dev/null
"$cwatch" token add reader --party CERT-XA --role reader --out "$dir/reader.netrc" >/dev/null

"$cwatch" indicators add "$dir/lines/indicators.csv" --owner CERT-XA --tlp TLP:GREEN >/dev/null

# A hundred pages a second over one connection, as far as the server answers so many.
stdbuf -oL curl -s --rate 100/s --netrc-file "$dir/reader.netrc" -H 'Accept: application/taxii+json;version=2.1' \
    -o /dev/null -w '%{http_code} %{time_total}\n' \
    "http://127.0.0.1:$port/commons/collections/sightings/objects/?limit=100#[1-1000000]" >"$dir/pages" &
pages=$!
files=$(find "$dir/lines" -type f -name '*eve*' ! -name '*truth*')
start=$(date +%s.%N)
# shellcheck disable=SC2086
"$cwatch" ingest $files --netrc "$dir/north.netrc" --port "$port" --at-once "$at_once" 2>/dev/null | tail -1 || [ "${PIPESTATUS[0]}" = 5 ] # lines that are damaged on purpose
end=$(date +%s.%N)
kill $pages 2>/dev/null || true

memory() { # of a process and all below it, in MB
    local sum=0 each
    for each in "$1" $(pgrep -P "$1" || true); do
        sum=$((sum + $(awk '/^Pss:/ { print $2 }' "/proc/$each/smaps_rollup" 2>/dev/null || echo 0)))
    done
    echo $((sum / 1024))
}
awk -v n="$events" -v s="$start" -v e="$end" 'BEGIN { printf "%d lines in %.1f s: %.0f a second\n", n, e - s, n / (e - s) }'
postmaster=$(head -1 "$dir/data/postgres/cluster/postmaster.pid")
printf 'memory: server %s MB, database %s MB\n' "$(memory "$(pgrep -f "serve --data $dir/data" | head -1)")" \
    "$(memory "$postmaster")"
sort -k2 -n "$dir/pages" | awk '{ t[NR] = $2; ok += ($1 == 200) }
    END { if (NR) printf "pages: %d, %d of them answered 200, median %.3f s, 99 %% within %.3f s\n", NR, ok, t[int((NR + 1) / 2)], t[int((NR * 99 + 99) / 100)] }'
du -sh "$dir/data/archive"
