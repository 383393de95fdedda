#!/usr/bin/env bash
# Archives simulated lines in many runs, as a server does with what comes in, and matches them with indicators that came
# later; then makes large runs of them, as a server's upkeep does, and matches them again. Prints seconds, processor time
# and the peak of memory of each, three times in one process: the first with all that Java does when it starts.
#
#   benchmarks/retro.sh DIR [LINES] [RUNS] [INDICATORS]
#
# DIR is made, and holds everything; to be run at rest. CWATCH_MEMORY is how much memory Java may use.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
dir=$1 lines=${2:-4000000} runs=${3:-100} indicators=${4:-10000}
jar=$here/target/benchmarks.jar
[ -e "$jar" ] || (cd "$here/.." && mvn -q -Pbenchmarks -pl benchmarks -am package -DskipTests >&2)
mkdir "$dir"
retro() {
    java -XX:+UseSerialGC "-Xmx${CWATCH_MEMORY:-1g}" --enable-native-access=ALL-UNNAMED \
        --add-modules jdk.incubator.vector -cp "$jar" org.commonwatch.benchmarks.RetroCost "$@" 2> >(grep -v incubator >&2)
}
retro make "$dir/archive" "$lines" "$runs" "$indicators"
retro match "$dir/archive" "$indicators" 3
retro merge "$dir/archive"
retro match "$dir/archive" "$indicators" 3
