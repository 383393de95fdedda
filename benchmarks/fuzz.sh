#!/usr/bin/env bash
# Fuzzes what reads other people's bytes, guided by coverage (Jazzer), one target after the other, and prints a
# row of a table for each. Inputs that break something are kept, and named in the row.
#
#   benchmarks/fuzz.sh [-s SECONDS] [TARGET…]
#
# Without targets all are fuzzed: the scanner (eve-scan) and STIX for ten minutes, each other reader for three and each
# sort of file that operators write for one, or each for the seconds given. What was found to lead somewhere is
# kept in benchmarks/target/fuzzing and gone on from the next time.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
house=$(dirname "$here")
work=$here/target/fuzzing
seconds=
if [ "${1:-}" = -s ]; then
    seconds=$2
    shift 2
fi
readers="zeek-json zeek-tsv cowrie cef leef snort-fast sshd web ocsf idea eve
    cisco-asa fortigate pan-os check-point iptables every-splitter"
files="rules mappings indicators"
stix="bundle stix-pattern"
# shellcheck disable=SC2086
[ $# -gt 0 ] || set -- eve-scan $stix $readers $files

java=$(ls -d "${JAVA_HOME:-/nowhere}"/bin/java /usr/lib/jvm/*25*/bin/java 2>/dev/null | tail -1 || true)
mkdir -p "$work"
cd "$house"
mvn -q -Pfuzzing -pl archive,telemetry-vector,stix -am test-compile dependency:build-classpath \
    -Dmdep.outputFile=target/fuzzing.classpath

# Prints the class path of a module's tests, of copies, so that a build meanwhile changes nothing.
class_path() {
    local entry copy number=0
    tr ':' '\n' <<<"$house/$1/target/test-classes:$house/$1/target/classes:$(cat "$house/$1/target/fuzzing.classpath")" |
        while IFS= read -r entry; do
            if [ -d "$entry" ]; then
                copy=$work/classes/$1/$((number += 1))
                rm -rf "$copy"
                mkdir -p "$(dirname "$copy")"
                cp -R "$entry" "$copy"
                entry=$copy
            fi
            printf '%s:' "$entry"
        done
}
archive=$(class_path archive)
vector=$(class_path telemetry-vector)
stix_path=$(class_path stix)

# Puts each line and each file of the seeds into a corpus of its own.
seeds() {
    local to=$1 from file
    shift
    mkdir -p "$to"
    for from in "$@"; do
        for file in "$from"/*; do
            [ -f "$file" ] || continue
            cp "$file" "$to/$(basename "$file")"
            if [ "$(basename "$file")" = lines.txt ]; then
                split -l 1 "$file" "$to/line-"
            fi
        done
    done
}

fuzz() {
    local target=$1 time=$2 class=$3 path=$4 folder=$work/$1 log=$work/$1.log last kept
    shift 4
    seeds "$folder/seeds" "$@"
    mkdir -p "$folder/corpus"
    rm -f "$folder"/crash-* "$folder"/timeout-* "$folder"/oom-*
    (cd "$folder" && "$java" -XX:+UseSerialGC -Xmx1g --enable-native-access=ALL-UNNAMED \
        --add-modules jdk.incubator.vector -cp "$path" com.code_intelligence.jazzer.Jazzer \
        --target_class="$class" --target_args="$target" --instrumentation_includes='org.commonwatch.**' \
        --reproducer_path="$folder" -artifact_prefix="$folder/" -max_total_time="$time" -timeout=60 -max_len=4096 \
        -rss_limit_mb=0 -use_value_profile=1 corpus seeds) >"$log" 2>&1 || true
    last=$(grep -E '^#[0-9]+' "$log" | tail -1 || true)
    kept=$(cd "$folder" && ls | grep -E '^(crash|timeout|oom)-' | tr '\n' ' ' || true)
    printf '| `%s` | %s s | %s | %s | %s |\n' "$target" "$time" \
        "$(sed -E 's/^#([0-9]+).*/\1/' <<<"$last")" \
        "$(sed -nE 's/.*cov: ([0-9]+).*/\1/p' <<<"$last")" "${kept:-none}"
}

printf '| Target | Time | Executions | Edges covered | Findings |\n|---|---|---|---|---|\n'
for target in "$@"; do
    own=$house/archive/src/test/resources/fuzz/$target
    case $target in
        eve-scan)
            fuzz "$target" "${seconds:-600}" org.commonwatch.telemetry.vector.EveFuzz "$vector" \
                "$house/telemetry/src/test/resources/fuzz/eve" \
                "$house/telemetry-vector/src/test/resources/fuzz/eve-scan" ;;
        bundle)
            fuzz "$target" "${seconds:-600}" org.commonwatch.stix.bundle.BundleFuzz "$stix_path" \
                "$house/stix/src/test/resources/fuzz/bundle" ;;
        stix-pattern)
            fuzz "$target" "${seconds:-600}" org.commonwatch.stix.pattern.matching.PatternFuzz "$stix_path" \
                "$house/stix/src/test/resources/fuzz/stix-pattern" ;;
        rules)
            fuzz "$target" "${seconds:-60}" org.commonwatch.archive.FileFuzz "$archive" \
                "$own" "$house/archive/src/main/resources/rules" ;;
        mappings)
            fuzz "$target" "${seconds:-60}" org.commonwatch.archive.FileFuzz "$archive" \
                "$own" "$house/archive/src/main/resources/mappings" ;;
        indicators)
            fuzz "$target" "${seconds:-60}" org.commonwatch.archive.FileFuzz "$archive" "$own" ;;
        *)
            fuzz "$target" "${seconds:-180}" org.commonwatch.archive.FormatFuzz "$archive" \
                "$own" "$house/telemetry/src/test/resources/fuzz/$target" ;;
    esac
done
