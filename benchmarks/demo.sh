#!/usr/bin/env bash
# Plays the demo some times and prints for each step its seconds and those of the processors, and what memory the server and
# its database take together: the peak of the story, and at rest while it serves; and when the first chart could be seen,
# from the command on. At last the medians.
#
#   benchmarks/demo.sh DIR [RUNS] [OPTION...]
#
# DIR is made, and holds everything. OPTION is one of the demo, such as --scenario 2018 or --check. CWATCH names the command, such as
# that of a package; REST is how many seconds it serves before the last look. Linux, for what memory processes share: of
# each page that several have, each is told its part (Pss).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
dir=$1 runs=${2:-3}
shift $(($# < 2 ? $# : 2))
cwatch=${CWATCH:-$here/../cwatch} rest=${REST:-10}
mkdir "$dir"
"$cwatch" --version >/dev/null # builds, if that is needed

java=0
end() { kill "$java" 2>/dev/null && wait "$java" 2>/dev/null || true; }
trap end EXIT

postgres() { # the processes of the database
    local first
    first=$(head -n 1 "$dir/data/server/postgres/cluster/postmaster.pid" 2>/dev/null) || return 0
    printf '%s\n' "$first" $(pgrep -P "$first" || true)
}
memory() { # in MiB, of the processes PID...
    local pid sum=0 name size unit
    for pid; do
        while read -r name size unit; do
            [ "$name" != Pss: ] || sum=$((sum + size))
        done 2>/dev/null <"/proc/$pid/smaps_rollup" || true
    done
    echo $((sum / 1024))
}
spent() { # hundredths of a second of the processors: each PID, and those of its children that ended
    local pid line sum=0
    for pid; do
        line=$(cat "/proc/$pid/stat" 2>/dev/null) || continue
        set -- ${line##*) }
        sum=$((sum + ${12} + ${13} + ${14} + ${15}))
    done
    echo $sum
}

play() {
    local log=$dir/log serves=0 spent steps=0 peak=0 server database before=0 now over=0 begun first=-
    begun=$(date +%s%N)
    "$cwatch" demo --data "$dir/data" --port 0 "$@" >"$dir/out" 2>"$log" &
    java=$!
    while kill -0 "$java" 2>/dev/null; do
        serves=$(grep -c 'until Ctrl-C' "$log" || true)
        now=$(grep -c '^  done' "$log" || true)
        # shellcheck disable=SC2046
        server=$(memory "$java") database=$(memory $(postgres))
        if [ $((server + database)) -gt "$peak" ]; then
            peak=$((server + database))
            over="$server $database"
        fi
        if [ "$now" != "$steps" ]; then
            # shellcheck disable=SC2046
            spent=$(($(spent "$java") + $(spent $(postgres))))
            sed -n 's/^  done *\([0-9.]*\) s  \(.*\)/\1 \2/p' "$log" | tail -n $((now - steps)) |
                sed 's|http://[0-9.:]*|.|' |
                awk -v cpu=$((spent - before)) 'NR == 1 { printf "%s s, of the processors %.1f s:", $1, cpu / 100 } { $1 = ""; print }'
            steps=$now before=$spent
        fi
        if [ $first = - ] && grep -q '/console/surges$' "$log"; then
            first=$(awk -v ns=$(($(date +%s%N) - begun)) 'BEGIN { printf "%.1f", ns / 1e9 }')
        fi
        [ "$serves" = 0 ] || break
        sleep 0.3
    done
    if grep -q 'until Ctrl-C' "$log"; then
        sleep "$rest"
        # shellcheck disable=SC2046
        server=$(memory "$java") database=$(memory $(postgres))
        end
    else # --check, which ends
        wait "$java" || { tail -n 20 "$log" >&2; exit 1; }
        server=0 database=0
    fi
    local all
    all=$(awk '/^  done/ { all += $2 } END { printf "%.1f", all }' "$log")
    echo "$all s in all, the first chart after $first s, at most $peak MiB (${over% *} + ${over#* }), at rest $((server + database)) MiB ($server + $database)"
    echo "$all $((before / 100)) $peak $((server + database)) $first" >>"$dir/runs"
}

for ((run = 1; run <= runs; run++)); do
    echo "run $run, load $(cut -d ' ' -f 1 /proc/loadavg)"
    play "$@"
done
median() { sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }
column() { cut -d ' ' -f "$1" "$dir/runs" | median; }
echo "medians: $(column 1) s, the first chart after $(column 5) s, of the processors $(column 2) s, at most $(column 3) MiB, at rest $(column 4) MiB"
