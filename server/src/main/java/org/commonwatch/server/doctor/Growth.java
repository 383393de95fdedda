package org.commonwatch.server.doctor;

import java.time.Duration;
import java.util.Locale;

/** Whether the room on a disk lasts, if all goes on as it did on average. */
final class Growth {
    /** Fewer days are bad, and fewer than so many a warning. */
    static final int BAD_DAYS = 7;

    static final int DAYS = 30;

    /** Less room is bad however slowly it is used. */
    static final long LEAST_BYTES = 1L << 30;

    private static final long MEGABYTE = 1_000_000;

    private Growth() {}

    /**
     * What to say.
     *
     * @param free bytes that may still be used
     * @param used bytes that were used in all that time
     */
    static Finding of(long free, long used, Duration time) {
        double perDay = used / Math.max(1.0, time.toSeconds() / 86_400.0);
        long days = (long) Math.min(free / Math.max(1, perDay), 36_500);
        Sentence message =
                Sentence.of("disk")
                        .with("free", grouped(free / MEGABYTE))
                        .with("daily", grouped((long) perDay / MEGABYTE))
                        .with("days", grouped(days));
        Sentence remedy = Sentence.of("disk.remedy");
        if (free < LEAST_BYTES || days < BAD_DAYS) {
            return Finding.bad("disk", message, remedy);
        }
        return days < DAYS ? Finding.warning("disk", message, remedy) : Finding.ok("disk", message);
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
