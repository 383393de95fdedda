#!/usr/bin/env bash
# Delivers simulated lines to a server of its own, which archives them in runs as they come; then adds indicators, and
# prints after how many seconds all of them are matched with everything that came before and what was found is at rest,
# after how many it is told as sightings, and what memory the server took. First come some other indicators, so that the
# server is one that has matched before.
#
#   benchmarks/retro-server.sh DIR [LINES] [INDICATORS] [AT_ONCE] [REST]
#
# REST is how many seconds the server has before, in which it makes large runs of small ones.
#
# DIR is made, and holds everything; to be run at rest. CWATCH_MEMORY sets the server's heap, such as 1g.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
dir=$1 lines=${2:-4000000} indicators=${3:-10000} at_once=${4:-12} rest=${5:-0}
cwatch=${CWATCH:-$here/../cwatch} port=${PORT:-8792}
mkdir "$dir"
"$cwatch" simulate --help >/dev/null # builds, if that is needed
"$cwatch" simulate --events "$lines" --indicators "$indicators" --zstd --out "$dir/lines" --sensor north >/dev/null

"$cwatch" serve --data "$dir/data" --port "$port" --sensor-rate 100000000 --group-millis 200 2>"$dir/server.log" &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null || true' EXIT
until curl -fs "http://127.0.0.1:$port/readyz" >/dev/null; do sleep 0.2; done
export CWATCH_DATA=$dir/data
"$cwatch" party add CERT-XA --standing member >/dev/null
"$cwatch" token add north --party CERT-XA --role sensor --out "$dir/north.netrc" 2>/dev/null

files=$(find "$dir/lines" -type f -name '*eve*' ! -name '*truth*')
start=$(date +%s.%N)
# shellcheck disable=SC2086
"$cwatch" ingest $files --netrc "$dir/north.netrc" --port "$port" --at-once "$at_once" 2>/dev/null | tail -1 || [ "${PIPESTATUS[0]}" = 5 ] # lines that are damaged on purpose
end=$(date +%s.%N)
printf 'delivered in %.0f s, in %s runs\n' "$(echo "$end - $start" | bc)" "$(find "$dir/data/archive/runs" -name '*.json' | wc -l)"

# Whether that is so of how matching stands.
is() {
    curl -fs -u "operator:$(cat "$dir/data/operator.token")" "http://127.0.0.1:$port/api/v1/matching" | jq -e "$1" >/dev/null
}
ticks() { awk '{ print $14 + $15 }' "/proc/$(pgrep -f "serve --data $dir/data" | head -1)/stat"; }
# match FILE COUNT: adds so many indicators and waits until all is matched, then until it is told.
match() {
    local before start added matched end
    before=$(ticks) start=$(date +%s.%N)
    "$cwatch" indicators add "$1" --owner CERT-XA --tlp TLP:GREEN | tail -1
    added=$(date +%s.%N)
    until is ".indicators >= $2 and .unmatched == 0"; do sleep 0.1; done
    matched=$(date +%s.%N)
    until is '.untold == 0'; do sleep 0.1; done
    end=$(date +%s.%N)
    awk -v s="$start" -v a="$added" -v m="$matched" -v e="$end" -v t="$(($(ticks) - before))" 'BEGIN {
        printf "added in %.1f s, all matched %.1f s later, and told %.1f s later; of the processors %.1f s\n", \
            a - s, m - a, e - a, t / 100 }'
}
sleep "$rest"
{
    echo value,type,source
    for i in $(seq 100); do printf '198.18.7.%d,ipv4,other\nother-%d.example,domain,other\n' "$i" "$i"; done
} >"$dir/others.csv"
match "$dir/others.csv" 200
match "$dir/lines/indicators.csv" $((indicators + 200))
grep -E '^VmHWM' "/proc/$(pgrep -f "serve --data $dir/data" | head -1)/status"
