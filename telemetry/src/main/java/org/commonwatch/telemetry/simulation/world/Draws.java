package org.commonwatch.telemetry.simulation.world;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Numbers by chance, of a seed and of what they are for: in whatever order they are asked for. */
final class Draws {
    private static final int UNIFORMS = 12;

    private Draws() {}

    /** Chance for one thing, named by some numbers. */
    static SplittableRandom of(long seed, long... what) {
        long mixed = seed;
        for (long each : what) {
            mixed = mix(mixed ^ mix(each + 0x9E3779B97F4A7C15L));
        }
        return new SplittableRandom(mixed);
    }

    /** About normal, with mean 0 and deviation 1; sums alone, so the same on every machine. */
    static double normal(SplittableRandom random) {
        double sum = -UNIFORMS / 2.0;
        for (int i = 0; i < UNIFORMS; i++) {
            sum += random.nextDouble();
        }
        return sum;
    }

    /** The number of one of several things, by their weights. */
    static int weighted(SplittableRandom random, int[] weights) {
        int left = random.nextInt(Arrays.stream(weights).sum());
        int number = 0;
        while (left >= weights[number]) {
            left -= weights[number++];
        }
        return number;
    }

    // Stafford's variant 13 of MurmurHash3's finalizer.
    static long mix(long number) {
        long mixed = (number ^ (number >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
