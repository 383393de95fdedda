#!/usr/bin/env bash
# Counts one EVE file with cwatch and with DuckDB in the same run, and prints the ratios of their times beside those
# of 'wc -l'. Each is run three times (RUNS) after a run that is not counted; the medians are printed.
#
#   benchmarks/count.sh EVE_FILE INDEX.cwx LIST.csv [DUCKDB_JDBC.jar]
#
# cwatch matches the index; DuckDB joins the addresses of the list (its first 880,000 of IPv4), on both sides. Without
# the jar of org.duckdb:duckdb_jdbc, DuckDB is left out. CWATCH_MEMORY sets the heap, which holds the index too.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
file=$1 index=$2 list=$3 duckdb=${4:-}
runs=${RUNS:-3}

# Prints seconds and CPU seconds of the median run, and the greatest memory in MB.
median() {
    for _ in $(seq 0 "$runs"); do
        python3 - "$@" <<'PY'
import resource, subprocess, sys, time
start = time.monotonic()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
seconds = time.monotonic() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
if done.returncode not in (0, 5):
    sys.exit(f"{sys.argv[1]} failed with {done.returncode}")
print(f"{seconds:.2f} {used.ru_utime + used.ru_stime:.2f} {used.ru_maxrss // 1024}")
PY
    done | tail -n +2 | sort -n | sed -n "$(((runs + 1) / 2))p"
}

lines=$(wc -l <"$file")
read -r wc_s _ _ <<<"$(median wc -l "$file")"
printf 'lines %d, %d MB, %d bytes a line\n' "$lines" "$(($(stat -c %s "$file") >> 20))" "$(($(stat -c %s "$file") / lines))"
printf '%-34s %7s s\n' 'wc -l' "$wc_s"

ours() { # name, arguments
    local name=$1
    shift
    read -r s cpu mb <<<"$(median "$here/../cwatch" count "$file" --json --quiet "$@")"
    printf '%-34s %7s s %7s CPU-s %6s MB ' "$name" "$s" "$cpu" "$mb"
    awk -v n="$lines" -v s="$s" -v w="$wc_s" 'BEGIN { printf "%.2f M/s, %.2f x wc -l\n", n / s / 1e6, w / s }'
}
ours 'cwatch, cells and matching' --indicators "$index" --no-country --no-actors
first=$s
ours 'cwatch, all but sessions' --indicators "$index"
ours 'cwatch, all with sessions' --indicators "$index" --sessions
[ -n "$duckdb" ] || exit 0
short=$(mktemp)
trap 'rm -f "$short"' EXIT
awk -F, 'NR == 1 { print } $2 == "ipv4" && ++n <= 880000 { print }' "$list" >"$short"
java=$(ls -d /usr/lib/jvm/*25*/bin/java 2>/dev/null | head -1)
read -r s cpu mb <<<"$(median "${java:-java}" --enable-native-access=ALL-UNNAMED \
    -cp "$duckdb" "$here/peers/DuckDbCount.java" "$file" "$short")"
printf '%-34s %7s s %7s CPU-s %6s MB ' 'DuckDB' "$s" "$cpu" "$mb"
awk -v n="$lines" -v o="$first" -v p="$s" 'BEGIN { printf "%.2f M/s; cwatch is %.2f x as fast\n", n / p / 1e6, p / o }'
