#!/usr/bin/env bash
# Counts one EVE file with cwatch and with DuckDB in the same run, both matching it against one list, and prints
# the ratio of their times beside that of 'wc -l'. Each is run three times; the medians are printed.
#
#   benchmarks/count.sh EVE_FILE LIST.csv [DUCKDB_JDBC.jar]
#
# Without the jar of org.duckdb:duckdb_jdbc, DuckDB is left out.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
file=$1 list=$2 duckdb=${3:-}

# Prints seconds and CPU seconds of the median run, and the greatest memory in MB.
median() {
    for _ in 1 2 3; do
        python3 - "$@" <<'PY'
import os, resource, subprocess, sys, time
start = time.monotonic()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
seconds = time.monotonic() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
if done.returncode not in (0, 5):
    sys.exit(f"{sys.argv[1]} failed with {done.returncode}")
print(f"{seconds:.2f} {used.ru_utime + used.ru_stime:.2f} {used.ru_maxrss // 1024}")
PY
    done | sort -n | sed -n 2p
}

lines=$(wc -l <"$file")
wc -l "$file" >/dev/null # into the page cache
read -r wc_s _ _ <<<"$(median wc -l "$file")"
printf 'lines %d, %d MB\n' "$lines" "$(($(stat -c %s "$file") >> 20))"
printf 'wc -l   %7s s\n' "$wc_s"
read -r our_s our_cpu our_mb <<<"$(median "$here/../cwatch" count "$file" --indicators "$list" --json)"
printf 'cwatch  %7s s  %7s CPU s  %5s MB\n' "$our_s" "$our_cpu" "$our_mb"
awk -v n="$lines" -v s="$our_s" -v w="$wc_s" \
    'BEGIN { printf "        %.2f M lines/s, %.2f x wc -l\n", n / s / 1e6, w / s }'
[ -n "$duckdb" ] || exit 0
java=$(ls -d /usr/lib/jvm/*25*/bin/java 2>/dev/null | head -1)
read -r peer_s peer_cpu peer_mb <<<"$(median "${java:-java}" --enable-native-access=ALL-UNNAMED \
    -cp "$duckdb" "$here/peers/DuckDbCount.java" "$file" "$list")"
printf 'DuckDB  %7s s  %7s CPU s  %5s MB\n' "$peer_s" "$peer_cpu" "$peer_mb"
awk -v o="$our_s" -v p="$peer_s" 'BEGIN { printf "        cwatch is %.2f x as fast\n", p / o }'
