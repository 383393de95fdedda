package org.commonwatch.testkit;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Checks a law on many generated cases. A failure names the seed that replays it.
 *
 * <p>{@code -Dcases.count=100000} tries more, {@code -Dcases.seed=… -Dcases.count=1} one again.
 */
public final class Cases {
    private static final int USUAL_COUNT = 1_000;

    /** One case: draws what it needs and throws if the law does not hold. */
    @FunctionalInterface
    public interface Case {
        void check(RandomGenerator random) throws Exception;
    }

    private Cases() {}

    /** Checks a thousand cases, or as many as the properties above say. */
    public static void check(Case law) {
        check(USUAL_COUNT, law);
    }

    /** Checks {@code usualCount} cases, for laws that are dear to check. */
    public static void check(int usualCount, Case law) {
        int count = Integer.getInteger("cases.count", usualCount);
        // The same cases on every run, so that a red build is red again.
        var seeds = new SplittableRandom(42);
        Long replay = Long.getLong("cases.seed");
        for (int i = 0; i < count; i++) {
            long seed = replay == null ? seeds.nextLong() : replay + i;
            try {
                law.check(new SplittableRandom(seed));
            } catch (Exception | AssertionError failure) {
                throw new AssertionError(
                        "case "
                                + i
                                + ": "
                                + failure.getMessage()
                                + "\nreplay with -Dcases.seed="
                                + seed
                                + " -Dcases.count=1",
                        failure);
            }
        }
    }

    /** One of the values, each as likely as any other. */
    public static <T> T any(T[] values, RandomGenerator random) {
        return values[random.nextInt(values.length)];
    }
}
