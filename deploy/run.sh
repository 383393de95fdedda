# For the launchers: runs the command with Java. They set $jdk, the directory of a Java, and $app,
# the directory whose lib/ holds the libraries, native ones too; a cache of compiled classes, app.aot,
# and the programs of PostgreSQL, postgres/, are used if they lie there. CWATCH_MEMORY, such as 4g, is
# how much memory Java may use.

say() { printf 'cwatch: %s\n' "$1" >&2; }
stop() { say "$1"; printf '        %s\n' "$2" >&2; exit 1; }

# A quarter of the machine for counting, but 1 GB at least; for a demo what its story takes; 1 GB for
# all else.
memory() {
    local name value rest kib=0
    if [ -n "${CWATCH_MEMORY:-}" ]; then
        [[ $CWATCH_MEMORY =~ ^[1-9][0-9]*[kKmMgG]$ ]] || stop \
            "CWATCH_MEMORY is '$CWATCH_MEMORY', which is no amount of memory." \
            "Give a number and k, m or g, such as 4g."
        printf '%s\n' "-Xmx$CWATCH_MEMORY"
        return
    fi
    if [[ ${1:-} = @(count|bench|indicators|archive|merge) && -r /proc/meminfo ]]; then
        while read -r name value rest; do
            [ "$name" != MemTotal: ] || kib=$value
        done </proc/meminfo
    fi
    if [ "$kib" -gt 4194304 ]; then
        printf '%s\n' -XX:MaxRAMPercentage=25
    elif [ "${1:-}" = demo ]; then
        printf '%s\n' -Xmx160m
    else
        printf '%s\n' -Xmx1g
    fi
}

# Every library in one order, which that of a directory need not be: the cache is for this one.
class_path() {
    local LC_ALL=C jars
    jars=("$app"/lib/*.jar)
    local IFS=:
    printf '%s\n' "${jars[*]}"
}

# Runs the command, with options for Java before the two dashes.
launch() {
    local options=()
    while [ "$1" != -- ]; do
        options+=("$1")
        shift
    done
    shift
    [ ! -e "$app/lib/libduckdb_java.so" ] || options+=("-Djava.library.path=$app/lib")
    [ ! -d "$app/postgres" ] || options+=("-Dcommonwatch.postgres=$app/postgres")
    local heap
    heap=$(memory "${1:-}")
    # Standard output is for data: what Java itself has to say goes beside it.
    exec "$jdk/bin/java" -XX:+UseSerialGC "$heap" -Xlog:disable -Xlog:all=warning:stderr \
        ${options[@]+"${options[@]}"} --enable-native-access=ALL-UNNAMED -cp "$(class_path)" \
        org.commonwatch.cli.Cwatch "$@"
}

# Counting is what vectors are for; Java warns at each start that their interface may still change.
# It makes few objects, and the tables of an index are not to be moved from the young ones to the
# old. All else starts from the cache, if there is one. A demo's story is over before it pays to compile
# its code well: that took a third of the processors' time.
run() {
    local options=()
    case ${1:-} in
        count | bench) launch -Xmn64m --add-modules jdk.incubator.vector -- "$@" ;;
        demo) options=(-XX:TieredStopAtLevel=1) ;;
    esac
    [ ! -e "$app/app.aot" ] || options+=("-XX:AOTCache=$app/app.aot")
    launch ${options[@]+"${options[@]}"} -- "$@"
}
