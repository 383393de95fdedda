#!/usr/bin/env bash
# Fills a server of its own from a seed with indicators that many parties hold and a year of what sensors of each saw by
# the hour, asks for the gap of some parties, everything told, and prints how long each answer took and what memory the
# server took at most.
#
#   benchmarks/gap.sh DIR [INDICATORS] [PARTIES] [ROWS] [ASKED] [SEED]
#
# DIR is made, and holds everything. Each party is hit by one in twenty of the indicators, in ROWS rows of an hour.
# CWATCH_MEMORY sets the server's heap, such as 4g. Linux, for the peak of a process.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
dir=$1 indicators=${2:-100000} parties=${3:-10} rows=${4:-100000} asked=${5:-3} seed=${6:-1}
cwatch=${CWATCH:-$here/../cwatch} port=${PORT:-8793}
mkdir "$dir"
"$cwatch" count --help >/dev/null # builds, if that is needed

# One owner of each indicator, and of every second another.
awk -v n="$indicators" -v parties="$parties" -v seed="$seed" -v dir="$dir" '
    function address(i) { return 240 + int(i / 16777216) "." int(i / 65536) % 256 "." int(i / 256) % 256 "." i % 256 }
    BEGIN {
        srand(seed)
        for (p = 0; p < parties; p++) print "value,type,source" > (dir "/held-" p ".csv")
        for (i = 0; i < n; i++)
            for (copy = 0; copy <= i % 2; copy++)
                print address(i + 256) ",ipv4,s" > (dir "/held-" int(rand() * parties) ".csv")
    }'

server=0
end() { kill $server 2>/dev/null && wait $server 2>/dev/null || true; }
trap end EXIT
begin() {
    "$cwatch" serve --data "$dir/data" --port "$port" --party-rate 1000000 2>>"$dir/server.log" &
    server=$!
    until curl -fs "http://127.0.0.1:$port/readyz" >/dev/null; do sleep 0.2; done
}

begin
export CWATCH_DATA=$dir/data
for ((p = 0; p < parties; p++)); do
    "$cwatch" party add "CERT-$p" --standing "$([ "$p" = 0 ] && echo observer || echo member)" >/dev/null
    "$cwatch" token add "net-$p" --party "CERT-$p" --role sensor --out "$dir/net-$p.netrc" >/dev/null 2>&1
    "$cwatch" indicators add "$dir/held-$p.csv" --owner "CERT-$p" --tlp TLP:AMBER >/dev/null
done
end

# What a sensor of each party saw of 2030, archived under its name.
for ((p = 0; p < parties; p++)); do
    awk -v n="$indicators" -v rows="$rows" -v p="$p" -v seed="$seed" '
        function address(i) { return 240 + int(i / 16777216) "." int(i / 65536) % 256 "." int(i / 256) % 256 "." i % 256 }
        BEGIN {
            srand(seed * 1000 + p)
            for (row = 0; row < rows; row++) {
                at = 1893456000 + int(row * 31536000 / rows)
                i = int(rand() * n / 20) * 20 + p % 20
                printf "{\"timestamp\":\"%s\",\"event_type\":\"alert\",\"src_ip\":\"%s\",\"src_port\":4000,\"dest_ip\":\"198.19.0.%d\",\"dest_port\":443,\"proto\":\"TCP\",\"app_proto\":\"tls\",\"flow\":{\"pkts_toclient\":3},\"alert\":{\"signature\":\"x\",\"severity\":1}}\n", \
                    strftime("%Y-%m-%dT%H:%M:%SZ", at, 1), address(i + 256), int(rand() * 100)
            }
        }' >"$dir/lines.json"
    "$cwatch" count "$dir/lines.json" --format eve --sensor "net-$p" --no-country --no-actors \
        --archive "$dir/data/archive" --archive-counted >/dev/null 2>&1
    rm "$dir/lines.json"
done

begin
java=$(pgrep -f "serve --data $dir/data" | head -1)
for child in $(pgrep -P "$java" -x java || true); do java=$child; done
resident() { awk -v name="$1:" '$1 == name { print int($2 / 1024) }' "/proc/$java/status"; }

sleep 3
echo 5 >"/proc/$java/clear_refs" # the peak begins anew
printf 'server before: %d MB, archive %s\n' "$(resident VmRSS)" "$(du -sh "$dir/data/archive" | cut -f 1)"
for ((p = 0; p < asked; p++)); do
    start=$(date +%s.%N)
    "$cwatch" gap "CERT-$p" --from 2030-01-01 --to 2031-01-01 --operator --json >"$dir/gap-$p.json"
    end=$(date +%s.%N)
    awk -v p="$p" -v s="$start" -v e="$end" -v peak="$(resident VmHWM)" \
        'BEGIN { printf "CERT-%d: %.1f s, the start of the command included; server at most %d MB\n", p, e - s, peak }'
    grep -o '"title":"[^"]*"' "$dir/gap-$p.json" | head -1
done
