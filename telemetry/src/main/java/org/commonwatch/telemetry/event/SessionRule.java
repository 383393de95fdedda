package org.commonwatch.telemetry.event;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Which events make one session: those from one network on one target, of one kind, none of them
 * later than the gap after the one before.
 *
 * @param of units whose events make sessions: probes, alerts or both
 * @param gap from {@link #LEAST_GAP} to {@link #GAP_LIMIT}; two events just so far apart are of one
 *     session
 * @param prefix4 how many bits of an IPv4 source tell its network, from 1 to 32
 * @param prefix6 how many bits of an IPv6 source tell its network, from 1 to 64
 */
public record SessionRule(Set<Unit> of, Duration gap, int prefix4, int prefix6) {
    /** A shorter gap would cut what one scanner does in one breath. */
    public static final Duration LEAST_GAP = Duration.ofSeconds(1);

    /** A longer gap would join what has nothing to do with each other. */
    public static final Duration GAP_LIMIT = Duration.ofDays(1);

    /** No more bits of an IPv4 address. */
    public static final int PREFIX4_LIMIT = 32;

    /** No more bits of an IPv6 address: the rest is one host's own to choose. */
    public static final int PREFIX6_LIMIT = 64;

    public SessionRule {
        if (of.isEmpty() || !EnumSet.of(Unit.PROBE, Unit.ALERT).containsAll(of)) {
            throw new IllegalArgumentException("sessions are made of probes or alerts: " + of);
        }
        if (gap.compareTo(LEAST_GAP) < 0 || gap.compareTo(GAP_LIMIT) > 0) {
            throw new IllegalArgumentException("no gap between events of a session: " + gap);
        }
        if (prefix4 < 1 || prefix4 > PREFIX4_LIMIT || prefix6 < 1 || prefix6 > PREFIX6_LIMIT) {
            throw new IllegalArgumentException("no prefixes: /" + prefix4 + " and /" + prefix6);
        }
        of = Set.copyOf(of);
    }

    /** The gap in microseconds, the unit of events' times. */
    public long gapMicros() {
        return TimeUnit.NANOSECONDS.toMicros(gap.toNanos());
    }

    /** What a session is, in one sentence for people. */
    public String sentence() {
        String events =
                Arrays.stream(Unit.values())
                        .filter(of::contains)
                        .map(unit -> unit.label() + "s")
                        .collect(Collectors.joining(" and "));
        return "A session is all "
                + events
                + " of one kind from one /"
                + prefix4
                + " (of IPv6 one /"
                + prefix6
                + ") at one target, none later than "
                + words(gap)
                + " after the one before; it counts in the hour it opens, and is established if"
                + " one of them is.";
    }

    private static String words(Duration gap) {
        long seconds = gap.toSeconds();
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + " h";
        }
        return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }
}
