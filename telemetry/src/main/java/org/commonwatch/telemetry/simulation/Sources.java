package org.commonwatch.telemetry.simulation;

import java.util.SplittableRandom;

/**
 * Who acts, by Zipf's law and otherwise. Each sensor's format has sources of its own, none of which
 * any indicator lists.
 */
final class Sources {
    /** How many addresses are forged in all reflections together. */
    static final int VICTIMS = 640;

    private static final int REGULARS = 4_000_000;
    private static final int REGULAR_BITS = 23;
    private static final int SIX_EVERY = 10;
    private static final int FIRST = 252;
    private static final int BOTNETS = 1 << REGULAR_BITS;
    private static final int BOTS = 3_000;
    private static final int BOT_BITS = 22;
    private static final int TESTS = 198;
    private static final int HOSTS_OF_A_NETWORK = 80;
    private static final int TARGETS = 60_000;

    private final int number;

    /** Those of one of the formats, which are counted from 0. */
    Sources(int number) {
        this.number = number;
    }

    /** Somebody, and whoever has come often comes again. */
    long any(SplittableRandom random) {
        return regular(Mix.zipf(random, REGULARS));
    }

    /** A lasting source, by its number. */
    long regular(int rank) {
        int place = Mix.of(rank, REGULAR_BITS);
        return rank % SIX_EVERY == SIX_EVERY - 1
                ? Addresses.of6(number + 1, place)
                : Addresses.of4(FIRST + number, place);
    }

    /** One of some thousand that are told what to do by the same hand. */
    long bot(SplittableRandom random, int botnet) {
        int member = (botnet << 12 | random.nextInt(BOTS)) & ((1 << BOT_BITS) - 1);
        return Addresses.of4(FIRST + number, BOTNETS | Mix.of(member, BOT_BITS));
    }

    /** The one host behind a burst. */
    static long loner(int burst) {
        return Addresses.of4(TESTS, 18 << 16 | 255 << 8 | (1 + burst % 250));
    }

    /** The one that is named in a reflection; some are hit harder. */
    static long victim(SplittableRandom random) {
        int victim = Mix.zipf(random, VICTIMS) - 1;
        int network = 240 + victim / HOSTS_OF_A_NETWORK;
        return Addresses.of4(
                TESTS, 18 << 16 | network << 8 | 1 + 3 * (victim % HOSTS_OF_A_NETWORK));
    }

    /** A host that is attacked; some are attacked more. */
    static long target(SplittableRandom random) {
        return target(Mix.zipf(random, TARGETS));
    }

    static long target(int rank) {
        return Addresses.of4(TESTS, 19 << 16 | Mix.of(rank, 16));
    }
}
