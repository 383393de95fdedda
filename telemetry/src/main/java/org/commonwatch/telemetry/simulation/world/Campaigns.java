package org.commonwatch.telemetry.simulation.world;

import org.commonwatch.stix.Observable;
import org.commonwatch.telemetry.simulation.Format;
import org.commonwatch.telemetry.simulation.SyntheticIndicators;
import org.commonwatch.telemetry.simulation.world.Campaign.Held;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Days;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Holder;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Sensor;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** All campaigns of a plan, and when which of their addresses hits which sensor. */
final class Campaigns {
    private static final long CHANCE = 4;
    private static final int LEAST_DAYS = 10;
    private static final int MORE_DAYS = 30;
    private static final int EARLY_DAYS = 30;
    private static final int LATE_DAYS = 20;
    private static final int MOST_HOURS = 3;
    private static final int MOST_HITS = 5;

    /** An address that hits within an hour, so many times. */
    record Hits(Observable address, int count) {}

    /** An hour of a day, from 0. */
    record Hour(LocalDate date, int hour) implements Comparable<Hour> {
        @Override
        public int compareTo(Hour other) {
            int order = date.compareTo(other.date);
            return order != 0 ? order : Integer.compare(hour, other.hour);
        }
    }

    private final List<Campaign> all;
    private final Map<String, NavigableMap<Hour, List<Hits>>> bySensor;

    private Campaigns(List<Campaign> all, Map<String, NavigableMap<Hour, List<Hits>>> bySensor) {
        this.all = all;
        this.bySensor = bySensor;
    }

    static Campaigns of(WorldPlan plan) {
        List<Observable> addresses =
                SyntheticIndicators.first(plan.indicators()).stream()
                        .filter(each -> each.kind() == Observable.Kind.IPV4)
                        .toList();
        List<String> exposed =
                plan.sensors().stream()
                        .filter(each -> each.format() == Format.EVE)
                        .map(Sensor::name)
                        .toList();
        List<Campaign> all = new ArrayList<>();
        Map<String, NavigableMap<Hour, List<Hits>>> bySensor = new HashMap<>();
        int each = plan.attackers().each();
        for (int number = 0;
                number < plan.attackers().campaigns() && !exposed.isEmpty();
                number++) {
            SplittableRandom random = Draws.of(plan.seed(), CHANCE, number);
            List<Observable> own = addresses.subList(number * each, (number + 1) * each);
            Campaign campaign = campaign(plan, number, own, exposed, random);
            all.add(campaign);
            hits(campaign, bySensor, random);
        }
        return new Campaigns(List.copyOf(all), bySensor);
    }

    private static Campaign campaign(
            WorldPlan plan,
            int number,
            List<Observable> addresses,
            List<String> exposed,
            SplittableRandom random) {
        Days days = plan.calendar();
        int first = random.nextInt(days.count());
        int length = LEAST_DAYS + random.nextInt(MORE_DAYS);
        LocalDate from = days.first().plusDays(first);
        LocalDate to = days.first().plusDays(Math.min(days.count(), first + length));
        Holder holder = holder(plan.attackers().holders(), random);
        int certain = random.nextInt(exposed.size());
        List<String> victims = new ArrayList<>();
        for (int i = 0; i < exposed.size(); i++) {
            if (random.nextBoolean() || i == certain) {
                victims.add(exposed.get(i));
            }
        }
        List<Held> held = new ArrayList<>();
        for (Observable address : addresses) {
            int learnt = first - EARLY_DAYS + random.nextInt(EARLY_DAYS + LATE_DAYS);
            // Told when the round is over; what is learnt too late is told on no day.
            int round = Math.max(1, Math.ceilDiv(learnt, WorldPlan.ROUND_DAYS));
            held.add(new Held(address, days.first().plusDays((long) round * WorldPlan.ROUND_DAYS)));
        }
        String name = "campaign-%04d".formatted(number + 1);
        return new Campaign(name, from, to, holder, List.copyOf(held), List.copyOf(victims));
    }

    private static Holder holder(List<Holder> holders, SplittableRandom random) {
        int left = random.nextInt(holders.stream().mapToInt(Holder::share).sum());
        for (Holder each : holders) {
            left -= each.share();
            if (left < 0) {
                return each;
            }
        }
        throw new IllegalStateException("the shares of the holders have no end");
    }

    private static void hits(
            Campaign campaign,
            Map<String, NavigableMap<Hour, List<Hits>>> bySensor,
            SplittableRandom random) {
        int days = (int) ChronoUnit.DAYS.between(campaign.from(), campaign.to());
        for (Held held : campaign.addresses()) {
            for (String victim : campaign.victims()) {
                NavigableMap<Hour, List<Hits>> hours =
                        bySensor.computeIfAbsent(victim, name -> new TreeMap<>());
                for (int i = random.nextInt(MOST_HOURS + 1); i > 0; i--) {
                    LocalDate date = campaign.from().plusDays(random.nextInt(days));
                    var hour = new Hour(date, random.nextInt(Levels.HOURS));
                    int count = 1 + random.nextInt(MOST_HITS);
                    List<Hits> there = hours.computeIfAbsent(hour, at -> new ArrayList<>());
                    if (there.stream().noneMatch(hit -> hit.address().equals(held.address()))) {
                        there.add(new Hits(held.address(), count));
                    }
                }
            }
        }
    }

    List<Campaign> all() {
        return all;
    }

    /** Hours of a sensor in which there are hits, from a day to another, not included. */
    Map<Hour, List<Hits>> of(String sensor, LocalDate from, LocalDate to) {
        return bySensor.getOrDefault(sensor, new TreeMap<>())
                .subMap(new Hour(from, 0), true, new Hour(to, 0), false);
    }

    /** The hits of one hour, no more than so many in all. */
    List<Hits> in(String sensor, LocalDate date, int hour, long most) {
        List<Hits> there =
                bySensor.getOrDefault(sensor, new TreeMap<>())
                        .getOrDefault(new Hour(date, hour), List.of());
        List<Hits> kept = new ArrayList<>();
        long room = most;
        for (Hits each : there) {
            int count = (int) Math.min(room, each.count());
            if (count > 0) {
                kept.add(new Hits(each.address(), count));
                room -= count;
            }
        }
        return kept;
    }
}
