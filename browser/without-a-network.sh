#!/bin/sh
# Walks the console of a demo where there is no network but the machine's own, and tells how often anything
# tried to leave it: a packet for which there is no route is counted by the kernel. Fails above zero.
#
#   browser/without-a-network.sh [COMMAND …]     the walk by Maven, offline, if no command is given
set -eu
[ $# -gt 0 ] || set -- mvn -o -q -pl browser -am test -Dtest=JourneysTest \
    -Dsurefire.failIfNoSpecifiedTests=false -Dpages.tests.skip=true
alone=-rn
[ "$(id -u)" -ne 0 ] || alone=-n
cd "$(dirname "$0")/.."
exec unshare $alone sh -c '
    ip link set lo up
    # Chromium asks whether there is a route to this address, to know whether it has IPv6; it sends nothing.
    ip -6 route add unreachable 2001:4860:4860::8888 2>/dev/null || true
    unroutable() {
        awk "/^Ip:/ { if (!seen++) split(\$0, name); else for (i in name)
                 if (name[i] == \"OutNoRoutes\") four = \$i }
             /^Ip6OutNoRoutes/ { six = \$2 }
             END { print four + six }" /proc/self/net/snmp /proc/self/net/snmp6
    }
    before=$(unroutable)
    status=0
    "$@" || status=$?
    tried=$(($(unroutable) - before))
    echo "without a network: exit code $status, $tried attempts to leave this machine"
    [ "$status" -eq 0 ] && [ "$tried" -eq 0 ]
' sh "$@"
