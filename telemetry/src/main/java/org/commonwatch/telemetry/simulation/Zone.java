package org.commonwatch.telemetry.simulation;

import java.util.SplittableRandom;

/** How a moment names its zone. */
@SuppressWarnings("ImmutableEnumChecker") // nobody writes into the bytes
enum Zone {
    UTC("+0000", 0),
    ZULU("Z", 0),
    UNKNOWN("-0000", 0),
    EAST("+01:00", 60),
    WEST("-0800", -480),
    FAR_EAST("+0545", 345),
    /** Not at all, which is to be read as UTC. */
    BARE("", 0);

    private static final int USUAL_PERCENT = 90;
    private static final int BARE_PERCENT = 1;
    private static final Zone[] UNUSUAL = {ZULU, UNKNOWN, EAST, WEST, FAR_EAST};

    private final byte[] suffix;
    private final int minutes;

    Zone(String suffix, int minutes) {
        this.suffix = LineWriter.ascii(suffix);
        this.minutes = minutes;
    }

    static Zone any(SplittableRandom random) {
        int percent = random.nextInt(100);
        if (percent < USUAL_PERCENT) {
            return UTC;
        }
        return percent >= 100 - BARE_PERCENT ? BARE : UNUSUAL[percent % UNUSUAL.length];
    }

    /** Decoys always write it in one way, or forget it. */
    static Zone decoys(SplittableRandom random) {
        return random.nextInt(100) < BARE_PERCENT ? BARE : ZULU;
    }

    void write(LineWriter out, long micros) {
        out.moment(micros, minutes);
        out.put(suffix);
    }
}
