package org.commonwatch.cli.demo;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Sighting.Seen;
import org.commonwatch.telemetry.simulation.Truth.Hit;
import org.commonwatch.telemetry.simulation.world.Campaign;
import org.commonwatch.telemetry.simulation.world.Campaign.Held;
import org.commonwatch.telemetry.simulation.world.World;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Sensor;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the gap of a party without standing, which may give nothing either, is in truth: told from
 * the world's plan alone, by what is said of K, R and H, and of what telemetry shows.
 *
 * @param hits how many things hit the party in the window
 * @param inTime of them, how many it could read by then
 * @param gap of them, how many were known to others and not readable
 * @param since of those, how many it could read later, from others
 * @param leads how long those had been known, the shortest first
 * @param hitOthers how many things hit others in the window, of which anything may be said
 * @param lost of them, how many the party had known and could not give
 */
public record GapTruth(
        long hits,
        long inTime,
        long gap,
        long since,
        List<Duration> leads,
        long hitOthers,
        long lost) {
    /** Days of a window, the last not included. */
    public record Window(LocalDate from, LocalDate to) {
        boolean has(Instant at) {
            return !at.isBefore(midnight(from)) && at.isBefore(midnight(to));
        }
    }

    /**
     * Whose gap, and what may be counted.
     *
     * @param states whose holdings and sensors may be counted
     * @param reverse whether it is asked what hit others, which takes longer
     */
    public record Asked(String party, Window window, Predicate<String> states, boolean reverse) {}

    private static final int QUARTER_MONTHS = 3;

    /** The windows that the console opens on: the last full quarter, and twelve full months. */
    public static Map<String, Window> windows(LocalDate end) {
        LocalDate month = end.withDayOfMonth(1);
        LocalDate quarter = month.minusMonths((month.getMonthValue() - 1) % QUARTER_MONTHS);
        Map<String, Window> windows = new LinkedHashMap<>();
        windows.put(
                "the last full quarter", new Window(quarter.minusMonths(QUARTER_MONTHS), quarter));
        windows.put("twelve full months", new Window(month.minusYears(1), month));
        return windows;
    }

    /** Reckons it. */
    public static GapTruth of(Scenario scenario, World world, Asked asked) {
        return new Reckoning(scenario, world, asked).truth();
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /** What is known of a thing, and whom it hit. */
    private static final class Reckoning {
        private final Scenario scenario;
        private final World world;
        private final Asked asked;
        private final Instant end;
        private final Map<Observable, List<Held>> held = new HashMap<>();
        // What hit whom first, as lines show it, and as it was drawn.
        private final Map<String, Map<Observable, Instant>> shown = new HashMap<>();
        private final Map<String, Map<Observable, List<Instant>>> drawn = new HashMap<>();
        private final Set<Observable> shownAnywhere = new HashSet<>();

        Reckoning(Scenario scenario, World world, Asked asked) {
            this.scenario = scenario;
            this.world = world;
            this.asked = asked;
            this.end = midnight(asked.window.to);
            for (Campaign each : world.campaigns()) {
                for (Held one : each.held()) {
                    if (midnight(one.since()).isBefore(end) && isCounted(one)) {
                        held.computeIfAbsent(one.address(), key -> new ArrayList<>()).add(one);
                    }
                }
            }
            world.plan().sensors().stream()
                    .filter(each ->
                            isOwn(each.party())
                                    || (asked.reverse && asked.states.test(each.party())))
                    .forEach(this::see);
        }

        private boolean isOwn(String party) {
            return party.equals(asked.party);
        }

        private boolean isCounted(Held one) {
            return isOwn(one.holder().party())
                    || asked.states.test(one.holder().party())
                    || isOpen(one);
        }

        private static boolean isOpen(Held one) {
            return one.holder().marking().equals("TLP:CLEAR");
        }

        private void see(Sensor sensor) {
            LocalDate lines = scenario.drawnTo(sensor.name());
            LocalDate first = world.plan().calendar().first();
            LocalDate last = world.plan().calendar().end();
            LocalDate to = asked.window.to.isBefore(last) ? asked.window.to : last;
            if (lines.isBefore(to)) {
                Map<Hit, Seen> hits = world.hits(sensor.name(), lines, to);
                hits.forEach((hit, seen) -> show(sensor, hit.indicator(), seen.first()));
                world.sources(sensor.name(), lines, to)
                        .forEach((hit, at) -> show(sensor, hit.indicator(), at));
            }
            Map<Hit, Seen> hits = world.hits(sensor.name(), first, lines.isBefore(to) ? lines : to);
            hits.forEach((hit, seen) ->
                    drawn.computeIfAbsent(sensor.party(), key -> new HashMap<>())
                            .computeIfAbsent(hit.indicator(), key -> new ArrayList<>())
                            .add(seen.first()));
        }

        private void show(Sensor sensor, Observable thing, Instant at) {
            shownAnywhere.add(thing);
            shown.computeIfAbsent(sensor.party(), key -> new HashMap<>())
                    .merge(thing, at, Reckoning::earlier);
        }

        private static Instant earlier(Instant one, Instant other) {
            return one.isBefore(other) ? one : other;
        }

        // What was only looked for counts from when it was held.
        private Instant saw(String party, Observable thing) {
            Instant since = first(thing, each -> true);
            Instant saw = shown.getOrDefault(party, Map.of()).getOrDefault(thing, Instant.MAX);
            for (Instant at : drawn.getOrDefault(party, Map.of()).getOrDefault(thing, List.of())) {
                saw = at.isBefore(since) ? saw : earlier(saw, at);
            }
            return saw;
        }

        private Instant first(Observable thing, Predicate<Held> which) {
            return held.getOrDefault(thing, List.of()).stream()
                    .filter(which)
                    .map(each -> midnight(each.since()))
                    .min(Instant::compareTo)
                    .orElse(Instant.MAX);
        }

        GapTruth truth() {
            Set<Observable> things = new HashSet<>(shownAnywhere);
            things.addAll(held.keySet());
            List<Duration> leads = new ArrayList<>();
            long[] counts = new long[5];
            for (Observable thing : things) {
                Instant own = first(thing, each -> isOwn(each.holder().party()));
                Instant offered =
                        first(thing, each -> !isOwn(each.holder().party()) && isOpen(each));
                Instant known =
                        first(
                                thing,
                                each ->
                                        !isOwn(each.holder().party())
                                                && asked.states.test(each.holder().party()));
                Instant readable = earlier(own, offered);
                boolean isTold = shownAnywhere.contains(thing) || readable.isBefore(end);
                Instant hit = isTold ? saw(asked.party, thing) : Instant.MAX;
                if (asked.window.has(hit)) {
                    counts[0]++;
                    counts[1] += readable.isAfter(hit) ? 0 : 1;
                    if (!known.isAfter(hit) && hit.isBefore(readable)) {
                        leads.add(Duration.between(known, hit));
                        counts[2] += offered.isBefore(end) ? 1 : 0;
                    }
                }
                Instant others = others(thing);
                if (asked.window.has(others)) {
                    Instant first = earlier(hit.isBefore(end) ? hit : Instant.MAX, own);
                    counts[3]++;
                    counts[4] += !first.isAfter(others) && others.isBefore(known) ? 1 : 0;
                }
            }
            leads.sort(Duration::compareTo);
            return new GapTruth(
                    counts[0], counts[1], leads.size(), counts[2], leads, counts[3], counts[4]);
        }

        private Instant others(Observable thing) {
            Set<String> parties = new HashSet<>(shown.keySet());
            parties.addAll(drawn.keySet());
            parties.removeIf(this::isOwn);
            return parties.stream()
                    .map(each -> saw(each, thing))
                    .min(Instant::compareTo)
                    .orElse(Instant.MAX);
        }
    }
}
