package org.commonwatch.telemetry.simulation;

import java.util.SplittableRandom;

/** Numbers that look random and are the same everywhere and always. */
final class Mix {
    private static final int STEPS = 1 << 12;
    // Two to the power of 0, 1/STEPS, 2/STEPS … 1. StrictMath: the same on every machine.
    private static final double[] POWERS = powers();

    private Mix() {}

    /** One-to-one: no two numbers give the same (Stafford's variant 13 of MurmurHash3's). */
    static long of(long number) {
        long mixed = (number ^ (number >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** One-to-one among the numbers of so many bits, from 2 to 31. */
    static int of(int number, int bits) {
        int mask = (1 << bits) - 1;
        int half = bits / 2;
        int mixed = (number * 0x2C1B3C6D) & mask;
        mixed = ((mixed ^ (mixed >>> half)) * 0x297A2D39) & mask;
        return mixed ^ (mixed >>> half);
    }

    /** From 1 to the greatest, each about as likely as one over itself (Zipf's law). */
    static int zipf(SplittableRandom random, int greatest) {
        double octaves = random.nextDouble() * log2(greatest + 1.0);
        int whole = (int) octaves;
        double steps = (octaves - whole) * STEPS;
        int step = (int) steps;
        double power = POWERS[step] + (steps - step) * (POWERS[step + 1] - POWERS[step]);
        return Math.min(greatest, (int) ((1L << whole) * power));
    }

    // Between powers of two a straight line is near enough.
    private static double log2(double value) {
        int whole = Math.getExponent(value);
        return whole + value / (1L << whole) - 1;
    }

    private static double[] powers() {
        double[] powers = new double[STEPS + 1];
        for (int i = 0; i <= STEPS; i++) {
            powers[i] = StrictMath.pow(2, (double) i / STEPS);
        }
        return powers;
    }
}
