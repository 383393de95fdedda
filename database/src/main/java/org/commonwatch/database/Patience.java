package org.commonwatch.database;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something outside to become true, for a bounded time. */
final class Patience {
    private static final Duration STEP = Duration.ofMillis(10);

    private Patience() {}

    /** Whether it became true within the limit; asked at least once. */
    static boolean until(BooleanSupplier done, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            rest(STEP);
        }
        return true;
    }

    static void rest(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody knows this thread; see Uninterrupted", e);
        }
    }
}
