#!/usr/bin/env bash
# Imports a STIX bundle and an event of MISP into a server of its own, each made from a seed, and prints what memory the
# server took before and at most while it did, and how long that was.
#
#   benchmarks/imports.sh DIR [MB] [ATTRIBUTES] [SEED]
#
# DIR is made, and holds everything. CWATCH_MEMORY sets how much memory Java may use, of the server and of the command;
# SERVER_MEMORY (768m) that of the server alone. Linux, for the peak of a process.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
dir=$1 megabytes=${2:-100} attributes=${3:-30000} seed=${4:-1}
cwatch=${CWATCH:-$here/../cwatch} port=${PORT:-8792}
collection=5f0c2b1e-8a47-4f6b-b3d9-2e6a1c7d9f05
mkdir "$dir"
"$cwatch" taxii import --help >/dev/null # builds, if that is needed

# Indicators, malware, their relations, observed data and notes, and at the end the marking that some of them bear.
awk -v bytes=$((megabytes * 1000000)) -v seed="$seed" '
    function hex(digits,   text) {
        for (text = ""; length(text) < digits; ) text = text sprintf("%04x", int(rand() * 65536))
        return substr(text, 1, digits)
    }
    function id(type) { return type "--" hex(8) "-" hex(4) "-4" hex(3) "-8" hex(3) "-" hex(12) }
    function words(count,   text) {
        for (text = ""; count > 0; count--) text = text " w" int(rand() * 5000)
        return substr(text, 2)
    }
    function out(object) { printf "%s%s", sum ? ",\n" : "", object; sum += length(object) + 2 }
    function head(type, name) {
        return "{\"type\":\"" type "\",\"spec_version\":\"2.1\",\"id\":\"" name "\",\"created\":\"" at "\",\"modified\":\"" at \
            "\",\"object_marking_refs\":[\"" (rand() < 0.1 ? own : green) "\"],"
    }
    BEGIN {
        srand(seed); at = "2026-01-01T00:00:00.000Z"
        green = "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da"; own = id("marking-definition")
        print "{\"type\":\"bundle\",\"id\":\"" id("bundle") "\",\"objects\":["
        while (sum < bytes) {
            indicator = id("indicator"); malware = id("malware")
            out(head("indicator", indicator) "\"name\":\"" words(4) "\",\"description\":\"" words(40) \
                "\",\"pattern\":\"[domain-name:value = \047" hex(12) ".example\047]\",\"pattern_type\":\"stix\",\"valid_from\":\"" at "\"}")
            out(head("malware", malware) "\"name\":\"" words(3) "\",\"description\":\"" words(60) "\",\"is_family\":false}")
            out(head("relationship", id("relationship")) "\"relationship_type\":\"indicates\",\"source_ref\":\"" indicator \
                "\",\"target_ref\":\"" malware "\"}")
            out(head("note", id("note")) "\"content\":\"" words(300) "\",\"object_refs\":[\"" malware "\"]}")
        }
        out("{\"type\":\"marking-definition\",\"spec_version\":\"2.1\",\"id\":\"" own "\",\"created\":\"" at \
            "\",\"definition_type\":\"statement\",\"definition\":{\"statement\":\"TLP:GREEN\"},\"name\":\"TLP:GREEN\"}")
        print "]}"
    }' >"$dir/bundle.json"

# Attributes of four types, some with tags, and an object for every hundred.
awk -v count="$attributes" -v seed="$seed" '
    function hex(digits,   text) {
        for (text = ""; length(text) < digits; ) text = text sprintf("%04x", int(rand() * 65536))
        return substr(text, 1, digits)
    }
    function uuid() { return hex(8) "-" hex(4) "-4" hex(3) "-8" hex(3) "-" hex(12) }
    function attribute(type, category, value, detect) {
        return "{\"uuid\":\"" uuid() "\",\"type\":\"" type "\",\"category\":\"" category "\",\"value\":\"" value \
            "\",\"to_ids\":" detect ",\"timestamp\":\"1767225600\",\"distribution\":\"5\",\"comment\":\"\",\"deleted\":false" \
            (rand() < 0.2 ? ",\"Tag\":[{\"name\":\"kind:w" int(rand() * 50) "\",\"colour\":\"#112233\"}]" : "") "}"
    }
    BEGIN {
        srand(seed + 1)
        printf "{\"Event\":{\"uuid\":\"%s\",\"info\":\"a large event\",\"date\":\"2026-01-01\",\"timestamp\":\"1767225600\",", uuid()
        printf "\"distribution\":\"3\",\"threat_level_id\":\"2\",\"analysis\":\"2\",\"published\":true,\"Attribute\":["
        for (i = 0; i < count; i++) {
            kind = i % 4
            printf "%s%s", i ? ",\n" : "", kind == 0 ? attribute("domain", "Network activity", hex(12) ".example", "true") : \
                kind == 1 ? attribute("sha256", "Payload delivery", hex(64), "true") : \
                kind == 2 ? attribute("ip-dst", "Network activity", "198.18." int(rand() * 256) "." int(rand() * 256), "false") : \
                attribute("comment", "Other", "a remark " hex(8), "false")
        }
        printf "],\"Object\":["
        for (i = 0; i < count / 100; i++) {
            printf "%s{\"uuid\":\"%s\",\"name\":\"file\",\"meta-category\":\"file\",\"timestamp\":\"1767225600\",\"Attribute\":[%s]}", \
                i ? ",\n" : "", uuid(), attribute("md5", "Payload delivery", hex(32), "true")
        }
        printf "],\"Tag\":[{\"name\":\"tlp:green\",\"colour\":\"#33FF00\"}]}}\n"
    }' >"$dir/event.json"

CWATCH_MEMORY=${SERVER_MEMORY:-768m} "$cwatch" serve --data "$dir/data" --port "$port" 2>"$dir/server.log" &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null || true' EXIT
until curl -fs "http://127.0.0.1:$port/readyz" >/dev/null; do sleep 0.2; done
export CWATCH_DATA=$dir/data
"$cwatch" party add CERT-XA --standing member >/dev/null
"$cwatch" token add reader --party CERT-XA --role reader --out "$dir/reader.netrc" >/dev/null
java=$(pgrep -f "serve --data $dir/data" | head -1)
for child in $(pgrep -P "$java" -x java || true); do java=$child; done

resident() { awk -v name="$1:" '$1 == name { print int($2 / 1024) }' "/proc/$java/status"; }
import() { # NAME FILE OPTIONS…
    local name=$1 file=$2 idle start end
    shift 2
    sleep 3
    echo 5 >"/proc/$java/clear_refs" # the peak begins anew
    idle=$(resident VmRSS) start=$(date +%s.%N)
    "$cwatch" taxii import "$file" --owner CERT-XA --collection "$collection" "$@" 2>/dev/null
    end=$(date +%s.%N)
    awk -v name="$name" -v idle="$idle" -v peak="$(resident VmHWM)" -v size="$(stat -c %s "$file")" -v s="$start" -v e="$end" \
        'BEGIN { printf "%s: %.0f MB in %.1f s; server: idle %d MB, peak %d MB, %d MB above\n", name, size / 1e6, e - s, idle, peak, peak - idle }'
}
import bundle "$dir/bundle.json"
import event "$dir/event.json" --form misp
printf 'readable: '
curl -fs --netrc-file "$dir/reader.netrc" "http://127.0.0.1:$port/api/v1/collections/$collection/counts" || true
printf '\n'
