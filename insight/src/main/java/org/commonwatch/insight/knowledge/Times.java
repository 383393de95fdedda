package org.commonwatch.insight.knowledge;

/** Seconds since 1970, and the two that are none. */
public final class Times {
    /** What has not happened, as far as anybody knows. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Before everything. */
    public static final long BEGINNING = Long.MIN_VALUE;

    private Times() {}

    /** So many seconds later; never stays never. */
    public static long later(long time, long seconds) {
        return time == NEVER ? NEVER : time + seconds;
    }
}
