package org.commonwatch.server.feeds;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Numbers of rules. A rule's follows from what it is about, so that it stays when others come and
 * go: only if two things have the same, the later takes the next that is free.
 */
final class Sids {
    /** No rule has a greater number (Suricata's are 32 bits, and some tools read a sign). */
    static final long LAST = Integer.MAX_VALUE;

    /** A range has at least so many more than its first. */
    static final int LEAST = 1_000;

    /** Numbers from one to another, both included. */
    record Range(long first, long last) {
        /** Far from those that rules in use have. */
        static final Range USUAL = new Range(1_000_000_000, 1_999_999_999);

        long size() {
            return last - first + 1;
        }
    }

    private final Range range;
    private final Set<Long> taken = new HashSet<>();

    Sids(Range range) {
        this.range = range;
    }

    /** The number of what is named so; throws if none is left. */
    long of(String what) {
        if (taken.size() >= range.size()) {
            throw new IllegalStateException("more rules than numbers");
        }
        UUID digest = UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8));
        long sid =
                range.first()
                        + Long.remainderUnsigned(digest.getLeastSignificantBits(), range.size());
        while (!taken.add(sid)) {
            sid = sid == range.last() ? range.first() : sid + 1;
        }
        return sid;
    }
}
