package org.commonwatch.cli.demo;

import org.commonwatch.cli.client.Client;
import org.commonwatch.telemetry.simulation.world.World;
import org.commonwatch.telemetry.simulation.world.WorldPlan;

import tools.jackson.databind.JsonNode;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Compares the gap of the party without standing with what it is in truth. */
final class GapCheck {
    /** Worlds of the same plan over which the expected gap is taken. */
    private static final int WORLDS = 20;

    // An interval of 95 % leaves out one estimand in twenty; twice as wide it leaves out none.
    private static final int TIMES_AS_WIDE = 2;
    private static final double LEAD_APART = 0.01;
    private static final double SECONDS_OF_A_DAY = 86_400;

    private final Scenario scenario;
    private final World world;
    private final String party;
    private final Checklist checks;

    GapCheck(Scenario scenario, World world, Checklist checks) {
        this.scenario = scenario;
        this.world = world;
        this.party = scenario.institutions().outsider();
        this.checks = checks;
    }

    /** Compares what whoever may know everything is told, and what the party itself. */
    void check(Stage stage) {
        whole(stage.operator());
        own(stage.client(Stage.ANALYST));
    }

    private void whole(Client operator) {
        var windows = GapTruth.windows(world.plan().calendar().end());
        Map<GapTruth.Window, Double> shares = expected(scenario, windows.values());
        windows.forEach((name, window) -> {
            JsonNode told = operator.get(address(window) + "&party=" + Client.encoded(party));
            GapTruth truth = truth(window, "");
            String where = " in " + name;
            counts(told, truth, where);
            leads(told, truth, where);
            checks.equal(
                    "indicators that the party lost to give, of those that hit others" + where,
                    truth.lost() + " of " + truth.hitOthers(),
                    of(told.path("reverse")),
                    truth.lost() + " of " + truth.hitOthers());
            if (told.path("finding").path("exposure").isObject()) {
                estimand(
                        told.path("finding").path("exposure"),
                        shares.getOrDefault(window, 0.0),
                        where);
            }
        });
    }

    // Of the last full quarter: of other windows that overlap it is told nothing then.
    private void own(Client analyst) {
        GapTruth.Window window =
                GapTruth.windows(world.plan().calendar().end()).values().iterator().next();
        JsonNode told = analyst.get(address(window));
        GapTruth truth = truth(window, "statistics");
        counts(told, truth, ", as the party itself is told");
    }

    private GapTruth truth(GapTruth.Window window, String granted) {
        return GapTruth.of(
                scenario,
                world,
                new GapTruth.Asked(
                        party,
                        window,
                        owner -> granted.isEmpty() || scenario.institutions().grants(owner),
                        true));
    }

    private void counts(JsonNode told, GapTruth truth, String where) {
        checks.equal(
                "indicators that hit " + party + where,
                truth.hits(),
                told.path("own").path("hits").asLong(),
                truth.hits());
        checks.equal(
                "of them that it could read in time" + where,
                truth.inTime(),
                told.path("own").path("readInTime").asLong(),
                truth.inTime());
        if (told.path("gap").isObject()) {
            checks.equal(
                    "of them that were known to others before and unreadable" + where,
                    truth.gap(),
                    told.path("gap").path("indicators").asLong(),
                    truth.gap());
            checks.equal(
                    "of these that it could read since" + where,
                    truth.since(),
                    told.path("own").path("readSince").asLong(),
                    truth.since());
        }
    }

    // K and H of the gap, by how far they are apart.
    private void leads(JsonNode told, GapTruth truth, String where) {
        JsonNode deciles = told.path("leads").path("beforeHit").path("deciles");
        int n = truth.leads().size();
        for (int tenth = 1; tenth <= deciles.size(); tenth++) {
            int rank = Math.max(1, Math.ceilDiv(tenth * n, 10));
            double expected = truth.leads().get(rank - 1).toSeconds() / SECONDS_OF_A_DAY;
            double actual = deciles.path(tenth - 1).asDouble();
            if (Math.abs(actual - expected) > LEAD_APART) {
                checks.fails(
                        "Decile %d of the days known before%s is %.3f, but in truth %.3f."
                                .formatted(tenth, where, actual, expected));
                return;
            }
        }
        if (n > 0) {
            checks.holds(
                    "days from K to H, the median, and all deciles" + where,
                    String.format(
                            Locale.ROOT,
                            "%.2f",
                            told.path("leads").path("beforeHit").path("median").asDouble()));
        }
    }

    // What is estimated: the expected gap of the process that makes the campaigns.
    private void estimand(JsonNode estimate, double share, String where) {
        double value = estimate.path("value").asDouble();
        double low = estimate.path("low").asDouble();
        double high = estimate.path("high").asDouble();
        boolean isInside = low <= share && share <= high;
        String text =
                String.format(
                        Locale.ROOT,
                        "%.1f %%, %s the interval of %.1f to %.1f",
                        100 * share,
                        isInside ? "inside" : "OUTSIDE",
                        100 * low,
                        100 * high);
        if (share < value - TIMES_AS_WIDE * (value - low)
                || share > value + TIMES_AS_WIDE * (high - value)) {
            checks.fails(
                    "The expected gap" + where + " is " + text + ", even were it twice as wide.");
        } else {
            checks.holds("expected over " + WORLDS + " worlds of the plan" + where, text);
        }
    }

    /** The shares of the gap that worlds of a plan have on average, window by window. */
    static Map<GapTruth.Window, Double> expected(
            Scenario scenario, Collection<GapTruth.Window> windows) {
        WorldPlan plan = scenario.plan();
        String party = scenario.institutions().outsider();
        Map<GapTruth.Window, long[]> sums = new HashMap<>();
        for (int i = 1; i <= WORLDS; i++) {
            var other =
                    new World(
                            new WorldPlan(
                                    plan.seed() + i,
                                    plan.calendar(),
                                    plan.network(),
                                    plan.events(),
                                    plan.attackers()));
            for (GapTruth.Window window : windows) {
                var asked = new GapTruth.Asked(party, window, owner -> true, false);
                GapTruth truth = GapTruth.of(scenario, other, asked);
                long[] sum = sums.computeIfAbsent(window, key -> new long[2]);
                sum[0] += truth.gap();
                sum[1] += truth.hits();
            }
        }
        return sums.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                each -> each.getValue()[0] / (double) each.getValue()[1]));
    }

    static String address(GapTruth.Window window) {
        return "/api/v1/gap?from=" + window.from() + "T00:00:00Z&to=" + window.to() + "T00:00:00Z";
    }

    private static String of(JsonNode share) {
        return share.path("indicators").asLong() + " of " + share.path("of").asLong();
    }
}
