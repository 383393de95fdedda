package org.commonwatch.telemetry.actor;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;

/** Hashes that are the same on every machine, so that what they go into adds up. */
final class Hashes {
    private static final Hasher64 HASHER = Hashing.komihash5_0();

    private Hashes() {}

    static long of(long high, long low) {
        return HASHER.hashLongLongToLong(high, low);
    }

    static long of(byte[] bytes, int from, int to) {
        return HASHER.hashBytesToLong(bytes, from, to - from);
    }
}
