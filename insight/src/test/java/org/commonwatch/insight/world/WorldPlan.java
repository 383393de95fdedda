package org.commonwatch.insight.world;

import java.util.SplittableRandom;

/**
 * What a world is drawn from. Party 0 is the one whose gap is asked about; the others are members
 * of a body and share in it what hit them.
 *
 * @param campaigns how many of them hit party 0; there are others that do not
 * @param parties how many there are
 */
public record WorldPlan(
        int campaigns, int parties, Attackers attackers, Sharing sharing, Rule rule) {
    /** The handlings of what members share, by number. */
    public static final int OPEN = 0;

    public static final int FOR_MEMBERS = 1;
    public static final int LATER_OPENED = 2;
    public static final int NOT_TO_THE_PARTY = 3;
    public static final int FOR_MEMBERS_AND_NOT_TO_THE_PARTY = 4;
    public static final int HANDLINGS = 5;

    /**
     * How attackers go about it.
     *
     * @param victim the chance that a campaign hits a party
     * @param reuse the chance that an indicator of it is used against one of its victims
     * @param days the mean of how long after its start it comes to a victim
     * @param noise how many sources of no campaign come up in a week
     */
    public record Attackers(Size size, double victim, double reuse, double days, int noise) {}

    /** Mean and standard deviation of the logarithm of a campaign's number of indicators. */
    public record Size(double logMean, double logSpread) {}

    /**
     * What becomes known.
     *
     * @param chance that a member that was hit shares an indicator
     * @param days the mean of how long that takes
     * @param unrelated whether what becomes known has nothing to do with who was hit, so that there
     *     is no gap beyond chance
     */
    public record Sharing(double chance, double days, boolean unrelated) {}

    /** What party 0 may read. */
    public enum Rule {
        WITHOUT_STANDING,
        MEMBER_UNDER_CAVEATS,
        ALL_IS_PERMITTED
    }

    /** Campaigns of some five indicators, seldom a hundred, that come to a third of the parties. */
    public static WorldPlan usual(int campaigns) {
        return new WorldPlan(
                campaigns,
                8,
                new Attackers(new Size(1.6, 0.9), 0.3, 0.6, 20, Math.max(10, campaigns)),
                new Sharing(0.6, 3, false),
                Rule.WITHOUT_STANDING);
    }

    /** The same, but what becomes known has nothing to do with who was hit. */
    public WorldPlan unrelated() {
        return new WorldPlan(
                campaigns,
                parties,
                attackers,
                new Sharing(sharing.chance, sharing.days, true),
                rule);
    }

    public WorldPlan with(Rule other) {
        return new WorldPlan(campaigns, parties, attackers, sharing, other);
    }

    /** The world of a seed. */
    public World world(long seed) {
        return new Drawing(this, new SplittableRandom(seed)).world(seed);
    }
}
