#!/usr/bin/env bash
# Delivers simulated lines to a server of its own, which archives them in runs as they come; then adds indicators, and
# prints after how many seconds all of them are matched with everything that came before and their sightings are told, and
# what memory the server took.
#
#   benchmarks/retro-server.sh DIR [LINES] [INDICATORS] [AT_ONCE]
#
# DIR is made, and holds everything; to be run at rest. CWATCH_MEMORY sets the server's heap, such as 1g.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
dir=$1 lines=${2:-4000000} indicators=${3:-10000} at_once=${4:-12}
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

unmatched() {
    curl -fs -u "operator:$(cat "$dir/data/operator.token")" "http://127.0.0.1:$port/api/v1/matching" |
        jq .unmatched
}
ticks() { awk '{ print $14 + $15 }' "/proc/$(pgrep -f "serve --data $dir/data" | head -1)/stat"; }
before=$(ticks) start=$(date +%s.%N)
"$cwatch" indicators add "$dir/lines/indicators.csv" --owner CERT-XA --tlp TLP:GREEN | tail -1
added=$(date +%s.%N)
until [ "$(unmatched)" = 0 ]; do sleep 0.1; done
end=$(date +%s.%N)
awk -v s="$start" -v a="$added" -v e="$end" -v t="$(($(ticks) - before))" 'BEGIN {
    printf "added in %.1f s, all matched and told %.1f s later; of the processors %.1f s\n", a - s, e - a, t / 100 }'
grep -E '^VmHWM' "/proc/$(pgrep -f "serve --data $dir/data" | head -1)/status"
